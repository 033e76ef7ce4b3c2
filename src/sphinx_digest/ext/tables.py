"""Small makers of standard nodes: tables and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

Cell = Sequence[nodes.Node]


class digest_head(nodes.entry):  # noqa: N801
    """The head of a column: in HTML it says so, elsewhere it is a cell as any other."""


class digest_caption(nodes.title):  # noqa: N801
    """The caption of a table in HTML; Sphinx would number a title."""


class digest_heading(nodes.paragraph):  # noqa: N801
    """A title that is no section's: in HTML a heading one level below the section it is in."""


def visit_heading(writer: HTML5Translator, node: nodes.Element) -> None:
    """Open a heading."""
    level, parent = 1, node.parent
    while parent is not None:
        level += isinstance(parent, nodes.section)
        parent = parent.parent
    attributes: dict[str, Any] = {"role": "heading", "aria-level": str(level)}
    writer.body.append(writer.starttag(node, "p", "", **attributes))


def depart_heading(writer: HTML5Translator, _node: nodes.Element) -> None:
    """Close a heading."""
    writer.body.append("</p>\n")


def visit_caption(writer: HTML5Translator, node: nodes.Element) -> None:
    """Open a caption."""
    writer.body.append(writer.starttag(node, "caption", "", CLASS="digest-caption"))


def depart_caption(writer: HTML5Translator, _node: nodes.Element) -> None:
    """Close a caption."""
    writer.body.append("</caption>\n")


def visit_head(writer: HTML5Translator, node: nodes.Element) -> None:
    """Open a head that holds for its column."""
    writer.body.append(writer.starttag(node, "th", "", CLASS="head", scope="col"))


def depart_head(writer: HTML5Translator, _node: nodes.Element) -> None:
    """Close a head."""
    writer.body.append("</th>\n")


def add_table_nodes(app: Sphinx) -> None:
    """Register the nodes that only HTML writes in a way of their own."""
    app.add_node(digest_head, html=(visit_head, depart_head))
    app.add_node(digest_heading, html=(visit_heading, depart_heading))
    app.add_node(digest_caption, html=(visit_caption, depart_caption))


def make_table(
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    classes: list[str],
    caption: str = "",
) -> nodes.table:
    """Make a table of ``rows`` of cells; ``widths`` are relative."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    entries = [digest_head("", nodes.paragraph("", text)) for text in head]
    group += nodes.thead("", nodes.row("", *entries))
    group += nodes.tbody(
        "",
        *(
            nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in row))
            for row in rows
        ),
    )
    title = [digest_caption("", caption)] if caption else []
    return nodes.table("", *title, group, classes=[*classes, "colwidths-given"])


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
