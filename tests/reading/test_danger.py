"""Words for danger now: what they catch, and all that they must let pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading import danger
from escalation.reading.danger import Danger, danger_said

_FILE = Path(danger.__file__).with_name("danger_words.json")
_WRITTEN = json.loads(_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("a child is in immediate danger", "in immediate danger"),
        ("he is hitting her right now", "he is hitting her"),
        ("the baby has stopped breathing", "stopped breathing"),
        ("no pulse", "no pulse"),
        ("not breathing", "not breathing"),
        ("dad's just turned up drunk to take her", "turned up drunk"),
        ("she says she'll end it tonight", "she'll end it"),
        ("bruise on a 4 month old", "bruise on a 4 month old"),
        ("he's got a knife", "got a knife"),
        ("overdose", "overdose"),
        ("taken an overdose an hour ago", "overdose"),
        ("being attacked now", "being attacked"),
        ("threatening to kill her tonight", "threatening to kill"),
        ("unconscious", "unconscious"),
        ("danger now", "danger now"),
        ("life at risk right now", "life at risk"),
        ("strangled", "strangled"),
    ],
)
def test_danger_is_heard_in_the_persons_own_words(message: str, said: str) -> None:
    found = danger_said(message)
    assert found is not None
    assert said in found.said
    assert found.said in message


@pytest.mark.parametrize(
    "message",
    [
        "HE'S GOT A GUN",
        "hes got a gun",
        "He’s got a gun",
        "she isnt breathing",
        "she isn’t breathing",
        "cant breathe",
        "4-month-old with a bruise",
        "bruising on a 6 week old",
        "eleven week old with a broken arm",
        "dads outside the school, shouting",
        "[name removed] is hitting [name removed]",
        "kids are home alone",
        "toddler left in the flat alone",
        "the father says he will shoot the kids",
        "he's poured petrol over the sofa",
        "she's on the ledge",
        "mum is drunk and about to drive off with them",
        "she is to be flown abroad tonight",
        "he's strangling her mum",
        "the house is on fire",
        "she's gone into the woods with a rope",
        "the ex has broken the non-mol order and is in the kitchen",
        "she's swallowed 20 tablets",
        "she must not go home. He will kill her.",
        "mum passed out on the settee",
        "boy has a noose",
        "parents refuse to go to hospital with her",
        "older men have got her in a flat",
        "he is being held hostage",
        "grandad is a sex offender and she's alone in the house with him",
        "there's a lad with a machete at the gate",
        "help\n\nhe's attacking her",
        "999",
        "danger",
    ],
)
def test_each_kind_of_harm_is_heard(message: str) -> None:
    assert danger_said(message) is not None


@pytest.mark.parametrize(
    "message",
    [
        # denied
        "no immediate danger",
        "not in immediate danger",
        "nobody is in danger now",
        "no immediate risk",
        "there is no danger",
        "there isn't any immediate risk to him",
        "I don't think that the child is in immediate danger",
        "we have no evidence that she is in danger",
        "without any immediate danger",
        "she is not suicidal",
        "he does not have a knife",
        "nobody is hitting anyone",
        # past, later, habit
        "we rang 999 last week",
        "he was hit last year",
        "in 2019, he took an overdose",
        "mum took an overdose three years ago",
        "there was a knife incident in March",
        "he used to carry a knife",
        "she has a history of overdose",
        "dad strangled mum before they separated",
        "when she was five, he strangled her",
        "he will be handed over to the abuser on Friday",
        "mum is drunk most weekends",
        # safe by now
        "the child is safe now",
        "he had a knife but she is safe now",
        "he went missing and was found safe",
        "baby had stopped breathing, she is fine now",
        # asked or supposed
        "what counts as immediate danger?",
        "what do you mean by immediate danger",
        "if the child is in danger who do I ring",
        "what should I do if he has a knife",
        "should I ring 999 if mum turns up drunk?",
        "is that immediate danger",
        "in a training scenario a child is being attacked",
        # quoted or disputed
        "the assessment says he has a knife",
        "disagreement about immediate safety plan",
        "the plan says to ring 999 if he has a knife",
        "the allegation is that he strangled a pupil",
        # figures of speech, and words that only look alike
        "my immediate manager",
        "conference call",
        "URGENT!!!",
        "risk of significant harm",
        "killing time",
        "the threshold decision is killing me",
        "unconscious bias in the decision",
        "we are drowning in referrals",
        "he is missing school",
        "the case is in danger of drift",
        "the child is in danger of being excluded",
        "emergency duty team",
        "we hit a wall with the manager",
        "it's a high risk case",
        "he is high functioning",
        "the address is outside the borough",
        "end it there",
        "the meeting is being held today",
        "I am on my way to the conference",
        "they are threatening to close the case",
        "the core group collapsed",
        "the GP is missing from the list",
        "police",
        "I'm a police officer",
        "the health visitor saw a bruise, baby was weighed and fed",
        "",
        "?",
        "...",
    ],
)
def test_what_is_no_danger_now_is_let_pass(message: str) -> None:
    assert danger_said(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "she was safe last week but he's got a knife",
        "he strangled her last year and he has a knife",
        "dad was released last week, he has a gun",
        "he was hit last year. He is being attacked now",
        "he hit her last week and he is hitting her now",
        "no, he's hitting her",
        "no he is hitting her",
        "nobody is coming, he has a gun",
        "they won't come and he's strangling her",
        "the sister is safe now but he is attacking the boy",
        "make sure she is safe, he has a knife",
        "he has a knife, make sure she is safe",
        "he has a knife, we need to know that she is not safe",
        "he's got a knife and she is not safe",
        "what do I do, she isn't breathing",
        "who do I ring? he has a knife",
        "the assessment was wrong. She's unconscious.",
        "they said no immediate danger but he's choking her",
        "the social worker isn't answering and the baby is not breathing",
    ],
)
def test_what_calms_one_clause_does_not_hide_another(message: str) -> None:
    assert danger_said(message) is not None


def _spelled_out(mark: str) -> str:
    choice = mark.strip("[]").split("/")[0]
    while choice.startswith("<"):
        choice = _WRITTEN["words"][choice[1:-1]][0]
    return choice.replace("####", "2019").replace("#", "4").replace("threat*", "threatened").replace("*", "")


@pytest.mark.parametrize("phrase", [phrase for kind in _WRITTEN["kinds"].values() for phrase in kind])
def test_every_phrase_in_the_words_file_can_be_heard(phrase: str) -> None:
    message = " ".join(_spelled_out(mark) for mark in phrase.split() if mark != "..")
    assert danger_said(message) is not None


@pytest.mark.parametrize("reason", sorted(set(_WRITTEN["calming"]) - {"figures_of_speech", "safe_now"}))
def test_every_calming_phrase_calms(reason: str) -> None:
    for phrase in _WRITTEN["calming"][reason]:
        words = " ".join(_spelled_out(mark) for mark in phrase.split() if mark != "..")
        assert danger_said(f"{words} he has a machete") is None, phrase


def test_every_safe_phrase_calms_what_came_before_it() -> None:
    for phrase in _WRITTEN["calming"]["safe_now"]:
        words = " ".join(_spelled_out(mark) for mark in phrase.split() if mark != "..")
        assert danger_said(f"he has a machete, {words}") is None, phrase


def test_no_phrase_is_written_twice() -> None:
    written = [phrase for group in ("kinds", "calming") for lines in _WRITTEN[group].values() for phrase in lines]
    assert sorted(written) == sorted(set(written))


def test_every_list_that_a_phrase_names_is_there() -> None:
    phrases = [phrase for group in ("kinds", "calming") for lines in _WRITTEN[group].values() for phrase in lines]
    named = {part for phrase in phrases for mark in phrase.split() for part in mark.strip("[]").split("/")}
    lists = {name[1:-1] for name in named if name.startswith("<")}
    assert lists <= set(_WRITTEN["words"])


@pytest.mark.parametrize(
    ("danger", "twin"),
    [
        ("he has her by the hair in our car park", "he had her by the hair last summer, he is in prison"),
        ("six weeks old, bruise on the cheek", "six weeks old, weighed and well"),
        ("Seven weeks. Handprint on both legs, the baby will not feed", "he was a handprint artist in class today"),
        ("lips are blue and he is drowsy", "the blue form is drowsy reading"),
        ("he is holding the toddler over the balcony", "they are holding the meeting over the phone"),
        ("she has put a rope in her bag", "the rope course is in March"),
        ("he has been let out on licence and he is in the kids bedroom", "his licence conditions are on file"),
        ("the man on bail for hurting him is waiting at the gate", "the man on bail has moved to Leeds"),
        ("she got in a van with a man she met online", "she got in a muddle with the form online"),
        ("no sign of him since yesterday", "no sign of the minutes since yesterday"),
        ("the kids are in the back and she is driving drunk", "the minutes are at the back of the file"),
        ("they board at seven and he has her passport", "the board meets at seven and he has her report"),
        ("he has drunk methadone from a cup", "mum is on a methadone programme"),
        ("the midwife cannot get in and mum is in labour", "she was in labour last year"),
        ("smoke is coming from the flat", "two of them smoke at work"),
        ("he will torch the house with her in it", "he carried the torch for early help"),
        ("mum says voices tell her to drown the baby", "voices were raised at the meeting"),
        ("the toddler is on the window sill, no adult is answering", "the adult team is not answering"),
        ("bruises all over him and she is ringing me from the loo", "bruises were in the old photographs, ring me"),
        ("they are taking him off the ward against advice", "we took the case to panel against advice"),
    ],
)
def test_danger_is_heard_and_its_harmless_twin_is_let_pass(danger: str, twin: str) -> None:
    assert danger_said(danger) is not None
    assert danger_said(twin) is None


@pytest.mark.parametrize(
    ("danger", "twin"),
    [
        ("I am stood in the hall, the dog has bitten him", "the dog has bitten him, it was last year"),
        ("She is bleeding. I am on the phone to her", "She is bleeding money on the taxis"),
        ("Tablets on the bed. She just rang me", "Tablets were discussed in her assessment. She just rang me"),
        ("Fractures on the film. Six weeks old", "Fractures were seen on the film. Six weeks ago"),
    ],
)
def test_two_halves_of_a_pair_make_danger_only_near_each_other(danger: str, twin: str) -> None:
    assert danger_said(danger) is not None
    assert danger_said(twin) is None


def test_the_halves_of_a_pair_do_not_reach_over_a_sentence_between() -> None:
    assert danger_said("There was a machete. She is on the phone to me.") is not None
    assert danger_said("There was a machete. The panel met. They agreed. She is on the phone to me.") is None


@pytest.mark.parametrize(
    ("danger", "twin"),
    [
        ("They say it is not urgent. He has a knife", "Not urgent. He has a knife charge, he had a knife"),
        ("can wait until Monday says duty. dad is strangling her", "can wait until Monday. dad strangled her"),
        ("not urgent they told us and he has a machete", "not urgent, he had a machete"),
        ("not urgent they said, but he has a knife", "not urgent, he had a knife to her throat"),
        ("he has a knife, no one is coming", "immediate danger, no"),
    ],
)
def test_only_the_persons_own_word_calms_a_whole_message(danger: str, twin: str) -> None:
    assert danger_said(danger) is not None
    assert danger_said(twin) is None


def test_every_group_says_what_it_is_for_and_every_pair_names_a_sign() -> None:
    groups = {*_WRITTEN["kinds"], *_WRITTEN["signs"], *_WRITTEN["calming"]}
    assert groups == set(_WRITTEN["what_for"])
    assert all(pair["for"] for pair in _WRITTEN["pairs"].values())
    assert {pair["with"] for pair in _WRITTEN["pairs"].values()} == set(_WRITTEN["signs"])


def test_a_long_message_is_read_quickly() -> None:
    text = ("the baby is with her mum at the flat and he has been seen by the gate with the kids now " * 50)[:4_000]
    danger_said(text)
    started = time.process_time()
    danger_said(text)
    assert time.process_time() - started < 0.2  # ten times what it takes: a slow machine is no fault


def test_danger_is_a_plain_value() -> None:
    assert danger_said("He has a knife") == Danger(said="has a knife")


def test_the_same_words_are_heard_in_every_process() -> None:
    program = (
        "from escalation.reading.danger import danger_said as d;"
        "print(d('dad has turned up very drunk to take the kids and he is hitting her now'),"
        " d('he is threatening to kill her, the 4 month old has a bruise'))"
    )
    heard = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(danger.__file__).parents[2]
        run = [sys.executable, "-c", program]
        heard.add(subprocess.run(run, env=environment, cwd=root, check=True, capture_output=True, text=True).stdout)
    assert len(heard) == 1


@given(st.text())
def test_what_was_said_is_always_part_of_the_message(message: str) -> None:
    found = danger_said(message)
    assert found is None or found.said in message


@pytest.mark.parametrize(
    "piece",
    [
        "he ",
        "is ",
        "the baby ",
        "no ",
        "9 ",
        "child ",
        "if he has a knife who ",
        "not in immediate danger ",
        "9",
        "a",
    ]
    + ["in immediate danger last week ", ". ", "'", "n't ", "[a removed]", "-", "\n"],
)
def test_the_longest_message_is_heard_to_its_end(piece: str) -> None:
    text = (piece * 10_000)[:9_900] + ". The baby has stopped breathing."
    assert danger_said(text) is not None
