"""The question just asked makes its answers likelier, and nothing impossible."""

from pathlib import Path

import pytest
import yaml

from nlu.asked import weighed
from nlu.ranking import DANGER, in_rasa, ranked

ROOT = Path(__file__).parents[2]
SHEET = yaml.safe_load((ROOT / "nlu/asked.yml").read_text(encoding="utf-8"))
RANKING = ranked(["thank", "inform_agency", DANGER], [0.5, 0.3, 0.2])


def test_an_answer_to_the_question_is_likelier_than_out_of_the_blue() -> None:
    assert weighed(RANKING, "agency")[0]["name"] == "inform_agency"
    assert weighed(RANKING, None)[0]["name"] == "thank"


@pytest.mark.parametrize("asked", [None, "", "no such question", "agency", "AGENCY ", "role"])
def test_chances_still_add_up_and_nothing_is_lost(asked: str | None) -> None:
    found = weighed(RANKING, asked)
    assert sum(guess["confidence"] for guess in found) == pytest.approx(1)
    assert {guess["name"] for guess in found} == {guess["name"] for guess in RANKING}
    assert all(guess["confidence"] > 0 for guess in found)


@pytest.mark.parametrize("asked", SHEET["fits"])
def test_danger_is_never_made_less_likely(asked: str) -> None:
    def chance(ranking: list[dict[str, object]]) -> object:
        return next(guess["confidence"] for guess in ranking if guess["name"] == DANGER)

    assert chance(weighed(RANKING, asked)) >= chance(RANKING)  # type: ignore[operator]


def test_each_intent_that_fits_is_one_of_the_domain() -> None:
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    assert {in_rasa(intent) for fitting in SHEET["fits"].values() for intent in fitting} <= intents
    assert set(SHEET["names"].values()) <= set(SHEET["fits"])
