"""A directive of ours: argument, fields and content, and what was meant for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Block, Span, Text
from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading.damage import LISTS, OF_FACTS, Mend
from sphinx_digest.core.reading.lines import joined
from sphinx_digest.core.reading.rst_fields import FieldReader, looks_like_field, read_field_line
from sphinx_digest.core.reading.rst_rows import Row, text_of, without_blank_ends
from sphinx_digest.core.reading.rst_state import Where

if TYPE_CHECKING:
    from sphinx_digest.core.reading.rst_scan import Scanner


@dataclass(frozen=True, slots=True)
class Opening:
    """The row that opens a block; the argument starts at ``argument``."""

    name: str
    row: Row
    argument: int
    name_span: Span
    block: list[Row]  # what stands behind the colons and, dedented, below


@dataclass(slots=True)
class _Parts:
    argument: list[Row]
    content: list[Row]
    last: Row


def open_block(scanner: Scanner, opening: Opening, rows: list[Row], end: int, where: Where) -> int:
    """Read a block of ours; give the index of the row after it."""
    state = scanner.state
    row = opening.row
    if opening.name == "notice":
        state.short = None
    first = state.bare and where.top and state.heading is not None
    state.content(row, where)
    reader = FieldReader(opening.name, row.line, state.report)
    parts = _read(reader, opening, list(_without_ends(opening.block)))
    end = _outside(reader, parts, rows, end, opening)
    argument = joined([part.text_of() for part in parts.argument]) if parts.argument else None
    closing = parts.argument[-1] if parts.argument else None
    opened = _opening_span(opening, closing)
    last = without_blank_ends([part for part in parts.content if part.line]) or [parts.last]
    number = len(state.blocks)
    state.blocks.append(
        Block(
            opening.name,
            argument,
            reader.fields,
            _body(parts, row),
            opened,
            opening.name_span,
            max(last[-1].line, parts.last.line, row.line),
            row.file,
            state.heading,
            where.parent,
            where.container,
            first,
        )
    )
    told = len(state.prose)
    scanner.nested_block(parts.content, where.inside_block(number))
    if opening.name in OF_FACTS or (opening.name == "notice" and argument is None):
        del state.prose[told:]  # its rows are fields
    if opening.name == "notice" and where.top:
        state.short = number if argument is not None else None
    return end


def _opening_span(opening: Opening, closing: Row | None) -> Span:
    start = opening.row.span(0, opening.argument)
    if closing is None:
        end = opening.row.span(0, len(opening.row.text[: opening.argument].rstrip()))
        return Span(start.line, start.column, end.end_line, end.end_column)
    end = closing.span()
    return Span(start.line, start.column, end.end_line, end.end_column)


def _body(parts: _Parts, row: Row) -> Text:
    kept = without_blank_ends(parts.content)
    if kept:
        return text_of(kept)
    line = max(parts.last.line, row.line)
    return Text("", ((line, 1),))


def _without_ends(block: Sequence[Row]) -> Sequence[Row]:
    """Leave out the blank rows at the end."""
    end = len(block)
    while end and block[end - 1].blank:
        end -= 1
    return block[:end]


def _read(reader: FieldReader, opening: Opening, block: list[Row]) -> _Parts:
    """Split a block's rows as docutils does, and mend what was meant otherwise."""
    below = 0
    if block and block[0].blank:
        below = 1
    blank = next((i for i in range(below, len(block)) if block[i].blank), len(block))
    head = block[below:blank]
    start = len(head)
    for index, row in enumerate(head):
        same_row = below == 0 and index == 0
        text = row.text.lstrip()
        line = read_field_line(text)
        if line is None:
            continue
        strict = row.indent == 0 and grammar.FIELD.match(text) is not None
        if strict or (line.slip is None and not same_row):
            start = index
            break
        if not same_row and read_field_line(text, known=True):
            start = index
            break
    argument, fields = head[:start], head[start:]
    content: list[Row] = []
    if below and argument and opening.name in LISTS:
        argument, content = [], argument
    last = head[-1] if head else opening.row
    if fields:
        reader.read(fields)
    if _holds_text(opening.name, bool(argument)):
        content = [*content, *reader.text]
    rest, last = _late(reader, block[blank:], bool(content), last)
    content = [*content, *rest] if not content else [*content, *block[blank : blank + 1], *rest]
    return _Parts(argument, content, last)


def _holds_text(name: str, titled: bool) -> bool:
    return name in {"deadline", "contact", *LISTS} or (name == "notice" and titled)


def _late(reader: FieldReader, rows: Sequence[Row], text: bool, last: Row) -> tuple[list[Row], Row]:
    """Take fields out of the content: those behind a blank line, and those below text."""
    kept: list[Row] = []
    index = 0
    blank: Row | None = None
    while index < len(rows):
        row = rows[index]
        if row.blank:
            if not text and blank is None:
                blank = row
            kept.append(row)
            index += 1
            continue
        before = kept[-1].blank if kept else True
        if not looks_like_field(row.text) or not (before or text):
            text, blank = True, None
            kept.append(row)
            index += 1
            continue
        end = index + 1
        while end < len(rows) and (
            rows[end].text[:1] == " " or (rows[end].text and looks_like_field(rows[end].text))
        ):
            end += 1
        if blank is not None:
            values: Mapping[str, str] = {"line": str(blank.line)}
            span = Span(blank.line, 1, blank.line, 1)
            whole = end == len(rows) or rows[end].blank  # else text would go up with the fields
            mend = _without(kept, blank, row) if whole else None
            reader.report("DGT005", row.file, span, values, mend=mend)
        else:
            report_fallen(reader, row)
        reader.read(rows[index:end])
        last, blank = rows[end - 1], None
        index = end
    return kept, last


def _without(kept: Sequence[Row], blank: Row, row: Row) -> Mend | None:
    """Give what deletes the blank lines from ``blank`` on, right above ``row``."""
    between = kept[-(row.line - blank.line) :]
    lines = [*(one.line for one in between), row.line]
    gap = all(one.blank and one.file == row.file for one in between)
    if not gap or lines != list(range(blank.line, row.line + 1)) or not row.mend(0, 0, ""):
        return None
    return Span(blank.line, 1, row.line, 1), ""


def report_fallen(reader: FieldReader, row: Row, help_name: str = "help") -> None:
    """Report a field that stands in the text."""
    line = read_field_line(row.text)
    if line is None:
        return
    name = f":{row.text_of(*line.name).value}:"
    values = {**block_label(reader.block), "name": name, "line": str(reader.opening_line)}
    reader.report("DGT006", row.file, row.span(), values, help_name)


def _outside(
    reader: FieldReader, parts: _Parts, rows: list[Row], end: int, opening: Opening
) -> int:
    """Take in fields that lost their indent: they stand right below the block."""
    index = end
    while index < len(rows) and rows[index].blank:
        index += 1
    apart = index > end or rows[end - 1].blank
    if apart and (reader.fields or any(row.text for row in parts.content)):
        return end
    stop = index
    while stop < len(rows) and rows[stop].text and looks_like_field(rows[stop].text):
        if rows[stop].file != opening.row.file:
            break
        stop += 1
    if stop == index:
        return end
    report_fallen(reader, rows[index], "help_indent")
    reader.read(rows[index:stop])
    parts.last = rows[stop - 1]
    return stop
