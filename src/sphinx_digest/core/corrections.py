"""``corrections``: what was changed in a notice after it was published, one a line.

A row is ``- date | what | why``. Whatever cannot be read is told in its cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_digest.core.body import plain_title
from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.lists.items import (
    BAR,
    ITEM,
    MEANT_ITEM,
    Findings,
    heading_lines,
    indent_of,
    lines_of,
    said,
)
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Block, Correction, Diagnostic, Record, Span, Text
from sphinx_digest.core.properties import Property
from sphinx_digest.core.reading.lines import cut, joined, stripped
from sphinx_digest.core.times.dated_words import split_dated_words
from sphinx_digest.core.times.dates import read_date
from sphinx_digest.core.value_findings import Piece, refusal

_EXAMPLE = "- 2021-05-08 | 截止日期由 5 月 10 日改为 5 月 12 日 | 来源更正"
_CELLS: tuple[dict[Language, str], ...] = (
    {"zh": "日期", "en": "the day"},
    {"zh": "改了什么", "en": "what was changed"},
    {"zh": "为什么改", "en": "why"},
)
_DATE = Property("date", {"zh": "更正日期", "en": "Day of the correction"}, {}, "date", "date")
_EMPTY: dict[Language, str] = {"zh": "是空的", "en": "nothing is here"}
_SHOWN = 30  # characters of a line in a message


def read_corrections(block: Block) -> tuple[list[Correction], list[Diagnostic]]:
    """Read the rows of a ``corrections`` block; what is none is a finding."""
    notes = Findings(block.file)
    made = [_read(row, notes) for row in _rows(block, notes)]
    if not made and not notes.found and not heading_lines([*lines_of(block)], block):
        words = {**twin("here", _EMPTY), "mend": _EXAMPLE}
        notes.report("DGT220", block.name_span, words, "help_none")
    told: set[tuple[str, str, str]] = set()
    for one in filter(None, made):
        said_ = (one.date, one.what, one.why)
        if said_ in told:
            notes.report("DGT227", one.span, {"value": one.what})
        told.add(said_)
    return [one for one in made if one], sorted(notes.found, key=lambda found: found.place)


def _rows(block: Block, notes: Findings) -> Iterator[Text]:
    """Yield each row; one runs on over the indented lines below it."""
    row: list[Text] = []
    indent = 0
    lines = list(lines_of(block))
    headings = heading_lines(lines, block)  # which the reader has reported
    for at, line in enumerate(lines):
        own = said(line, 0, block)
        if at in headings:
            continue
        item = ITEM.fullmatch(line.value)
        if own.value and row and not item and indent_of(line.value) > indent:
            row.append(own)
            continue
        if row:
            yield joined(row)
            row = []
        if not own.value:
            continue
        if not item and (meant := MEANT_ITEM.fullmatch(line.value)):
            words = _here(own.value, f"- {meant['rest'].strip()}")
            fix = (line.span(*meant.span("mark")), "- ")
            notes.report("DGT220", own.span(), words, "help_mend", fix)
            item = meant
        rest = said(line, item.start("rest"), block) if item else own
        if item and rest.value:
            row, indent = [rest], indent_of(line.value)
        else:
            notes.report("DGT220", own.span(), _here(own.value, _EXAMPLE))
    if row:
        yield joined(row)


def _here(text: str, mend: str) -> dict[str, str]:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return {**twin("here", {"zh": f"写了“{shown}”", "en": f"here is “{shown}”"}), "mend": mend}


def _read(row: Text, notes: Findings) -> Correction | None:
    """Read the cells of a row; None where one of them is missing or unreadable."""
    ends = [match.start() for match in BAR.finditer(row.value)] + [len(row.value)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    cells = [stripped(cut(row, *place)) for place in zip(starts, ends, strict=True)]
    while len(cells) > len(_CELLS) and not cells[-1].value:
        cells.pop()  # of a bar at the end
    for number, cell in enumerate(cells[len(_CELLS) :], len(_CELLS) + 1):
        notes.report("DGT222", cell.span(), {"number": str(number), "value": cell.value})
    for number, name in enumerate(_CELLS):
        if number >= len(cells) or not cells[number].value:
            where = cells[number].span() if number < len(cells) else _end(row)
            notes.report("DGT221", where, {**twin("what", name), "mend": _EXAMPLE})
            return None
    first = cells[0]
    try:
        day = read_date(first.value)
    except UnreadableError as error:
        piece = Piece(first, notes.file, 0, len(first.value))
        notes.found.append(refusal(_DATE, error, piece, read_date))
        return None
    what, why = (plain_title(cell.value) for cell in cells[1 : len(_CELLS)])
    return Correction(day, what, why, row.span(), first.span())


def _end(row: Text) -> Span:
    """Give the last character of a row, behind which something is missing."""
    return row.span(len(row.value) - 1)


def withdrawal_of(notice: Record) -> tuple[str, str] | None:
    """Give the day on which a notice was withdrawn, and why."""
    said_ = notice.values.get("withdrawn")
    return split_dated_words(said_) if said_ else None
