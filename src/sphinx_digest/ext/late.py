"""Blocks are rendered when a page is written, not when its source is read.

Sphinx keeps every document tree in memory, and pickles it, between reading and writing. A
block stands in the tree as one node with its title's markup and its free text; the many nodes
of its facts exist only while its page is being written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_digest.core.citations import with_issuer
from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.store import records_of
from sphinx_digest.core.times.closing import day_of_issue, was_over
from sphinx_digest.ext.amended import amendments, is_withdrawn, mark_of
from sphinx_digest.ext.bodies import aside
from sphinx_digest.ext.contact_links import contact_links
from sphinx_digest.ext.editors import derived_facts
from sphinx_digest.ext.masthead import masthead
from sphinx_digest.ext.page_render import PageRenderer
from sphinx_digest.ext.render import Renderer
from sphinx_digest.ext.state import archive_of, output_language, project_of
from sphinx_digest.ext.tables import digest_heading
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


#: What stands in the text of a notice and is no part of it.
_ASIDE = ("attachments", "deadline", "contact")


class digest_late(nodes.General, nodes.Element):  # noqa: N801
    """A block to be rendered: ``what`` it is, the number of its ``block`` in the reading.

    Its children are its title, where that has markup, and a container with its free text.
    Attachments have ``first`` and ``last``, the lines of their block.
    """


def late(
    what: str,
    block: int,
    record: Record | None = None,
    title: nodes.paragraph | None = None,
    content: list[nodes.Node] | None = None,
    **lines: Any,
) -> digest_late:
    """Make the node that stands for a block."""
    node = digest_late(what=what, block=block, classes=["digest-late"], **lines)
    if record and what in ("deadline", "contact"):
        node["ids"] = [record.id]
    if title is not None and any(not isinstance(child, nodes.Text) for child in title.children):
        node += title
    if content:
        node += nodes.container("", *content)
    return node


@dataclass
class Page:
    """A document as it is shown, with its records by the block they were written in."""

    document: Document
    renderer: Renderer
    editors: Callable[[Record], list[nodes.Node]] | None = None  # what they alone see of a record

    @cached_property
    def records(self) -> Mapping[int, Record]:
        """Find records by block."""
        return {record.block: record for record in records_of(self.document)}

    @cached_property
    def notices(self) -> Mapping[int, Notice]:
        """Find notices by block."""
        return {notice.record.block: notice for notice in self.document.notices}

    @cached_property
    def owners(self) -> Mapping[int, Notice]:
        """Find the notice of a deadline or a contact, by the block of that."""
        return {
            record.block: notice
            for notice in self.document.notices
            for record in (*notice.deadlines, *notice.contacts)
        }

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """Find the titles of parts by id."""
        return {part.id: part.title for part in self.document.parts}

    def render(self, node: digest_late) -> list[nodes.Node]:
        """Render what stands in the place of a block."""
        title = next((c for c in node.children if isinstance(c, nodes.paragraph)), None)
        content = [
            child
            for holder in node.children
            if isinstance(holder, nodes.container)
            for child in holder.children
        ]
        what = node["what"]
        if what == "attachments":
            return self.attachments(node["first"], node["last"])
        record = self.records[node["block"]]
        if what == "issue":
            # What follows the masthead tells of other issues too: see ``pages``.
            return masthead(record, self.renderer)
        for_editors = self.editors(record) if self.editors else []
        if what == "notice":
            return [*self.notice(record), *for_editors]
        owner = self.owners.get(record.block)
        block = (
            self.renderer.deadline(
                record,
                title,
                contact_links(record, owner, self.renderer.schemas, self.renderer.language),
                closed=was_over(record, day_of_issue(self.document)),
                withdrawn=is_withdrawn(owner),
            )
            if what == "deadline"
            else self.renderer.contact(record)
        )
        for name in ("ids", "names", "dupnames"):
            block[name] = node[name]
        block += [*for_editors, *content]
        return [block]

    def notice(self, record: Record) -> list[nodes.Node]:
        """Render the head of a notice."""
        notice = self.notices.get(record.block)
        if notice is None:
            return self.renderer.notice(record)
        record = _with_issuers(notice)
        amended = amendments(notice, self.renderer.language)
        if not isinstance(self.renderer, PageRenderer):
            return amended + self.renderer.notice(record)
        part = self.parts.get(notice.part or "", "")
        return amended + self.renderer.notice(record, notice, part=part)

    def attachments(self, first: int, last: int) -> list[nodes.Node]:
        """Render the attachments that stand on the lines of one block."""
        for notice in self.document.notices:
            own = tuple(a for a in notice.attachments if first <= a.span.line <= last)
            if own:
                return [self.renderer.attachments(own)]
        return []


def _with_issuers(notice: Notice) -> Record:
    """Name the issuers of the documents that a notice names by a number in a year alone."""
    values = notice.record.values
    named = {
        name: [with_issuer(notice, written) for written in values[name]]
        for name in ("repeals", "amends", "follows")
        if name in values
    }
    return replace(notice.record, values={**values, **named}) if named else notice.record


def page_of(env: BuildEnvironment, docname: str) -> Page | None:
    """Give a document in the language of the pages."""
    archive = archive_of(env)
    document = archive.shown_document(docname)
    if document is None:
        return None
    project, language = project_of(env), output_language(env.config)
    editors = None
    if project.for_editors:
        editors = partial(
            derived_facts, schemas=project.schemas, settings=project.settings, language=language
        )
    renderer = (PageRenderer if project.html else Renderer)(project.schemas, language)
    return Page(document, renderer, editors)


class RenderLate(SphinxPostTransform):
    """Renders the blocks of a page, before its references are resolved."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        """Put the nodes of each block in its place."""
        pages: dict[str, Page | None] = {}
        cards: list[nodes.container] = []
        for node in list(self.document.findall(digest_late)):
            docname = home_of(node, self.env.current_document.docname)
            if docname not in pages:
                pages[docname] = page_of(self.env, docname)
            page = pages[docname]
            rendered = page.render(node) if page else []
            if page and node["what"] == "notice" and (notice := page.notices.get(node["block"])):
                mark_title(node, notice, html=isinstance(page.renderer, PageRenderer))
            for name in ("ids", "names", "dupnames", "classes"):
                node[name] = []  # what is rendered has them; docutils would hand them on
            node.replace_self(aside(rendered) if node["what"] in _ASIDE else rendered)
            if node["what"] == "contact":
                cards += (block for block in rendered if isinstance(block, nodes.container))
        if project_of(self.env).html:
            lay_out(cards)


def mark_title(node: nodes.Node, notice: Notice, *, html: bool) -> None:
    """Put the mark of a notice that was corrected or withdrawn behind the title it stands under.

    Only the page has it: tables of contents took the title before. On a screen a title that led
    to the source leads to the notice itself; the facts link to the source.
    """
    mark, section = mark_of(notice), node.parent
    at = section.first_child_matching_class(nodes.title) if section is not None else None
    title = section[at] if at is not None else None
    if not isinstance(title, nodes.title):
        return
    if html:
        for link in title.findall(nodes.reference):
            if link.get("refuri") == notice.record.values.get("url", ""):
                del link["refuri"]
                link["refid"], link["internal"] = notice.record.id, True
    if mark is not None:
        title += [nodes.Text(" "), mark]


def lay_out(cards: Iterable[nodes.container]) -> None:
    """Put cards that follow each other into one container, which sets them side by side.

    The marks of what is no part of a body stand around each of them, and then around all.
    """
    for card in cards:
        parent = card.parent
        at = parent.index(card)
        before = parent[at - 3] if at >= 3 else None
        if isinstance(before, nodes.container) and "digest-contacts" in before["classes"]:
            before += card
            del parent[at - 2 : at + 1]  # the marks between them, and the card's old place
        else:
            words = str(_("Contacts"))
            title = digest_heading("", words, classes=["digest-contacts-title"])
            holder = nodes.container("", title, classes=["digest-contacts"])
            parent[at] = holder
            holder += card


def home_of(node: nodes.Node, docname: str) -> str:
    """Name the document a node came from: in joined documents that is not the page's own."""
    parent = node.parent
    while parent is not None:
        if "docname" in getattr(parent, "attributes", {}):
            return str(parent["docname"])
        parent = parent.parent
    return docname
