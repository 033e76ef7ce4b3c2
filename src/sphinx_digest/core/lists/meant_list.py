"""A block for one record that holds the rows of several: ``deadline`` for ``deadlines``."""

from __future__ import annotations

from dataclasses import replace

from sphinx_digest.core.lists.items import BAR, ITEM, lines_of
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Block, Diagnostic, Fix, Place
from sphinx_digest.core.reading.damage import PLURALS


def meant_list(block: Block) -> tuple[Block, Diagnostic] | None:
    """Take a block for one record that holds rows for the list that was meant, and report it."""
    plural = f"{block.name}s"
    if plural not in PLURALS or block.row or block.argument:
        return None
    lines = [line.value for line in lines_of(block) if line.value.strip()]
    if not lines or not ITEM.fullmatch(lines[0]) or not BAR.search(lines[0]):
        return None
    rows = sum(ITEM.fullmatch(line) is not None for line in lines)
    name = block.name_span
    place = Place(block.file, name)
    same = name.end_column - name.column == len(block.name)
    fixes = (Fix(place, plural),) if same else ()
    words = {**block_label(block.name), "number": str(rows), "mend": plural}
    return replace(block, name=plural), Diagnostic("DGT077", place, words, fixes=fixes)
