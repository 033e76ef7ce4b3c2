"""Explicit markup: targets, comments, substitutions, footnotes and directives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sphinx_digest.core.messages import BLOCK_LABELS
from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading import rst_slips
from sphinx_digest.core.reading.damage import block_of, near_block
from sphinx_digest.core.reading.rst_blocks import Opening, open_block
from sphinx_digest.core.reading.rst_include import Include, expand, splice
from sphinx_digest.core.reading.rst_rows import Row, indented, without_blank_ends
from sphinx_digest.core.reading.rst_state import Where

if TYPE_CHECKING:
    from sphinx_digest.core.reading.rst_scan import Scanner

_ESCAPE = re.compile(r"\\(.)")


def explicit(scanner: Scanner, rows: list[Row], index: int, where: Where) -> int:
    """Read what starts with two dots; give the index of the row after it."""
    text = rows[index].text
    if match := grammar.FOOTNOTE.match(text):
        scanner.state.content(rows[index], where)
        block, end = indented(rows, index, first=match.end())
        scanner.nested(block, where, "other")
        return end
    if match := grammar.TARGET.match(text):
        return _target(scanner, rows, index, match.end(), where)
    if match := grammar.SUBSTITUTION.match(text):
        return _substitution(scanner, rows, index, match.end(), where)
    if match := grammar.DIRECTIVE.match(text):
        return _directive(scanner, rows, index, match, where)
    return _comment(scanner, rows, index, where)


def _target(scanner: Scanner, rows: list[Row], index: int, width: int, where: Where) -> int:
    block, end = indented(rows, index, first=width, until_blank=True, strip=False)
    written = ""
    for row in block:
        written += _ESCAPE.sub("\x00\\1", row.text)
        if grammar.TARGET_NAME.match(written):
            return end
    return _comment(scanner, rows, max(index, end - 1), where)


def _substitution(scanner: Scanner, rows: list[Row], index: int, width: int, where: Where) -> int:
    block, end = indented(rows, index, first=width, strip=False)
    written = " ".join(_ESCAPE.sub("\x00\\1", row.text.strip()) for row in block)
    if grammar.SUBSTITUTION_NAME.match(written):
        return end
    return _comment(scanner, rows, max(index, end - 1), where)


def _comment(scanner: Scanner, rows: list[Row], index: int, where: Where) -> int:
    end = rst_slips.comment(scanner, rows, index, where)
    if end is not None:
        return end
    text = rows[index].text
    match = grammar.EXPLICIT.match(text)
    width = match.end() if match else 0
    if not text[width:].strip() and (index + 1 == len(rows) or rows[index + 1].blank):
        return index + 1
    return indented(rows, index, first=width)[1]


def _directive(
    scanner: Scanner, rows: list[Row], index: int, match: re.Match[str], where: Where
) -> int:
    row = rows[index]
    name = match["name"].lower()
    ours = block_of(name)
    if ours is None and name not in grammar.KNOWN:
        ours = _misspelt(scanner, row, match, name)
    block, end = indented(rows, index, first=match.end())
    if ours is not None:
        start, stop = match.span("name")
        opening = Opening(ours, row, match.end(), row.span(start, stop), block)
        return open_block(scanner, opening, rows, end, where)
    if name in grammar.INCLUDES:
        argument, options, _ = _head(block)
        included = expand(scanner.state, Include(row, argument, options))
        if included is None:
            scanner.state.content(row, where)
        else:
            splice(rows, end, included)
        return end
    scanner.state.content(row, where)
    if name in grammar.LITERAL:
        return end
    _foreign(scanner, name, block, where)
    return end


def _misspelt(scanner: Scanner, row: Row, match: re.Match[str], name: str) -> str | None:
    near = near_block(name)
    start, stop = match.span("name")
    if near is None and not name.startswith("digest:"):
        return None
    values = {"written": match["name"], "mend": near or ", ".join(BLOCK_LABELS)}
    begin = start + len("digest:") * name.startswith("digest:")
    mend = None if near is None else row.mend(begin, stop, near)
    scanner.state.report("DGT013", row.file, row.span(start, stop), values, mend=mend)
    return near


def _head(block: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Split a directive's rows into argument, options and content."""
    rows = list(block[1:] if block and block[0].blank else block)
    blank = next((i for i, row in enumerate(rows) if row.blank), len(rows))
    head = rows[:blank]
    start = next((i for i, row in enumerate(head) if grammar.FIELD.match(row.text)), blank)
    return head[:start], head[start:], rows[blank:]


def _foreign(scanner: Scanner, name: str, block: Sequence[Row], where: Where) -> None:
    argument, _, content = _head(block)
    inside = grammar.container_of(name)
    if name in grammar.CONDITIONS:
        _condition(scanner, content, where)
        return
    if name in grammar.WITHOUT_ARGUMENT or (block and block[0].blank and name not in _TITLED):
        content = [*argument, *content]
    else:
        rst_slips.report_swallowed(scanner, argument)
        scanner.state.running(argument, Where(quoted=True))
    if name in grammar.WITHOUT_CONTENT:
        rst_slips.report_lost(scanner, content)
    else:
        scanner.nested(content, where, inside)


#: Directives whose argument may stand on the line below.
_TITLED = frozenset({"admonition", "topic", "sidebar", "rubric", "figure", "table", "list-table"})


def _condition(scanner: Scanner, content: list[Row], where: Where) -> None:
    """Read what is switched on and off. Headings in it do not reach what follows."""
    state = scanner.state
    inside = where.inside("condition")
    opened, bare = list(state.opened), state.bare
    if where.titles:
        inside = Where("condition", where.parent, True, False, where.quoted, inside.depth)
    scanner.body(list(content), inside)
    state.opened[:] = opened
    state.bare = bare and not without_blank_ends(content)
