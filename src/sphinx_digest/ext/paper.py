"""What an issue says of days on paper and in plain text: the same tables as on a screen.

What a screen folds away is printed as a table of its own, or counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_digest.core.chains import Step
from sphinx_digest.core.model import Document
from sphinx_digest.core.properties import Property
from sphinx_digest.core.still_open import Running
from sphinx_digest.core.times import wording
from sphinx_digest.core.times.closing import day_of_issue, was_over
from sphinx_digest.core.times.counting_words import last_day_words
from sphinx_digest.core.times.replaced import is_extended
from sphinx_digest.ext.amended import is_withdrawn, withdrawn_mark
from sphinx_digest.ext.dues import due_of
from sphinx_digest.ext.foot import Foot
from sphinx_digest.ext.own_columns import OwnCell, OwnColumns
from sphinx_digest.ext.render import closed_mark
from sphinx_digest.ext.short_titles import short_title
from sphinx_digest.ext.tables import link_across, make_table
from sphinx_digest.ext.todo import Row, part
from sphinx_digest.ext.words import _, code_label

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_digest.core.messages import Language

#: So many lines of earlier issues are printed; the others are counted.
_STILL = 8
_WIDTHS = (22, 24, 18, 36)
_OWN_WIDTH = 10


@dataclass(frozen=True, slots=True)
class PaperTables:
    """Makes tables of deadlines for a page; ``status`` words what became of one."""

    builder: Builder
    docname: str
    status: Property
    language: Language
    own: OwnColumns

    def to_do(self, issue: Document) -> list[nodes.Node]:
        """Show what an issue asks its readers to do by when, and apart what binds others."""
        day = day_of_issue(issue)
        rows = [Row(issue, notice, one) for notice in issue.notices for one in notice.deadlines]
        parted = part(rows)
        shown: list[nodes.Node] = []
        title = str(_("What to do by when"))
        if parted.ours:
            shown.append(self.block("digest-deadlines", title, parted.ours, day))
        elif parted.aside:
            nothing = nodes.paragraph("", str(_("Nothing that binds applicants.")))
            shown.append(_block("digest-deadlines", title, nothing))
        for words, aside in parted.aside:
            shown.append(self.block("digest-others", words, aside, day))
        return shown

    def still_open(self, running: Sequence[Running]) -> list[nodes.Node]:
        """Show what earlier issues told of and is still to come, the soonest first."""
        parted = part(Row(one.issue, one.notice, one.deadline) for one in running)
        if not (ours := parted.ours):
            return []
        title = str(_("From earlier issues, still open"))
        block = self.block("digest-still-open", title, ours[:_STILL], None, numbered=True)
        left = [(str(_("Later dates")), ours[_STILL:]), *parted.aside]
        counted = [
            str(_("%(title)s (%(count)d)")) % {"title": words, "count": len(rows)}
            for words, rows in left
            if rows
        ]
        if counted:
            words = str(_("Not shown here: %s")) % str(_(", ")).join(counted)
            block += nodes.paragraph("", words, classes=["digest-not-shown"])
        return [block]

    def block(
        self,
        name: str,
        title: str,
        rows: Sequence[Row],
        day: date | None,
        *,
        numbered: bool = False,
    ) -> nodes.container:
        """Make a table under its title; with ``numbered``, notices name their issues."""
        head = [str(_("When")), str(_("What")), str(_("For whom"))]
        head += [*(label for _name, label in self.own.heads()), str(_("Notice"))]
        ordered = sorted(rows, key=lambda row: due_of(row.deadline, self.language).sort_key)
        cells = [self.cells(row, day, numbered=numbered) for row in ordered]
        widths = (*_WIDTHS[:-1], *([_OWN_WIDTH] * len(self.own.fields)), _WIDTHS[-1])
        return _block(
            name, title, make_table(head, cells, widths, ["digest-table", "digest-glance"])
        )

    def cells(self, row: Row, day: date | None, *, numbered: bool) -> list[list[nodes.Node]]:
        """Make the cells of a line; what was over before ``day`` is marked."""
        deadline, notice = row.deadline, row.notice.record
        when: list[nodes.Node] = [nodes.Text(last_day_words(deadline, self.language))]
        if is_withdrawn(row.notice):
            when += [nodes.Text(" "), withdrawn_mark()]
        elif day and was_over(deadline, day):
            when += [nodes.Text(" "), closed_mark()]
        status = deadline.values.get("status")
        if status == "cancelled" or (status == "extended" and not is_extended(deadline)):
            words = code_label(self.status, status, self.language)
            when += [nodes.Text(" "), nodes.inline("", words, classes=["digest-status"])]
        named: list[nodes.Node] = [self.link(row, notice.id, short_title(notice.title))]
        number = row.issue.issue.values.get("number") if numbered and row.issue.issue else None
        if number is not None:
            issue = str(_("Issue %s")) % number
            named.append(nodes.Text(f"（{issue}）" if self.language == "zh" else f" ({issue})"))
        whom = nodes.Text(str(deadline.values.get("for", "")))
        own = [[_own(cell)] for cell in self.own.cells(notice)]
        return [when, [self.link(row, deadline.id, deadline.title)], [whom], *own, named]

    def link(self, row: Row, id_: str, title: str) -> nodes.reference:
        """Link to a record of a row."""
        text = nodes.Text(title)
        return link_across(self.builder, self.docname, row.issue.docname, id_, text, None)


def _own(cell: OwnCell) -> nodes.Node:
    """Show what the project itself says; what is marked stands out."""
    return nodes.strong("", cell.text) if cell.marked else nodes.Text(cell.text)


def matter(
    builder: Builder, docname: str, foot: Foot, id_: str, steps: Iterable[Step]
) -> list[nodes.Node]:
    """List what happened in the matter of a notice, each step with its day and its document."""
    targets, listed = foot.digest.targets, nodes.bullet_list("", bullet="-")
    for step in steps:
        words = wording.date_words(step.day, foot.language) if step.day else ""
        paragraph = nodes.paragraph("", "", nodes.inline("", words, classes=["digest-step-day"]))
        paragraph += nodes.Text(" ".join(["", *foot.said(step, id_), ""]))
        target = targets.get(step.id) if step.id else None
        if target is None:
            paragraph += nodes.Text(step.text)
        elif target.id == id_:
            here = str(_("this notice"))
            paragraph += nodes.inline("", here, classes=["digest-here"])
        else:
            text = nodes.Text(target.title)
            paragraph += link_across(builder, docname, target.docname, target.id, text, None)
        listed += nodes.list_item("", paragraph)
    if not len(listed):
        return []
    title = nodes.paragraph("", str(_("How this matter went")), classes=["digest-matter-title"])
    return [nodes.container("", title, listed, classes=["digest-matter"])]


def _block(name: str, title: str, content: nodes.Node) -> nodes.container:
    heading = nodes.paragraph("", title, classes=["digest-block-title"])
    return nodes.container("", heading, content, classes=[name])
