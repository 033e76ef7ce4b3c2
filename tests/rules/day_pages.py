"""An issue with one notice, and what the rules about days find in it."""

from __future__ import annotations

from pathlib import Path

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of, severity_of
from sphinx_digest.core.model import Diagnostic

ISSUE = ":period: 2021-04-10/2021-04-16\n:published: 2021-04-16"
NOTICE = ":published: 2021-04-12"


def page(text: str = "", notice: str = NOTICE, issue: str = ISSUE) -> str:
    """Give a source: the fields of its issue and its notice, and the notice's text."""
    return (
        f"# 示例周报\n\n:::{{issue}}\n:number: 1\n{issue}\n:::\n\n## 关于示例专项的通知\n\n"
        f":::{{notice}}\n:id: example-1\n:type: 通知\n:issuer: 示例局\n{notice}\n:::\n\n{text}\n"
    )


def due(fields: str, title: str = "网上申报") -> str:
    """Give a deadline with fields in one line, parted by ``|``."""
    return f":::{{deadline}} {title}\n" + "\n".join(fields.split("|")) + "\n:::\n"


def findings(folder: Path, source: str, *codes: str, settings: str = "") -> list[Diagnostic]:
    """Give the findings of some codes, DGT31x and DGT32x where none is named."""
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    (folder / "issue.md").write_text(source, encoding="utf-8")
    return [
        found
        for found in check([folder]).diagnostics
        if found.code in codes or (not codes and found.code[:5] in ("DGT31", "DGT32"))
    ]


def told(folder: Path, source: str, *codes: str, settings: str = "") -> list[str]:
    """Give each finding as its code, its severity's initial, and the text it points to."""
    lines = source.splitlines()
    shown = []
    for found in findings(folder, source, *codes, settings=settings):
        span = found.place.span
        assert span.line == span.end_line
        text = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        shown.append(f"{found.code} {severity_of(found)[0]} {text}")
    return shown


def words(found: Diagnostic) -> tuple[str, str | None]:
    """Give the Chinese message of a finding and its help."""
    return message_of(found, "zh"), help_of(found, "zh")
