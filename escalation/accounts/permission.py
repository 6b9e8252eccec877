"""Who may do what, and to which case. Pure: two tables, and no clock, database or log.

A lead with an agency sees the cases that their own agency raised, and not those raised against it: a case holds what
the other side's practitioner wrote, and whether that is to be shared is for people to decide. A lead with localities
does not see the cases whose locality nobody gave. Live and training never mix.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from escalation.accounts.account import Account, Post, Role
from escalation.record import Record

LIVE = "live"
TRAINING = "training"


class Action(StrEnum):
    """All that can be done on the review site."""

    SEE_LIST = "see_list"
    SEE_RECORD = "see_record"
    SEE_TRANSCRIPT = "see_transcript"
    ADD_NOTE = "add_note"
    ASSIGN = "assign"
    CORRECT = "correct"
    RECORD_OUTCOME = "record_outcome"
    CLOSE = "close"
    REOPEN = "reopen"
    MARK_LEARNING = "mark_learning"
    MARK_MISUNDERSTOOD = "mark_misunderstood"
    HOLD = "hold"
    REDACT = "redact"
    EXPORT = "export"
    SEE_THEMES = "see_themes"
    SEE_TRAINING = "see_training"
    SEE_PROCEDURES = "see_procedures"
    TRY_PROCEDURE = "try_procedure"
    SEE_DIRECTORY = "see_directory"
    CONFIRM_CONTACT = "confirm_contact"
    MANAGE_DIRECTORY = "manage_directory"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_SETTINGS = "manage_settings"
    SEE_AUDIT = "see_audit"


class Reach(StrEnum):
    """To what a permission extends: the cases of the scope, one's own words, the places of the post, or the house."""

    CASES = "cases"
    OWN_WORDS = "own_words"
    PLACES = "places"
    HOUSE = "house"


@dataclass(frozen=True)
class Case:
    """What of a record, or of a conversation that became none, says who may see it. `agency` is the raiser's own."""

    mode: str
    partnership: str | None = None
    locality: str | None = None
    agency: str | None = None
    reference: str | None = None
    conversation: str | None = None

    @classmethod
    def of(cls, record: Record) -> "Case":
        """The case of a record. It names no conversation: a record may be opened from several."""
        return cls(record.mode, record.partnership, record.locality, record.facts.agency, record.reference)


@dataclass(frozen=True)
class House:
    """What holds no case: a page, the accounts, the directory; or the part of it that belongs to one partnership."""

    partnership: str | None = None


@dataclass(frozen=True)
class Practitioner:
    """Somebody without an account, in a conversation of their own, with keys to these records."""

    conversation: str
    mode: str
    references: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scope:
    """Which cases somebody may see. None allows anything. A set allows what is in it, and never what is not known."""

    mode: str
    partnerships: frozenset[str] | None = None
    localities: frozenset[str] | None = None
    agencies: frozenset[str] | None = None
    references: frozenset[str] | None = None

    def includes(self, case: Case) -> bool:
        """Whether a case lies within it. `escalation/store/scope.py` says the same to the database."""
        return case.mode == self.mode and all(
            allowed is None or value in allowed
            for value, allowed in (
                (case.partnership, self.partnerships),
                (case.locality, self.localities),
                (case.agency, self.agencies),
                (case.reference, self.references),
            )
        )


NOTHING = Scope(LIVE, partnerships=frozenset())
Viewer = Account | Practitioner
Subject = Case | House


def _places(mode: str, post: Post, partnerships: frozenset[str] | None) -> Scope:
    agencies = frozenset({post.agency.value}) if post.agency else None
    return Scope(mode, partnerships, post.localities or None, agencies)


_CASES: Mapping[Role, Callable[[Post], Scope]] = MappingProxyType(
    {
        Role.LEAD: lambda post: _places(LIVE, post, post.partnerships),
        Role.TRAINER: lambda post: _places(TRAINING, post, post.partnerships or None),
    }
)

PERMISSIONS: Mapping[Role, Mapping[Action, Reach]] = MappingProxyType(
    {
        Role.PRACTITIONER: {
            Action.SEE_RECORD: Reach.CASES,
            Action.SEE_TRANSCRIPT: Reach.OWN_WORDS,
        },
        Role.LEAD: {
            Action.SEE_LIST: Reach.HOUSE,
            Action.SEE_RECORD: Reach.CASES,
            Action.SEE_TRANSCRIPT: Reach.CASES,
            Action.ADD_NOTE: Reach.CASES,
            Action.ASSIGN: Reach.CASES,
            Action.CORRECT: Reach.CASES,
            Action.RECORD_OUTCOME: Reach.CASES,
            Action.CLOSE: Reach.CASES,
            Action.REOPEN: Reach.CASES,
            Action.MARK_LEARNING: Reach.CASES,
            Action.MARK_MISUNDERSTOOD: Reach.CASES,
            Action.HOLD: Reach.CASES,
            Action.REDACT: Reach.CASES,
            Action.EXPORT: Reach.CASES,
            Action.SEE_THEMES: Reach.HOUSE,
            Action.SEE_PROCEDURES: Reach.HOUSE,
            Action.TRY_PROCEDURE: Reach.HOUSE,
            Action.SEE_DIRECTORY: Reach.HOUSE,
            Action.CONFIRM_CONTACT: Reach.PLACES,
        },
        Role.TRAINER: {
            Action.SEE_TRAINING: Reach.HOUSE,
            Action.SEE_RECORD: Reach.CASES,
            Action.SEE_TRANSCRIPT: Reach.CASES,
            Action.ADD_NOTE: Reach.CASES,
            Action.MARK_MISUNDERSTOOD: Reach.CASES,
            Action.EXPORT: Reach.CASES,
            Action.SEE_PROCEDURES: Reach.HOUSE,
            Action.TRY_PROCEDURE: Reach.HOUSE,
            Action.SEE_DIRECTORY: Reach.HOUSE,
        },
        Role.ADMINISTRATOR: {
            Action.SEE_PROCEDURES: Reach.HOUSE,
            Action.TRY_PROCEDURE: Reach.HOUSE,
            Action.SEE_DIRECTORY: Reach.HOUSE,
            Action.CONFIRM_CONTACT: Reach.HOUSE,
            Action.MANAGE_DIRECTORY: Reach.HOUSE,
            Action.MANAGE_ACCOUNTS: Reach.HOUSE,
            Action.MANAGE_SETTINGS: Reach.HOUSE,
            Action.SEE_AUDIT: Reach.HOUSE,
        },
    }
)


def may(viewer: Viewer, action: Action, subject: Subject) -> bool:
    """Whether somebody may do this to that. What the tables do not grant is refused.

    A list is asked for as a page (`House()`); which rows it has is for `scope_of`.
    """
    if isinstance(viewer, Account) and not viewer.active:
        return False
    reach = PERMISSIONS[_role(viewer)].get(action)
    return reach is not None and _REACHES[reach](viewer, subject)


def scope_of(viewer: Viewer) -> Scope:
    """The cases that somebody may see."""
    if isinstance(viewer, Practitioner):
        return Scope(viewer.mode, references=viewer.references)
    cases = _CASES.get(viewer.post.role)
    return cases(viewer.post) if cases and viewer.active else NOTHING


def _role(viewer: Viewer) -> Role:
    return Role.PRACTITIONER if isinstance(viewer, Practitioner) else viewer.post.role


def _in_cases(viewer: Viewer, subject: Subject) -> bool:
    return isinstance(subject, Case) and scope_of(viewer).includes(subject)


def _in_own_words(viewer: Viewer, subject: Subject) -> bool:
    return (
        isinstance(viewer, Practitioner)
        and isinstance(subject, Case)
        and (subject.conversation, subject.mode) == (viewer.conversation, viewer.mode)
    )


def _in_places(viewer: Viewer, subject: Subject) -> bool:
    return (
        isinstance(viewer, Account) and isinstance(subject, House) and subject.partnership in viewer.post.partnerships
    )


_REACHES: Mapping[Reach, Callable[[Viewer, Subject], bool]] = MappingProxyType(
    {
        Reach.CASES: _in_cases,
        Reach.OWN_WORDS: _in_own_words,
        Reach.PLACES: _in_places,
        Reach.HOUSE: lambda _viewer, subject: isinstance(subject, House),
    }
)
