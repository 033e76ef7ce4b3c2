"""Small makers of standard nodes: tables and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from sphinx.builders import Builder

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


def link_across(  # noqa: PLR0917
    builder: Builder,
    docname: str,
    to_docname: str,
    anchor: str,
    child: nodes.Node,
    title: str | None = None,
) -> nodes.reference:
    """Link to a record wherever it stands."""
    # Sphinx 9 gives singlehtml addresses with two "#", which lead nowhere.
    home = to_docname if builder.name == "singlehtml" else docname
    return make_refnode(builder, home, to_docname, anchor, child, title)
