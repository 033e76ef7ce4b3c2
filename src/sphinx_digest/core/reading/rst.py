"""Read reStructuredText by its lines, as docutils would, and say what an editor meant."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_digest.core.model import Reading
from sphinx_digest.core.reading.lines import Line, split_lines
from sphinx_digest.core.reading.rst_rows import rows_of
from sphinx_digest.core.reading.rst_scan import Scanner
from sphinx_digest.core.reading.rst_state import Load, State, Where


def read_rst(text: str, path: str, load: Load) -> Reading:
    """Read a document; ``load`` gives the text of an included file, or None."""
    state = State(path, load)
    Scanner(state).body(rows_of(split_lines(text), path), Where())
    return state.reading()


def read_rst_lines(lines: Iterable[Line], path: str, load: Load) -> Reading:
    """Read lines that stand within another document, as those of ``eval-rst`` do.

    Blocks carry the container "other"; a heading is none here. Indexes count from 0, and
    ``heading`` is None throughout: the caller knows where the lines stand.
    """
    state = State(path, load)
    where = Where(container="other", titles=False, top=False)
    Scanner(state).body(rows_of(lines, path), where)
    return state.reading()
