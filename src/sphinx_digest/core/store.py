"""All documents of a digest, and what follows from having them together.

``Store`` holds documents by docname, so that forgetting one is one ``pop``. ``resolve`` gives
the ``Digest``: issues in order, who cites whom, where every id stands.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sphinx_digest.core.elsewhere import Elsewhere
from sphinx_digest.core.ledger import Ledger
from sphinx_digest.core.model import Citation, Document, Notice, Record
from sphinx_digest.core.numbers import document_key, split_issuer
from sphinx_digest.core.times.replaced import with_successors


@contextmanager
def without_collection() -> Iterator[None]:
    """Make many objects at once without looking for garbage, which takes longer than making."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():
                # Count them as old, or the first object made from now on has them all looked at.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a record with an id stands. ``kind`` is issue, part, notice, deadline or contact."""

    kind: str
    id: str
    title: str
    docname: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited by a notice; ``id`` is set where exactly one notice of the digest fits."""

    number: str
    issuer: str | None
    id: str | None
    fits: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest as a whole. Drafts are in ``targets`` and nowhere else."""

    issues: tuple[Document, ...]  # in order of number
    targets: Mapping[str, Target]
    notices: Mapping[str, Notice]
    cites: Mapping[str, tuple[Cited, ...]]  # id of the citing notice -> what it cites
    cited_by: Mapping[str, tuple[str, ...]]  # id of a notice -> ids of those that cite it
    cited_in: Mapping[str, tuple[str, ...]]  # number -> ids of notices that cite it
    numbers: Mapping[str, tuple[str, ...]]  # key of a number -> ids of notices that bear it
    aliases: Mapping[str, str] = field(default_factory=dict)  # any name of an issuer -> its one
    ledger: Ledger = field(default_factory=Ledger)  # what was published
    elsewhere: Elsewhere = field(default_factory=Elsewhere)  # what other volumes hold

    def find_document(self, number: str, target: str | None = None) -> tuple[str, ...]:
        """Find the notices that ``number`` may mean; ``target`` is an id or "issuer number"."""
        if target is None:
            return self._bearing(number)
        if target in self.notices:
            return (target,)
        issuer, _, rest = target.rpartition(" ")
        return self._bearing(rest or number, issuer)

    def _bearing(self, number: str, issuer: str | None = None) -> tuple[str, ...]:
        """Give the notices that bear a number; one with its issuer in front names that, too."""
        found = self.numbers.get(document_key(number), ())
        if not found and issuer is None:
            issuer, rest = split_issuer(number)
            found = self.numbers.get(document_key(rest), ()) if issuer else ()
        if issuer is None:
            return found
        issuer = self.aliases.get(issuer, issuer)
        return tuple(
            id_ for id_ in found if issuer in self.notices[id_].record.values.get("issuer", ())
        )


def records_of(document: Document) -> Iterator[Record]:
    """Yield every record of a document in the order of the source."""
    if document.issue:
        yield document.issue
    yield from document.parts
    for notice in document.notices:
        yield notice.record
        yield from notice.deadlines
        yield from notice.contacts


def _issue_order(document: Document) -> tuple[int, str]:
    number = document.issue.values.get("number", 0) if document.issue else 0
    return (number, document.docname)


def resolve(
    documents: Iterable[Document],
    aliases: Mapping[str, str] | None = None,
    ledger: Ledger | None = None,
    elsewhere: Elsewhere | None = None,
) -> Digest:
    """Bring the documents together; the first record in order keeps an id that is used twice.

    ``aliases`` gives the one name of each issuer by any of its names, ``ledger`` is of what was
    published, ``elsewhere`` of other volumes.
    """
    ordered = sorted(documents, key=_issue_order)
    issues = with_successors(tuple(d for d in ordered if d.issue and not d.draft))
    targets: dict[str, Target] = {}
    for document in ordered:
        for record in records_of(document):
            targets.setdefault(
                record.id,
                Target(record.kind, record.id, record.title, document.docname, document.draft),
            )
    notices = {n.record.id: n for document in issues for n in document.notices}
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for id_, notice in notices.items():
        number = notice.record.values.get("number", "unknown")
        if number != "unknown":
            numbers[document_key(number)].append(id_)
    bare = Digest(
        issues,
        targets,
        notices,
        {},
        {},
        {},
        {key: tuple(ids) for key, ids in numbers.items()},
        dict(aliases or {}),
        ledger or Ledger(),
        elsewhere or Elsewhere(),
    )
    cites = {id_: tuple(_cited(bare, notice)) for id_, notice in notices.items()}
    cited_by: defaultdict[str, dict[str, None]] = defaultdict(dict)
    cited_in: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id_, entries in cites.items():
        for cited in entries:
            cited_in[cited.number][id_] = None
            if cited.id:
                cited_by[cited.id][id_] = None
    return replace(
        bare,
        cites={id_: entries for id_, entries in cites.items() if entries},
        cited_by={id_: tuple(citing) for id_, citing in cited_by.items()},
        cited_in={number: tuple(citing) for number, citing in cited_in.items()},
    )


def _cited(digest: Digest, notice: Notice) -> Iterator[Cited]:
    seen: set[tuple[str, str | None]] = set()
    own = notice.record
    own_key = document_key(own.values.get("number", ""))
    for citation in notice.citations:
        key = document_key(citation.number)
        fits = digest.find_document(citation.number, citation.target)
        if (key == own_key and citation.target is None) or fits == (own.id,):
            continue  # its own number printed in its text
        one = fits[0] if len(fits) == 1 else None
        meant = (key, one or citation.target)
        if meant in seen:
            continue
        seen.add(meant)
        issuers = digest.notices[one].record.values.get("issuer", ()) if one else ()
        yield Cited(citation.number, issuers[0] if issuers else None, one, fits, citation)
