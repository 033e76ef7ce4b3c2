"""The index of contacts.toml: who recurs, how often, and who is no longer in use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sphinx_digest.core.index.contacts import ShowTelephone, dialled
from sphinx_digest.core.index.shapes import (
    EVERYTHING,
    Entry,
    Filter,
    Group,
    Labels,
    Link,
    issue_number,
    limited,
    plain,
    select,
)
from sphinx_digest.core.model import Document
from sphinx_digest.core.pinyin import Collator, Key
from sphinx_digest.core.roster import Entry as RosterEntry
from sphinx_digest.core.store import Digest

IN_USE = "in-use"
NOT_IN_USE = "not-in-use"
_TITLES: Mapping[str, str] = {IN_USE: "In use", NOT_IN_USE: "Not in use"}


@dataclass(slots=True)
class _Calls:
    """Who calls an entry; the last issue is the newest."""

    notices: set[str] = field(default_factory=set)
    issues: dict[str, Document] = field(default_factory=dict)


def roster(
    digest: Digest,
    *,
    entries: Mapping[str, RosterEntry],
    filters: Filter = EVERYTHING,
    collator: Collator,
    labels: Labels = plain,
    show_telephone: ShowTelephone,
) -> tuple[Group, ...]:
    """List the entries that issues call, then those that none does.

    Where only some issues or notices are asked for, what they do not call is left out.
    """
    calls: defaultdict[str, _Calls] = defaultdict(_Calls)
    for item in select(digest, filters):
        for contact in item.notice.contacts:
            if contact.entry is not None:
                calls[contact.entry].notices.add(item.notice.record.id)
                calls[contact.entry].issues[item.document.docname] = item.document
    lines = _Lines(collator, labels, show_telephone)
    held: dict[str, list[RosterEntry]] = {IN_USE: [], NOT_IN_USE: []}
    for entry in sorted(entries.values(), key=lines.order):
        held[IN_USE if entry.id in calls else NOT_IN_USE].append(entry)
    if replace(filters, limit=None, columns=()) != EVERYTHING:
        del held[NOT_IN_USE]
    groups = [
        Group(
            key,
            labels(_TITLES[key]),
            f"digest-roster-{key}",
            tuple(lines.line(entry, calls.get(entry.id)) for entry in found),
        )
        for key, found in held.items()
        if found
    ]
    return limited(groups, filters.limit)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Makes lines of entries."""

    collator: Collator
    labels: Labels
    show_telephone: ShowTelephone

    def order(self, entry: RosterEntry) -> tuple[Key, Key, str]:
        """Sort by organization, then by name."""
        office = str(entry.values.get("organization", ""))
        return (
            self.collator.key(office),
            self.collator.key("".join(entry.names), surname=True),
            entry.id,
        )

    def line(self, entry: RosterEntry, calls: _Calls | None) -> Entry:
        separator = self.labels("; ")
        values = entry.values
        office = str(values.get("organization", ""))
        cells = {
            **{name: value for name, value in values.items() if isinstance(value, str)},
            "entry": entry.id,
            "name": separator.join(entry.names)
            or str(values.get("role", ""))
            or office
            or entry.id,
            "organization": office,
            "phone": separator.join(map(self.show_telephone, values.get("phone", ()))),
            "dialled": " ".join(map(dialled, values.get("phone", ()))),
            "email": separator.join(values.get("email", ())),
        }
        links: tuple[Link, ...] = ()
        if calls:
            newest = list(calls.issues.values())[-1]
            cells["count"] = str(len(calls.notices))
            cells["issues"] = str(len(calls.issues))
            cells["issue"] = newest.title or issue_number(newest)
            anchor = newest.issue.id if newest.issue else ""
            links = (Link(newest.docname, anchor, cells["issue"]),)
        else:
            cells["issue"] = self.labels(_TITLES[NOT_IN_USE])
        filled = {name: cell for name, cell in cells.items() if cell}
        return Entry(cells["name"], "", links, 0, filled)
