"""A check's report in the format that was asked for, and the exit status it means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_digest import __version__
from sphinx_digest.core.messages import severity_of
from sphinx_digest.core.reports.entry import find_entries
from sphinx_digest.core.reports.text import Terminal

if TYPE_CHECKING:
    from sphinx_digest.core.check import Report

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


def render(
    report: Report,
    format_name: str,
    base: Path,
    *,
    strict: bool = False,
    terminal: Terminal | None = None,
    statistics: bool = False,
    quiet: bool = False,
) -> str:
    """Give a report as text of a format; paths are relative to ``base``.

    ``terminal``, ``statistics`` and ``quiet`` are for people, so for the format ``text`` only.
    """
    entries = find_entries(report, base)
    match format_name:
        case "text":
            from sphinx_digest.core.reports.text import to_text

            return to_text(
                report, entries, terminal or Terminal(), statistics=statistics, quiet=quiet
            )
        case "json":
            from sphinx_digest.core.reports.json import to_json

            return to_json(entries, report.files)
        case "github":
            from sphinx_digest.core.reports.github import to_github

            return to_github(entries)
        case "gitlab":
            from sphinx_digest.core.reports.gitlab import to_gitlab

            return to_gitlab(entries, report.sources)
        case "sarif":
            from sphinx_digest.core.reports.sarif import to_sarif

            return to_sarif(entries, report.sources, report.language, __version__)
        case "junit":
            from sphinx_digest.core.reports.junit import to_junit

            return to_junit(entries, report.files, report.language, strict)
        case _:
            raise ValueError(format_name)


def exit_status(report: Report, *, strict: bool = False) -> int:
    """Give 1 where the report stops an issue, else 0; infos stop it only where ``strict``."""
    return int(any(strict or severity_of(found) != "info" for found in report.diagnostics))
