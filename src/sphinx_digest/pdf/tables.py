"""Tables: spans, repeated heads, column widths from what the cells hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docutils import nodes

from sphinx_digest.pdf.blocks import Blocks
from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.grid import Grid, measure
from sphinx_digest.pdf.labels import classes_of, ids_of
from sphinx_digest.pdf.literal import LONGEST_WORD

KEPT_TOGETHER = 300
#: A table up to this height stands on one page: a fourth of the text's height.
KEPT = 175.0
#: When, what, for whom; what the project says itself; the notice.
GLANCE = "9.4em, 1.1fr, 1fr, ", "auto, ", "2.2fr, "
GLANCE_PARTS = (20, 19, 17), 9, 36
TOGETHER = 2  # rows that stay together at the top and at the end of a table that breaks


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table may break: not at all, or never so that one row is left alone."""

    kept: bool
    room: float = 0.0  # what must be left on the page where it begins
    foot: tuple[nodes.Node, ...] = ()
    rooms: Mapping[nodes.entry, int] = field(default_factory=dict)

    @property
    def arguments(self) -> str:
        """What the template is told."""
        if self.kept:
            return "kept: true, "
        return f"kept: false, room: {self.room:.0f}pt, " if self.room else "kept: false, "


def plan(table: nodes.table) -> Plan:
    """Plan the breaks of a table from what its rows are estimated to take."""
    grid = measure(table)
    if "digest-glance" in classes_of(table):
        first, own, last = GLANCE_PARTS
        more = len(grid.widths) - len(first) - 1
        grid = replace(grid, given=(*first, *([own] * more), last - own * more // 2))
    heights = grid.heights()
    if sum(heights) <= KEPT and not grid.pictures:
        return Plan(kept=True, rooms=grid.rooms())
    opening = sum(heights[: grid.head + TOGETHER])
    rows = [row for body in table.findall(nodes.tbody) for row in body.children]
    rows = [row for row in rows if row.parent.parent.parent is table]
    closing = sum(heights[-TOGETHER:])
    alone = grid.spans_rows or len(rows) <= 2 * TOGETHER or closing > KEPT
    return Plan(
        kept=False,
        room=opening if opening <= KEPT and not grid.pictures else 0.0,
        foot=() if alone else tuple(rows[-TOGETHER:]),
        rooms=grid.rooms(),
    )


class Tables(Blocks):
    """Write tables."""

    _plans: tuple[Plan, ...] = ()  # of the table and of those around it
    _rooms: tuple[int, ...] = ()  # of the cell and of those around it
    _aligned: tuple[nodes.Element, str] | None = None  # the widths of an index's tables
    _head_began = False

    def visit_table(self, node: nodes.table) -> None:
        """Begin a table."""
        self._plans = (*self._plans, plan(node))
        self.open()

    def depart_table(self, node: nodes.table) -> None:
        """Emit the table, its caption above."""
        *outer, breaks = self._plans
        self._plans = tuple(outer)
        body = self.close_items()
        columns = self._columns(node)
        kind = "plain"
        if "digest-glance" in classes_of(node):
            others = "digest-others" in classes_of(node.parent)
            kind = "glance-others" if others else "glance"
            first, own, last = GLANCE
            more = columns.count(",") - first.count(",") - 1
            columns = first + own * more + last + "auto, "
        caption = "none"
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is not None:
            self.open()
            self.emit(self.text(self.figure_number(node, "table")))
            for child in title.children:
                child.walkabout(self)
            caption = self.close()
        self.named(
            node,
            f'data-table("{kind}", ({columns}), {caption}, {breaks.arguments}{body})',
        )
        if not outer and self._head_began:
            self._head_began = False
            self.release_anchors()

    def _columns(self, table: nodes.table) -> str:
        index = table.parent
        if not (isinstance(index, nodes.container) and "digest-index" in classes_of(index)):
            return measure(table).columns()
        if self._aligned is None or self._aligned[0] is not index:
            groups = [measure(child) for child in index.children if isinstance(child, nodes.table)]
            widths = zip(*(group.widths for group in groups), strict=True)
            self._aligned = index, Grid(tuple(max(column) for column in widths)).aligned()
        return self._aligned[1]

    def figure_number(self, node: nodes.Element, kind: str) -> str:
        """Return the number that Sphinx gave a figure, worded, or nothing."""
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        for name in ids_of(node):
            if self.builder.config.numfig and name in numbers:
                number = ".".join(str(part) for part in numbers[name])
                wording: str = self.builder.config.numfig_format.get(kind, "%s")
                return wording.replace("%s", number) + "\u2003"
        return ""

    def visit_thead(self, _node: nodes.Element) -> None:
        """Begin the rows that are repeated on every page."""
        self._head_began = self.hold_anchors() or self._head_began
        self.open()

    def depart_thead(self, _node: nodes.Element) -> None:
        """Emit the head."""
        self.emit(f"table.header({self.close_items()})")

    visit_tbody = Blocks.visit_through
    depart_tbody = Blocks.depart_through

    def visit_row(self, node: nodes.Element) -> None:
        """Begin a row; the last ones are the foot, which no break divides."""
        foot = self._plans[-1].foot
        if foot and node is foot[0]:
            self.open()
        self.anchor(node)

    def depart_row(self, node: nodes.Element) -> None:
        """End a row; that of a deadline names its page."""
        if "digest-glance" in classes_of(node.parent.parent.parent):
            self._name_page(node)
        foot = self._plans[-1].foot
        if foot and node is foot[-1]:
            self.emit(f"table.footer(repeat: false, {self.close_items()})")

    def _name_page(self, node: nodes.Element) -> None:
        group = node.parent
        if isinstance(group, nodes.thead):
            page = self.text(str(_("Page")))
        else:
            found = (self.label_of(link) for link in node.findall(nodes.reference))
            label = next((label for label in found if label), None)
            page = f"page-of({self.text(label)})" if label else "[]"
        self.emit(f"table.cell(align: right, {page})")

    @property
    def longest_word(self) -> int:
        """The longest word that is sure to fit into a line here."""
        return self._rooms[-1] if self._rooms else super().longest_word

    def visit_entry(self, node: nodes.entry) -> None:
        """Begin a cell."""
        room = self._plans[-1].rooms.get(node, LONGEST_WORD)
        self._rooms = (*self._rooms, min(room, LONGEST_WORD))
        self.open(node)

    def depart_entry(self, node: nodes.Element) -> None:
        """Emit the cell with its spans."""
        self._rooms = self._rooms[:-1]
        spans = ""
        if node.get("morecols"):
            spans += f"colspan: {node['morecols'] + 1}, "
        if node.get("morerows"):
            spans += f"rowspan: {node['morerows'] + 1}, "
        if len(node.astext()) < KEPT_TOGETHER:
            spans += "breakable: false, "
        self.emit(f"table.cell({spans}{self.close()})")
