"""What was published stays: ids and pages where they were, and no change without a correction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sphinx_digest.core.ledger import Kept, Ledger, Published
from sphinx_digest.core.messages import BLOCK_LABELS, Language, twin
from sphinx_digest.core.model import Diagnostic, Document, Place, Record
from sphinx_digest.core.properties import Words
from sphinx_digest.core.resources import schema_text
from sphinx_digest.core.rules.shape import place_of
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.standing import Comparison, NoticeStanding, Standing
from sphinx_digest.core.store import Digest

_LABELS: Mapping[str, Words] = {
    "title": {"zh": "标题", "en": "title"},
    "body": {"zh": "正文", "en": "text"},
    "attachments": {"zh": "附件", "en": "attachments"},
    "names": {"zh": "姓名", "en": "names"},
}
#: What tells one document from another.
_IDENTITY = ("number", "url")


def check_ledger(
    documents: Iterable[Document], digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find what is otherwise than digest.lock has it."""
    ledger = digest.ledger
    if not ledger.issues:
        return
    issues = [document for document in documents if document.issue]
    seen = _Seen.of(document for document in issues if not document.draft)
    there = {document.issue.id: document for document in issues if document.issue}
    for id_, published in ledger.issues.items():
        document = there.get(id_)
        if document is None:
            place = ledger.place(f"issues.{id_}")
            yield Diagnostic("DGT211", place, twin("id", {"zh": id_, "en": id_}), "help_issue")
        elif document.issue and document.draft:
            yield Diagnostic("DGT224", place_of(document.issue, "draft"), {"id": id_})
        else:
            yield from _Issue(document, published, ledger, seen, settings).find()
    for document in issues:
        yield from _unpublished(document, ledger)


def _unpublished(document: Document, ledger: Ledger) -> Iterator[Diagnostic]:
    issue = document.issue
    if issue is None or issue.id in ledger.issues or issue.id in ledger.contacts:
        return
    number = str(issue.values.get("number", issue.id))
    for notice in document.notices:
        for correction in notice.corrections[:1]:
            place = Place(notice.record.file, correction.span)
            yield Diagnostic("DGT217", place, {"number": number})


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
            number = str(self.issue.values.get("number", self.issue.id))
            words = {"before": before, "now": now, "number": number}
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
        if gone:
            yield _vanished(gone, place_of(self.issue, "id"), "help")
        for standing in Comparison(self.ledger, self.settings).notices(self.document):
            if standing.own.kept:
                yield from self.notice(standing)

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
        if standing.new:
            records = self.published.records
            gone = [id_ for id_ in gone if records[id_].kind == "deadline"]
        if gone:
            yield _vanished(gone, place_of(record), "help_within")
        if not standing.new:
            for one in (own, *standing.belonging):
                if one.changed or one.kept is None:
                    yield _changed(one, record)
        if standing.lost > standing.new:
            words = {"title": record.title, "count": str(standing.lost - standing.new)}
            yield Diagnostic("DGT219", place_of(record, "title"), words)
        yield from self.corrections(standing)

    def corrections(self, standing: NoticeStanding) -> Iterator[Diagnostic]:
        """Find corrections that correct nothing, or are older than what they correct."""
        published = self.published.published
        idle = not standing.touched and not standing.lost and standing.new == len(standing.fresh)
        for one in standing.fresh:
            file = standing.notice.record.file
            if one.date < published:
                words = {"value": one.date, "published": published}
                yield Diagnostic("DGT216", Place(file, one.day), words)
            elif idle:
                yield Diagnostic("DGT218", Place(file, one.span), {"value": one.what})


def _is_another(own: Standing) -> bool:
    """Say whether a notice is another document: title, text, number and address all changed."""
    kept = own.kept
    if kept is None or "title" not in own.changed or "body" not in own.changed:
        return False
    said = [name for name in _IDENTITY if name in kept.fields or name in own.fields]
    return bool(said) and all(name in own.changed for name in said)


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


def _changed(standing: Standing, notice: Record) -> Diagnostic:
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
    return Diagnostic("DGT215", place, {"title": notice.title, **_twin("fields", words)})


@cache
def _labels(kind: str) -> Mapping[str, Words]:
    known = json.loads(schema_text(kind))["properties"]
    return {name: schema["x-label"] for name, schema in known.items() if "x-label" in schema}


def _label(kind: str, name: str) -> Words:
    """Give what a field is called; a project's own goes by its name."""
    return _LABELS.get(name) or _labels(kind).get(name) or {"zh": name, "en": name}
