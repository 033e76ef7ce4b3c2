"""Where a block that is never closed was meant to end, and what it swallows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinx_digest.core.messages import block_label, twin
from sphinx_digest.core.reading.damage import Opening, read_opening
from sphinx_digest.core.reading.lines import Line

HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(?P<title>.*))?$")
_FIELD_LIKE = re.compile(r"\s*[:：]+[^:：\s][^:：]*[:：]")
_LIST_LINE = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)、])|\s+\S")


def natural_end(lines: Sequence[Line], block: str | None, opening: int, limit: int) -> int:
    """Give the index of the line before which the closing fence of a block is missing."""
    index = opening + 1
    blank = _skip_blank(lines, index, limit)
    if blank < limit and (block == "attachments" or _FIELD_LIKE.match(lines[blank].text)):
        index = blank
    if index < limit and lines[index].text.startswith("---"):
        for closing in range(index + 1, limit):
            if lines[closing].text.startswith("---"):
                return closing + 1
    while index < limit and lines[index].text.strip():
        index += 1
    while block == "attachments" and index < limit:
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
