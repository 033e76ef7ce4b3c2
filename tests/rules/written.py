"""Check the text of one notice, and mend it, in both markups."""

from __future__ import annotations

from pathlib import Path

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import message_of
from sphinx_digest.core.model import Diagnostic
from tests.rules.test_documentation import ISSUE, NOTICE

RST = (
    "示例周报\n========\n\n.. issue::\n   :number: 1\n   :period: 2021-04-10/2021-04-16\n"
    "   :published: 2021-04-16\n\n关于示例专项的通知\n------------------\n\n.. notice::\n"
    "   :id: example-1\n   :type: 通知\n   :issuer: 示例局\n   :published: 2021-04-12\n\n"
)
HEADS = {".md": ISSUE + NOTICE, ".rst": RST}


def findings(folder: Path, code: str, text: str, suffix: str = ".md") -> list[Diagnostic]:
    """Give the findings of one code in the text of a notice."""
    (folder / "digest.toml").touch()
    source = folder / f"issue{suffix}"
    head = "" if text.startswith("# ") else HEADS[suffix]
    source.write_text(head + text, encoding="utf-8", newline="")
    return [found for found in check([source]).diagnostics if found.code == code]


def slips(folder: Path, code: str, text: str, suffix: str = ".md") -> list[str]:
    """Give each finding as ``line:column text``; lines count from the text of the notice."""
    head = "" if text.startswith("# ") else HEADS[suffix]
    lines = (head + text).split("\n")
    told = []
    for found in findings(folder, code, text, suffix):
        span = found.place.span
        last = span.end_column - 1 if span.end_line == span.line else None
        line = span.line - head.count("\n")
        told.append(f"{line}:{span.column} {lines[span.line - 1][span.column - 1 : last]}")
    return told


def mended(folder: Path, code: str, text: str, suffix: str = ".md") -> str:
    """Give the text with the fixes of a code made; nothing of that code may be left."""
    head = "" if text.startswith("# ") else HEADS[suffix]
    lines = (head + text).split("\n")
    fixes = [fix for found in findings(folder, code, text, suffix) for fix in found.fixes]
    for fix in sorted(fixes, key=lambda fix: fix.place, reverse=True):
        span = fix.place.span
        assert span.line == span.end_line
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + fix.text + line[span.end_column - 1 :]
    result = "\n".join(lines).removeprefix(head)
    assert findings(folder, code, result, suffix) == []
    return result


def message(found: Diagnostic) -> str:
    """Give what an editor reads."""
    return message_of(found, "zh")
