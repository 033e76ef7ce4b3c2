"""The head of an issue: its facts, its contents, its deadlines at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docutils import nodes

from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.times.closing import day_of_issue, was_over
from sphinx_digest.core.times.counting_words import last_day_words
from sphinx_digest.ext.amended import is_withdrawn, withdrawn_mark
from sphinx_digest.ext.render import Renderer, closed_mark
from sphinx_digest.ext.tables import link_to, make_table
from sphinx_digest.ext.words import _, code_label


def issue_header(document: Document, record: Record, renderer: Renderer) -> list[nodes.Node]:
    """Render masthead, contents and deadlines of an issue."""
    rendered = masthead(document, record, renderer)
    if document.notices:
        rendered.append(contents_of(document))
    rows = [(notice, deadline) for notice in document.notices for deadline in notice.deadlines]
    if rows:
        rendered.append(glance(rows, renderer, day_of_issue(document)))
    return rendered


def masthead(
    _document: Document, record: Record, renderer: Renderer, *more: nodes.field
) -> list[nodes.Node]:
    """Render the facts of an issue."""
    facts = renderer.facts([*renderer.record_facts(record), *more])
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
    title = nodes.paragraph("", str(_("In this issue")), classes=["digest-block-title"])
    return nodes.container("", title, top, classes=["digest-toc"])


def _when_key(row: tuple[Notice, Record]) -> tuple[bool, str]:
    values, count = row[1].values, row[1].count
    counted = count.nominal_end if count else None
    when = counted or values.get("end") or values.get("on") or values.get("start") or ""
    return (not when or when == "published", when)


def glance(
    rows: list[tuple[Notice, Record]], renderer: Renderer, day: date | None
) -> nodes.container:
    """Make the table of an issue's deadlines, the earliest first, the undated last.

    What was over before ``day`` is marked.
    """
    language = renderer.language
    cells: list[list[list[nodes.Node]]] = [
        [
            [
                nodes.Text(last_day_words(deadline, language)),
                *([nodes.Text(" "), closed_mark()] if was_over(deadline, day) else []),
                *_status_mark(deadline, renderer),
                *([nodes.Text(" "), withdrawn_mark()] if is_withdrawn(notice) else []),
            ],
            [link_to(deadline.id, deadline.title)],
            [nodes.Text(str(deadline.values.get("for", "")))],
            [link_to(notice.record.id, notice.record.title)],
        ]
        for notice, deadline in sorted(rows, key=_when_key)
    ]
    head = [str(_("When")), str(_("What")), str(_("For whom")), str(_("Notice"))]
    table = make_table(head, cells, (22, 24, 18, 36), ["digest-table", "digest-glance"])
    title = nodes.paragraph("", str(_("Deadlines at a glance")), classes=["digest-block-title"])
    return nodes.container("", title, table, classes=["digest-deadlines"])


def _status_mark(deadline: Record, renderer: Renderer) -> list[nodes.Node]:
    """Mark a deadline that was extended or cancelled."""
    status = deadline.values.get("status")
    if status not in ("extended", "cancelled"):
        return []
    known = renderer.schemas.properties("deadline")["status"]
    words = code_label(known, status, renderer.language)
    return [nodes.Text(" "), nodes.inline("", words, classes=["digest-status"])]
