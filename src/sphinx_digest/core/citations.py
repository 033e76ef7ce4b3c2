"""Cited document numbers: from the role ``docnum``, and found in running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.model import Citation, Diagnostic, Fix, Notice, Place, Reading
from sphinx_digest.core.numbers import (
    document_key,
    find_numbers,
    read_document_number,
    read_number,
    says_no_issuer,
)

_TABLE = re.compile(r"^.*(?:\+[-=]+\+|={2,} +=)", re.MULTILINE)

Owner = TypeVar("Owner")
FindOwner = Callable[[str, int, int | None], Owner | None]


def find_citations(
    reading: Reading, owner_at: FindOwner[Owner]
) -> Iterator[tuple[Owner, Citation]]:
    """Yield each cited number with the notice it stands in; ``owner_at`` finds that."""
    for reference in reading.references:
        if reference.role != "docnum":
            continue
        span = reference.target.span()
        owner = owner_at(reference.file, span.line, reference.heading)
        if owner is None:
            continue
        explicit = reference.title is not None
        written = reference.title if reference.title is not None else reference.target.value
        number = read_number(written) or " ".join(written.split())
        target = reference.target.value if explicit else None
        yield owner, Citation(number, target, Place(reference.file, span), explicit=True)
    for prose in reading.prose:
        if "号" not in prose.text.value:
            continue
        for number, start, end in find_numbers(prose.text.value):
            span = prose.text.span(start, end)
            owner = owner_at(prose.file, span.line, prose.heading)
            if owner is not None:
                yield owner, Citation(number, None, Place(prose.file, span), explicit=False)


def check_numbers(reading: Reading, text: str) -> Iterator[Diagnostic]:
    """Find what ``docnum`` holds that is no document number, and points to none by an id.

    Nothing is mended where ``text`` draws a table, whose columns would no longer line up.
    """
    for reference in reading.references:
        if reference.role != "docnum" or reference.title is not None:
            continue
        try:
            read_document_number(reference.target.value)
        except UnreadableError as error:
            help_ = None if error.help == "help_none" else error.help
            place = Place(reference.file, reference.target.span())
            mend = error.values["mend"] if help_ == "help_mend" else None
            drawn = reference.file != reading.path or _TABLE.search(text)
            safe = mend is not None and "\n" not in reference.target.value and not drawn
            fixes = (Fix(place, mend),) if mend is not None and safe else ()
            yield Diagnostic("DGT028", place, error.values, help_ or "help", fixes=fixes)


def with_issuer(notice: Notice, number: str) -> str:
    """Put before a number in a year the issuer that the notice cites it with: 甲局 2012年第4号."""
    if not says_no_issuer(number):
        return number
    key = document_key(number)
    issuers = {
        issuer
        for citation in notice.citations
        if citation.target and document_key(citation.number) == key
        for issuer, blank, _rest in [citation.target.rpartition(" ")]
        if blank
    }
    return f"{issuers.pop()} {number}" if len(issuers) == 1 else number
