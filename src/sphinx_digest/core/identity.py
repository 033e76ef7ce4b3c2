"""Ids for records that have none written: made of what a record is, never of where it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2s

from sphinx_digest.core.model import Record


def _hash(*parts: object, size: int = 4) -> str:
    text = "\x1f".join(str(part) for part in parts)
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def with_id(record: Record, derived: str) -> Record:
    """Give the record the derived id unless one is written."""
    return record if record.written_id else replace(record, id=derived)


def issue_id(issue: Record) -> str:
    """Derive ``issue-158`` from the number of an issue."""
    number = issue.values.get("number")
    return f"issue-{number}" if number is not None else f"issue-{_hash(issue.title)}"


def part_id(issue: Record, part: Record) -> str:
    """Derive a part's id from its issue and its title."""
    return f"p-{_hash(issue.id, part.title)}"


def notice_id(notice: Record) -> str:
    """Derive a notice's id from issuer and number, else from title and date."""
    values = notice.values
    issuer = ";".join(values.get("issuer", ())) or values.get("source", "")
    if issuer and values.get("number") not in (None, "unknown"):
        return f"n-{_hash(issuer, values['number'])}"
    return f"n-{_hash(notice.title, values.get('published', ''))}"


def child_id(notice: Record, record: Record) -> str:
    """Derive a deadline's id from its kind (else title), a contact's from whom it names."""
    if record.kind == "deadline":
        kind = record.values.get("kind")
        return f"{notice.id}-{kind}" if kind else f"{notice.id}-d{_hash(record.title, size=2)}"
    if record.entry:
        return f"{notice.id}-{record.entry}"
    values = record.values
    who = "；".join(values.get("names", ())) or values.get("organization") or values.get("role")
    if not who:
        who = repr([values.get(name) for name in ("email", "phone", "fax", "qq", "url", "address")])
    return f"{notice.id}-c{_hash(who, size=2)}"


def child_ids(notice: Record, records: Sequence[Record]) -> list[str]:
    """Derive the ids of a notice's deadlines or contacts.

    Those that would share one are told apart by what they are called, all of them: which of
    them stands first decides nothing. One that is written is given to no other.
    """
    ids = [child_id(notice, record) for record in records]
    written = {record.id for record in records if record.written_id}
    called: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for id_, record in zip(ids, records, strict=True):
        if not record.written_id:
            called[id_][_called(record)] += 1
    return [
        f"{id_}-{_hash(_called(record), size=2)}" if len(called[id_]) > 1 or id_ in written else id_
        for id_, record in zip(ids, records, strict=True)
    ]


def _called(record: Record) -> str:
    if record.kind == "deadline":
        return record.title
    values = record.values
    return repr([values.get(name) for name in ("names", "organization", "role")])


def are_twins(one: Record, other: Record) -> bool:
    """Say whether two records say the same in all but their ids."""
    if (one.kind, one.title, one.entry) != (other.kind, other.title, other.entry):
        return False
    return one.extra == other.extra and {**one.values, "id": ""} == {**other.values, "id": ""}
