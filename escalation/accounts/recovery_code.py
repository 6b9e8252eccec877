"""Recovery codes: each signs in once in place of the app."""

import secrets

from escalation.accounts.one_time_code import plain
from escalation.accounts.token import keyed_hash

HOW_MANY = 8
# Without the letters and figures that are taken for each other. Twelve of 30 are 58 bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz2345679"
_GROUPS = 3
_GROUP = 4


def new_codes() -> list[str]:
    """Eight codes, such as k7fm-2qpx-9wdt."""
    return [_new_code() for _ in range(HOW_MANY)]


def recovery_hash(secret: str, account: str, code: str) -> str:
    """What the database keeps of a code, however it was typed."""
    return keyed_hash(secret, f"recovery:{account}", plain(code).replace("-", "").casefold())


def _new_code() -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
