"""The list in a notice's own block: deadlines, contacts and attachments, told apart by their rows.

A row that starts with 附件 1：, a link or the name of a file is an attachment; one whose first
cell holds a telephone, an address or an id of contacts.toml, or a name with a number that is no
day, is a contact; one whose first cell speaks of a time is a deadline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from sphinx_digest.core.invisible import trimmed
from sphinx_digest.core.lists.attachments import looks_like_attachment
from sphinx_digest.core.lists.cell_order import is_time
from sphinx_digest.core.lists.contact_tokens import reaches_somebody
from sphinx_digest.core.lists.items import (
    BAR,
    ITEM,
    MEANT_ITEM,
    indent_of,
    lines_of,
)
from sphinx_digest.core.model import Block, Diagnostic, Place, Text
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.reading.lines import cut, stripped

Kind = Literal["deadlines", "contacts", "attachments"]

#: What no name of a person or an office holds, and nearly every time does.
_OF_TIME = re.compile(
    "[0-9]|[一二三四五六七八九十两]个?(?:月|天|日|周|年|工作日|季度)"
    "|[每前后内止起底初旬]|季度|另行|待定|长期|随时|即日|截至|截止|之日"
    r"|\b(?:by|before|until|within|from|to be|every|each|on|Q[1-4]|tb[ac])\b",
    re.IGNORECASE,
)


#: A name with a number behind it, right or wrong, that is no day.
_NUMBERED = re.compile(
    r"(?P<who>[^\W\d_]{2,}(?:[ 、;,·.]+[^\W\d_]+)*) *:? *"
    r"(?!(?:19|20)[0-9]{2}(?:[-/.年]|[0-9]{4}(?![0-9])))[(+]?[0-9][0-9 ()转+/*-]{4,}"
)
_BOUND = re.compile("[截止至到前后内起自从期限时间日]|\\b(?:by|from|until|before|within|on)\\b")


def is_list(block: Block) -> bool:
    """Say whether the text of a block starts as a list does."""
    for line in lines_of(block):
        if line.value.strip():
            return ITEM.fullmatch(line.value) is not None or (
                MEANT_ITEM.fullmatch(line.value) is not None and BAR.search(line.value) is not None
            )
    return False


def sort_rows(
    block: Block, index: int, is_id: Callable[[str], bool]
) -> tuple[list[Block], list[Diagnostic]]:
    """Give a block for each kind of rows in a notice's list, and the rows that are of none.

    ``index`` is that of the notice; ``is_id`` knows the ids of contacts.toml.
    """
    groups: dict[Kind, list[Text]] = {}
    found: list[Diagnostic] = []
    for item in _items(block):
        kind = _kind_of(item[0], is_id)
        if kind is None:
            said = stripped(cut(item[0], _start(item[0].value), len(item[0].value)))
            place = Place(block.file, said.span())
            found.append(Diagnostic("DGT068", place, {"value": said.value[:30]}))
        else:
            groups.setdefault(kind, []).extend(item)
    return [_block(kind, lines, block, index) for kind, lines in groups.items()], found


def _items(block: Block) -> Iterator[list[Text]]:
    """Give the lines of each row with those that belong to it."""
    item: list[Text] = []
    mark = 0
    for line in lines_of(block):
        if not line.value.strip():
            continue
        indent = indent_of(line.value)
        starts = ITEM.fullmatch(line.value) or MEANT_ITEM.fullmatch(line.value)
        if item and (indent > mark or not starts):
            item.append(line)
            continue
        if item:
            yield item
        item, mark = [line], indent
    if item:
        yield item


def _start(line: str) -> int:
    """Give where the text of an item starts."""
    found = ITEM.fullmatch(line) or MEANT_ITEM.fullmatch(line)
    return found.start("rest") if found else 0


def _kind_of(line: Text, is_id: Callable[[str], bool]) -> Kind | None:
    rest = line.value[_start(line.value) :]
    cell = trimmed(BAR.split(rest, maxsplit=1)[0]).strip()
    if looks_like_attachment(rest):
        return "attachments"
    if is_id(cell) or reaches_somebody(cell):
        return "contacts"
    numbered = _NUMBERED.match(fold(cell))
    if numbered and not _BOUND.search(numbered["who"]) and not is_time(cell):
        return "contacts"
    if not cell or _OF_TIME.search(fold(cell)):
        return "deadlines"
    behind = [trimmed(one) for one in BAR.split(rest)[1:3]]  # in a wrong order
    if any(is_time(one) for one in behind):
        return "deadlines"
    return "contacts" if any(reaches_somebody(one) for one in behind) else None


def _block(kind: Kind, lines: list[Text], block: Block, index: int) -> Block:
    body = Text("\n".join(line.value for line in lines), tuple(line.lines[0] for line in lines))
    return replace(
        block,
        name=kind,
        argument=None,
        fields=(),
        body=body,
        opening=lines[0].span(),
        name_span=lines[0].span(),
        end_line=lines[-1].lines[0][0],
        parent=index,
        container="",
        first=False,
        row=True,
    )
