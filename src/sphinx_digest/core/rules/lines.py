"""Where the offsets of one text stand, for rules that ask for many of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sphinx_digest.core.model import Span, Text

_NEWLINE = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Lines:
    """The offsets at which the lines of a text start; ``Text`` itself counts them anew each time.

    ``span`` gives what ``Text.span`` gives.
    """

    text: Text
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Give the place of a stretch of the text."""
        return Span(*self.locate(start), *self.locate(end))

    def locate(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of an offset."""
        index = bisect_right(self.starts, offset) - 1
        line, column = self.text.lines[index]
        return line, column + offset - self.starts[index]


def lines_of(text: Text) -> Lines:
    """Find the lines of a text; it has no more of them than it knows the places of."""
    starts = [0]
    if len(text.lines) > 1:
        starts += [match.end() for match in _NEWLINE.finditer(text.value)]
    return Lines(text, tuple(starts[: len(text.lines)]))
