"""``sphinx-digest check``: judge the sources and print the report."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from sphinx_digest.cli.words import UsageError, reader_language, speaker
from sphinx_digest.core.check import check
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.reports.text import Terminal


def _terminal() -> Terminal:
    if not sys.stdout.isatty():
        return Terminal()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Terminal(color=not plain, width=shutil.get_terminal_size().columns)


def run(arguments: argparse.Namespace) -> int:
    """Check the paths."""
    say = speaker(reader_language(arguments.config or next(iter(arguments.paths), None)))
    for path in arguments.paths:
        if not path.exists():
            raise UsageError(
                say(f"没有“{path}”这个文件或文件夹。", f"there is no file or folder “{path}”.")
            )
    if arguments.config and not arguments.config.is_file():
        raise UsageError(
            say(f"没有设置文件“{arguments.config}”。", f"there is no file “{arguments.config}”.")
        )
    report = check(arguments.paths, arguments.config)
    if not report.files and not report.diagnostics:
        raise UsageError(
            say("这里没有 .md 或 .rst 文件，没有可查的。", "no .md or .rst file here to check.")
        )
    text = render(
        report, arguments.format, Path.cwd(), strict=arguments.strict, terminal=_terminal()
    )
    sys.stdout.write(text)
    return exit_status(report, strict=arguments.strict)
