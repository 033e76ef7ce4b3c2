"""What the build knows of the digest: settings, schemas, the documents by docname."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.model import Diagnostic, Document, Reading
from sphinx_digest.core.rules import check_digest
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest, resolve

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_digest.ext.domain import DigestDomain


@dataclass(slots=True)
class Current:
    """The document that is being read: its blocks, which of them ran, what ran astray."""

    docname: str
    reading: Reading
    document: Document
    ran: set[int] = field(default_factory=set)
    stray: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class Project:
    """Settings and schemas of one build; made anew for every run, never pickled."""

    settings: Settings
    schemas: Schemas
    diagnostics: tuple[Diagnostic, ...]
    language: Language
    current: Current | None = None


@dataclass(slots=True)
class Archive:
    """The domain's documents, each kept as one pickle so that an idle build reads none.

    ``packed`` is what the environment stores; ``found`` holds the findings of the build alone.
    """

    packed: dict[str, bytes]
    found: dict[str, tuple[Diagnostic, ...]]
    changed: bool = False  # since the environment was loaded
    _documents: dict[str, Document] = field(default_factory=dict)
    _digest: Digest | None = None

    def put(self, document: Document) -> None:
        """Take in a document that was just read."""
        self.packed[document.docname] = pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
        self._documents[document.docname] = document
        self._digest, self.changed = None, True

    def forget(self, docname: str) -> None:
        """Forget a document that was deleted or will be read again."""
        self.packed.pop(docname, None)
        self.found.pop(docname, None)
        self._documents.pop(docname, None)
        self._digest, self.changed = None, True

    def merge(self, packed: dict[str, bytes], found: dict[str, tuple[Diagnostic, ...]]) -> None:
        """Take over what a parallel worker read."""
        self.packed.update(packed)
        self.found.update(found)
        for docname in packed:
            self._documents.pop(docname, None)
        self._digest, self.changed = None, True

    def document(self, docname: str) -> Document | None:
        """Give a document by name; None where it holds nothing of ours."""
        if docname not in self._documents:
            if docname not in self.packed:
                return None
            self._documents[docname] = cast(Document, pickle.loads(self.packed[docname]))
        return self._documents[docname]

    def documents(self) -> Iterator[Document]:
        """Yield all documents by docname."""
        for docname in sorted(self.packed):
            document = self.document(docname)
            if document is not None:
                yield document

    @property
    def digest(self) -> Digest:
        """The digest as it stands; resolved once after each change."""
        if self._digest is None:
            self._digest = resolve(self.documents())
        return self._digest

    def diagnostics(self) -> list[Diagnostic]:
        """Give every finding: of the documents, of the build, of the whole digest."""
        found = [d for document in self.documents() for d in document.diagnostics]
        found += [d for diagnostics in self.found.values() for d in diagnostics]
        return found + check_digest(self.documents(), self.digest)


def project_of(app: Sphinx) -> Project:
    """Give the settings and schemas of this build."""
    return cast(Project, app._sphinx_digest)  # type: ignore[attr-defined]


def set_project(app: Sphinx, project: Project) -> None:
    """Attach the settings and schemas to this build."""
    app._sphinx_digest = project  # type: ignore[attr-defined]


def domain_of(env: BuildEnvironment) -> DigestDomain:
    """Give the domain ``digest`` of an environment."""
    return cast("DigestDomain", env.domains["digest"])


def archive_of(env: BuildEnvironment) -> Archive:
    """Give the documents of an environment."""
    return domain_of(env).archive


def output_language(app: Sphinx) -> Language:
    """Give the language of the built pages, which follows ``language`` of conf.py."""
    return message_language(app.config.language or "en")
