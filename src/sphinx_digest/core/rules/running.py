"""The words of a page as one string, for rules that search: prose, titles, field values."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sphinx_digest.core.model import Diagnostic, Fix, Place, Prose, Span
from sphinx_digest.core.rules.shape import Page

#: What parts the pieces: no pattern of a rule may step over it.
BREAK = "\x00"
#: Chinese characters, for a character class.
HAN = "\u3400-\u4dbf\u4e00-\u9fff"

#: Words that make a sentence a question.
ASKS = re.compile("[吗呢么谁哪几]|何|多少|是否|是不是|能否|可否|怎")

_ENDS_ADDRESS = re.compile(r"[\s，。；：！？、（）《》“”]")
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Running:
    """Pieces of text, each behind a ``BREAK``, that know where they stand."""

    text: str
    pieces: Sequence[Prose]

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Yield each match with its piece and the offset of that piece."""
        starts: list[int] = []
        for match in pattern.finditer(self.text):
            if not starts:
                lengths = (len(piece.text.value) + 1 for piece in self.pieces)
                starts = list(accumulate(lengths, initial=1))
            at = bisect_right(starts, match.start()) - 1
            yield at, starts[at], match

    def place(self, piece: int, start: int, end: int) -> Place:
        """Give the place of a stretch of a piece, counted from the start of that piece."""
        return Place(self.pieces[piece].file, self.pieces[piece].text.span(start, end))


def _joined(pieces: Sequence[Prose]) -> Running:
    return Running(BREAK + BREAK.join([piece.text.value for piece in pieces]), pieces)


def prose_of(page: Page) -> Running:
    """Give all running text of a page, code, links and quotations left out."""
    return _joined(page.reading.prose)


def sentences_of(page: Page) -> Running:
    """Give the running text without the lists of attachments, which hold titles."""
    listed = {
        (block.file, line)
        for block in page.reading.blocks
        if block.name == "attachments"
        for line in range(block.opening.line, block.end_line + 1)
    }
    prose = page.reading.prose
    return _joined([one for one in prose if (one.file, one.text.lines[0][0]) not in listed])


def titles_of(page: Page) -> Running:
    """Give the headings, and the titles that blocks bear."""
    titles = [Prose(one.title, one.file, None) for one in page.reading.headings]
    for block in page.reading.blocks:
        if block.argument and block.name in ("notice", "deadline"):
            titles.append(Prose(block.argument, block.file, block.heading))
    return _joined(titles)


def values_of(page: Page) -> Running:
    """Give the values of all fields."""
    return _joined(
        [
            Prose(field.text, block.file, block.heading)
            for block in page.reading.blocks
            for field in block.fields
        ]
    )


def in_address(page: Page, running: Running, piece: int, at: int) -> bool:
    """Say whether what stands at an offset of a piece goes on with a web address before it.

    An address is left out of the running text up to its first Chinese character.
    """
    text, file = running.pieces[piece].text, running.pieces[piece].file
    before = text.value[:at]
    if "://" in re.split(r"\s", before)[-1]:
        return True
    if _ENDS_ADDRESS.search(before) or file != page.reading.path:
        return False
    line, column = text.lines[0]
    source = _NEWLINE.split(page.text.removeprefix("\ufeff"))[line - 1]
    return "://" in re.split(r"\s", source[: column - 1])[-1] and source[column - 2] not in ")>"


def span_in(text: str, start: int, end: int) -> Span:
    """Give the place of ``text[start:end]`` in the source ``text``."""
    first = _NEWLINE.split(text[:start].removeprefix("\ufeff"))
    last = _NEWLINE.split(text[start:end])
    line, column = len(first), len(first[-1]) + 1
    width = len(last[-1])
    return Span(line, column, line + len(last) - 1, width + (column if len(last) == 1 else 1))


@dataclass(slots=True)
class Gathered:
    """Findings of one code in one piece: told once, at the first, with the mends of all."""

    code: str
    first: Place
    values: dict[str, str]
    fixes: list[Fix]
    count: int = 0

    def diagnostic(self) -> Diagnostic:
        """Give the finding; the help says how many there are."""
        values = {**self.values, "count": str(self.count)}
        help_ = "help_many" if self.count > 1 else "help"
        return Diagnostic(self.code, self.first, values, help_, fixes=tuple(self.fixes))


def gather(
    code: str, found: Iterable[tuple[int, Place, str, str, tuple[Fix, ...]]]
) -> Iterator[Diagnostic]:
    """Yield one finding a piece of (piece, place, what is written, its mend, fixes)."""
    by_piece: dict[int, Gathered] = {}
    for piece, place, written, mend, fixes in found:
        kept = by_piece.get(piece)
        if kept is None:
            values = {"value": written, "mend": mend}
            kept = by_piece[piece] = Gathered(code, place, values, [])
        elif place < kept.first:
            kept.first, kept.values = place, {"value": written, "mend": mend}
        kept.count += 1
        kept.fixes.extend(fixes)
    for kept in by_piece.values():
        yield kept.diagnostic()
