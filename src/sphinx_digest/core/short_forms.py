"""Short forms -> what they stand for: rows as blocks of their own, labels as names of fields."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial

from sphinx_digest.core.lists.meant_list import meant_list
from sphinx_digest.core.lists.mixed import is_list, sort_rows
from sphinx_digest.core.lists.rows import read_rows
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Block, Diagnostic, Place, Reading, Text
from sphinx_digest.core.reading.damage import LISTS, PLURALS
from sphinx_digest.core.schema import Schemas

#: Where a block stands that is in a list, where no page shows it.
_LEFT_OUT = -1


def expand(reading: Reading, schemas: Schemas) -> Reading:
    """Give a reading in which every record has a block, and every field the schema's name.

    The rows of ``deadlines``, of ``contacts`` and of a notice follow their block.
    """
    blocks: list[Block] = []
    found: list[Diagnostic] = []
    moved: list[int] = []  # where each block of the reading stands now
    lists: set[int] = set()  # what holds rows and nothing else
    inner: defaultdict[int, set[int]] = defaultdict(set)  # lines of what stands in each block
    for block in reading.blocks:
        if block.parent is not None:
            inner[block.parent] |= set(range(block.opening.line, block.end_line + 1))
    for number, block in enumerate(reading.blocks):
        if meant := meant_list(block):
            block, slip = meant
            found.append(slip)
        parent = None if block.parent is None else moved[block.parent]
        if parent in lists or parent == _LEFT_OUT:
            moved.append(_LEFT_OUT)
            place = Place(block.file, block.name_span)
            found.append(Diagnostic("DGT074", place, block_label(block.name)))
            continue
        index = len(blocks)
        moved.append(index)
        if inner[number] and block.name in LISTS:
            block = replace(block, body=_without(block.body, inner[number]))
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
        if own or block.name in LISTS:
            lists.add(index)
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
        loose=tuple(
            (moved[index], place) for index, place in reading.loose if moved[index] != _LEFT_OUT
        ),
        diagnostics=(*reading.diagnostics, *found),
    )


def _without(body: Text, lines: set[int]) -> Text:
    """Leave some lines of a file out of a text."""
    kept = [
        (line, place)
        for line, place in zip(body.value.split("\n"), body.lines, strict=False)
        if place[0] not in lines
    ]
    if not kept:
        return Text("", body.lines[:1])
    return Text("\n".join(line for line, _ in kept), tuple(place for _, place in kept))


def _is_name(schemas: Schemas, kind: str, word: str) -> bool:
    return schemas.field_name(kind, word) in schemas.properties(kind)
