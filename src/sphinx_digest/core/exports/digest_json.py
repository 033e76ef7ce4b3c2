"""``digest.json``: the whole digest as data, for scripts outside.

What was not given is absent, ``unknown`` stays ``unknown``. Computed are ``due``, the last day
that a deadline's printed end, or else the day it is on, may mean, and the ends of a period, both
with how they were ``counted``; ``due`` is then the earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.model import (
    Attachment,
    Document,
    Markup,
    Notice,
    Passage,
    Record,
)
from sphinx_digest.core.mutes import accepted
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.standing import Comparison, with_standing
from sphinx_digest.core.store import Cited, Digest
from sphinx_digest.core.times.counting_words import counted_words
from sphinx_digest.core.times.dates import first_day, last_day, precision_of
from sphinx_digest.core.values import pair

FORMAT_VERSION = 1

#: Fields of a notice in the order of the export; most keep their names.
_NOTICE_FIELDS = {
    "type": "type", "number": "number", "issuer": "issuers", "published": "published",
    "dated": "dated", "effective": "effective", "source": "source", "url": "source_url",
    "addressees": "addressees", "eligibility": "eligibility", "amount": "amount",
    "topics": "topics", "repeals": "repeals", "amends": "amends", "follows": "follows",
    "related": "related", "text": "text", "note": "note",
}  # fmt: skip
_DEADLINE_FIELDS = (
    "kind", "on", "start", "end", "within", "from", "event", "every", "occurrence", "length",
    "status", "replaces", "for", "actor", "channel", "place", "materials", "late", "except",
    "text", "note",
)  # fmt: skip
_CONTACT_FIELDS = (
    "organization", "role", "fax", "address", "qq", "url", "text", "note",
)  # fmt: skip
_WORDS = frozenset({"unknown", "published"})

#: How a length is counted, by its unit.
_RULES = {
    "day": "calendar days", "week": "weeks", "month": "months", "year": "years",
    "working day": "working days",
}  # fmt: skip


def to_digest_json(
    digest: Digest,
    settings: Settings,
    *,
    bodies: Mapping[str, str],
    page_url: Callable[[str], str],
    language: str,
    title: str = "",
    fields: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Give the digest as JSON of ``digest.schema.json``.

    ``bodies`` holds the rendered text of notices by id, ``page_url`` the address of a page,
    ``title`` is the digest's own where digest.toml has none, ``fields`` describes the project's own
    fields.
    """
    contacts: dict[str, dict[str, Any]] = {}
    for document in digest.issues:
        for notice in document.notices:
            for contact in notice.contacts:
                contacts.setdefault(contact.id, _contact(contact, document.markup))
    export = _Export(digest, settings, bodies, page_url, contacts, message_language(language))
    exported = {
        "format_version": FORMAT_VERSION,
        "title": title or settings.title or None,
        "language": language,
        "timezone": settings.timezone,
        "base_url": settings.base_url or None,
        "fields": dict(fields) if fields else None,
        "issues": [export.issue(document) for document in digest.issues],
    }
    return _given(exported)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Export:
    digest: Digest
    settings: Settings
    bodies: Mapping[str, str]
    page_url: Callable[[str], str]
    contacts: Mapping[str, Mapping[str, Any]]
    language: Language

    def issue(self, document: Document) -> dict[str, Any]:
        record = document.issue
        assert record is not None  # the issues of a digest have one
        ledger = self.digest.ledger.issues.get(record.id)
        return _given(
            {
                "id": record.id,
                "number": record.values.get("number"),
                "title": document.title,
                "period": _period(record),
                "published": record.values.get("published"),
                "first_published": (ledger.published or None) if ledger else None,
                **_marks(record),
                "docname": document.docname,
                "page_url": self.page_url(document.docname),
                "note": record.values.get("note"),
                "extra": dict(record.extra) or None,
                "body": _below(document, None),
                "texts": [_passage(p) for p in document.passages if p.groups or p.after] or None,
                "parts": [self.part(document, part) for part in document.parts],
                "notices": [
                    with_standing(self.notice(document, standing.notice), standing)
                    for standing in Comparison(self.digest.ledger, self.settings).notices(document)
                ],
            }
        )

    def part(self, document: Document, record: Record) -> dict[str, Any]:
        return _given(
            {
                "id": record.id,
                "title": record.title,
                "period": _period(record),
                "department": record.values.get("department"),
                "signed": record.values.get("signed"),
                **_marks(record),
                "note": record.values.get("note"),
                "extra": dict(record.extra) or None,
                "body": _below(document, record.id),
            }
        )

    def notice(self, document: Document, notice: Notice) -> dict[str, Any]:
        record = notice.record
        fields = {
            exported: self.field(name, record.values[name])
            for name, exported in _NOTICE_FIELDS.items()
            if name in record.values
        }
        body = {
            "markup": document.markup,
            "source": notice.body,
            "html": self.bodies.get(record.id),
        }
        return _given(
            {
                "id": record.id,
                "title": record.title,
                "part_id": notice.part,
                "group": notice.group,
                "groups": list(notice.groups) if len(notice.groups) > 1 else None,
                "issuers": [],
                **fields,
                **_marks(record),
                "page_url": self.page_url(document.docname),
                "anchor": record.id,
                "attachments": [_attachment(attachment) for attachment in notice.attachments],
                "cites": [cited_values(cited) for cited in self.digest.cites.get(record.id, ())],
                "cited_by": list(self.digest.cited_by.get(record.id, ())),
                "body": _given(body),
                "extra": dict(record.extra) or None,
                "deadlines": [
                    self.deadline(document, notice, deadline) for deadline in notice.deadlines
                ],
                "contacts": [_contact(contact, document.markup) for contact in notice.contacts],
            }
        )

    def field(self, name: str, value: Any) -> Any:
        if name in ("published", "dated", "effective"):
            return _date(value)
        return list(value) if isinstance(value, (list, tuple)) else value

    def deadline(self, document: Document, notice: Notice, record: Record) -> dict[str, Any]:
        values = {name: record.values[name] for name in _DEADLINE_FIELDS if name in record.values}
        if "within" in values:
            values.setdefault("from", "published")
        published = notice.record.values.get("published", "unknown")
        if values.get("start") == "published" and published != "unknown":
            values["start"] = published
        own = {contact.id: _contact(contact, document.markup) for contact in notice.contacts}
        called = [
            contact
            for id_ in record.values.get("contact", ())
            if (contact := own.get(id_) or self.contacts.get(id_))
        ]
        return _given(
            {
                "id": record.id,
                "title": record.title,
                "anchor": record.id,
                **values,
                **_times(values),
                **_counted(record, self.language),
                **replaced_values(record),
                **_marks(record),
                "extra": dict(record.extra) or None,
                "body": _content(record, document.markup),
                "contacts": [dict(contact) for contact in called],
            }
        )


def replaced_values(deadline: Record) -> dict[str, Any]:
    """Give the deadline that holds in the stead of one, and the day of the one before it."""
    by = deadline.replaced_by
    held = {"id": by.id, "due": _end(by.due), "cancelled": by.cancelled or None} if by else {}
    return {"replaced_by": _given(held) or None, "replaced_due": _end(deadline.replaced_due)}


def cited_values(cited: Cited) -> dict[str, Any]:
    """Give a document that a notice cites; ``target`` says which, as the notice does."""
    target = cited.citation.target
    return _given(
        {"number": cited.number, "issuer": cited.issuer, "id": cited.id, "target": target}
    )


def _below(document: Document, part: str | None) -> dict[str, str] | None:
    """Give the text below the title of an issue or of a part."""
    own = [p.source for p in document.passages if p.part == part and not (p.groups or p.after)]
    return {"markup": document.markup, "source": "\n\n".join(own)} if own else None


def _passage(passage: Passage) -> dict[str, Any]:
    """Give the text below the title of a group, or behind a notice."""
    return _given(
        {
            "part_id": passage.part,
            "groups": list(passage.groups) or None,
            "before": passage.before,
            "after": passage.after,
            "source": passage.source,
        }
    )


def _content(record: Record, markup: Markup) -> dict[str, str] | None:
    return {"markup": markup, "source": record.body} if record.body else None


def _period(record: Record) -> dict[str, str] | None:
    period = record.values.get("period")
    if period is None:
        return None
    start, _, end = period.partition("/")
    return {"start": start, "end": end or start}


def _date(value: str) -> str:
    """Give an ISO 8601 date; it has no quarters, so a quarter becomes its interval."""
    if value in _WORDS or precision_of(value) != "quarter":
        return value
    return f"{first_day(value).isoformat()}/{last_day(value).isoformat()}"


def _end(value: str) -> str | None:
    """Give the end of a quarter as its last day, any other as it is."""
    quarter = value and precision_of(value) == "quarter"
    return last_day(value).isoformat() if quarter else value or None


def _times(values: Mapping[str, str]) -> dict[str, str | None]:
    """Give ``start`` and ``end`` in ISO, what is due when, and how exact that is."""
    dates = {name: values[name] for name in ("on", "start", "end") if name in values}
    known = {name: value for name, value in dates.items() if value not in _WORDS}
    times: dict[str, str | None] = {}
    for name, value in known.items():
        if precision_of(value) == "quarter":
            if name in ("on", "start"):
                times["start"] = first_day(value).isoformat()
            if name in ("on", "end"):
                times["end"] = last_day(value).isoformat()
            if name == "on":
                times["on"] = None
    end = known.get("end") or known.get("on")
    if end:
        precision = precision_of(end)
        exact = precision in ("day", "minute")
        times["due"] = end if exact else last_day(end).isoformat()
        times["precision"] = precision
    elif start := known.get("start"):
        times["precision"] = precision_of(start)
    return times


def _marks(record: Record) -> dict[str, Any]:
    """Say which dates' years were not written, and what the editors accept for what reason."""
    reasons = [{"code": code, "reason": reason} for code, reason in accepted(record)]
    return {
        "inferred": bool(record.inferred) or None,
        "inferred_fields": sorted(record.inferred) or None,
        "accepted": reasons or None,
    }


def _counted(deadline: Record, language: Language) -> dict[str, Any]:
    """Give both ends of a period and how they were counted, in words as well."""
    count = deadline.count
    if count is None:
        return {}
    unit = count.length.partition(" ")[2].removesuffix("s")
    times: dict[str, Any] = {}
    if count.nominal_end:
        times = {"due": count.nominal_end, "precision": "day"}
    return {
        "nominal_end": count.nominal_end,
        "rolled_end": count.rolled_end,
        **times,
        "counted": _given(
            {
                "rule": _RULES[unit],
                "anchor": count.anchor,
                "calendar": count.calendar or None,
                "state": count.state,
                "words": counted_words(deadline, language) or None,
            }
        ),
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return _given(
        {
            "label": attachment.label,
            "title": attachment.title,
            "url": attachment.url,
            "embedded": attachment.embedded,
            "level": attachment.level,
        }
    )


def _contact(record: Record, markup: Markup) -> dict[str, Any]:
    paired = pair(record)
    fields = {name: record.values[name] for name in _CONTACT_FIELDS if name in record.values}
    return _given(
        {
            "id": record.id,
            "persons": [
                {"name": p.name, "phones": _listed(p.phones), "emails": list(p.emails)}
                for p in paired.persons
            ],
            **fields,
            "phones": _listed(paired.phones),
            "emails": list(paired.emails),
            **_marks(record),
            "extra": dict(record.extra) or None,
            "body": _content(record, markup),
        }
    )


def _listed(telephones: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    return [dict(telephone) for telephone in telephones]
