"""Small archives for the rules over titles, bodies, issuers, numbers and parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import severity_of
from sphinx_digest.core.model import Diagnostic

OURS = tuple(f"DGT{number}" for number in (*range(331, 336), *range(353, 368)))


def issue(text: str, number: int = 1, fields: str = "") -> str:
    """Write an issue of the second week of April 2021 around a text."""
    return (
        f"# 示例周报 第 {number} 期\n\n:::{{issue}}\n:number: {number}\n"
        f":period: 2021-04-10/2021-04-16\n:published: 2021-04-16\n{fields}:::\n\n{text}"
    )


def notice(title: str, body: str = "", marks: str = "##", **fields: str) -> str:
    """Write a notice in section form; fields may be replaced, and left out by an empty value."""
    given = {"type": "通知", "issuer": "示例局", "published": "2021-04-12", **fields}
    lines = "".join(f":{name}: {value}\n" for name, value in given.items() if value)
    return f"{marks} {title}\n\n:::{{notice}}\n{lines}:::\n\n{body}\n\n"


def findings(
    folder: Path, files: str | Mapping[str, str], settings: str = ""
) -> tuple[Diagnostic, ...]:
    """Write a digest and give what these rules find in it; one text is the issue ``a.md``."""
    folder.mkdir(exist_ok=True)
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    for name, text in ({"a.md": files} if isinstance(files, str) else files).items():
        (folder / name).write_text(text, encoding="utf-8")
    return tuple(found for found in check([folder]).diagnostics if found.code in OURS)


def told(folder: Path, files: str | Mapping[str, str], settings: str = "") -> list[str]:
    """Give what is found as code, severity's first letter and the marked text."""
    return [
        f"{found.code} {severity_of(found)[0]} {marked(found)}"
        for found in findings(folder, files, settings)
    ]


def marked(found: Diagnostic) -> str:
    """Give the text that a finding marks."""
    span = found.place.span
    lines = Path(found.place.file).read_text(encoding="utf-8").splitlines()
    assert span.line == span.end_line
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def mended(found: Diagnostic) -> str:
    """Give the text of the file with a finding's fixes made."""
    lines = Path(found.place.file).read_text(encoding="utf-8").splitlines(keepends=True)
    for fix in found.fixes:
        span = fix.place.span
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + fix.text + line[span.end_column - 1 :]
    return "".join(lines)
