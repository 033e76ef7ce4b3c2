"""Deadlines and contacts that a notice has twice."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_digest.core.identity import are_twins
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Fix, Place, Record, Related, Span
from sphinx_digest.core.rules.shape import Page, rule

_TIMES = ("on", "start", "end", "within", "event", "every", "status")
_SHOWN: dict[bool, dict[Language, str]] = {
    True: {"zh": "这一行", "en": "This row"},
    False: {"zh": "这一块", "en": "This block"},
}


@rule("DGT324")
def written_twice(page: Page) -> Iterator[Diagnostic]:
    """Find a deadline or a contact that its notice has already, the same in all.

    一条公文里同一件事写了两遍，时间、标题和别的各项都一样，读者会看到两条。多半是粘贴时重了；是清单里的
    一行，check --fix 会删去后一行。

    A notice has one thing twice, with the same time, title and all the rest, and readers see it
    twice. It was probably pasted twice; of two rows, check --fix deletes the second.

    Wrong::

        :::{deadlines}
        - 2021-05-14 前 | 网上申报
        - 2021-05-14 前 | 网上申报
        :::

    Right::

        :::{deadlines}
        - 2021-05-14 前 | 网上申报
        - 2021-05-21 前 | 报送纸质材料
        :::
    """
    for notice in page.document.notices:
        for records in (notice.deadlines, notice.contacts):
            for number, record in enumerate(records[1:], 1):
                first = next((one for one in records[:number] if are_twins(one, record)), None)
                if first and all(is_whole(page, one) for one in (first, record)):
                    yield _finding(page, first, record)


def has_time(deadline: Record) -> bool:
    """Say whether it is known when a deadline is, or that nobody knows."""
    return any(name in deadline.values for name in _TIMES)


def is_whole(page: Page, record: Record) -> bool:
    """Say whether all that was written of a record was read."""
    if record.block < 0 or (record.kind == "deadline" and not has_time(record)):
        return False
    fields = page.reading.blocks[record.block].fields
    return all(field.key in record.places for field in fields if field.text.value.strip())


def _finding(page: Page, first: Record, record: Record) -> Diagnostic:
    block = page.reading.blocks[record.block]
    values = {**twin("what", _SHOWN[record.row]), "line": str(first.opening.line)}
    fixes: tuple[Fix, ...] = ()
    if record.row:
        lines = Span(block.opening.line, 1, block.end_line + 1, 1)
        fixes = (Fix(Place(record.file, lines), ""),)
    related = Related(Place(first.file, first.opening), first.title)
    place = Place(record.file, block.name_span)
    return Diagnostic("DGT324", place, values, related=(related,), fixes=fixes)
