"""Inline markup: emphasis, literals, references, footnotes, mathematics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_digest.pdf.formula import UnknownFormulaError, formula
from sphinx_digest.pdf.frames import SAFE_SCHEMES, Frames, _
from sphinx_digest.pdf.labels import ids_of
from sphinx_digest.pdf.literal import runs

if TYPE_CHECKING:
    from sphinx_digest.pdf.builder import DigestPdfBuilder

CALLS = {
    "strong": "strong",
    "emphasis": "emph",
    "subscript": "sub",
    "superscript": "super",
    "title_reference": "emph",
    "literal_strong": "strong",
    "literal_emphasis": "emph",
    "manpage": "emph",
    "field_name": "strong",
    "desc_name": "strong",
}
PLAIN = (
    "inline",
    "abbreviation",
    "acronym",
    "generated",
    "problematic",
    "target",
    "substitution_reference",
    "pending_xref",
    "download_reference",
    "PassthroughTextElement",
    "desc_addname",
    "desc_annotation",
    "desc_inline",
    "desc_optional",
    "desc_returns",
    "desc_sig_element",
    "desc_sig_keyword",
    "desc_sig_keyword_type",
    "desc_sig_literal_char",
    "desc_sig_literal_number",
    "desc_sig_literal_string",
    "desc_sig_name",
    "desc_sig_operator",
    "desc_sig_punctuation",
    "desc_sig_space",
    "desc_type",
)


_WEB = re.compile(r"(?:https?|ftps?)://", re.IGNORECASE)


def _hidden(node: nodes.Element, address: str) -> bool:
    """Whether paper does not show where a link leads, and has a place to say it.

    A heading or the head of a table is repeated, so a note there would be too.
    """

    def bare(text: str) -> str:
        return _WEB.sub("", "".join(text.split())).removeprefix("www.").rstrip("/")

    place = node.parent
    while place is not None:
        if isinstance(place, nodes.title | nodes.thead):
            return False
        place = place.parent
    return bool(node.astext().strip()) and bare(node.astext()) != bare(address)


def _around(node: nodes.Element) -> nodes.Element:
    """Give the row of a table that a node stands in, else what holds it."""
    around = node.parent
    while isinstance(around, nodes.paragraph | nodes.entry):
        around = around.parent
    return around if isinstance(around, nodes.row) else node.parent


class Inline(Frames):
    """Write what stands inside a line."""

    def __init__(self, document: nodes.document, builder: DigestPdfBuilder) -> None:
        super().__init__(document, builder)
        self._addresses: dict[str, int] = {}
        self._cited = 0

    def visit_inline_call(self, node: nodes.Element) -> None:
        """Begin an inline node that Typst has a function for."""
        self.open(node)

    def depart_inline_call(self, node: nodes.Element) -> None:
        """Call the function."""
        self.shut(CALLS[type(node).__name__])

    def visit_plain(self, node: nodes.Element) -> None:
        """Begin an inline node without a look of its own."""
        self.open(node)

    def depart_plain(self, _node: nodes.Element) -> None:
        """Put its content in the line."""
        self.emit(self.close())

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        """Write the parameters of a signature."""
        self.anchor(node)
        self.emit(self.text(f"({', '.join(child.astext() for child in node.children)})"))
        raise nodes.SkipNode

    def visit_literal(self, node: nodes.Element) -> None:
        """Write inline code."""
        self.anchor(node)
        text = node.astext()
        long = any(long for _words, long in runs(text, self.longest_word))
        self.emit(f"{'long-raw' if long else 'raw'}({self.text(text)})")
        raise nodes.SkipNode

    def visit_math(self, node: nodes.Element) -> None:
        """Set a formula."""
        self.anchor(node)
        self.emit(self._formula(node, "formula-line"))
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.Element) -> None:
        """Set a displayed formula, with its number."""
        number = node.get("number")
        tail = self.text(f"({number})") if number else "none"
        self.named(node, f"formula-block({self._formula(node, 'formula-alone')}, {tail})")
        raise nodes.SkipNode

    def _formula(self, node: nodes.Element, function: str) -> str:
        """Return a formula, or its source where that holds what is not known."""
        source = node.astext()
        try:
            return f"{function}({self.text(source)}, {formula(self.clean(source))})"
        except UnknownFormulaError as unknown:
            message = _("The PDF does not know “%s”; the formula is printed as it is written.")
            self.warn(message % unknown, node)
            return f"formula-source({self.text(source)})"

    def visit_reference(self, node: nodes.Element) -> None:
        """Begin a link."""
        self.open(node)

    def depart_reference(self, node: nodes.Element) -> None:
        """Link to the place in this PDF, to the web, or not at all."""
        uri = self.target_of(node)
        body = self.close()
        label = self.label_of(node)
        if self.in_contents and label is not None:
            self.emit(f"contents-line({self.text(label)}, {body})")
        elif isinstance(node.parent, nodes.title) and uri.lower().startswith(SAFE_SCHEMES):
            self.emit(f"out-of-heading({self.text(uri)}, {body})")
        elif label is None and (number := self.builder.issue_number(uri)):
            # Paper cannot follow a link, but its reader may have the other issue at hand.
            told = number in _around(node).astext()
            self.emit(self.link(uri, body))
            if not told:
                self.emit(self.text(_(" (%s)") % number))
        elif label is None and (address := self.address(uri)) and _hidden(node, address):
            self.emit(self.cite(address, body))
        else:
            self.emit(self.link(uri, body))

    def label_of(self, node: nodes.Element) -> str | None:
        """Return the place in this PDF that a reference leads to."""
        uri = self.target_of(node)
        if not uri.startswith("%"):
            return None
        docname, _hash, anchor = uri[1:].partition("#")
        return self.labels.find(docname, anchor)

    def cite(self, address: str, body: str) -> str:
        """Return a link whose address is printed too: after it, or at the foot of the page."""
        if self.in_attachments:
            return f"addressed({self.text(address)}, {body})"
        key = self._addresses.setdefault(address, len(self._addresses))
        self._cited += 1
        return f"cited({key}, {self._cited}, {self.text(address)}, {body})"

    def target_of(self, node: nodes.Element) -> str:
        """Return a web address, or ``%docname#id`` for a place in the project."""
        uri: str = node.get("refuri", "")
        if not uri and node.get("refid"):
            uri = "#" + node["refid"]
        return f"%{self.docname}{uri}" if uri.startswith("#") else uri

    @property
    def in_contents(self) -> bool:
        """Whether this is the generated contents of one issue."""
        return False

    @property
    def in_attachments(self) -> bool:
        """Whether this is a list of attachments, where addresses stand in the line."""
        return False

    def visit_number_reference(self, node: nodes.Element) -> None:
        """Write a reference by number that Sphinx left to the writer."""
        self.emit(self.link(self.target_of(node), self.text(node.astext())))
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Put the note at the foot of this page; a later reference repeats its number."""
        docname = node.get("docname", self.docname)
        key = (docname, node.get("refid", ""))
        note = self.labels.footnotes.get(key)
        if note is None:
            self.open()
            for child in node.children:
                child.walkabout(self)
            self.shut("super")
            raise nodes.SkipNode
        label = f"{docname}:{key[1]}"
        if label in self.placed:
            self.emit(f"footnote(label({self.text(label)}))")
            raise nodes.SkipNode
        if self._held is None:
            self.placed.add(label)
        self.open()
        for child in note.children:
            if not isinstance(child, nodes.label):
                child.walkabout(self)
        body = self.close()
        # What is held back is repeated (headings, table heads): a label there would be too.
        if self._held is None:
            self.emit(f"noted({self.text(label)}, {body})")
        else:
            self.emit(f"footnote({body})")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.Element) -> None:
        """Print a note here only where nothing refers to it."""
        if any((self.docname, name) in self.labels.noted for name in ids_of(node)):
            raise nodes.SkipNode
        self.open(node)

    def depart_footnote(self, _node: nodes.Element) -> None:
        """Set the lone note small."""
        self.shut("small-note")

    visit_citation = Frames.open

    def depart_citation(self, _node: nodes.Element) -> None:
        """Set a cited work with its label before it."""
        self.shut("small-note")

    def visit_citation_reference(self, node: nodes.Element) -> None:
        """Write a citation that was not resolved."""
        self.emit(self.link(self.target_of(node), self.text(f"[{node.astext()}]")))
        raise nodes.SkipNode

    def visit_label(self, node: nodes.Element) -> None:
        """Write the label of a citation or a lone note."""
        self.emit(f"strong({self.text(f'[{node.astext()}] ')})")
        raise nodes.SkipNode


for _name in CALLS:
    setattr(Inline, f"visit_{_name}", Inline.visit_inline_call)
    setattr(Inline, f"depart_{_name}", Inline.depart_inline_call)
for _name in PLAIN:
    setattr(Inline, f"visit_{_name}", Inline.visit_plain)
    setattr(Inline, f"depart_{_name}", Inline.depart_plain)
