"""A time of day as it is written beside a date: 17:00, 下午 5 点半, 24 时."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from sphinx_digest.core.numerals import read_numeral

#: Where a project names no time zone.
DEFAULT_ZONE = "Asia/Shanghai"

#: Spaces, or the end of one line, within an expression that is wrapped.
GAP = r"[ \t]*(?:\n[ \t]*)?"

_HOUR = "[0-9]{1,2}|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九]"
_OFFSET = r"Z|\+[0-9]{2}(?::?[0-9]{2})?(?![0-9])"


def _pattern(offset: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<half>上午|下午|早上|清晨|凌晨|中午|傍晚|晚上?)?{GAP}(?P<hour>{_HOUR})"
        rf"(?:{GAP}:{GAP}(?P<minute>[0-9]{{2}})(?![0-9])(?P<rest>:(?P<second>[0-9]{{2}})(?![0-9]))?"
        rf"|{GAP}(?:点钟?|时)(?![间期限段建意要内措])(?:{GAP}(?:(?P<past>[0-9]{{1,2}}){GAP}分|(?P<part>半|整|一刻|三刻)))?)"
        rf"(?:[ \t]*(?P<offset>{offset}))?"
    )


#: In a text that is folded: 9:00-11:00 are two times, not one with an offset.
TIME = _pattern(rf"{_OFFSET}|(?(rest)-[0-9]{{2}}:[0-9]{{2}}(?![0-9])|(?!))")
#: Behind the T of ISO 8601.
ISO_TIME = _pattern(rf"{_OFFSET}|-[0-9]{{2}}(?::?[0-9]{{2}})?(?![0-9])")
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}
#: The first hour on the clock of 24 that needs no 12 added, and the hours that a half is said of.
_AFTERNOON = {"下午": 12, "傍晚": 12, "晚": 13, "晚上": 13, "中午": 4}
_HALVES = {
    **dict.fromkeys(("凌晨", "清晨", "早上"), range(12)), "上午": range(13),
    "中午": range(11, 16), "下午": range(12, 25),
    **dict.fromkeys(("傍晚", "晚", "晚上"), range(17, 25)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day on the clock of 24 hours; ``half`` and ``offset`` as they are said."""

    hour: int
    minute: int
    second: int
    offset: str | None
    half: str | None

    @property
    def is_end_of_day(self) -> bool:
        """Say whether it is 24:00."""
        return (self.hour, self.minute, self.second) == (24, 0, 0)

    @property
    def exists(self) -> bool:
        """Say whether a day has it."""
        return self.is_end_of_day or (self.hour < 24 and self.minute < 60 and self.second < 60)


def time_of(match: re.Match[str], half: str | None = None) -> TimeOfDay | None:
    """Give the time that a match of ``TIME`` is; None where it is none or has two readings.

    ``half`` is the half of the day that was written before the first of two times.
    """
    said = match["half"] or half
    hour = read_numeral(match["hour"])
    if hour is None:
        return None
    if hour < _AFTERNOON.get(said or "", 0):
        hour += 12
    if said and hour not in _HALVES[said]:
        return None
    minute = int(match["minute"] or match["past"] or _PARTS.get(match["part"], 0))
    return TimeOfDay(hour, minute, int(match["second"] or 0), match["offset"] or None, said)


def moment(day: date, time: TimeOfDay, zone: str) -> str:
    """Write a time of a day with its offset; OverflowError or ValueError where there is none."""
    offset = read_offset(time.offset) if time.offset else _zone(zone)
    hour = time.hour
    if time.is_end_of_day:
        day, hour = day + timedelta(days=1), 0
    return _with_minutes(
        datetime(day.year, day.month, day.day, hour, time.minute, time.second, tzinfo=offset)
    )


def _with_minutes(moment: datetime) -> str:
    """Write a moment; RFC 3339 has no offsets of seconds, as zones had before 1901."""
    offset = moment.utcoffset() or timedelta()
    rounded = timedelta(minutes=round(offset.total_seconds() / 60))
    return moment.replace(tzinfo=timezone(rounded)).isoformat(timespec="seconds")


def read_offset(written: str) -> tzinfo:
    """Read ``Z``, ``+08``, ``+0800`` or ``+08:00``; ValueError where no clock has it."""
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(written)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if written[0] == "-" else span)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
