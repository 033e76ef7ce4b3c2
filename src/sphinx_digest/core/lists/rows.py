"""``deadlines`` and ``contacts``: a list with one record a line, its cells between bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sphinx_digest.core.invisible import trimmed
from sphinx_digest.core.lists.contact_cells import read_persons
from sphinx_digest.core.lists.items import ITEM, MEANT_ITEM, indent_of, is_comment, lines_of, said
from sphinx_digest.core.messages import Language, block_label, twin
from sphinx_digest.core.model import Block, Diagnostic, Field, Fix, Place, Span, Text
from sphinx_digest.core.reading.lines import cut, joined, stripped

_TABLE = re.compile(r"\s*(?:[|｜].*|[\s|:+=-]*-{2,}[\s|:+=-]*)")
_FIELD = re.compile(r"\s*[:：](?P<name>[^:：]{1,40})[:：](?P<value>.*)")
#: What may be the name of a field, in a cell where one is expected.
_LIKE_NAME = re.compile("[A-Za-z][A-Za-z-]+|[\u4e00-\u9fff]{2,6}")
_COLON = re.compile(
    r"[:：]?\s*(?P<name>[^\s:：=＝](?:[^:：=＝]{0,30}[^\s:：=＝])?)\s*[:：]\s*(?P<value>.*)",
    re.DOTALL,
)

_NOTHING: Mapping[Language, str] = {"zh": "（空）", "en": "(nothing)"}
_WORD = re.compile(r"[^\W_]")
_SHOWN = 30  # characters of a line in a message


@dataclass(frozen=True, slots=True)
class _Form:
    """What the cells of a row are: ``cells`` names the first ones, "" being the title."""

    name: str
    cells: tuple[str, ...]
    named_from: int  # the cell from which on a colon stands for an equals sign
    example: str
    more: Mapping[Language, str]  # the name shown for a cell too many


_FORMS: Mapping[str, _Form] = {
    "deadlines": _Form(
        "deadline",
        ("when", "", "for"),
        2,
        "- 2021-04-30 前 | 报送材料",
        {"zh": "渠道", "en": "channel"},
    ),
    "contacts": _Form(
        "contact",
        ("", "organization", "role"),
        1,
        "- 张某 010-5550 0101 | 示例局",
        {"zh": "编者注", "en": "note"},
    ),
}


def read_rows(
    block: Block, index: int, is_name: Callable[[str], bool]
) -> tuple[list[Block], list[Diagnostic]]:
    """Give a block for each row of ``deadlines`` or ``contacts``, and what is no row.

    ``index`` is that of ``block``; ``is_name`` knows the names and labels of a record's fields.
    """
    reader = _Rows(block, _FORMS[block.name], is_name)
    rows = [reader.record(text, index) for text in reader.rows()]
    return [row for row in rows if row], sorted(reader.found, key=lambda one: one.place)


def _end_of(name: Text, value: Text) -> Span:
    return (value if value.value else name).span()


@dataclass(slots=True)
class _Rows:
    block: Block
    form: _Form
    is_name: Callable[[str], bool]
    found: list[Diagnostic] = field(default_factory=list)

    def report(
        self,
        code: str,
        span: Span,
        values: Mapping[str, str],
        help_: str | None = "help",
        *fixes: tuple[Span, str],
    ) -> None:
        file = self.block.file
        mends = tuple(Fix(Place(file, where), text) for where, text in fixes)
        words = {name: " ".join(value.split()) for name, value in values.items()}
        self.found.append(Diagnostic(code, Place(file, span), words, help_, fixes=mends))

    # Lines

    def rows(self) -> list[Text]:
        """Find the rows; every line that belongs to none is reported."""
        if self.block.fields and not self.block.body.value.strip():
            self._single()
            return []
        for written in self.block.fields:
            self._outside(written.name, written.text)
        lines = list(lines_of(self.block.body))
        rows: list[list[Text]] = []
        mark = content = 0  # columns of the last row's mark and text
        open_ = False  # whether the line above belongs to it
        number = 0
        while number < len(lines):
            line = lines[number]
            number += 1
            if is_comment(line.value, self.block):
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
            else:
                self._no_row(stripped(line), "help_empty")
        if not rows and not self.found:
            words = {**block_label(self.block.name), **twin("value", _NOTHING)}
            self.report("DGT043", self.block.name_span, {**words, "mend": self.form.example})
        return [joined([piece for piece in pieces if piece.value]) for pieces in rows]

    def _no_row(self, line: Text, help_: str = "help") -> None:
        value = line.value
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        words = {**block_label(self.block.name), "value": shown, "mend": f"- {shown.rstrip('。')}"}
        self.report("DGT043", line.span(), words, help_)

    def _nested(self, line: Text, item: re.Match[str], indent: int) -> None:
        own = stripped(line)
        words = {**block_label(self.block.name), "value": own.value[:_SHOWN], "mend": own.value}
        mend = (line.span(0, item.end("indent")), " " * indent)
        self.report("DGT043", own.span(), words, "help_indent", mend)

    def _meant(self, line: Text, open_: bool) -> int | None:
        """Report a row with a mark of its own, or none; give where its text starts."""
        item = MEANT_ITEM.fullmatch(line.value)
        bare = not open_ and re.search("[|｜]", line.value) and not _TABLE.fullmatch(line.value)
        if not item and (not bare or _FIELD.fullmatch(line.value)):
            return None
        start = len(line.value) - len(line.value.lstrip())
        start, rest = item.span("mark") if item else (start, start)
        own = said(line, start, self.block)
        value = line.value[rest:].strip()
        words = {**block_label(self.block.name), "value": own.value[:_SHOWN], "mend": f"- {value}"}
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
            self._no_row(first, "help_continue" if open_ else "help")
            return
        rows = [stripped(line) for line in lines]
        filled = [_WORD.search(line.value) is not None for line in rows]
        below = filled.index(False) + 1 if False in filled else 0
        cells = next((line.value for line in rows[below:] + rows if _WORD.search(line.value)), "")
        mend = " | ".join(cell.strip() for cell in re.split("[|｜]", cells) if cell.strip())
        words = {**block_label(self.block.name), "value": first.value[:_SHOWN]}
        words["mend"] = f"- {mend}" if mend else self.form.example
        self.report("DGT043", joined(rows).span(), words)

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

    def record(self, row: Text, parent: int) -> Block | None:
        """Make a block of a row."""
        argument: Text | None = None
        fields: list[Field] = []
        cells = [(number, cell) for number, cell in self._cells(row) if trimmed(cell.value)]
        if not cells:
            self._no_row(row, "help_empty")
            return None
        for number, cell in cells:
            if written := self._named(cell, number):
                fields.append(written)
            elif number >= len(self.form.cells):
                words = {zh: f"{name}={cell.value}" for zh, name in self.form.more.items()}
                values = {"number": str(number + 1), "value": cell.value, **twin("mend", words)}
                self.report("DGT046", cell.span(), values)
            elif name := self.form.cells[number]:
                fields.append(Field(Text(name, cell.lines[:1]), cell, name))
            elif self.form.name == "contact":
                read = read_persons(cell, self.block.file)
                argument = read.names
                fields += read.fields
                self.found += read.diagnostics
            else:
                argument = cell
        span = row.span()
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

    def _cells(self, row: Text) -> Iterator[tuple[int, Text]]:
        bar = "|"
        if bar not in row.value and "｜" in row.value:
            bar = "｜"
            bars = [row.span(at.start(), at.end()) for at in re.finditer(bar, row.value)]
            words = {"mend": f"- {row.value.replace(bar, '|')}"}
            self.report("DGT044", bars[0], words, "help", *((span, "|") for span in bars))
        start = 0
        for number, text in enumerate(row.value.split(bar)):
            yield number, stripped(cut(row, start, start + len(text)))
            start += len(text) + 1

    def _named(self, cell: Text, number: int) -> Field | None:
        """Read ``name=value``; a colon in its stead is reported where a name stands before it."""
        if sign := re.search("[=＝]", cell.value):
            name = stripped(cut(cell, 0, sign.start()))
            like = number >= 2 and _LIKE_NAME.fullmatch(name.value)
            if name.value and (self.is_name(name.value) or like):
                return Field(name, stripped(cut(cell, sign.end(), len(cell.value))))
        if number < self.form.named_from:
            return None
        written = _COLON.fullmatch(cell.value)
        if written is None or not self.is_name(written["name"]):
            return None
        span = cell.span(0, written.start("value"))
        mend = f"{written['name']}="
        words = {"value": cell.value, "mend": f"{mend}{written['value']}"}
        self.report("DGT045", span, words, "help", (span, mend))
        value = cut(cell, *written.span("value"))
        return Field(cut(cell, *written.span("name")), stripped(value))
