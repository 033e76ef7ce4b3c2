"""Cells that stand in another's place: a time behind the title, a number behind the office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.lists.contact_cells import read_persons
from sphinx_digest.core.lists.contact_tokens import reaches_somebody
from sphinx_digest.core.lists.forms import Form
from sphinx_digest.core.lists.items import Findings
from sphinx_digest.core.lists.office_words import is_office, is_person
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Span, Text
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.reading.lines import cut, joined
from sphinx_digest.core.times.when import WhenContext, read_when

#: A cell with its number from 0.
Cell = tuple[int, Text]

_TIME: Mapping[Language, str] = {"zh": "时间", "en": "The time"}
_NUMBER: Mapping[Language, str] = {"zh": "电话或邮箱", "en": "The number or address"}
_PERSON: Mapping[Language, str] = {"zh": "姓名", "en": "The name"}
#: Any year does: the question is whether a text is a time at all.
_CONTEXT = WhenContext("Asia/Shanghai", lambda _: lambda _month, _day: 2021)
_LIKE_TIME = re.compile(
    "[0-9]|[一二三四五六七八九十两]个?(?:月|天|日|周|年|工作日|季度)|另行|待定|长期|随时|即日"
)
_OFFICE_AND_PERSON = re.compile(r"(?P<office>\S+)(?P<gap>[ \u3000]+)(?P<person>\S+)")


def is_like_time(text: str) -> bool:
    """Say whether a text holds what times are made of."""
    return _LIKE_TIME.search(fold(text)) is not None


def is_time(text: str) -> bool:
    """Say whether a text is the time of a deadline."""
    if not is_like_time(text):
        return False
    try:
        read_when(text, _CONTEXT)
    except UnreadableError:
        return False
    return True


def in_order(cells: Sequence[Cell], form: Form, notes: Findings) -> list[Cell]:
    """Give the cells without a name in their order; what stood in another's place is reported."""
    taken = [cell for cell in cells if cell[0] < len(form.cells)]
    if len(taken) < 2 or taken[0][0] != 0:
        return list(cells)
    order = _Order(taken, notes)
    moved = order.of_deadline() if form.name == "deadline" else order.of_contact()
    late = cells[len(taken) :]
    if moved and len(moved) < len(taken):  # what stands behind moves up, as once it is mended
        late = [(number - 1, cell) for number, cell in late]
    return [*(moved or taken), *late]


class _Order:
    def __init__(self, cells: Sequence[Cell], notes: Findings) -> None:
        self.cells = cells
        self.notes = notes
        self.first = cells[0][1]

    def of_deadline(self) -> list[Cell] | None:
        """Put the time first, where exactly one other cell is one."""
        if is_like_time(self.first.value):
            return None
        times = [at for at, (_, cell) in enumerate(self.cells) if at and is_time(cell.value)]
        return self.to_front(times[0], _TIME) if len(times) == 1 else None

    def of_contact(self) -> list[Cell] | None:
        """Put into the first cell how to reach somebody, and the person."""
        if RECORD_ID.fullmatch(self.first.value):
            return None
        reach = [
            at for at, (_, cell) in enumerate(self.cells) if at and reaches_somebody(cell.value)
        ]
        if not reach:
            return self.person_behind()
        if len(reach) > 1:
            return None
        at = reach[0]
        read = read_persons(self.cells[at][1], self.notes.file)
        pure = not read.diagnostics and all(one.key != "organization" for one in read.fields)
        if reaches_somebody(self.first.value):
            return self.merged(at) if pure and read.names is None else None
        if read.names is None and pure and not is_office(self.first.value):
            return self.merged(at)
        return self.to_front(at, _NUMBER)

    def to_front(self, at: int, what: Mapping[Language, str]) -> list[Cell]:
        """Move a cell to the front, the others one to the right."""
        cells = self.cells
        texts = [cells[at][1], *(text for _, text in cells[:at]), *(c[1] for c in cells[at + 1 :])]
        fixes = [
            (cell.span(), text.value)
            for (_, cell), text in zip(cells[: at + 1], texts, strict=False)
        ]
        whole = all("\n" not in cell.value for _, cell in cells[: at + 1])
        self.report(at, what, texts, fixes if whole else [])
        return [(number, text) for (number, _), text in zip(cells, texts, strict=True)]

    def merged(self, at: int) -> list[Cell]:
        """Put a number or an address behind what stands in the first cell."""
        cells = self.cells
        cell = cells[at][1]
        one = joined([self.first, cell])
        rest = [
            (number - (place > at), text)
            for place, (number, text) in enumerate(cells)
            if place not in (0, at)
        ]
        before = cells[at - 1][1].span()
        gap = Span(before.end_line, before.end_column, *_end(cell.span()))
        fixes = [(gap, f" {cell.value}")] if at == 1 else []
        if at > 1:
            last = self.first.span()
            start = Span(*_end(last), *_end(last))
            fixes = [(start, f" {cell.value}"), (gap, "")]
        flat = gap.line == gap.end_line == self.first.span().line and "\n" not in self.first.value
        self.report(at, _NUMBER, [one, *(text for _, text in rest)], fixes if flat else [])
        return [(0, one), *rest]

    def person_behind(self) -> list[Cell] | None:
        """Take the person out of the cell of the office, where the first has none."""
        number, cell = self.cells[1]
        match = _OFFICE_AND_PERSON.fullmatch(cell.value)
        if number != 1 or match is None or not is_office(match["office"]):
            return None
        if not is_person(match["person"]):
            return None
        read = read_persons(self.first, self.notes.file)
        if read.names is not None or not read.fields:
            return None
        office = cut(cell, *match.span("office"))
        person = cut(cell, *match.span("person"))
        start = self.first.span()
        at = Span(start.line, start.column, start.line, start.column)
        fixes = [
            (at, f"{match['person']} "),
            (cell.span(match.end("office"), match.end("person")), ""),
        ]
        texts = [joined([person, self.first]), office, *(text for _, text in self.cells[2:])]
        self.report(1, _PERSON, texts, fixes, person)
        return [(number, text) for (number, _), text in zip(self.cells, texts, strict=True)]

    def report(
        self,
        at: int,
        what: Mapping[Language, str],
        texts: Sequence[Text],
        fixes: Sequence[tuple[Span, str]],
        value: Text | None = None,
    ) -> None:
        """Report what stands in another's place, with the row as it should be."""
        number, cell = self.cells[at]
        value = value or cell
        where: Mapping[Language, str] = {
            "zh": f"第 {number + 1} 格",
            "en": f"in cell {number + 1}",
        }
        words = {
            **twin("what", what),
            **twin("where", where),
            "value": value.value,
            "mend": "- " + " | ".join(text.value for text in texts),
        }
        self.notes.report("DGT075", value.span(), words, "help", *fixes)


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
