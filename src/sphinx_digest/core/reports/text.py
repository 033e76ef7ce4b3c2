"""The report for people: the line, the stretch that is meant, the mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Severity, Span
from sphinx_digest.core.reports.entry import Entry, count, count_mendable, lines_of
from sphinx_digest.core.reports.statistics import count_codes

if TYPE_CHECKING:
    from sphinx_digest.core.check import Report

_COLORS = {"error": "31", "warning": "33", "info": "36", "help": "32", "bold": "1"}
_INDENT = "    "
#: The most characters of a source line that are shown.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the output can show; ``width`` is None where lines may be of any length."""

    color: bool = False
    width: int | None = None

    def paint(self, text: str, color: str) -> str:
        """Colour a text, where there are colours."""
        return f"\033[{_COLORS[color]}m{text}\033[0m" if self.color else text


def columns_of(character: str) -> int:
    """Give how many columns a character takes: two for a wide one, none for a mark."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def width_of(text: str) -> int:
    """Give how many columns a text takes."""
    return sum(map(columns_of, text))


def _clip(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    # Keep the start of the span in sight, with a little before it.
    head = start
    while head and width_of(line[head - 1 : start]) < width // 3:
        head -= 1
    tail = head
    while tail < len(line) and width_of(line[head : tail + 1]) <= width - 2:
        tail += 1
    before, after = "…" if head else "", "…" if tail < len(line) else ""
    shift = len(before) - head
    return before + line[head:tail] + after, start + shift, min(end, tail) + shift


def underline(line: str, span: Span, width: int | None = None) -> tuple[str, str]:
    """Give a source line as it is shown, and the line that marks the span below it."""
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    end = max(start, end)
    # What a control character would do to a terminal is not for a source to say.
    if len(line) > _LONGEST:  # a paragraph on one line: what stands near says enough
        head = max(0, start - _LONGEST // 3)
        tail = min(len(line), head + _LONGEST)
        before, after = "…" if head else "", "…" if tail < len(line) else ""
        line = before + line[head:tail] + after
        start, end = start - head + len(before), min(end, tail) - head + len(before)
    line = "".join(c if c == "\t" or unicodedata.category(c) != "Cc" else "\ufffd" for c in line)
    if width is not None and width_of(line) > width:
        line, start, end = _clip(line, start, end, width)
    pad = "".join("\t" if c == "\t" else " " * columns_of(c) for c in line[:start])
    return line, pad + "^" * max(1, width_of(line[start:end]))


def _entry_lines(entry: Entry, text: str | None, terminal: Terminal) -> list[str]:
    span = entry.span
    place = terminal.paint(f"{entry.file}:{span.line}:{span.column}:", "bold")
    mark = terminal.paint(f"{entry.severity}[{entry.code}]", entry.severity)
    lines = [f"{place} {mark} {entry.message}"]
    source = "".join(lines_of(text, span.line, span.line))
    if source.strip():
        room = terminal.width and max(20, terminal.width - len(_INDENT))
        shown, below = underline(source.rstrip(), span, room)
        lines += [_INDENT + shown, _INDENT + terminal.paint(below, entry.severity)]
    if entry.help:
        lines.append(f"{terminal.paint('help:', 'help')} {entry.help}")
    lines += [
        f"{terminal.paint('see:', 'help')} {other.file}:{other.span.line}:{other.span.column}"
        f" {other.message}".rstrip()
        for other in entry.related
    ]
    return lines


def _amount(number: int, severity: Severity, language: Language) -> str:
    if language == "zh":
        words = {"error": "个错误", "warning": "个警告", "info": "个提示"}
        return f"{number} {words[severity]}"
    return f"{number} {severity}{'' if number == 1 else 's'}"


def summary(entries: Sequence[Entry], files: int, language: Language) -> str:
    """Give the closing line: the files, the findings, and how many of them can be mended."""
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    amounts = [
        _amount(number, severity, language)
        for severity in severities
        if (number := count(entries, severity))
    ]
    mendable = count_mendable(entries)
    if language == "zh":
        mend = f"，其中 {mendable} 个可以用 --fix 改好" if mendable else ""
        return f"查了 {files} 个文件：{'、'.join(amounts) or '没有发现问题'}{mend}。"
    mend = f"; --fix can mend {mendable}" if mendable else ""
    words = f"{files} file{'' if files == 1 else 's'} checked"
    return f"{words}: {', '.join(amounts) or 'no findings'}{mend}."


def _circumstances(report: Report) -> str:
    """Say what an editor may not expect: no settings, or several digests at once."""
    if not report.governed:
        return {
            "zh": "没有找到 digest.toml，是按默认设置查的。",
            "en": " There is no digest.toml, so the default settings were used.",
        }[report.language]
    if report.projects > 1:
        number = report.projects
        return {
            "zh": f"共 {number} 个周报，各查各的。",
            "en": f" They belong to {number} digests, each checked by itself.",
        }[report.language]
    return ""


def to_text(
    report: Report, entries: Sequence[Entry], terminal: Terminal, *, statistics: bool, quiet: bool
) -> str:
    """Give the report as text; as ``statistics`` by code, when ``quiet`` without the summary."""
    if statistics:
        lines = count_codes(entries, report.language, terminal.paint)
        blocks = ["\n".join(lines)] if lines else []
    else:
        blocks = ["\n".join(_entry_lines(e, report.sources(e.path), terminal)) for e in entries]
    if not quiet:
        blocks.append(summary(entries, report.files, report.language) + _circumstances(report))
    return "\n\n".join(blocks) + "\n" if blocks else ""
