"""The way in: the password, then the code; or a provider that vouches. Nothing tells whether a name exists."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from escalation import clock
from escalation.accounts import password, session
from escalation.accounts.account import Account, name_key
from escalation.accounts.one_time_code import app_secret, step_of
from escalation.accounts.recovery_code import recovery_hash
from escalation.accounts.session import Limits
from escalation.accounts.token import keyed_hash, new_token, token_hash
from escalation.accounts.waiting import ONE_ACCOUNTS_CODES, ONE_PERSON, ONE_SOURCE, source_of
from escalation.accounts.words import words
from escalation.errors import Refused
from escalation.store import accounts, attempts, audit, sessions
from escalation.store.accounts import Proof
from escalation.store.attempts import Attempt
from escalation.store.engine import reading, writing

MOST_CODES_TRIED = 5
DEVICE_KNOWN = timedelta(days=180)
_PASSWORD, _CODE = "password", "code"
_DAY = timedelta(days=1)
_MINUTE = 60
_NOBODY = "nobody"


@dataclass(frozen=True)
class Caller:
    """Whoever asks: the network address, and the tokens of device and session that the browser has, if any."""

    source: str
    device: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class Entered:
    """Somebody has signed in: the session's token, and the device's, both for the browser to keep."""

    account: Account
    token: str
    device: str


class Entrance:
    """Where people sign in."""

    def __init__(self, engine: Engine, secret: str, limits: Limits) -> None:
        self._engine = engine
        self._secret = secret
        self._limits = limits

    def give_password(self, name: str, given: str, caller: Caller) -> str:
        """The first step. Gives the token of a session that is half of the way, and good for `give_code` only.

        Raises:
            Refused: the two do not go together (401), there were too many tries (429), or the database fails (503).
        """
        with _plainly():
            with reading(self._engine) as connection:
                account = accounts.named(connection, name) if name.isprintable() else None
                proof = accounts.proof_of(connection, account.id if account else _NOBODY)
            number = self._begin(_PASSWORD, name_key(name), account, caller)
            right = password.fits(given, proof.password_hash) and account is not None and account.active
            renewed = _renewed(given, proof) if right else None
            with writing(self._engine) as connection:
                if not right or account is None:
                    _note_failure(connection, account, _PASSWORD)
                else:
                    attempts.succeed(connection, number)
                    if renewed:
                        accounts.set_password(connection, account.id, renewed)
                    return session.change_token(connection, caller.session, account, sessions.PASSWORD_OK)
        raise Refused("wrong_password", words("entrance", "wrong"), 401)

    def give_code(self, code: str, caller: Caller) -> Entered:
        """The second step, in the session that the first one gave: a code from the app, or a recovery code.

        Raises:
            Refused: the code is wrong or was used (401 `wrong_code`), the session does not wait for one (401
                `begin_again`), there were too many tries (429), or the database fails (503).
        """
        token = caller.session or ""
        with _plainly():
            with reading(self._engine) as connection:
                account = session.half_way(connection, token)
            if account is None:
                raise Refused("begin_again", words("entrance", "begin_again"), 401)
            number = self._begin(_CODE, name_key(account.name), account, caller)
            with writing(self._engine) as connection:
                waiting = sessions.try_code(connection, token_hash(token), MOST_CODES_TRIED)
                kind = self._spend(connection, account, code) if waiting else None
                if kind is not None:
                    attempts.succeed(connection, number)
                    return self._enter(connection, account, caller, kind)
                _note_failure(connection, account, _CODE)
        if not waiting:
            raise Refused("begin_again", words("entrance", "begin_again"), 401)
        raise Refused("wrong_code", words("entrance", "wrong_code"), 401)

    def enter_from_provider(self, issuer: str, subject: str, caller: Caller) -> Entered:
        """Lets in somebody for whom an OpenID Connect provider has vouched. Whether it asked for a second factor is the
        provider's.

        Raises:
            Refused: they have no account here (403), or the database fails (503).
        """
        with _plainly(), writing(self._engine) as connection:
            account = accounts.known_elsewhere(connection, issuer, subject)
            if account is not None and account.active:
                return self._enter(connection, account, caller, "provider")
            _note_failure(connection, account, "provider")
        raise Refused("not_known", words("entrance", "not_known"), 403)

    def _begin(self, step: str, key: str, account: Account | None, caller: Caller) -> int:
        """Counts a try, unless too many failed before.

        Raises:
            Refused: there is a wait left. This try does not make it longer.
        """
        now = clock.now()
        with writing(self._engine) as connection:
            attempts.hold(connection)
            attempts.forget_before(connection, now - _DAY)
            attempt = self._attempt(connection, step, key, account, caller)
            left = _wait_left(connection, attempt)
            number = 0 if left else attempts.begin(connection, attempt, now)
        if left:
            seconds = int(left.total_seconds()) + 1
            raise Refused("too_many", words("entrance", "wait", wait=_in_words(seconds)), 429, seconds)
        return number

    def _attempt(self, connection: Connection, step: str, key: str, account: Account | None, caller: Caller) -> Attempt:
        device = token_hash(caller.device) if caller.device is not None else None
        # Looked up for a name that does not exist as well, so that time tells nothing.
        who = account.id if account else _NOBODY
        known = device is not None and sessions.knows_device(connection, who, device, _known_since())
        return Attempt(
            step,
            keyed_hash(self._secret, "name", key),
            keyed_hash(self._secret, "source", source_of(caller.source)),
            device if known else None,
        )

    def _spend(self, connection: Connection, account: Account, code: str) -> str | None:
        """Uses a code up, and says of which kind it was; None where it is not right."""
        salt = accounts.proof_of(connection, account.id).code_salt
        if salt is None:
            return None
        step = step_of(app_secret(self._secret, account.id, salt), code, clock.now())
        if step is not None:
            return "app" if accounts.spend_step(connection, account.id, step) else None
        spent = accounts.spend_recovery_code(connection, account.id, recovery_hash(self._secret, account.id, code))
        return "recovery_code" if spent else None

    def _enter(self, connection: Connection, account: Account, caller: Caller, kind: str) -> Entered:
        now = clock.now()
        sessions.end_started_before(connection, now - self._limits.absolute)
        sessions.forget_devices_before(connection, _known_since())
        token = session.change_token(connection, caller.session, account, sessions.FULL)
        device = caller.device
        # A device's token is never taken from the browser: somebody else may have put it there.
        if device is None or not sessions.see_device(connection, account.id, token_hash(device), _known_since(), now):
            device = new_token()
            sessions.know_device(connection, account.id, token_hash(device), now)
        accounts.note_sign_in(connection, account.id, now)
        audit.note(connection, f"account:{account.id}", "signed_in", account.id, {"with": kind})
        return Entered(account, token, device)


def _wait_left(connection: Connection, attempt: Attempt) -> timedelta:
    """The longest of the waits that hold for this try. On a device of their own, only its own failures count."""
    now = clock.now()
    counted = [(ONE_PERSON, attempts.of_one_person)]
    if attempt.device_hash is None:
        counted.append((ONE_SOURCE, attempts.of_one_source))
        if attempt.step == _CODE:
            counted.append((ONE_ACCOUNTS_CODES, attempts.of_one_name))
    failures = [(measure, count(connection, attempt, now - measure.window)) for measure, count in counted]
    return max(measure.left(failed.count, failed.last, now) for measure, failed in failures)


def _renewed(given: str, proof: Proof) -> str | None:
    """The password hashed anew, where today's parameters are others than those it was hashed with."""
    outdated = proof.password_hash is not None and password.is_outdated(proof.password_hash)
    return password.hash_password(given) if outdated else None


def _note_failure(connection: Connection, account: Account | None, step: str) -> None:
    # Noted for a name that does not exist as well: it must not be quicker.
    audit.note(connection, "entrance", "sign_in_failed", account.id if account else _NOBODY, {"step": step})


def _known_since() -> datetime:
    return clock.now() - DEVICE_KNOWN


def _in_words(seconds: int) -> str:
    if seconds <= _MINUTE:
        return words("entrance", "seconds", count=seconds)
    return words("entrance", "minutes", count=-(-seconds // _MINUTE))


@contextmanager
def _plainly() -> Iterator[None]:
    """Turns a failure of the database into words: its own would show what was asked of it."""
    try:
        yield
    except SQLAlchemyError:
        raise Refused("unavailable", words("entrance", "unavailable"), 503) from None
