"""``sphinx-digest new``: a digest to start from, or the issue after the newest one."""

from __future__ import annotations

import argparse

from sphinx_digest.cli.words import UsageError
from sphinx_digest.core.dates import read_date
from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.messages import Language, help_of, message_of
from sphinx_digest.core.model import Diagnostic, Place, Span


def read_day(text: str, language: Language) -> str:
    """Read a day as ISO 8601 from the command line."""
    try:
        return read_date(text)
    except UnreadableError as error:
        place = Place("", Span(1, 1, 1, 1))
        found = Diagnostic(error.code, place, {"label": "--published", **error.values}, error.help)
        words = (message_of(found, language), help_of(found, language))
        raise UsageError(" ".join(filter(None, words))) from error


def run(arguments: argparse.Namespace) -> int:
    """Start what was asked for."""
    if arguments.kind == "digest":
        from sphinx_digest.cli.new_digest import write_digest

        return write_digest(arguments)
    from sphinx_digest.cli.new_issue import write_issue

    return write_issue(arguments)
