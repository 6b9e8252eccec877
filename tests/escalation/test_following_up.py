"""Coming back in conversation, without the engine: what is asked, what an answer does, and what is said at the end."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from escalation import clock
from escalation.following_up import FollowUps
from escalation.interview.message import Asker, Message
from escalation.interview.replies import Reply
from escalation.interview.strand import Strand, StrandHeard
from escalation.library import Library
from escalation.progress import ProgressKind
from escalation.reading.alarm import Alarm
from escalation.reading.matters import Matter
from escalation.record import Record
from escalation.resume_code import seal
from tests.escalation.records import SECRET, Person, code


class Returning:
    """Somebody who talks about a record, message by message."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.follow_ups = FollowUps(person.engine, person.library)
        self.asker = Asker(person.conversation, person.mode)
        self.strand = Strand("follow_up", "none")
        self.replies: tuple[Reply, ...] = ()

    def begins(self, text: str, sealed: str | None = None, matter: Matter = Matter.FOLLOW_UP) -> "Returning":
        message = Message(text, code=sealed)
        self._take(self.follow_ups.begin(matter, message, self.asker, uuid.uuid4().hex))
        return self

    def says(self, text: str, sealed: str | None = None) -> None:
        self._take(self.follow_ups.hear(self.strand, Message(text, asked=self.asks, code=sealed), self.asker))

    def chooses(self, *values: str) -> None:
        for value in values:
            self._take(self.follow_ups.hear(self.strand, Message("", choice=value, asked=self.asks), self.asker))

    def _take(self, heard: StrandHeard) -> None:
        self.strand, self.replies = heard.strand, heard.replies

    @property
    def question(self) -> Reply | None:
        return self.follow_ups.ask(self.strand, self.asker)

    @property
    def asks(self) -> str | None:
        return self.question.asks if self.question else None

    @property
    def offered(self) -> list[str]:
        return [choice.value for choice in self.question.choices] if self.question else []

    @property
    def said(self) -> str:
        return "\n".join(reply.text for reply in self.replies)

    def ends(self, today: date | None = None) -> str:
        source = self.person.source(self.strand.id)
        self.replies = self.follow_ups.conclude(self.strand, source, today or clock.today())
        self.person.end_turn()
        return self.said


@pytest.fixture
def person(engine: Engine, library: Library) -> Person:
    return Person(engine, library)


def back(person: Person, record: Record) -> Returning:
    return Returning(person).begins(f"I want to come back to {record.reference}")


def opened(person: Person, **answers: str) -> Record:
    return person.opens(clock.today(), **answers)


def test_the_holder_is_asked_at_once_what_has_happened(person: Person) -> None:
    record = opened(person)
    talk = back(person, record)
    assert talk.asks == "happened" and record.reference in talk.said


def test_a_stranger_is_asked_for_reference_and_code(engine: Engine, library: Library, person: Person) -> None:
    record = opened(person)
    stranger = Returning(Person(engine, library)).begins("I want to come back to my escalation")
    assert stranger.asks == "follow_reference"
    stranger.says(f"it is {record.reference}")
    assert stranger.asks == "resume_code"
    stranger.says("[resume code]", sealed=seal(SECRET, "piano-piano-piano-piano"))
    assert stranger.asks == "resume_code" and "do not belong together" in stranger.said
    stranger.says("[resume code]", sealed=seal(SECRET, code(record)))
    assert stranger.asks == "happened"


def test_reference_and_code_in_one_message_open_it(engine: Engine, library: Library, person: Person) -> None:
    record = opened(person)
    stranger = Returning(Person(engine, library))
    stranger.begins(f"back to {record.reference}, [resume code]", sealed=seal(SECRET, code(record)))
    assert stranger.asks == "happened"


def test_nothing_of_a_record_is_said_before_it_is_open(engine: Engine, library: Library, person: Person) -> None:
    record = opened(person, partnership="harrow")
    stranger = Returning(Person(engine, library)).begins(f"back to {record.reference}")
    assert "Harrow" not in stranger.said and "Stage" not in stranger.said
    stranger.chooses("resolved")
    assert stranger.asks == "resume_code"


def test_what_happened_is_told_confirmed_and_recorded(person: Person) -> None:
    record = opened(person, partnership="harrow")
    talk = back(person, record)
    talk.chooses("no_agreement", "yesterday", "manager")
    talk.says("They will not look again.")
    talk.says("She stays at home.")
    talk.chooses("next")
    assert talk.asks == "confirm_report" and talk.question is not None
    assert "They will not look again." in talk.question.text and "My manager" in talk.question.text
    talk.chooses("yes")
    assert talk.asks is None
    assert "Recorded" in talk.ends()
    told = person.record(record.reference).told[-1]
    assert (told.who, told.said, told.child_outcome) == ("manager", "They will not look again.", "She stays at home.")
    assert told.happened_on == clock.today() - timedelta(days=1)


def test_no_records_nothing(person: Person) -> None:
    record = opened(person)
    talk = back(person, record)
    talk.chooses("note", "today", "skip", "no")
    assert "not recorded" in talk.ends()
    assert person.record(record.reference) == record


def test_an_answer_can_be_changed_before_it_is_recorded(person: Person) -> None:
    talk = back(person, opened(person))
    talk.chooses("note", "today", "skip", "change")
    talk.chooses("change:happened_on")
    assert talk.asks == "happened_on"
    talk.chooses("yesterday")
    assert talk.asks == "confirm_report"


def test_another_account_does_away_with_what_belonged_to_the_last_one(person: Person) -> None:
    record = opened(person)
    talk = back(person, record)
    talk.chooses("resolved", "today", "practitioner")
    talk.says("They assess again.")
    talk.chooses("skip", "yes", "skip", "change:happened")
    talk.chooses("note", "today")
    talk.says("A meeting is booked.")
    assert talk.question is not None and "They assess again." not in talk.question.text
    talk.chooses("yes")
    talk.ends()
    told = person.record(record.reference).told[-1]
    assert (told.kind, told.agreed, told.raiser_told) == ("note", None, None)


@pytest.mark.parametrize(("day", "words"), [("31 February", "no such day"), ("1 January 2090", "still to come")])
def test_a_day_that_cannot_be_is_refused(person: Person, day: str, words: str) -> None:
    talk = back(person, opened(person))
    talk.chooses("note")
    talk.says(day)
    assert words in talk.said and talk.asks == "happened_on"


def test_a_choice_that_was_not_offered_changes_nothing(person: Person) -> None:
    talk = back(person, opened(person, partnership="buckinghamshire"))
    before = talk.strand
    for forged in ("skipped", "change:wanted", "change:urgency", "change:nonsense", "yes"):
        talk.chooses(forged)
        assert talk.asks == "happened" and talk.strand.answers == before.answers


def test_leaving_a_stage_out_is_offered_only_once_danger_was_said(person: Person) -> None:
    talk = back(person, opened(person, partnership="sussex"))
    assert "skipped" not in talk.offered
    talk.says("he is going to kill her tonight")
    assert talk.replies[0].kind == "emergency" and "skipped" in talk.offered
    talk.says("no child is in danger now")
    assert "skipped" not in talk.offered


def test_sheffield_lets_only_its_first_stage_be_left_out(person: Person) -> None:
    talk = back(person, opened(person, partnership="sheffield"))
    talk.says("he is going to kill her tonight")
    assert "skipped" not in talk.offered


def test_the_time_of_the_next_stage_is_asked_for_where_the_procedure_leaves_it_to_them(person: Person) -> None:
    talk = back(person, opened(person, partnership="sussex"))
    talk.chooses("no_reply")
    assert talk.asks == "confirm_report"
    talk = back(person, opened(person, partnership="sussex", timeframe_working_days="skip"))
    talk.chooses("no_reply", "next")
    assert talk.asks == "next_timeframe"


def test_a_closed_escalation_offers_only_what_is_still_to_be_ticked_off(person: Person) -> None:
    record = person.reports(opened(person, partnership="harrow"), ProgressKind.RESOLVED).record
    talk = back(person, record)
    assert talk.offered == ["duty", "nothing"]
    talk.says("They have agreed after all")
    assert "closed" in talk.said and talk.asks == "happened"
    talk.chooses("duty", "written_confirmation", "today")
    assert talk.asks == "confirm_report"
    talk.chooses("yes")
    assert "has been done" in talk.ends()
    kept = {duty.code: duty.done_on for duty in person.record(record.reference).duties}
    assert kept["written_confirmation"] == clock.today()


def test_what_somebody_else_has_moved_on_is_shown_and_nothing_is_recorded(person: Person) -> None:
    record = opened(person)
    talk = back(person, record)
    talk.chooses("note", "today", "skip", "yes")
    person.reports(record, ProgressKind.NO_AGREEMENT)
    assert "Somebody else" in talk.ends()
    assert [told.kind for told in person.record(record.reference).told] == ["no_agreement"]


def test_events_are_answered_with_the_paragraph_that_has_it_seen_through(person: Person) -> None:
    talk = back(person, opened(person, partnership="buckinghamshire"))
    talk.chooses("events", "today", "skip", "skip", "yes")
    assert "2.4.11" in talk.ends()


@pytest.mark.parametrize("text", ["We met and they still do not agree", "no reply for 8 days", "it is resolved"])
def test_progress_told_in_passing_is_meant_for_the_one_open_record(person: Person, text: str) -> None:
    record = opened(person)
    talk = Returning(person)
    heard = talk.follow_ups.begin_with_account(Message(text), talk.asker, "s")
    assert heard is not None and heard.strand.reference == record.reference


@pytest.mark.parametrize(
    "text",
    [
        "I have another disagreement",
        "Social care refuses to hold a conference",
        "They closed the case",
        "The school will not share information",
        "We met about a different child and they do not agree",
        "They have not replied to my referral for a baby on my ward",
        "I emailed the team manager about a girl in year 9 and heard nothing",
        "I raised a concern about a baby last week and have had no reply",
        "I spoke with the social worker of my foster child, no agreement",
        "Hello again",
    ],
)
def test_a_new_disagreement_is_not_taken_for_progress(person: Person, text: str) -> None:
    opened(person)
    talk = Returning(person)
    assert talk.follow_ups.begin_with_account(Message(text), talk.asker, "s") is None


def test_with_two_open_records_it_is_asked_which_one(person: Person) -> None:
    first, second = opened(person), opened(person)
    talk = Returning(person)
    told = talk.follow_ups.begin_with_account(Message("we met, no agreement"), talk.asker, "s")
    assert told is not None and told.strand.reference is None
    talk.begins("I want to come back to my escalation")
    assert talk.asks == "follow_reference" and set(talk.offered) == {first.reference, second.reference}
    talk.chooses(first.reference)
    assert talk.asks == "happened" and talk.strand.reference == first.reference


@pytest.mark.parametrize("text", ["I have another disagreement, about a different family", "This is a new case"])
def test_another_case_in_the_middle_reaches_no_record(person: Person, text: str) -> None:
    talk = back(person, opened(person))
    talk.says(text)
    assert "another case" in talk.said and "happened" not in talk.strand.answers


def test_danger_that_the_words_say_is_seen_before_it_is_recorded(person: Person) -> None:
    record = opened(person, partnership="harrow")
    talk = back(person, record)
    talk.chooses("note", "today")
    talk.says("he is going to kill her tonight")
    assert talk.replies[0].kind == "emergency" and talk.question is not None
    assert "A child is in danger now" in talk.question.text


def test_danger_that_only_the_engine_sees_is_asked_about_and_never_recorded(person: Person) -> None:
    talk = back(person, opened(person))
    talk.chooses("note", "today")
    heard = talk.follow_ups.hear(
        talk.strand, Message("The duty worker took a note", asked="said", alarm=Alarm.CERTAIN), talk.asker
    )
    assert "999" in heard.replies[0].text and heard.strand.said("urgency") is None
    assert heard.strand.said("said") == "The duty worker took a note"


def test_a_day_is_never_taken_for_danger(person: Person) -> None:
    talk = back(person, opened(person))
    talk.chooses("note")
    heard = talk.follow_ups.hear(
        talk.strand, Message("yesterday", asked="happened_on", alarm=Alarm.SUSPECTED), talk.asker
    )
    assert heard.replies == () and heard.strand.said("happened_on") is not None


def test_another_reference_with_its_code_opens_that_one(engine: Engine, library: Library, person: Person) -> None:
    first, second = opened(person), opened(person)
    stranger = Returning(Person(engine, library)).begins(f"back to {first.reference}")
    stranger.says(f"sorry, {second.reference} [resume code]", sealed=seal(SECRET, code(second)))
    assert stranger.asks == "happened" and stranger.strand.reference == second.reference


def test_a_reference_with_a_wrong_figure_is_said_to_be_wrong_at_once(person: Person) -> None:
    talk = Returning(person).begins("I want to come back to 4827-3195-7")
    assert "nine figures" in talk.said and talk.asks == "follow_reference"


def test_a_duty_told_in_words_is_asked_for_and_can_be_none_of_them(person: Person) -> None:
    record = opened(person, partnership="buckinghamshire")
    talk = back(person, record)
    talk.says("I have told BSCP")
    assert talk.asks == "duty"
    talk.chooses("nothing")
    assert talk.asks is None
    talk.ends()
    assert person.record(record.reference) == record


def test_a_duty_that_was_done_comes_again_with_the_next_stage(person: Person) -> None:
    record = opened(person, partnership="buckinghamshire")
    talk = back(person, record)
    talk.chooses("duty", "records_kept", "today", "yes")
    talk.ends()
    carried_on = person.reports(person.record(record.reference), ProgressKind.NO_AGREEMENT, clock.today()).record
    assert [duty.done_on is None for duty in carried_on.duties if duty.code == "records_kept"] == [False, True]


def test_where_no_stage_may_be_left_out_that_is_said(person: Person) -> None:
    talk = back(person, opened(person, partnership="buckinghamshire"))
    talk.says("I want to go straight to stage 3")
    assert "lets you leave out" in talk.said and talk.asks == "happened"


def test_a_day_long_before_the_escalation_is_refused(person: Person) -> None:
    talk = back(person, opened(person))
    talk.chooses("note")
    talk.says((clock.today() - timedelta(days=300)).isoformat())
    assert "long before" in talk.said and talk.asks == "happened_on"


def test_at_the_last_stage_it_is_said_what_is_left(person: Person) -> None:
    talk = back(person, opened(person, partnership="harrow", tried="5"))
    talk.chooses("no_reply", "yes")
    assert "safeguarding lead today" in talk.ends()
