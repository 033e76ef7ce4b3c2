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
from sphinx_digest.core.times.closing import end_of
from sphinx_digest.core.times.counting_words import counted_words, weekday_words, when_words
from sphinx_digest.core.times.dates import first_day, precision_of
from sphinx_digest.ext.words import _

#: Kinds of deadlines that happen and do not close.
HAPPENINGS = frozenset({"event", "training", "review"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Due:
    """The day of a deadline at a glance: its ``label``, the ``day`` in words, what else to say.

    ``last`` is the last day, included, that it can be met, where one is known.
    """

    label: str
    day: str
    iso: str | None = None
    last: date | None = None
    weekday: str = ""
    more: str = ""
    happens: bool = False  # it takes place, and does not close

    @property
    def sort_key(self) -> tuple[bool, str]:
        """Sort the earliest first, what has no day last."""
        return (self.iso is None, self.iso or "")

    def off(self) -> Due:
        """Give the day as one that nobody has to count to, as of a withdrawn notice."""
        return replace(self, last=None)


def due_of(deadline: Record, language: Language) -> Due:
    """Give the day of a deadline: its end, of a count the nominal one; else what is known."""
    values, end = deadline.values, end_of(deadline)
    whole = when_words(deadline, language)
    happens = values.get("kind") in HAPPENINGS
    label = str(_("Takes place")) if happens else str(_("Ends"))
    if end is not None and end.name == "on" and not happens:
        label, happens = str(_("When")), True
    if end is None:
        start = values.get("start", "published")
        only = not {"every", "event", "within"} & values.keys()
        if start != "published" and only and values.get("status") != "cancelled":
            return Due(str(_("Starts")), wording.date_words(start, language), start)
        return Due(str(_("When")), whole)
    nominal = deadline.count.nominal_end if end.name == "within" and deadline.count else None
    shown = nominal or end.value
    day = wording.date_words(shown, language)
    exact = precision_of(shown) in ("day", "minute")
    return Due(
        label,
        day,
        shown[:10] if exact else end.last.isoformat(),
        end.last,
        weekday_words(first_day(shown), language) if exact else "",
        "" if whole in (day, f"{day} 止", f"until {day}") else whole,
        happens,
    )


def time_html(due: Due) -> str:
    """Write the day as ``time``, where it is one, with the last day for the script."""
    words = escape(due.day)
    if due.iso is None:
        return f'<span class="digest-day">{words}</span>'
    last = f' data-digest-last="{due.last.isoformat()}"' if due.last else ""
    happens = " data-digest-happens" if due.happens else ""
    return (
        f'<time class="digest-day digest-token" datetime="{due.iso}"{last}{happens}>{words}</time>'
    )


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
    if how := counted_words(deadline, language):
        parts.append(
            f'<details class="digest-how"><summary>{escape(str(_("How counted")))}</summary>'
            f"<p>{held(how)}</p></details>"
        )
    return "".join([*parts, "</div>"])


def held(text: str) -> str:
    """Escape a text; its dates are not broken at the end of a line."""
    return _DAY.sub(r'<span class="digest-token">\g<0></span>', escape(text))


def html(text: str) -> nodes.raw:
    """Make the node for a piece of HTML."""
    return nodes.raw("", text, format="html")
