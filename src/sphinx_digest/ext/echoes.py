"""The parsers' own words about a slip that the reader has explained are not shown again.

MyST-Parser and docutils report some damages as well, in English and a line beside the mend.
Where the reader has a finding of its own in the same block, theirs is an echo.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_digest.core.model import Reading
from sphinx_digest.ext.state import project_of, same_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OF_MYST = ("directive_option", "directive_unknown", "directive_parse")
_OF_DOCUTILS = re.compile(
    r'Error in "(?:digest:)?[a-z-]+" directive|Unknown directive type|[Uu]nexpected section title'
)


class EchoFilter(logging.Filter):
    """Lets a warning through unless it repeats what the reader has said."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app
        self.damaged: dict[str, frozenset[int]] = {}  # lines by file

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record is to be shown."""
        kind, subtype = getattr(record, "type", None), getattr(record, "subtype", None)
        echo = (kind == "myst" and subtype in _OF_MYST) or (
            kind == "docutils" and _OF_DOCUTILS.search(record.getMessage()) is not None
        )
        if not echo:
            return True
        path, line = self.place(getattr(record, "location", None))
        return line not in self.lines(path)

    def place(self, location: object) -> tuple[str, int]:
        """Give file and line of a location as Sphinx passes it."""
        match location:
            case (str(docname), int(line)):
                return str(self.app.env.doc2path(docname)), line
            case str(text) if match := re.fullmatch(r"(.+):([0-9]+)", text):
                return match[1], int(match[2])
        return "", 0

    def lines(self, path: str) -> frozenset[int]:
        """Give the lines of a file that the reader has explained."""
        if path and path not in self.damaged:
            from sphinx_digest.core.check import read_source  # not where nothing is read

            project = project_of(self.app.env)
            reading, _document = read_source(path, "", project.settings, project.schemas)
            self.damaged[path] = frozenset(_explained(reading, path))
        return self.damaged.get(path, frozenset())


def _explained(reading: Reading, path: str) -> Iterator[int]:
    found = {d.place.span.line for d in reading.diagnostics if _is(d.place.file, path)}
    yield from found
    for block in reading.blocks:
        lines = range(block.opening.line, block.end_line + 1)
        if _is(block.file, path) and found.intersection(lines):
            yield from lines


def _is(file: str, path: str) -> bool:
    return same_file(file) == same_file(path)


def silence_echoes(app: Sphinx) -> None:
    """Put the filter before Sphinx's own; connected to ``builder-inited``."""
    echoes = EchoFilter(app)
    for handler in logging.getLogger("sphinx").handlers:
        handler.filters.insert(0, echoes)
