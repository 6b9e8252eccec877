"""E-mail addresses: what one looks like, so that nothing else ever reaches a mail server."""

import re

LONGEST = 254
_NAME = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_NAME}@{_LABEL}(\.{_LABEL})+")
_LONGEST_NAME = 64


def is_address(text: str) -> bool:
    """Whether the text is one e-mail address of the ordinary kind (RFC 5321: 254 characters, 64 before the @)."""
    return len(text) <= LONGEST and text.find("@") <= _LONGEST_NAME and bool(_ADDRESS.fullmatch(text))
