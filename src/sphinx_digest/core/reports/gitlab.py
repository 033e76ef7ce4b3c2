"""GitLab's Code Quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sphinx_digest.core.reports.entry import Entry, lines_of

_SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def _meant(entry: Entry, text: str | None) -> str:
    lines = lines_of(text, entry.span.line, entry.span.end_line)
    return "\n".join(line.strip() for line in lines)


def fingerprints(entries: Sequence[Entry], sources: Callable[[str], str | None]) -> tuple[str, ...]:
    """Give each entry a name that lasts when lines move: file, code, wording, and which of them."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for entry in entries:
        key = (entry.file, entry.code, _meant(entry, sources(entry.path)))
        names.append(hashlib.sha256("\0".join([*key, str(seen[key])]).encode()).hexdigest())
        seen[key] += 1
    return tuple(names)


def _issue(entry: Entry, fingerprint: str) -> dict[str, Any]:
    span = entry.span
    return {
        "description": " ".join(filter(None, (entry.message, entry.help))),
        "check_name": f"{entry.code} {entry.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[entry.severity],
        "location": {
            "path": entry.file,
            "positions": {
                "begin": {"line": span.line, "column": span.column},
                "end": {"line": span.end_line, "column": span.end_column},
            },
        },
    }


def to_gitlab(entries: Sequence[Entry], sources: Callable[[str], str | None]) -> str:
    """Give the report as a Code Quality artifact."""
    issues = map(_issue, entries, fingerprints(entries, sources))
    return json.dumps(list(issues), ensure_ascii=False, indent=2) + "\n"
