"""The HTML of each notice's own text, for ``digest.json``: cut out of the page as it is written.

Marks in the page say where a body begins and ends and which blocks of ours lie within. They
are taken out again before the page is written. What was cut is kept beside the doctrees, so
that pages that are not written anew, or that a parallel worker wrote, keep theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_MARK = re.compile(r"<!--digest:(begin|end|aside|back)(?: ([a-z0-9-]+))?-->\n?")


def _mark(what: str) -> nodes.raw:
    return nodes.raw("", f"<!--digest:{what}-->", format="html")


def body_marks(id_: str) -> tuple[nodes.raw, nodes.raw]:
    """Give the marks that stand before and behind the body of a notice."""
    return _mark(f"begin {id_}"), _mark(f"end {id_}")


def aside(block: list[nodes.Node]) -> list[nodes.Node]:
    """Mark a block as no part of the body around it."""
    return [_mark("aside"), *block, _mark("back")]


def _folder(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"digest-bodies-{app.builder.name}")


def take_bodies(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Cut the bodies out of a page; connected to ``html-page-context``."""
    body = context.get("body")
    if doctree is None or not isinstance(body, str) or "<!--digest:" not in body:
        return
    context["body"] = _MARK.sub("", body)
    path = _folder(app) / f"{pagename}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(cut(body), ensure_ascii=False), encoding="utf-8")


def cut(body: str) -> dict[str, str]:
    """Give the HTML between the marks by the id of the notice, blocks of ours left out."""
    found: dict[str, list[str]] = {}
    current: str | None = None
    skipping, last = False, 0
    for match in _MARK.finditer(body):
        if current is not None and not skipping:
            found[current].append(body[last : match.start()])
        last = match.end()
        what, id_ = match.groups()
        if what == "begin":
            current = id_
            found[id_] = []
        elif what == "end":
            current = None
        else:
            skipping = what == "aside"
    return {id_: "".join(pieces).strip() for id_, pieces in found.items()}


def last_written(app: Sphinx) -> int:
    """Say when a page with bodies was last written."""
    pages = _folder(app).rglob("*.json")
    return max((page.stat().st_mtime_ns for page in pages), default=0)


def bodies(app: Sphinx, docnames: Iterable[str]) -> dict[str, str]:
    """Give the bodies of all notices of some pages, by id."""
    collected: dict[str, str] = {}
    for docname in docnames:
        path = _folder(app) / f"{docname}.json"
        if path.is_file():
            collected |= json.loads(path.read_text(encoding="utf-8"))
    return collected
