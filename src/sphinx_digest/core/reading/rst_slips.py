"""Openings that are none: what an editor wrote for a block, and the parser takes for text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sphinx_digest.core.invisible import has_invisible, named, visible, visible_offsets
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading.damage import BLOCKS, block_of, near_block, read_opening
from sphinx_digest.core.reading.rst_blocks import Opening, open_block
from sphinx_digest.core.reading.rst_fields import looks_like_field
from sphinx_digest.core.reading.rst_rows import Row, indented
from sphinx_digest.core.reading.rst_state import Where

if TYPE_CHECKING:
    from sphinx_digest.core.reading.rst_scan import Scanner

_OURS = rf"(?:digest[:：])?(?:(?:deadline|contact) s|{'|'.join(BLOCKS)})"
#: Spaces that docutils takes for text.
_WIDE = "\u00a0\u3000"
_GAP = "[ \u3000\u00a0]*"
_COMMENT = re.compile(
    rf"\.\. +(?P<name>{_OURS})(?![\w-]){_GAP}(?P<colons>[:：]*)(?P<rest>.*)", re.IGNORECASE
)
_TEXT = re.compile(
    rf"(?P<dots>[.．。…]{{1,3}}){_GAP}(?P<name>{_OURS})(?![\w-])"
    rf"{_GAP}(?P<colons>[:：]{{1,3}})(?P<rest>.*)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?P<name>{_OURS})(?P<colons> ?::)(?P<rest>| .*)$", re.IGNORECASE)
_NEAR = re.compile(
    r"\.\. +(?P<name>[A-Za-z][\w-]*|[\u4e00-\u9fff]{2,5}) ?(?P<colons>[:：]{1,3})(?P<rest>) *"
)
#: A row of a list below an opening that is none.
_ROW = re.compile(r" +[-*+] +\S.*[|｜]")
_FENCE = re.compile(r"[:：`~]{2}")
_LOST = re.compile(rf"\.\. +(?P<name>{_OURS}) ?::(?= |$)", re.IGNORECASE)


def _followed_by_field(rows: Sequence[Row], index: int) -> bool:
    """Say whether a field stands right below, or a row of a list with or without a gap."""
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    if following[:1] == " " and looks_like_field(following.lstrip()):
        return True
    first = next((row.text for row in rows[index + 1 : index + 3] if row.text), "")
    return _ROW.match(first) is not None


def _below_words(rows: Sequence[Row], index: int) -> bool:
    """Say whether a paragraph ends right above a row, and takes in what opens there."""
    above = rows[index - 1].text if index else ""
    starts = above[:1] not in {"", " "} and not grammar.EXPLICIT.match(above)
    return starts and not grammar.LINE.match(above)


def glued(text: str) -> bool:
    """Say whether a row of a paragraph was meant to open a block."""
    text = visible(text).lstrip(_WIDE) or " "
    if text[0] == ".":
        match = grammar.DIRECTIVE.match(text)
        if match:
            return block_of(match["name"]) is not None
    return _slip(text) is not None


def report_glued(scanner: Scanner, row: Row) -> None:
    """Report an opening that is right but for the line above it, which is text."""
    match = grammar.DIRECTIVE.match(row.text)
    if match is None:
        return
    written = match.group().rstrip()
    span = row.span(0, len(written))
    values = {"written": written, "mend": written}
    scanner.state.report("DGT011", row.file, span, values, "help_blank")


def report_swallowed(scanner: Scanner, rows: Sequence[Row]) -> None:
    """Report the openings among rows that a construct above them takes in, for want of a gap."""
    for row in rows:
        start = row.indent
        if row.line and glued(row.text[start:] or " "):
            report_glued(scanner, row.cut(start))


def report_lost(scanner: Scanner, rows: Sequence[Row], help_name: str = "help") -> None:
    """Report the openings among rows that docutils throws away."""
    for row in rows:
        for match in _LOST.finditer(row.text):
            span = row.span(*match.span("name"))
            label = block_label(block_of(match["name"]) or "notice")
            scanner.state.report("DGT070", row.file, span, label, help_name)


def _slip(text: str) -> re.Match[str] | None:
    if text[0] in ".．。…":
        match = _TEXT.match(text)
        if match and (len(match["dots"]) == 2 or len(match["colons"]) >= 2):
            return match
    return None


def comment(scanner: Scanner, rows: list[Row], index: int, where: Where) -> int | None:
    """Read a comment that was meant for a block; None for any other."""
    if rows[index].blank:  # the last of what was no target and no substitution
        return None
    if (end := _hidden(scanner, rows, index, where)) is not None:
        return end
    text = rows[index].text
    fields = _followed_by_field(rows, index)
    match = _COMMENT.match(text) or (fields and _NEAR.fullmatch(text)) or None
    if match is None:
        return None
    if not match["colons"] and match["rest"].strip() and not fields:
        return None
    return _recover(scanner, rows, index, match, where)


def opening(scanner: Scanner, rows: list[Row], index: int, where: Where) -> int | None:
    """Read text that was meant to open a block; None for any other."""
    if (end := _hidden(scanner, rows, index, where)) is not None:
        return end
    text = rows[index].text
    if text[0] in ":：`~" and _FENCE.match(text):
        return _fence(scanner, rows, index, where)
    match = _slip(text)
    if match is None and _followed_by_field(rows, index):
        match = _BARE.match(text)
    return None if match is None else _recover(scanner, rows, index, match, where)


def _hidden(scanner: Scanner, rows: list[Row], index: int, where: Where) -> int | None:
    """Read an opening that characters nobody sees keep from being one."""
    row = rows[index]
    if not has_invisible(row.text) and row.text[0] not in _WIDE:
        return None
    bare = visible(row.text)
    match = grammar.DIRECTIVE.match(bare.lstrip(_WIDE))
    name = block_of(match["name"]) if match else None
    if match is None or name is None:
        return None
    at = visible_offsets(row.text)[len(bare) - len(bare.lstrip(_WIDE)) :]
    written = match.group().rstrip()
    values = {"written": written, "mend": written, "char": named(row.text)}
    span = row.span(at[0], at[len(written)])
    mend = None if _below_words(rows, index) else row.mend(0, at[len(written)], written)
    scanner.state.report("DGT011", row.file, span, values, "help_invisible", mend=mend)
    argument = at[match.end()]
    block, end = indented(rows, index, first=argument)
    name_span = row.span(*(at[offset] for offset in match.span("name")))
    return open_block(scanner, Opening(name, row, argument, name_span, block), rows, end, where)


def _recover(
    scanner: Scanner, rows: list[Row], index: int, match: re.Match[str], where: Where
) -> int | None:
    row = rows[index]
    name = match["name"].replace("：", ":").replace(" ", "").lower()
    block_name = block_of(name)
    if block_name is None:
        name = block_name = near_block(name)
    if block_name is None:
        return None
    rest = match["rest"]
    argument = match.start("rest") + len(rest) - len(rest.lstrip())
    written = row.text[: match.start("rest")].rstrip()
    mend = f".. {name}::"
    if rest and not rest[0].isspace():
        written, mend = row.text, f"{mend} {rest.lstrip()}"
    values = {"written": visible(written), "mend": visible(mend)}
    repair = None
    # A comment may well begin with the word "part".
    meant = len(match["colons"].strip()) > 1 or _followed_by_field(rows, index)
    if meant and not _below_words(rows, index):
        opening = f".. {name}::"
        repair = (
            row.mend(0, argument, f"{opening} ")
            if rest.strip()
            else row.mend(0, len(written), opening)
        )
    span = row.span(0, len(written))
    scanner.state.report("DGT011", row.file, span, values, mend=repair)
    block, end = indented(rows, index, first=argument)
    start, stop = match.span("name")
    found = Opening(block_name, row, argument, row.span(start, stop), block)
    return open_block(scanner, found, rows, end, where)


def _fence(scanner: Scanner, rows: list[Row], index: int, where: Where) -> int | None:
    """Read a block that is written as in Markdown."""
    row = rows[index]
    fence = read_opening(row.text)
    if fence is None or fence.block is None:
        return None
    brace = row.text.find("}")
    if brace < 0:
        return None
    written = row.text[: brace + 1]
    values = {"written": written, "mend": f".. {fence.block}::"}
    scanner.state.report("DGT011", row.file, row.span(0, brace + 1), values)
    end = _fence_end(rows, index, fence.marker * fence.count)
    block = [row.cut(brace + 1).stripped(), *rows[index + 1 : end]]
    found = Opening(fence.block, row, brace + 1, row.span(0, brace + 1), block)
    closed = end < len(rows) and rows[end].text.startswith(fence.marker * fence.count)
    return open_block(scanner, found, rows, end + 1 if closed else end, where)


def _fence_end(rows: Sequence[Row], index: int, marker: str) -> int:
    """Give the row that closes a fence, or the first blank one where none does."""
    blank = len(rows)
    for number in range(index + 1, len(rows)):
        text = rows[number].text
        if not text:
            blank = min(blank, number)
        elif text.startswith(marker) and not text.strip(marker[0]):
            return number
        elif read_opening(text) is not None or grammar.DIRECTIVE.match(text):
            break
    return blank
