"""The words on accounts."""

from pathlib import Path

from escalation.words import Wordbook

words = Wordbook(Path(__file__).with_name("words.yml"))
