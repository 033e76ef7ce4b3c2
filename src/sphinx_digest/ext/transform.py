"""The one transform: markers become the rendered document, and blocks are counted."""

from __future__ import annotations

import os
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Diagnostic, Document, Notice, Place, Reading, Record
from sphinx_digest.core.store import records_of
from sphinx_digest.ext.bodies import aside, body_marks
from sphinx_digest.ext.directives import digest_block
from sphinx_digest.ext.masthead import issue_header
from sphinx_digest.ext.render import Renderer, Translated
from sphinx_digest.ext.state import Current, archive_of, output_language, project_of


class digest_pending(nodes.General, nodes.Element):  # noqa: N801
    """What can be rendered only when every document is known; see ``ext.pages``."""


class AssembleDocument(SphinxTransform):
    """Replaces markers by nodes; runs after substitutions, before titles are collected."""

    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Render the records of the document and compare blocks with directives."""
        project = project_of(self.app)
        current = project.current
        if current is None or current.docname != self.env.docname:
            return
        markers = list(self.document.findall(digest_block))
        found = compare(current)
        archive = archive_of(self.env)
        if found:
            archive.found[current.docname] = tuple(found)
        if not markers:
            return
        renderer = Renderer(project.schemas, output_language(self.app))
        by_block = {record.block: record for record in records_of(current.document)}
        notices = {notice.record.block: notice for notice in current.document.notices}
        for marker in markers:
            self.replace(marker, current, by_block.get(marker["index"]), notices, renderer)

    def replace(
        self,
        marker: digest_block,
        current: Current,
        record: Record | None,
        notices: dict[int, Notice],
        renderer: Renderer,
    ) -> None:
        """Put the rendered record in the place of its marker."""
        translated, content = _split(marker)
        name = marker["block"]
        rendered: list[nodes.Node] = []
        if name == "digest-index":
            rendered = [
                digest_pending(kind="index", name=index.name, values=dict(index.values))
                for index in current.document.indexes
                if index.block == marker["index"]
            ]
        elif name == "attachments":
            rendered = self.attachments(marker["index"], current, renderer)
        elif record is None:
            rendered = content
        elif name == "issue":
            set_section(marker, record, "digest-issue")
            header = issue_header(current.document, record, translated, renderer)
            rendered = [*header, digest_pending(kind="neighbours"), *content]
        elif name == "part":
            section = set_section(marker, record, "digest-part")
            sign_off(section, record, translated, renderer)
            rendered = content
        elif name == "notice" and record.block in notices:
            section = set_section(marker, record, "digest-notice")
            cited = digest_pending(kind="cited-by", id=record.id)
            begin, end = body_marks(record.id)
            rendered = [*renderer.notice(record, translated), cited, begin, *content]
            section += end
        elif name == "deadline":
            block = renderer.deadline(record, translated, _contact_links(record))
            block += content
            rendered = aside(block)
        elif name == "contact":
            block = renderer.contact(record, translated)
            block += content
            rendered = aside(block)
        else:
            rendered = content
        marker.replace_self(rendered)

    def attachments(self, index: int, current: Current, renderer: Renderer) -> list[nodes.Node]:
        """Render the attachments of one block."""
        block = current.reading.blocks[index]
        for notice in current.document.notices:
            own = tuple(
                a for a in notice.attachments if block.opening.line <= a.span.line <= block.end_line
            )
            if own:
                return aside(renderer.attachments(own))
        return []


def _contact_links(record: Record) -> list[nodes.Node]:
    from sphinx import addnodes

    links: list[nodes.Node] = []
    for id_ in record.values.get("contact", ()):
        if links:
            links.append(nodes.Text("；"))
        links.append(
            addnodes.pending_xref(
                "",
                nodes.inline("", id_),
                refdomain="digest",
                reftype="contact",
                reftarget=id_,
                refexplicit=False,
                refwarn=False,
            )
        )
    return links


def _split(marker: digest_block) -> tuple[Translated, list[nodes.Node]]:
    """Take the translatable paragraphs and the free content out of a marker."""
    translated: dict[str, nodes.paragraph] = {}
    content: list[nodes.Node] = []
    for child in list(marker.children):
        assert isinstance(child, nodes.Element)
        if child.get("digest_field") == "content":
            content = list(child.children)
        elif isinstance(child, nodes.paragraph):
            translated[child.attributes.pop("digest_field")] = child
    return translated, content


def set_section(marker: digest_block, record: Record, class_: str) -> nodes.Element:
    """Make the record's id the first id of the section it stands in."""
    section = marker.parent
    while section is not None and not isinstance(section, nodes.section | nodes.document):
        section = section.parent
    assert isinstance(section, nodes.Element)
    if class_ not in section["classes"]:
        section["classes"].append(class_)
    if record.id not in section["ids"]:
        section["ids"].insert(0, record.id)
    document = marker.document
    if document is not None:
        document.ids[record.id] = section
    return section


def sign_off(
    section: nodes.Element, record: Record, translated: Translated, renderer: Renderer
) -> None:
    """Put the facts of a part at its head and its signature at its end."""
    fields = renderer.record_facts(record, translated)
    signed = ("digest-fact-department", "digest-fact-signed")
    head = [f for f in fields if f["classes"][1] not in signed]
    tail = [f for f in fields if f["classes"][1] in signed]
    own = renderer.own_facts(record, translated)
    title = section.first_child_matching_class(nodes.title)
    at = 0 if title is None else title + 1
    if head or own:
        block = [renderer.facts(head)] if head else []
        section.insert(at, nodes.container("", *block, *own, classes=["digest-part-facts"]))
    if tail:
        # A section's own text cannot follow its subsections; the signature is a container
        # that every writer accepts there.
        section += nodes.container("", renderer.facts(tail), classes=["digest-signoff"])


def compare(current: Current) -> list[Diagnostic]:
    """Find blocks that were written and did not run; strays were noted when they ran."""
    reading: Reading = current.reading
    document: Document = current.document
    found = list(current.stray)
    damaged = {
        (os.path.abspath(d.place.file), d.place.span.line)
        for d in document.diagnostics
        if d.code < "DGT020" or d.code == "DGT051"
    }
    for index, block in enumerate(reading.blocks):
        if index in current.ran:
            continue
        path = os.path.abspath(block.file)
        lines = range(block.opening.line, block.end_line + 1)
        if any((path, line) in damaged for line in lines):
            continue  # the reader has said why
        place = Place(block.file, block.name_span)
        found.append(Diagnostic("DGT070", place, block_label(block.name)))
    return found
