"""No stale page: every run, what a page shows of others is compared with what it showed."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sphinx_digest import __version__
from sphinx_digest.core.model import Document, Record
from sphinx_digest.ext.furniture import neighbours
from sphinx_digest.ext.index_data import SCRIPTED, index_data
from sphinx_digest.ext.indexes import indexes_of
from sphinx_digest.ext.pages import DEFAULT_ORDER, chains_of, filter_of, running_before
from sphinx_digest.ext.state import Archive, archive_of, domain_of, project_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(slots=True)
class Shown:
    """What the pages of one output showed of each other, as hashes by docname.

    ``state`` is the state of the archive they were written from.
    """

    state: int = -1
    pages: dict[str, bytes] = field(default_factory=dict)


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages that show what changed elsewhere; connected to ``env-updated``.

    Builders that share their doctrees each remember what they wrote.
    """
    archive, data = archive_of(env), domain_of(env).data
    if archive.changed:
        data["state"] += 1
    outputs: dict[str, Shown] = data["shown"]
    shown = outputs.setdefault(f"{app.builder.name}:{app.outdir}", Shown())
    if shown.state == data["state"]:
        return []
    recall_readings(env)
    pages = {
        docname: _hash(_shown(app, document, archive))
        for docname in archive.packed
        if (document := archive.shown_document(docname))
    }
    stale = [docname for docname, hash_ in pages.items() if shown.pages.get(docname) != hash_]
    shown.state, shown.pages = data["state"], pages
    # The generated indexes are written with any page; the root stands for them.
    return [*stale, str(app.config.root_doc)]


def keep_for_idle_builds(app: Sphinx, env: BuildEnvironment) -> None:
    """Make what every HTML build writes, before the environment is stored.

    Connected to ``env-updated``; a build that finds nothing changed reads no document then.
    """
    domain = domain_of(env)
    if app.builder.format == "html" and archive_of(env).changed:
        domain.get_objects()
        wanted = app.config.html_domain_indices
        for index in domain.indices:
            if wanted is True or (wanted and f"{domain.name}-{index.name}" in wanted):
                index(domain).generate()
        archive_of(env).drop_stale()
    if archive_of(env).changed:
        store_readings(env)


def recall_readings(env: BuildEnvironment) -> None:
    """Take up how Chinese was read in earlier builds; looking it up is most of sorting."""
    made_with, packed = domain_of(env).data.get("readings", ("", b""))
    if made_with == _made_with(env):
        project_of(env).collator.read.update(pickle.loads(packed))


def store_readings(env: BuildEnvironment) -> None:
    """Keep how Chinese was read."""
    read = project_of(env).collator.read
    if read:
        packed = pickle.dumps(read, pickle.HIGHEST_PROTOCOL)
        domain_of(env).data["readings"] = (_made_with(env), packed)


def _made_with(env: BuildEnvironment) -> str:
    own = sorted(project_of(env).settings.pinyin.items())
    return f"{__version__} {version('pypinyin')} {own}"


def _hash(values: Iterator[Any]) -> bytes:
    # Not pickle: of equal values it makes different bytes, as they share objects or not.
    total = hashlib.blake2s()
    for value in values:
        total.update(repr(value).encode("utf-8", "surrogatepass"))
    return total.digest()


def _shown(app: Sphinx, document: Document, archive: Archive) -> Iterator[Any]:
    """Yield all that the page of a document takes from other documents."""
    digest = archive.shown
    for notice in document.notices:
        id_ = notice.record.id
        ids = [c.id for c in digest.cites.get(id_, ()) if c.id] + list(digest.cited_by.get(id_, ()))
        yield [_where(archive, i) for i in ids]
        yield [(step, _where(archive, step.id or "")) for step in chains_of(archive).steps(id_)]
        for name in ("repeals", "amends", "follows"):
            for written in notice.record.values.get(name, ()):
                fits = archive.digest.find_document(written) or (written,)
                yield [_where(archive, id_) for id_ in fits]
        for deadline in notice.deadlines:
            yield [_where(archive, id_) for id_ in deadline.values.get("contact", ())]
            yield deadline.replaced_by, deadline.replaced_due
    for reference in document.references:
        target = reference.target.value
        if reference.role == "docnum":
            number = reference.title or target
            fits = archive.digest.find_document(number, target if reference.title else None)
            yield [_where(archive, id_) for id_ in fits]
            if not fits:
                meant = target if reference.title else None
                yield archive.elsewhere.find_document(number, meant, archive.aliases)
        else:
            yield _where(archive, target)
    if document.issue:
        yield [
            (issue.docname, issue.title, issue.issue.id if issue.issue else "")
            for issue in neighbours(digest.issues, document.docname)
            if issue
        ]
        for one in running_before(archive, document.docname):
            yield one.issue.docname, one.notice.record.title, _told(one.deadline)
            yield one.notice.record.values.get("withdrawn")
    for index in document.indexes:
        by = index.values.get("group-by", DEFAULT_ORDER.get(index.name))
        indexes = indexes_of(app.env)
        groups = indexes.groups(index.name, by, filter_of(dict(index.values)))
        yield groups
        if app.builder.name in SCRIPTED:
            yield index_data(app.env, indexes, index.name, groups)


def _told(deadline: Record) -> tuple[Any, ...]:
    count = deadline.count
    told = deadline.id, deadline.title, sorted(deadline.values.items(), key=itemgetter(0))
    put_off = deadline.replaced_by, deadline.replaced_due
    return *told, *put_off, count and (count.nominal_end, count.rolled_end)


def _where(archive: Archive, id_: str) -> tuple[str, str, str] | None:
    if id_ not in archive.shown.targets and (other := archive.elsewhere.targets.get(id_)):
        return other.kind, other.title, other.url
    target = archive.shown.targets.get(id_)
    return (target.kind, target.title, target.docname) if target else None
