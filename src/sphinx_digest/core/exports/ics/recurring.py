"""What recurs, as the RRULE of an event: the last day of each occurrence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sphinx_digest.core.exports.ics.lines import day_value
from sphinx_digest.core.times.recurrence import occurrences

_TIMES = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_DAYS = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYDAY"})
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Years to look ahead for an occurrence; only so many of them are looked through at a time.
_AHEAD = (1, 8, 40, 400)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The first occurrence, how many days each takes, and the rule of the others."""

    first: date
    days: int
    rule: str


def recurrence_of(
    rule: str, since: date, start: date | None, end: date | None
) -> Recurrence | None:
    """Give the RRULE of what recurs ``since`` a day; None where no day can be told.

    Of a week, a month, a quarter or a year it gives the last day: that is when it is due. A week
    that a calendar cannot tell by its last day is given whole.
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    kept = {
        name: value
        for name, value in parts.items()
        if name not in _TIMES and name not in ("COUNT", "UNTIL")
    }
    since = start or since
    found = _found(rule, since, start, end)
    if not found:
        return None
    whole = _by_last_days(kept)
    first, last = (found[at][0 if whole else 1] for at in (0, -1))
    if "COUNT" in parts:
        counted = _all(rule, since, start, end)
        kept["COUNT"] = str(len(counted)) if counted else parts["COUNT"]
    elif "UNTIL" in parts or end:
        ended = _all(rule, since, start, end)
        until = ended[-1][0 if whole else 1] if ended else last
        kept["UNTIL"] = day_value(until)
    return Recurrence(first, 7 if whole else 1, ";".join(f"{k}={v}" for k, v in kept.items()))


def _by_last_days(kept: dict[str, str]) -> bool:
    """Make a rule of whole weeks, months or years one of their last days.

    Say whether that cannot be, and the weeks must be given whole, by their first days.
    """
    if _DAYS & kept.keys() or kept["FREQ"] == "DAILY":
        return False
    begin = _WEEK.index(kept.get("WKST", "MO"))
    if "BYWEEKNO" in kept or (kept["FREQ"] == "WEEKLY" and "BYMONTH" in kept):
        kept["BYDAY"] = _WEEK[begin]
        return True
    if kept["FREQ"] == "WEEKLY":
        kept["BYDAY"] = _WEEK[begin - 1]
        return False
    if kept["FREQ"] == "YEARLY":
        kept.setdefault("BYMONTH", "12")
    kept["BYMONTHDAY"] = "-1"
    return False


def _found(
    rule: str, since: date, start: date | None, end: date | None
) -> tuple[tuple[date, date], ...]:
    """Give the next occurrences."""
    for years in _AHEAD:
        if found := occurrences(rule, since, _ahead(since, years, end), start):
            return found
    return ()


def _all(
    rule: str, since: date, start: date | None, end: date | None
) -> tuple[tuple[date, date], ...]:
    """Give every occurrence up to the end; the last ones alone where they are very many."""
    last = _last_of(rule, end)
    if found := occurrences(rule, since, last, start):
        return found
    near = date.fromordinal(max(since.toordinal(), last.toordinal() - 400))
    return () if "COUNT" in rule else occurrences(rule, near, last, start)


def _last_of(rule: str, end: date | None) -> date:
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if until := parts.get("UNTIL"):
        first = date(int(until[:4]), int(until[4:6]), 1)
        last = first + timedelta(int(until[6:8]) - 1)
        return min(last, end) if end else last
    return end or date.max


def _ahead(since: date, years: int, end: date | None) -> date:
    ahead = date.fromordinal(min(since.toordinal() + 366 * years, date.max.toordinal()))
    return min(ahead, end) if end else ahead
