"""SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from sphinx_digest.core.messages import Language, catalogue
from sphinx_digest.core.model import Severity, Span
from sphinx_digest.core.reports.entry import Entry
from sphinx_digest.core.reports.gitlab import fingerprints

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PLACEHOLDER = re.compile(r"\{\w+\}")


def _general(words: str) -> str:
    return _PLACEHOLDER.sub("…", words)


def _rule(code: str, language: Language) -> dict[str, Any]:
    finding = catalogue()[code]
    rule: dict[str, Any] = {
        "id": code,
        "name": finding.name,
        "shortDescription": {"text": _general(finding.words[language])},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }
    mends = [_general(words[language]) for words in finding.helps.values()]
    if mends:
        rule["help"] = {"text": "\n".join(mends)}
    return rule


def _artifact(file: str) -> dict[str, Any]:
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, Any]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _location(file: str, span: Span, message: str | None = None) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(file), "region": _region(span)}
    }
    if message:
        location["message"] = {"text": message}
    return location


def _fix(entry: Entry) -> dict[str, Any]:
    changes = [
        {
            "artifactLocation": _artifact(file),
            "replacements": [
                {"deletedRegion": _region(change.span), "insertedContent": {"text": change.text}}
                for change in group
            ],
        }
        for file, group in groupby(
            sorted(entry.fixes, key=lambda change: (change.file, change.span)),
            key=lambda change: change.file,
        )
    ]
    words = {"description": {"text": entry.help}} if entry.help else {}
    return {**words, "artifactChanges": changes}


def _result(entry: Entry, rule: int, fingerprint: str) -> dict[str, Any]:
    words = f"{entry.message}\n{entry.help}" if entry.help else entry.message
    result: dict[str, Any] = {
        "ruleId": entry.code,
        "ruleIndex": rule,
        "level": _LEVELS[entry.severity],
        "message": {"text": words},
        "locations": [_location(entry.file, entry.span)],
        "partialFingerprints": {"sphinxDigest/v1": fingerprint},
    }
    if entry.related:
        result["relatedLocations"] = [
            {"id": index, **_location(other.file, other.span, other.message)}
            for index, other in enumerate(entry.related)
        ]
    if entry.fixes:
        result["fixes"] = [_fix(entry)]
    return result


def to_sarif(
    entries: Sequence[Entry],
    sources: Callable[[str], str | None],
    language: Language,
    version: str,
) -> str:
    """Give the report as SARIF; ``version`` is that of this program."""
    codes = sorted({entry.code for entry in entries})
    names = fingerprints(entries, sources)
    run = {
        "tool": {
            "driver": {
                "name": "sphinx-digest",
                "version": version,
                "language": "zh-CN" if language == "zh" else "en-US",
                "rules": [_rule(code, language) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            _result(entry, codes.index(entry.code), name)
            for entry, name in zip(entries, names, strict=True)
        ],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
