"""Cells of grid and simple tables, as rows that know their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sphinx_digest.core.reading.rst_grammar import GRID_TOP, SIMPLE_BORDER
from sphinx_digest.core.reading.rst_rows import Row

Cells = list[list[Row]]

_SPAN = re.compile(r"-[ -]*$")
_HEAD = re.compile(r"\+=[=+]+=\+ *$")


class _Grid:
    """Rows laid out in columns: a full-width character takes two, a combining one none."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.starts: list[list[int]] = []  # column -> index of the character that covers it
        self.text: list[str] = []
        for row in rows:
            starts: list[int] = []
            shown: list[str] = []
            for index, character in enumerate(row.text):
                if unicodedata.combining(character):
                    continue
                wide = unicodedata.east_asian_width(character) in "WF"
                starts.extend([index] * (2 if wide else 1))
                shown.append(character + "\x00" if wide else character)
            self.starts.append(starts)
            self.text.append("".join(shown))

    def cell(self, top: int, left: int, bottom: int, right: int | None) -> list[Row]:
        """Give the rows of a rectangle, without the indent they share."""
        cut: list[Row] = []
        for number in range(top, bottom):
            row, starts = self.rows[number], self.starts[number]
            first = starts[left] if left < len(starts) else len(row.text)
            last = len(row.text)
            if right is not None and right < len(starts):
                last = starts[right]
            if 0 < left < len(starts) and starts[left - 1] == first:
                first += 1
            cut.append(row.cut(first, max(first, last)))
        least = min((row.indent for row in cut if row.text), default=0)
        return [row.cut(least) for row in cut] if least else cut


def _columns(line: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer("-+", line)]


def grid_table(rows: Sequence[Row], start: int) -> tuple[Cells | None, int]:
    """Give the cells of a grid table (None: malformed) and the index of the row after it."""
    end = start
    while end < len(rows) and rows[end].text and not (end > start and rows[end].text[0] == " "):
        end += 1
    after = end
    for index in range(start, end):
        if rows[index].text[0] not in "+|":
            end = after = index
            break
    if not GRID_TOP.match(rows[end - 1].text):
        for index in range(end - 2, start + 1, -1):
            if GRID_TOP.match(rows[index].text):
                # docutils goes back too far here: the last two rows are read once more.
                end, after = index + 1, index - 1
                break
        else:
            return None, after
    grid = _Grid(rows[start:end])
    width = len(grid.text[0])
    if any(len(text) != width or text[-1] not in "+|" for text in grid.text):
        return None, after
    heads = [index for index, text in enumerate(grid.text) if _HEAD.match(text)]
    if len(heads) > 1 or (heads and heads[0] in (0, len(grid.text) - 1)):
        return None, after
    for index in heads:
        grid.text[index] = grid.text[index].replace("=", "-")
    return _grid_cells(grid), after


def _grid_cells(grid: _Grid) -> Cells | None:
    bottom, right = len(grid.text) - 1, len(grid.text[0]) - 1
    done = [-1] * (right + 1)
    cells: list[tuple[int, int, list[Row]]] = []
    corners = [(0, 0)]
    while corners:
        top, left = corners.pop(0)
        if top == bottom or left == right or top <= done[left]:
            continue
        found = _cell(grid.text, top, left, bottom, right)
        if found is None:
            continue
        low, far = found
        if any(done[column] != top - 1 for column in range(left, far)):
            return None
        for column in range(left, far):
            done[column] = low - 1
        cells.append((top, left, grid.cell(top + 1, left + 1, low, far)))
        corners.extend([(top, far), (low, left)])
        corners.sort()
    if any(done[column] != bottom - 1 for column in range(right)):
        return None
    return [block for _, _, block in sorted(cells, key=lambda cell: cell[:2])]


def _cell(text: list[str], top: int, left: int, bottom: int, right: int) -> tuple[int, int] | None:
    if text[top][left] != "+":
        return None
    for far in range(left + 1, right + 1):
        edge = text[top][far]
        if edge == "+":
            low = _down(text, top, left, far, bottom)
            if low is not None:
                return low, far
        elif edge != "-":
            return None
    return None


def _down(text: list[str], top: int, left: int, far: int, bottom: int) -> int | None:
    for low in range(top + 1, bottom + 1):
        edge = text[low][far]
        if edge == "+":
            if (
                not text[low][left + 1 : far].strip("+-")
                and text[low][left] == "+"
                and all(text[row][left] in "+|" for row in range(top + 1, low))
            ):
                return low
        elif edge != "|":
            return None
    return None


def simple_table(rows: Sequence[Row], start: int) -> tuple[Cells | None, int]:
    """Give the cells of a simple table (None: malformed) and the index of the row after it."""
    width = len(rows[start].text.strip())
    borders: list[int] = []
    for index in range(start + 1, len(rows)):
        text = rows[index].text
        if not SIMPLE_BORDER.match(text):
            continue
        if len(text.strip()) != width:
            return None, index + 1
        borders.append(index)
        last = index + 1 == len(rows) or rows[index + 1].blank
        if len(borders) == 2 or last:
            break
    else:
        return None, borders[-1] + 1 if borders else len(rows)
    end = borders[-1] + 1
    grid = _Grid(rows[start:end])
    grid.text[0] = grid.text[0].replace("=", "-")
    grid.text[-1] = grid.text[-1].replace("=", "-")
    if len(borders) == 2:
        head = borders[0] - start
        grid.text[head] = grid.text[head].replace("=", "-")
    return _simple_cells(grid), end


def _simple_cells(grid: _Grid) -> Cells | None:
    columns = _columns(grid.text[0])
    first_start, first_end = columns[0]
    border = columns[-1][1]
    cells: Cells = []
    start = 1
    found = False
    for index in range(1, len(grid.text)):
        text = grid.text[index]
        spans = None
        if _SPAN.match(text):
            spans = _columns(text)
            if spans[-1][1] != border or not _aligned(spans, columns):
                return None
            if not _simple_row(grid, start, index, spans, cells):
                return None
            start, found = index + 1, False
        elif text[first_start:first_end].strip():
            if found and index != start and not _simple_row(grid, start, index, columns, cells):
                return None
            start, found = index, True
        elif not found:
            start = index + 1
    return cells


def _aligned(spans: list[tuple[int, int]], columns: list[tuple[int, int]]) -> bool:
    """Say whether every span starts and ends with a column."""
    ends = [end for _, end in columns]
    starts = [start for start, _ in columns]
    number = 0
    for start, end in spans:
        if number >= len(columns) or start != starts[number] or end not in ends[number:]:
            return False
        number = ends.index(end, number) + 1
    return True


def _simple_row(
    grid: _Grid, top: int, bottom: int, columns: list[tuple[int, int]], cells: Cells
) -> bool:
    for number, (start, end) in enumerate(columns):
        last = number + 1 == len(columns)
        if not last:
            margin = columns[number + 1][0]
            if any(grid.text[row][end:margin].strip() for row in range(top, bottom)):
                return False
        block = grid.cell(top, start, bottom, None if last else end)
        if any(row.text for row in block):
            cells.append(block)
    return True
