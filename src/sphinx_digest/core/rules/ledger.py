"""What was published stays: ids and pages where they were, and no change without a correction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sphinx_digest.core.corrections import withdrawal_of
from sphinx_digest.core.ledger import Kept, Ledger, Published
from sphinx_digest.core.messages import BLOCK_LABELS, Language, twin
from sphinx_digest.core.model import Diagnostic, Document, Fix, Notice, Place, Record, Span
from sphinx_digest.core.properties import Words
from sphinx_digest.core.resources import schema_text
from sphinx_digest.core.rules.shape import fix, place_of
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.standing import Comparison, NoticeStanding, Standing
from sphinx_digest.core.store import Digest
from sphinx_digest.core.substance import fields_of_notice

_LABELS: Mapping[str, Words] = {
    "title": {"zh": "标题", "en": "title"},
    "body": {"zh": "正文", "en": "text"},
    "attachments": {"zh": "附件", "en": "attachments"},
    "names": {"zh": "姓名", "en": "names"},
}
#: What tells one document from another.
_IDENTITY = ("number", "url")
#: What tells a record from others of its kind; the rest many have in common.
_TELLING: Mapping[str, Sequence[str]] = {
    "notice": ("title", "body", "number", "url"),
    "deadline": ("title",),
    "contact": ("names", "phone", "email", "qq"),
}


def check_ledger(
    documents: Collection[Document], digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find what is otherwise than digest.lock has it."""
    ledger = digest.ledger
    issues = [document for document in documents if document.issue]
    seen = _Seen.of(document for document in issues if not document.draft)
    there = {document.issue.id: document for document in issues if document.issue}
    pages = {document.docname: document for document in documents}
    for id_, published in ledger.issues.items():
        document = there.get(id_)
        if document is None:
            place = ledger.place(f"issues.{id_}")
            yield Diagnostic("DGT211", place, twin("id", {"zh": id_, "en": id_}), "help_issue")
        elif document.issue and document.draft:
            yield Diagnostic("DGT224", place_of(document.issue, "draft"), {"id": id_})
        else:
            yield from _taken_addresses(document, published, pages)
            yield from _Issue(document, published, ledger, seen, settings).find()
    numbers = [
        number
        for id_, document in there.items()
        if id_ in ledger.issues and (number := _order(document)) is not None
    ]
    newest = max((_order(document) or 0 for document in issues), default=0)
    for document in issues:
        if ledger.issues or (_order(document) or newest) < newest:  # without one all may be free
            yield from _unpublished(document, ledger, numbers)


def _taken_addresses(
    document: Document, published: Published, pages: Mapping[str, Document]
) -> Iterator[Diagnostic]:
    for former in dict.fromkeys((*published.former, published.docname)):
        if former != document.docname and former in pages:
            page = pages[former]
            yield taken_address(page.path, former, document.docname, document.title)


def taken_address(path: str, former: str, docname: str, title: str) -> Diagnostic:
    """Tell that a page stands where an issue was published, so that links to that break."""
    values = {"former": former, "now": docname, "title": title}
    return Diagnostic("DGT225", Place(path, Span(1, 1, 1, 1)), values)


def _order(document: Document) -> int | None:
    number = document.issue.values.get("number") if document.issue else None
    return number if isinstance(number, int) else None


def _unpublished(
    document: Document, ledger: Ledger, published: Sequence[int]
) -> Iterator[Diagnostic]:
    """Find corrections of an issue that was never noted, and such an issue between others."""
    issue, order = document.issue, _order(document)
    if issue is None or document.draft or issue.id in ledger.issues or issue.id in ledger.contacts:
        return
    words = {"number": _number_of(issue)}
    amended = [one for one in document.notices if one.corrections or withdrawal_of(one.record)]
    later = order is not None and any(number > order for number in published)
    if later and (amended or any(number < (order or 0) for number in published)):
        yield Diagnostic("DGT228", place_of(issue, "number"), words)
        return
    for notice in amended:
        first = notice.corrections[0].span if notice.corrections else None
        place = place_of(notice.record, "withdrawn")
        yield Diagnostic("DGT217", Place(notice.record.file, first) if first else place, words)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where each id stands: its record, that of the notice it belongs to, and the document."""

    records: Mapping[str, Sequence[tuple[Record, Record | None, Document]]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, documents: Iterable[Document]) -> _Seen:
        found: defaultdict[str, list[tuple[Record, Record | None, Document]]] = defaultdict(list)
        for document in documents:
            for part in document.parts:
                found[part.id].append((part, None, document))
            for notice in document.notices:
                found[notice.record.id].append((notice.record, None, document))
                for record in (*notice.deadlines, *notice.contacts):
                    found[record.id].append((record, notice.record, document))
        return cls(dict(found))


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue beside what was published of it."""

    document: Document
    published: Published
    ledger: Ledger
    seen: _Seen
    settings: Settings

    @property
    def issue(self) -> Record:
        assert self.document.issue is not None
        return self.document.issue

    def find(self) -> Iterator[Diagnostic]:
        """Find what is otherwise than it was published."""
        before, now = self.published.docname, self.document.docname
        if before and before != now:
            words = {"before": before, "now": now, "number": _number_of(self.issue)}
            yield Diagnostic("DGT214", place_of(self.issue), words)
        gone = []
        for id_, kept in self.published.records.items():
            if kept.kind == "issue":
                continue
            elsewhere = self.elsewhere(id_, kept)
            if elsewhere:
                yield elsewhere
            elif id_ not in self.seen.records and not kept.notice:
                gone.append(id_)
        renamed = self.renamed_notices(gone)
        for id_, record in renamed.items():
            yield _renamed(id_, record)
        if left := [id_ for id_ in gone if id_ not in renamed]:
            yield _vanished(left, place_of(self.issue, "id"), "help")
        for standing in Comparison(self.ledger, self.settings).notices(self.document):
            if standing.own.kept:
                yield from self.notice(standing)

    def renamed_notices(self, gone: Sequence[str]) -> dict[str, Record]:
        """Find which new notices are those whose ids are gone."""
        if not gone:
            return {}
        new = [
            (notice.record, fields_of_notice(notice, self.document.markup))
            for notice in self.document.notices
            if notice.record.id not in self.published.records
        ]
        return _renamed_records(gone, self.published.records, new)

    def elsewhere(self, id_: str, kept: Kept) -> Diagnostic | None:
        """Find an id that stands for something else, or in another issue."""
        found = self.seen.records.get(id_, ())
        here = [one for one in found if one[2] is self.document]
        if not found:
            return None
        record, owner, _document = (here or found)[0]
        if record.kind != kept.kind:
            return _reused(record, owner, kept)
        if owner is None:
            return None if here else self.moved(record)
        if owner.id == kept.notice or kept.notice not in self.seen.records:
            return None  # where it was, or with its notice, of which that is told
        return _reused(record, owner, kept)

    def moved(self, record: Record) -> Diagnostic:
        """Tell that a record of this issue stands in another one."""
        words = {"id": record.id, "issue": self.issue.id}
        return Diagnostic("DGT213", place_of(record, "id"), words)

    def notice(self, standing: NoticeStanding) -> Iterator[Diagnostic]:
        """Find what was changed in a notice without a correction, and corrections amiss."""
        record, own = standing.notice.record, standing.own
        assert own.kept is not None
        if _is_another(own):
            yield _reused(record, None, own.kept)
            return
        gone = [id_ for id_ in standing.gone if id_ not in self.seen.records]
        records = self.published.records
        new = [(one.record, one.fields) for one in standing.belonging if one.kept is None]
        renamed = _renamed_records(gone, records, new) if gone else {}
        for id_, one in renamed.items():
            yield _renamed(id_, one)
        gone = [id_ for id_ in gone if id_ not in renamed]
        if standing.explained:
            gone = [id_ for id_ in gone if records[id_].kind == "deadline"]
        if gone:
            yield _vanished(gone, place_of(record), "help_within")
        if not standing.explained:
            known = {one.id for one in renamed.values()}
            for member in (own, *standing.belonging):
                if member.changed or (member.kept is None and member.record.id not in known):
                    yield _changed(member, standing.notice, self.document)
        if standing.lost:
            words = {"title": record.title, "count": str(standing.lost)}
            yield Diagnostic("DGT219", place_of(record, "title"), words)
        yield from self.corrections(standing)

    def corrections(self, standing: NoticeStanding) -> Iterator[Diagnostic]:
        """Find corrections that correct nothing, or are older than what they correct."""
        published, notice = self.published.published, standing.notice.record
        idle = not standing.touched and not standing.lost and not standing.withdrawal
        day = (withdrawal_of(notice) or ("",))[0] if standing.withdrawal else ""
        if day and day < published:
            words = {"value": day, "published": published}
            yield Diagnostic("DGT226", place_of(notice, "withdrawn"), words)
        for one in standing.fresh:
            file = notice.file
            if one.date < published:
                words = {"value": one.date, "published": published}
                yield Diagnostic("DGT216", Place(file, one.day), words)
            elif idle:
                called = any(contact.entry for contact in standing.notice.contacts)
                words = {"value": one.what, "number": _number_of(self.issue)}
                help_ = "help_again" if called else "help"
                yield Diagnostic("DGT218", Place(file, one.span), words, help_)


def _is_another(own: Standing) -> bool:
    """Say whether a notice is another document: title, text, number and address all changed."""
    kept = own.kept
    if kept is None or "title" not in own.changed or "body" not in own.changed:
        return False
    said = [name for name in _IDENTITY if name in kept.fields or name in own.fields]
    return bool(said) and all(name in own.changed for name in said)


def _renamed_records(
    gone: Sequence[str],
    records: Mapping[str, Kept],
    new: Sequence[tuple[Record, Mapping[str, str]]],
) -> dict[str, Record]:
    """Find which of the new records says what was published with each id that is gone."""
    found: dict[str, Record] = {}
    for id_ in gone:
        kept = records[id_].fields
        telling = _TELLING.get(records[id_].kind, ())
        likely = [
            (sum(fields.get(name) == hash_ for name, hash_ in kept.items()), record)
            for record, fields in new
            if record.kind == records[id_].kind
            and not any(record is taken for taken in found.values())
            and any(name in kept and fields.get(name) == kept[name] for name in telling)
        ]
        same, record = max(likely, key=lambda one: one[0], default=(0, None))
        if record and 2 * same >= len(kept):
            found[id_] = record
    return found


def _renamed(id_: str, record: Record) -> Diagnostic:
    """Tell of an id that is gone at the record that had it."""
    place = place_of(record, "id")
    values = {**twin("id", {"zh": id_, "en": id_}), "mend": id_}
    fixes: tuple[Fix, ...] = ()
    if record.row and record.kind == "deadline" and record.title and not record.written_id:
        end = record.opening
        span = Span(end.end_line, end.end_column, end.end_line, end.end_column)
        fixes = fix(record.file, span, f" | id={id_}")  # behind time and title
    return Diagnostic("DGT211", place, values, "help_renamed", in_row=record.row, fixes=fixes)


def _vanished(ids: Sequence[str], place: Place, help_: str) -> Diagnostic:
    words: dict[Language, str] = {"zh": "、".join(ids), "en": ", ".join(ids)}
    return Diagnostic("DGT211", place, twin("id", words), help_)


def _reused(record: Record, owner: Record | None, kept: Kept) -> Diagnostic:
    before, now = BLOCK_LABELS[kept.kind], BLOCK_LABELS[record.kind]
    of_whom = kept.notice and (owner is None or owner.id != kept.notice)
    words = {
        "zh": f"{before['zh']}（属于 {kept.notice}）" if of_whom else f"另一条{before['zh']}",
        "en": f"a {before['en']} of {kept.notice}" if of_whom else f"another {before['en']}",
    }
    if kept.kind != record.kind:
        words = {"zh": before["zh"], "en": f"a {before['en']}"} if not of_whom else words
    said = {"zh": f"{now['zh']}“{record.title}”", "en": f"the {now['en']} “{record.title}”"}
    values = {"id": record.id, **_twin("before", words), **_twin("now", said)}
    return Diagnostic("DGT212", place_of(record, "id"), values)


def _twin(name: str, words: Mapping[str, str]) -> dict[str, str]:
    return {name: words["zh"], f"{name}.en": words["en"]}


def _changed(standing: Standing, notice: Notice, document: Document) -> Diagnostic:
    record = standing.record
    spans = [record.places[name] for name in standing.changed if name in record.places]
    place = Place(record.file, spans[0]) if spans else place_of(record)
    if standing.kept is None:
        label = BLOCK_LABELS[record.kind]
        words = {"zh": f"新添的{label['zh']}", "en": f"a new {label['en']}"}
    else:
        labels = [_label(record.kind, name) for name in standing.changed]
        words = {
            "zh": "、".join(label["zh"] for label in labels),
            "en": ", ".join(label["en"].lower() for label in labels),
        }
    help_ = "help_row" if notice.corrections else f"help_{document.markup}"
    return Diagnostic(
        "DGT215", place, {"title": notice.record.title, **_twin("fields", words)}, help_
    )


def _number_of(issue: Record) -> str:
    return str(issue.values.get("number", issue.id))


@cache
def _labels(kind: str) -> Mapping[str, Words]:
    known = json.loads(schema_text(kind))["properties"]
    return {name: schema["x-label"] for name, schema in known.items() if "x-label" in schema}


def _label(kind: str, name: str) -> Words:
    """Give what a field is called; a project's own goes by its name."""
    return _LABELS.get(name) or _labels(kind).get(name) or {"zh": name, "en": name}
