"""What an editor meant by a date that is none: one reading, two, or the form that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.times.written_times import YearOf, find_times

Read = Callable[[str], str]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NO_DAY_SIGN = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_ENGLISH = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?)"
    r",?\s+([0-9]{4})"
)
_NO_YEAR = re.compile(
    r"(?:([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?|([0-9]{1,2})[/.\-]([0-9]{1,2}))"
)
_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d\ufe63]")
_WORDS = re.compile(
    r"\s*(?:之前|以前|前|止|为止|截止|[上中下]旬|底|末|初|左右|下班之?前|中午之?前|（含(?:当[天日])?）|\(含(?:当[天日])?\))+\Z"
)
_OPEN = re.compile("unknown|tba|不详|未知|未定|待定|另行通知|时间另行通知|待通知", re.IGNORECASE)


def not_a_date(
    text: str, folded: str, read: Read, year_of: YearOf | None = None
) -> UnreadableError:
    """Name the reading where there is one, both where there are two, else the form.

    ``read`` gives the canonical form of what is a date, ``year_of`` a year that is not written.
    """
    values = {"value": text}
    mends = list(_mends(folded))
    possible = [mend for mend in mends if _exists(mend)]
    if len(possible) == 2:
        return UnreadableError(
            "DGT101", {**values, "mend": possible[0], "other": possible[1]}, "help_two"
        )
    if possible:
        return UnreadableError("DGT101", {**values, "mend": possible[0]})
    if mends:
        return _refused(mends[0], read) or UnreadableError("DGT101", values, "help_form")
    if _OPEN.fullmatch(folded):
        return UnreadableError("DGT101", values, "help_open")
    if match := _NO_YEAR.fullmatch(_WORDS.sub("", folded)):
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        likely = year_of(month, day) if year_of and 1 <= month <= 12 else None
        years = (likely or 2021, 2024)
        mend = next((m for y in years if _exists(m := f"{y}-{month:02}-{day:02}")), None)
        if mend:
            vague = likely is not None and _WORDS.search(folded)
            help_ = "help_words" if vague else "help_year"
            return UnreadableError("DGT101", {**values, "mend": mend}, help_)
    if ends := _ends(folded):
        return UnreadableError("DGT101", {**values, "start": ends[0], "end": ends[1]}, "help_range")
    bare = _WORDS.sub("", folded)
    if bare != folded and (mend := _read(bare, read)):
        return UnreadableError("DGT101", {**values, "mend": mend}, "help_words")
    return UnreadableError("DGT101", values, "help_form")


def _mends(folded: str) -> Iterator[str]:
    plain = _DASHES.sub("-", folded)
    match = _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(folded)
    if match := match or _NO_DAY_SIGN.fullmatch(folded):
        year, month, day = match.groups()
        yield f"{year}-{int(month):02}-{int(day):02}"
    elif match := _YEAR_LAST.fullmatch(plain):
        one, two, year = match.groups()
        readings = (f"{year}-{int(a):02}-{int(b):02}" for a, b in ((one, two), (two, one)))
        yield from dict.fromkeys(readings)
    elif match := _ENGLISH.fullmatch(folded):
        day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
        for number, month in enumerate(_MONTHS, 1):
            if month.lower().startswith(name.lower()):
                yield f"{match[5]}-{number:02}-{int(day):02}"
                return


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _refused(day: str, read: Read) -> UnreadableError | None:
    try:
        read(day)
    except UnreadableError as error:
        return error
    return None


def _read(text: str, read: Read) -> str | None:
    """Give the day that a part of the text is, or the one it is meant for."""
    try:
        return read(text)
    except UnreadableError as error:
        return error.values.get("mend") if error.help == "help" else None


def _ends(folded: str) -> tuple[str, str] | None:
    """Give the first and the last day or time of a range that is the whole text."""
    found = find_times(folded)
    if len(found) != 1 or found[0].end - found[0].start != len(folded) or found[0].inferred:
        return None
    first, last = found[0].first, found[0].last
    if first is None or last is None or len(first) < 10 or len(last) < 10:
        return None
    return _short(first), _short(last)


def _short(value: str) -> str:
    """Leave out what a time need not say: seconds and the offset of its zone."""
    return value[:16]
