"""Where a block that is never closed was meant to end, and what it swallows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sphinx_digest.core.messages import block_label, twin
from sphinx_digest.core.reading.damage import LISTS, Opening, read_opening
from sphinx_digest.core.reading.lines import Line

HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(?P<title>.*))?$")
FIELD_LIKE = re.compile(r"\s*[:：]+[^:：\s][^:：]*[:：]")
_LIST_LINE = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)、])|\s+\S")


@dataclass(slots=True)
class Fence:
    """A fence that is open, and what was seen inside."""

    index: int
    opening: Opening
    count: int
    inner: Fence | None = None  # the longest fence inside
    late: Fence | None = None  # the same, below a heading or a block that begins anew
    unclosed: bool = False
    swallowed: int | None = None
    stray: int | None = None

    @property
    def block(self) -> str | None:
        """Give the block of ours that it opens."""
        return self.opening.block

    @property
    def holds_blocks(self) -> bool:
        """Say whether other blocks may stand inside."""
        return self.block is None or (self.block == "notice" and self.opening.argument)


def natural_end(lines: Sequence[Line], block: str | None, opening: int, limit: int) -> int:
    """Give the index of the line before which the closing fence of a block is missing."""
    index = opening + 1
    blank = _skip_blank(lines, index, limit)
    if blank < limit and (block in LISTS or FIELD_LIKE.match(lines[blank].text)):
        index = blank
    if index < limit and lines[index].text.startswith("---"):
        for closing in range(index + 1, limit):
            if lines[closing].text.startswith("---"):
                return closing + 1
    while index < limit and lines[index].text.strip():
        index += 1
    while block in LISTS and index < limit:
        after = _skip_blank(lines, index, limit)
        if after == limit or not _LIST_LINE.match(lines[after].text):
            break
        index = after + 1
    return index


def _skip_blank(lines: Sequence[Line], index: int, limit: int) -> int:
    while index < limit and not lines[index].text.strip():
        index += 1
    return index


def swallowed_by(lines: Sequence[Line], chosen: int | None, end: int) -> Mapping[str, str]:
    """Name what follows from ``end`` on, best the line ``chosen``, for the message."""
    if chosen is None:
        rest = range(end, len(lines))
        chosen = next((at for at in rest if lines[at].text.strip(":` \t")), None)
    if chosen is None:
        return twin("swallowed", {"zh": "内容", "en": "what follows"})
    text = lines[chosen].text
    if heading := HEADING.match(text):
        title = (heading["title"] or "").rstrip()
        bare = title.rstrip("#")
        title = bare.rstrip() if bare.endswith((" ", "\t")) or not bare else title
        return twin("swallowed", {"zh": f"《{title}》", "en": f"“{title}”"})
    opening = read_opening(text)
    if opening is not None and opening.block is not None:
        words = block_label(opening.block)
        zh, english = words["label"], words["label.en"]
        return twin("swallowed", {"zh": f"“{zh}”", "en": f"the “{english}” below"})
    short = text.strip()
    short = short if len(short) <= 20 else short[:20] + "…"
    return twin("swallowed", {"zh": f"“{short}”", "en": f"“{short}”"})


def label(name: str, opening: Opening) -> dict[str, str]:
    """Give the value of a message for what an opening opens."""
    if opening.block is None:
        return {name: opening.name or opening.marker * opening.count}
    words = block_label(opening.block)
    return {name: words["label"], f"{name}.en": words["label.en"]}


def text_ends(lines: Sequence[Line]) -> list[int]:
    """Give for each line, and the end, where the text before it ends."""
    ends, last = [], 0
    for index, line in enumerate(lines):
        ends.append(last)
        last = index + 1 if line.text.strip() else last
    return [*ends, last]


def mended(
    lines: Sequence[Line], changed: Mapping[int, str], closers: Mapping[int, Sequence[str]]
) -> list[Line]:
    """Give the lines with some of them changed, and closing fences put in before others."""
    if not changed and not closers:
        return list(lines)
    kept: list[Line] = []
    for index, line in enumerate(lines):
        for closer in closers.get(index, ()):
            kept.append(Line(closer, line.number, line.shift - len(closer), ""))
        text = changed.get(index, line.text)
        if text == line.text:
            kept.append(line)
            continue
        if text.strip(":`~ \t") and not text[-1].isspace():
            text += line.text[len(line.text.rstrip()) :]  # so that the ends still meet
        shift = line.shift + len(line.text) - len(text)
        kept.append(Line(text, line.number, shift, line.source().text))
    last = lines[-1]
    for closer in closers.get(len(lines), ()):
        kept.append(Line(closer, last.number, last.shift - len(closer), ""))
    return kept
