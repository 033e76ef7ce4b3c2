"""Days, months, quarters, years and moments as editors write them, stored one way.

A value is an ISO 8601 string: ``2021-04-30``, ``2021-08``, ``2021-Q2``, ``2021`` or
``2021-03-19T09:00:00+08:00``. Its precision is part of its meaning and is never invented.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import NUMERAL, fold, read_numeral
from sphinx_digest.core.times.date_mends import not_a_date
from sphinx_digest.core.times.times_of_day import DEFAULT_ZONE, ISO_TIME, TIME, moment, time_of
from sphinx_digest.core.times.written_points import FUZZY
from sphinx_digest.core.times.written_times import YearOf, find_times

Precision = Literal["year", "quarter", "month", "day", "minute"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO = re.compile(
    r"(?P<y>[0-9]{4})(?:-Q(?P<q>[0-9])"
    r"|-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2})(?:(?:(?P<t>T)|\s+)(?P<time>[0-9].*))?)?)?"
)
_SLASHES = re.compile(r"(?P<y>[0-9]{4})/(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})(?:\s+(?P<time>\S.*))?")
_CHINESE = re.compile(
    rf"(?P<y>{NUMERAL}{{4}})\s*年(?:\s*(?P<fuzzy>[初底末]))?"
    rf"|(?:(?P<year>{NUMERAL}{{4}})\s*年度?\s*)?"
    rf"(?:第?\s*(?P<q>[一二三四五六七八九0-9])\s*季度?(?:\s*(?P<part>[初底末]))?"
    rf"|(?P<m>{NUMERAL}{{1,3}})\s*月(?:份?\s*(?P<vague>{FUZZY})|份"
    rf"|\s*(?P<d>{NUMERAL}{{1,3}})\s*[日号]\s*(?P<time>\S.*)?)?)"
)
_FUZZY_GROUPS = ("fuzzy", "part", "vague")
_SEPARATOR = re.compile(r"\s*(?:至|到|~|—{1,2}|–|\s-{1,2}\s)\s*")
_NO_YEAR = re.compile(r"(?:([0-9]{1,2})\s*月\s*)?([0-9]{1,2})\s*[日号]")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a field says: a canonical value, and how much of it was written.

    ``inferred``: the year was not; ``fuzzy``: more was, as in 8 月初.
    """

    value: str
    inferred: bool = False
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a field brings along: its time zone, and what its years and vague words are read by."""

    zone: str = DEFAULT_ZONE
    year_of: YearOf | None = None
    takes_fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    time: str | None = None
    iso_time: bool = False
    inferred: bool = False
    fuzzy: bool = False

    @property
    def value(self) -> str:
        text = f"{self.year:04}"
        if self.quarter:
            return f"{text}-Q{self.quarter}"
        if self.month:
            text += f"-{self.month:02}"
        return f"{text}-{self.day:02}" if self.day else text


def read_date(text: str) -> str:
    """Read a whole day."""
    return _checked_day(text) if _DAY.fullmatch(text) else read_written("date", text).value


def read_reduced_date(text: str) -> str:
    """Read a day, a month, a quarter or a year."""
    return _checked_day(text) if _DAY.fullmatch(text) else read_written("reduced-date", text).value


def read_moment(text: str, zone: str = DEFAULT_ZONE) -> str:
    """Read a date of any precision, or a time of a day with the offset of ``zone``.

    ``24:00`` of a day is that day: ends of days are inclusive.
    """
    if _DAY.fullmatch(text):
        return _checked_day(text)
    return read_written("moment", text, DateContext(zone)).value


def read_written(format_: str, text: str, context: DateContext | None = None) -> ReadDate:
    """Read a ``date``, ``reduced-date`` or ``moment`` as its field allows it to be written."""
    context = context or DateContext()
    if _DAY.fullmatch(text):
        return ReadDate(_checked_day(text))
    point = _read_point(text, context)
    value = point.value
    if point.time is not None:
        if format_ != "moment":
            raise UnreadableError("DGT101", {"value": text, "mend": value})
        value = _read_time(point, text, context)
    if format_ == "date" and point.day is None:
        raise UnreadableError("DGT107", {"value": text})
    return ReadDate(value, point.inferred, point.fuzzy)


def read_interval(text: str) -> str:
    """Read a first and a last day, both included, as ``2021-04-10/2021-04-16``.

    The last day may leave out what the first says: ``2021 年 4 月 10 日至 16 日``.
    """
    folded = fold(text)
    parts = [match.span() for match in re.finditer(r"\s*/\s*", folded)]
    if len(parts) != 1:
        parts = [match.span() for match in _SEPARATOR.finditer(folded)]
    days = _written_range(folded.strip())
    if days is None and (len(parts) != 1 or parts[0][0] == 0 or parts[0][1] == len(text)):
        raise UnreadableError("DGT108", {"value": text})
    if days is not None:
        return "/".join(days)
    (cut, resume) = parts[0]
    start, start_error = _read_end(text[:cut], 0)
    end, end_error = _read_end(_completed(text[resume:], start), resume, len(text))
    if start_error and end_error and start_error.code == end_error.code == "DGT101":
        raise UnreadableError("DGT108", {"value": text})
    for error in (start_error, end_error):
        if error:
            raise error
    if start > end:
        raise UnreadableError("DGT104", {"start": start, "end": end})
    return f"{start}/{end}"


def _written_range(text: str) -> tuple[str, str] | None:
    """Give the two days of a range that fills the text; no time, month or length beside."""
    found = find_times(text)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    first, last = found[0].first, found[0].last
    if first is None or last is None or len(first) != 10 or len(last) != 10:
        return None
    plain = not (found[0].length or found[0].inferred or found[0].fuzzy)
    return (first, last) if plain else None


def _completed(text: str, start: str) -> str:
    """Give a last day the year and the month of the first, where it leaves them out."""
    match = _NO_YEAR.fullmatch(fold(text.strip()))
    if match is None or not start:
        return text
    return f"{start[:4]}-{int(match[1] or start[5:7]):02}-{int(match[2]):02}"


def _read_end(
    text: str, offset: int, stop: int | None = None
) -> tuple[str, UnreadableError | None]:
    try:
        return read_date(text), None
    except UnreadableError as error:
        moved = error.moved(offset, len(text))
        return "", moved if stop is None else UnreadableError(
            error.code, error.values, error.help, moved.start, stop
        )


def precision_of(value: str) -> Precision:
    """Say how exact a canonical value is; seconds are not told from minutes."""
    if "T" in value:
        return "minute"
    if "Q" in value:
        return "quarter"
    return {4: "year", 7: "month"}.get(len(value), "day")  # type: ignore[return-value]


def first_day(value: str) -> date:
    """Give the first day of a canonical value."""
    year = int(value[:4])
    match precision_of(value):
        case "year":
            return date(year, 1, 1)
        case "quarter":
            return date(year, 3 * int(value[6]) - 2, 1)
        case "month":
            return date(year, int(value[5:7]), 1)
    return date.fromisoformat(value[:10])


def last_day(value: str) -> date:
    """Give the last day of a canonical value, included."""
    year = int(value[:4])
    match precision_of(value):
        case "year":
            return date(year, 12, 31)
        case "quarter":
            month = 3 * int(value[6])
        case "month":
            month = int(value[5:7])
        case _:
            return date.fromisoformat(value[:10])
    return date(year, month, monthrange(year, month)[1])


def is_before(end: str, start: str) -> bool:
    """Say whether a canonical value lies wholly before another one; same days go by time."""
    if "T" in end and "T" in start:
        return datetime.fromisoformat(end) < datetime.fromisoformat(start)
    return last_day(end) < first_day(start)


def _checked_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        _refuse(int(text[:4]), int(text[5:7]), int(text[8:]))
    return text


def _read_point(text: str, context: DateContext) -> _Point:
    folded = fold(text.strip())
    match = _ISO.fullmatch(folded) or _SLASHES.fullmatch(folded) or _CHINESE.fullmatch(folded)
    if not match:
        raise _not_a_date(text, folded, context)
    groups = match.groupdict()
    written = [groups.get("y") or groups.get("year"), *(groups.get(name) for name in "qmd")]
    numbers = [None if group is None else read_numeral(group) for group in written]
    if any(n is None and group is not None for n, group in zip(numbers, written, strict=True)):
        raise _not_a_date(text, folded, context)
    year, quarter, month, day = numbers
    fuzzy = any(groups.get(name) for name in _FUZZY_GROUPS)
    if fuzzy and not context.takes_fuzzy:
        raise _not_a_date(text, folded, context)
    inferred = year is None
    if year is None:
        year = _year_of(quarter, month, day, context)
        if year is None:
            raise _not_a_date(text, folded, context)
    _check(year, quarter, month, day)
    iso_time = bool(groups.get("t"))
    return _Point(year, quarter, month, day, groups.get("time"), iso_time, inferred, fuzzy)


def _year_of(
    quarter: int | None, month: int | None, day: int | None, context: DateContext
) -> int | None:
    """Give the year that the context says; of what no year has, a year for the finding."""
    if context.year_of is None:
        return None
    key = 3 * quarter if quarter else month or 12
    if not 1 <= key <= 12 or (day is not None and not 1 <= day <= monthrange(2024, key)[1]):
        return context.year_of(12, None)
    return context.year_of(key, day)


def _check(year: int, quarter: int | None, month: int | None, day: int | None) -> None:
    """Raise DGT102 with the reason where the day, month or quarter does not exist."""
    if quarter is not None and not 1 <= quarter <= 4:
        raise _impossible(f"{year:04}-Q{quarter}", "一年只有 4 个季度", "a year has 4 quarters")
    valid = year >= 1 and (month is None or 1 <= month <= 12)
    if not valid or (day is not None and not 1 <= day <= monthrange(year, month or 1)[1]):
        _refuse(year, month, day)


def _refuse(year: int, month: int | None, day: int | None) -> None:
    value = "-".join(
        [f"{year:04}", *(f"{number:02}" for number in (month, day) if number is not None)]
    )
    if year == 0:
        raise _impossible(value, "没有公元 0 年", "there is no year 0")
    if month is not None and not 1 <= month <= 12:
        raise _impossible(value, "月份只有 1 到 12", "months go from 1 to 12")
    assert month is not None
    if day == 0:
        raise _impossible(value, "日子从 1 数起", "days count from 1")
    days, name = monthrange(year, month)[1], _MONTHS[month - 1]
    if month == 2 and day == 29:
        raise _impossible(value, f"{year} 年 2 月只有 28 天", f"February {year} has only 28 days")
    raise _impossible(value, f"{month} 月只有 {days} 天", f"{name} has only {days} days")


def _impossible(value: str, zh: str, en: str) -> UnreadableError:
    return UnreadableError("DGT102", {"value": value, "reason": zh, "reason.en": en})


def _not_a_date(text: str, folded: str, context: DateContext) -> UnreadableError:
    return not_a_date(text, folded, _read_plain, context.year_of)


def _read_plain(text: str) -> str:
    """Read a day, with its time as it is written."""
    point = _read_point(text, DateContext())
    if point.time is None:
        return point.value
    _read_time(point, text, DateContext())
    return f"{point.value} {point.time}"


def _read_time(point: _Point, text: str, context: DateContext) -> str:
    match = (ISO_TIME if point.iso_time else TIME).fullmatch(point.time or "")
    time = time_of(match) if match else None
    if match is None or time is None:
        raise _not_a_date(text, fold(text.strip()), context)
    if not time.exists:
        raise UnreadableError("DGT103", {"value": match[0]})
    if time.is_end_of_day and time.offset is None:
        return point.value
    try:
        return moment(date.fromisoformat(point.value), time, context.zone)
    except (OverflowError, ValueError):
        raise UnreadableError("DGT103", {"value": match[0]}) from None
