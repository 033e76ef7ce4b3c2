"""The records of a digest: facts, deadlines, contacts, attachments, the masthead."""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_digest.pdf.grid import width_of
from sphinx_digest.pdf.images import Images
from sphinx_digest.pdf.keeping import extended, kept, leads_on, signed_below
from sphinx_digest.pdf.labels import classes_of

CONTAINERS = {
    "digest-deadline": "deadline",
    "digest-contact": "contact",
    "digest-attachments": "attachments",
    "digest-signoff": "signoff",
    "digest-cited-by": "cited-by",
    "digest-corrections": "amended",
    "digest-withdrawn": "amended",
    "digest-matter": "matter",
    "digest-extra": "extra",
    "digest-masthead": "masthead",
    "digest-toc": "issue-contents",
}
LAST = ("deadline", "contact", "attachments")  # what a notice ends with
HEAD = ("amended", "matter", "extra", "cited-by")  # what may stand above its deadlines
TITLES = {
    "digest-deadline-title": "deadline-title",
    "digest-contact-title": "contact-title",
    "digest-attachments-title": "box-title",
    "digest-block-title": "box-title",
    "digest-matter-title": "matter-title",
    "digest-foot-title": "matter-title",
    "digest-not-shown": "small-note",
}
PLAIN = ("matter-title", "small-note")  # what is bold by itself, or not at all
FACT = "digest-fact-"
#: The tables of deadlines below the masthead, and the deadlines that bind others.
DAYS = ("digest-deadlines", "digest-others", "digest-still-open")
OTHERS = ("digest-actor-forwarder", "digest-actor-authority")
# Longer than this, a block may break: it could be longer than a page.
KEPT_TOGETHER = 600
#: A deadline of so many characters is a box of eight lines.
KEPT_DEADLINE = 240
STEPS = {"digest-step-day": "step-day", "digest-here": "step-here"}
#: So many characters of a heading stay with the mark behind it.
MARKED = 4
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
            most = KEPT_DEADLINE if function == "deadline" else KEPT_TOGETHER
            long = ["long: true"] if len(node.astext()) > most else []
            last = function in LAST and (signed_below(node) or kept(node))
            leads = function in HEAD and leads_on(node)
            others = function == "deadline" and binds_others(node)
            told = {"last": last, "leads": leads, "others": others}
            self.shut(function, *long, *(f"{name}: true" for name in told if told[name]))

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
        elif function == "box-title" and (block := _block_of_days(node)):
            kind = "sub" if block == "digest-others" else "glance"
            self.shut("head", str(self._depth + 1), f'"{kind}"', "none")
        else:
            others = function == "deadline-title" and binds_others(node.parent)
            more = ["others: true"] if others else []
            if function in PLAIN or any(node.findall(nodes.strong)):
                self.shut(function, *more)
            else:
                self.emit(f"{function}({', '.join([*more, f'strong({self.close()})'])})")

    def visit_Text(self, node: nodes.Text) -> None:
        """Write running text, but not the space behind a kind that the title says already."""
        if self._kind_left_out and not node.strip():
            pass
        elif node.strip() and self._marks_heading(node.next_node(descend=False, siblings=True)):
            words = node.astext()
            self.emit(self.text(words[:-MARKED]))
            self.open()
            self.emit(self.text(words[-MARKED:]))
        else:
            super().visit_Text(node)
        self._kind_left_out = False

    @staticmethod
    def _marks_heading(node: nodes.Node | None) -> bool:
        """Whether a node is the mark behind the title of a notice, or the space before it."""
        if isinstance(node, nodes.Text) and not node.strip():
            node = node.next_node(descend=False, siblings=True)
        return (
            isinstance(node, nodes.inline)
            and "digest-status" in classes_of(node)
            and isinstance(node.parent, nodes.title)
            and isinstance(node.parent.children[0], nodes.Text)
            and len(node.parent) == 3
        )

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
            if self._marks_heading(node):
                self.shut("marked")
        elif step := known(node, STEPS):
            self.shut(step)
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
        if function == "facts" and (extended(node) or leads_on(node)):
            long += "more: true, "
        if function == "deadline-facts" and self._within(OTHERS):
            long += "others: true, "
        if items:
            self.emit(f"{function}({long}{items})")

    def visit_field(self, node: nodes.Element) -> None:
        """Emit one fact: its name for the template, its label, its value, how wide that is."""
        name = name_of(node)
        if self._said_already(name, node):
            raise nodes.SkipNode
        label, value = node.children[0], node.children[-1]
        if name == "when" and not re.search("[0-9]{4}", value.astext()):
            name = "open"
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
                  if name_of(other) in ("when", "counted"))  # fmt: skip
        return any(value in other for other in others)


def _issuer_of(node: nodes.Element) -> str:
    """Return who issued the notice around a node, as its facts say it."""
    around: nodes.Element | None = node
    while around is not None and "digest-notice" not in classes_of(around):
        around = around.parent
    facts = [one for one in around.children if isinstance(one, nodes.field_list)] if around else []
    fields = (field for one in facts for field in one.findall(nodes.field))
    issuers = (field for field in fields if name_of(field) == "issuer")
    return next((plain(field.children[-1].astext()) for field in issuers), "")


def name_of(field: nodes.Element) -> str:
    """Return the name of the fact that a field shows."""
    names = (item[len(FACT) :] for item in classes_of(field) if item.startswith(FACT))
    return next(names, "")


def binds_others(deadline: nodes.Node) -> bool:
    """Whether a deadline binds somebody else than those who apply."""
    names = classes_of(deadline) if isinstance(deadline, nodes.container) else []
    return "digest-deadline" in names and bool(set(OTHERS) & set(names))


def _block_of_days(title: nodes.Element) -> str | None:
    """Name the table of an issue's deadlines that a title stands over."""
    names = classes_of(title.parent)
    return next((name for name in DAYS if name in names), None)
