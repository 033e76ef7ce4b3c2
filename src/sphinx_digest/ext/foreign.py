"""Chinese on pages of another language says that it is Chinese, to those who hear the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.config import Config

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_PIECE = re.compile(r"(?P<tag><[a-z][^<>]*>)?(?P<text>(?:(?<=>)|^)[^<>]+)(?P<end></)?")
#: Languages written with Han characters: their pages need no mark, or another one.
_OWN = ("zh", "ja", "ko", "yue", "lzh")
_VERBATIM = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block)
#: docutils writes a class of this name as the language of an element.
_CLASS = "language-zh-CN"


def is_foreign(config: Config) -> bool:
    """Say whether Chinese is not the language of the pages."""
    return str(config.language or "en").replace("_", "-").partition("-")[0] not in _OWN


def is_ours(doctree: nodes.document) -> bool:
    """Say whether a page shows anything of a digest."""
    return any(
        str(name).startswith("digest-")
        for node in doctree.findall(nodes.Element)
        for name in node.attributes.get("classes", ())
    )


def mark_chinese(doctree: nodes.Element) -> None:
    """Mark the innermost elements of a page that hold Chinese."""
    for child in list(doctree.children):
        if isinstance(child, nodes.raw):
            if child.get("format") == "html":
                child.replace_self(nodes.raw("", marked(child.astext()), format="html"))
        elif isinstance(child, nodes.Element):
            if not isinstance(child, _VERBATIM):
                mark_chinese(child)
        elif _HAN.search(child.astext()) and _CLASS not in doctree["classes"]:
            doctree["classes"] = [*doctree["classes"], _CLASS]


def marked(html: str) -> str:
    """Mark the pieces of text that hold Chinese: on their own tag, where they fill it."""
    return _PIECE.sub(_mark, html)


def _mark(piece: re.Match[str]) -> str:
    tag, text, end = piece["tag"] or "", piece["text"], piece["end"] or ""
    if not _HAN.search(text) or " lang=" in tag:
        return piece[0]
    if tag and end and not tag.endswith("/>"):
        return f'{tag[:-1]} lang="zh-CN">{text}{end}'
    return f'{tag}<span lang="zh-CN">{text}</span>{end}'
