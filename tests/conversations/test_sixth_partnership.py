"""A sixth partnership is one file: no code changed, nothing trained again."""

from pathlib import Path

from tests.conversations.practitioner import Practitioner
from tests.conversations.running import ROOT, product, six_procedures
from tests.conversations.test_happy_paths import record_of


def test_the_file_of_the_guide_is_dropped_in_and_serves_a_whole_conversation(tmp_path: Path) -> None:
    models = sorted((ROOT / "models").glob("*.tar.gz"))
    with product(tmp_path, PROCEDURES=str(six_procedures(tmp_path / "procedures"))) as running:
        practitioner = Practitioner(running)
        practitioner.say("I'm a teacher in Millbrook Quay and they closed the case")
        assert "Riverside" in practitioner.text
        practitioner.go_on_until(tried="1")
        practitioner.choose("yes")
        guidance = practitioner.reply("guidance")["guidance"]
        assert guidance["stage"]["number"] == 2 and guidance["stage"]["word"] == "level"
        assert guidance["timescale"]["working_days"] == 3 and guidance["timescale"]["due"]
        assert any(contact["role"] == "The head teacher" for contact in guidance["contacts"])
        assert record_of(running, practitioner.reference)["partnership"] == "riverside"
    assert sorted((ROOT / "models").glob("*.tar.gz")) == models
