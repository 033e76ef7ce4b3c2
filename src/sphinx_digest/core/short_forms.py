"""Short forms -> what they stand for: rows as blocks of their own, labels as names of fields."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sphinx_digest.core.lists.rows import read_rows
from sphinx_digest.core.model import Block, Diagnostic, Reading
from sphinx_digest.core.reading.damage import PLURALS
from sphinx_digest.core.schema import Schemas


def expand(reading: Reading, schemas: Schemas) -> Reading:
    """Give a reading in which every record has a block, and every field the schema's name.

    The rows of ``deadlines`` and ``contacts`` follow their block.
    """
    blocks: list[Block] = []
    found: list[Diagnostic] = []
    moved: list[int] = []  # where each block of the reading stands now
    for block in reading.blocks:
        index = len(blocks)
        moved.append(index)
        parent = None if block.parent is None else moved[block.parent]
        if parent != block.parent:
            block = replace(block, parent=parent)
        blocks.append(schemas.named(block) if block.name in schemas.kinds else block)
        if block.name in PLURALS:
            known = partial(_is_name, schemas, block.name.removesuffix("s"))
            rows, slips = read_rows(block, index, known)
            blocks += map(schemas.named, rows)
            found += slips
    return replace(
        reading,
        blocks=tuple(blocks),
        loose=tuple((moved[index], place) for index, place in reading.loose),
        diagnostics=(*reading.diagnostics, *found),
    )


def _is_name(schemas: Schemas, kind: str, word: str) -> bool:
    return schemas.field_name(kind, word) in schemas.properties(kind)
