"""The report as JSON; the build writes the same to ``digest/diagnostics.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sphinx_digest.core.reports.entry import Entry, count

FORMAT_VERSION = 1


def _finding(entry: Entry) -> dict[str, Any]:
    finding: dict[str, Any] = {
        "file": entry.file,
        "line": entry.span.line,
        "column": entry.span.column,
        "end_line": entry.span.end_line,
        "end_column": entry.span.end_column,
        "code": entry.code,
        "name": entry.name,
        "severity": entry.severity,
        "message": entry.message,
    }
    if entry.help:
        finding["help"] = entry.help
    finding["related"] = [
        {
            "file": other.file,
            "line": other.span.line,
            "column": other.span.column,
            "message": other.message,
        }
        for other in entry.related
    ]
    finding["fixes"] = [
        {
            "file": change.file,
            "line": change.span.line,
            "column": change.span.column,
            "end_line": change.span.end_line,
            "end_column": change.span.end_column,
            "text": change.text,
        }
        for change in entry.fixes
    ]
    return finding


def to_json(entries: Sequence[Entry], files: int) -> str:
    """Give the report as JSON."""
    document = {
        "version": FORMAT_VERSION,
        "diagnostics": [_finding(entry) for entry in entries],
        "summary": {
            "error": count(entries, "error"),
            "warning": count(entries, "warning"),
            "info": count(entries, "info"),
            "files": files,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
