"""Days, months, quarters, years and moments as editors write them, stored one way.

A value is an ISO 8601 string: ``2021-04-30``, ``2021-08``, ``2021-Q2``, ``2021`` or
``2021-03-19T09:00:00+08:00``. Its precision is part of its meaning and is never invented.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from sphinx_digest.core.date_mends import not_a_date
from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import NUMERAL, fold, read_numeral

Precision = Literal["year", "quarter", "month", "day", "minute"]

#: Where a project names no time zone.
DEFAULT_ZONE = "Asia/Shanghai"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO = re.compile(
    r"([0-9]{4})(?:-Q([0-9])|-([0-9]{2})(?:-([0-9]{2})(?:(?:T|\s+)(?P<time>[0-9].*))?)?)?"
)
_CHINESE = re.compile(
    rf"({NUMERAL}{{4}})\s*年(?:\s*第?\s*([一二三四五六七八九0-9])\s*季度?"
    rf"|\s*({NUMERAL}{{1,3}})\s*月(?:份|\s*({NUMERAL}{{1,3}})\s*[日号]\s*(?P<time>\S.*)?)?)?"
)
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上?)?\s*(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?|\s*[点时](?:\s*(?P<past>[0-9]{1,2})\s*分)?)"
    r"\s*(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_SEPARATOR = re.compile(r"\s*(?:至|到|~|—{1,2}|–|\s-{1,2}\s)\s*")


@dataclass(frozen=True, slots=True)
class _Point:
    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    time: str | None = None

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
    if _DAY.fullmatch(text):
        return _checked_day(text)
    point = _read_untimed(text)
    if point.day is None:
        raise UnreadableError("DGT107", {"value": text})
    return point.value


def read_reduced_date(text: str) -> str:
    """Read a day, a month, a quarter or a year."""
    return _checked_day(text) if _DAY.fullmatch(text) else _read_untimed(text).value


def read_moment(text: str, zone: str = DEFAULT_ZONE) -> str:
    """Read a date of any precision, or a time of a day with the offset of ``zone``.

    ``24:00`` of a day is that day: ends of days are inclusive.
    """
    if _DAY.fullmatch(text):
        return _checked_day(text)
    point = _read_point(text)
    return point.value if point.time is None else _read_time(point, text, zone)


def read_interval(text: str) -> str:
    """Read a first and a last day, both included, as ``2021-04-10/2021-04-16``."""
    folded = fold(text)
    parts = [match.span() for match in re.finditer(r"\s*/\s*", folded)]
    if len(parts) != 1:
        parts = [match.span() for match in _SEPARATOR.finditer(folded)]
    if len(parts) != 1 or parts[0][0] == 0 or parts[0][1] == len(text):
        raise UnreadableError("DGT108", {"value": text})
    (cut, resume) = parts[0]
    start, start_error = _read_end(text[:cut], 0)
    end, end_error = _read_end(text[resume:], resume)
    if start_error and end_error and start_error.code == end_error.code == "DGT101":
        raise UnreadableError("DGT108", {"value": text})
    for error in (start_error, end_error):
        if error:
            raise error
    if start > end:
        raise UnreadableError("DGT104", {"start": start, "end": end})
    return f"{start}/{end}"


def _read_end(text: str, offset: int) -> tuple[str, UnreadableError | None]:
    try:
        return read_date(text), None
    except UnreadableError as error:
        return "", error.moved(offset, len(text))


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


def _read_untimed(text: str) -> _Point:
    point = _read_point(text)
    if point.time is not None:
        raise UnreadableError("DGT101", {"value": text, "mend": point.value})
    return point


def _read_point(text: str) -> _Point:
    folded = fold(text.strip())
    match = _ISO.fullmatch(folded) or _CHINESE.fullmatch(folded)
    if not match:
        raise _not_a_date(text, folded)
    numbers = [None if group is None else read_numeral(group) for group in match.groups()[:4]]
    if any(
        number is None and group is not None
        for number, group in zip(numbers, match.groups(), strict=False)
    ):
        raise _not_a_date(text, folded)
    year, quarter, month, day = numbers
    assert year is not None
    _check(year, quarter, month, day)
    return _Point(year, quarter, month, day, match["time"])


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


def _not_a_date(text: str, folded: str) -> UnreadableError:
    return not_a_date(text, folded, _read_written)


def _read_written(text: str) -> str:
    """Read a day, with its time as it is written."""
    point = _read_point(text)
    if point.time is None:
        return point.value
    _read_time(point, text, DEFAULT_ZONE)
    return f"{point.value} {point.time}"


def _read_time(point: _Point, text: str, zone: str) -> str:
    match = _TIME.fullmatch(point.time or "")
    if not match:
        raise _not_a_date(text, fold(text.strip()))
    hour, minute = int(match["hour"]), int(match["minute"] or match["past"] or 0)
    second = int(match["second"] or 0)
    if match["half"] and match["half"] != "上午" and hour < 12 + match["half"].startswith("晚"):
        hour += 12
    midnight = (hour, minute, second) == (24, 0, 0)
    if not midnight and (hour > 23 or minute > 59 or second > 59):
        raise UnreadableError("DGT103", {"value": match[0]})
    if midnight and match["offset"] is None:
        return point.value
    day = date.fromisoformat(point.value)
    offset = _offset(match["offset"], match[0]) if match["offset"] else _zone(zone)
    if midnight:
        if day == date.max:
            raise UnreadableError("DGT103", {"value": match[0]})
        day, hour = day + timedelta(days=1), 0
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=offset)
    try:
        return _with_minutes(moment)
    except (OverflowError, ValueError):
        raise UnreadableError("DGT103", {"value": match[0]}) from None


def _with_minutes(moment: datetime) -> str:
    """Write a moment; RFC 3339 has no offsets of seconds, as zones had before 1901."""
    offset = moment.utcoffset() or timedelta()
    rounded = timedelta(minutes=round(offset.total_seconds() / 60))
    return moment.replace(tzinfo=timezone(rounded)).isoformat(timespec="seconds")


def _offset(written: str, value: str) -> tzinfo:
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise UnreadableError("DGT103", {"value": value})
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if written[0] == "-" else span)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
