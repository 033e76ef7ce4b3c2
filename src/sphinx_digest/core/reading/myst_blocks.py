"""Take a region apart into its blocks: plain ones here, all others by Markdown's own rules.

Most of a digest is headings, paragraphs, simple lists and directives at the left margin. Where
no rule of Markdown could read lines in another way they are taken here, many times faster; the
rules are asked about one block at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from sphinx_digest.core.model import MarkupSettings
from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.myst_syntax import MarkdownRules, has_colon_fences, is_usual


class Title(NamedTuple):
    """A heading with ``#``; its words begin at the offset ``start``."""

    first: int
    end: int
    level: int
    start: int


class Paragraph(NamedTuple):
    """Lines of running text."""

    first: int
    end: int


class Items(NamedTuple):
    """A list whose items are lines: (line, offset of its words) of each."""

    first: int
    end: int
    items: list[tuple[int, int]]


class Fenced(NamedTuple):
    """What stands between colons or backquotes; ``end`` is the line after the closing one."""

    first: int
    end: int
    info: str
    lines: Sequence[Line]
    colons: bool


Plain = Title | Paragraph | Items | Fenced

#: The start of a line that only a paragraph begins with, and that continues any paragraph.
_WORDS = r"[A-Za-z]|[^\x00-\x7f\s]|[0-9]+(?![0-9.)])|\*\*[^\W_]|\[[^\[\]\\^]+\]\("
_TEXT = re.compile(_WORDS)
_TITLE = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_ITEM = re.compile(rf"(?:([-*+])|[0-9]{{1,9}}([.)])) {{1,4}}(?={_WORDS})")
_ANY_ITEM = re.compile(r"[ \t]|(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$)")
#: What stands right below a paragraph and is no part of it; a numbered list only from 1 on.
_END = re.compile(r"#{1,6}(?:[ \t]|$)|(?:[-*+]|1[.)])[ \t]+\S")
_TITLE_BELOW = re.compile(r"#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r"(:{3,})[ \t]*(?=[^:\s])")
_CLOSING = re.compile(r"([ \t]*)(:{3,})[ \t]*$")


def find_blocks(region: Sequence[Line], markup: MarkupSettings) -> Iterator[Plain | list[Token]]:
    """Yield the blocks of a region in order: plain ones, and the tokens of others."""
    texts = [line.text for line in region]
    usual, colons = is_usual(markup), has_colon_fences(markup)
    rules: MarkdownRules | None = None
    at, end = 0, len(texts)
    while at < end:
        if _is_blank(texts[at]):
            at += 1
            continue
        block = _plain(texts, at, colons, region) if usual else None
        if block is not None:
            yield block
            at = block.end
            continue
        rules = rules or MarkdownRules("\n".join(texts) + "\n", markup)
        tokens, at = rules.block(at)
        yield tokens


def _is_blank(text: str) -> bool:
    return not text or (text[0] in " \t" and not text.strip(" \t"))


def _plain(texts: Sequence[str], at: int, colons: bool, region: Sequence[Line]) -> Plain | None:
    """Read the block that begins at a line; None where Markdown's rules are to be asked."""
    text = texts[at]
    if _TEXT.match(text):
        end = _paragraph_end(texts, at, colons)
        return None if end is None else Paragraph(at, end)
    first = text[0]
    if first == "#":
        found = _TITLE.match(text)
        if found is None or "|" in text or text[-1] == "#" or text[-1].isspace():
            return None
        return Title(at, at + 1, len(found[1]), found.end())
    if first == ":":
        return _fenced(texts, at, region) if colons else None
    return _list(texts, at, colons)


def _paragraph_end(texts: Sequence[str], at: int, colons: bool) -> int | None:
    end = at + 1
    while end < len(texts) and not _is_blank(text := texts[end]):
        if not _TEXT.match(text):
            if _END.match(text) or (colons and text.startswith(":::")):
                break
            return None
        end += 1
    return None if texts[end - 1][-1].isspace() else end


def _list(texts: Sequence[str], at: int, colons: bool) -> Items | None:
    found = _ITEM.match(texts[at])
    if found is None:
        return None
    sign = found[1] or found[2]
    items: list[tuple[int, int]] = []
    first, below = at, at
    while found is not None and (found[1] or found[2]) == sign:
        if texts[below][-1].isspace():
            return None
        items.append((below, found.end()))
        at = below = below + 1
        while below < len(texts) and _is_blank(texts[below]):
            below += 1
        if below == len(texts):
            return Items(first, at, items)
        found = _ITEM.match(texts[below])
    text = texts[below]
    if found is None and below > at:
        ends = not _ANY_ITEM.match(text)
    else:
        ends = found is not None or _TITLE_BELOW.match(text) is not None
        ends = ends or (colons and text.startswith(":::"))
    return Items(first, at, items) if ends else None


def _fenced(texts: Sequence[str], at: int, region: Sequence[Line]) -> Fenced | None:
    opening = texts[at]
    found = _FENCE.match(opening)
    if found is None or "|" in opening:
        return None
    count = len(found[1])
    for end in range(at + 1, len(texts)):
        text = texts[end]
        if not text.startswith((":::", " ", "\t")):
            continue
        closing = _CLOSING.match(text)
        if closing is not None and len(closing[2]) >= count:
            if closing[1]:
                return None
            return Fenced(at, end + 1, opening[count:], region[at + 1 : end], True)
    return None
