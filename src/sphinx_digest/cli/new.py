"""``sphinx-digest new``: a digest, its next issue, a notice in it, help for text editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_digest.cli.words import UsageError, read_argument, reader_language, speaker
from sphinx_digest.core.messages import Language
from sphinx_digest.core.settings import find_settings
from sphinx_digest.core.times.dates import read_date


def read_day(text: str, language: Language) -> str:
    """Read a day as ISO 8601 from the command line."""
    return read_argument(read_date, text, "--published", language)


def open_digest(config: Path | None, folder: Path | None = None) -> tuple[Path, Language]:
    """Find the settings of the digest here, or those named, and the language it is read in."""
    start = config or folder
    language = reader_language(start)
    say = speaker(language)
    if config and not config.is_file():
        raise UsageError(say(f"没有设置文件“{config}”。", f"there is no file “{config}”."))
    found = config or find_settings(folder or Path.cwd())
    if found is None:
        raise UsageError(
            say(
                "这里没有 digest.toml，不是周报。先进入周报的文件夹，或用 --config 指明。",
                "there is no digest.toml here, so this is no digest."
                " Go to the folder of the digest, or name its file with --config.",
            )
        )
    return found, language


def run(arguments: argparse.Namespace) -> int:
    """Start what was asked for."""
    if arguments.kind == "digest":
        from sphinx_digest.cli.new_digest import write_digest

        return write_digest(arguments)
    if arguments.kind == "notice":
        from sphinx_digest.cli.new_notice import write_notice

        return write_notice(arguments)
    if arguments.kind == "editor":
        from sphinx_digest.cli.new_editor import write_editor

        return write_editor(arguments)
    from sphinx_digest.cli.new_issue import write_issue

    return write_issue(arguments)
