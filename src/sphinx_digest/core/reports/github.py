"""Workflow commands: GitHub shows them beside the changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_digest.core.reports.entry import Entry

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _command(entry: Entry) -> str:
    span = entry.span
    properties = {"file": entry.file, "line": str(span.line), "endLine": str(span.end_line)}
    # Columns are only understood within one line.
    if span.line == span.end_line:
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{entry.code} {entry.name}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    words = f"{entry.message}\n{entry.help}" if entry.help else entry.message
    return f"::{_COMMANDS[entry.severity]} {listed}::{_data(words)}\n"


def to_github(entries: Sequence[Entry]) -> str:
    """Give one workflow command an entry."""
    return "".join(map(_command, entries))
