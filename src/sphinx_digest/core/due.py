"""Count the end of every deadline that says how long, and say where nobody can."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sphinx_digest.core.draft import NoticeDraft
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Count, Diagnostic, Place, Record
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.times.counting import count_period
from sphinx_digest.core.times.counting_words import unknown_words
from sphinx_digest.core.times.dates import precision_of
from sphinx_digest.core.times.wording import ANCHOR_FIELDS, length_words


def count_deadlines(
    drafts: Iterable[NoticeDraft], failed: Mapping[int, Collection[str]], calendar: Calendar
) -> Iterator[Diagnostic]:
    """Put its count into each deadline of the drafts that has ``within``; yield what it lacks.

    ``failed`` names the fields, by block, that were written and could not be read: they have
    findings of their own, and nothing is counted from them or from others in their stead.
    """
    for draft in drafts:
        unread = failed.get(draft.record.block, ())
        for index, deadline in enumerate(draft.deadlines):
            if "within" not in deadline.values or "from" in failed.get(deadline.block, ()):
                continue
            count = count_deadline(deadline, draft.record, calendar)
            draft.deadlines[index] = counted = replace(deadline, count=count)
            if count.state == "undetermined":
                yield from _lacking(counted, count, draft.record, unread)


def count_deadline(deadline: Record, notice: Record, calendar: Calendar) -> Count:
    """Count the end of a deadline's period from the day that it, or its notice, names."""
    length: str = deadline.values["within"]
    origin: str = deadline.values.get("from", "published")
    if origin == "event":
        return Count(length, None, "", "event")
    anchor = _origin(origin, notice)[1]
    if anchor is None or precision_of(anchor) != "day":
        return Count(length, None, "", "undetermined")
    counted = count_period(date.fromisoformat(anchor), length, calendar)
    return Count(
        length,
        anchor,
        calendar.source,
        "computed" if counted.rolled else "undetermined",
        _iso(counted.nominal),
        _iso(counted.rolled),
        _iso(counted.undetermined),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _origin(origin: str, notice: Record) -> tuple[str, str | None]:
    """Give the notice's field that a period is counted from, and its date where it is known."""
    if origin == "effective" and notice.values.get("effective") == "published":
        origin = "published"
    if origin not in ANCHOR_FIELDS:
        return origin, origin
    written = notice.values.get(origin, "unknown")
    return origin, None if written == "unknown" else written


def _lacking(
    deadline: Record, count: Count, notice: Record, unread: Collection[str]
) -> Iterator[Diagnostic]:
    place = Place(deadline.file, deadline.places.get("within", deadline.opening))
    values = twin(
        "length", {"zh": length_words(count.length, "zh"), "en": length_words(count.length, "en")}
    )
    if count.anchor and count.unknown:
        day = date.fromisoformat(count.unknown)
        values |= twin("why", {"zh": unknown_words(day, "zh"), "en": unknown_words(day, "en")})
        values |= {"anchor": count.anchor, "year": str(day.year)}
        values |= twin("end", _end_known(count.nominal_end))
        yield Diagnostic("DGT120", place, values)
        return
    field, written = _origin(deadline.values.get("from", "published"), notice)
    missing = field not in notice.values
    if field in unread or (missing and field == "published"):
        return  # has a finding of its own
    values |= twin("field", ANCHOR_FIELDS[field])
    values |= {"name": field}
    if written:
        values |= twin("state", {"zh": f"只写到 {written}", "en": f"given as {written} only"})
    elif missing:
        values |= twin("state", {"zh": "却没有写", "en": "not given"})
    else:
        values |= twin("state", {"zh": "却是 unknown", "en": "unknown"})
    dated = _origin("dated", notice)[1]
    other = field == "published" and dated is not None and precision_of(dated) == "day"
    yield Diagnostic("DGT121", place, values, "help_dated" if other else "help")


def _end_known(nominal: str | None) -> dict[Language, str]:
    if nominal is None:
        return {"zh": "止日定不下来", "en": "the end is undetermined"}
    return {
        "zh": f"数到 {nominal}，要不要顺延定不下来",
        "en": f"it ends on {nominal}, and nobody knows whether that moves",
    }
