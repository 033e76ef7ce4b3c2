"""Tables: spans, repeated heads, column widths from what the cells hold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from docutils import nodes

from sphinx_digest.pdf.blocks import Blocks
from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.labels import classes_of, ids_of

SHORT = 24
ROOM = 92
LONGEST = 60
EM = 0.58
KEPT_TOGETHER = 300
GLANCE = "9.4em, 1.1fr, 1fr, 2.2fr, "  # when, what, for whom, notice


def width_of(text: str) -> int:
    """Return the width of the longest line in half-width units."""
    return max(
        (
            sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
            for line in text.splitlines()
        ),
        default=0,
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """The measure of a table: how wide each column's cells are."""

    widths: tuple[int, ...]
    given: tuple[int, ...] = ()

    def aligned(self) -> str:
        """Return Typst column sizes for one of several tables, whatever this one holds."""
        longest = max(self.widths, default=0)
        short = [width <= SHORT and width < longest for width in self.widths]
        fixed = sum(width + 3 for width, fits in zip(self.widths, short, strict=True) if fits)
        if fixed > ROOM * 2 // 3:
            short = [False] * len(short)
        return "".join(
            f"{width * EM + 2:.2f}em, " if fits else f"{8 + min(width, LONGEST) * 2 // 3}fr, "
            for width, fits in zip(self.widths, short, strict=True)
        )

    def columns(self) -> str:
        """Return Typst column sizes: short columns fit their text, long ones share the rest."""
        if self.given:
            return "".join(f"{width}fr, " for width in self.given)
        long = [width for width in self.widths if width > SHORT]
        fixed = sum(width for width in self.widths if width <= SHORT) + 2 * len(self.widths)
        if not long and fixed <= ROOM:
            return "auto, " * len(self.widths)
        if fixed > ROOM * 2 // 3:
            return "".join(f"{max(4, min(width, LONGEST))}fr, " for width in self.widths)
        return "".join(
            "auto, " if width <= SHORT else f"{8 + min(width, LONGEST) * 2 // 3}fr, "
            for width in self.widths
        )


def measure(table: nodes.table) -> Grid:
    """Measure the cells that lie in one column."""
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    widths = [0] * len(specs)
    open_rows = [0] * len(specs)
    for row in group.findall(nodes.row):
        column = 0
        for entry in row.children:
            if not isinstance(entry, nodes.entry):
                continue
            while column < len(specs) and open_rows[column]:
                open_rows[column] -= 1
                column += 1
            across = entry.get("morecols", 0) + 1
            if column < len(specs) and across == 1:
                widths[column] = max(widths[column], width_of(entry.astext()))
            for place in range(column, min(column + across, len(specs))):
                open_rows[place] = entry.get("morerows", 0)
            column += across
        for place in range(column, len(specs)):
            open_rows[place] = max(0, open_rows[place] - 1)
    classes = classes_of(table)
    # A generated table has widths for the screen; on paper its cells decide.
    given = "colwidths-given" in classes and "digest-table" not in classes
    return Grid(
        tuple(widths),
        tuple(max(1, int(spec.get("colwidth", 1))) for spec in specs) if given else (),
    )


class Tables(Blocks):
    """Write tables."""

    _tables_open = 0
    _aligned: tuple[nodes.Element, str] | None = None  # the widths of an index's tables
    _head_began = False

    def visit_table(self, _node: nodes.table) -> None:
        """Begin a table."""
        self._tables_open += 1
        self.open()

    def depart_table(self, node: nodes.table) -> None:
        """Emit the table, its caption above."""
        self._tables_open -= 1
        body = self.close_items()
        columns = self._columns(node)
        kind = "plain"
        if "digest-glance" in classes_of(node):
            kind, columns = "glance", (GLANCE if columns.count(",") == 4 else columns) + "auto, "
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
            f'data-table("{kind}", ({columns}), {caption}, {body})',
        )
        if self._tables_open == 0 and self._head_began:
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
    visit_row = Blocks.visit_through

    def depart_row(self, node: nodes.Element) -> None:
        """End a row; that of a deadline names its page."""
        group = node.parent
        if "digest-glance" not in classes_of(group.parent.parent):
            return
        if isinstance(group, nodes.thead):
            page = self.text(str(_("Page")))
        else:
            found = (self.label_of(link) for link in node.findall(nodes.reference))
            label = next((label for label in found if label), None)
            page = f"page-of({self.text(label)})" if label else "[]"
        self.emit(f"table.cell(align: right, {page})")

    def visit_entry(self, node: nodes.Element) -> None:
        """Begin a cell."""
        self.open(node)

    def depart_entry(self, node: nodes.Element) -> None:
        """Emit the cell with its spans."""
        spans = ""
        if node.get("morecols"):
            spans += f"colspan: {node['morecols'] + 1}, "
        if node.get("morerows"):
            spans += f"rowspan: {node['morerows'] + 1}, "
        if len(node.astext()) < KEPT_TOGETHER:
            spans += "breakable: false, "
        self.emit(f"table.cell({spans}{self.close()})")
