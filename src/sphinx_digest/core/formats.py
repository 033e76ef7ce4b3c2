"""Small formats: ids, web addresses, e-mail addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import fold

#: What docutils keeps unchanged as an identifier, so that ids and anchors are one.
RECORD_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s\x00-\x20<>\"\\^`{|}]+", re.IGNORECASE)
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript):", re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")


def read_record_id(text: str) -> str:
    """Read the id of a record."""
    if RECORD_ID.fullmatch(text):
        return text
    mend = re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")
    values = {"value": text}
    if not fold(text).isascii() or not RECORD_ID.fullmatch(mend):
        raise UnreadableError("DGT027", values, "help_form")
    raise UnreadableError("DGT027", {**values, "mend": mend})


def read_url(text: str) -> str:
    """Read an absolute http or https address with a host; it is kept as written."""
    try:
        parts = urlsplit(text) if _URL.fullmatch(text) else None
        host = parts.hostname if parts else None
        fits = parts is not None and host is not None and (parts.port or 0) >= 0
    except ValueError:
        host, fits = None, False
    if not fits or not host or not (_HOST.fullmatch(host) or ":" in host):
        encoded = re.sub(r"\s+", "%20", text)
        if encoded != text and is_web_address(encoded):
            raise UnreadableError("DGT024", {"value": text, "mend": encoded}, "help_mend")
        raise UnreadableError("DGT024", {"value": text}, link_help(text))
    return text


def link_help(text: str) -> str:
    """Name the help line for what is no address: a script of a page has its own."""
    return "help_script" if _SCRIPT.match(text) else "help"


def is_web_address(text: str) -> bool:
    """Say whether ``text`` is an absolute http or https address."""
    try:
        return bool(read_url(text))
    except UnreadableError:
        return False


@lru_cache(maxsize=4096)
def read_email(text: str) -> str:
    """Read an e-mail address by its syntax alone; the domain becomes lower case."""
    address = _email(text)
    if address is not None:
        return address
    pieces = re.split(r"\s*[、,/]\s*|\s+", fold(text).strip())
    if all(_email(piece) for piece in pieces):
        raise UnreadableError("DGT025", {"value": text, "mend": "；".join(pieces)}, "help_mend")
    raise UnreadableError("DGT025", {"value": text})


def _email(text: str) -> str | None:
    # Imported late: nothing but an e-mail address needs it.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except (EmailNotValidError, ValueError):
        return None
