"""When a deadline is over, and whether it was when its issue went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sphinx_digest.core.model import Document, Record
from sphinx_digest.core.times.dates import is_before, last_day
from sphinx_digest.core.times.issue_days import contradiction

#: Kinds of deadlines that take place, and do not close; a review has to be finished.
HAPPENINGS = frozenset({"event", "training"})


@dataclass(frozen=True, slots=True)
class End:
    """The end of a deadline: the field that has it, its value, and its last day, included."""

    name: str
    value: str
    last: date


def end_of(deadline: Record) -> End | None:
    """Give the one end of a deadline, the later one of a count; none of what comes again.

    What another one replaces has none any more.
    """
    values = deadline.values
    if "every" in values or values.get("status") == "cancelled" or deadline.replaced_by:
        return None
    for name in ("end", "on"):
        if name in values:
            value: str = values[name]
            start = values.get("start", "published")
            if start != "published" and is_before(value, start):
                return None  # told as such
            return End(name, value, last_day(value))
    count = deadline.count
    counted = count and (count.rolled_end or count.nominal_end)
    return End("within", counted, date.fromisoformat(counted)) if counted else None


def day_of_issue(document: Document) -> date | None:
    """Give the day an issue goes out: as written, else the last day of its period.

    Of two that contradict each other it is the one that the notices bear out.
    """
    values = document.issue.values if document.issue else {}
    doubt = contradiction(document)
    written = doubt.beside if doubt else values.get("published") or values.get("period", "")
    written = written.rpartition("/")[2]
    return date.fromisoformat(written) if written else None


def was_over(deadline: Record, day: date | None) -> bool:
    """Say whether a deadline was over before a day; what only happens is not."""
    end = end_of(deadline)
    happens = deadline.values.get("kind") in HAPPENINGS
    return end is not None and day is not None and end.last < day and not happens
