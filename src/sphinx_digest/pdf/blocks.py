"""Blocks: paragraphs, lists, notes, code, quotations."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.inline import Inline
from sphinx_digest.pdf.keeping import announces, before_attachments
from sphinx_digest.pdf.labels import classes_of

ADMONITIONS = {
    "note": "note", "seealso": "note", "admonition": "note",
    "important": "alert", "danger": "alert", "error": "alert",
    "warning": "care", "caution": "care", "attention": "care",
    "tip": "help", "hint": "help", "todo_node": "note",
}  # fmt: skip
CALLS = {
    "attribution": "attribution",
    "block_quote": "quotation",
    "caption": "caption-line",
    "centered": "centred",
    "definition": "definition",
    "desc_content": "definition",
    "desc_signature": "signature",
    "legend": "legend",
    "rubric": "rubric",
    "sidebar": "aside",
    "subtitle": "rubric",
    "term": "term",
    "topic": "aside",
}
THROUGH = (
    "acks", "classifier", "compact_paragraph", "compound", "decoration", "definition_list",
    "definition_list_item", "desc", "desc_signature_line", "figure_wrapper", "glossary",
    "header", "footer", "hlist", "hlistcol", "only", "production", "productionlist", "doctest",
    "docinfo", "tgroup", "description", "option", "option_string", "option_argument",
)  # fmt: skip
SILENT = (
    "comment", "substitution_definition", "meta", "toctree", "index", "highlightlang",
    "tabular_col_spec", "system_message", "colspec", "pending",
)  # fmt: skip
LANGUAGES = {
    "default": "", "none": "", "text": "", "python3": "python", "pycon": "python", "ipython": "py",
    "console": "bash", "shell": "bash", "shell-session": "bash", "restructuredtext": "rst",
    "ipython3": "python", "c++": "cpp", "js": "javascript", "myst": "markdown", "md": "markdown",
}  # fmt: skip
NUMBERINGS = {
    "arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I",
}  # fmt: skip
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
#: A paragraph of so many characters may go to the next page with what follows.
SHORT = 150
HOLDERS = (
    nodes.list_item, nodes.entry, nodes.field_body, nodes.definition, nodes.description,
    nodes.footnote, nodes.citation,
)  # fmt: skip


class Blocks(Inline):
    """Write what stands on lines of its own."""

    def visit_block_call(self, node: nodes.Element) -> None:
        """Begin a block that the template has a function for."""
        self.open(node)

    def depart_block_call(self, node: nodes.Element) -> None:
        """Call the function."""
        self.shut(CALLS[type(node).__name__])

    def visit_through(self, node: nodes.Element) -> None:
        """Let the children stand for themselves."""
        self.anchor(node)

    def depart_through(self, node: nodes.Element) -> None:
        """Do nothing."""

    def visit_silent(self, node: nodes.Element) -> None:
        """Skip what no reader is meant to see."""
        self.anchor(node)
        raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Begin a paragraph."""
        self.open(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        """Emit a paragraph, or its bare content where a list or a cell sets it."""
        parent = node.parent
        first = isinstance(parent, HOLDERS) and not any(
            isinstance(child, nodes.Element) and not isinstance(child, nodes.label)
            for child in parent.children[: parent.index(node)]
        )
        if first:
            self.emit(self.close())
        else:
            short = len(node.astext()) <= SHORT
            leads = announces(node) or (short and before_attachments(node))
            self.shut("leading-in" if leads else "par")

    def visit_bullet_list(self, node: nodes.Element) -> None:
        """Begin a list."""
        self.anchor(node)
        self.open()

    def depart_bullet_list(self, _node: nodes.Element) -> None:
        """Emit the list."""
        self.emit(f"list({self.close_items()})")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        """Begin a numbered list."""
        self.anchor(node)
        self.open()

    def depart_enumerated_list(self, node: nodes.Element) -> None:
        """Emit the list with its first number and its way of counting."""
        pattern = NUMBERINGS.get(node.get("enumtype", "arabic"), "1")
        before = self.text(node.get("prefix", ""))
        after = self.text(node.get("suffix", "."))
        self.emit(
            f'numbered({int(node.get("start", 1))}, "{pattern}", {before}, {after}, '
            f"{self.close_items()})"
        )

    def visit_list_item(self, node: nodes.Element) -> None:
        """Begin an item."""
        self.open(node)

    def depart_list_item(self, _node: nodes.Element) -> None:
        """Emit the item."""
        self.emit(self.close())

    def visit_line_block(self, node: nodes.Element) -> None:
        """Begin lines that keep their breaks."""
        self.open(node)

    def depart_line_block(self, node: nodes.Element) -> None:
        """Emit them, those of a block within set in."""
        inner = "true" if isinstance(node.parent, nodes.line_block) else "false"
        self.emit(f"lines({inner}, {self.close_items()})")

    def visit_line(self, node: nodes.Element) -> None:
        """Begin a line."""
        self.open(node)

    def depart_line(self, _node: nodes.Element) -> None:
        """Emit the line."""
        self.emit(self.close())

    def visit_admonition_call(self, node: nodes.Element) -> None:
        """Begin a note, with its name where it has no title of its own."""
        self.open(node)
        name = type(node).__name__
        if name in admonitionlabels:
            self.emit(f"box-title({self.text(str(admonitionlabels[name]))})")

    def depart_admonition_call(self, node: nodes.Element) -> None:
        """Emit the note in the colour of its kind."""
        names = [type(node).__name__, *classes_of(node)]
        kinds = [ADMONITIONS[name] for name in names if name in ADMONITIONS]
        kind = next((kind for kind in kinds if kind != "note"), "note")
        self.shut("admonition", f'"{kind}"')

    def visit_versionmodified(self, node: nodes.Element) -> None:
        """Begin a remark on a version."""
        self.open(node)

    def depart_versionmodified(self, _node: nodes.Element) -> None:
        """Emit the remark."""
        self.shut("aside")

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write code, coloured by Typst."""
        language = str(node.get("language", "")).lower()
        language = LANGUAGES.get(language, language)
        numbers = "true" if node.get("linenos") else "false"
        code = node.astext()
        self.named(node, f"code({self.text(language)}, {numbers}, {self.text(code)})")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_raw(self, node: nodes.Element) -> None:
        """Evaluate raw Typst, which cannot read files; report raw HTML that holds text."""
        formats = str(node.get("format", "")).split()
        text = node.astext()
        if "typst" in formats and "@preview/" in text:
            self.warn(
                _("Typst packages come from the network; this part is left out of the PDF."), node
            )
        elif "typst" in formats:
            self.emit(f'eval({self.text(text)}, mode: "markup")')
        elif "html" in formats:
            if _BREAK.fullmatch(text.strip()):
                self.emit("linebreak()")
            elif _TAGS.sub("", text).strip():
                self.warn(_("This HTML does not appear in the PDF."), node)
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.Element) -> None:
        """Draw a short rule, but not above notes that have gone to the foot of their pages."""
        if "footnotes" not in classes_of(node):
            self.emit("transition()")
        raise nodes.SkipNode

    def visit_option_list(self, node: nodes.Element) -> None:
        """Begin options with their meaning."""
        self.anchor(node)
        self.open()

    def depart_option_list(self, _node: nodes.Element) -> None:
        """Emit them as a grid."""
        self.emit(f"pairs(mono: true, {self.close_items()})")

    def visit_option_list_item(self, node: nodes.Element) -> None:
        """Emit one option."""
        group, description = node.children[0], node.children[-1]
        self.open()
        description.walkabout(self)
        names = ", ".join(option.astext() for option in group.children)
        self.emit(f"({self.text(names)}, {self.close()})")
        raise nodes.SkipNode


for _names, _visit, _depart in (
    (CALLS, Blocks.visit_block_call, Blocks.depart_block_call),
    (THROUGH, Blocks.visit_through, Blocks.depart_through),
    (SILENT, Blocks.visit_silent, Blocks.depart_through),
    (ADMONITIONS, Blocks.visit_admonition_call, Blocks.depart_admonition_call),
):
    for _name in _names:
        setattr(Blocks, f"visit_{_name}", _visit)
        setattr(Blocks, f"depart_{_name}", _depart)
