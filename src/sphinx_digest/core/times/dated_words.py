"""A day with what is said of it: ``2021-05-10 原文已撤回``."""

from __future__ import annotations

import re

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.times.dates import read_date

_DAY = re.compile(r"\s*(?P<day>[0-9]{4}\s*[-./年]\s*[0-9]{1,2}\s*[-./月]\s*[0-9]{1,2}\s*[日号]?)")
_BETWEEN = " \t\n\u3000,，:：;；|｜—–-"
_NO_DAY: dict[Language, str] = {"zh": "没有写哪一天", "en": "names no day"}
_NO_REASON: dict[Language, str] = {"zh": "没有写原因", "en": "gives no reason"}


def read_dated_words(text: str) -> str:
    """Read a day and the words behind it; a space stands between them."""
    found = _DAY.match(fold(text))
    if found is None:
        raise UnreadableError("DGT223", {"value": text.strip(), **twin("what", _NO_DAY)})
    try:
        day = read_date(text[found.start("day") : found.end("day")])
    except UnreadableError as error:
        raise error.moved(found.start("day"), found.end("day") - found.start("day")) from None
    words = " ".join(text[found.end() :].strip(_BETWEEN).split())
    if not words:
        raise UnreadableError("DGT223", {"value": text.strip(), **twin("what", _NO_REASON)})
    return f"{day} {words}"


def split_dated_words(value: str) -> tuple[str, str]:
    """Give the day and the words of a value that was read; a translator may have lost the day."""
    day, _, words = value.partition(" ")
    return (day, words) if _DAY.fullmatch(day) else ("", value)
