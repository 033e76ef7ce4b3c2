"""Transforms: markers give way to what pages are written from, and blocks are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_digest.core.model import Document, Reading, Record
from sphinx_digest.core.store import records_of
from sphinx_digest.ext.bodies import body_marks
from sphinx_digest.ext.compare import compare
from sphinx_digest.ext.directives import digest_block
from sphinx_digest.ext.late import digest_late, late
from sphinx_digest.ext.pending import digest_pending
from sphinx_digest.ext.render import Renderer
from sphinx_digest.ext.state import Current, archive_of, output_language, project_of
from sphinx_digest.ext.translation import Words, in_translation, title_of

#: The translatable words of a block by field, as paragraphs.
Translated = Mapping[str, nodes.paragraph]


@dataclass(frozen=True, slots=True)
class _Page:
    """A document as it is rendered: in translation, with its records by block."""

    document: Document
    reading: Reading
    records: Mapping[int, Record]
    notices: Set[int]
    bare_parts: Mapping[int, Record]  # parts without a block of their own, by a notice's block
    renderer: Renderer


class LabelSections(SphinxTransform):
    """Gives the labels before a header block to its section, before Sphinx collects labels."""

    default_priority = 840

    def apply(self, **_kwargs: Any) -> None:
        """Move the labels of header blocks."""
        for marker in self.document.findall(digest_block):
            if marker["ids"] and marker["block"] in ("issue", "part", "notice"):
                hand_on(marker, [], section_of(marker))


class AssembleDocument(SphinxTransform):
    """Replaces markers by late blocks; runs after substitutions, before titles are collected."""

    default_priority = 860

    def apply(self, **_kwargs: Any) -> None:
        """Render the records of the document and compare blocks with directives."""
        project = project_of(self.env)
        current = project.current
        if current is None or current.docname != self.env.docname:
            return
        markers = list(self.document.findall(digest_block))
        found = compare(current, {marker["index"] for marker in markers})
        archive = archive_of(self.env)
        if found:
            archive.found[current.docname] = tuple(found)
        if project.foreign and archive.document(current.docname):
            archive.put(without_foreign(current, project.foreign))
        if not markers:
            return
        pieces = [_split(marker) for marker in markers]
        words = translated_words(current.document, markers, pieces)
        if words:
            archive.words[current.docname] = words
        shown = in_translation(current.document, words)
        renderer = Renderer(project.schemas, output_language(self.config))
        page = _Page(
            shown,
            current.reading,
            {record.block: record for record in records_of(shown)},
            {notice.record.block for notice in shown.notices},
            _bare_parts(shown),
            renderer,
        )
        for marker, (translated, content) in zip(markers, pieces, strict=True):
            section = section_of(marker)
            rendered = (
                [*translated.values(), *content]
                if project.extracting
                else self.render(marker, page, translated, content)
            )
            hand_on(marker, rendered, section)
            if _stands_last(marker, current.reading):
                marker.parent.remove(marker)
                section += rendered
            else:
                marker.replace_self(rendered)
            give_id(section)

    def render(
        self,
        marker: digest_block,
        page: _Page,
        translated: Translated,
        content: list[nodes.Node],
    ) -> list[nodes.Node]:
        """Give what stands in the place of a marker until the page is written."""
        index, name = marker["index"], marker["block"]
        record = page.records.get(index)
        if name == "digest-index":
            return [
                digest_pending(kind="index", name=index_.name, values=dict(index_.values))
                for index_ in page.document.indexes
                if index_.block == index
            ]
        if name == "corrections":
            return []  # they stand at the head of their notice
        if name == "attachments":
            block = page.reading.blocks[index]
            return [late(name, index, first=block.opening.line, last=block.end_line)]
        if record is None:
            return content
        if name == "issue":
            set_section(marker, record, "digest-issue")
            return [late(name, index), digest_pending(kind="neighbours"), *content]
        if name == "part":
            section = set_section(marker, record, "digest-part")
            sign_off(section, record, page.renderer)
            return content
        if name == "notice" and record.block in page.notices:
            section = set_section(marker, record, "digest-notice")
            if part := page.bare_parts.get(record.block):
                set_division(marker, part)
            begin, end = body_marks(record.id)
            section += end
            cited = digest_pending(kind="cited-by", id=record.id)
            return [late(name, index), cited, begin, *content]
        if name in ("deadline", "contact"):
            block_ = late(name, index, record, translated.get("title"), content)
            free_id(marker.document, record.id, block_)
            return [block_]
        return content


def _stands_last(marker: digest_block, reading: Reading) -> bool:
    """Say whether a row of a notice's own list is shown below the text: all but deadlines are."""
    block = reading.blocks[marker["index"]]
    if not block.row or block.parent is None or block.name == "deadline":
        return False
    name: str = reading.blocks[block.parent].name
    return name == "notice"


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


def without_foreign(current: Current, foreign: Set[str]) -> Document:
    """Give the document without references whose bare role is another extension's."""
    return replace(
        current.document,
        references=tuple(
            reference
            for reference in current.document.references
            if reference.role not in foreign
            or (reference.role, "".join(reference.target.value.split())) in current.asked
        ),
    )


def translated_words(
    document: Document,
    markers: Sequence[digest_block],
    pieces: Sequence[tuple[Translated, list[nodes.Node]]],
) -> Words:
    """Collect the words that translators gave, from titles and fields."""
    words = Words()
    groups = {notice.record.block for notice in document.notices if notice.group}
    for marker, (translated, _content) in zip(markers, pieces, strict=True):
        block = marker["index"]
        for name, paragraph in translated.items():
            words.take(block, name, paragraph)
        if marker["block"] not in ("issue", "part", "notice"):
            continue
        section = section_of(marker)
        words.take(block, "title", title_of(section))
        group = title_of(section.parent) if block in groups else None
        if group is not None and group.get("translated"):
            words.groups[block] = group.astext()
    return words


def section_of(marker: nodes.Node) -> nodes.Element:
    """Give the section that a block stands in, or the document."""
    section = marker.parent
    while section is not None and not isinstance(section, nodes.section | nodes.document):
        section = section.parent
    assert isinstance(section, nodes.Element)
    return section


def set_section(marker: digest_block, record: Record, class_: str) -> nodes.Element:
    """Make the record's id the first id of the section it stands in."""
    section = section_of(marker)
    if class_ not in section["classes"]:
        section["classes"].append(class_)
    section["ids"] = [record.id, *(id_ for id_ in section["ids"] if id_ != record.id)]
    free_id(marker.document, record.id, section)
    return section


def set_division(marker: digest_block, part: Record) -> None:
    """Make a part's id the first id of the section right below the title of the document."""
    section = section_of(marker)
    while isinstance(section.parent, nodes.section) and isinstance(
        section.parent.parent, nodes.section
    ):
        section = section.parent
    if part.id not in section["ids"]:
        section["classes"].append("digest-part")
        section["ids"].insert(0, part.id)
        free_id(marker.document, part.id, section)


def _bare_parts(document: Document) -> dict[int, Record]:
    bare = {part.id: part for part in document.parts if part.block < 0}
    return {
        notice.record.block: bare[notice.part] for notice in document.notices if notice.part in bare
    }


def hand_on(marker: nodes.Element, rendered: list[nodes.Node], section: nodes.Element) -> None:
    """Give the labels that an editor wrote before a block to what stands in its place."""
    blocks = (node for node in rendered if isinstance(node, digest_late) and node["ids"])
    owner = next(blocks, section)
    for name in ("ids", "names", "dupnames"):
        owner[name] += [value for value in marker[name] if value not in owner[name]]
        if name == "ids" and marker.document is not None:
            marker.document.ids.update(dict.fromkeys(marker[name], owner))
        marker[name] = []


def give_id(section: nodes.Element) -> None:
    """Give a section an id, which tables of contents need, also where its notice is refused."""
    if isinstance(section, nodes.section) and not section["ids"] and section.document is not None:
        section.document.set_id(section)


def free_id(document: nodes.document | None, id_: str, owner: nodes.Element) -> None:
    """Take an id for a record; whatever docutils had given it to gets another one.

    Of two records with one id the first keeps it; the second was reported by the core.
    """
    if document is None:
        return
    other = document.ids.setdefault(id_, owner)
    if other is owner or id_ not in other["ids"]:
        document.ids[id_] = owner
        return
    if other["ids"][0] == id_ and any(c.startswith("digest-") for c in other["classes"]):
        owner["ids"].remove(id_)
        return
    document.ids[id_] = owner
    other["ids"].remove(id_)
    new = other["ids"][0] if other["ids"] else document.set_id(other)
    for name, named in document.nameids.items():
        if named == id_:
            document.nameids[name] = new
    for reference in document.findall(nodes.reference):
        if reference.get("refid") == id_:
            reference["refid"] = new


def sign_off(section: nodes.Element, record: Record, renderer: Renderer) -> None:
    """Put the facts of a part at its head and its signature at its end."""
    fields = renderer.record_facts(record)
    signed = ("digest-fact-department", "digest-fact-signed")
    head = [f for f in fields if f["classes"][1] not in signed]
    tail = [f for f in fields if f["classes"][1] in signed]
    own = renderer.own_facts(record)
    title = section.first_child_matching_class(nodes.title)
    at = 0 if title is None else title + 1
    if head or own:
        block = [renderer.facts(head)] if head else []
        section.insert(at, nodes.container("", *block, *own, classes=["digest-part-facts"]))
    if tail:
        # A section's own text cannot follow its subsections; the signature is a container
        # that every writer accepts there.
        section += nodes.container("", renderer.facts(tail), classes=["digest-signoff"])
