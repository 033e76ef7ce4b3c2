"""Small makers of standard nodes: tables and links within a document."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

Cell = Sequence[nodes.Node]


def make_table(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int], classes: list[str]
) -> nodes.table:
    """Make a table of ``rows`` of cells; ``widths`` are relative."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    entries = [nodes.entry("", nodes.paragraph("", text)) for text in head]
    group += nodes.thead("", nodes.row("", *entries))
    group += nodes.tbody(
        "",
        *(
            nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in row))
            for row in rows
        ),
    )
    return nodes.table("", group, classes=[*classes, "colwidths-given"])


def link_to(id_: str, title: str) -> nodes.reference:
    """Link to a record in the same document."""
    return nodes.reference("", "", nodes.Text(title), refid=id_, internal=True)
