"""What was written against what ran: no block is lost, none comes from nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Block, Diagnostic, Document, Place
from sphinx_digest.ext.state import Current, same_file


class Damages:
    """The lines on which the reader has found something that changes what runs."""

    def __init__(self, document: Document) -> None:
        self.lines: dict[str, set[int]] = defaultdict(set)
        self.open: dict[str, int] = {}  # from here on something is never closed
        for found in document.diagnostics:
            if found.code >= "DGT020" and found.code not in ("DGT051", "DGT066", "DGT077"):
                continue
            path, line = same_file(found.place.file), found.place.span.line
            self.lines[path].add(line)
            mend = found.values.get("mend", "")
            no_end = found.code in ("DGT003", "DGT011") and mend != "" and not mend.strip(":`~")
            if found.code == "DGT001" or no_end:
                self.open[path] = min(self.open.get(path, line), line)

    def within(self, block: Block) -> bool:
        """Say whether a block holds a damage."""
        lines = self.lines[same_file(block.file)]
        return any(line in lines for line in range(block.opening.line, block.end_line + 1))

    def near(self, path: str, line: int) -> bool:
        """Say whether a damage stands on a line or beside it."""
        return bool(self.lines[path] & {line - 1, line, line + 1})

    def swallow(self, path: str, line: int) -> bool:
        """Say whether something above a line is never closed."""
        return path in self.open and self.open[path] <= line


def compare(current: Current, shown: Set[int]) -> list[Diagnostic]:
    """Find blocks that were written and are not in the page, and those that ran astray.

    What follows from a damage that the reader has explained is not told again.
    """
    blocks = current.reading.blocks
    damages = Damages(current.document)
    lines: dict[str, list[range]] = defaultdict(list)
    for block in blocks if current.stray else ():
        if damages.within(block):
            lines[same_file(block.file)].append(range(block.opening.line - 1, block.end_line + 2))
    found: list[Diagnostic] = []
    for stray in current.stray:
        path, line = same_file(stray.place.file), stray.place.span.line
        within = any(line in damaged for damaged in lines[path])
        if not within and not damages.near(path, line) and not damages.swallow(path, line):
            found.append(stray)
    for index, block in enumerate(blocks):
        if (
            index in shown
            or block.row
            or damages.swallow(same_file(block.file), block.opening.line)
        ):
            continue
        around: Block | None = block
        while around is not None and not damages.within(around):
            around = None if around.parent is None else blocks[around.parent]
        above = blocks[index - 1] if index else block
        if around is None and not damages.within(above):
            place = Place(block.file, block.name_span)
            found.append(Diagnostic("DGT070", place, block_label(block.name)))
    return found
