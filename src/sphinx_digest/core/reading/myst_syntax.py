"""Markdown's block rules, switched on and off as MyST-Parser does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
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


def block_tokens(source: str, markup: MarkupSettings) -> list[Token]:
    """Give the block tokens of a source."""
    parser = _parser(markup)
    tokens: list[Token] = []
    parser.block.parse(source, parser, {}, tokens)
    return tokens


def indented_code(markup: MarkupSettings) -> bool:
    """Say whether four leading spaces make code."""
    return "code" not in markup.disable_syntax
