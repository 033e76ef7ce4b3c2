"""How the records of a published issue stand to what the ledger has of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any

from sphinx_digest.core.corrections import withdrawal_of
from sphinx_digest.core.ledger import Kept, Ledger, Published
from sphinx_digest.core.model import Correction, Document, Notice, Record
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.substance import (
    correction_hash,
    exact_of,
    exact_of_notice,
    fields_of,
    fields_of_notice,
    hash_of,
)

#: Fields that name a body, which may have several names; the settings may choose another one.
_BODIES = frozenset({"issuer", "organization", "source"})
_MOST_SPELLINGS = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it is now beside what was published of it; ``kept`` is None where nothing was.

    ``exact`` is a hash of how it stands, where that is to be kept; ``changed`` names fields;
    ``sequence`` counts published changes, ``modified`` is the day of the last one.
    """

    record: Record
    kept: Kept | None
    fields: Mapping[str, str]
    exact: str = ""
    changed: tuple[str, ...] = ()
    sequence: int = 0
    modified: str = ""


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """A notice with what belongs to it; ``gone`` are ids that were published with it.

    ``fresh`` are the corrections since; ``withdrawal`` says that it was withdrawn since, or that
    it is no longer so or for another reason; ``lost`` counts what was published of both and is
    not there, save a withdrawal that a correction since takes back.
    """

    notice: Notice
    own: Standing
    belonging: tuple[Standing, ...]
    gone: tuple[str, ...] = ()
    fresh: tuple[Correction, ...] = ()
    withdrawal: bool = False
    lost: int = 0

    @property
    def explained(self) -> bool:
        """Say whether what is otherwise is explained: by a correction, or as it is withdrawn."""
        return bool(self.fresh) or (self.withdrawal and "withdrawn" in self.notice.record.values)

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
        told = {correction_hash(one): one for one in notice.corrections}
        before = Kept("notice") if kept is None else kept
        fresh = tuple(one for hash_, one in told.items() if hash_ not in before.corrections)
        withdrawal = _withdrawn_hash(notice) != before.withdrawn
        lost = len(set(before.corrections) - set(told))
        lost += bool(withdrawal and before.withdrawn and not fresh)
        day = newest_day(notice)
        children = (*notice.deadlines, *notice.contacts)
        if kept is not None or self.first:
            own = self._standing(
                notice.record,
                kept,
                partial(exact_of_notice, notice, document.markup),
                partial(fields_of_notice, notice, document.markup),
            )
            belonging = [
                self._standing(
                    one,
                    _of_kind(records, one),
                    partial(exact_of, one, notice.record),
                    partial(fields_of, one, notice.record),
                )
                for one in children
            ]
        else:
            own = Standing(notice.record, None, {})
            belonging = [Standing(one, None, {}) for one in children]
        here = {one.id for one in children}
        made = NoticeStanding(
            notice,
            own,
            tuple(belonging),
            tuple(id_ for id_ in owned if id_ not in here) if kept else (),
            fresh,
            withdrawal,
            lost,
        )
        return _counted(made, day) if kept else _dated(made, day)

    def _standing(
        self,
        record: Record,
        kept: Kept | None,
        exact_of: Callable[[Mapping[str, str]], str],
        fields_of: Callable[[], dict[str, str]],
    ) -> Standing:
        if kept and kept.exact and kept.exact == exact_of(kept.fields):
            return Standing(record, kept, kept.fields, kept.exact, (), kept.sequence, kept.modified)
        fields = fields_of()
        exact = exact_of(fields) if self.first else ""
        if kept is None:
            return Standing(record, None, fields, exact)
        changed = tuple(
            name
            for name in dict.fromkeys((*fields, *kept.fields))
            if fields.get(name) != kept.fields.get(name) and not self._renamed(record, name, kept)
        )
        return Standing(record, kept, fields, exact, changed, kept.sequence, kept.modified)

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


def _counted(made: NoticeStanding, day: str) -> NoticeStanding:
    """Count the change that a correction or a withdrawal explains."""
    withdrawn = made.withdrawal
    if not made.explained or not (made.touched or withdrawn):
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


def _withdrawn_hash(notice: Notice) -> str:
    """Give what tells one withdrawal from another; nothing where there is none."""
    withdrawn = notice.record.values.get("withdrawn")
    return hash_of(["withdrawn", withdrawn]) if withdrawn else ""


def publish(document: Document, ledger: Ledger, settings: Settings) -> Published:
    """Give what the ledger is to hold of an issue as it is now."""
    assert document.issue is not None
    before = ledger.issues.get(document.issue.id, Published(document.docname))
    records: dict[str, Kept] = {document.issue.id: Kept("issue")}
    records |= {part.id: Kept("part") for part in document.parts}
    for standing in Comparison(ledger, settings, first=True).notices(document):
        notice = standing.notice
        records[notice.record.id] = replace(
            _kept(standing.own),
            corrections=tuple(sorted({correction_hash(one) for one in notice.corrections})),
            withdrawn=_withdrawn_hash(notice),
        )
        for one in standing.belonging:
            records[one.record.id] = replace(_kept(one), notice=notice.record.id)
    gone = {
        id_: replace(kept, fields={}, exact="", gone=True)
        for id_, kept in before.records.items()
        if id_ not in records and kept.kind == "contact"
    }
    former = [one for one in (*before.former, before.docname) if one != document.docname]
    return Published(
        document.docname,
        before.published or str(document.issue.values.get("published", "")),
        tuple(dict.fromkeys(former)),
        {**records, **gone},
    )


def _kept(standing: Standing) -> Kept:
    return Kept(
        standing.record.kind, standing.fields,
        sequence=standing.sequence, modified=standing.modified, exact=standing.exact,
    )  # fmt: skip


def newest_day(notice: Notice) -> str:
    """Give the day of the newest correction, or of the withdrawal; empty where there is none."""
    withdrawal = withdrawal_of(notice.record)
    days = [one.date for one in notice.corrections]
    return max([*days, withdrawal[0]] if withdrawal else days, default="")


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
