"""What a person typed, made safe to store and to show; and whether it is a dialogue command typed by hand."""

from __future__ import annotations

import re
import unicodedata

# Two halves of one character that arrived apart; a half without its partner cannot be stored as UTF-8 at all.
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# Word processors break lines with characters that are controls elsewhere: removing them would join two words.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")

# Embeddings, overrides and isolates can make a text read differently from what is stored. The plain marks
# (U+200E, U+200F, U+061C) cannot, and right-to-left writing needs them.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Tag characters are invisible and can carry a whole hidden message.
_TAGS = re.compile("[\U000e0000-\U000e007f]")

# White space and what shows as nothing, which could hide a command from the eye but not from a machine.
_UNSEEN = (
    "\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)

_LEADING_SLASHES = re.compile(f"[{_UNSEEN}]*/[{_UNSEEN}/]*")

# Rasa 3.6 reads a command as a slash, a name, perhaps "@" and a confidence, perhaps "{" and facts, and
# forgives white space round the name (seen in its YAML story reader).
_COMMAND = re.compile(
    rf"[{_UNSEEN}]*/[{_UNSEEN}/]*(?![{_UNSEEN}])[^\W\d][^{_UNSEEN}{{@]*[{_UNSEEN}]*(?:@[{_UNSEEN}0-9.]*)?(?:\{{|\Z)"
)
_EXTERNAL = re.compile(f"[{_UNSEEN}]*EXTERNAL:")


def clean(text: str) -> str:
    """Make a typed text safe to store and to show, losing no word.

    Pairs of surrogates are joined and lone ones become U+FFFD. Control characters other than newline and tab,
    bidirectional controls and tag characters go. Every line end becomes a newline, outer white space is
    stripped, and the result is in normal form C. Cleaning twice changes nothing more.
    """
    text = _SURROGATE_PAIR.sub(lambda pair: _joined(pair.group()), text)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _LINE_ENDS.sub("\n", text)
    for unwanted in (_CONTROLS, _BIDI_CONTROLS, _TAGS):
        text = unwanted.sub("", text)
    return unicodedata.normalize("NFC", text).strip()


def looks_like_payload(text: str) -> bool:
    """Whether a text is a command for the dialogue engine, which only a button should send.

    True for a slash and one word that is the whole message or is followed by "{" (unseen characters before
    and between do not count), and for a text that begins with "EXTERNAL:".
    """
    return bool(_COMMAND.match(text) or _EXTERNAL.match(text))


def without_leading_slash(text: str) -> str:
    """The text without the slashes that it begins with, and what stood unseen round them; else unchanged."""
    return _LEADING_SLASHES.sub("", text, count=1) if _LEADING_SLASHES.match(text) else text


def _joined(pair: str) -> str:
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
