"""What a reader of reStructuredText has found so far, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sphinx_digest.core.model import (
    Block,
    Container,
    Diagnostic,
    Fix,
    Heading,
    Place,
    Prose,
    Reading,
    Reference,
    Span,
    Text,
)
from sphinx_digest.core.reading.damage import Mend
from sphinx_digest.core.reading.rst_inline import read_inline
from sphinx_digest.core.reading.rst_rows import CellOrigin, Row

Load = Callable[[str], str | None]

#: Deeper nesting is no document; docutils itself gives up soon after.
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Where:
    """The surroundings of some rows."""

    container: Container = ""
    parent: int | None = None
    titles: bool = True  # whether a heading may stand here
    top: bool = True  # whether this is the document itself
    quoted: bool = False
    depth: int = 0

    def inside(self, container: Container | None = None) -> Where:
        """Give the surroundings one level down."""
        kept = container or self.container
        if self.container == "condition":
            kept = "condition"
        return replace(
            self,
            container=kept,
            titles=False,
            top=False,
            quoted=self.quoted or container == "quote",
            depth=self.depth + 1,
        )

    def inside_block(self, block: int) -> Where:
        """Give the surroundings in the content of a block of ours."""
        return Where("", block, False, False, False, self.depth + 1)


@dataclass(slots=True)
class State:
    """Everything found, in the order of the source."""

    path: str
    load: Load
    headings: list[Heading] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    loose: list[tuple[int, Place]] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)  # the headings around, outermost first
    bare: bool = False  # nothing but comments and labels since the last heading
    short: int | None = None  # the short-form notice that ends right above
    expansions: int = 0

    @property
    def heading(self) -> int | None:
        """Give the index of the heading that the reader stands under."""
        return self.opened[-1] if self.opened else None

    def report(
        self,
        code: str,
        file: str,
        span: Span,
        values: Mapping[str, str],
        help_name: str | None = "help",
        *,
        mend: Mend | None = None,
    ) -> None:
        """Keep a finding, once."""
        fixes = (Fix(Place(file, mend[0]), mend[1]),) if mend else ()
        finding = Diagnostic(code, Place(file, span), values, help_name, fixes=fixes)
        if not any(
            known.code == code and known.place == finding.place for known in self.diagnostics[-8:]
        ):
            self.diagnostics.append(finding)

    def open_heading(self, title: Text, style: str, file: str) -> None:
        """Open a section; docutils drops a heading whose style skips a level."""
        known = style in self.styles
        level = (self.styles.index(style) if known else len(self.styles)) + 1
        if level > len(self.opened) + 1:
            level = len(self.opened) + 1
            values = {"title": title.value, "mend": self.styles[level - 1][0] * 4}
            self.report("DGT065", file, title.span(), values)
        elif not known:
            self.styles.append(style)
        del self.opened[level - 1 :]
        self.headings.append(Heading(title, level, file, self.heading))
        self.opened.append(len(self.headings) - 1)
        self.bare, self.short = True, None

    def content(self, row: Row, where: Where) -> None:
        """Note that something else than a heading, a comment or a label stands here."""
        if not where.top:
            return
        self.bare = False
        if self.short is not None and row.line:
            self.loose.append((self.short, row.place()))
            self.short = None

    def running(self, rows: Sequence[Row], where: Where) -> None:
        """Read the running text of a paragraph."""
        prose, roles, slips = read_inline(rows)
        if not rows:
            return
        file = rows[0].file
        fixed = any(isinstance(row.origin, CellOrigin) for row in rows)
        for slip in slips:
            mend = None if fixed else slip.mend
            self.report(slip.code, file, slip.span, slip.values, mend=mend)
        for role in roles:
            self.references.append(
                Reference(role.role, role.target, role.title, file, self.heading)
            )
            if role.mend is not None:
                values = {"written": role.written.value, "mend": role.mend}
                span = role.written.span()
                whole = not fixed and "\n" not in role.written.value
                mend = (span, role.mend) if whole else None
                self.report("DGT064", file, span, values, mend=mend)
        if not where.quoted:
            self.prose.extend(Prose(text, file, self.heading) for text in prose)

    def reading(self) -> Reading:
        """Give what was found."""
        return Reading(
            self.path,
            "rst",
            tuple(self.headings),
            tuple(self.blocks),
            tuple(self.references),
            tuple(self.prose),
            tuple(self.loose),
            tuple(dict.fromkeys(self.includes)),
            tuple(sorted(self.diagnostics, key=lambda found: (found.place, found.code))),
        )
