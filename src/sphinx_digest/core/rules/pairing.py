"""Which deadline of a notice each day in its running text is, or must be meant for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from sphinx_digest.core.model import Field, Notice, Record
from sphinx_digest.core.rules.agreement import agrees, anchor_days, in_year_of, same_length
from sphinx_digest.core.rules.cues import Concern, Mention, Told, times_near, told_in
from sphinx_digest.core.rules.days import written_day
from sphinx_digest.core.rules.shape import Page, once_a_page
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.times.counting import fits_length
from sphinx_digest.core.times.dates import first_day, last_day, precision_of
from sphinx_digest.core.times.issue_days import shifted
from sphinx_digest.core.times.written_times import WrittenTime

#: A mention that no deadline has, and the one that must mean it, if any.
Pair = tuple[Record | None, Mention]
#: A month and a day of it; 0 where a value is no more exact than the month.
_Key = tuple[int, int]

_CONCERN_OF: dict[str, Concern] = {
    "application": "hand-in", "submission": "hand-in", "filing": "hand-in",
    "registration": "hand-in", "report": "hand-in",
    "comments": "views", "public-notice": "views",
    "training": "event", "event": "event", "review": "event",
}  # fmt: skip
_CONCERNS: tuple[Concern, ...] = ("hand-in", "views", "event", "")
#: How far apart two readings of one day are where a digit is mistyped.
_NEAR = timedelta(3)
_DATED = ("end", "on", "start", "within")


@once_a_page
def pairs_of(page: Page) -> tuple[tuple[Pair, ...], ...]:
    """Give the pairs of each notice of a page, in the order of its notices."""
    return tuple(tuple(_pairs(page, notice)) for notice in page.document.notices)


def own_times(
    page: Page, notice: Notice, deadline: Record
) -> tuple[Field, tuple[WrittenTime, ...]] | None:
    """Read the times in the wording that a deadline keeps; None where it has none to read."""
    if "text" not in deadline.values:
        return None
    fields = page.reading.blocks[deadline.block].fields
    written = next((f for f in fields if f.text.span() == deadline.places["text"]), None)
    values = deadline.values
    days = (values.get(name, "published") for name in ("start", "on", "end"))
    day = next((first_day(value) for value in days if value != "published"), None)
    near = day or written_day(notice.record, "published")
    if written is None or near is None:
        return None
    text = written.text.value
    times = times_near(text, near, page.settings.timezone)
    return written, tuple(time for time in times if not _is_vague(time, text))


def _is_vague(time: WrittenTime, text: str) -> bool:
    return time.fuzzy and any(word in text[time.start : time.end] for word in ("左右", "前后"))


def _pairs(page: Page, notice: Notice) -> Iterator[Pair]:
    told = told_in(page, notice)
    if not told.mentions:
        return
    deadlines = _Deadlines(notice, page.settings.calendar)
    said = _said_otherwise(page, notice)
    left: list[Mention] = []
    met: set[int] = set()
    for mention in told.mentions:
        of_it = deadlines.of(mention)
        met |= of_it or set()
        if of_it is None and not said & _saying(mention.time):
            left.append(mention)
    # What could not be read may be what any of these is.
    if not left or any(_is_unread(page, record) for record in notice.deadlines):
        return
    unmet = _Unmet(
        record
        for index, record in enumerate(notice.deadlines)
        if index not in met and _may_be_meant(page, notice, record, told)
    )
    alone = len(left) == len(unmet.records) == 1
    undated = any(_is_undated(record) for record in notice.deadlines)
    for mention in left:
        same = unmet.meant_by(mention, alone)
        if same is None:
            yield None, mention
        elif not undated:
            unmet.remove(same)
            yield unmet.records[same], mention


def _is_unread(page: Page, record: Record) -> bool:
    """Say whether a date of a deadline is written, and could not be read."""
    return any(
        field.key in _DATED and field.key not in record.values and field.text.value.strip() != ""
        for field in page.reading.blocks[record.block].fields
    )


def _is_undated(record: Record) -> bool:
    values = record.values
    return values.get("status") != "tba" and not any(n in values for n in (*_DATED, "every"))


def _said_otherwise(page: Page, notice: Notice) -> set[str]:
    """Give the times that deadlines keep in their wording, and do not have themselves.

    Such a deadline is told of by itself; where the text repeats its wording, it is no other one.
    """
    said: set[str] = set()
    for record in notice.deadlines:
        own = own_times(page, notice, record)
        if own and not _says_its_end(record, own[1]):
            said = said.union(*map(_saying, own[1]))
    return said


def _saying(time: WrittenTime) -> set[str]:
    if time.last is None:
        return {time.length} if time.length else set()
    return {time.last[5:10]}


def _says_its_end(record: Record, times: Iterable[WrittenTime]) -> bool:
    value = record.values.get("end") or record.values.get("on")
    return value is not None and any(
        agrees(value, time.last, time.inferred or bool(record.inferred))
        for time in times
        if time.last and time.bound != "from"
    )


def _may_be_meant(page: Page, notice: Notice, record: Record, told: Told) -> bool:
    """Say whether a deadline may be what another day in the text stands for."""
    values = record.values
    value = values.get("end") or values.get("on")
    if value is None or values.get("status") == "cancelled" or "every" in values:
        return False
    if precision_of(value) not in ("day", "minute"):
        return False
    if value[:10] in told.other_days or value[5:10] in told.other_days:
        return False
    own = own_times(page, notice, record)
    return own is None or not _says_its_end(record, own[1])


def _keys(value: str) -> Iterator[_Key]:
    """Give the months, or the day, that a value is."""
    if precision_of(value) in ("day", "minute"):
        yield int(value[5:7]), int(value[8:10])
    else:
        for month in range(first_day(value).month, last_day(value).month + 1):
            yield month, 0


def _keys_met(written: str) -> Iterator[_Key]:
    """Give the keys of all values that may agree with a written one, in whatever year."""
    for month, day in _keys(written):
        yield month, 0
        for number in (day,) if day else range(1, 32):
            yield month, number
        if written[10:16] == "T00:00":
            before = shifted(last_day(written), -timedelta(1))
            yield before.month, before.day
            if before.month == 2:
                yield from ((2, 28), (2, 29))


@dataclass(slots=True)
class _Deadlines:
    """The deadlines of a notice by the days they have."""

    notice: Notice
    calendar: Calendar
    by_day: dict[_Key, list[int]] = field(default_factory=dict)
    by_end: dict[_Key, list[int]] = field(default_factory=dict)
    endless: dict[_Key, list[int]] = field(default_factory=dict)
    repeated: set[Concern] = field(default_factory=set)
    known: dict[tuple[object, ...], set[int] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, record in enumerate(self.notice.deadlines):
            if "every" in record.values:
                self.repeated.add(concern_of(record))
            end = record.values.get("end")
            for key in _keys(end) if end else ():
                self.by_end.setdefault(key, []).append(index)
            for day in _days_of(record):
                for key in _keys(day):
                    self.by_day.setdefault(key, []).append(index)
                    if end is None:
                        self.endless.setdefault(key, []).append(index)

    def of(self, mention: Mention) -> set[int] | None:
        """Find the deadlines that have the day, or the length, that a text states.

        None where there is none; one that has been found for such a mention is not given again.
        """
        time = mention.time
        same = (time.first, time.last, time.length, time.anchor, time.inferred)
        if same in self.known:
            found = self.known[same]
            found = None if found is None else set()
        else:
            found = self.known[same] = self._having(time)
        if found is None and self.repeated & {"", mention.concern}:
            return set()
        return found

    def _having(self, time: WrittenTime) -> set[int] | None:
        deadlines = self.notice.deadlines
        possible: Iterable[int] = range(len(deadlines))
        if time.last is not None:
            # The end of a range is an end; only what has none may lie on either side of it.
            known = self.by_end if time.first else self.by_day
            possible = {i for key in _keys_met(time.last) for i in known.get(key, ())}
            if time.first:
                keys = {*_keys_met(time.first), *_keys_met(time.last)}
                possible |= {i for key in keys for i in self.endless.get(key, ())}
        found = {i for i in possible if _has(deadlines[i], time, self.notice, self.calendar)}
        return found or None


def _days_of(record: Record) -> list[str]:
    values = record.values
    days: list[str] = [values[name] for name in ("end", "on", "start") if name in values]
    if record.count:
        days += filter(None, (record.count.nominal_end, record.count.rolled_end))
    return [day for day in days if day != "published"]


def _has(record: Record, time: WrittenTime, notice: Notice, calendar: Calendar) -> bool:
    """Say whether a deadline has the day, or the length, that a text states."""
    values, days = record.values, _days_of(record)
    if time.length and time.last is None:
        own = values.get("within") or values.get("length")
        return (own is not None and same_length(own, time.length)) or any(
            fits_length(start, last_day(day), time.length, calendar) != "neither"
            for start in anchor_days(time.anchor, notice, record)
            for day in days
        )
    written = [value for value in (time.first, time.last) if value]
    if time.first and "end" in values:
        days, written = [values["end"]], written[1:]
    inferred = time.inferred or bool(record.inferred)
    return any(agrees(day, value, inferred) for day in days for value in written)


class _Unmet:
    """The deadlines that no mention has, by what they are about and the days they have."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self.by_key: dict[tuple[object, ...], dict[int, None]] = {}
        for index, record in enumerate(self.records):
            for key in self._keys_of(record):
                self.by_key.setdefault(key, {})[index] = None

    def _keys_of(self, record: Record) -> Iterator[tuple[object, ...]]:
        concern, start = concern_of(record), record.values.get("start", "published")
        yield ("end", concern, *next(_keys(_end_of(record))))
        if start != "published":
            for key in _keys(start):
                yield ("start", concern, *key)

    def remove(self, index: int) -> None:
        """Leave out a deadline that is met."""
        for key in self._keys_of(self.records[index]):
            self.by_key[key].pop(index, None)

    def meant_by(self, mention: Mention, alone: bool) -> int | None:
        """Find the one deadline that a day in the text stands for; None where it is not one."""
        same: set[int] = set()
        for index in self._possible(mention, alone):
            if _means(self.records[index], mention, alone):
                same.add(index)
            if len(same) > 1:
                return None
        return same.pop() if same else None

    def _possible(self, mention: Mention, alone: bool) -> Iterator[int]:
        if mention.time.last is None:
            return
        if alone:
            yield 0
        for kind, month, day in _keys_near(mention.time):
            for concern in (mention.concern, "") if mention.concern else _CONCERNS:
                yield from self.by_key.get((kind, concern, month, day), ())


def _keys_near(time: WrittenTime) -> set[tuple[str, int, int]]:
    """Give the keys of the deadlines that a time may mean, in whatever year."""
    last = last_day(time.last or "")
    # One day more than is near: a leap day is in one year and not in another.
    near = (shifted(last, timedelta(days)) for days in range(-_NEAR.days - 1, _NEAR.days + 2))
    keys = {("end", day.month, day.day) for day in near}
    keys |= {("end", month, last.day) for month in (last.month - 1, last.month + 1)}
    if time.first:
        keys |= {("start", *key) for key in _keys_met(time.first)}
    return keys


def _means(record: Record, mention: Mention, alone: bool) -> bool:
    """Say whether a deadline and a day in the text clearly are one thing."""
    time, concern = mention.time, concern_of(record)
    if time.last is None or (concern and mention.concern and concern != mention.concern):
        return False
    start = record.values.get("start", "published")
    if time.first and start != "published" and agrees(start, time.first, time.inferred):
        return True
    value = _end_of(record)
    mine, other = last_day(value), in_year_of(time, value)
    if abs(mine - other) <= _NEAR or (mine.month, mine.day) == (other.month, other.day):
        return True
    if (mine.day, mine.year) == (other.day, other.year) and abs(mine.month - other.month) == 1:
        return True
    # What keeps the wording it was taken from is not the one that another day stands for.
    return alone and concern == mention.concern != "" and "text" not in record.values


def _end_of(record: Record) -> str:
    value: str = record.values.get("end") or record.values["on"]
    return value


def concern_of(record: Record) -> Concern:
    """Give what a deadline is about."""
    return _CONCERN_OF.get(record.values.get("kind", ""), "")
