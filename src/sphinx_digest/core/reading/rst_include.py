"""Included files: found, clipped, and put in where they are called for."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading.lines import Line, split_lines
from sphinx_digest.core.reading.rst_rows import Row, put_in, rows_of
from sphinx_digest.core.reading.rst_state import State

#: No digest includes more often; files that include each other twice end here.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Include:
    """An ``include`` as written."""

    row: Row
    argument: Sequence[Row]
    options: Sequence[Row]

    @property
    def name(self) -> str:
        """Give the file's name, put together from its lines."""
        return "".join(row.text.strip() for row in self.argument)

    def option(self, name: str) -> str | None:
        """Give the value of an option; several lines are joined."""
        value: str | None = None
        for row in self.options:
            match = grammar.FIELD.match(row.text)
            if match:
                if value is not None:
                    break
                if match.group().strip().strip(":").lower() == name:
                    value = row.text[match.end() :]
            elif value is not None:
                value = f"{value}\n{row.text.strip()}".strip("\n")
        return value


def _number(value: str | None) -> int | None:
    try:
        return int(value) if value and len(value) < 10 else None
    except ValueError:
        return None


def _clip(lines: list[Line], include: Include) -> list[Line] | None:
    """Keep the part of a file that is asked for; None where a mark is not in it."""
    start, end = _number(include.option("start-line")), _number(include.option("end-line"))
    if start or end is not None:
        lines = lines[start:end]
    text = "\n".join(line.text for line in lines)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line.text) + 1)
    first, last = 0, len(text)
    after, before = include.option("start-after"), include.option("end-before")
    if after:
        found = text.find(after)
        if found < 0:
            return None
        first = found + len(after)
    if before:
        found = text.find(before, first)
        if found < 0:
            return None
        last = found
    if first == 0 and last == len(text):
        return lines
    kept: list[Line] = []
    for index in range(max(bisect_right(offsets, first) - 1, 0), len(lines)):
        if offsets[index] > last:
            break
        line = lines[index]
        left = max(first - offsets[index], 0)
        right = min(last - offsets[index], len(line.text))
        kept.append(Line(line.text[left:right], line.number, line.shift + left))
    return kept


def _candidates(state: State, name: str) -> list[str]:
    """Give where an included file may be: Sphinx starts from the document, not the file."""
    base = PurePath(state.path).parent.as_posix()
    if not name.startswith("/"):
        return [posixpath.normpath(posixpath.join(base, name))]
    # From the top of the source directory, which is one of the directories above.
    above = [base, *(parent.as_posix() for parent in PurePosixPath(base).parents)]
    return [posixpath.normpath(posixpath.join(parent, name.lstrip("/"))) for parent in above]


def expand(state: State, include: Include) -> list[Row] | None:
    """Give the rows of an included file; None where it is literal or cannot be put in."""
    row, name = include.row, include.name
    if not name or (name.startswith("<") and name.endswith(">")):
        return None
    where = include.argument[0]
    written = where.span()
    chain = (*row.origin.chain, row.file)
    around = {posixpath.normpath(PurePath(file).as_posix()) for file in chain}
    path, text = "", None
    for path in _candidates(state, name):
        if path in around:
            state.report("DGT018", row.file, written, {"name": name})
            return None
        text = state.load(path)
        if text is not None:
            break
    if text is None:
        state.report("DGT017", row.file, written, {"name": name}, None)
        return None
    state.includes.append(path)
    if any(include.option(key) is not None for key in ("literal", "code", "parser")):
        return None
    lines = _clip(split_lines(text), include)
    state.expansions += 1
    if lines is None or not lines or state.expansions > _MOST:
        return None
    if any(
        block.file == path and lines[0].number <= block.opening.line <= lines[-1].number
        for block in state.blocks
    ):
        state.report("DGT018", row.file, written, {"name": name})
        return None
    return rows_of(lines, path, chain)


def splice(rows: list[Row], index: int, included: list[Row]) -> None:
    """Put rows in, closed as docutils closes them: by a comment between blank lines."""
    file = included[0].file
    blank = put_in("", file)
    mark = put_in('.. end of inclusion from "' + re.sub(r"\s", " ", file) + '"', file)
    rows[index:index] = [blank, *included, blank, mark, blank]
