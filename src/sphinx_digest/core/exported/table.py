"""Tables that spreadsheet programs open: CSV of RFC 4180, in which no text is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from sphinx_digest.core.exported import safe_text

#: By these a spreadsheet program knows UTF-8.
_MARK = "\ufeff"
#: What a spreadsheet program may take for a formula, behind spaces and apostrophes, too.
_FORMULA = re.compile(r"'*[\s\ufeff]*[\t\r\n=+\-@\uff1d\uff0b\uff0d\uff20]")


def defused(value: str) -> str:
    """Put an apostrophe before what a spreadsheet program could take for a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def restored(value: str) -> str:
    """Give back what was written, for a cell that ``defused`` made."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table as CSV. Every cell is quoted, so that no separator of a locale cuts it."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([defused(safe_text(cell)) for cell in row])
    return _MARK + file.getvalue()
