"""Where the id of a record is to be written, in both markups; None where that is not certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sphinx_digest.core.model import Block, Field, Fix, Place, Reading, Span

#: Gives a line of a file by its number, without its end; None where there is none.
Line = Callable[[str, int], str | None]
_LIST_MARKS = frozenset(" \t-*+.)0123456789")
_CLOSING = re.compile(r"\s*(?::{3,}|`{3,}|~{3,})\s*")
_RST_INDENT = 3


class Heads:
    """Knows the blocks whose fields the reader found damaged."""

    def __init__(self, reading: Reading) -> None:
        self._damaged = {(found.place.file, found.place.span.line) for found in reading.diagnostics}

    def is_whole(self, block: Block) -> bool:
        """Say whether nothing is wrong from the opening to the last field."""
        last = max([block.opening.end_line, *(field.text.lines[-1][0] for field in block.fields)])
        head = range(block.opening.line, last + 1)
        return not any((block.file, number) in self._damaged for number in head)


class IdPlaces:
    """Says how an id gets into a block of one reading; ``label`` is what it is called."""

    def __init__(self, line: Line, reading: Reading, label: str) -> None:
        self._line = line
        self._blocks = reading.blocks
        self._heads = Heads(reading)
        self._label = label

    def write(self, block: Block, id_: str) -> Fix | None:
        """Give what writes an id into a block that has none."""
        if any(field.key == "id" or field.name.value == "id" for field in block.fields):
            return None
        if not self._heads.is_whole(block):
            return None
        if block.row:
            end = (block.opening.end_line, block.opening.end_column)
            name = self._label if self._is_chinese(block) else "id"
            return Fix(Place(block.file, Span(*end, *end)), f" | {name}={id_}")
        opening = self._line(block.file, block.opening.line)
        inside = None if block.parent is None else self._blocks[block.parent]
        if opening is None or (inside is not None and inside.name != "notice"):
            return None
        fields = sorted(block.fields, key=lambda field: field.name.lines[0])
        first = fields[0] if fields else None
        name = self._label if first and not first.name.value.isascii() else "id"
        before = opening[: block.opening.column - 1]
        if opening.startswith("..", len(before)):
            return self._in_rst(block, first, before, f":{name}: {id_}")
        return self._in_myst(block, first, before, name, id_)

    def _is_chinese(self, row: Block) -> bool:
        """Say whether the names in a row's list are Chinese, or the source's where it has none.

        All rows of a list are to say the same, so it is most of the names that decides.
        """
        rows = (block for block in self._blocks if block.row and block.parent == row.parent)
        names = [name for _, name in _written_names(rows)]
        names = names or [name for file, name in _written_names(self._blocks) if file == row.file]
        return 2 * sum(not name.isascii() for name in names) > len(names)

    def _in_myst(
        self, block: Block, first: Field | None, before: str, name: str, id_: str
    ) -> Fix | None:
        at = block.opening.line
        below, closing = (self._line(block.file, n) for n in (at + 1, block.end_line))
        if below is None or closing is None or not _CLOSING.fullmatch(closing):
            return None
        put = partial(self._below, block.file)
        indent: str | None
        if below.lstrip().startswith("---"):
            indent = below[: len(below) - len(below.lstrip())]
            if first is not None:
                written = self._line(block.file, first.name.lines[0][0]) or ""
                indent = written[: first.name.lines[0][1] - 1]
            return None if indent.strip() else put(at + 1, f"{indent}{name}: {id_}")
        if first is not None:
            indent = self._field_indent(block.file, first, at + 1)
            return None if indent is None else put(at, f"{indent}:{name}: {id_}")
        if before.strip(" "):
            if block.container != "list" or not set(before) <= _LIST_MARKS or "\t" in before:
                return None
            before = " " * len(before)
        gap = "\n" if below.strip() and at + 1 < block.end_line else ""
        return put(at, f"{before}:{name}: {id_}{gap}")

    def _in_rst(self, block: Block, first: Field | None, before: str, written: str) -> Fix | None:
        if before.strip(" "):
            return None
        at = block.opening.end_line
        if first is not None:
            found = self._field_indent(block.file, first, at + 1)
            if found is None:
                return None
            indent = found
        else:
            below = [self._line(block.file, n) or "" for n in range(at + 1, block.end_line + 1)]
            if not any(line.strip() for line in below) and at > block.opening.line:
                below = [self._line(block.file, at) or ""]  # a title below the marker
            margins = [len(line) - len(line.lstrip(" ")) for line in below if line.strip()]
            margin = min(margins, default=len(before) + _RST_INDENT)
            if margin <= len(before):
                return None
            indent = " " * margin
        return self._below(block.file, at, f"{indent}{written}")

    def _field_indent(self, file: str, first: Field, expected: int) -> str | None:
        """Give what stands before the first field, which must be on the line expected."""
        number, column = first.name.lines[0]
        line = self._line(file, number)
        if line is None or number != expected or line[column - 2 : column - 1] != ":":
            return None
        indent = line[: column - 2]
        return None if indent.strip(" ") else indent

    def _below(self, file: str, number: int, text: str) -> Fix | None:
        """Put a line in below another one."""
        line = self._line(file, number)
        if line is None:
            return None
        end = len(line) + 1
        return Fix(Place(file, Span(number, end, number, end)), f"\n{text}")


def _written_names(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield the names of fields that stand in the source, with the file; a cell may have none."""
    for block in blocks:
        for field in block.fields:
            if field.name.lines != field.text.lines[:1]:
                yield block.file, field.name.value
