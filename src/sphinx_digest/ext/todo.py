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
from sphinx_digest.core.times.replaced import is_extended
from sphinx_digest.ext.amended import is_withdrawn
from sphinx_digest.ext.dues import Due, due_of, held, time_html
from sphinx_digest.ext.own_columns import OwnCell, OwnColumns
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
class Parted:
    """Rows by whom they concern: those who apply, others, and those who may not do something."""

    ours: list[Row]
    others: list[Row]
    barred: list[Row]

    @property
    def aside(self) -> list[tuple[str, list[Row]]]:
        """Give what is not for those who apply to do, each with its title."""
        titled = (
            (str(_("For forwarding bodies and authorities")), self.others),
            (str(_("What is barred")), self.barred),
        )
        return [(title, rows) for title, rows in titled if rows]


def part(rows: Iterable[Row]) -> Parted:
    """Part rows by whom they concern; a restriction is nothing to do."""
    parted = Parted([], [], [])
    for row in rows:
        values = row.deadline.values
        if values.get("kind") == "restriction":
            held_by = parted.barred
        else:
            ours = values.get("actor", "applicant") == "applicant"
            held_by = parted.ours if ours else parted.others
        held_by.append(row)
    return parted


@dataclass(frozen=True, slots=True)
class Tables:
    """Writes tables of deadlines for one page; ``status`` words what became of one.

    ``own`` are the columns of the project's own fields.
    """

    address: Address
    status: Property
    language: Language
    own: OwnColumns

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
        parted = part(Row(one.issue, one.notice, one.deadline) for one in running)
        title = str(_("Dates ahead"))
        shown = parted.ours[:limit]
        parts = [_heard(title), self.table(title, shown, None)] if shown else []
        if later := parted.ours[limit:]:
            parts.append(self.on_demand(str(_("Later dates")), later, None))
        parts += [self.on_demand(words, rows, None) for words, rows in parted.aside]
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
        parted = part(rows)
        ours = parted.ours
        parts = [f'<div class="{name} digest-block">']
        if ours:
            parts += [_heard(title), self.table(title, ours[:limit], day)]
            if later := ours[limit:] if limit else ():
                parts.append(self.on_demand(str(_("Later dates")), later, day))
        else:
            nothing = _("Nothing that binds applicants.")
            parts.append(
                f'<p class="digest-block-title" role="heading" aria-level="2">{escape(title)}</p>'
                f"<p>{nothing}</p>"
            )
        parts += [self.on_demand(words, rows, day) for words, rows in parted.aside]
        return "".join([*parts, "</div>\n"])

    def table(self, title: str, rows: Iterable[Row], day: date | None) -> str:
        """Write a table, the earliest day first, what has none last."""
        # The roles hold where a telephone shows rows as blocks, which are no rows to a browser.
        heads = [escape(str(words)) for words in (_("When"), _("What"), _("For whom"), _("Notice"))]
        if own := self.own.heads():
            heads.insert(-1, " ".join(_own(name, escape(label)) for name, label in own))
        head = "".join(f'<th scope="col" role="columnheader">{words}</th>' for words in heads)
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
        if status == "cancelled" or (status == "extended" and not is_extended(deadline)):
            words = escape(code_label(self.status, status, self.language))
            marks += f' <span class="digest-status">{words}</span>'
        when = time_html(due)
        if due.more:
            when += f' <span class="digest-when">{self.more(due, deadline)}</span>'
        whom = escape(deadline.values.get("for", "")) or _quiet(str(_("not said")))
        own = self.own.cells(notice)
        ours = " ".join(self.own_value(cell) for cell in own if cell.text)
        said = "".join(
            (
                *(_cell(f"{when}{marks}"), _cell(self.link(docname, deadline))),
                _cell(self.labelled(str(_("For whom")), whom)),
                *([_cell(ours)] if own else []),
                _cell(self.link(docname, notice)),
            )
        )
        look = ' class="digest-marked"' if any(cell.marked for cell in own) else ""
        return f'<tr role="row"{look}>{said}</tr>\n'

    def more(self, due: Due, deadline: Record) -> str:
        """Write what else there is to say of a day; what was put off leads to where to."""
        by = deadline.replaced_by
        if by is None:
            return held(due.more)
        address = escape(self.address(by.docname, by.id))
        return f'<a class="reference internal" href="{address}">{held(due.more)}</a>'

    def own_value(self, cell: OwnCell) -> str:
        """Write what the project itself says; a mark is no matter of colour alone."""
        text = escape(cell.text)
        words = f"<strong>{text}</strong>" if cell.marked else text
        value = f' data-digest-value="{text}"'
        return _own(cell.name, self.labelled(cell.label, words), value)

    def labelled(self, label: str, words: str) -> str:
        """Write a cell with the head of its column, for where there are no columns."""
        return f'<span class="digest-cell-label">{escape(self.label(label))}</span>{words}'

    def label(self, words: str) -> str:
        """Write a label before what it names."""
        return f"{words}：" if self.language == "zh" else f"{words}: "

    def link(self, docname: str, record: Record) -> str:
        """Write a link to a record."""
        address = escape(self.address(docname, record.id))
        return f'<a class="reference internal" href="{address}">{escape(record.title)}</a>'


def _heard(title: str) -> str:
    """Write a heading for those who hear the page; the eye has the caption."""
    return f'<p class="digest-heard" role="heading" aria-level="2">{escape(title)}</p>'


def _cell(content: str) -> str:
    return f'<td role="cell">{content}</td>'


def _own(name: str, content: str, value: str = "") -> str:
    return f'<span class="digest-own" data-digest-own="{escape(name)}"{value}>{content}</span>'


def _quiet(words: str) -> str:
    return f'<span class="digest-unknown">{escape(words)}</span>'
