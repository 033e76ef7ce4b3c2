"""Short forms -> what they stand for: rows as blocks of their own, labels as names of fields."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sphinx_digest.core.lists.mixed import is_list, sort_rows
from sphinx_digest.core.lists.rows import read_rows
from sphinx_digest.core.model import Block, Diagnostic, Reading, Text
from sphinx_digest.core.reading.damage import PLURALS
from sphinx_digest.core.schema import Schemas


def expand(reading: Reading, schemas: Schemas) -> Reading:
    """Give a reading in which every record has a block, and every field the schema's name.

    The rows of ``deadlines``, of ``contacts`` and of a notice follow their block.
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
        own = block.name == "notice" and block.argument is None and is_list(block)
        kept = replace(block, body=Text("", block.body.lines[:1])) if own else block
        blocks.append(schemas.named(kept) if block.name in schemas.kinds else block)
        if own:
            kinds, slips = sort_rows(block, index, schemas.roster.knows)
            found += slips
        else:
            kinds = [block] if block.name in PLURALS else []
        rows: list[Block] = []
        for one in kinds:
            if one.name not in PLURALS:
                rows.append(one)
                continue
            known = partial(_is_name, schemas, one.name.removesuffix("s"))
            read, slips = read_rows(one, index, known)
            rows += map(schemas.named, read)
            found += slips
        blocks += sorted(rows, key=lambda row: row.opening)
    return replace(
        reading,
        blocks=tuple(blocks),
        loose=tuple((moved[index], place) for index, place in reading.loose),
        diagnostics=(*reading.diagnostics, *found),
    )


def _is_name(schemas: Schemas, kind: str, word: str) -> bool:
    return schemas.field_name(kind, word) in schemas.properties(kind)
