"""The index of dates: what is published, takes effect, starts, happens and ends, by month."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sphinx_digest.core.dates import precision_of
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
from sphinx_digest.core.model import Record
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.store import Digest

#: What a date is, in the order of one day; each is a key of the labels.
OCCASIONS = ("Published", "Dated", "Effective", "Starts", "On", "Ends", "Due")
UNDATED = "undated"

_PRECISIONS = ("year", "quarter", "month", "day", "minute")
_LENGTH = re.compile(r"([0-9]+) (day|week|month|year|working day)s?")
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
        return _Row(None, (_anchor(item, "published"), _NEVER), entry)
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
        return _row(item, value, Entry(deadline.title, labels(what), link, 0, entry_cells))

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
    if "within" in values or "every" in values or not (start or end or on):
        entry = Entry(deadline.title, labels("Due"), link, 0, {**cells, "what": "Due"})
        yield _Row(None, _bounds(item, values), entry)


def _start(item: Item, values: Mapping[str, Any]) -> str | None:
    start: str | None = values.get("start")
    if start != "published":
        return start
    published: str = item.values.get("published", "unknown")
    return published


def _anchor(item: Item, name: str) -> str:
    """Give the day a period is counted from; one that is not known may lie anywhere."""
    value = item.values.get(name)
    if value == "published" or known(value) is None:
        value = date_of(item.notice.record)
    days = days_of(value or "")
    return days[0] if days else "0001-01-01"


def _bounds(item: Item, values: Mapping[str, Any]) -> tuple[str, str]:
    """Give the first and the last day that an end without a date may fall on."""
    origin = values.get("from", "published")
    if origin == "event" or "within" not in values:
        return _anchor(item, "published"), _NEVER
    days = days_of(origin)
    first = days[0] if days else _anchor(item, origin)
    length = _LENGTH.fullmatch(values["within"])
    if length is None or (days is None and not date_of(item.notice.record)):
        return first, _NEVER
    most = int(length[1]) * _MOST_DAYS[length[2]] + _LONGEST_HOLIDAY
    try:
        return first, (date.fromisoformat(first) + timedelta(days=most)).isoformat()
    except OverflowError:
        return first, _NEVER
