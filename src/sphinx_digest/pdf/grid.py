"""The measure of a table: how wide its columns are, how high its rows, before it is set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from docutils import nodes

from sphinx_digest.pdf.labels import classes_of

SHORT = 24
ROOM = 92  # half-width characters in a line of a table
LONGEST = 60
EM = 0.58
LINE, LEADING, PADDING = 9.0, 4.5, 8.4  # points


def width_of(text: str) -> int:
    """Return the width of the longest line in half-width units."""
    return max((_wide(line) for line in text.splitlines()), default=0)


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the column it begins in, how many it spans, its text."""

    column: int
    across: int
    down: int
    text: str
    entry: nodes.entry | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table measured: how wide each column's cells are, and its rows, those of the head too."""

    widths: tuple[int, ...]
    given: tuple[int, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    head: int = 0
    pictures: bool = False

    def aligned(self) -> str:
        """Return Typst column sizes for one of several tables, whatever this one holds."""
        longest = max(self.widths, default=0)
        short = [width <= SHORT and width < longest for width in self.widths]
        fixed = sum(width + 3 for width, fits in zip(self.widths, short, strict=True) if fits)
        if fixed > ROOM * 2 // 3:
            short = [False] * len(short)
        return "".join(
            f"{width * EM + 2:.2f}em, " if fits else f"{8 + min(width, LONGEST) * 2 // 3}fr, "
            for width, fits in zip(self.widths, short, strict=True)
        )

    def columns(self) -> str:
        """Return Typst column sizes: short columns fit their text, long ones share the rest."""
        return "".join(f"{part}fr, " if part else "auto, " for part in self._parts())

    def _parts(self) -> tuple[int, ...]:
        """Return what each column takes of the line; 0 where it is as wide as its text."""
        if self.given:
            return self.given
        long = [width for width in self.widths if width > SHORT]
        fixed = sum(width for width in self.widths if width <= SHORT) + 2 * len(self.widths)
        if not long and fixed <= ROOM:
            return (0,) * len(self.widths)
        if fixed > ROOM * 2 // 3:
            return tuple(max(4, min(width, LONGEST)) for width in self.widths)
        return tuple(
            0 if width <= SHORT else 8 + min(width, LONGEST) * 2 // 3 for width in self.widths
        )

    def shares(self) -> tuple[int, ...]:
        """Estimate the width of each column in half-width characters."""
        parts = self._parts()
        fitting = (width + 2 for width, part in zip(self.widths, parts, strict=True) if not part)
        free = max(ROOM - sum(fitting), 4 * len(parts))
        return tuple(
            max(3, free * part // sum(parts) - 2) if part else width
            for width, part in zip(self.widths, parts, strict=True)
        )

    def heights(self) -> tuple[float, ...]:
        """Estimate the height of each row in points."""
        shares = self.shares()
        return tuple(self._height(row, shares) for row in self.rows)

    def rooms(self) -> dict[nodes.entry, int]:
        """Tell the width of each cell in half-width characters."""
        shares = self.shares()
        return {
            cell.entry: sum(shares[cell.column : cell.column + cell.across])
            for row in self.rows
            for cell in row
            if cell.entry is not None
        }

    @staticmethod
    def _height(row: tuple[Cell, ...], shares: tuple[int, ...]) -> float:
        lines = 1
        for cell in row:
            room = max(1, sum(shares[cell.column : cell.column + cell.across]))
            needed = sum(max(1, -(-_wide(line) // room)) for line in cell.text.splitlines())
            lines = max(lines, -(-needed // cell.down))
        return lines * LINE + (lines - 1) * LEADING + PADDING

    @property
    def spans_rows(self) -> bool:
        """Whether a cell goes over more rows than one."""
        return any(cell.down > 1 for row in self.rows for cell in row)


def measure(table: nodes.table) -> Grid:
    """Measure the cells that lie in one column."""
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    widths = [0] * len(specs)
    open_rows = [0] * len(specs)
    rows: list[tuple[Cell, ...]] = []
    head = 0
    for part in group.children:
        if not isinstance(part, nodes.thead | nodes.tbody):
            continue
        for row in part.children:
            assert isinstance(row, nodes.Element)
            cells = tuple(_cells(row, open_rows))
            for cell in cells:
                if cell.across == 1:
                    widths[cell.column] = max(widths[cell.column], width_of(cell.text))
            rows.append(cells)
            head += isinstance(part, nodes.thead)
    classes = classes_of(table)
    # A generated table has widths for the screen; on paper its cells decide.
    given = "colwidths-given" in classes and "digest-table" not in classes
    return Grid(
        tuple(widths),
        tuple(max(1, int(spec.get("colwidth", 1))) for spec in specs) if given else (),
        tuple(rows),
        head,
        any(table.findall(nodes.image)),
    )


def _cells(row: nodes.Element, open_rows: list[int]) -> list[Cell]:
    """Place the cells of a row beside those that reach down from above."""
    cells: list[Cell] = []
    column, columns = 0, len(open_rows)
    for entry in row.children:
        if not isinstance(entry, nodes.entry):
            continue
        while column < columns and open_rows[column]:
            open_rows[column] -= 1
            column += 1
        across, down = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
        if column < columns:
            room = min(across, columns - column)
            cells.append(Cell(column, room, down, entry.astext(), entry))
        for place in range(column, min(column + across, columns)):
            open_rows[place] = down - 1
        column += across
    for place in range(column, columns):
        open_rows[place] = max(0, open_rows[place] - 1)
    return cells
