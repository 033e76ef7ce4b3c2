"""The records of a digest: facts, deadlines, contacts, attachments, the masthead."""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_digest.pdf.grid import width_of
from sphinx_digest.pdf.images import Images
from sphinx_digest.pdf.labels import classes_of

CONTAINERS = {
    "digest-deadline": "deadline",
    "digest-contact": "contact",
    "digest-attachments": "attachments",
    "digest-signoff": "signoff",
    "digest-cited-by": "cited-by",
    "digest-corrections": "amended",
    "digest-withdrawn": "amended",
    "digest-extra": "extra",
    "digest-masthead": "masthead",
    "digest-toc": "issue-contents",
}
LAST = ("deadline", "contact", "attachments")  # what a notice ends with
TITLES = {
    "digest-deadline-title": "deadline-title",
    "digest-contact-title": "contact-title",
    "digest-attachments-title": "box-title",
    "digest-block-title": "box-title",
}
FACT = "digest-fact-"
# Longer than this, a block may break: it could be longer than a page.
KEPT_TOGETHER = 600
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def known(node: nodes.Element, names: dict[str, str]) -> str | None:
    """Return what the first known class of a node stands for."""
    return next((names[name] for name in classes_of(node) if name in names), None)


def plain(words: str) -> str:
    """Return a wording without what differs between two ways to write it."""
    return re.sub(r"\s+", "", words).translate(_DIGITS)


class Records(Images):
    """Write the records, told by their classes."""

    _depth = 0  # how many headings stand above
    _kind_left_out = False
    parted = False  # whether each issue has its own contents

    def visit_container(self, node: nodes.Element) -> None:
        """Begin a container; the contents of an issue that has its own PDF is there already."""
        if known(node, CONTAINERS) == "issue-contents":
            if self.builder.single_issue:
                raise nodes.SkipNode
            self.parted = True
        self.open(node)

    def depart_container(self, node: nodes.Element) -> None:
        """Emit a record by its function, any other container as it is."""
        function = known(node, CONTAINERS)
        if function is None:
            self.emit(self.close())
        else:
            long = ["long: true"] if len(node.astext()) > KEPT_TOGETHER else []
            last = ["last: true"] if function in LAST and signed_below(node) else []
            self.shut(function, *long, *last)

    @property
    def in_contents(self) -> bool:
        """Whether this is the generated contents of one issue."""
        return self._within(("digest-toc",))

    @property
    def in_attachments(self) -> bool:
        """Whether this is a list of attachments, where addresses stand in the line."""
        return self._within(("digest-attachments",))

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
        elif function == "box-title" and _glance_of(node):
            self.shut("head", str(self._depth + 1), '"glance"', "none")
        elif any(node.findall(nodes.strong)):
            self.shut(function)
        else:
            self.emit(f"{function}(strong({self.close()}))")

    def visit_Text(self, node: nodes.Text) -> None:
        """Write running text, but not the space behind a kind that the title says already."""
        if not (self._kind_left_out and not node.strip()):
            super().visit_Text(node)
        self._kind_left_out = False

    def depart_inline(self, node: nodes.Element) -> None:
        """Set the kind of a deadline apart from its title, and that it is closed."""
        if "digest-kind" in classes_of(node):
            body = self.close()
            titles = [child.astext() for child in node.parent.findall(nodes.strong)]
            self._kind_left_out = any(node.astext() in title for title in titles)
            if not self._kind_left_out:
                self.emit(f"kind-tag({body})")
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
        elif self._within(("digest-masthead",)):
            function = "masthead-facts"
        elif self._within(("digest-part-facts",)):
            function = "part-facts"
        else:
            function = "extra-facts" if self._within(("digest-extra",)) else "facts"
        long = "long: true, " if len(node.astext()) > KEPT_TOGETHER else ""
        if function == "facts" and _continued(node):
            long += "more: true, "
        if items:
            self.emit(f"{function}({long}{items})")

    def visit_field(self, node: nodes.Element) -> None:
        """Emit one fact: its name for the template, its label, its value, how wide that is."""
        name = name_of(node)
        if self._said_already(name, node):
            raise nodes.SkipNode
        label, value = node.children[0], node.children[-1]
        assert isinstance(label, nodes.Element)
        assert isinstance(value, nodes.Element)
        self.open(node)
        for child in label.children:
            child.walkabout(self)
        wording = self.close()
        self.open()
        for child in value.children:
            child.walkabout(self)
        several = len(value.children) > 1 or not isinstance(value.children[0], nodes.paragraph)
        width = 999 if several else width_of(value.astext())
        self.emit(f"({self.text(name)}, {wording}, {self.close()}, {width})")
        raise nodes.SkipNode

    def _said_already(self, name: str, node: nodes.Element) -> bool:
        """Whether the cover says it, or the title, or the line above in the same words."""
        value = plain(node.children[-1].astext())
        if self._within(("digest-masthead",)):
            issue = node.parent.parent.parent
            title = plain(issue[0].astext()) if isinstance(issue, nodes.section) else ""
            return value in self.builder.cover_words or (name == "number" and value in title)
        if name == "organization" and self._within(("digest-contact",)):
            return value == _issuer_of(node)
        if name != "text" or not self._within(("digest-deadline",)):
            return False
        others = (plain(other.children[-1].astext()) for other in node.parent.findall(nodes.field)
                  if name_of(other) == "when")  # fmt: skip
        return any(value in other for other in others)


def signed_below(node: nodes.Element) -> bool:
    """Whether the sign-off of the part follows, which must not stand alone on a page."""
    after = node.next_node(descend=False, siblings=True, ascend=True)
    while isinstance(after, nodes.raw | nodes.Invisible):
        after = after.next_node(descend=False, siblings=True, ascend=True)
    return isinstance(after, nodes.container) and "digest-signoff" in classes_of(after)


def _issuer_of(node: nodes.Element) -> str:
    """Return who issued the notice around a node, as its facts say it."""
    around: nodes.Element | None = node
    while around is not None and "digest-notice" not in classes_of(around):
        around = around.parent
    facts = [one for one in around.children if isinstance(one, nodes.field_list)] if around else []
    fields = (field for one in facts for field in one.findall(nodes.field))
    issuers = (field for field in fields if name_of(field) == "issuer")
    return next((plain(field.children[-1].astext()) for field in issuers), "")


def _continued(facts: nodes.Element) -> bool:
    """Whether the facts of a project follow."""
    after = facts.next_node(descend=False, siblings=True)
    return isinstance(after, nodes.container) and "digest-extra" in classes_of(after)


def name_of(field: nodes.Element) -> str:
    """Return the name of the fact that a field shows."""
    names = (item[len(FACT) :] for item in classes_of(field) if item.startswith(FACT))
    return next(names, "")


def _glance_of(title: nodes.Element) -> bool:
    """Whether a title stands over the deadlines of an issue."""
    return any("digest-glance" in classes_of(table) for table in title.parent.findall(nodes.table))
