"""Lines and stretches of a source that remember where they stand.

A line is always a suffix of the line as it was typed (quote marks, list indents and mended
openings stand to its left), so one shift a line is enough to find every column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from sphinx_digest.core.model import Span, Text

_BREAK = re.compile(r"\r\n?|\n")


class Line(NamedTuple):
    """A line of a source: ``text[i]`` stands in column ``i + 1 + shift`` of line ``number``.

    ``written`` is what stands in the source where ``text`` was mended, and empty where the line
    was put in.
    """

    text: str
    number: int
    shift: int = 0
    written: str | None = None

    @property
    def put_in(self) -> bool:
        """Say whether the line is not in the source."""
        return self.written == ""

    def source(self) -> Line:
        """Give the line as it was written."""
        if self.written is None:
            return self
        return Line(self.written, self.number, self.shift + len(self.text) - len(self.written))

    def piece(self, start: int = 0, end: int | None = None) -> Text:
        """Give a part of the line, stripped."""
        part = self.text[start:end]
        kept = part.lstrip()
        column = start + len(part) - len(kept) + 1 + self.shift
        return Text(kept.rstrip(), ((self.number, max(column, 1)),))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the place of ``text[start:end]``."""
        end = len(self.text) if end is None else end
        first, last = max(start + 1 + self.shift, 1), max(end + 1 + self.shift, 1)
        if self.written is not None:
            least = self.source().shift + 1
            most = least + len(self.written)
            first, last = min(max(first, least), most), min(max(last, least), most)
        return Span(self.number, first, self.number, max(last, first))

    def mend(self, start: int, end: int, text: str) -> tuple[Span, str] | None:
        """Give what mends ``text[start:end]``; None where the line is not as it was written."""
        return None if self.written is not None else (self.span(start, end), text)

    def cut_to(self, text: str) -> Line:
        """Give the line that holds only ``text``, the right-hand part of this one."""
        return Line(text, self.number, self.shift + len(self.text) - len(text), self.written)


def split_lines(text: str, first: int = 1) -> list[Line]:
    """Split a source into its lines; a byte order mark is no column."""
    parts = _BREAK.split(text.removeprefix("\ufeff"))
    if parts and not parts[-1]:
        parts.pop()
    return list(map(Line, parts, count(first)))


def join_lines(lines: Iterable[Line]) -> Text:
    """Give the lines as one text, as they were written."""
    kept = [line.source() for line in lines if not line.put_in]
    if not kept:
        return Text("", ((1, 1),))
    return Text(
        "\n".join(line.text for line in kept),
        tuple((line.number, max(line.shift + 1, 1)) for line in kept),
    )


def without_blank_ends(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out blank lines at both ends."""
    start, end = 0, len(lines)
    while start < end and not lines[start].text.strip():
        start += 1
    while end > start and not lines[end - 1].text.strip():
        end -= 1
    return lines[start:end]


def cut(text: Text, start: int, end: int) -> Text:
    """Give ``text.value[start:end]`` with its places."""
    value = text.value[start:end]
    before = text.value.count("\n", 0, start)
    span = text.span(start, start)
    rest = text.lines[before + 1 : before + 1 + value.count("\n")]
    return Text(value, ((span.line, span.column), *rest))


def stripped(text: Text) -> Text:
    """Give the text without white space at its ends."""
    value = text.value
    start = len(value) - len(value.lstrip())
    return cut(text, start, max(len(value.rstrip()), start))


def joined(pieces: Sequence[Text]) -> Text:
    """Put pieces one below the other."""
    return Text(
        "\n".join(piece.value for piece in pieces),
        tuple(place for piece in pieces for place in piece.lines),
    )
