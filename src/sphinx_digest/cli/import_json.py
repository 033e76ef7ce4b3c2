"""``sphinx-digest import-json``: make the sources of a digest from its ``digest.json``."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sphinx_digest.cli.new_digest import SAMPLE_DAY, digest_files, write_files
from sphinx_digest.cli.words import UsageError, reader_language, speaker
from sphinx_digest.core.check import Report, load_or_nothing
from sphinx_digest.core.digest_file import DigestFile, read_digest
from sphinx_digest.core.messages import Language
from sphinx_digest.core.projects import load_project, source_folder
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.settings import FILE_NAME, Settings, read_settings
from sphinx_digest.core.writing.imported import find_changes, issue_files, settings_files

#: Pages without which a digest of its own cannot be built.
_PAGES = ("conf.py", "index.md", "documents.md", "dates.md", "contacts.md")


def run(arguments: argparse.Namespace) -> int:
    """Write one source an issue, and the settings where there are none."""
    folder: Path = arguments.folder
    language = reader_language(folder if folder.exists() else None)
    say = speaker(language)
    file = load_digest(arguments.file, language)
    if file.digest is None:
        return tell(file, language)
    if folder.exists() and not folder.is_dir():
        raise UsageError(say(f"“{folder}”不是文件夹。", f"“{folder}” is not a folder."))
    settled = (folder / FILE_NAME).is_file()
    beside = {} if settled else {**_pages(file.digest, folder), **settings_files(file.digest)}
    settings = read_settings(folder / FILE_NAME)[0] if settled else Settings(str(folder))
    sources = issue_files(file.digest)
    texts = {folder / name: text for name, text in beside.items()}
    texts |= {source_folder(settings) / name: text for name, text in sources.items()}
    if not arguments.force:
        _refuse_taken(folder, texts, language)
    write_files(folder, beside, language)
    write_files(source_folder(settings), sources, language)
    settings, _ = read_settings(folder / FILE_NAME)
    schemas, _ = load_project(settings)
    found = tuple(find_changes(file, sources, settings, schemas))
    print(say("\n接着：", "\nNext:"))
    print(f"  sphinx-digest check {shlex.quote(str(folder))}")
    if found:
        print()
    return tell(DigestFile(file.path, file.text, file.digest, found), language)


def load_digest(path: Path, language: Language) -> DigestFile:
    """Read a ``digest.json`` from the disk."""
    say = speaker(language)
    if path.is_dir():
        path = path / "digest.json"
    if not path.is_file():
        raise UsageError(say(f"没有文件“{path}”。", f"there is no file “{path}”."))
    try:
        return read_digest(str(path), path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(say(f"“{path}”不是 UTF-8 编码。", f"“{path}” is not UTF-8.")) from error


def tell(file: DigestFile, language: Language) -> int:
    """Print what was found in a file, if anything was, and give the exit status."""
    report = Report(file.diagnostics, 1, load_or_nothing, language)
    if file.diagnostics:
        sys.stdout.write(render(report, "text", Path.cwd()))
    return exit_status(report)


def _pages(digest: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """Give the pages around the issues, but for those that are there or are issues."""
    title = str(digest.get("title") or _title(digest))
    made = digest_files(digest["language"], title, date.fromisoformat(SAMPLE_DAY))
    docnames = [issue["docname"] for issue in digest["issues"]]
    if any(not name.startswith("issues/") or name.count("/") > 1 for name in docnames):
        listed = "\n".join(docnames)
        made["index.md"] = made["index.md"].replace(":glob:\n", "").replace("issues/*", listed)
    return {
        name: made[name]
        for name in _PAGES
        if not (folder / name).exists() and name.removesuffix(".md") not in docnames
    }


def _title(digest: Mapping[str, Any]) -> str:
    names: dict[str, str] = {"zh_CN": "周报", "en": "Digest"}
    return names[digest["language"]]


def _refuse_taken(folder: Path, texts: Mapping[Path, str], language: Language) -> None:
    """Refuse to write over files that say something else."""
    taken = [
        str(path.relative_to(folder))
        for path, text in texts.items()
        if path.exists() and (path.is_dir() or load_or_nothing(str(path)) != text)
    ]
    if not taken:
        return
    say = speaker(language)
    listed = say("、", ", ").join(taken[:5])
    raise UsageError(
        say(
            f"“{folder}”里已经有 {listed}{' 等' if len(taken) > 5 else ''}，没有改动；"
            "要换掉，加 --force。",
            f"“{folder}” has {listed}{' and others' if len(taken) > 5 else ''} already; "
            "nothing was written. Add --force to replace them.",
        )
    )
