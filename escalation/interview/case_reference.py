"""What may stand as a case reference: initials or a reference, and neither a name nor a remark."""

from itertools import pairwise

from escalation.reading.commands import command_said
from escalation.reading.corrections import is_correction
from escalation.reading.urgency import urgency_said
from escalation.words import words

LONGEST_REFERENCE = 40
_MOST_PARTS_OF_A_REFERENCE = 4


def fault_of_reference(text: str) -> str | None:
    """What is wrong with a reference, in words, or None."""
    if len(text) > LONGEST_REFERENCE:
        return words("interview", "too_long", most=LONGEST_REFERENCE)
    parts = text.split()
    if len(parts) > _MOST_PARTS_OF_A_REFERENCE or "?" in text or _is_a_remark(text):
        return words("interview", "no_reference")
    # Initials and references are short or hold a figure; two capitalised words side by side are a name.
    names = [part.isalpha() and part.istitle() and len(part) > 1 for part in parts]
    if any(first and second for first, second in pairwise(names)):
        return words("interview", "looks_like_a_name")
    return None


def _is_a_remark(text: str) -> bool:
    return command_said(text) in ("yes", "no") or is_correction(text) or urgency_said(text) is not None
