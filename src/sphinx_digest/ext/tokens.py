"""Dates, mail and web addresses in narrow columns: where a line of a page may break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    texts = {id(text): text for place in _places(doctree) for text in place.findall(nodes.Text)}
    for text in texts.values():
        if isinstance(text.parent, _VERBATIM) or not _TOKEN.search(text):
            continue
        text.parent.replace(text, list(_pieces(text.astext())))


def _places(doctree: nodes.document) -> Iterator[nodes.Element]:
    for node in doctree.findall(nodes.Element):
        classes = node.get("classes", ())
        if (
            (isinstance(node, nodes.table) and "digest-table" in classes)
            or (isinstance(node, nodes.field_list) and "digest-facts" in classes)
            or "digest-contact-title" in classes
        ):
            yield node


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
