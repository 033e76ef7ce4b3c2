"""Tables of the reference pages, and what its directives share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_digest.core.messages import Language

Cell = str | nodes.Node | Sequence[nodes.Node]
_CODE = re.compile(r"`([^`]+)`")


def inline(text: str) -> list[nodes.Node]:
    """Give a text whose `code` is set as code."""
    made: list[nodes.Node] = []
    for index, piece in enumerate(_CODE.split(text)):
        if piece:
            made.append(nodes.literal(piece, piece) if index % 2 else nodes.Text(piece))
    return made


def paragraph(text: str) -> nodes.paragraph:
    """Give a paragraph of a cell."""
    return nodes.paragraph("", "", *inline(text), classes=["generated-help"])


def code(text: str) -> nodes.paragraph:
    """Give a paragraph that is code."""
    return nodes.paragraph("", "", nodes.literal(text, text)) if text else nodes.paragraph()


def table(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]
) -> nodes.table:
    """Make a table."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["generated"])


def _row(cells: Sequence[Cell]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        if isinstance(cell, str):
            cell = paragraph(cell)
        row += nodes.entry("", *([cell] if isinstance(cell, nodes.Node) else cell))
    return row


class Reference(SphinxDirective):
    """A piece of the reference; ``:lang:`` is zh unless it is written."""

    required_arguments = 0
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "lang": lambda written: directives.choice(written, ("zh", "en"))
    }

    @property
    def lang(self) -> Language:
        """The language of the words."""
        lang: Language = self.options.get("lang", "zh")
        return lang

    def say(self, zh: str, en: str) -> str:
        """Pick a wording."""
        return zh if self.lang == "zh" else en
