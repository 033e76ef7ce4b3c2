"""Whether the days of an issue can be right beside each other, and beside those of its notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sphinx_digest.core.model import Document
from sphinx_digest.core.times.dates import precision_of

#: The first and the last day that an issue covers.
Period = tuple[date, date]
#: How long after its period an issue goes out, at most; one of a year may take as long again.
LATEST = timedelta(40)
#: How old a notice may usually be, by which the issue's own days are judged.
_OLD = timedelta(92)
#: How many notices it takes to doubt the issue, and how many of all (three of four).
_ENOUGH, _MOST = 3, (3, 4)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A day of an issue that cannot be right beside ``beside``, else beside its notices."""

    name: str  # of the field: "published" or "period"
    value: str
    beside: str
    mend: str | None


def doubt_of(document: Document) -> Doubt | None:
    """Give what of an issue's own days is in doubt: when it went out, or what it covers."""
    return contradiction(document) or _doubted_by_notices(document)


def contradiction(document: Document) -> Doubt | None:
    """Give the one of an issue's day and its period that is wrong where they do not go together.

    The days of its notices say which.
    """
    values = document.issue.values if document.issue else {}
    written, published = values.get("period"), values.get("published")
    if not written or not published:
        return None
    period, out = _read_period(written), date.fromisoformat(published)
    if _goes_out(period, out):
        return None
    days = _days_of(document)
    at_day = sum(shifted(out, -_OLD) <= day <= out for day in days)
    if at_day > sum(_near(period, day) for day in days):
        other = _moved(period, out.year - period[1].year)
        return Doubt("period", written, published, _show(other) if _goes_out(other, out) else None)
    years = sorted({period[0].year, period[1].year, period[1].year + 1})
    fits = (in_year(out, year) for year in years)
    mend = next((day.isoformat() for day in fits if _goes_out(period, day)), None)
    return Doubt("published", published, written, mend)


def _doubted_by_notices(document: Document) -> Doubt | None:
    """Doubt a period that most of the notices miss by the same whole year."""
    written = document.issue.values.get("period") if document.issue else None
    days = _days_of(document) if written else []
    if not written or len(days) < _ENOUGH:
        return None
    period = _read_period(written)
    for years in (1, -1):
        other = _moved(period, years)
        first, last = shifted(other[0], -_OLD), other[1]
        off = sum(first <= day <= last and not _near(period, day) for day in days)
        if off >= _ENOUGH and off * _MOST[1] >= len(days) * _MOST[0]:
            return Doubt("period", written, "", _show(other))
    return None


def _near(period: Period, day: date) -> bool:
    return shifted(period[0], -_OLD) <= day <= shifted(period[1], LATEST)


def _goes_out(period: Period, day: date) -> bool:
    """Say whether an issue of a period may go out on a day."""
    return period[0] <= day <= shifted(period[1], max(LATEST, period[1] - period[0]))


def _days_of(document: Document) -> list[date]:
    """Give the days on which the notices of an issue were published."""
    written = [notice.record.values.get("published", "unknown") for notice in document.notices]
    return [
        date.fromisoformat(day[:10])
        for day in written
        if day != "unknown" and precision_of(day) in ("day", "minute")
    ]


def _read_period(written: str) -> Period:
    start, _, end = written.partition("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def _show(period: Period) -> str:
    return f"{period[0].isoformat()}/{period[1].isoformat()}"


def _moved(period: Period, years: int) -> Period:
    return in_year(period[0], period[0].year + years), in_year(period[1], period[1].year + years)


def in_year(day: date, year: int) -> date:
    """Give the same day of another year; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=min(max(year, 1), 9999), day=min(day.day, 28))


def shifted(day: date, by: timedelta) -> date:
    """Give the day before or after another, as far as there are dates."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min
