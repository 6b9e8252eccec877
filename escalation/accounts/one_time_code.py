"""One-time codes from an authenticator app (TOTP, RFC 6238): six figures, another every 30 seconds.

The app's secret is worked out from the installation's secret, the account and a salt, as resume codes are, so it is
kept nowhere. The database alone gives no code. Another SESSION_SECRET, or another salt, makes another secret.
"""

import hmac
import unicodedata
from base64 import b32encode
from datetime import datetime

import pyotp

from escalation.accounts.token import keyed

STEP_SECONDS = 30
FIGURES = 6
# The code before and the one after are taken too: clocks differ, and people type slowly.
STEPS_AROUND = (-1, 0, 1)
_ISSUER = "Escalation assistant"
_SECRET_BYTES = 20


def app_secret(secret: str, account: str, salt: str) -> str:
    """The secret of an account's app, in base 32.

    Args:
        secret: this installation's own.
        account: the account's id.
        salt: drawn by chance for each enrolment.
    """
    return b32encode(keyed(secret, f"totp:{account}:{salt}")[:_SECRET_BYTES]).decode()


def app_address(app_secret: str, name: str) -> str:
    """The otpauth address that an app reads, as it is or as a picture."""
    return pyotp.TOTP(app_secret).provisioning_uri(name=name, issuer_name=_ISSUER)


def step_of(app_secret: str, code: str, now: datetime) -> int | None:
    """The newest time step to which a code belongs, counted from 1970, or None where it belongs to none near `now`."""
    given = plain(code).encode("utf-8", "surrogatepass")
    present = int(now.timestamp()) // STEP_SECONDS
    steps = [present + around for around in STEPS_AROUND]
    codes = pyotp.TOTP(app_secret)
    fitting = [step for step in steps if hmac.compare_digest(codes.generate_otp(step).encode(), given)]
    return max(fitting, default=None)


def plain(code: str) -> str:
    """A code without the spaces that people put into it."""
    return "".join(unicodedata.normalize("NFKC", code).split())
