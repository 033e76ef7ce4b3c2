"""Markdown's block rules, switched on and off as MyST-Parser does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import (
    StateBlock,
    heading,
    list_block,
    make_fence_rule,
    paragraph,
    table,
)
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.substitution import substitution_plugin

from sphinx_digest.core.model import MarkupSettings

_BLOCK_PLUGINS: Mapping[str, Callable[..., None]] = {
    "amsmath": amsmath_plugin,
    "dollarmath": dollarmath_plugin,
    "deflist": deflist_plugin,
    "fieldlist": fieldlist_plugin,
    "substitution": substitution_plugin,
    "attrs_block": attrs_block_plugin,
}


_BOLD = re.compile(r"\*\*[^\W_]")

#: Rules that the shortcut for plain lines takes for granted.
_PLAIN_NEEDS = frozenset({"heading", "list", "paragraph", "table"})


@cache
def _parser(markup: MarkupSettings) -> MarkdownIt:
    # Inline rules stay at home: only blocks are read here, which is much faster.
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )
    if "colon_fence" in markup.extensions:
        parser.block.ruler.before(
            "fence",
            "colon_fence",
            make_fence_rule(markers=(":",), token_type="colon_fence"),
            {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]},
        )
    for name, plugin in _BLOCK_PLUGINS.items():
        if name in markup.extensions:
            parser.use(plugin)
    parser.disable(sorted(markup.disable_syntax), True)
    if not markup.disable_syntax & _PLAIN_NEEDS and "deflist" not in markup.extensions:
        rule = _plain_before_table("lheading" not in markup.disable_syntax)
        parser.block.ruler.at("table", rule, {"alt": ["paragraph", "reference"]})
    return parser


def _plain_before_table(underlined: bool) -> Callable[[StateBlock, int, int, bool], bool]:
    """Make the rule for tables one that also reads headings and paragraphs of one line.

    Most lines are such, and a dozen rules would look at each. Only where no other rule could
    match: a letter at the start, and nothing below that could belong to it.
    """

    def plain_or_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at, below = state.bMarks[start] + state.tShift[start], start + 1
        if silent or not 0 <= state.sCount[start] - state.blkIndent < 4:
            return table(state, start, end, silent)
        first, last = state.src[at], below >= state.lineMax or state.isEmpty(below)
        if first == "#" and last:
            return heading(state, start, end, silent)
        plain = first.isalpha() or first > "\u2e7f" or _BOLD.match(state.src, at)
        if not plain or not (last or _begins_item(state, below, end)):
            return table(state, start, end, silent)
        if underlined:
            state.parentType = "paragraph"  # as the rule for underlined headings leaves it
        bottom, state.lineMax = state.lineMax, below
        paragraph(state, start, below, silent)
        state.lineMax = bottom
        return True

    return plain_or_table


def _begins_item(state: StateBlock, line: int, end: int) -> bool:
    """Say whether a line ends the paragraph above it as an item of a list."""
    first = state.src[state.bMarks[line] + state.tShift[line]]
    if line >= end or first not in "-*+0123456789" or state.sCount[line] < 0:
        return False
    if state.sCount[line] - state.blkIndent > 3:
        return False
    before, state.parentType = state.parentType, "paragraph"
    found = list_block(state, line, end, True)
    state.parentType = before
    return found


def block_tokens(source: str, markup: MarkupSettings) -> list[Token]:
    """Give the block tokens of a source."""
    parser = _parser(markup)
    tokens: list[Token] = []
    parser.block.parse(source, parser, {}, tokens)
    return tokens


def indented_code(markup: MarkupSettings) -> bool:
    """Say whether four leading spaces make code."""
    return "code" not in markup.disable_syntax
