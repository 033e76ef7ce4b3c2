"""The head of an issue: its facts, its contents."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_digest.core.model import Document, Record
from sphinx_digest.ext.render import Renderer
from sphinx_digest.ext.tables import digest_heading, link_to
from sphinx_digest.ext.words import _


def masthead(record: Record, renderer: Renderer) -> list[nodes.Node]:
    """Render the facts of an issue."""
    facts = renderer.facts(renderer.record_facts(record))
    block = nodes.container("", facts, classes=["digest-masthead"])
    block += renderer.own_facts(record)
    return [block]


def contents_of(document: Document) -> nodes.container:
    """List parts, groups and notices, each a link."""
    titles = {part.id: part.title for part in document.parts}
    top = nodes.bullet_list("", bullet="-", classes=["digest-toc-list"])
    levels: list[tuple[str, nodes.bullet_list]] = []

    def under(path: Sequence[tuple[str, str | None]]) -> nodes.bullet_list:
        """Give the list below the parts and groups of ``path``, adding what is new."""
        depth = 0
        while depth < min(len(levels), len(path)) and levels[depth][0] == path[depth][0]:
            depth += 1
        del levels[depth:]
        parent = levels[-1][1] if levels else top
        for title, id_ in path[depth:]:
            words: nodes.Node = link_to(id_, title) if id_ else nodes.Text(title)
            inner = nodes.bullet_list("", bullet="-")
            parent += nodes.list_item("", nodes.paragraph("", "", words), inner)
            levels.append((title, inner))
            parent = inner
        return parent

    for notice in document.notices:
        path: list[tuple[str, str | None]] = []
        if notice.part:
            path.append((titles[notice.part], notice.part))
        if notice.group:
            path.append((notice.group, None))
        link = link_to(notice.record.id, notice.record.title)
        under(path).append(nodes.list_item("", nodes.paragraph("", "", link)))
    title = digest_heading("", str(_("In this issue")), classes=["digest-block-title"])
    return nodes.container("", title, top, classes=["digest-toc"])
