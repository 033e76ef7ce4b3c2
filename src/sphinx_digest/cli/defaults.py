"""``check --show-defaults``: every value that nobody wrote, with where it comes from."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from sphinx_digest.cli.words import Say, speaker
from sphinx_digest.core.check import Report
from sphinx_digest.core.reports.entry import relative
from sphinx_digest.core.reports.text import width_of
from sphinx_digest.core.unwritten import ORIGINS, Unwritten, setting_words

FORMAT_VERSION = 1

#: The widest that a column of names or values is made for the sake of others.
_WIDEST = 48


def _sorted(report: Report, base: Path, *, ids: bool) -> list[tuple[str, Unwritten]]:
    """Sort the values by place; ids that nobody wrote are no news to an editor."""
    found = [
        (relative(one.place.file, base), one) for one in report.unwritten if ids or one.by != "id"
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].place.span))


def defaults_as_text(report: Report, base: Path) -> str:
    """Give one line for each value, by file and place."""
    say = speaker(report.language)
    found = _sorted(report, base, ids=False)
    if not found:
        return say("没有推得的内容。\n", "Everything is written; nothing was derived.\n")
    blocks = []
    for file, group in groupby(found, key=lambda pair: pair[0]):
        rows = [_row(file, one, base, say) for _, one in group]
        widths = [
            max(width for row in rows if (width := width_of(row[column])) <= _WIDEST)
            if any(width_of(row[column]) <= _WIDEST for row in rows)
            else 0
            for column in range(3)
        ]
        blocks.append(
            "\n".join(
                " ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=False))
                + f"  ← {row[3]}"
                for row in rows
            )
        )
    return "\n" + "\n\n".join(blocks) + "\n"


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - width_of(text), 0)


def _row(file: str, one: Unwritten, base: Path, say: Say) -> tuple[str, str, str, str]:
    span = one.place.span
    name = say(f"{one.label['zh']} {one.name}", one.name)
    value = f"= {say(one.shown['zh'], one.shown['en'])}"
    return f"{file}:{span.line}:{span.column}:", name, value, _origin(file, one, base, say)


def _origin(file: str, one: Unwritten, base: Path, say: Say) -> str:
    """Say where a value comes from: the line in this file, else the file and the line."""
    origin = ORIGINS.get(one.by, {"zh": "", "en": ""})
    words = say(origin["zh"], origin["en"])
    if one.by == "counted":
        words = say(one.how["zh"], one.how["en"])
    at = one.origin
    if at is None:
        return words or one.by
    line, source = at.span.line, relative(at.file, base)
    if source != file or not words:
        return f"{source}:{line} {words or setting_words(one.setting)}".rstrip()
    if line == one.place.span.line:
        return words
    joins = "，" if one.by in ("year", "counted") else "的"
    return say(f"第 {line} 行{joins}{words}", f"{words}, line {line}")


def defaults_as_json(report: Report, base: Path) -> str:
    """Give the values as JSON."""
    found = [_entry(file, one, base) for file, one in _sorted(report, base, ids=True)]
    document = {"version": FORMAT_VERSION, "defaults": found}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _entry(file: str, one: Unwritten, base: Path) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": file,
        "line": one.place.span.line,
        "column": one.place.span.column,
        "record": one.record,
        "id": one.id,
        "name": one.name,
        "value": one.value,
        "by": one.by,
    }
    if one.origin:
        entry["from"] = {
            "file": relative(one.origin.file, base),
            "line": one.origin.span.line,
            "column": one.origin.span.column,
        }
    return entry
