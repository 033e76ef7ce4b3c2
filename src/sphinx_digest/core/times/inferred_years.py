"""The year of a day that was written without one: the one that fits the issue it stands in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sphinx_digest.core.times.written_times import YearOf

#: How long before the issue's period a day may lie that is still the next one, by field.
_BEFORE = {
    "on": timedelta(31), "end": timedelta(31), "from": timedelta(31),
    "start": timedelta(92), "effective": timedelta(92),
}  # fmt: skip
#: How long before the issue's period a day may lie that an editor still has in mind.
_LATELY = timedelta(62)
#: What lies behind: the latest such day that is at most this long after the period.
_AFTER = {"published": timedelta(7), "dated": timedelta(7)}


def year_rule(name: str, period: str | None) -> YearOf | None:
    """Give what says the year of a day in a field of a record, by its issue's ``a/b``."""
    if period is None or (name not in _BEFORE and name not in _AFTER):
        return None
    start, end = (date.fromisoformat(day) for day in period.split("/"))

    def year_of(month: int, day: int | None) -> int | None:
        if name in _AFTER:
            return _latest(month, day, end + _AFTER[name])
        return _first(month, day, start - _BEFORE[name])

    return year_of


def lately_passed(name: str, value: str, period: str | None) -> str | None:
    """Give the day a year earlier than one whose year was inferred, where it is hardly over.

    It may as well be meant: the issue came late, and the day that was found is far ahead.
    """
    if period is None or name not in _BEFORE or len(value) < 10:
        return None
    start, day = date.fromisoformat(period.split("/")[0]), date.fromisoformat(value[:10])
    earlier = _day(day.year - 1, day.month, day.day)
    if earlier is None or not timedelta() < start - earlier <= _LATELY:
        return None
    return earlier.isoformat()


def _latest(month: int, day: int | None, limit: date) -> int | None:
    """Find the latest year whose day, or whose month's first, is not after the limit."""
    for year in (limit.year, limit.year - 1):
        found = _day(year, month, day or 1)
        if found is not None and found <= limit:
            return year
    return None


def _first(month: int, day: int | None, limit: date) -> int | None:
    """Find the first year whose day, or whose month's last, is not before the limit."""
    for year in (limit.year, limit.year + 1):
        found = _day(year, month, day or monthrange(year, month)[1])
        if found is not None and found >= limit:
            return year
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
