"""The words of a page as one string, for rules that search: prose, titles, field values."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from sphinx_digest.core.model import Diagnostic, Fix, Place, Prose, Span, Text
from sphinx_digest.core.rules.shape import Page, once_a_page

#: What parts the pieces: no pattern of a rule may step over it.
BREAK = "\x00"
#: Chinese characters, for a character class.
HAN = "\u3400-\u4dbf\u4e00-\u9fff"

#: Words that make a sentence a question.
ASKS = re.compile("[吗呢么谁哪几]|何|多少|是否|是不是|能否|可否|怎")

_ENDS_ADDRESS = re.compile(r"[\s，。；：！？、（）《》“”]")
_NEWLINE = re.compile(r"\r\n?|\n")
#: No address is longer before its first Chinese character.
_LONG_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class Running:
    """Pieces of text, each behind a ``BREAK``, that know where they stand.

    Most pages have nothing to find; only a match asks for the pieces.
    """

    text: str
    make: Callable[[], Sequence[Prose]]

    @property
    def pieces(self) -> Sequence[Prose]:
        """The pieces in the order of the text."""
        return self.make()

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
        one = self.pieces[piece]
        return Place(one.file, one.text.span(start, end))


def _joined(texts: Iterable[Text], make: Callable[[], Sequence[Prose]]) -> Running:
    return Running(BREAK + BREAK.join([text.value for text in texts]), make)


@once_a_page
def prose_of(page: Page) -> Running:
    """Give all running text of a page, code, links and quotations left out."""
    prose = page.reading.prose
    return _joined([one.text for one in prose], lambda: prose)


def sentences_of(page: Page) -> Running:
    """Give the running text without the lists of attachments, which hold titles."""
    listed = {
        (block.file, line)
        for block in page.reading.blocks
        if block.name == "attachments"
        for line in range(block.opening.line, block.end_line + 1)
    }
    prose = page.reading.prose
    kept = [one for one in prose if (one.file, one.text.lines[0][0]) not in listed]
    return _joined([one.text for one in kept], lambda: kept)


@once_a_page
def titles_of(page: Page) -> Running:
    """Give the headings, and the titles that blocks bear."""
    headings = page.reading.headings
    titled = [
        block
        for block in page.reading.blocks
        if block.argument and block.name in ("notice", "deadline")
    ]

    def make() -> Sequence[Prose]:
        titles = [Prose(one.title, one.file, None) for one in headings]
        for block in titled:
            assert block.argument
            titles.append(Prose(block.argument, block.file, block.heading))
        return titles

    texts = [one.title for one in headings]
    texts += [block.argument for block in titled if block.argument]
    return _joined(texts, cache(make))


#: Fields whose value is words, not a date, a list of addresses or a name of ours.
WORDED = frozenset({
    "addressees", "address", "amount", "channel", "department", "eligibility", "event", "except",
    "for", "issuer", "late", "materials", "note", "organization", "place", "role", "source",
    "text", "topics",
})  # fmt: skip


@once_a_page
def words_of(page: Page) -> Running:
    """Give the values of the fields that hold words."""
    return values_of(page, WORDED)


@once_a_page
def times_of(page: Page) -> Running:
    """Give the wordings that deadlines take their times from."""
    return values_of(page, frozenset({"when"}))


def values_of(page: Page, names: Container[str] | None = None) -> Running:
    """Give the values of all fields, or of those with some names."""
    texts = [
        field.text
        for block in page.reading.blocks
        for field in block.fields
        if names is None or field.key in names
    ]

    def make() -> Sequence[Prose]:
        return [
            Prose(field.text, block.file, block.heading)
            for block in page.reading.blocks
            for field in block.fields
            if names is None or field.key in names
        ]

    return _joined(texts, cache(make))


def in_address(page: Page, running: Running, piece: int, at: int) -> bool:
    """Say whether what stands at an offset of a piece goes on with a web address before it.

    An address is left out of the running text up to its first Chinese character.
    """
    text, file = running.pieces[piece].text, running.pieces[piece].file
    before = text.value[max(0, at - _LONG_ADDRESS) : at]
    if "://" in re.split(r"\s", before)[-1]:
        return True
    if at > _LONG_ADDRESS or _ENDS_ADDRESS.search(before) or file != page.reading.path:
        return False
    line, column = text.lines[0]
    source = source_lines(page.text)[line - 1][max(0, column - _LONG_ADDRESS) : column - 1]
    return "://" in re.split(r"\s", source)[-1] and source[-1] not in ")>"


def span_in(text: str, start: int, end: int) -> Span:
    """Give the place of ``text[start:end]`` in the source ``text``."""
    return Span(*_spot(text, start), *_spot(text, end))


def _spot(text: str, offset: int) -> tuple[int, int]:
    starts = _line_starts(text)
    line = max(bisect_right(starts, offset), 1)
    return line, max(offset - starts[line - 1], 0) + 1


@lru_cache(maxsize=2)
def _line_starts(text: str) -> Sequence[int]:
    return [int(text.startswith("\ufeff")), *(one.end() for one in _NEWLINE.finditer(text))]


@lru_cache(maxsize=2)
def source_lines(text: str) -> Sequence[str]:
    """Give the lines of a source, without their ends and the byte order mark."""
    return _NEWLINE.split(text.removeprefix("\ufeff"))


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
