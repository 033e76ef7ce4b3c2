"""Code and comments that are never closed, and hide the blocks that stand below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinx_digest.core.messages import twin
from sphinx_digest.core.reading.damage import Opening, may_open, read_opening
from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.myst_ends import HEADING

#: Directives whose content is no markup.
LITERAL = frozenset(
    """autosummary bibliography code code-block code-cell csv-table digraph doctest eval-rst graph
    graphviz highlight image include jupyter-execute literalinclude math mermaid parsed-literal
    plantuml productionlist prompt raw sourcecode testcleanup testcode testoutput testsetup
    toctree""".split()  # noqa: SIM905
)

#: A comment that does not end on its own line.
COMMENT = re.compile(r" {0,3}<!--(?!.*-->)", re.DOTALL)
COMMENT_LABEL = twin("label", {"zh": "注释", "en": "comment"})

_HTML_OF_ITS_OWN = re.compile(r"\s*<(?:!|\?|(?:pre|script|style|textarea)\b)", re.IGNORECASE)


def code_label(opening: Opening) -> Mapping[str, str]:
    """Name a fence whose content is no markup, for the message."""
    if opening.name.startswith("{") or "{" in opening.mended:
        return twin("label", {"zh": opening.name, "en": opening.name})
    return twin("label", {"zh": "代码", "en": "code"})


def opens_block(line: Line) -> bool:
    """Say whether a line opens a block of ours, damaged or not."""
    if not may_open(line.text):
        return False
    opening = read_opening(line.text)
    return opening is not None and opening.block is not None


def end_of_code(lines: Sequence[Line], index: int, opening: Opening) -> int | None:
    """Give the line before which the code that opens at ``index`` was meant to end.

    None where it ends as it is written, or hides nothing of ours: it is never closed where
    no closing line follows, or where more code opens below a block of ours.
    """
    marker, count = opening.marker, opening.count
    closing = re.compile(rf"[ \t]*{marker}{{{count},}}[ \t]*$")
    again = re.compile(rf" {{0,3}}{marker}{{{count},}}(?![{marker}\s])[^`]*$")
    hidden: int | None = None
    for after in range(index + 1, len(lines)):
        text = lines[after].text
        if closing.match(text):
            return None
        if hidden is None and opens_block(lines[after]):
            hidden = after
        elif hidden is not None and marker != ":" and again.match(text):
            break
    return None if hidden is None else _heading_above(lines, hidden, index)


def end_of_comment(lines: Sequence[Line], index: int) -> tuple[int, int | None]:
    """Give where a comment ends, and the line before which it was meant to end, if another."""
    hidden: int | None = None
    for after in range(index, len(lines)):
        text = lines[after].text
        if hidden is not None and "<!--" in text:
            return after, _heading_above(lines, hidden, index - 1)
        if "-->" in text:
            return after, None
        if hidden is None and opens_block(lines[after]):
            hidden = after
    if hidden is None:
        return len(lines), None
    return len(lines), _heading_above(lines, hidden, index - 1)


def _heading_above(lines: Sequence[Line], at: int, least: int) -> int:
    """Give the heading right above a block, or the block."""
    above = at - 1
    while above > least and not lines[above].text.strip():
        above -= 1
    return above if above > least and HEADING.match(lines[above].text) else at


def hidden_in_html(lines: Sequence[Line]) -> int | None:
    """Give the line of a block of ours among HTML that ends at a blank line."""
    if not lines or _HTML_OF_ITS_OWN.match(lines[0].text):
        return None
    return next((at for at, line in enumerate(lines) if opens_block(line)), None)
