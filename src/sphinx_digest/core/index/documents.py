"""The indexes of documents, issuers and issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sphinx_digest.core.citations import with_issuer
from sphinx_digest.core.index.shapes import (
    EVERYTHING,
    Entry,
    Filter,
    Group,
    Item,
    Labels,
    Link,
    date_of,
    days_of,
    issue_number,
    known,
    limited,
    plain,
    select,
)
from sphinx_digest.core.model import Document
from sphinx_digest.core.numbers import document_key, says_no_issuer, split_issuer
from sphinx_digest.core.pinyin import OTHERS_GROUP, Collator, Key
from sphinx_digest.core.store import Cited, Digest

By = Literal["issuer", "number", "type", "month", "letter"]

#: Group keys of what has no place of its own, with the keys of their titles; they come last.
NO_ISSUER, NO_NUMBER, NO_TYPE, UNDATED = "no-issuer", "no-number", "no-type", "undated"
_WITHOUT = {
    NO_ISSUER: "Without issuer",
    NO_NUMBER: "Without number",
    NO_TYPE: "Without type",
    UNDATED: "Undated",
    OTHERS_GROUP: "Others",
}


def documents(
    digest: Digest,
    *,
    by: By = "issuer",
    filters: Filter = EVERYTHING,
    collator: Collator,
    labels: Labels = plain,
) -> tuple[Group, ...]:
    """List the notices by issuer, number, type, month (the newest first) or letter.

    By number, each is followed by those that cite it, and a cited number that no notice
    of the index bears has an entry without links. A number that names nobody stands under
    its issuer, as far as that is known.
    """
    items = tuple(select(digest, filters))
    listing = _Listing(digest, {i.notice.record.id: i for i in items}, collator, labels)
    match by:
        case "issuer":
            groups = listing.by_issuer(items)
        case "number":
            groups = listing.by_number(items)
        case "type":
            groups = listing.by_type(items)
        case "month":
            groups = listing.by_month(items)
        case "letter":
            groups = listing.by_letter(items)
    return limited(groups, filters.limit)


def cited_numbers(
    digest: Digest, document: Document, collator: Collator
) -> tuple[tuple[str, str], ...]:
    """Give (issuer, number) of what a document cites, as the index of numbers names it."""
    listing = _Listing(digest, {}, collator, plain)
    return tuple(listing.unborne(Item(document, notice) for notice in document.notices))


def issuers(
    digest: Digest,
    *,
    filters: Filter = EVERYTHING,
    collator: Collator,
    labels: Labels = plain,
) -> tuple[Group, ...]:
    """List the issuers by letter, each with its notices by date."""
    listing = _Listing(digest, {}, collator, labels)
    by_issuer: defaultdict[str, list[Item]] = defaultdict(list)
    for item in select(digest, filters):
        for issuer in item.issuers:
            by_issuer[issuer].append(item)
    lettered: defaultdict[str, list[Entry]] = defaultdict(list)
    for issuer in sorted(by_issuer, key=collator.key):
        items = sorted(by_issuer[issuer], key=listing.by_date)
        dates = [date for item in items if (date := date_of(item.notice.record))]
        cells = {"issuer": issuer, "count": str(len(items))}
        if dates:
            cells |= {"first": dates[0], "last": dates[-1]}
        entry = Entry(issuer, str(len(items)), tuple(item.link() for item in items), 0, cells)
        lettered[collator.group(issuer)].append(entry)
    groups = [listing.group("issuers-letter", key, lettered[key]) for key in lettered]
    return limited(groups, filters.limit)


def issues(
    digest: Digest,
    *,
    filters: Filter = EVERYTHING,
    collator: Collator,
    labels: Labels = plain,
) -> tuple[Group, ...]:
    """List the issues by year, the newest first."""
    listing = _Listing(digest, {}, collator, labels)
    held: defaultdict[str, list[Item]] = defaultdict(list)
    for item in select(digest, filters, dated=False):
        held[item.document.docname].append(item)
    asked = filters.part or filters.type or filters.kind or filters.issuer or filters.status
    yearly: defaultdict[str, list[Entry]] = defaultdict(list)
    for document in reversed(digest.issues):
        items = held[document.docname]
        if (items or not asked) and filters.takes_issue(document) and _meets(filters, document):
            entry = _issue_entry(document, items)
            day = entry.cells.get("published") or entry.cells.get("period", "")
            yearly[day[:4] or UNDATED].append(entry)
    years = sorted(yearly, key=lambda year: "" if year == UNDATED else year, reverse=True)
    groups = [listing.group("issues-year", year, yearly[year], prefix="year") for year in years]
    return limited(groups, filters.limit)


def _meets(filters: Filter, document: Document) -> bool:
    period = document.issue.values.get("period", "") if document.issue else ""
    first, _, last = period.partition("/")
    return filters.covers(first, last or first)


def _issue_entry(document: Document, items: list[Item]) -> Entry:
    values = document.issue.values if document.issue else {}
    id_ = document.issue.id if document.issue else ""
    cells = {
        "number": issue_number(document),
        "title": document.title,
        "period": values.get("period", ""),
        "published": values.get("published", ""),
        "date": values.get("published", ""),
        "count": str(len(items)),
        "deadlines": str(sum(len(item.notice.deadlines) for item in items)),
    }
    link = Link(document.docname, id_, document.title)
    filled = {name: cell for name, cell in cells.items() if cell}
    return Entry(document.title, cells["period"], (link,), 0, filled)


@dataclass(frozen=True, slots=True)
class _Listing:
    """Makes entries and groups of notices; ``chosen`` holds the notices of the index by id."""

    digest: Digest
    chosen: Mapping[str, Item]
    collator: Collator
    labels: Labels

    def cells(self, item: Item) -> dict[str, str]:
        record, separator = item.notice.record, self.labels("; ")
        values = record.values
        cells = {
            name: separator.join(value) if isinstance(value, (list, tuple)) else str(value)
            for name, value in record.extra.items()
        }
        cells |= {
            "title": record.title,
            "issuer": separator.join(item.issuers),
            "issue": issue_number(item.document),
            "part": next((p.title for p in item.document.parts if p.id == item.notice.part), ""),
            "group": item.notice.group or "",
            "date": date_of(record) or values.get("published", ""),
            "cited-by": separator.join(i.notice.record.title for i in self.citing(record.id)),
        }
        for name in ("number", "type", "published", "dated", "effective", "source"):
            cells[name] = values.get(name, "")
        return {name: cell for name, cell in cells.items() if cell}

    def entry(self, item: Item) -> Entry:
        record = item.notice.record
        number = known(record.values.get("number")) or ""
        return Entry(record.title, number, (item.link(),), 0, self.cells(item))

    def group(self, index: str, key: str, entries: Iterable[Entry], *, prefix: str = "") -> Group:
        """Make a group; its title is its key, or words for ``prefix`` and key."""
        if key in _WITHOUT:
            title = self.labels(_WITHOUT[key])
        else:
            title = self.labels(f"{prefix}:{key}") if prefix else key
        slug = "other" if key == OTHERS_GROUP else self.collator.slug(key)
        return Group(key, title, f"digest-{index}-{slug}", tuple(entries))

    def by_date(self, item: Item) -> tuple[str, Key, Key]:
        record = item.notice.record
        number = known(record.values.get("number")) or ""
        return _day(item) or "9999", self.collator.key(number), self.collator.key(record.title)

    def newest(self, items: list[Item]) -> list[Entry]:
        """Give the entries by date, the newest first; on one day in their natural order."""
        ordered = sorted(items, key=lambda item: self.by_date(item)[1:])
        ordered.sort(key=_day, reverse=True)
        return [self.entry(item) for item in ordered]

    def by_issuer(self, items: Iterable[Item]) -> list[Group]:
        held: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            for issuer in dict.fromkeys(item.issuers) or (NO_ISSUER,):
                held[issuer].append(item)

        def order(item: Item) -> tuple[bool, Key, tuple[str, Key, Key]]:
            number = known(item.values.get("number")) or ""
            return not number, self.collator.key(number), self.by_date(item)

        names = sorted(held, key=lambda name: (name == NO_ISSUER, self.collator.key(name)))
        return [
            self.group("documents-issuer", name, map(self.entry, sorted(held[name], key=order)))
            for name in names
        ]

    def by_type(self, items: Iterable[Item]) -> list[Group]:
        held: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            held[known(item.values.get("type")) or NO_TYPE].append(item)
        groups = [
            self.group("documents-type", key, self.newest(held[key]), prefix="type") for key in held
        ]
        return sorted(groups, key=lambda g: (g.key == NO_TYPE, self.collator.key(g.title)))

    def by_month(self, items: Iterable[Item]) -> list[Group]:
        held: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            held[_day(item)[:7]].append(item)
        return [
            self.group("documents-month", key or UNDATED, self.newest(held[key]), prefix="month")
            for key in sorted(held, reverse=True)
        ]

    def by_letter(self, items: Iterable[Item]) -> list[Group]:
        held: defaultdict[str, list[Entry]] = defaultdict(list)
        for item in sorted(items, key=lambda item: self.collator.key(item.notice.record.title)):
            held[self.collator.group(item.notice.record.title)].append(self.entry(item))
        return [self.group("documents-letter", letter, held[letter]) for letter in held]

    def by_number(self, items: Iterable[Item]) -> list[Group]:
        numbered: list[tuple[Key, Key, str, list[Entry]]] = []
        unnumbered: list[tuple[Key, list[Entry]]] = []
        for item in items:
            record, entry = item.notice.record, self.entry(item)
            title = self.collator.key(record.title)
            citing = [self.citing_entry(other) for other in self.citing(record.id)]
            if number := entry.detail:
                if item.issuers and says_no_issuer(number):
                    number = f"{item.issuers[0]} {number}"
                head = Entry(number, record.title, entry.links, 0, entry.cells)
                key, letter = self.collator.key(number), self.collator.group(number)
                numbered.append((key, title, letter, [head, *citing]))
            else:
                unnumbered.append((title, [entry, *citing]))
        for (issuer, number), others in self.unborne(items).items():
            named = f"{issuer} {number}" if says_no_issuer(number) else number
            cells = {"number": number, "issuer": issuer}
            head = Entry(named.strip(), cells={name: cell for name, cell in cells.items() if cell})
            citing = [self.citing_entry(other) for other in others]
            key, letter = self.collator.key(head.text), self.collator.group(head.text)
            numbered.append((key, self.collator.key(""), letter, [head, *citing]))
        held: defaultdict[str, list[Entry]] = defaultdict(list)
        for _, _, letter, entries in sorted(numbered, key=lambda line: line[:2]):
            held[letter].extend(entries)
        for _, entries in sorted(unnumbered, key=lambda line: line[0]):
            held[NO_NUMBER].extend(entries)
        return [self.group("documents-number", key, held[key]) for key in held]

    def citing(self, id_: str) -> list[Item]:
        """Give the notices of the index that cite one."""
        found = self.digest.cited_by.get(id_, ())
        return [self.chosen[citing] for citing in found if citing in self.chosen]

    def citing_entry(self, item: Item) -> Entry:
        cells = {**self.cells(item), "relation": "cited in"}
        title = item.notice.record.title
        return Entry(title, self.labels("cited in"), (item.link(),), 1, cells)

    def unborne(self, items: Iterable[Item]) -> dict[tuple[str, str], list[Item]]:
        """Gather the cited numbers, with their issuers, that no notice here bears.

        So stands a number that several notices may mean.
        """
        names: dict[tuple[str, str], tuple[str, str]] = {}
        found: dict[tuple[str, str], dict[str, Item]] = {}
        for item in items:
            id_ = item.notice.record.id
            for cited in self.digest.cites.get(id_, ()):
                if cited.id not in self.chosen:
                    issuer = self.issuer_of(cited, item)
                    meant = issuer, document_key(cited.number)
                    name = names.setdefault(meant, (issuer, cited.number))
                    found.setdefault(name, {})[id_] = item
        return {name: list(citing.values()) for name, citing in found.items()}

    def issuer_of(self, cited: Cited, item: Item) -> str:
        """Give who issued a cited document, where its number or its notice says so."""
        named = with_issuer(item.notice, cited.number).rpartition(" ")[0]
        if target := cited.citation.target:
            named = target.rpartition(" ")[0]
        issuer = cited.issuer or named or split_issuer(cited.number)[0] or ""
        return self.digest.aliases.get(issuer, issuer)


def _day(item: Item) -> str:
    """Give the first day of a notice's date as an ISO day; empty where there is none."""
    days = days_of(date_of(item.notice.record) or "")
    return days[0] if days else ""
