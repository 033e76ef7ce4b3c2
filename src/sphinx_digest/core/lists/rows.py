"""``deadlines`` and ``contacts``: a list with one record a line, its cells between bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sphinx_digest.core.invisible import trimmed
from sphinx_digest.core.lists.cell_order import Cell, in_order, is_like_time
from sphinx_digest.core.lists.cells import Cells
from sphinx_digest.core.lists.contact_cells import Beside, read_persons
from sphinx_digest.core.lists.contact_tokens import reaches_somebody
from sphinx_digest.core.lists.forms import FORMS, Form
from sphinx_digest.core.lists.items import (
    BAR,
    ITEM,
    MEANT_ITEM,
    OTHER_BARS,
    Findings,
    heading_lines,
    indent_of,
    is_rst,
    lines_of,
    said,
)
from sphinx_digest.core.messages import Language, block_label, twin
from sphinx_digest.core.model import Block, Diagnostic, Field, Span, Text
from sphinx_digest.core.reading.lines import cut, joined, stripped

_TABLE = re.compile(rf"\s*(?:[|{OTHER_BARS}].*|[\s|:+=-]*-{{2,}}[\s|:+=-]*)")
_FIELD = re.compile(r"\s*[:：](?P<name>[^:：]{1,40})[:：](?P<value>.*)")
_WORD = re.compile(r"[^\W_]")
_SHOWN = 30  # characters of a line in a message
_IDS = re.compile(r"(?:id|编号)\s*[=＝]", re.IGNORECASE)
_ORGANIZATION = ("organization", "单位")
_EMPTY: Mapping[Language, str] = {"zh": "是空的", "en": "nothing is here"}


@dataclass(frozen=True, slots=True)
class Row:
    """The text of a row, and what stands before it where another may follow it; None: unsure."""

    text: Text
    indent: str | None


def read_rows(
    block: Block, index: int, is_name: Callable[[str], bool]
) -> tuple[list[Block], list[Diagnostic]]:
    """Give a block for each row of ``deadlines`` or ``contacts``, and what is no row.

    ``index`` is that of ``block``; ``is_name`` knows the names and labels of a record's fields.
    """
    notes = Findings(block.file)
    form = FORMS[block.name]
    reader = _Rows(block, form, notes, Cells(form, is_name, notes))
    rows = [reader.record(row, index) for row in reader.rows()]
    return [row for row in rows if row], sorted(notes.found, key=lambda one: one.place)


def _end_of(name: Text, value: Text) -> Span:
    return (value if value.value else name).span()


@dataclass(slots=True)
class _Rows:
    block: Block
    form: Form
    notes: Findings
    cells: Cells

    def report(
        self,
        code: str,
        span: Span,
        values: Mapping[str, str],
        help_: str | None = "help",
        *fixes: tuple[Span, str],
    ) -> None:
        self.notes.report(code, span, {**block_label(self.block.name), **values}, help_, *fixes)

    # Lines

    def rows(self) -> list[Row]:
        """Find the rows; every line that belongs to none is reported."""
        if self.block.fields and not self.block.body.value.strip():
            self._single()
            return []
        for written in self.block.fields:
            self._outside(written.name, written.text)
        lines = list(lines_of(self.block))
        rows: list[list[Text]] = []
        indents: list[str | None] = []
        headings = heading_lines(lines, self.block)  # which the reader has reported
        mark = content = 0  # columns of the last row's mark and text
        open_ = False  # whether the line above belongs to it
        number = 0
        while number < len(lines):
            line = lines[number]
            number += 1
            if number - 1 in headings:
                continue
            if not line.value.strip():
                open_ = False
                continue
            indent = indent_of(line.value)
            if item := ITEM.fullmatch(line.value):
                start = item.start("rest")
                if rows and indent >= content:
                    self._nested(line, item, mark)
                else:
                    mark, content = indent, indent + len(item["mark"].rstrip()) + 1
            elif rows and open_ and indent > mark:
                rows[-1].append(said(line, 0, self.block))
                continue
            elif (meant := self._meant(line, open_)) is not None:
                start = meant
                mark, content = indent, indent + 2
            else:
                first = number - 1
                if _TABLE.fullmatch(line.value):
                    while number < len(lines) and _TABLE.fullmatch(lines[number].value):
                        number += 1
                self._loose(lines[first:number], open_)
                continue
            own = said(line, start, self.block)
            open_ = bool(trimmed(own.value))
            if open_:
                rows.append([own])
                indents.append(self._indent(line, start))
            else:
                self._no_row(stripped(line), "help_empty")
        if not rows and not self.notes.found and not headings:
            words = {**twin("here", _EMPTY), "mend": self.form.example}
            self.report("DGT043", self.block.name_span, words, "help_none")
        texts = [joined([piece for piece in pieces if piece.value]) for pieces in rows]
        return [Row(text, indent) for text, indent in zip(texts, indents, strict=True)]

    def _indent(self, line: Text, start: int) -> str | None:
        """Give what stands before a row, where that is nothing but spaces and a mark."""
        column = line.lines[0][1]
        own = line.value[:start]
        plain = re.fullmatch(r"[ \t]*[-*+][ \t]+", own) is not None
        return " " * (column - 1) + own if plain and (column == 1 or is_rst(self.block)) else None

    def _words(self, shown: str, mend: str) -> dict[str, str]:
        """Give the values of a message about a line, with what stands there."""
        if not shown.strip("-*+ \t|"):
            return {**twin("here", _EMPTY), "mend": mend}
        cut_off = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        return {
            **twin("here", {"zh": f"是“{cut_off}”", "en": f"here is “{cut_off}”"}),
            "mend": mend,
        }

    def _no_row(self, line: Text, help_: str = "help") -> None:
        words = self._words(line.value, f"- {line.value.rstrip('。')}")
        self.report("DGT043", line.span(), words, help_)

    def _is_like_row(self, text: str) -> bool:
        """Say whether a line without a mark may be meant for a row."""
        if text.endswith(("：", ":")):
            return False
        return reaches_somebody(text) if self.form.name == "contact" else is_like_time(text)

    def _nested(self, line: Text, item: re.Match[str], indent: int) -> None:
        own = stripped(line)
        words = self._words(own.value, own.value)
        mend = (line.span(0, item.end("indent")), " " * indent)
        self.report("DGT043", own.span(), words, "help_indent", mend)

    def _meant(self, line: Text, open_: bool) -> int | None:
        """Report a row with a mark of its own, or none; give where its text starts."""
        item = MEANT_ITEM.fullmatch(line.value)
        bare = not open_ and BAR.search(line.value) and not _TABLE.fullmatch(line.value)
        if not item and (not bare or _FIELD.fullmatch(line.value)):
            return None
        start = len(line.value) - len(line.value.lstrip())
        start, rest = item.span("mark") if item else (start, start)
        own = said(line, start, self.block)
        value = line.value[rest:].strip()
        words = self._words(own.value, f"- {value}")
        self.report("DGT043", own.span(), words, "help", (line.span(start, rest), "- "))
        return rest

    def _loose(self, lines: list[Text], open_: bool) -> None:
        """Report lines that are no rows: a table, a field, or text."""
        first = stripped(lines[0])
        if written := _FIELD.fullmatch(first.value):
            self._outside(
                stripped(cut(first, *written.span("name"))),
                stripped(cut(first, *written.span("value"))),
            )
            return
        if not _TABLE.fullmatch(first.value):
            help_ = "help_continue" if open_ else "help"
            if not _WORD.search(first.value):
                help_ = "help_empty"
            elif not self._is_like_row(first.value):
                help_ = "help_below" if open_ else "help_outside"
            self._no_row(first, help_)
            return
        rows = [stripped(line) for line in lines]
        filled = [_WORD.search(line.value) is not None for line in rows]
        below = filled.index(False) + 1 if False in filled else 0
        cells = next((line.value for line in rows[below:] + rows if _WORD.search(line.value)), "")
        mend = " | ".join(cell.strip() for cell in BAR.split(cells) if cell.strip())
        words = self._words(first.value, f"- {mend}" if mend else self.form.example)
        self.report("DGT043", joined(rows).span(), words, "help" if mend else "help_empty")

    def _outside(self, name: Text, value: Text) -> None:
        """Report a field of the list itself."""
        start, end = name.span(), _end_of(name, value)
        span = Span(start.line, start.column, end.end_line, end.end_column)
        mend = f"{self.form.example} | {name.value}={value.value}"
        self.report("DGT047", span, {"name": name.value, "mend": mend})

    def _single(self) -> None:
        """Report a list that has only fields: the block for one record was meant."""
        written = self.block.fields
        start, end = written[0].name.span(), _end_of(written[-1].name, written[-1].text)
        span = Span(start.line, start.column, end.end_line, end.end_column)
        name = self.block.name_span
        same = name.end_column - name.column == len(self.block.name)
        words = {
            "name": "、".join(one.name.value for one in written),
            "written": self.block.name,
            "mend": self.form.name,
        }
        fixes = [(name, self.form.name)] if same else []
        self.report("DGT047", span, words, "help_single", *fixes)

    # Cells

    def record(self, row: Row, parent: int) -> Block | None:
        """Make a block of a row."""
        cells = self.cells.of(row.text)
        if not cells:
            self._no_row(row.text, "help_empty")
            return None
        named = [(cell, self.cells.named(cell, number)) for number, cell in cells]
        fields = [written for _, written in named if written]
        plain = [one for one, (_, written) in zip(cells, named, strict=True) if not written]
        argument: Text | None = None
        ordered = in_order(plain, self.form, self.notes)
        for number, cell in ordered:
            too_many = number >= len(self.form.cells)
            first_of_contact = number == 0 and self.form.name == "contact"
            if too_many or (cell.value[0] in "=＝" and not first_of_contact):
                self.cells.too_many(cell, number)
            elif name := self.form.cells[number]:
                fields.append(Field(Text(name, cell.lines[:1]), cell, name))
            elif self.form.name == "contact":
                read = read_persons(cell, self.block.file, _beside(row, cells, ordered, fields))
                argument = read.names
                fields += read.fields
                self.notes.found += read.diagnostics
            else:
                argument = cell
        fields.sort(key=lambda written: written.text.span())
        span = row.text.span()
        return Block(
            name=self.form.name,
            argument=argument,
            fields=tuple(fields),
            body=Text("", ((span.end_line, span.end_column),)),
            opening=span,
            name_span=span,
            end_line=span.end_line,
            file=self.block.file,
            heading=self.block.heading,
            parent=parent,
            container="",
            first=False,
            row=True,
        )


def _beside(
    row: Row, cells: Sequence[Cell], ordered: Sequence[Cell], fields: Sequence[Field]
) -> Beside:
    """Give what stands beside the persons of a row."""
    office = next((cell.value for number, cell in ordered if number == 1), "")
    named = (one.text.value for one in fields if one.name.value in _ORGANIZATION)
    rest = [cell.value for _, cell in cells[1:]]
    kept = [" ".join(value.split()) for value in rest if not _IDS.match(value)]
    sure = len(kept) == len(rest) and ordered[:1] == cells[:1]
    return Beside(office or next(named, ""), " | ".join(kept), row.indent if sure else None)
