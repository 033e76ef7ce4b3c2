"""The ground of the writer: nested frames of Typst expressions, anchors and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxTranslator

from sphinx_digest.pdf.labels import Labels, ids_of
from sphinx_digest.pdf.literal import LONGEST_WORD, Cleaner, flow, quote, runs

if TYPE_CHECKING:
    from sphinx_digest.pdf.builder import DigestPdfBuilder

_ = get_translation("sphinx_digest")
WEB_SCHEMES = ("http:", "https:", "ftp:", "ftps:")
SAFE_SCHEMES = (*WEB_SCHEMES, "mailto:", "tel:")


class Frames(SphinxTranslator):
    """Collect expressions; every node yields one expression in the frame of its parent."""

    builder: DigestPdfBuilder

    def __init__(self, document: nodes.document, builder: DigestPdfBuilder) -> None:
        super().__init__(document, builder)
        self.docname: str = document.get("docname", builder.config.root_doc)
        self.labels = Labels(document, self.docname)
        self.clean: Cleaner = builder.cleaner
        self.placed: set[str] = set()
        self._frames: list[list[str]] = [[]]
        self._held: list[str] | None = None

    @property
    def body(self) -> str:
        """The whole text as a Typst code block."""
        return "{" + ";\n".join(self._frames[0]) + "}"

    def text(self, text: str) -> str:
        """Write a string literal without the characters that cannot be shown."""
        return quote(self.clean(text))

    def emit(self, expression: str) -> None:
        """Add one expression to the frame."""
        self._frames[-1].append(expression)

    def open(self, node: nodes.Element | None = None) -> None:
        """Begin a frame, with the anchors of the node inside."""
        self._frames.append([])
        if node is not None:
            self.anchor(node)

    def close(self) -> str:
        """End the frame and return it as one content expression."""
        return "{" + ";".join(self._frames.pop()) + "}"

    def close_items(self) -> str:
        """End the frame and return its expressions as arguments."""
        return "".join(item + ", " for item in self._frames.pop())

    def shut(self, function: str, *arguments: str) -> None:
        """End the frame and emit a call on it."""
        body = self.close()
        self.emit(f"{function}({', '.join([*arguments, body])})")

    def label(self, node: nodes.Element) -> str | None:
        """Take the label of a node, once, as a literal."""
        for name in ids_of(node):
            found = self.labels.find(self.docname, name)
            if found is not None and found not in self.placed:
                self.placed.add(found)
                return self.text(found)
        return None

    def anchor(self, node: nodes.Element) -> None:
        """Mark the place that the ids of a node lead to."""
        label = self.label(node)
        if label is not None:
            target = self._held if self._held is not None else self._frames[-1]
            target.append(f"anchor({label})")

    def anchor_document(self, docname: str) -> None:
        """Mark the start of a document."""
        self.placed.add(f"{docname}:")
        self.emit(f"anchor({self.text(docname + ':')})")

    def named(self, node: nodes.Element, expression: str) -> None:
        """Emit a block that carries the label of the node itself."""
        label = self.label(node)
        if label is None:
            self.emit(expression)
        elif self._held is not None:
            self._held.append(f"anchor({label})")
            self.emit(expression)
        else:
            self.emit(f"named({label}, {expression})")

    def hold_anchors(self) -> bool:
        """Keep anchors back where content is repeated; return whether this call began it."""
        if self._held is not None:
            return False
        self._held = []
        return True

    def release_anchors(self) -> None:
        """Emit the anchors that were kept back."""
        held, self._held = self._held or [], None
        for expression in held:
            self.emit(expression)

    def link(self, uri: str, body: str) -> str:
        """Return a link on the body, or the body where the target is not in this PDF."""
        if uri.startswith("%"):
            docname, _hash, anchor = uri[1:].partition("#")
            label = self.labels.find(docname, anchor)
            if label is not None:
                return f"to({self.text(label)}, {body})"
            uri = self.builder.web_uri(docname, anchor)
        if uri.lower().startswith(SAFE_SCHEMES):
            return f"out({self.text(uri)}, {body})"
        return body

    def address(self, uri: str) -> str:
        """Return the address on the web that a link leads to, if it does."""
        if uri.startswith("%"):
            docname, _hash, anchor = uri[1:].partition("#")
            uri = self.builder.web_uri(docname, anchor)
        return uri if uri.lower().startswith(WEB_SCHEMES) else ""

    def warn(self, message: str, node: nodes.Node | None = None) -> None:
        """Log a warning of type ``digest``, subtype ``pdf``."""
        self.builder.warn(message, node)

    def visit_Text(self, node: nodes.Text) -> None:
        """Write running text; a word that no line has room for may break anywhere."""
        for words, long in runs(flow(node.astext()), self.longest_word):
            self.emit(f"run({self.text(words)})" if long else self.text(words))

    @property
    def longest_word(self) -> int:
        """The longest word that is sure to fit into a line here."""
        return LONGEST_WORD

    def depart_Text(self, node: nodes.Text) -> None:
        """Do nothing."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn once of a node that this writer does not know; its children still appear."""
        name = type(node).__name__
        if name not in self.builder.unknown_nodes:
            self.builder.unknown_nodes.add(name)
            self.warn(_("The PDF does not know %s nodes; only their text is printed.") % name, node)
        if isinstance(node, nodes.Element):
            self.anchor(node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Do nothing."""
