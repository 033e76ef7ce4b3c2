"""What an issue says of days on a screen: what to do by when, and what still runs from before.

The tables are written as HTML: they have captions, and days that a script can count from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.properties import Property
from sphinx_digest.core.still_open import Running
from sphinx_digest.core.times.closing import day_of_issue, was_over
from sphinx_digest.core.times.counting_words import last_day_words
from sphinx_digest.ext.amended import is_withdrawn
from sphinx_digest.ext.dues import Due, due_of, held, time_html
from sphinx_digest.ext.words import _, code_label

#: So many lines of earlier issues stand above the contents of an issue.
_STILL = 8

#: Gives the address of a record: the page it stands on and its id.
Address = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a deadline, the notice and the issue it stands in."""

    issue: Document
    notice: Notice
    deadline: Record


@dataclass(frozen=True, slots=True)
class Tables:
    """Writes tables of deadlines for one page; ``status`` words what became of one."""

    address: Address
    status: Property
    language: Language

    def to_do(self, issue: Document) -> str:
        """Write what an issue asks its readers to do by when, and apart what binds others."""
        rows = [
            Row(issue, notice, deadline)
            for notice in issue.notices
            for deadline in notice.deadlines
        ]
        return self.section(
            "digest-deadlines", str(_("What to do by when")), rows, day_of_issue(issue)
        )

    def still_open(self, running: Sequence[Running]) -> str:
        """Write what earlier issues told of and is still to come."""
        rows = [Row(one.issue, one.notice, one.deadline) for one in running]
        title = str(_("From earlier issues, still open"))
        return self.section("digest-still-open", title, rows, None, _STILL)

    def ahead(self, running: Sequence[Running], limit: int) -> str:
        """Write what is still to come of the whole digest; what is past ``limit`` on demand."""
        rows = [Row(one.issue, one.notice, one.deadline) for one in running]
        ours = [row for row in rows if binds_applicants(row.deadline)]
        later, others = ours[limit:], [row for row in rows if not binds_applicants(row.deadline)]
        title = str(_("Dates ahead"))
        parts = [self.table(title, ours[:limit], None)] if ours else []
        if later:
            parts.append(self.on_demand(str(_("Later dates")), later, None))
        if others:
            parts.append(self.on_demand(_others(), others, None))
        return f'<div class="digest-ahead digest-block">{"".join(parts)}</div>\n'

    def on_demand(self, title: str, rows: Sequence[Row], day: date | None) -> str:
        """Write a table that a reader opens."""
        counted = escape(str(_("%(title)s (%(count)d)")) % {"title": title, "count": len(rows)})
        table = self.table(title, rows, day)
        return f"<details><summary>{counted}</summary>{table}</details>"

    def section(
        self, name: str, title: str, rows: Sequence[Row], day: date | None, limit: int | None = None
    ) -> str:
        """Write a table for those whom it binds; what binds others opens on demand.

        So does what is past ``limit``, of rows in the order of their days.
        """
        if not rows:
            return ""
        ours = [row for row in rows if binds_applicants(row.deadline)]
        others = [row for row in rows if not binds_applicants(row.deadline)]
        parts = [f'<div class="{name} digest-block">']
        if ours:
            parts.append(self.table(title, ours[:limit], day))
            if later := ours[limit:] if limit else ():
                parts.append(self.on_demand(str(_("Later dates")), later, day))
        else:
            nothing = _("Nothing that binds applicants.")
            parts.append(f'<p class="digest-block-title">{escape(title)}</p><p>{nothing}</p>')
        if others:
            parts.append(self.on_demand(_others(), others, day))
        return "".join([*parts, "</div>\n"])

    def table(self, title: str, rows: Iterable[Row], day: date | None) -> str:
        """Write a table, the earliest day first, what has none last."""
        # The roles hold where a telephone shows rows as blocks, which are no rows to a browser.
        head = "".join(
            f'<th scope="col" role="columnheader">{escape(words)}</th>'
            for words in (str(_("When")), str(_("What")), str(_("For whom")), str(_("Notice")))
        )
        worded = [(due_of(row.deadline, self.language), row) for row in rows]
        worded.sort(key=lambda one: one[0].sort_key)
        lines = "".join(self.line(due, row, day) for due, row in worded)
        return (
            '<div class="digest-scroll"><table class="digest-table digest-glance" role="table">'
            f"<caption>{escape(title)}</caption>"
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{lines}</tbody></table></div>'
        )

    def line(self, due: Due, row: Row, day: date | None) -> str:
        """Write one line; what was over before ``day`` is marked."""
        deadline, notice, docname = row.deadline, row.notice.record, row.issue.docname
        marks = ""
        if day and was_over(deadline, day):
            words = escape(str(_("closed before this issue")))
            marks += f' <span class="digest-closed">{words}</span>'
        if is_withdrawn(row.notice):
            due = due.off()
            marks = f' <span class="digest-status digest-off">{escape(str(_("withdrawn")))}</span>'
        status = deadline.values.get("status")
        if status in ("extended", "cancelled"):
            words = escape(code_label(self.status, status, self.language))
            marks += f' <span class="digest-status">{words}</span>'
        more = due.more and last_day_words(deadline, self.language)
        when = time_html(due)
        if more and more != due.day:
            when += f' <span class="digest-when">{held(_without(more, due.day))}</span>'
        whom = escape(deadline.values.get("for", "")) or _quiet(str(_("not said")))
        label = escape(self.label(str(_("For whom"))))
        cells = (
            f"{when}{marks}",
            self.link(docname, deadline),
            f'<span class="digest-cell-label">{label}</span>{whom}',
            self.link(docname, notice),
        )
        said = "".join(f'<td role="cell">{cell}</td>' for cell in cells)
        return f'<tr role="row">{said}</tr>\n'

    def label(self, words: str) -> str:
        """Write a label before what it names."""
        return f"{words}：" if self.language == "zh" else f"{words}: "

    def link(self, docname: str, record: Record) -> str:
        """Write a link to a record."""
        address = escape(self.address(docname, record.id))
        return f'<a class="reference internal" href="{address}">{escape(record.title)}</a>'


def _others() -> str:
    return str(_("For forwarding bodies and authorities"))


def binds_applicants(deadline: Record) -> bool:
    """Say whether a deadline binds those who apply, as it does where nothing else is said."""
    return bool(deadline.values.get("actor", "applicant") == "applicant")


def _without(words: str, day: str) -> str:
    """Give a wording without the day that stands before it."""
    return words.removeprefix(day).removeprefix(" 止").strip() if words != day else ""


def _quiet(words: str) -> str:
    return f'<span class="digest-unknown">{escape(words)}</span>'
