"""The records of a digest: facts, deadlines, contacts, attachments, the masthead."""

from __future__ import annotations

from docutils import nodes

from sphinx_digest.pdf.images import Images
from sphinx_digest.pdf.labels import classes_of

CONTAINERS = {
    "digest-deadline": "deadline",
    "digest-contact": "contact",
    "digest-attachments": "attachments",
    "digest-signoff": "signoff",
    "digest-cited-by": "cited-by",
    "digest-extra": "extra",
    "digest-masthead": "masthead",
    "digest-toc": "issue-contents",
}
TITLES = {
    "digest-deadline-title": "deadline-title",
    "digest-contact-title": "contact-title",
    "digest-attachments-title": "box-title",
    "digest-block-title": "box-title",
}
FACT = "digest-fact-"


def known(node: nodes.Element, names: dict[str, str]) -> str | None:
    """Return what the first known class of a node stands for."""
    return next((names[name] for name in classes_of(node) if name in names), None)


class Records(Images):
    """Write the records, told by their classes."""

    def visit_container(self, node: nodes.Element) -> None:
        """Begin a container; the contents of an issue that has its own PDF is there already."""
        if known(node, CONTAINERS) == "issue-contents" and self.builder.single_issue:
            raise nodes.SkipNode
        self.open(node)

    def depart_container(self, node: nodes.Element) -> None:
        """Emit a record by its function, any other container as it is."""
        function = known(node, CONTAINERS)
        if function is None:
            self.emit(self.close())
        else:
            self.shut(function)

    @property
    def in_contents(self) -> bool:
        """Whether this is the generated contents of one issue."""
        return self._within(("digest-toc",))

    def _within(self, names: tuple[str, ...]) -> bool:
        node: nodes.Node | None = self._current
        while node is not None:
            if isinstance(node, nodes.container) and set(names) & set(classes_of(node)):
                return True
            node = node.parent
        return False

    _current: nodes.Node | None = None

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Remember the node, for what depends on where it stands."""
        self._current = node
        super().dispatch_visit(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Remember the node, for what depends on where it stands."""
        self._current = node
        super().dispatch_departure(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        """Emit the title of a record, or a paragraph."""
        function = known(node, TITLES)
        if function is None:
            super().depart_paragraph(node)
        elif any(node.findall(nodes.strong)):
            self.shut(function)
        else:
            self.emit(f"{function}(strong({self.close()}))")

    def depart_inline(self, node: nodes.Element) -> None:
        """Set the kind of a deadline apart from its title, and that it is closed."""
        if "digest-kind" in classes_of(node):
            self.shut("kind-tag")
        elif {"digest-closed", "digest-status"} & set(classes_of(node)):
            self.shut("closed-tag")
        else:
            self.emit(self.close())

    def visit_field_list(self, node: nodes.Element) -> None:
        """Begin facts."""
        self.anchor(node)
        self.open()

    def depart_field_list(self, node: nodes.Element) -> None:
        """Emit them as the place wants them: a grid, a deadline's, a contact's line."""
        items = self.close_items()
        if "digest-facts" not in classes_of(node) and not self._within(("digest-extra",)):
            function = "fields"
        elif self._within(("digest-deadline",)):
            function = "deadline-facts"
        elif self._within(("digest-contact",)):
            function = "contact-facts"
        elif self._within(("digest-signoff",)):
            function = "signoff-facts"
        else:
            function = "extra-facts" if self._within(("digest-extra",)) else "facts"
        self.emit(f"{function}({items})")

    def visit_field(self, node: nodes.Element) -> None:
        """Emit one fact: its name for the template, its label, its value."""
        classes = classes_of(node)
        name = next((item[len(FACT) :] for item in classes if item.startswith(FACT)), "")
        label, value = node.children[0], node.children[-1]
        self.open(node)
        for child in label.children:
            child.walkabout(self)
        wording = self.close()
        self.open()
        for child in value.children:
            child.walkabout(self)
        self.emit(f"({self.text(name)}, {wording}, {self.close()})")
        raise nodes.SkipNode
