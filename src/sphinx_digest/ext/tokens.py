"""Dates, mail and web addresses in narrow columns: where a line of a page may break them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from docutils import nodes

# Browsers break after the hyphens of a date, and inside an address wherever the column ends.
_TOKEN = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?)"
    r"|(?P<mail>[\w.+-]+@[\w.-]*\w)"
    r"|(?P<url>https?://[!-~]+)",
    re.ASCII,
)
_MAIL_PARTS = re.compile(r"(?<=[@.])")
_VERBATIM = (nodes.literal, nodes.math, nodes.raw)


def hold_tokens(doctree: nodes.document) -> None:
    """Keep dates whole and let addresses break at their joints, in facts and tables of ours."""
    for text in list(_texts(doctree)):
        if isinstance(text.parent, _VERBATIM) or not _TOKEN.search(text):
            continue
        text.parent.replace(text, list(_pieces(text.astext())))


def _texts(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Yield the texts of facts and tables, in one walk: pages have many nodes."""
    open_: list[tuple[nodes.Element, bool]] = [(doctree, False)]
    while open_:
        element, held = open_.pop()
        for child in element.children:
            if isinstance(child, nodes.Element):
                open_.append((child, held or _holds(child)))
            elif held and isinstance(child, nodes.Text):
                yield child


def _holds(node: nodes.Element) -> bool:
    classes = node["classes"] if "classes" in node.attributes else ()
    return (
        (isinstance(node, nodes.table) and "digest-table" in classes)
        or (isinstance(node, nodes.field_list) and "digest-facts" in classes)
        or "digest-contact-title" in classes
    )


def _pieces(text: str) -> Iterator[nodes.Node]:
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            yield nodes.Text(text[at : match.start()])
        at = match.end()
        if match["date"]:
            yield nodes.inline("", match[0], classes=["digest-token"])
        elif match["url"]:
            yield nodes.inline("", match[0], classes=["digest-url"])
        else:
            for number, part in enumerate(_MAIL_PARTS.split(match[0])):
                if number:
                    yield nodes.raw("", "<wbr />", format="html")
                yield nodes.Text(part)
    if at < len(text):
        yield nodes.Text(text[at:])


@lru_cache(maxsize=4096)
def held_text(text: str) -> str:
    """Write a text as HTML, its dates and addresses held as ``hold_tokens`` does."""
    written, at = [], 0
    for match in _TOKEN.finditer(text):
        written.append(escape(text[at : match.start()]))
        at = match.end()
        if match["mail"]:
            written.append("<wbr />".join(map(escape, _MAIL_PARTS.split(match[0]))))
        else:
            look = "digest-token" if match["date"] else "digest-url"
            written.append(f'<span class="{look}">{escape(match[0])}</span>')
    return "".join([*written, escape(text[at:])])
