"""Words cut as the sentence model was taught to cut them."""

import pytest

from nlu.wordpieces import WordPieces

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "safe",
    "##guard",
    "##ing",
    "lead",
    "'",
    "s",
    "cafe",
    "nfa",
    "##d",
    "!",
]
PIECES = WordPieces(VOCABULARY)


def cut(text: str, at_most: int = 20) -> list[str]:
    return [VOCABULARY[number] for number in PIECES.numbers(text, at_most)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Safeguarding lead", ["safe", "##guard", "##ing", "lead"]),
        ("lead's", ["lead", "'", "s"]),
        ("café", ["cafe"]),
        ("NFAd!!", ["nfa", "##d", "!", "!"]),
        ("safeguardzzz lead", ["[UNK]", "lead"]),
        ("lead " + "s" * 101, ["lead", "[UNK]"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_the_longest_pieces_known(text: str, pieces: list[str]) -> None:
    assert cut(text) == ["[CLS]", *pieces, "[SEP]"]


def test_a_long_text_is_cut_off_and_still_ended() -> None:
    assert cut("lead " * 50, at_most=5) == ["[CLS]", "lead", "lead", "lead", "[SEP]"]
