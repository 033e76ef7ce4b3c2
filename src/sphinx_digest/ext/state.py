"""What the build knows of the digest: settings, schemas, the documents by docname."""

from __future__ import annotations

import hashlib
import pickle
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sphinx.environment import CONFIG_OK

from sphinx_digest import __version__
from sphinx_digest.core.elsewhere import Elsewhere
from sphinx_digest.core.ledger import Ledger
from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.model import Block, Diagnostic, Document, Reading, Record
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.reading.damage import LISTS
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.selection import select
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest, records_of, resolve, without_collection
from sphinx_digest.ext.packing import pack
from sphinx_digest.ext.said import what_is_said
from sphinx_digest.ext.translation import Words, in_translation

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_digest.ext.domain import DigestDomain

Made = TypeVar("Made")
#: The name in ``Archive.kept`` of what documents say now.
_NOW = ""


@dataclass(slots=True)
class Current:
    """The document that is being read: its blocks, and what ran astray."""

    docname: str
    reading: Reading
    document: Document
    asked: set[tuple[str, str]] = field(default_factory=set)  # (role, target) of ours that ran
    stray: list[Diagnostic] = field(default_factory=list)
    records: dict[int, Record] = field(init=False)  # by the block they were written in
    waiting: dict[tuple[str, str, str], list[int]] = field(init=False)  # blocks by signature

    def __post_init__(self) -> None:
        self.records = {record.block: record for record in records_of(self.document)}
        self.waiting = defaultdict(list)
        for index, block in enumerate(self.reading.blocks):
            if block.row:  # runs with the block it stands in
                continue
            title = block.argument.value if block.argument else ""
            self.waiting[signature(block.name, block.file, title)].append(index)

    def claim(
        self, name: str, path: str, line: int, title: str, options: Collection[str]
    ) -> int | None:
        """Find the block that a directive is: same file, name and title, nearest line.

        docutils' line is a hint; a block with another title or without any of the options the
        directive was given is never taken.
        """
        waiting = self.waiting.get(signature(name, path, title), [])
        blocks = self.reading.blocks

        def line_of(index: int) -> int:
            return blocks[index].opening.line

        at = bisect_left(waiting, line, key=line_of)
        before = next((i for i in reversed(waiting[:at]) if _has_any(blocks[i], options)), None)
        after = next((i for i in waiting[at:] if _has_any(blocks[i], options)), None)
        both = [index for index in (before, after) if index is not None]
        found = min(both, key=lambda index: abs(line_of(index) - line), default=None)
        if found is not None:
            waiting.remove(found)
        return found


@lru_cache(maxsize=1024)
def same_file(path: str) -> str:
    """Give the one path of a file, however it was reached."""
    return str(Path(path).resolve())


def signature(name: str, path: str, title: str) -> tuple[str, str, str]:
    """Give what a directive and its block have in common, whatever its line.

    docutils takes a list right below ``.. attachments::`` for its title.
    """
    written = "" if name in LISTS else "".join(title.split())
    return name, same_file(path), written


def _has_any(block: Block, options: Collection[str]) -> bool:
    return not options or any(field.name.value.lower() in options for field in block.fields)


@dataclass(slots=True)
class Project:
    """Settings and schemas of one build; made anew for every run, never pickled."""

    settings: Settings
    schemas: Schemas
    diagnostics: tuple[Diagnostic, ...]
    language: Language
    removed: list[str] = field(default_factory=list)  # documents of ours that are gone
    sources_changed: bool = True  # or came, or went, since the environment was stored
    current: Current | None = None
    foreign: set[str] = field(default_factory=set)  # roles whose bare name is another's
    translating: bool = False  # words go to translators, or come from them
    extracting: bool = False  # for translators: the words as written, and nothing else
    for_editors: bool = False  # pages show what nobody wrote
    html: bool = False  # pages are for the screen
    index_body: Callable[[str], str] | None = None  # where each index has a page: what is on it
    collator: Collator = field(init=False)  # one for all indexes: it remembers what it read

    def __post_init__(self) -> None:
        self.collator = Collator(self.settings.pinyin)


@dataclass(slots=True)
class Archive:
    """The domain's documents, each kept as one pickle so that an idle build reads none.

    ``packed`` is what the environment stores; ``found`` holds the findings of the build alone;
    ``kept`` what was made of all documents, by name, with what they said and what it was made
    with, and under an empty name what they say now.
    """

    packed: dict[str, bytes]
    found: dict[str, tuple[Diagnostic, ...]]
    words: dict[str, Words]
    kept: dict[str, tuple[bytes, bytes]]
    aliases: Mapping[str, str] = field(default_factory=dict)  # of issuers, by the settings
    ledger: Ledger = field(default_factory=Ledger)  # of what was published
    elsewhere: Elsewhere = field(default_factory=Elsewhere)  # what other volumes hold
    changed: bool = False  # since the environment was loaded
    made_with: str = ""  # whatever else has a say in what is made of all documents
    _documents: dict[str, Document] = field(default_factory=dict)
    _digest: Digest | None = None
    _shown: Digest | None = None
    _made: dict[str, Any] = field(default_factory=dict)  # of the shown digest, in memory

    def put(self, document: Document) -> None:
        """Take in a document that was just read."""
        self.packed[document.docname] = pack(document)
        self._documents[document.docname] = document
        self._outdate()

    def forget(self, docname: str) -> None:
        """Forget a document that was deleted or will be read again."""
        self.packed.pop(docname, None)
        self.found.pop(docname, None)
        self.words.pop(docname, None)
        self._documents.pop(docname, None)
        self._outdate()

    def merge(self, other: dict[str, Any], docnames: Set[str]) -> None:
        """Take over what a parallel worker read."""
        for name in docnames:
            for ours, theirs in (
                (self.packed, other["packed"]),
                (self.found, other["found"]),
                (self.words, other["words"]),
            ):
                if name in theirs:
                    ours[name] = theirs[name]
            self._documents.pop(name, None)
        self._outdate()

    def hold_against(self, ledger: Ledger, data: dict[str, Any]) -> None:
        """Take in what was published; where that has changed, all is judged and exported anew."""
        self.ledger = ledger
        if data.get("ledger", "") != ledger.version:
            data["ledger"] = ledger.version
            self._outdate()

    def look_into(self, elsewhere: Elsewhere, data: dict[str, Any]) -> None:
        """Take in what other volumes hold; where that has changed, all is judged anew."""
        self.elsewhere = elsewhere
        known = hashlib.sha256(repr(elsewhere).encode()).hexdigest() if elsewhere.targets else ""
        if data.get("elsewhere", "") != known:
            data["elsewhere"] = known
            self._outdate()

    def _outdate(self) -> None:
        self._digest = self._shown = None
        self._made.clear()
        self.kept.pop(_NOW, None)
        self.changed = True

    def keep(self, name: str, make: Callable[[], Made]) -> Made:
        """Give what ``make`` makes of all documents, made anew only when one says other things."""
        made_from, packed = self.kept.get(name, (b"", b""))
        if made_from != (now := self._state()):
            packed = pickle.dumps(make(), pickle.HIGHEST_PROTOCOL)
            self.kept[name] = now, packed
        return cast(Made, pickle.loads(packed))

    def _state(self) -> bytes:
        """Give what all documents say now, and what is made with."""
        if _NOW not in self.kept:
            self.kept[_NOW] = what_is_said(self.shown_documents()), b""
        return self.kept[_NOW][0] + self.made_with.encode("utf-8", "surrogatepass")

    def drop_stale(self) -> None:
        """Drop what was made of what documents no longer say."""
        now = self._state()
        for name, (made_from, _) in list(self.kept.items()):
            if name != _NOW and made_from != now:
                del self.kept[name]

    def made(self, name: str, make: Callable[[Digest], Made]) -> Made:
        """Give what ``make`` makes of the digest as the pages word it, made once a build."""
        if name not in self._made:
            self._made[name] = make(self.shown)
        return cast(Made, self._made[name])

    def document(self, docname: str) -> Document | None:
        """Give a document by name; None where it holds nothing of ours."""
        if docname not in self._documents:
            if docname not in self.packed:
                return None
            self._documents[docname] = cast(Document, pickle.loads(self.packed[docname]))
        return self._documents[docname]

    def documents(self) -> Iterator[Document]:
        """Yield all documents by docname."""
        if len(self._documents) < len(self.packed):
            with without_collection():
                for docname in self.packed:
                    self.document(docname)
        for docname in sorted(self.packed):
            document = self.document(docname)
            if document is not None:
                yield document

    @property
    def digest(self) -> Digest:
        """The digest as it stands; resolved once after each change."""
        if self._digest is None:
            self._digest = resolve(self.documents(), self.aliases, self.ledger, self.elsewhere)
        return self._digest

    @property
    def shown(self) -> Digest:
        """The digest as the pages word it: translated, where a translator gave words."""
        if not self.words:
            return self.digest
        if self._shown is None:
            self._shown = resolve(self.shown_documents(), self.aliases, self.ledger, self.elsewhere)
        return self._shown

    def shown_documents(self) -> Iterator[Document]:
        """Yield all documents as the pages word them."""
        for document in self.documents():
            yield in_translation(document, self.words.get(document.docname))

    def shown_document(self, docname: str) -> Document | None:
        """Give a document as the pages word it; one of an issue knows of the others."""
        if issue := self.made("issues", _by_docname).get(docname):
            return issue
        document = self.document(docname)
        return in_translation(document, self.words.get(docname)) if document else None

    def diagnostics(self, settings: Settings) -> list[Diagnostic]:
        """Give every finding that is told: of the documents, the build, the whole digest."""
        from sphinx_digest.core.rules import check_digest  # not where nothing changed

        found = [d for document in self.documents() for d in document.diagnostics]
        found += [d for diagnostics in self.found.values() for d in diagnostics]
        found += check_digest(self.documents(), self.digest, settings)
        return select(found, self.documents(), settings)


def _by_docname(digest: Digest) -> Mapping[str, Document]:
    return {issue.docname: issue for issue in digest.issues}


def set_project(app: Sphinx, project: Project) -> None:
    """Keep the settings and schemas until there is an environment."""
    app._sphinx_digest = project  # type: ignore[attr-defined]


def attach_project(app: Sphinx) -> None:
    """Give the settings and schemas to the environment; connected to ``builder-inited``."""
    project = cast(Project, app._sphinx_digest)  # type: ignore[attr-defined]
    project.extracting = app.builder.name == "gettext"
    project.translating = project.extracting or _has_catalogues(app)
    project.html = app.builder.format == "html"
    project.for_editors = app.config.digest_show_defaults and project.html
    domain_of(app.env).project = project
    archive, data = archive_of(app.env), domain_of(app.env).data
    archive.aliases = project.settings.aliases()
    archive.hold_against(project.schemas.roster.ledger, data)
    archive.look_into(project.schemas.elsewhere, data)
    archive.made_with = _made_with(app, project, archive)
    if app.env.config_status != CONFIG_OK:
        archive.kept.clear()


def _made_with(app: Sphinx, project: Project, archive: Archive) -> str:
    """Name what has a say in what is made of all documents, beside what they say."""
    total = hashlib.sha256(project.settings.digest().encode())
    for file in filter(Path.is_file, project.settings.roster_files()):
        total.update(file.read_bytes())
    for said in (
        __version__,
        version("pypinyin"),
        app.config.language,
        app.config.project,
        app.builder.get_target_uri("index") if project.html else "",
        project.for_editors,
        sorted(archive.aliases.items()),
        archive.ledger.version,
        domain_of(app.env).data.get("elsewhere", ""),
    ):
        total.update(repr(said).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _has_catalogues(app: Sphinx) -> bool:
    """Say whether the project has translations in the language of the build."""
    language = str(app.config.language or "")
    folders = [Path(app.srcdir, name, language) for name in app.config.locale_dirs]
    return any(path.suffix in (".po", ".mo") for folder in folders for path in folder.rglob("*"))


def project_of(env: BuildEnvironment) -> Project:
    """Give the settings and schemas of this build."""
    return domain_of(env).project


def domain_of(env: BuildEnvironment) -> DigestDomain:
    """Give the domain ``digest`` of an environment."""
    return cast("DigestDomain", env.domains["digest"])


def archive_of(env: BuildEnvironment) -> Archive:
    """Give the documents of an environment."""
    return domain_of(env).archive


def output_language(config: Config) -> Language:
    """Give the language of the built pages, which follows ``language`` of conf.py."""
    return message_language(config.language or "en")
