"""The text of HTML, as one would type it: rows and items keep a line each."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from sphinx_digest.core.exported import safe_text
from sphinx_digest.core.exported.html import PERMALINK

_BLOCKS = frozenset(
    {"p", "div", "section", "blockquote", "pre", "dd", "dt", "dl", "ul", "ol", "table", "caption",
     "figure", "figcaption", "br", "hr"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "template"})
_CELL, _ITEM, _HEAD = "｜", "· ", "■ "


def plain(html: str) -> str:
    """Give the text of HTML, a line for each paragraph, item and row.

    Items keep their numbers, or a dot; cells stand side by side; a heading has a mark.
    """
    reader = _Reader()
    reader.feed(PERMALINK.sub("", safe_text(html)))
    reader.close()
    reader.ended()
    return safe_text("\n".join(reader.lines))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.mark = ""  # what the next line begins with
        self.cells: list[str] | None = None  # of the row that is being read
        self.lists: list[int | None] = []  # the next number of each list that is open
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "tr":
            self.ended()
            self.cells = []
        elif tag in _CELLS:
            self.ended()
            self.mark = ""
        elif tag == "li":
            self.ended()
            self.mark = self.item()
        elif tag in _HEADINGS:
            self.ended()
            self.mark = _HEAD
        elif tag in ("ul", "ol"):
            self.ended()
            start = dict(attrs).get("start") or "1"
            first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
            self.lists.append(first if tag == "ol" else None)
        elif tag in _BLOCKS:
            self.ended()
        elif tag == "img" and (shown := dict(attrs).get("alt")):
            self.handle_data(shown)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _CELLS:
            self.ended()
            if self.cells is not None:
                self.cells.append("")
        elif tag == "tr":
            self.row()
        elif tag in ("ul", "ol"):
            self.ended()
            self.lists = self.lists[:-1]
        elif tag in _BLOCKS or tag in _HEADINGS or tag == "li":
            self.ended()
            self.mark = "" if tag in _HEADINGS or tag == "li" else self.mark

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.line += data

    def item(self) -> str:
        if not self.lists or (number := self.lists[-1]) is None:
            return _ITEM
        self.lists[-1] = number + 1
        return f"{number}. "

    def ended(self) -> None:
        """Put away what was read, as a line or within the cell of a row."""
        said = "\n".join(filter(None, (line.strip() for line in self.line.split("\n"))))
        self.line = ""
        if not said:
            return
        said, self.mark = f"{self.mark}{said}", ""
        if self.cells is None:
            self.lines += said.split("\n")
        else:
            self.cells = self.cells or [""]
            self.cells[-1] = " ".join(filter(None, (self.cells[-1], " ".join(said.split()))))

    def row(self) -> None:
        self.ended()
        cells, self.cells = self.cells or [], None
        if cells and not cells[-1]:
            cells = cells[:-1]  # the one that would follow
        if any(cells):
            self.lines.append(_CELL.join(cells))
