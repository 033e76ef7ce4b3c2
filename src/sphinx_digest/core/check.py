"""The use case of ``sphinx-digest check``: find the sources, read, store, judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sphinx_digest.core.compose import assemble
from sphinx_digest.core.mends.wanted import Wants, Whole, with_wanted
from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.model import Diagnostic, Document, Markup, Place, Reading, Span
from sphinx_digest.core.processes import spare_processors, work_through
from sphinx_digest.core.projects import find_projects, left_out, load_project, source_folder, walk
from sphinx_digest.core.reading.myst import read_myst
from sphinx_digest.core.rules import check_digest, in_order
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.selection import select, without_settings
from sphinx_digest.core.settings import (
    FILE_NAME,
    RuleSettings,
    Settings,
    find_settings,
    read_settings,
)
from sphinx_digest.core.short_forms import expand
from sphinx_digest.core.store import resolve, without_collection
from sphinx_digest.core.unwritten import Unwritten, find_unwritten

SUFFIXES: Mapping[str, Markup] = {".md": "myst", ".rst": "rst"}
#: Files of a digest that hold no issue: settings, contacts, what is published.
_BESIDE = (".toml", ".lock")
#: Is told how many of how many files were read.
Progress = Callable[[int, int], None]
#: Bytes of sources from which on further processes gain more time than they take.
WORTH_PROCESSES = 3_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: sorted, one a place and code. ``sources`` gives a file's text."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    sources: Callable[[str], str | None]
    language: Language
    projects: int = 1
    governed: bool = True  # by a digest.toml, every file
    unwritten: tuple[Unwritten, ...] = ()  # where it was asked for


def load_text(path: str) -> str | None:
    """Read a file as UTF-8; None where there is no such file.

    Raises UnicodeDecodeError for other encodings and OSError for what cannot be opened.
    """
    if not Path(path).is_file():
        return None
    with Path(path).open(encoding="utf-8", newline="") as file:
        return file.read()


def read_source(
    path: str,
    docname: str,
    settings: Settings,
    schemas: Schemas,
    instead: Mapping[str, str] | None = None,
) -> tuple[Reading, Document]:
    """Read one source file into its records and findings; never raises for what it holds.

    ``instead`` holds texts, by path, that are read for what the files hold.
    """
    markup: Markup = SUFFIXES.get(Path(path).suffix, "rst")
    unreadable: list[Diagnostic] = []

    def load(name: str) -> str | None:
        try:
            return instead[name] if instead and name in instead else load_text(name)
        except (UnicodeDecodeError, OSError) as error:
            unreadable.append(_unreadable(name, error))
            return ""

    text = load(path) or ""
    if markup == "myst":
        reading = read_myst(text, path, settings.markup, load)
    else:
        from sphinx_digest.core.reading.rst import read_rst  # few digests need it

        reading = read_rst(text, path, load)
    if unreadable:
        reading = replace(reading, diagnostics=(*reading.diagnostics, *unreadable))
    reading = expand(reading, schemas)
    return reading, assemble(reading, text, schemas, settings, docname)


def find_unreadable(settings: Settings) -> Iterator[Diagnostic]:
    """Yield a finding for every source file that cannot be read at all."""
    for _, path in find_sources(settings):
        try:
            load_text(path)
        except (UnicodeDecodeError, OSError) as error:
            yield _unreadable(path, error)


def _unreadable(path: str, error: UnicodeDecodeError | OSError) -> Diagnostic:
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        denied = isinstance(error, PermissionError)
        values = {
            "reason": "没有权限" if denied else "系统打不开它",
            "reason.en": reason[:1].lower() + reason[1:],
        }
        return Diagnostic("DGT016", Place(path, Span(1, 1, 1, 1)), values, None)
    data = Path(path).read_bytes()
    before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
    lines = re.split(r"\r\n?|\n", before)
    line, column = len(lines), len(lines[-1]) + 1
    values = {"reason": "不是 UTF-8 编码", "reason.en": "it is not UTF-8"}
    if _looks_like_gbk(data):
        values = {
            "reason": "不是 UTF-8 编码，像是 GBK",
            "reason.en": "it is not UTF-8; it looks like GBK",
        }
    return Diagnostic("DGT016", Place(path, Span(line, column, line, column + 1)), values)


def _looks_like_gbk(data: bytes) -> bool:
    """Say whether nearly all that is not ASCII is a character of GB 2312 when read as GBK."""
    try:
        wide = [character for character in data.decode("gb18030") if not character.isascii()]
    except UnicodeDecodeError:
        return False
    known = sum(len(character.encode("gb2312", "ignore")) > 1 for character in wide)
    return known > 0.9 * len(wide)


def find_sources(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield (docname, path) of every source file of the project, sorted by docname."""
    root = source_folder(settings)
    found: list[tuple[str, str]] = []
    for folder, prefix, folders, files in walk(root, settings):
        if folder != root and FILE_NAME in files:
            folders.clear()  # a digest of its own, with all that is below it
            continue
        for file in files:
            name = prefix + file
            if Path(file).suffix in SUFFIXES and not left_out(name, file, settings):
                found.append((str(Path(name).with_suffix("").as_posix()), str(Path(folder, file))))
    yield from sorted(found)


def check(
    paths: Sequence[Path],
    config: Path | None = None,
    *,
    choose: Callable[[RuleSettings], RuleSettings] | None = None,
    instead: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    wants: Wants | None = None,
    unwritten: bool = False,
) -> Report:
    """Check files, folders or whole projects; a file is judged within its project.

    Every folder with a digest.toml is a project of its own, also below a folder that is named.
    ``choose`` may change which findings the settings tell; ``instead`` holds texts, by path,
    that are judged for what the files hold; ``wants`` adds findings of what is to be written;
    ``unwritten`` asks for the values that nobody wrote.
    """
    written = cache(load_or_nothing)

    def sources(path: str) -> str | None:
        return instead[path] if instead and path in instead else written(path)

    asked = _Asked(sources, instead, progress, wants)
    wanted = [path.resolve() for path in paths] or [Path.cwd()]
    projects: dict[tuple[Path | None, Path | None], list[Path]] = {}
    for path in wanted:
        for found in [config.resolve()] if config else _governing(path):
            # Without settings each path is alone; with them the paths of a project go together.
            projects.setdefault((found, None if found else path), []).append(path)
    diagnostics: list[Diagnostic] = []
    files: set[str] = set()
    said: list[Unwritten] = []
    language: Language | None = None
    for (found, _), members in projects.items():
        settings, problems = read_settings(found or members[0])
        if choose:
            settings = replace(settings, rules=choose(settings.rules))
        language = language or message_language(settings.language)
        files |= {str(member) for member in members if member.suffix in _BESIDE}
        diagnostics += problems
        if without_settings(problems):
            files |= {problem.place.file for problem in problems}
            continue
        judged = _check_project(settings, members, asked)
        diagnostics += judged.diagnostics
        files |= {document.path for document in judged.documents}
        if unwritten:
            for document in judged.documents:
                said += find_unwritten(document, judged.schemas, settings)
    return Report(
        in_order(diagnostics), len(files), sources, language or "zh",
        len(projects), all(found for found, _ in projects), tuple(said),
    )  # fmt: skip


def _governing(path: Path) -> Sequence[Path | None]:
    """Give the settings files that a path stands for: its own, and those of digests below."""
    own = find_settings(path)
    settings = read_settings(own)[0] if own else Settings(str(path))
    below = list(find_projects(path, settings)) if path.is_dir() else []
    return [own, *below] if own or not below else below


def load_or_nothing(path: str) -> str | None:
    """Read a file for showing its lines; None where that fails."""
    try:
        return load_text(path)
    except (UnicodeDecodeError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class _Judged:
    """The findings about the documents of a project that were asked for."""

    diagnostics: list[Diagnostic]
    documents: list[Document]
    schemas: Schemas


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of every project: which texts are judged, and what is to be written."""

    sources: Callable[[str], str | None]
    instead: Mapping[str, str] | None
    progress: Progress | None
    wants: Wants | None


def _check_project(settings: Settings, members: list[Path], asked: _Asked) -> _Judged:
    schemas, problems = load_project(settings, asked.instead)
    found_sources = list(find_sources(settings))

    def read(source: tuple[str, str]) -> tuple[Reading | None, Document]:
        docname, path = source
        reading, document = read_source(path, docname, settings, schemas, asked.instead)
        return (replace(reading, prose=()) if asked.wants else None), document

    def done(number: int) -> None:
        if asked.progress:
            asked.progress(number, len(found_sources))

    with without_collection():
        made = work_through(read, found_sources, _helpers(found_sources), done)
    known = {Path(document.path).resolve() for _, document in made}
    for member in members:
        if member.is_file() and member not in known and member.suffix in SUFFIXES:
            made.append(read((member.stem, str(member))))
    documents = [document for _, document in made]
    found = [d for document in documents for d in document.diagnostics]
    digest = resolve(documents, settings.aliases(), schemas.roster.ledger, schemas.elsewhere)
    found += check_digest(documents, digest, settings)
    found = select(found, documents, settings)
    if asked.wants:
        whole = [(reading, document) for reading, document in made if reading]
        found = with_wanted(found, Whole(whole, asked.sources, schemas, settings), asked.wants)
    judged = {
        document.path: document
        for document in documents
        if any(_within(Path(document.path), member) for member in members)
    }
    shown = set(judged) | {name for document in judged.values() for name in document.includes}
    lock = schemas.roster.ledger.file
    shown |= {lock} if any(_within(Path(lock), member) for member in members) else set()
    told = [*problems, *(d for d in found if d.place.file in shown)]
    return _Judged(told, list(judged.values()), schemas)


def _helpers(sources: Sequence[tuple[str, str]]) -> int:
    """Give how many further processes make reading faster, as they do for big archives."""
    try:
        size = sum(Path(path).stat().st_size for _, path in sources)
    except OSError:
        return 0
    return spare_processors() if size >= WORTH_PROCESSES else 0


def _within(path: Path, member: Path) -> bool:
    resolved = path.resolve()
    return resolved == member or member in resolved.parents
