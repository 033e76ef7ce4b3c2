"""How the records of a published issue stand to what the ledger has of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from sphinx_digest.core.corrections import withdrawal_of
from sphinx_digest.core.ledger import Kept, Ledger, Published
from sphinx_digest.core.model import Correction, Document, Notice, Record
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.substance import correction_hash, fields_of, fields_of_notice, hash_of

#: Fields that name a body, which may have several names; the settings may choose another one.
_BODIES = frozenset({"issuer", "organization", "source"})
_MOST_SPELLINGS = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it is now beside what was published of it; ``kept`` is None where nothing was.

    ``changed`` names fields; ``sequence`` counts published changes, ``modified`` is the day of
    the last one.
    """

    record: Record
    kept: Kept | None
    fields: Mapping[str, str]
    changed: tuple[str, ...] = ()
    sequence: int = 0
    modified: str = ""


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """A notice with what belongs to it; ``gone`` are ids that were published with it.

    ``fresh`` are the corrections since; ``new`` counts them, and a withdrawal since; ``lost``
    counts what was published of both and is not there.
    """

    notice: Notice
    own: Standing
    belonging: tuple[Standing, ...]
    gone: tuple[str, ...] = ()
    fresh: tuple[Correction, ...] = ()
    new: int = 0
    lost: int = 0

    @property
    def touched(self) -> bool:
        """Say whether anything is otherwise than it was published."""
        every = (self.own, *self.belonging)
        return bool(self.gone) or any(one.changed or one.kept is None for one in every)


class Comparison:
    """Compares notices with what was published of their issue.

    What was never published has no fields, unless ``first`` asks for them.
    """

    def __init__(self, ledger: Ledger, settings: Settings, *, first: bool = False) -> None:
        self.ledger = ledger
        self.first = first
        self.names: dict[str, tuple[str, ...]] = {}
        for issuer in settings.issuers:
            self.names.setdefault(issuer.name, (issuer.name, *issuer.aliases))

    def published(self, document: Document) -> Published | None:
        """Give what was published of an issue."""
        return self.ledger.issues.get(document.issue.id) if document.issue else None

    def notices(self, document: Document) -> Iterator[NoticeStanding]:
        """Give how each notice of an issue stands."""
        published = self.published(document)
        owned: dict[str, list[str]] = {}
        for id_, kept in published.records.items() if published else ():
            if kept.notice and not kept.gone:
                owned.setdefault(kept.notice, []).append(id_)
        for notice in document.notices:
            yield self._notice(notice, document, published, owned.get(notice.record.id, ()))

    def _notice(
        self,
        notice: Notice,
        document: Document,
        published: Published | None,
        owned: Collection[str],
    ) -> NoticeStanding:
        records = published.records if published else {}
        kept = _of_kind(records, notice.record)
        told = explanations(notice)
        fresh = set(told) - set(kept.corrections) if kept else set(told)
        lost = set(kept.corrections) - set(told) if kept else set()
        day = max((one for one in told.values()), default="")
        children = (*notice.deadlines, *notice.contacts)
        asked = kept is not None or self.first
        fields = fields_of_notice(notice, document.markup) if asked else {}
        own = self._standing(notice.record, kept, fields)
        belonging = [
            self._standing(one, _of_kind(records, one), fields_of(one) if asked else {})
            for one in children
        ]
        here = {one.id for one in children}
        made = NoticeStanding(
            notice,
            own,
            tuple(belonging),
            tuple(id_ for id_ in owned if id_ not in here) if kept else (),
            tuple(one for one in notice.corrections if correction_hash(one) in fresh),
            len(fresh),
            len(lost),
        )
        withdrawn = withdrawal_of(notice.record) is not None and _withdrawn_hash(notice) in fresh
        return _counted(made, day, withdrawn=withdrawn) if kept else _dated(made, day)

    def _standing(self, record: Record, kept: Kept | None, fields: Mapping[str, str]) -> Standing:
        if kept is None:
            return Standing(record, None, fields)
        changed = tuple(
            name
            for name in dict.fromkeys((*fields, *kept.fields))
            if fields.get(name) != kept.fields.get(name) and not self._renamed(record, name, kept)
        )
        return Standing(record, kept, fields, changed, kept.sequence, kept.modified)

    def _renamed(self, record: Record, name: str, kept: Kept) -> bool:
        """Say whether a body only has another one of its names, as the settings have them."""
        value = record.values.get(name)
        if name not in _BODIES or value is None or name not in kept.fields:
            return False
        several = isinstance(value, (list, tuple))
        names = [self.names.get(one, (one,)) for one in (value if several else [value])]
        for number, spelling in enumerate(product(*names)):
            if number >= _MOST_SPELLINGS:
                break
            if hash_of(list(spelling) if several else spelling[0]) == kept.fields[name]:
                return True
        return False


def _of_kind(records: Mapping[str, Kept], record: Record) -> Kept | None:
    """Give what was published of a record; an id that something else had says nothing of it."""
    kept = records.get(record.id)
    return kept if kept and kept.kind == record.kind and not kept.gone else None


def _counted(made: NoticeStanding, day: str, *, withdrawn: bool) -> NoticeStanding:
    """Count the change that a correction or a withdrawal explains."""
    if not made.new or not (made.touched or withdrawn):
        return made
    belonging = tuple(
        replace(one, sequence=one.sequence + (one.kept is not None), modified=day)
        if one.changed or one.kept is None or (withdrawn and one.record.kind == "deadline")
        else one
        for one in made.belonging
    )
    own = replace(made.own, sequence=made.own.sequence + 1, modified=day)
    return replace(made, own=own, belonging=belonging)


def _dated(made: NoticeStanding, day: str) -> NoticeStanding:
    return replace(made, own=replace(made.own, modified=day))


def explanations(notice: Notice) -> dict[str, str]:
    """Give the day of each correction, and of the withdrawal, by what tells it from others."""
    found = {correction_hash(one): one.date for one in notice.corrections}
    if withdrawal := withdrawal_of(notice.record):
        found[_withdrawn_hash(notice)] = withdrawal[0]
    return found


def _withdrawn_hash(notice: Notice) -> str:
    return hash_of(["withdrawn", notice.record.values.get("withdrawn", "")])


def publish(document: Document, ledger: Ledger, settings: Settings) -> Published:
    """Give what the ledger is to hold of an issue as it is now."""
    assert document.issue is not None
    before = ledger.issues.get(document.issue.id, Published(document.docname))
    records: dict[str, Kept] = {document.issue.id: Kept("issue")}
    records |= {part.id: Kept("part") for part in document.parts}
    for standing in Comparison(ledger, settings, first=True).notices(document):
        notice = standing.notice
        told = tuple(sorted(explanations(notice)))
        records[notice.record.id] = replace(_kept(standing.own), corrections=told)
        for one in standing.belonging:
            records[one.record.id] = replace(_kept(one), notice=notice.record.id)
    gone = {
        id_: replace(kept, fields={}, gone=True)
        for id_, kept in before.records.items()
        if id_ not in records and kept.kind == "contact"
    }
    former = [one for one in (*before.former, before.docname) if one != document.docname]
    return Published(
        document.docname,
        str(document.issue.values.get("published", "")),
        tuple(dict.fromkeys(former)),
        {**records, **gone},
    )


def _kept(standing: Standing) -> Kept:
    return Kept(
        standing.record.kind, standing.fields,
        sequence=standing.sequence, modified=standing.modified,
    )  # fmt: skip


def newest_day(notice: Notice) -> str:
    """Give the day of the newest correction, or of the withdrawal; empty where there is none."""
    return max(explanations(notice).values(), default="")


def with_standing(exported: dict[str, Any], standing: NoticeStanding) -> dict[str, Any]:
    """Give a notice of digest.json with what became of it since it was published."""
    notice = standing.notice
    withdrawal = withdrawal_of(notice.record)
    status = "withdrawn" if withdrawal else "corrected" if notice.corrections else None
    corrections = [
        {"date": one.date, "what": one.what, "why": one.why} for one in notice.corrections
    ]
    whole = {
        **exported,
        **_counts(standing.own),
        **({"status": status} if status else {}),
        **({"corrections": corrections} if corrections else {}),
        **({"withdrawn": dict(zip(("date", "reason"), withdrawal, strict=True))}
           if withdrawal else {}),
    }  # fmt: skip
    counts = {one.record.id: _counts(one) for one in standing.belonging}

    def counted(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, **counts.get(one["id"], {})} for one in records]

    whole["contacts"] = counted(exported["contacts"])
    whole["deadlines"] = [
        {**one, "contacts": counted(one["contacts"])} for one in counted(exported["deadlines"])
    ]
    return whole


def _counts(standing: Standing) -> dict[str, Any]:
    found = {"modified": standing.modified, "sequence": standing.sequence}
    return {name: value for name, value in found.items() if value}
