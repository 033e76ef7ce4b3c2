"""From when to when an event is, as far as a deadline says; no day is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sphinx_digest.core.exported import Object
from sphinx_digest.core.exports.ics.recurring import recurrence_of
from sphinx_digest.core.times.closing import HAPPENINGS
from sphinx_digest.core.times.dates import first_day, last_day, precision_of

#: What is handed in: a single day is its last as well.
_HANDED_IN = frozenset(
    {"comments", "application", "submission", "filing", "registration", "report"}
)
#: What takes longer is shown on its last day.
_MOST_DAYS = 31
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """When an event begins, and ends (a day is excluded); ``manner`` is what happens then.

    ``month`` is the month that was stated in place of a day.
    """

    begin: date | datetime
    end: date | datetime | None
    manner: str
    month: str = ""
    rule: str = ""

    @property
    def last(self) -> date | None:
        """The last day of a month in which something ends; None of what is no month."""
        closes = self.month and self.manner in ("due", "extended", "ends")
        return last_day(self.month) if closes else None


def when_of(notice: Object, deadline: Object, since: str, zone: str) -> When | None:
    """Say when a deadline's event is; None where no day is known.

    ``since`` is the day before which nothing that recurs is looked for.
    """
    if "every" in deadline:
        return _recurring(notice, deadline, since)
    start, due = _known(deadline.get("start")), deadline.get("due")
    happens = deadline.get("kind") in HAPPENINGS
    if due is None:
        if start is None or {"event", "within"} & deadline.keys():
            return None
        return _one(start, "starts", zone)
    manner = _manner(deadline)
    if deadline.get("precision") == "month":
        return _one(deadline.get("end") or deadline["on"], manner, zone)
    if deadline.get("precision") not in ("day", "minute"):
        return None
    if happens and start and precision_of(start) in ("day", "minute"):
        return _range(start, due, zone)
    return _one(due, manner, zone)


def _manner(deadline: Object) -> str:
    """Say what the day of a deadline is to people."""
    if deadline.get("status") == "extended" or _put_off(deadline):
        return "extended"
    kind = deadline.get("kind")
    if kind in HAPPENINGS or ("on" in deadline and kind not in _HANDED_IN):
        return "happens"
    return "ends" if deadline.get("kind") == "restriction" else "due"


def _put_off(deadline: Object) -> bool:
    """Say whether a deadline replaces one that ended on an earlier day."""
    old, due = deadline.get("replaced_due"), deadline.get("due")
    return old is not None and due is not None and last_day(old) < last_day(due)


def effect_of(notice: Object) -> When | None:
    """Say when a document comes into force; None where no day is known."""
    value = _known(notice.get("effective"))
    if notice.get("effective") == "published":
        value = _known(notice.get("published"))
    return _one(value, "effect", "") if value and "/" not in value else None


def _known(value: str | None) -> str | None:
    return None if value in ("unknown", "published") else value


def _one(value: str, manner: str, zone: str) -> When | None:
    """Give the day, the moment or the month that a value names; None for what is longer."""
    match precision_of(value):
        case "day":
            day = date.fromisoformat(value)
            return None if day == date.max else When(day, day + _DAY, manner)
        case "minute":
            return When(_moment(value, zone), None, manner)
        case "month":
            first, last = first_day(value), last_day(value)
            return None if last == date.max else When(first, last + _DAY, manner, value)
    return None


def _range(start: str, end: str, zone: str) -> When | None:
    """Give all of what happens over days; what takes long, on its last day alone."""
    first, last = first_day(start), last_day(end)
    if not first <= last or (last - first).days >= _MOST_DAYS or last == date.max:
        return _one(end, "happens", zone)
    if {precision_of(start), precision_of(end)} == {"minute"}:
        begin, close = _moment(start, zone), _moment(end, zone)
        return When(begin, close if begin < close else None, "happens")
    return When(first, last + _DAY, "happens")


def _moment(value: str, zone: str) -> datetime:
    """Give a moment by the clocks of the digest's zone."""
    moment = datetime.fromisoformat(value)
    there = ZoneInfo(zone)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=there)
    try:
        return moment.astimezone(there)
    except OverflowError:
        return moment


def _recurring(notice: Object, deadline: Object, since: str) -> When | None:
    start, end = _known(deadline.get("start")), _known(deadline.get("end"))
    if deadline.get("start") == "published":
        start = _known(notice.get("published"))
    if start and "/" in start:
        start = None
    begin = first_day(start) if start else None
    if begin is None and not since:
        return None
    found = recurrence_of(
        deadline["every"], begin or first_day(since), begin, last_day(end) if end else None
    )
    if found is None or found.first > date.max - timedelta(found.days):
        return None
    return When(
        found.first, found.first + timedelta(found.days), _manner(deadline), rule=found.rule
    )
