"""Times of deadlines in HTML: the day at a glance, and days that a script can count from.

They are written as HTML, since docutils has no ``time`` and no ``details``; other builders show
the same words as facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from docutils import nodes

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Record
from sphinx_digest.core.times import wording
from sphinx_digest.core.times.closing import HAPPENINGS, End, end_of
from sphinx_digest.core.times.counting_words import (
    how_words,
    last_day_words,
    mark_words,
    moved_words,
    weekday_words,
)
from sphinx_digest.core.times.dates import first_day, precision_of
from sphinx_digest.core.times.replaced import ORIGINALLY, replaced_words
from sphinx_digest.ext.words import _

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE_DAY = re.compile(_DAY.pattern + r"(?: [0-9]{2}:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Due:
    """The day of a deadline at a glance: its ``label``, the ``day`` in words, what else to say.

    ``iso`` is the day that counts for its readers: the first of what takes place, the nominal
    end of a count. ``last`` is the last day, included, that it can be met, where one is known;
    ``mark`` says that the day was computed.
    """

    label: str
    day: str
    iso: str | None = None
    last: date | None = None
    weekday: str = ""
    more: str = ""
    mark: str = ""
    happens: bool = False  # it takes place, and does not close
    replaced: bool = False  # another day holds in its stead

    @property
    def sort_key(self) -> tuple[bool, str]:
        """Sort the earliest first, what has no day last."""
        return (self.iso is None, self.iso or "")

    def off(self) -> Due:
        """Give the day as one that nobody has to count to, as of a withdrawn notice."""
        return replace(self, last=None)


def due_of(deadline: Record, language: Language) -> Due:
    """Give the day of a deadline: its end, of a count the nominal one; else what is known.

    What takes place is shown from its start. What was put off says from when, or to when.
    """
    chinese = language == "zh"
    said = ("，" if chinese else "; ").join(replaced_words(deadline, language))
    due = _own_due(replace(deadline, replaced_by=None, replaced_due=""), language)
    if not said:
        return due
    due = replace(due, more=("；" if chinese else "; ").join(filter(None, (due.more, said))))
    if deadline.replaced_by is None:
        return due
    return replace(due.off(), label=ORIGINALLY[language], weekday="", replaced=True)


def _own_due(deadline: Record, language: Language) -> Due:
    values, end = deadline.values, end_of(deadline)
    whole = last_day_words(deadline, language)
    if end is None:
        start = values.get("start", "published")
        only = not {"every", "event", "within"} & values.keys()
        if start != "published" and only and values.get("status") != "cancelled":
            return Due(str(_("Starts")), wording.date_words(start, language), start)
        return Due(str(_("When")), whole)
    if end.name == "within":
        return _counted(deadline, end, whole, language)
    happens = values.get("kind") in HAPPENINGS
    first = values.get("start", "published")
    if happens and end.name == "end" and first != "published":
        shown, counts = first, first_day(first)
        day = wording.range_words(first, end.value, language)
        one_day = counts == end.last
    else:
        shown, counts, one_day = end.value, end.last, True
        day = wording.date_words(end.value, language)
    exact = precision_of(shown) in ("day", "minute")
    return Due(
        _label(deadline, end),
        day,
        shown[:10] if exact else counts.isoformat(),
        end.last,
        weekday_words(first_day(shown), language) if exact and one_day else "",
        "" if whole in (day, wording.behind(day, "止"), f"until {day}") else whole,
        happens=happens or end.name == "on",
    )


def _label(deadline: Record, end: End) -> str:
    kind = deadline.values.get("kind")
    if kind in HAPPENINGS:
        return str(_("Takes place"))
    if end.name == "on":
        return str(_("When"))
    return str(_("Barred until")) if kind == "restriction" else str(_("Ends"))


def _counted(deadline: Record, end: End, whole: str, language: Language) -> Due:
    count = deadline.count
    assert count is not None
    day = count.nominal_end or end.value
    words = mark_words(count, language)
    plain = whole in (f"{day} 止{words}", f"until {day}{words}")
    return Due(
        _label(deadline, end),
        day,
        day,
        end.last,
        weekday_words(first_day(day), language),
        moved_words(count, language) if plain else whole,
        str(_(" (computed)")),
        deadline.values.get("kind") in HAPPENINGS,
    )


def time_html(due: Due) -> str:
    """Write the day as ``time``, where it is one, with the last day for the script."""
    one_day = _ONE_DAY.fullmatch(due.day)
    words = escape(due.day) if one_day else held(due.day)
    if due.replaced and due.iso:
        words = f"<s>{words}</s>"
    if due.mark:
        words += f'<span class="digest-computed">{escape(due.mark)}</span>'
    if due.iso is None:
        return f'<span class="digest-day digest-undated">{words}</span>'
    last = f' data-digest-last="{due.last.isoformat()}"' if due.last else ""
    happens = " data-digest-happens" if due.happens else ""
    look = "digest-day digest-token" if one_day else "digest-day"
    return f'<time class="{look}" datetime="{due.iso}"{last}{happens}>{words}</time>'


def due_html(deadline: Record, due: Due, language: Language) -> str:
    """Write the day of a deadline large, with the whole wording and how it was counted."""
    name = "digest-due" if due.iso else "digest-due digest-open"
    label = f'<span class="digest-due-label">{escape(due.label)}</span>'
    parts = [f'<div class="{name}"><p>{label} {time_html(due)}']
    if due.weekday:
        parts.append(f' <span class="digest-weekday">{escape(due.weekday)}</span>')
    parts.append("</p>")
    if due.more:
        parts.append(f'<p class="digest-when">{held(due.more)}</p>')
    if how := how_words(deadline, language):
        parts.append(
            f'<details class="digest-how"><summary>{escape(str(_("How counted")))}</summary>'
            f"<p>{held(how)}</p></details>"
        )
    return "".join([*parts, "</div>"])


def put_off_html(deadline: Record, due: Due) -> str:
    """Write to when or from when a deadline was put off; nothing of others."""
    if not (deadline.replaced_by or deadline.replaced_due) or not due.more:
        return ""
    return f' <span class="digest-when">{held(due.more)}</span>'


def held(text: str) -> str:
    """Escape a text; its dates are not broken at the end of a line."""
    return _DAY.sub(r'<span class="digest-token">\g<0></span>', escape(text))


def html(text: str) -> nodes.raw:
    """Make the node for a piece of HTML."""
    return nodes.raw("", text, format="html")
