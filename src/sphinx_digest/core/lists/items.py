"""The lines of a list in a block of ours: items, what was meant as one, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.model import Block, Text
from sphinx_digest.core.reading.lines import cut, stripped

ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+]|[0-9]{1,3}[.)])(?:[ \t]+|$))(?P<rest>.*)")
#: What an editor pastes for the mark of an item.
MEANT_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>-(?=[^\s-])|\+(?=[^\s0-9+])|[-*+][\u3000\u00a0]+"
    r"|(?:[•·・‧●○■▪◆]|[–—－](?![–—－]))\s*"
    r"|[0-9]{1,2}[.．、)）](?=(?:19|20)[0-9]{2}|[^\s0-9])"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]\s*|[一二三四五六七八九十]{1,3}、\s*)(?P<rest>\S.*)"
)
_COMMENT = {"myst": re.compile(r"\s*(?:%.*|<!--.*?-->\s*)"), "rst": re.compile(r"\.\.(?:\s.*)?")}
_COMMENT_BEHIND = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*$")


def lines_of(body: Text) -> Iterator[Text]:
    """Give each line of a block's body with its place."""
    for line, place in zip(body.value.split("\n"), body.lines, strict=False):
        yield Text(line, (place,))


def indent_of(line: str) -> int:
    """Give the column in which a line starts, from 0."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def is_comment(line: str, block: Block) -> bool:
    """Say whether a line is a comment in the markup of the block's file."""
    return _COMMENT["rst" if _is_rst(block) else "myst"].fullmatch(line) is not None


def said(line: Text, start: int, block: Block) -> Text:
    """Give what a line says from ``start`` on, without a comment behind it."""
    end = len(line.value)
    if "<!--" in line.value and not _is_rst(block):
        comment = _COMMENT_BEHIND.search(line.value, start)
        end = comment.start() if comment else end
    return stripped(cut(line, start, end))


def _is_rst(block: Block) -> bool:
    return block.file.endswith(".rst")
