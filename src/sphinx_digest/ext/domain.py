"""The domain ``digest``: object types, roles, indexes, and the data that a build keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import get_translation
from sphinx.roles import XRefRole

from sphinx_digest.core.elsewhere import Foreign, number_name
from sphinx_digest.core.index.documents import cited_numbers
from sphinx_digest.core.numbers import document_key
from sphinx_digest.core.store import Target
from sphinx_digest.ext.directives import NAMES, DigestDirective
from sphinx_digest.ext.index_html import number_anchor
from sphinx_digest.ext.indexes import ContactsIndex, DatesIndex, DocumentsIndex
from sphinx_digest.ext.print import PdfContent
from sphinx_digest.ext.state import Archive, Project, project_of
from sphinx_digest.ext.tables import link_across
from sphinx_digest.ext.words import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_ = get_translation(CATALOGUE)
#: The page of the index that lists document numbers.
NUMBERS_PAGE = "digest-documents"
ROLES = ("issue", "notice", "deadline", "contact", "docnum")


class DigestRole(XRefRole):
    """A link to a record; its title is the record's unless one is written."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline)

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Note that the role ran; take the class ``digest`` off, which has not our prefix."""
        if "reftype" in node and (current := project_of(env).current):
            current.asked.add((node["reftype"], "".join(node["reftarget"].split())))
        for inner in node.findall(nodes.inline):
            inner["classes"] = [name for name in inner["classes"] if name != "digest"]
        return super().result_nodes(document, env, node, is_ref)


class DigestDomain(Domain):
    """Issues, parts, notices, deadlines and contacts as objects that can be referred to.

    ``data`` holds by docname pickled documents, findings and translated words, and for each
    builder what its pages showed of other pages when they were last written.
    """

    name = "digest"
    label = "Digest"
    data_version = 5
    object_types: ClassVar[dict[str, ObjType]] = {
        "issue": ObjType(_("issue"), "issue"),
        "part": ObjType(_("part"), "part"),
        "notice": ObjType(_("notice"), "notice", "docnum"),
        "deadline": ObjType(_("deadline"), "deadline"),
        "contact": ObjType(_("contact"), "contact"),
    }
    directives: ClassVar[dict[str, Any]] = dict.fromkeys(NAMES, DigestDirective)
    roles: ClassVar[dict[str, Any]] = {role: DigestRole() for role in ROLES}
    indices: ClassVar[list[Any]] = [DocumentsIndex, DatesIndex, ContactsIndex]
    initial_data: ClassVar[dict[str, Any]] = {
        "packed": {},
        "found": {},
        "words": {},
        "kept": {},
        "shown": {},
        "state": 0,
    }

    project: Project  # attached once the builder is there

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        data = self.data
        self.archive = Archive(data["packed"], data["found"], data["words"], data["kept"])

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.archive.forget(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel worker read."""
        self.archive.merge(otherdata, docnames)

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Give every record for the inventory and the search."""
        return self.archive.keep("objects", lambda: list(self._objects()))

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for target in self.archive.shown.targets.values():
            title = target.title or target.id
            priority = 1 if target.kind in ("notice", "issue") else 2
            yield (target.id, title, target.kind, target.docname, target.id, priority)
        for notice in self.archive.shown.notices.values():  # not for the search, so -1
            record, number = notice.record, notice.record.values.get("number", "unknown")
            for issuer in record.values.get("issuer", [None]) if number != "unknown" else ():
                name = number_name(issuer, number)
                docname = self.archive.shown.targets[record.id].docname
                yield name, record.title or record.id, "docnum", docname, record.id, -1

    def pdf_content(self) -> PdfContent:
        """Give what the PDF shows of the records."""
        return PdfContent(self.env)

    def find(self, kind: str, target: str) -> Target | None:
        """Find a record by id; for a document number, the one notice that bears it."""
        found = self.archive.shown.targets.get(target)
        return found if found and kind in (found.kind, "any") else None

    def find_elsewhere(self, typ: str, target: str, node: addnodes.pending_xref) -> Foreign | None:
        """Find a record of another volume, where ours has none that may be meant."""
        elsewhere = self.archive.elsewhere
        if typ != "docnum":
            return elsewhere.find(typ, target)
        explicit = node.get("refexplicit")
        number, meant = (node.astext(), target) if explicit else (target, None)
        if self.archive.digest.find_document(number, meant):
            return None
        return elsewhere.find_document(number, meant, self.archive.aliases)

    def resolve_xref(  # noqa: PLR0917
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to the record, or leave the text; what is missing was reported by the core."""
        if typ == "docnum":
            explicit = node.get("refexplicit")
            number = node.astext() if explicit else target
            fits = self.archive.digest.find_document(number, target if explicit else None)
            found = self.find("any", fits[0]) if len(fits) == 1 else None
        else:
            found = self.find(typ, target)
        if found is None and (other := self.find_elsewhere(typ, target, node)):
            return link_elsewhere(builder, fromdocname, other, typ, node, contnode)
        if found is None and (row := self.row_of(builder, fromdocname, node)):
            return nodes.reference("", "", contnode, internal=True, refuri=row)
        if found is None:
            # Not None: Sphinx would report it a second time under nitpicky.
            return contnode  # type: ignore[return-value]
        if not node.get("refexplicit") and typ != "docnum":
            contnode = nodes.inline("", found.title or found.id, classes=contnode["classes"])
        return link_across(builder, fromdocname, found.docname, found.id, contnode, found.title)

    def row_of(self, builder: Builder, docname: str, node: addnodes.pending_xref) -> str:
        """Give where the index of numbers has a number that no notice bears; else nothing."""
        indices = getattr(builder, "domain_indices", ())
        written = node["reftype"] == "docnum" and self.project.index_body is not None
        if not written or all(name != NUMBERS_PAGE for name, *_rest in indices):
            return ""
        key = document_key(node.astext() if node.get("refexplicit") else node["reftarget"])
        # Only what this very page cites has a row for certain, whatever other pages become.
        document, collator = self.archive.document(docname), self.project.collator
        if document is None or document.draft:
            return ""
        rows = cited_numbers(self.archive.shown, document, collator)
        fits = [row for row in rows if document_key(row[1]) == key]
        asked = self.archive.aliases.get(issuer := node["reftarget"].rpartition(" ")[0], issuer)
        if not fits:
            return ""
        row = next((row for row in fits if row[0] == asked), fits[0])
        address = builder.get_relative_uri(docname, NUMBERS_PAGE)
        return f"{address}#{number_anchor(*row, collator)}"

    def resolve_any_xref(  # noqa: PLR0917
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve a reference whose kind is not said."""
        found = self.find("any", target)
        if found is None:
            return []
        if not node.get("refexplicit"):
            contnode = nodes.inline("", found.title or found.id)
        reference = link_across(
            builder, fromdocname, found.docname, found.id, contnode, found.title
        )
        return [(f"digest:{found.kind}", reference)]


def link_elsewhere(  # noqa: PLR0917
    builder: Builder,
    docname: str,
    found: Foreign,
    typ: str,
    node: addnodes.pending_xref,
    child: nodes.Element,
) -> nodes.reference:
    """Link to a record of another volume; a way from our root starts at the page's folder."""
    if not node.get("refexplicit") and typ != "docnum":
        child = nodes.inline("", found.title or found.id, classes=child["classes"])
    url = found.url
    if not re.match("[a-z]+:|/", url):
        url = "../" * builder.get_target_uri(docname).count("/") + url
    return nodes.reference("", "", child, internal=False, refuri=url, reftitle=found.title)


def add_bare_roles(app: Sphinx) -> None:
    """Register ``notice`` beside ``digest:notice`` where no other extension has the name."""
    from docutils.parsers.rst import roles

    for name in ROLES:
        if name not in roles._roles:  # type: ignore[attr-defined]
            app.add_role(name, _BareRole(name))
        else:
            project_of(app.env).foreign.add(name)


class _BareRole(DigestRole):
    """A role of the domain that is called without its prefix."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role

    def __call__(
        self,
        name: str,  # noqa: ARG002
        *args: Any,
        **kwargs: Any,
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return super().__call__(f"digest:{self.role}", *args, **kwargs)
