"""``sphinx-digest new``: a digest to start from, or the issue after the newest one."""

from __future__ import annotations

import argparse

from sphinx_digest.cli.words import read_argument
from sphinx_digest.core.messages import Language
from sphinx_digest.core.times.dates import read_date


def read_day(text: str, language: Language) -> str:
    """Read a day as ISO 8601 from the command line."""
    return read_argument(read_date, text, "--published", language)


def run(arguments: argparse.Namespace) -> int:
    """Start what was asked for."""
    if arguments.kind == "digest":
        from sphinx_digest.cli.new_digest import write_digest

        return write_digest(arguments)
    from sphinx_digest.cli.new_issue import write_issue

    return write_issue(arguments)
