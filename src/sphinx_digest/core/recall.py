"""Documents of a ``digest.json``, as they were before it was written; their places are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sphinx_digest.core.model import (
    Attachment,
    Citation,
    Correction,
    Count,
    Document,
    Markup,
    Notice,
    Passage,
    Place,
    Record,
    Span,
)
from sphinx_digest.core.times.quarters import quarter_of, quarters_in

_NOWHERE = Span(1, 1, 1, 1)

_NAMES = {"issuers": "issuer", "source_url": "url"}
#: What is in a record of the export besides the values of its fields.
_BESIDE = frozenset({
    "id", "title", "docname", "page_url", "anchor", "parts", "notices", "body", "texts", "extra",
    "inferred", "inferred_fields", "accepted", "part_id", "group", "groups", "attachments",
    "cites", "cited_by", "modified", "sequence", "corrections", "withdrawn", "deadlines",
    "contacts", "nominal_end", "rolled_end", "due", "precision", "counted", "persons", "phones",
    "emails", "replaced_by", "replaced_due", "first_published",
})  # fmt: skip


def documents_of(digest: Mapping[str, Any]) -> list[Document]:
    """Give the issues of a digest."""
    return [_document(issue) for issue in digest["issues"]]


def _document(issue: Mapping[str, Any]) -> Document:
    bodies = [notice["body"] for notice in issue["notices"]]
    bodies += [issue["body"]] if "body" in issue else []
    markup: Markup = "rst" if bodies and bodies[0]["markup"] == "rst" else "myst"
    return Document(
        docname=issue["docname"],
        path=issue["docname"],
        markup=markup,
        title=issue["title"],
        issue=_record("issue", issue, issue["docname"]),
        parts=tuple(_record("part", part, issue["docname"]) for part in issue["parts"]),
        notices=tuple(_notice(notice, issue["docname"]) for notice in issue["notices"]),
        references=(),
        indexes=(),
        diagnostics=(),
        passages=tuple(_passages(issue)),
    )


def _passages(issue: Mapping[str, Any]) -> list[Passage]:
    own = [Passage(issue["body"]["source"])] if "body" in issue else []
    own += [Passage(p["body"]["source"], p["id"]) for p in issue["parts"] if "body" in p]
    return own + [
        Passage(one["source"], one.get("part_id"), tuple(one.get("groups", ())),
                one.get("before"), one.get("after"))
        for one in issue.get("texts", ())
    ]  # fmt: skip


def _record(
    kind: str, exported: Mapping[str, Any], file: str, more: Mapping[str, Any] | None = None
) -> Record:
    values = {
        _NAMES.get(name, name): value for name, value in exported.items() if name not in _BESIDE
    }
    if kind == "notice":
        values.pop("status", None)
        if not values.get("issuer"):
            values.pop("issuer", None)
        if withdrawn := exported.get("withdrawn"):
            values["withdrawn"] = f"{withdrawn['date']} {withdrawn['reason']}"
    if period := values.get("period"):
        values["period"] = f"{period['start']}/{period['end']}"
    if accepted := exported.get("accepted"):
        values["accept"] = "；".join(f"{one['code']} {one['reason']}" for one in accepted)
    for name in ("published", "dated", "effective"):
        if name in values:
            values[name] = quarter_of(values[name])
    return Record(
        kind=kind,
        id=exported["id"],
        title=exported.get("title", ""),
        values={name: v for name, v in {**values, **(more or {})}.items() if v is not None},
        extra=dict(exported.get("extra", {})),
        places={},
        block=-1,
        file=file,
        opening=_NOWHERE,
        written_id=True,
        inferred=frozenset(exported.get("inferred_fields", ())),
        body=exported.get("body", {}).get("source", "") if kind in ("deadline", "contact") else "",
    )


def _notice(notice: Mapping[str, Any], file: str) -> Notice:
    groups = notice.get("groups") or ([notice["group"]] if "group" in notice else [])
    return Notice(
        record=_record("notice", notice, file),
        part=notice.get("part_id"),
        group=notice.get("group"),
        deadlines=tuple(_deadline(one, file) for one in notice["deadlines"]),
        contacts=tuple(_contact(one, file) for one in notice["contacts"]),
        attachments=tuple(
            Attachment(one["title"], one.get("label"), one.get("url"), one["embedded"],
                       one.get("level", 1), _NOWHERE)
            for one in notice["attachments"]
        ),
        citations=tuple(
            Citation(one["number"], one.get("target"), Place(file, _NOWHERE), explicit=True)
            for one in notice["cites"]
        ),
        body=notice["body"]["source"],
        short_form=False,
        groups=tuple(groups),
        corrections=tuple(
            Correction(one["date"], one["what"], one["why"], _NOWHERE, _NOWHERE)
            for one in notice.get("corrections", ())
        ),
    )  # fmt: skip


def _deadline(deadline: Mapping[str, Any], file: str) -> Record:
    called = [contact["id"] for contact in deadline["contacts"]]
    more = {**quarters_in(deadline), **({"contact": called} if called else {})}
    record = _record("deadline", deadline, file, more)
    counted = deadline.get("counted")
    if counted is None:
        return record
    count = Count(
        length=deadline.get("within", ""),
        anchor=counted.get("anchor"),
        calendar=counted.get("calendar", ""),
        state=counted["state"],
        nominal_end=deadline.get("nominal_end"),
        rolled_end=deadline.get("rolled_end"),
    )
    return replace(record, count=count)


def _contact(contact: Mapping[str, Any], file: str) -> Record:
    persons: Sequence[Mapping[str, Any]] = contact["persons"]
    phones = [phone for person in persons for phone in person["phones"]] + contact["phones"]
    emails = [email for person in persons for email in person["emails"]] + contact["emails"]
    names = [person["name"] for person in persons]
    more: dict[str, Any] = {"names": names}
    more |= {"phone": phones} if phones else {}
    more |= {"email": emails} if emails else {}
    record = _record("contact", contact, file, more)
    office = " ".join(
        record.values[key] for key in ("organization", "role") if key in record.values
    )
    return replace(record, title="；".join(names) or office)
