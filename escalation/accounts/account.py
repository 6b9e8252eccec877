"""An account: who somebody is, and the post that says what is theirs to see."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalation.accounts.words import words
from escalation.errors import EscalationError
from escalation.facts import Agency

SHORTEST_NAME = 3
LONGEST_NAME = 254
LONGEST_SHOWN_NAME = 120


class Role(StrEnum):
    """What somebody is here. A practitioner needs no account, and has none."""

    PRACTITIONER = "practitioner"
    LEAD = "lead"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Post:
    """A role and what it extends to. No localities are all of them; no agency is any."""

    role: Role
    partnerships: frozenset[str] = frozenset()
    localities: frozenset[str] = frozenset()
    agency: Agency | None = None


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in. `issuer` is the OpenID Connect provider, or None where the password is kept here."""

    id: str
    name: str
    shown_name: str
    post: Post
    issuer: str | None
    active: bool
    created_at: datetime
    last_signed_in_at: datetime | None


def name_key(name: str) -> str:
    """The sign-in name as it is compared: however its letters are composed, large or small."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())


def checked_name(name: str) -> str:
    """A sign-in name in the form in which it is kept.

    Raises:
        EscalationError: it is too short or too long, or holds a space or a sign that nobody can see.
    """
    kept = unicodedata.normalize("NFKC", name.strip())
    if not SHORTEST_NAME <= len(kept) <= LONGEST_NAME or not kept.isprintable() or " " in kept:
        raise EscalationError(words("name", "wrong", least=SHORTEST_NAME, most=LONGEST_NAME))
    return kept


def checked_shown_name(name: str) -> str:
    """The name that others see, in the form in which it is kept.

    Raises:
        EscalationError: it is empty or too long, or holds a sign that nobody can see.
    """
    kept = unicodedata.normalize("NFKC", " ".join(name.split()))
    if not 1 <= len(kept) <= LONGEST_SHOWN_NAME or not kept.isprintable():
        raise EscalationError(words("name", "shown_wrong", most=LONGEST_SHOWN_NAME))
    return kept


def checked_post(post: Post) -> Post:
    """A post that an account can have.

    Raises:
        EscalationError: a practitioner, a lead of nowhere, or an administrator of one place only.
    """
    if post.role == Role.PRACTITIONER:
        raise EscalationError(words("post", "practitioner"))
    if post.role == Role.LEAD and not post.partnerships:
        raise EscalationError(words("post", "lead_of_nowhere"))
    if post.role == Role.ADMINISTRATOR and (post.partnerships or post.localities or post.agency):
        raise EscalationError(words("post", "administrator_of_a_place"))
    return post
