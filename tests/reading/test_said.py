"""The plain form that every reading starts from."""

from __future__ import annotations

import dataclasses

import pytest

from escalation.reading.said import Said, plain, word_count


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("It’s URGENT", "it's urgent"),
        ("won`t", "won't"),
        ("line\none\ttwo", "line one two"),
        ("drift — delay", "drift - delay"),
        ("", ""),
    ],
)
def test_case_and_typography_do_not_matter(typed: str, read: str) -> None:
    assert plain(typed) == read


@pytest.mark.parametrize("typed", ["İstanbul ’", "ẞ straße", "a\u00a0b", "😀 Harrow"])
def test_every_character_keeps_its_place(typed: str) -> None:
    assert len(plain(typed)) == len(typed)


def test_words_are_counted_as_a_person_counts_them() -> None:
    assert word_count("  they won't   act ") == 3


def test_what_was_said_cannot_be_altered() -> None:
    said = Said("urgent", "it is urgent")
    with pytest.raises(dataclasses.FrozenInstanceError):
        said.value = "not_urgent"  # type: ignore[misc]
