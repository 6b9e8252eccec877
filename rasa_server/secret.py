"""The secret that the web application and this server share."""

import hmac
from collections.abc import Mapping

HEADER = "X-Shared-Secret"


def holds_secret(headers: Mapping[str, str], secret: str) -> bool:
    """Whether a request carries the secret. An empty secret opens nothing."""
    given = headers.get(HEADER) or ""
    return bool(secret) and hmac.compare_digest(
        given.encode("utf-8", "surrogateescape"), secret.encode("utf-8", "surrogateescape")
    )
