"""The writer: documents, sections and headings, on top of all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_digest.pdf.keeping import signed_below
from sphinx_digest.pdf.labels import classes_of, ids_of
from sphinx_digest.pdf.records import Records

if TYPE_CHECKING:
    from sphinx_digest.pdf.builder import DigestPdfBuilder


#: A notice up to this length, in characters, takes less than half a page.
UNDIVIDED = 450


def sole_section(document: nodes.Element) -> nodes.section | None:
    """Return the section that is the whole document, if it is one."""
    sections = [child for child in document.children if isinstance(child, nodes.section)]
    return sections[0] if len(sections) == 1 else None


class DigestPdfTranslator(Records):
    """Turn a joined document into the source of a Typst document."""

    def __init__(self, document: nodes.document, builder: DigestPdfBuilder) -> None:
        super().__init__(document, builder)
        self._kinds: list[str] = []
        self._cover: nodes.section | None = None
        self._label = "none"
        self.preface = "none"
        self._opening: tuple[int, int] | None = None  # where the text on the cover's page begins

    def visit_document(self, node: nodes.document) -> None:
        """Begin; the title of the whole is on the cover, not in the text."""
        self._cover = sole_section(node)
        self.anchor_document(self.docname)

    def depart_document(self, node: nodes.document) -> None:
        """Do nothing."""

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Begin a document that was joined in; what stood before the first is the preface."""
        self._take_preface()
        node["outer"] = self.docname
        self.docname = node["docname"]
        if self.labels.find(self.docname, "") == f"{self.docname}:":
            self.anchor_document(self.docname)

    def depart_start_of_file(self, node: nodes.Element) -> None:
        """Return to the document around it."""
        self.docname = node["outer"]

    def visit_section(self, node: nodes.Element) -> None:
        """Begin a section."""
        if node is self._cover:
            self.anchor(node)
            self._kinds.append("issue" if self.builder.single_issue else "cover")
            if not self.builder.single_issue:
                self._opening = len(self._frames), len(self._frames[-1])
            return
        self._opening = None
        if self._ends_issue(node):
            self.open()
        self._depth += 1
        self._kinds.append(self._kind(node))
        if not any(isinstance(child, nodes.title) for child in node.children):
            self.anchor(node)

    def depart_section(self, node: nodes.Element) -> None:
        """End the section."""
        self._kinds.pop()
        if node is not self._cover:
            self._depth -= 1
        if self._ends_issue(node):
            self.shut("undivided", *(["sticky: true"] if signed_below(node) else []))

    def _ends_issue(self, section: nodes.Element) -> bool:
        """Whether a notice is the last of its issue, and short enough to stay in one piece."""
        if "digest-notice" not in classes_of(section) or len(section.astext()) > UNDIVIDED:
            return False
        if any(section.findall(nodes.image)):
            return False
        return section.next_node(nodes.section, descend=False, siblings=True, ascend=True) is None

    def _take_preface(self) -> None:
        if self._opening is not None and self._opening[0] == len(self._frames):
            frame, start = self._frames[-1], self._opening[1]
            if opening := frame[start:]:
                self.preface = "{" + ";".join(opening) + "}"
                del frame[start:]
        self._opening = None

    def _kind(self, node: nodes.Element) -> str:
        classes = classes_of(node)
        if "digest-part" in classes:
            return "part"
        if "digest-notice" in classes:
            return "notice"
        if "notice" in self._kinds or "sub" in self._kinds:
            return "sub"
        if isinstance(node.parent, addnodes.start_of_file):
            if self.docname in self.builder.issue_docnames:
                return "issue"
            if self._depth == 1:
                return "chapter"
        if "part" in self._kinds:
            return "group"
        if any("digest-notice" in classes_of(inner) for inner in node.findall(nodes.section)):
            return "group"
        return f"section{min(self._depth, 4)}"

    def visit_title(self, node: nodes.Element) -> None:
        """Begin a heading or the title of a box."""
        parent = node.parent
        if parent is self._cover or isinstance(parent, nodes.table):
            raise nodes.SkipNode
        if isinstance(parent, nodes.section):
            self._label = self.label(parent) or "none"
            self.hold_anchors()
        self.open()
        if isinstance(parent, nodes.section):
            number = self._section_number(parent)
            if number:
                self.emit(self.text(number + "\u2003"))

    def depart_title(self, node: nodes.Element) -> None:
        """Emit it."""
        if not isinstance(node.parent, nodes.section):
            self.anchor(node)
            self.shut("box-title")
            return
        body = self.close()
        self.emit(f'head({self._depth}, "{self._kinds[-1]}", {self._label}, {body})')
        self.release_anchors()

    def _section_number(self, section: nodes.Element) -> str:
        numbers = self.builder.env.toc_secnumbers.get(self.docname, {})
        for name in ids_of(section):
            if number := numbers.get(f"#{name}"):
                return ".".join(str(part) for part in number)
        if isinstance(section.parent, addnodes.start_of_file) and (number := numbers.get("")):
            return ".".join(str(part) for part in number)
        return ""
