"""No stale page: every run, what a page shows of others is compared with what it showed."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx_digest.core.model import Document
from sphinx_digest.core.store import Digest
from sphinx_digest.ext.pages import DEFAULT_ORDER, filter_of, neighbours
from sphinx_digest.ext.indexes import indexes_of
from sphinx_digest.ext.state import archive_of, domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages that show what changed elsewhere; connected to ``env-updated``."""
    archive = archive_of(env)
    shown: dict[str, bytes] = domain_of(env).data["shown"]
    if not archive.changed:
        return []
    stale: list[str] = []
    digest = archive.digest
    for document in archive.documents():
        now = hashlib.blake2s(pickle.dumps(list(_shown(app, document, digest)))).digest()
        if shown.get(document.docname) != now:
            shown[document.docname] = now
            stale.append(document.docname)
    # The generated indexes are written with any page; the root stands for them.
    return [*stale, str(app.config.root_doc)]


def _shown(app: Sphinx, document: Document, digest: Digest) -> Iterator[Any]:
    """Yield all that the page of a document takes from other documents."""
    for notice in document.notices:
        id_ = notice.record.id
        ids = [c.id for c in digest.cites.get(id_, ()) if c.id] + list(digest.cited_by.get(id_, ()))
        yield [(i, digest.targets[i].title, digest.targets[i].docname) for i in ids]
        yield [c.fits for c in digest.cites.get(id_, ())]
        for deadline in notice.deadlines:
            yield [_where(digest, id_) for id_ in deadline.values.get("contact", ())]
    for reference in document.references:
        target = reference.target.value
        if reference.role == "docnum":
            number = reference.title or target
            fits = digest.find_document(number, target if reference.title else None)
            yield [_where(digest, id_) for id_ in fits]
        else:
            yield _where(digest, target)
    if document.issue:
        yield [
            (issue.docname, issue.title, issue.issue.id if issue.issue else "")
            for issue in neighbours(digest.issues, document.docname)
            if issue
        ]
    for index in document.indexes:
        by = index.values.get("group-by", DEFAULT_ORDER.get(index.name))
        yield indexes_of(app).groups(index.name, by, filter_of(dict(index.values)))


def _where(digest: Digest, id_: str) -> tuple[str, str, str] | None:
    target = digest.targets.get(id_)
    return (target.kind, target.title, target.docname) if target else None
