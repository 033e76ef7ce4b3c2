"""Content lines of RFC 5545: values escaped, lines folded at 75 octets, CRLF after each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from sphinx_digest.core.exported import safe_text

#: Whatever some program takes for the end of a line.
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: Control characters that nothing shows.
_HIDDEN = re.compile("[\x80-\x9f]")
_SPECIAL = re.compile(r"[\\;,]")
_OUTSIDE_ADDRESSES = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_ROOM = 75


def plain(text: str) -> str:
    """Give a text whose only control characters are line feeds and tabs; others are shown."""
    if text.isprintable():
        return text
    return safe_text(_HIDDEN.sub("\ufffd", _BREAKS.sub("\n", text)))


def escaped(text: str) -> str:
    """Escape a TEXT value."""
    return _SPECIAL.sub(r"\\\g<0>", plain(text)).replace("\n", "\\n")


def text_line(name: str, text: str) -> str:
    """Write a property of one text."""
    return f"{name}:{escaped(text)}"


def list_line(name: str, texts: Iterable[str]) -> str:
    """Write a property of several texts."""
    return f"{name}:{','.join(map(escaped, texts))}"


def address_line(name: str, address: str) -> str:
    """Write a property that is an address; what an address cannot hold is percent-encoded."""
    return f"{name}:{_OUTSIDE_ADDRESSES.sub(_encoded, plain(address))}"


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode())


def day_value(day: date) -> str:
    """Write a DATE."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def time_value(moment: datetime) -> str:
    """Write a DATE-TIME by the clock of its own zone."""
    return f"{day_value(moment)}T{moment:%H%M%S}"


def utc_value(moment: datetime) -> str:
    """Write a DATE-TIME in UTC."""
    return time_value(moment.astimezone(UTC)) + "Z"


def component(name: str, lines: Iterable[str]) -> list[str]:
    """Put lines between BEGIN and END."""
    return [f"BEGIN:{name}", *lines, f"END:{name}"]


def folded(lines: Iterable[str]) -> bytes:
    """Write lines as octets, none longer than 75, none cut inside of a character."""
    written: list[bytes] = []
    for line in lines:
        data = line.encode()
        start, room = 0, _ROOM
        while len(data) - start > room:
            end = start + room
            while data[end] & 0xC0 == 0x80:
                end -= 1
            written.append(data[start:end] + b"\r\n ")
            start, room = end, _ROOM - 1  # the space counts
        written.append(data[start:] + b"\r\n")
    return b"".join(written)
