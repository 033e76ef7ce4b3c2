"""The occurrences of what recurs: an RRULE of RFC 5545 as stretches of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_SHORTER_THAN_A_DAY = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_TIMES = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_DAYS = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYDAY"})

#: Where every cycle of leap years and weekdays begins anew.
_GREGORIAN_CYCLE = 400

#: No more occurrences than these are looked through for the ones that are wanted.
_MOST = 4000


@lru_cache(maxsize=1024)
def occurrences(
    rule: str, first: date, last: date, start: date | None = None
) -> tuple[tuple[date, date], ...]:
    """Give first and last day of each occurrence that meets the days from ``first`` to ``last``.

    A rule that names days gives single days; one that does not gives the whole weeks, months,
    quarters or years it names: quarters, half-years and the like as they stand in the year.
    ``start`` is the first day on which it may occur. What a rule leaves open without one (every
    other week, three times) is not guessed: it gives none, nor does one of parts of a day.
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    parts = {name: value for name, value in parts.items() if name not in _TIMES}
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    months = _months_of_window(frequency, interval, parts)
    in_step = frequency == "MONTHLY" and months == interval and 12 % interval == 0
    settled = interval == 1 or in_step
    if frequency in _SHORTER_THAN_A_DAY or first > last:
        return ()
    if start is None and ("COUNT" in parts or not settled):
        return ()
    if start and ("COUNT" in parts or not settled):
        begin = start
    else:
        begin = date(max(first.year - 1, 1), 1, 1)  # nothing depends on what was before
    if not _DAYS & parts.keys():
        begin = _period_start(begin, frequency, parts)
    since = max(first, start or first)
    windows = ((day, _window_end(day, months, parts)) for day in _days(parts, begin, last))
    return tuple((day, end) for day, end in windows if end >= since)


def _months_of_window(frequency: str, interval: int, parts: dict[str, str]) -> int:
    """Give how many months an occurrence takes: 0 for days and weeks."""
    if _DAYS & parts.keys() or "BYWEEKNO" in parts or frequency in ("DAILY", "WEEKLY"):
        return 0
    if "BYMONTH" in parts:
        return 1
    return 12 if frequency == "YEARLY" else interval


def _period_start(day: date, frequency: str, parts: dict[str, str]) -> date:
    """Give the first day of the period that a day lies in, where the rule names no days."""
    if frequency == "DAILY":
        return day
    if frequency == "WEEKLY" or "BYWEEKNO" in parts:
        back = (day.weekday() - _week_start(parts)) % 7
        return day - timedelta(min(back, day.toordinal() - 1))
    return date(day.year, 1 if frequency == "YEARLY" else day.month, 1)


def _week_start(parts: dict[str, str]) -> int:
    return ("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(parts.get("WKST", "MO"))


def _window_end(day: date, months: int, parts: dict[str, str]) -> date:
    if months:
        years, month = divmod(day.month - 1 + months - 1, 12)
        year = min(day.year + years, date.max.year)
        return date(year, month + 1, monthrange(year, month + 1)[1])
    weeks = parts["FREQ"] == "WEEKLY" or "BYWEEKNO" in parts
    if weeks and not _DAYS & parts.keys():
        return day + min(timedelta(6), date.max - day)
    return day


def _days(parts: dict[str, str], begin: date, last: date) -> list[date]:
    """Give the day on which each occurrence begins, up to ``last``; none where they are too many.

    dateutil looks for a day that never comes until the year 9999. The calendar repeats itself,
    so the question is put as near to that year as it goes, where such a search soon ends.
    """
    until = parts.get("UNTIL", "99991231")
    last = min(last, date(int(until[:4]), int(until[4:6]), _day_of(until)))
    if begin > last:
        return []
    years = (date.max.year - last.year) // _GREGORIAN_CYCLE * _GREGORIAN_CYCLE
    found: list[date] = []
    for moment in _rule(parts, begin.replace(year=begin.year + years)):
        day = moment.date().replace(year=moment.year - years)
        if day > last:
            break
        found.append(day)
        if len(found) > _MOST:
            return []
    return found


def _day_of(until: str) -> int:
    """Give the day of ``UNTIL``; 30 February is the end of February."""
    return min(int(until[6:8]), monthrange(int(until[:4]), int(until[4:6]))[1])


def _rule(parts: dict[str, str], begin: date) -> Iterable[datetime]:
    # Imported late: few digests have anything that recurs.
    from dateutil.rrule import rrulestr

    kept = {name: value for name, value in parts.items() if name != "UNTIL"}
    if "BYWEEKNO" in kept:
        kept.setdefault("BYDAY", kept.get("WKST", "MO"))
    text = ";".join(f"{name}={value}" for name, value in kept.items())
    return rrulestr(text, dtstart=datetime.combine(begin, time()))
