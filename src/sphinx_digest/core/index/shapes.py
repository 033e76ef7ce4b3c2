"""What an index is made of: groups of entries with their links, and what an editor may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.dates import first_day, last_day

#: Turns a key into a word: "Undated", or with a prefix "type:circular", "month:2021-04".
Labels = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the digest; ``title`` says what stands there."""

    docname: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``cells`` holds it by column, as data: ISO dates, codes, wordings.

    An entry of level 1 belongs to the last one of level 0 before it. ``deadline`` is the one
    that a date is about.
    """

    text: str
    detail: str = ""
    links: tuple[Link, ...] = ()
    level: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)
    deadline: Record | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one title; ``anchor`` is ASCII and depends on the key alone."""

    key: str
    title: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What an index holds; an empty tuple or None asks for everything.

    ``since`` and ``until`` are ISO days, both included. ``issue`` is a number or an id,
    ``part`` an id, a title or a department.
    """

    since: str | None = None
    until: str | None = None
    issue: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    limit: int | None = None
    columns: tuple[str, ...] = ()

    def covers(self, first: str, last: str) -> bool:
        """Say whether the days from ``first`` to ``last`` meet the days asked for."""
        return (self.since is None or last >= self.since) and (
            self.until is None or first <= self.until
        )

    def takes_issue(self, document: Document) -> bool:
        """Say whether an issue is asked for, by number or id."""
        id_ = document.issue.id if document.issue else ""
        return not self.issue or issue_number(document) in self.issue or id_ in self.issue

    def takes_deadline(self, deadline: Record) -> bool:
        """Say whether the kind and the status of a deadline are asked for."""
        values = deadline.values
        return (not self.kind or values.get("kind") in self.kind) and (
            not self.status or values.get("status") in self.status
        )


EVERYTHING = Filter()

#: The keys of the heads of columns; codes, ISO dates and lists stand in their cells.
HEADS: Mapping[str, str] = MappingProxyType({
    "number": "Document number", "title": "Title", "date": "Date", "published": "Published",
    "dated": "Dated", "effective": "Effective", "issuer": "Issuer", "source": "Source",
    "type": "Type", "issue": "Issue", "part": "Part", "group": "Group", "cited-by": "Cited by",
    "event": "Event", "notice": "Notice", "kind": "Kind", "for": "For", "actor": "Actor",
    "status": "Status", "start": "Starts", "end": "Ends", "channel": "Channel",
    "place": "Place", "text": "Wording", "nominal_end": "Nominal end",
    "rolled_end": "Rolled end", "counted": "How counted", "name": "Name",
    "organization": "Organization",
    "role": "Role", "phone": "Telephone", "email": "E-mail", "fax": "Fax",
    "address": "Address", "qq": "QQ group", "url": "Link", "note": "Editors' note",
    "notices": "Notices", "count": "Notices", "deadlines": "Deadlines", "first": "First",
    "last": "Latest", "period": "Period", "entry": "Id", "issues": "Issues",
})  # fmt: skip

#: The heads that a column has in one index only.
_HEADS_OF: Mapping[tuple[str, str], str] = MappingProxyType(
    {("issues", "number"): "Number", ("roster", "issue"): "Latest", ("issuers", "count"): "Count"}
)

#: The columns that an index shows unless others are asked for.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "documents": ("number", "title", "published", "issuer", "type", "issue"),
        "dates": ("date", "event", "title", "for", "notice"),
        "contacts": ("name", "role", "phone", "email", "address", "notices"),
        "issuers": ("issuer", "count", "last", "notices"),
        "issues": ("number", "title", "period", "count"),
        "roster": ("name", "organization", "phone", "count", "issues", "issue"),
    }
)

#: The column whose text the links of an entry belong to; in "notices" and "issue" each link has
#: the title of what it leads to.
LINK_COLUMNS: Mapping[str, str] = MappingProxyType({
    "documents": "title", "dates": "title", "contacts": "notices", "issuers": "notices",
    "issues": "title", "roster": "issue",
})  # fmt: skip


def columns(index: str, filters: Filter = EVERYTHING) -> tuple[tuple[str, str], ...]:
    """Give the columns to show as (name, key of the head); a project's own keep their name."""
    return tuple(
        (name, _HEADS_OF.get((index, name), HEADS.get(name, name)))
        for name in filters.columns or COLUMNS[index]
    )


@dataclass(frozen=True, slots=True)
class Item:
    """A notice with the document it stands in."""

    document: Document
    notice: Notice

    @property
    def values(self) -> Mapping[str, Any]:
        """Give the values of the notice's record."""
        return self.notice.record.values

    @property
    def issuers(self) -> tuple[str, ...]:
        """Give its issuers, else its source; empty where neither is known."""
        return issuers_of(self.notice.record) or sources_of(self.notice.record)

    def link(self, anchor: str | None = None) -> Link:
        """Give the link to the notice, or to a record in it."""
        record = self.notice.record
        return Link(self.document.docname, anchor or record.id, record.title)


def known(value: object) -> str | None:
    """Give a value that is written and is not ``unknown``."""
    return value if isinstance(value, str) and value not in ("", "unknown") else None


def issuers_of(record: Record) -> tuple[str, ...]:
    """Give the issuers of a notice as far as they are known."""
    written = record.values.get("issuer", ())
    names = (written,) if isinstance(written, str) else written
    return tuple(name for name in names if known(name))


def sources_of(record: Record) -> tuple[str, ...]:
    """Give the source of a notice, as a tuple of none or one."""
    source = known(record.values.get("source"))
    return (source,) if source else ()


def date_of(record: Record) -> str | None:
    """Give the date a notice is sorted by: published, else dated."""
    return known(record.values.get("published")) or known(record.values.get("dated"))


@lru_cache(maxsize=4096)
def days_of(value: str) -> tuple[str, str] | None:
    """Give the first and the last day of a date as ISO days; None for what is no date."""
    try:
        return first_day(value).isoformat(), last_day(value).isoformat()
    except ValueError:
        return None


def issue_number(document: Document) -> str:
    """Give the number of an issue as it is written."""
    return str(document.issue.values.get("number", "")) if document.issue else ""


def select(digest: Digest, filters: Filter, *, dated: bool = True) -> Iterator[Item]:
    """Yield the notices that are asked for, in order; ``dated`` looks at their date too."""
    for document in digest.issues:
        if not filters.takes_issue(document):
            continue
        parts = {part.id: _names_of(part) for part in document.parts}
        for notice in document.notices:
            if _takes(filters, notice, parts) and not (dated and _elsewhen(filters, notice)):
                yield Item(document, notice)


def _names_of(part: Record) -> frozenset[str]:
    return frozenset((part.id, part.title, str(part.values.get("department", ""))))


def _takes(filters: Filter, notice: Notice, parts: Mapping[str, frozenset[str]]) -> bool:
    record = notice.record
    if filters.part and not parts.get(notice.part or "", frozenset()) & set(filters.part):
        return False
    if filters.type and record.values.get("type") not in filters.type:
        return False
    if filters.issuer and not {*issuers_of(record), *sources_of(record)} & set(filters.issuer):
        return False
    return not (filters.kind or filters.status) or any(
        filters.takes_deadline(deadline) for deadline in notice.deadlines
    )


def _elsewhen(filters: Filter, notice: Notice) -> bool:
    if filters.since is None and filters.until is None:
        return False
    days = days_of(date_of(notice.record) or "")
    return days is None or not filters.covers(*days)


def limited(groups: Iterable[Group], limit: int | None) -> tuple[Group, ...]:
    """Give the first ``limit`` entries of level 0 with what belongs to them."""
    if limit is None:
        return tuple(groups)
    kept: list[Group] = []
    left = limit
    for group in groups:
        entries: list[Entry] = []
        for entry in group.entries:
            if entry.level == 0:
                if left == 0:
                    break
                left -= 1
            entries.append(entry)
        if entries:
            kept.append(Group(group.key, group.title, group.anchor, tuple(entries)))
        if left == 0:
            break
    return tuple(kept)


def plain(key: str) -> str:
    """Give a key as it is, without its prefix: the labels of a caller that has no words."""
    return key.partition(":")[2] or key
