"""Blocks that are written in MyST as they are in reStructuredText."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_digest.core.reading.damage import BLOCKS, Slip
from sphinx_digest.core.reading.lines import Line

_OPENING = re.compile(
    rf" {{0,3}}(?P<written>\.\. +(?P<name>(?:digest:)?(?:{'|'.join(BLOCKS)})) ?::)(?=\s|$)"
    r"(?P<title>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RstBlock:
    """A block of reStructuredText: its opening as MyST has it, and the line after its end."""

    opening: str
    end: int
    slip: Slip


def opens_as_rst(text: str) -> bool:
    """Say whether a line opens a block of ours in reStructuredText."""
    return _OPENING.match(text) is not None


def read_rst_block(lines: Sequence[Line], index: int) -> RstBlock | None:
    """Read the block that opens at ``index``; it holds what is indented below."""
    found = _OPENING.match(lines[index].text)
    if found is None:
        return None
    mend = f":::{{{found['name'].lower()}}}"
    values = {"written": found["written"], "mend": mend}
    slip = Slip("DGT011", lines[index].span(*found.span("written")), values)
    end = index + 1
    for after in range(index + 1, len(lines)):
        text = lines[after].text
        if text.strip() and text[0] not in " \t":
            break
        end = after + 1 if text.strip() else end
    return RstBlock(f"{mend} {found['title'].strip()}".rstrip(), end, slip)
