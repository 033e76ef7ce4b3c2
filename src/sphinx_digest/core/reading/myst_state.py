"""What a reader of MyST has found so far, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import (
    Block,
    Diagnostic,
    Fix,
    Heading,
    MarkupSettings,
    Place,
    Prose,
    Reading,
    Reference,
    Text,
)
from sphinx_digest.core.reading.damage import Slip, read_opening
from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.myst_inline import role_slips, split_inline
from sphinx_digest.core.reading.myst_places import stands_in
from sphinx_digest.core.reading.myst_where import Where

Load = Callable[[str], str | None]

#: What running text holds where it is more than words.
_NOTABLE = re.compile(r"[`\[<{:]")


class State:
    """Gathers what the sources say."""

    def __init__(self, path: str, markup: MarkupSettings, load: Load) -> None:
        self.path = path
        self.markup = markup
        self.load = load
        self.headings: list[Heading] = []
        self.sections: list[tuple[int, int]] = []  # (raw level, index) of the open sections
        self.blocks: list[Block] = []
        self.references: list[Reference] = []
        self.prose: list[Prose] = []
        self.loose: list[tuple[int, Place]] = []
        self.includes: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.heading: int | None = None
        self.expansions = 0
        self.clean = False
        self.short: int | None = None  # the short-form notice that nothing may follow

    def report(self, where: Where, slip: Slip) -> None:
        """Note a damage."""
        place = Place(where.file, slip.span)
        fixes = (Fix(Place(where.file, slip.mend[0]), slip.mend[1]),) if slip.mend else ()
        self.diagnostics.append(Diagnostic(slip.code, place, slip.values, slip.help, fixes=fixes))

    def content(self, line: Line, where: Where) -> None:
        """Note that something else stands below a heading or a short-form notice."""
        self.clean = False
        if self.short is not None and not line.put_in:
            line = line.source()
            text = line.text
            start = len(text) - len(text.lstrip())
            self.loose.append((self.short, Place(where.file, line.span(start, len(text.rstrip())))))
            self.short = None

    def title(self, title: Text, level: int, where: Where, *, nested: bool) -> None:
        """Begin a section; ``nested``: the heading stands in a list or a quotation."""
        if where.parent is not None:
            values = {"title": title.value, **block_label(self.blocks[where.parent].name)}
            self.report(where, Slip("DGT012", title.span(), values))
            return
        if not where.in_sections or nested:
            return
        raw = level + where.offset
        while self.sections and self.sections[-1][0] >= raw:
            self.sections.pop()
        parent = self.sections[-1][1] if self.sections else None
        self.heading = len(self.headings)
        self.sections.append((raw, self.heading))
        self.headings.append(Heading(title, len(self.sections), where.file, parent))
        self.clean, self.short = True, None

    def words(
        self,
        text: Text,
        below: Sequence[Line],
        where: Where,
        *,
        running: bool,
        lines: Sequence[Line] | None = None,
    ) -> None:
        """Take in a paragraph or, not ``running``, other words; ``below``: all lines but one.

        Not all of ``lines`` may hold the words as they are.
        """
        if not _NOTABLE.search(text.value):
            if running:
                self.prose.append(Prose(text, where.file, self.heading))
            return
        if "::{" in text.value or "``{" in text.value:
            for line in below:
                self.in_code(line, where)
        prose, roles = split_inline(text)
        for slip in role_slips(text):
            exact = lines is None or stands_in(text, lines)
            self.report(where, slip if exact else replace(slip, mend=None))
        for role, target, title in roles:
            self.references.append(Reference(role, target, title, where.file, self.heading))
        if running:
            self.prose.extend(Prose(piece, where.file, self.heading) for piece in prose)

    def in_code(self, line: Line, where: Where) -> bool:
        """Report a block of ours that is indented so deep that it is none."""
        opening = read_opening(line.text)
        if opening is None or opening.block is None or opening.prefixed:
            return False
        written = line.piece()
        self.report(where, Slip("DGT014", written.span(), {"written": written.value}))
        return True

    def reading(self) -> Reading:
        """Give what was found."""
        return Reading(
            path=self.path,
            markup="myst",
            headings=tuple(self.headings),
            blocks=tuple(self.blocks),
            references=tuple(self.references),
            prose=tuple(self.prose),
            loose=tuple(self.loose),
            includes=tuple(self.includes),
            diagnostics=tuple(sorted(self.diagnostics, key=lambda one: (one.place, one.code))),
        )
