"""The shape that every format prints: a diagnostic with its words and its relative path."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_digest.core.messages import catalogue, help_of, message_of, severity_of
from sphinx_digest.core.model import Severity, Span

if TYPE_CHECKING:
    from sphinx_digest.core.check import Report

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A second place that an entry points to."""

    file: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a mend: the text that takes the place of a span."""

    file: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One diagnostic in words. ``file`` is relative to the base, with forward slashes."""

    file: str
    path: str  # as the reader opened it
    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    help: str | None
    related: tuple[Elsewhere, ...]
    fixes: tuple[Change, ...]


def relative(path: str, base: Path) -> str:
    """Give a path as seen from ``base``, with forward slashes."""
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def find_entries(report: Report, base: Path) -> tuple[Entry, ...]:
    """Put a report into words, sorted by the paths as shown."""
    entries = (
        Entry(
            relative(found.place.file, base),
            found.place.file,
            found.place.span,
            found.code,
            catalogue()[found.code].name,
            severity_of(found),
            message_of(found, report.language),
            help_of(found, report.language),
            tuple(
                Elsewhere(relative(other.place.file, base), other.place.span, other.message)
                for other in found.related
            ),
            tuple(
                Change(relative(fix.place.file, base), fix.place.span, fix.text)
                for fix in found.fixes
            ),
        )
        for found in report.diagnostics
    )
    return tuple(sorted(entries, key=lambda entry: (entry.file, entry.span, entry.code)))


def count(entries: Sequence[Entry], severity: Severity) -> int:
    """Count the entries of one severity."""
    return sum(entry.severity == severity for entry in entries)


def count_mendable(entries: Sequence[Entry]) -> int:
    """Count the entries that can be mended without asking."""
    return sum(bool(entry.fixes) for entry in entries)


def lines_of(text: str | None, first: int, last: int) -> list[str]:
    """Give lines of a source by their 1-based numbers, both included; none where it has none."""
    return _lines(text)[first - 1 : last] if text is not None else []


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    return _LINE_END.split(text)
