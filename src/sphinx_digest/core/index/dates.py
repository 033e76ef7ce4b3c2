"""The index of dates: what is published, takes effect, starts, happens and ends, by month.

What recurs is listed in the year of its issue: from the day its notice was published to the end
of the year that the issue's period ends in, one row a month at most. A month in which it occurs
once shows that day, or those days; one in which it occurs more often shows the month. A digest
has its next year's issues for what comes after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sphinx_digest.core.index.shapes import (
    EVERYTHING,
    Entry,
    Filter,
    Group,
    Item,
    Labels,
    date_of,
    days_of,
    issue_number,
    known,
    limited,
    plain,
    select,
)
from sphinx_digest.core.model import Count, Record
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.dates import first_day, last_day, precision_of
from sphinx_digest.core.times.recurrence import occurrences

#: What a date is, in the order of one day; each is a key of the labels.
OCCASIONS = ("Published", "Dated", "Effective", "Starts", "On", "Ends", "Due")
UNDATED = "undated"

_PRECISIONS = ("year", "quarter", "month", "day", "minute")
#: No length of a unit takes more days than this: a working day may wait for holidays.
_MOST_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366, "working day": 2}
_LONGEST_HOLIDAY = 14
_NEVER = "9999-12-31"
_DEADLINE_CELLS = (
    "kind", "for", "actor", "status", "channel", "place", "materials", "late", "except", "text",
    "start", "end", "on", "within", "from", "event", "every", "occurrence", "length",
)  # fmt: skip
_NOTICE_CELLS = ("number", "type", "source")


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with the days it covers; ``value`` is None where it has no date."""

    value: str | None
    days: tuple[str, str]
    entry: Entry


def dates(
    digest: Digest,
    *,
    filters: Filter = EVERYTHING,
    collator: Collator,
    labels: Labels = plain,
) -> tuple[Group, ...]:
    """List every date by month, what has none last.

    A month stands before its days, a quarter and a year at their first month. What has no
    date yet stays as long as it may fall into the days that are asked for.
    """
    deadlines_only = bool(filters.kind or filters.status)
    held: defaultdict[str, list[_Row]] = defaultdict(list)
    for item in select(digest, filters, dated=False):
        notice_cells = _notice_cells(item, labels)
        if not deadlines_only:
            for row in _notice_rows(item, notice_cells, labels):
                held[row.days[0][:7] if row.value else UNDATED].append(row)
        for deadline in item.notice.deadlines:
            if filters.takes_deadline(deadline):
                for row in _deadline_rows(item, deadline, notice_cells, labels):
                    held[row.days[0][:7] if row.value else UNDATED].append(row)
    groups = []
    for key in sorted(held, key=lambda key: (key == UNDATED, key)):
        rows = sorted(
            (row for row in held[key] if filters.covers(*row.days)),
            key=lambda row: (*_order(row), collator.key(row.entry.text)),
        )
        if rows:
            title = labels("Undated") if key == UNDATED else labels(f"month:{key}")
            entries = tuple(row.entry for row in rows)
            groups.append(Group(key, title, f"digest-dates-{key}", entries))
    return limited(groups, filters.limit)


def _order(row: _Row) -> tuple[str, int, str, int]:
    occasion = OCCASIONS.index(row.entry.cells["what"])
    if row.value is None:
        return row.days[0], 0, "", occasion
    time = row.value[11:] if "T" in row.value else ""
    return row.days[0], _PRECISIONS.index(precision_of(row.value)), time, occasion


def _row(item: Item, value: str, entry: Entry) -> _Row:
    """Place an entry by its date; one that says ``unknown`` stands by its notice's."""
    days = days_of(value) if known(value) else None
    if days is None:
        return _Row(None, (_anchor(item), _NEVER), entry)
    return _Row(value, days, entry)


def _dated_cells(value: str, what: str) -> dict[str, str]:
    cells = {"what": what, "date": value}
    if known(value) and days_of(value) and precision_of(value) in ("year", "quarter", "month"):
        cells["precision"] = precision_of(value)
    return cells


def _notice_cells(item: Item, labels: Labels) -> dict[str, str]:
    values = item.values
    cells = {name: values[name] for name in _NOTICE_CELLS if values.get(name)}
    cells["notice"] = item.notice.record.title
    if "withdrawn" in values:
        cells["withdrawn"] = str(values["withdrawn"])
    for name, cell in (
        ("issuer", labels("; ").join(item.issuers)),
        ("issue", issue_number(item.document)),
    ):
        if cell:
            cells[name] = cell
    return cells


def _notice_rows(item: Item, cells: Mapping[str, str], labels: Labels) -> Iterator[_Row]:
    values, title = item.values, item.notice.record.title
    found: list[tuple[str, str]] = []
    if known(values.get("published")) or not known(values.get("dated")):
        found.append(("Published", values.get("published", "")))
    else:
        found.append(("Dated", values["dated"]))
    if effective := values.get("effective"):
        if effective == "published":
            effective = values.get("published", "unknown")
        found.append(("Effective", effective))
    for what, value in found:
        if value:
            entry_cells = {**cells, "title": title, **_dated_cells(value, what)}
            yield _row(item, value, Entry(title, labels(what), (item.link(),), 0, entry_cells))


def _deadline_rows(
    item: Item, deadline: Record, notice_cells: Mapping[str, str], labels: Labels
) -> Iterator[_Row]:
    values = deadline.values
    own = {name: values[name] for name in _DEADLINE_CELLS if values.get(name)}
    cells = {**notice_cells, "title": deadline.title, **own}
    link = (item.link(deadline.id),)

    def row(value: str, what: str) -> _Row:
        entry_cells = {**cells, **_dated_cells(value, what)}
        entry = Entry(deadline.title, labels(what), link, 0, entry_cells, deadline)
        return _row(item, value, entry)

    start, end = _start(item, values), values.get("end")
    if start and end and known(start) and start[:10] == end[:10] and len(start) >= 10:
        yield row(start, "On")
    else:
        if start:
            yield row(start, "Starts")
        if end:
            yield row(end, "Ends")
    if on := values.get("on"):
        yield row(on, "On")
    if deadline.count:
        yield _counted_row(item, deadline, deadline.count, cells, labels)
    recurring = [row(value, what) for value, what in _recurring(item, values)]
    yield from recurring
    told = start or end or on or deadline.count or recurring
    if not told or ("every" in values and not recurring):
        yield _undated(item, deadline, cells, labels)


def _undated(item: Item, deadline: Record, cells: Mapping[str, str], labels: Labels) -> _Row:
    link = (item.link(deadline.id),)
    entry = Entry(deadline.title, labels("Due"), link, 0, {**cells, "what": "Due"}, deadline)
    return _Row(None, _bounds(item, deadline), entry)


def _counted_row(
    item: Item, deadline: Record, count: Count, cells: Mapping[str, str], labels: Labels
) -> _Row:
    """Place a counted deadline at its nominal end; it covers the days up to its rolled end."""
    ends = {"nominal_end": count.nominal_end, "rolled_end": count.rolled_end}
    cells = {**cells, "counted": count.state, **{k: v for k, v in ends.items() if v}}
    if count.nominal_end is None:
        return _undated(item, deadline, cells, labels)
    cells |= {"what": "Ends", "date": count.nominal_end}
    entry = Entry(deadline.title, labels("Ends"), (item.link(deadline.id),), 0, cells, deadline)
    rolled = count.rolled_end or _later(count.nominal_end, _LONGEST_HOLIDAY)
    return _Row(count.nominal_end, (count.nominal_end, rolled), entry)


def _recurring(item: Item, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (date, what) of what recurs, at most one a month of the issue's year."""
    if "every" not in values:
        return
    issue = item.document.issue
    begin, _, last = (issue.values.get("period", "") if issue else "").partition("/")
    if not days_of(last or begin):
        return
    year_end = date(int((last or begin)[:4]), 12, 31)
    since = days_of(date_of(item.notice.record) or "") or days_of(begin)
    start = known(_start(item, values) or "unknown")
    until = values.get("end")
    found = occurrences(
        values["every"],
        max(date.fromisoformat(since[0]) if since else year_end, date(year_end.year, 1, 1)),
        min(year_end, last_day(until)) if until and days_of(until) else year_end,
        first_day(start) if start and days_of(start) else None,
    )
    by_last_day = values.get("occurrence") == "last-day"
    for month, held in groupby(found, key=lambda days: days[by_last_day].isoformat()[:7]):
        days = list(held)
        if len(days) > 1:
            yield month, "On"
            continue
        window = _window(*days[0])
        if window is None or (by_last_day and days[0][0] != days[0][1]):
            yield days[0][1].isoformat(), "Ends"
        else:
            yield window, "On"


def _window(first: date, last: date) -> str | None:
    """Name a day, a month, a quarter or a year by its one value; None for other stretches."""
    day = first.isoformat()
    for value in (day, day[:7], f"{day[:4]}-Q{(first.month + 2) // 3}", day[:4]):
        if (first_day(value), last_day(value)) == (first, last):
            return value
    return None


def _start(item: Item, values: Mapping[str, Any]) -> str | None:
    start: str | None = values.get("start")
    if start != "published":
        return start
    published: str = item.values.get("published", "unknown")
    return published


def _anchor(item: Item) -> str:
    """Give the day of the notice, before which nothing is due; without one it may be any."""
    days = days_of(date_of(item.notice.record) or "")
    return days[0] if days else "0001-01-01"


def _bounds(item: Item, deadline: Record) -> tuple[str, str]:
    """Give the first and the last day that an end without a date may fall on."""
    count = deadline.count
    if count is None or count.anchor is None:
        return _anchor(item), _NEVER
    amount, _, unit = count.length.partition(" ")
    most = int(amount) * _MOST_DAYS[unit.removesuffix("s")] + _LONGEST_HOLIDAY
    return count.anchor, _later(count.anchor, most)


def _later(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return _NEVER
