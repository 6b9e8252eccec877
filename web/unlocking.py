"""Opening a record with its reference and its resume code, from the page and from the API alike."""

from dataclasses import dataclass

from escalation import access
from escalation.errors import Refused
from escalation.reading.cleaning import clean
from escalation.reading.references import reference_said
from escalation.reading.resume_codes import code_said
from escalation.record import Record
from web.house import House
from web.safe_words import safe_words

REFERENCE = "reference"
CODE = "resume_code"
_LONGEST = 200


@dataclass(frozen=True)
class Opener:
    """What was given to open a record: its reference in its proper form, and its code under seal."""

    reference: str
    sealed: str


def read_opener(house: House, reference: str, code: str) -> Opener:
    """What somebody gave to open a record, however they wrote it.

    Raises:
        Refused: one of the two is none. Its `code` is the name of the field.
    """
    found = reference_said(clean(reference[:_LONGEST]))
    if found is None:
        raise Refused(REFERENCE, safe_words("unlocking", "no_reference" if reference.strip() else "reference_missing"))
    sealed = house.turns.codes.sealed(code_said(clean(code[:_LONGEST])))
    if sealed is None:
        raise Refused(CODE, safe_words("unlocking", "no_code" if code.strip() else "code_missing"))
    return Opener(found, sealed)


def unlock(house: House, conversation: str, mode: str, opener: Opener) -> Record:
    """Opens the record for a conversation. A wrong try is counted.

    Raises:
        NotAdmitted: in words that do not tell whether there is such a record.
    """
    return access.unlock(house.engine, conversation, mode, opener.reference, opener.sealed)
