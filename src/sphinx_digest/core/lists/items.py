"""The lines of a list in a block of ours: items, what was meant as one, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sphinx_digest.core.model import Block, Diagnostic, Fix, Place, Severity, Span, Text
from sphinx_digest.core.reading.lines import cut, stripped

ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+]|[0-9]{1,3}[.)])(?:[ \t]+|$))(?P<rest>.*)")
#: What an editor pastes for the mark of an item.
MEANT_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>-(?=[^\s-])|\+(?=[^\s0-9+])|[-*+][\u3000\u00a0]+"
    r"|(?:[•·・‧●○■▪◆]|[–—－](?![–—－]))\s*"
    r"|[0-9]{1,2}[.．、)）](?=(?:19|20)[0-9]{2}|[^\s0-9])"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]\s*|[一二三四五六七八九十]{1,3}、\s*)(?P<rest>\S.*)"
)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+[^\s#].*")
_UNDERLINE = re.compile(r"([=~^\"'`#*+.-])\1{2,}")
_COMMENT = {"myst": re.compile(r"\s*(?:%.*|<!--.*?-->\s*)"), "rst": re.compile(r"\s*\.\.(?:\s.*)?")}
_COMMENT_BEHIND = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*$")


#: What stands between cells, and what is typed or pasted for it.
OTHER_BARS = "｜丨∣￨"
BAR = re.compile(f"[|{OTHER_BARS}]")


@dataclass(slots=True)
class Findings:
    """Gathers what is found in the lists of a file."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def report(
        self,
        code: str,
        span: Span,
        values: Mapping[str, str],
        help_: str | None = "help",
        *fixes: tuple[Span, str],
        severity: Severity | None = None,
    ) -> None:
        """Note a finding; ``fixes`` are spans and the text that takes their place."""
        mends = tuple(Fix(Place(self.file, where), text) for where, text in fixes)
        words = {name: " ".join(value.split()) for name, value in values.items()}
        place = Place(self.file, span)
        self.found.append(Diagnostic(code, place, words, help_, severity=severity, fixes=mends))


def lines_of(block: Block) -> Iterator[Text]:
    """Give each line of a block's body with its place, without the lines of comments."""
    rst = is_rst(block)
    hidden: int | None = None  # the column of a comment that goes on
    for value, place in zip(block.body.value.split("\n"), block.body.lines, strict=False):
        line = Text(value, (place,))
        if rst:
            if hidden is not None and (not value.strip() or indent_of(value) > hidden):
                continue
            hidden = indent_of(value) if is_comment(value, block) else None
            if hidden is not None:
                continue
        elif hidden is not None:
            hidden = None if "-->" in value else hidden
            continue
        elif value.lstrip().startswith("<!--") and "-->" not in value:
            hidden = 0
            continue
        elif is_comment(value, block):
            continue
        yield line


def indent_of(line: str) -> int:
    """Give the column in which a line starts, from 0."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def heading_lines(lines: Sequence[Text], block: Block) -> set[int]:
    """Give the indexes of the lines that make headings."""
    if not is_rst(block):
        return {at for at, line in enumerate(lines) if _HEADING.fullmatch(line.value)}
    found: set[int] = set()
    for at, (title, line) in enumerate(pairwise(lines)):
        words, below = title.value.strip(), line.value.strip()
        is_title = words and not ITEM.fullmatch(title.value) and not _UNDERLINE.fullmatch(words)
        if is_title and _UNDERLINE.fullmatch(below) and len(below) >= len(words):
            found |= {at, at + 1}
    return found


def is_comment(line: str, block: Block) -> bool:
    """Say whether a line is a comment in the markup of the block's file."""
    return _COMMENT["rst" if is_rst(block) else "myst"].fullmatch(line) is not None


def said(line: Text, start: int, block: Block) -> Text:
    """Give what a line says from ``start`` on, without a comment behind it."""
    end = len(line.value)
    if "<!--" in line.value and not is_rst(block):
        comment = _COMMENT_BEHIND.search(line.value, start)
        end = comment.start() if comment else end
    return stripped(cut(line, start, end))


def is_rst(block: Block) -> bool:
    """Say whether a block stands in reStructuredText."""
    return block.file.endswith(".rst")
