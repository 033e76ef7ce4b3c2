"""HTML that may stand elsewhere: sanitised, with every address in full."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import nh3

from sphinx_digest.core.exported import Object, absolute, safe_text

_TAGS = frozenset(nh3.ALLOWED_TAGS - {"map", "area", "details", "summary", "nav", "span"})
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
#: What a page has for its own readers: the sign beside a heading, by which one links to it.
PERMALINK = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>')
#: A paragraph that is all an item or a cell holds: it would only stand off from its borders.
_ALONE = re.compile(
    r"(<(?:li|td|th)[^>]*>)\s*<p[^>]*>((?:(?!</?p\b).)*)</p>\s*(</(?:li|td|th)>)", re.DOTALL
)


def sanitised(
    digest: Object, html: str, page_url: str, styles: Mapping[str, str] | None = None
) -> str:
    """Give HTML without scripts, forms and styles; a link that leads nowhere loses its address.

    ``styles`` are put into the elements of their names, for readers that know no style sheets.
    """

    def address(_tag: str, attribute: str, value: str) -> str | None:
        if attribute not in ("href", "src"):
            return value
        full = absolute(digest, value, page_url)
        return None if attribute == "src" and full and not full.startswith("http") else full

    cleaned = nh3.clean(
        PERMALINK.sub("", safe_text(html)),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=address,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        set_tag_attribute_values={tag: {"style": style} for tag, style in (styles or {}).items()},
    )
    # An image that has lost its address says what it showed.
    cleaned = re.sub(r'<img(?![^>]*\ssrc=)(?:[^>]*\salt="([^"]*)")?[^>]*>', r"\1", cleaned)
    # What was written as a reference is a character by now.
    cleaned = _ALONE.sub(r"\1\2\3", safe_text(cleaned))
    return re.sub(r"<div[^>]*>\s*</div>\n?", "", cleaned).strip()


def text(value: str) -> str:
    """Give a text as HTML or XML has it, between tags and in attributes."""
    return escape(safe_text(value))


def deadline_line(url: str | None, pieces: tuple[str, str, str]) -> str:
    """Give a deadline with its link, the time in bold."""
    what, when, rest = pieces
    return link(url, what) + (f"<strong>{text(when)}</strong>" if when else "") + text(rest)


def link(url: str | None, words: str) -> str:
    """Give a link, or the words alone where there is no address."""
    return f'<a href="{text(url)}">{text(words)}</a>' if url else text(words)
