"""The resume code: four plain words that, with the reference, open a record again.

The code of a record is worked out from a secret that stands outside the database, so it can be shown again to whoever
opened the record, and is kept nowhere. The database holds a hash of its seal; the seal is what travels behind the door.
"""

import hashlib
import hmac

from escalation.reading.resume_codes import CODE_WORDS, IN_ITS_PLACE, WORDS_IN_CODE

# Where a code belongs in a text that is kept. The door puts the code itself there, for the one who may see it.
CODE_STANDS_HERE = IN_ITS_PLACE


def code_of(secret: str, reference: str, issue: int) -> str:
    """The code of a record, such as amber-kettle-otter-maple. Another issue is another code.

    Args:
        secret: this installation's own.
        reference: the record's reference.
        issue: counts from 1; it rises when a code is replaced.
    """
    drawn = _keyed(secret, f"code:{reference}:{issue}")[:WORDS_IN_CODE]
    return "-".join(CODE_WORDS[number] for number in drawn)


def seal(secret: str, code: str) -> str:
    """A code as it travels behind the door and is kept with a message: nobody can read the code out of it."""
    return _keyed(secret, f"seal:{code}").hex()


def code_hash(reference: str, sealed: str) -> str:
    """What the database keeps of a code."""
    return hashlib.sha256(f"{reference}:{sealed}".encode()).hexdigest()


def opens(reference: str, sealed: str, kept: str | None) -> bool:
    """Whether a sealed code is that of the record. The comparison takes as long whatever the answer."""
    return hmac.compare_digest(code_hash(reference, sealed), kept or "")


def _keyed(secret: str, text: str) -> bytes:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
