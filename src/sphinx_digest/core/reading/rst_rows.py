"""Rows of reStructuredText: lines as its parser sees them, each knowing its place.

Tabs are widened to eight columns and white space at the end is gone, as docutils does it;
``Row.text_of`` gives what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sphinx_digest.core.model import Place, Span, Text
from sphinx_digest.core.reading.damage import Mend
from sphinx_digest.core.reading.lines import Line

_TAB = 8
# docutils ends a line at these as well; an editor's line goes on.
_OTHER_BREAKS = re.compile("[\x1c\x1d\x1e\x85\u2028\u2029]")
_AS_SPACE = re.compile("[\v\f]")


@dataclass(frozen=True, slots=True)
class Origin:
    """A line as typed; ``places`` maps widened columns to its code points, where it has tabs.

    ``line`` is 0 where the row stands in no source. ``chain`` names the including files.
    """

    raw: str
    line: int
    column: int
    file: str
    chain: tuple[str, ...] = ()
    places: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class CellOrigin(Origin):
    """A line of a table, which is spoilt where one of its cells grows or shrinks."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a line to its end, or to the edge of a table's cell."""

    text: str
    origin: Origin
    start: int = 0

    @property
    def blank(self) -> bool:
        """Say whether nothing is written."""
        return not self.text

    @property
    def indent(self) -> int:
        """Give the number of columns before the text."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def file(self) -> str:
        """Give the file the row stands in."""
        return self.origin.file

    @property
    def line(self) -> int:
        """Give the number of the line."""
        return self.origin.line

    def cut(self, start: int, end: int | None = None) -> Row:
        """Give ``text[start:end]`` as a row."""
        return Row(self.text[start:end].rstrip(), self.origin, self.start + start)

    def stripped(self) -> Row:
        """Give the row without white space before its text."""
        return self.cut(self.indent)

    def in_cell(self) -> Row:
        """Give the row as one of a table's cell."""
        known = self.origin
        origin = CellOrigin(
            known.raw, known.line, known.column, known.file, known.chain, known.places
        )
        return Row(self.text, origin, self.start)

    def mend(self, start: int, end: int, text: str) -> Mend | None:
        """Give what mends ``text[start:end]``; None where the width of the row matters."""
        fixed = isinstance(self.origin, CellOrigin) or not self.line
        return None if fixed else (self.span(start, end), text)

    def _index(self, position: int) -> int:
        places = self.origin.places
        index = self.start + position
        if places is None:
            return index
        return places[index] if index < len(places) else len(self.origin.raw)

    def _bounds(self, start: int, end: int | None) -> tuple[int, int]:
        end = len(self.text) if end is None else end
        limit = len(self.origin.raw)
        first = min(self._index(start), limit)
        last = min(self._index(end - 1) + 1, limit) if end > start else first
        return first, max(first, last)

    def text_of(self, start: int = 0, end: int | None = None) -> Text:
        """Give ``text[start:end]`` as it was typed."""
        first, last = self._bounds(start, end)
        return Text(self.origin.raw[first:last], ((self.line, self.origin.column + first),))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the place of ``text[start:end]``."""
        first, last = self._bounds(start, end)
        column = self.origin.column
        return Span(self.line, column + first, self.line, column + last)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Give the place of ``text[start:end]`` with its file."""
        return Place(self.file, self.span(start, end))


def _row(raw: str, line: int, column: int, file: str, chain: tuple[str, ...]) -> Row:
    text = _AS_SPACE.sub(" ", raw)
    if "\t" not in text:
        return Row(text.rstrip(), Origin(raw, line, column, file, chain))
    places: list[int] = []
    for index, character in enumerate(text):
        width = _TAB - len(places) % _TAB if character == "\t" else 1
        places.extend([index] * width)
    widened = text.expandtabs(_TAB).rstrip()
    return Row(widened, Origin(raw, line, column, file, chain, tuple(places)))


def rows_of(lines: Iterable[Line], file: str, chain: tuple[str, ...] = ()) -> list[Row]:
    """Give the rows of lines."""
    rows: list[Row] = []
    for line in lines:
        start = 0
        for other in _OTHER_BREAKS.finditer(line.text):
            part = line.text[start : other.start()]
            rows.append(_row(part, line.number, line.shift + start + 1, file, chain))
            start = other.end()
        part = line.text[start:]
        rows.append(_row(part, line.number, line.shift + start + 1, file, chain))
    return rows


def put_in(text: str, file: str) -> Row:
    """Give a row that stands in no source."""
    return Row(text, Origin(text, 0, 1, file))


def text_of(rows: Sequence[Row]) -> Text:
    """Give rows as one text, a line each."""
    pieces = [row.text_of() for row in rows if row.line]
    if not pieces:
        line = rows[0].line if rows else 1
        return Text("", ((max(line, 1), 1),))
    return Text(
        "\n".join(piece.value for piece in pieces),
        tuple(piece.lines[0] for piece in pieces),
    )


def without_blank_ends(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave out blank rows at both ends."""
    start, end = 0, len(rows)
    while start < end and rows[start].blank:
        start += 1
    while end > start and rows[end - 1].blank:
        end -= 1
    return rows[start:end]


def indented(
    rows: Sequence[Row],
    start: int,
    *,
    first: int | None = None,
    known: int | None = None,
    until_blank: bool = False,
    strip: bool = True,
) -> tuple[list[Row], int]:
    """Give the indented rows from ``start``, dedented, and the index of the row after them.

    ``first`` is the width of the marker on the first row, ``known`` that of all rows.
    """
    end = start
    least = known
    if known is not None and first is None:
        first = known
    if first is not None:
        end += 1
    while end < len(rows):
        text = rows[end].text
        if text and (text[0] != " " or (known is not None and text[:known].strip())):
            break
        if not text:
            if until_blank:
                break
        elif known is None:
            indent = rows[end].indent
            least = indent if least is None else min(least, indent)
        end += 1
    block = list(rows[start:end])
    done = 0
    if first is not None and block:
        block[0] = block[0].cut(first)
        done = 1
    if least and strip:
        block[done:] = [row.cut(least) for row in block[done:]]
    return block, end
