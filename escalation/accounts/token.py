"""Tokens: drawn by chance, given once, and kept only as a hash."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def keyed_hash(secret: str, purpose: str, text: str) -> str:
    """What the database keeps of something that could be guessed. Without the installation's secret it says nothing."""
    return keyed(secret, f"{purpose}:{text}").hex()


def keyed(secret: str, text: str) -> bytes:
    """32 bytes that belong to this secret and this text."""
    return hmac.new(_bytes(secret), _bytes(text), hashlib.sha256).digest()


def csrf_of(token: str) -> str:
    """The token that a form of this session carries. Another session, or the same one after a change, has another."""
    return keyed(token, "form").hex()


def csrf_fits(token: str, given: str) -> bool:
    """Whether a form came from this session. The comparison takes as long whatever the answer."""
    return hmac.compare_digest(_bytes(csrf_of(token)), _bytes(given))


def _bytes(text: str) -> bytes:
    # What a stranger sends may hold half a character.
    return text.encode("utf-8", "surrogatepass")
