"""A list of attachments: one a line, nested by indentation, in MyST or reStructuredText."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.body import plain_title
from sphinx_digest.core.formats import is_web_address
from sphinx_digest.core.model import Attachment, Block, Diagnostic, Markup, Place

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|[0-9]+[.)])[ \t]+(?P<rest>.*)")
_LABEL = re.compile(
    r"(?P<label>(?:附件|附表|附录|附)[ 　]*[0-9一二三四五六七八九十]*(?:[-–—－][0-9]+)*"
    r"|(?:Annex|Attachment|Appendix)[ ]*[0-9A-Z-]*)[ 　]*[：:.、][ 　]*",
    re.IGNORECASE,
)
_MYST_LINK = re.compile(
    r"\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?P<url><[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
)
_RST_LINK = re.compile(r"`(?P<title>[^`<]+?)\s*<(?P<url>[^<>`]*)>`_{1,2}")
_EMBEDDED = re.compile(r"[ 　]*(?:（随文）|\(随文\)|\(embedded\)|（embedded）)\s*", re.IGNORECASE)


def read_attachments(block: Block, markup: Markup) -> tuple[list[Attachment], list[Diagnostic]]:
    """Read the items of an ``attachments`` block; what is no item is a finding."""
    attachments: list[Attachment] = []
    diagnostics: list[Diagnostic] = []
    indents: list[int] = []
    for offset, line in _lines(block.body.value):
        if not line.strip():
            continue
        span = block.body.span(offset + len(line) - len(line.lstrip()), offset + len(line.rstrip()))
        item = _ITEM.fullmatch(line)
        if item is None or not item["rest"].strip():
            values = {"value": line.strip()[:30]}
            diagnostics.append(Diagnostic("DGT062", Place(block.file, span), values))
            continue
        width = len(item["indent"].expandtabs(4))
        while indents and indents[-1] > width:
            indents.pop()
        if not indents or indents[-1] < width:
            indents.append(width)
        start = offset + item.start("rest")
        attachment, bad_url = _read_item(item["rest"], block, start, len(indents), markup)
        attachments.append(attachment)
        if bad_url:
            diagnostics.append(bad_url)
    if not attachments and not diagnostics:
        values = {"value": " "}
        diagnostics.append(Diagnostic("DGT062", Place(block.file, block.name_span), values))
    return attachments, diagnostics


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _read_item(
    rest: str, block: Block, start: int, level: int, markup: Markup
) -> tuple[Attachment, Diagnostic | None]:
    label = _LABEL.match(rest)
    content = rest[label.end() :] if label else rest
    embedded = bool(_EMBEDDED.search(content))
    content = _EMBEDDED.sub("", content)
    link = (_MYST_LINK if markup == "myst" else _RST_LINK).search(content)
    url = None
    bad: Diagnostic | None = None
    if link:
        url = link["url"].strip("<>").strip()
        at = rest.find(link["url"])
        span = block.body.span(start + at, start + at + len(link["url"]))
        if not url or not _is_target(url):
            bad = Diagnostic("DGT024", Place(block.file, span), {"value": url})
        before = content[: link.start()].strip()
        after = content[link.end() :].strip()
        title = " ".join(piece for piece in (before, link["title"], after) if piece)
        if not label and (inner := _LABEL.match(title)):
            label, title = inner, title[inner.end() :]
    else:
        title = content
    return (
        Attachment(
            title=plain_title(title),
            label=_one_form(label["label"]) if label else None,
            url=url or None,
            embedded=embedded,
            level=level,
            span=block.body.span(start, start + len(rest)),
        ),
        bad,
    )


def _one_form(label: str) -> str:
    """Write a label one way: 附件 1-1, 附件一."""
    closed = "".join(label.split())
    return re.sub(r"(?<=[^0-9-])(?=[0-9])", " ", re.sub("[–—－]", "-", closed), count=1)


def _is_target(url: str) -> bool:
    """Say whether a link leads somewhere: the web, or a file beside the issue."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    return is_web_address(url) if scheme else not url.startswith("#")
