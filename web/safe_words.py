"""The door's own words."""

from pathlib import Path

from escalation.words import Wordbook

safe_words = Wordbook(Path(__file__).with_name("safe_words.yml"))
