"""Markdown's block rules, switched on and off as MyST-Parser does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, make_fence_rule
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


#: Rules that plain lines are read by where no other could match.
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
    return parser


class MarkdownRules:
    """Markdown's rules for the blocks of one source."""

    def __init__(self, source: str, markup: MarkupSettings) -> None:
        parser = _parser(markup)
        self._rules = parser.block.ruler.getRules("")
        self._state = StateBlock(source, parser, {}, [])

    def block(self, line: int) -> tuple[list[Token], int]:
        """Give the tokens of the block that begins at a line, and the line after it."""
        state = self._state
        state.tokens, state.line = [], line
        any(rule(state, line, state.lineMax, False) for rule in self._rules)
        return state.tokens, max(state.line, line + 1)


def is_usual(markup: MarkupSettings) -> bool:
    """Say whether plain headings, paragraphs and lists are what they are by default."""
    return not markup.disable_syntax & _PLAIN_NEEDS and "deflist" not in markup.extensions


def has_colon_fences(markup: MarkupSettings) -> bool:
    """Say whether three colons open a directive."""
    return "colon_fence" in markup.extensions and "colon_fence" not in markup.disable_syntax


def indented_code(markup: MarkupSettings) -> bool:
    """Say whether four leading spaces make code."""
    return "code" not in markup.disable_syntax
