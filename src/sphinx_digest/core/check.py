"""The use case of ``sphinx-digest check``: find the sources, read, store, judge."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sphinx_digest.core.assemble import assemble
from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.model import Diagnostic, Document, Markup, Place, Reading, Span
from sphinx_digest.core.reading.myst import read_myst
from sphinx_digest.core.rules import check_digest, in_order
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings, find_settings, read_settings
from sphinx_digest.core.store import resolve, without_collection

SUFFIXES: Mapping[str, Markup] = {".md": "myst", ".rst": "rst"}
_ALWAYS_LEFT_OUT = ("_build", ".venv", "venv", "node_modules")


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: sorted, one a place and code. ``sources`` gives a file's text."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    sources: Callable[[str], str | None]
    language: Language


def load_text(path: str) -> str | None:
    """Read a file as UTF-8; None where there is no such file.

    Raises UnicodeDecodeError for other encodings and OSError for what cannot be opened.
    """
    if not Path(path).is_file():
        return None
    with Path(path).open(encoding="utf-8", newline="") as file:
        return file.read()


def read_source(
    path: str, docname: str, settings: Settings, schemas: Schemas
) -> tuple[Reading, Document]:
    """Read one source file into its records and findings; never raises for what it holds."""
    markup: Markup = SUFFIXES.get(Path(path).suffix, "rst")
    try:
        text = load_text(path) or ""
        if markup == "myst":
            reading = read_myst(text, path, settings.markup, load_text)
        else:
            from sphinx_digest.core.reading.rst import read_rst  # few digests need it

            reading = read_rst(text, path, load_text)
    except (UnicodeDecodeError, OSError) as error:
        place = Place(path, Span(1, 1, 1, 1))
        found = Diagnostic("DGT016", place, {"reason": str(error)})
        text, reading = "", Reading(path, markup, (), (), (), (), (), (), (found,))
    return reading, assemble(reading, text, schemas, settings, docname)


def source_folder(settings: Settings) -> Path:
    """Give the folder that holds the sources."""
    return Path(settings.root, settings.source)


def find_sources(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield (docname, path) of every source file of the project, sorted by docname."""
    root = source_folder(settings)
    found: list[tuple[str, str]] = []
    for folder, folders, files in os.walk(root):
        relative = Path(folder).relative_to(root).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        folders[:] = sorted(f for f in folders if not _left_out(prefix + f, f, settings))
        for file in files:
            name = prefix + file
            if Path(file).suffix in SUFFIXES and not _left_out(name, file, settings):
                found.append((str(Path(name).with_suffix("").as_posix()), str(Path(folder, file))))
    yield from sorted(found)


def _left_out(path: str, name: str, settings: Settings) -> bool:
    if name.startswith(".") or name in _ALWAYS_LEFT_OUT:
        return True
    return any(
        fnmatch.fnmatchcase(path, pattern) or path.startswith(pattern.rstrip("/*") + "/")
        for pattern in settings.exclude
    )


def check(paths: Sequence[Path], config: Path | None = None) -> Report:
    """Check files, folders or whole projects; a file is judged within its project."""
    sources = cache(load_or_nothing)
    wanted = [path.resolve() for path in paths] or [Path.cwd()]
    projects: dict[Path | None, list[Path]] = {}
    for path in wanted:
        found = config.resolve() if config else find_settings(path)
        projects.setdefault(found, []).append(path)
    diagnostics: list[Diagnostic] = []
    files: set[str] = set()
    language: Language | None = None
    for found, members in projects.items():
        settings, problems = read_settings(found or members[0])
        language = language or message_language(settings.language)
        if found is None:
            for member in members:
                settings, problems = read_settings(member)
                judged, names = _check_project(settings, [member])
                diagnostics += [*problems, *judged]
                files |= names
            continue
        judged, names = _check_project(settings, members)
        diagnostics += [*problems, *judged]
        files |= names
    return Report(in_order(diagnostics), len(files), sources, language or "zh")


def load_or_nothing(path: str) -> str | None:
    """Read a file for showing its lines; None where that fails."""
    try:
        return load_text(path)
    except (UnicodeDecodeError, OSError):
        return None


def _check_project(settings: Settings, members: list[Path]) -> tuple[list[Diagnostic], set[str]]:
    schemas, problems = load_schemas(settings)
    with without_collection():
        documents = [
            read_source(path, docname, settings, schemas)[1]
            for docname, path in find_sources(settings)
        ]
    known = {Path(document.path).resolve() for document in documents}
    for member in members:
        if member.is_file() and member not in known and member.suffix in SUFFIXES:
            documents.append(read_source(str(member), member.stem, settings, schemas)[1])
    found = [d for document in documents for d in document.diagnostics]
    found += check_digest(documents, resolve(documents))
    judged = {
        document.path: document
        for document in documents
        if any(_within(Path(document.path), member) for member in members)
    }
    shown = set(judged) | {name for document in judged.values() for name in document.includes}
    return [*problems, *(d for d in found if d.place.file in shown)], set(judged)


def _within(path: Path, member: Path) -> bool:
    resolved = path.resolve()
    return resolved == member or member in resolved.parents
