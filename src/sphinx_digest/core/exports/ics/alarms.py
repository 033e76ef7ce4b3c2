"""Reminders before an event: so many days, months or working days, at nine in the morning."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from sphinx_digest.core.exports.ics.lines import component, text_line
from sphinx_digest.core.exports.ics.spans import When
from sphinx_digest.core.times.calendar import Calendar

_HOUR = time(9)
_DAYS_OF = {"day": 1, "week": 7}


def alarm_lines(when: When, length: str, text: str, calendar: Calendar) -> list[str]:
    """Write a VALARM that shows a text; nothing where there is no such day.

    One that must do for every occurrence is as early as the earliest needs it. What ends at some
    time of a month ends on its last day at the latest, and is counted from that.
    """
    begin, recurs = when.begin, bool(when.rule)
    day = when.last or (begin.date() if isinstance(begin, datetime) else begin)
    if isinstance(begin, datetime):
        start = begin.replace(tzinfo=None)
    else:
        start = datetime.combine(begin, time())
    try:
        before = day - timedelta(_most_days(length)) if recurs else _before(day, length, calendar)
    except (OverflowError, ValueError):
        return []
    lead = start - datetime.combine(before, _HOUR)
    return component(
        "VALARM",
        ["ACTION:DISPLAY", f"TRIGGER:{_written(lead)}", text_line("DESCRIPTION", text)],
    )


def _before(day: date, length: str, calendar: Calendar) -> date:
    count, unit = _parsed(length)
    if unit == "working day":
        while count:
            day -= timedelta(1)
            count -= _is_worked(day, calendar)
        return day
    if unit in _DAYS_OF:
        return day - timedelta(count * _DAYS_OF[unit])
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_worked(day: date, calendar: Calendar) -> bool:
    """Say whether a day is worked; where nobody has announced it, from Monday to Friday."""
    kind = calendar.kind(day)
    return kind.working if kind else day.weekday() < 5


def _most_days(length: str) -> int:
    """Give the most days that a length may take, without holidays."""
    count, unit = _parsed(length)
    if unit == "working day":
        return count + 2 * -(-count // 5)
    return count * {"month": 31, "year": 366, **_DAYS_OF}[unit]


def _parsed(length: str) -> tuple[int, str]:
    count, _, unit = length.partition(" ")
    return int(count), unit.removesuffix("s")


def _written(lead: timedelta) -> str:
    """Write how long before the beginning it is, or behind it."""
    sign, lead = ("-", lead) if lead > timedelta(0) else ("", -lead)
    hours, rest = divmod(lead.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    days = f"P{lead.days}D" if lead.days else "P"
    return f"{sign}{days}" + (f"T{clock}" if clock else "")
