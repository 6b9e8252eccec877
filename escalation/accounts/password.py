"""Passwords: which are taken, how they are kept, and how one is compared."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from escalation.accounts.words import words
from escalation.errors import EscalationError

SHORTEST = 12
LONGEST = 1000
# What is left of a password without its common words is at least this long. A shorter name may stand in it.
LEAST_OF_ITS_OWN = 4
FEWEST_DIFFERENT = 5

# The second choice of RFC 9106, section 4: 64 MiB, three passes, four lanes.
HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, salt_len=16)
# Each comparison takes that much memory. A crowd waits its turn, and does not fill the machine.
_TURNS = BoundedSemaphore(2)


def check_password(password: str, names: Iterable[str]) -> None:
    """Sees whether a password is good enough for somebody with these names.

    Raises:
        EscalationError: it is too short or too long, holds a name, or is one of the common ones.
    """
    length = len(_normal(password))
    if length < SHORTEST:
        raise EscalationError(words("password", "short", least=SHORTEST))
    if length > LONGEST:
        raise EscalationError(words("password", "long", most=LONGEST))
    folded = _normal(password).casefold()
    if any(part in folded or part in _letters(folded) for name in names for part in _parts(name)):
        raise EscalationError(words("password", "holds_name"))
    if len(set(folded)) < FEWEST_DIFFERENT or len(_of_its_own(folded)) < LEAST_OF_ITS_OWN:
        raise EscalationError(words("password", "common"))


def hash_password(password: str) -> str:
    """What the database keeps of a password: an Argon2id hash with its salt and its parameters."""
    with _TURNS:
        return HASHER.hash(_bytes(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept. Where none is kept, finding that out takes as long."""
    nobody = _nobody(HASHER)
    if len(_normal(password)) > LONGEST:
        password, kept = "", None
    with _TURNS:
        try:
            return HASHER.verify(kept or nobody, _bytes(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(b"nobody has this password")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())


def _parts(name: str) -> set[str]:
    """The ways in which a name may stand in a password: whole, before the @, without its dots, word by word."""
    folded = _normal(name).casefold()
    person = folded.split("@")[0]
    words_of_it = "".join(sign if sign.isalpha() else " " for sign in person).split()
    return {part for part in (folded, person, _letters(person), *words_of_it) if len(part) >= LEAST_OF_ITS_OWN}


def _of_its_own(folded: str) -> str:
    for common in _commonest():
        folded = folded.replace(common, " ")
    return _letters(folded)


@cache
def _commonest() -> tuple[str, ...]:
    """The longest first, so that a short one does not cut a long one apart."""
    text = Path(__file__).with_name("commonest_passwords.txt").read_text(encoding="utf-8")
    return tuple(sorted(text.split(), key=len, reverse=True))
