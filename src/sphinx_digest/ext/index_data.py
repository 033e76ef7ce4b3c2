"""What the script of the indexes knows of their rows, as JSON beside the tables.

The tables are whole without it. The script finds its rows by their order; the strings that many
rows share stand once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_digest.core.index import Entry, Group
from sphinx_digest.core.index.dates import OCCASIONS
from sphinx_digest.core.index.offices import Offices
from sphinx_digest.core.index.shapes import date_of, days_of, issuers_of, sources_of
from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.store import Digest
from sphinx_digest.ext.state import archive_of
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_digest.ext.indexes import Indexes

SCRIPT, STYLE = "digest-index.js", "digest-index.css"
#: The builders whose pages a browser shows with scripts.
SCRIPTED = ("html", "dirhtml", "singlehtml")

#: What rows can be filtered by: the name in the address, and the key of the label.
_FACETS: Mapping[str, str] = {
    "issuer": "Issuer", "type": "Type", "kind": "Kind", "part": "Part", "topic": "Topic",
    "actor": "Actor", "event": "Event",
}  # fmt: skip
_OF_DOCUMENTS = ("issuer", "type", "kind", "part", "topic", "actor")
#: The rows of which index can be filtered by what.
_FACETS_OF: Mapping[str, tuple[str, ...]] = {
    "documents": _OF_DOCUMENTS, "dates": ("event", *_OF_DOCUMENTS),
    "contacts": ("issuer", "part", "topic"), "issuers": ("type", "part", "topic"),
    "issues": (), "roster": (),
}  # fmt: skip
_OF_DEADLINES = ("kind", "actor")
_CODED = ("type", *_OF_DEADLINES)
#: What holds of a deadline where nothing is written.
_UNWRITTEN: Mapping[str, str] = {"actor": "applicant"}
#: What a date can be, what is due first.
_EVENTS: Mapping[str, str] = {
    one.lower(): one for one in ("Ends", "On", "During", *OCCASIONS[3::-1])
}
_GROUPED_BY: Mapping[str, str] = {
    "issuer": "Issuer", "type": "Type", "organization": "Organization",
}  # fmt: skip
#: The dates that something is over after.
_PASSING = ("Ends", "On")


@dataclass(slots=True)
class Facet:
    """The values of one kind that rows have, numbered as they are met."""

    name: str
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, value: str) -> int:
        """Give the number of a value."""
        return self.numbers.setdefault(value, len(self.numbers))


@dataclass(slots=True)
class Names:
    """What offices are called, with the first letters of it, numbered as they are met."""

    offices: Offices
    collator: Collator
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, office: str) -> int:
        """Give the number of an office."""
        return self.numbers.setdefault(office, len(self.numbers))

    def listed(self) -> Iterator[tuple[str, str]]:
        """Yield (names, initials of them) of each office."""
        for office in self.numbers:
            names = self.offices.names(office)
            letters = dict.fromkeys(map(self.collator.initials, names))
            yield " ".join(names), " ".join(filter(None, letters))


@dataclass(frozen=True, slots=True)
class Home:
    """A notice with the title of the part it stands in."""

    notice: Notice
    part: str


def homes(digest: Digest) -> dict[str, Home]:
    """Find the notice of each id of a notice, a deadline or a contact."""
    found: dict[str, Home] = {}
    for document in digest.issues:
        parts = {part.id: part.title for part in document.parts}
        for notice in document.notices:
            home = Home(notice, parts.get(notice.part or "", ""))
            for record in (notice.record, *notice.deadlines, *notice.contacts):
                found[record.id] = home
    return found


def data_script(  # noqa: PLR0917
    env: BuildEnvironment,
    indexes: Indexes,
    name: str,
    by: str | None,
    columns: Sequence[str],
    groups: Iterable[Group],
    section: str = "",
) -> str:
    """Write the data of an index for the script; ``section`` is what it stands in."""
    label, colon = _labels()[name], "：" if indexes.language == "zh" else ": "
    data = {
        **index_data(env, indexes, name, groups),
        "name": name,
        "by": by or "",
        "label": f"{label}{colon}{section}" if section else label,
        "columns": columns,
        "grouped": indexes.label(_GROUPED_BY[by]) if by and by in _GROUPED_BY else "",
        "words": {**_words(), **_words_of_dates(name)},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Neither the end of the script nor a reference can stand in it, in HTML as in XHTML.
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/json" class="digest-index-data">{text}</script>'


def index_data(
    env: BuildEnvironment, indexes: Indexes, name: str, groups: Iterable[Group]
) -> dict[str, Any]:
    """Give what the data of an index take from the digest beside its groups."""
    facets = [Facet(facet) for facet in _FACETS_OF[name]]
    known = archive_of(env).made("homes", homes)
    names = Names(Offices(indexes.digest.aliases), indexes.project.collator)
    return {
        "rows": list(_rows(known, names, name, groups, facets)),
        "names": list(names.listed()),
        "facets": [_facet(facet, indexes) for facet in facets],
        "month": _newest_month(indexes.digest.issues) if name == "dates" else "",
    }


def _rows(
    known: Mapping[str, Home],
    names: Names,
    name: str,
    groups: Iterable[Group],
    facets: Sequence[Facet],
) -> Iterator[Any]:
    """Yield what is known of each row.

    That is [days, initials, values by facet, last day, whether it repeats a row, offices].
    A row that belongs to the one before it is 0.
    """
    seen: set[Any] = set()
    for group in groups:
        for at, entry in enumerate(group.entries):
            if entry.level:
                yield 0
                continue
            followers = _followers(group.entries, at)
            found = list(_homes_of((entry, *(() if entry.links else followers)), known))
            key = (entry.links, entry.text, entry.cells.get("what"), entry.cells.get("date"))
            yield [
                _days(name, entry, found),
                " ".join(_initials(entry, names.collator)),
                [sorted({facet.number(v) for v in _values(facet.name, entry, found)})
                 for facet in facets],
                _last_day(entry),
                int(bool(entry.links) and key in seen),
                sorted({names.number(office) for office in _offices(name, entry, found)}),
            ]  # fmt: skip
            seen.add(key)


def _followers(entries: Sequence[Entry], at: int) -> tuple[Entry, ...]:
    end = at + 1
    while end < len(entries) and entries[end].level:
        end += 1
    return tuple(entries[at + 1 : end])


def _homes_of(entries: Iterable[Entry], known: Mapping[str, Home]) -> Iterator[Home]:
    for entry in entries:
        for link in entry.links:
            if link.anchor in known:
                yield known[link.anchor]


def _days(name: str, entry: Entry, found: Iterable[Home]) -> str:
    """Give the days that a row is about, as ISO days and intervals with spaces between."""
    cells = entry.cells
    match name:
        case "issues":
            return cells.get("period") or cells.get("published", "")
        case "documents" | "dates":
            dates = [cells.get("date", "")]
        case "issuers":
            dates = [date_of(home.notice.record) or "" for home in found]
        case _:
            return ""
    days = sorted({"/".join(dict.fromkeys(days)) for date in dates if (days := days_of(date))})
    return " ".join(days)


def _last_day(entry: Entry) -> str:
    """Give the day after which the reader is too late; empty where there is none."""
    cells = entry.cells
    if entry.deadline is None or cells.get("what") not in _PASSING or "withdrawn" in cells:
        return ""
    days = days_of(cells.get("rolled_end") or cells.get("date", ""))
    return days[1] if days else ""


def _initials(entry: Entry, collator: Collator) -> Iterator[str]:
    """Yield the first letters of the pinyin of what a row is called."""
    for text in dict.fromkeys((entry.text, entry.cells.get("notice", ""))):
        if letters := collator.initials(text):
            yield letters


def _offices(name: str, entry: Entry, found: Iterable[Home]) -> Iterator[str]:
    """Yield the offices that a row has to do with: who issues, and who is to be asked."""
    if name == "issuers":
        yield entry.text
        return
    for home in found:
        yield from issuers_of(home.notice.record) or sources_of(home.notice.record)
    if "organization" in entry.cells:
        yield entry.cells["organization"]


def _values(facet: str, entry: Entry, found: Iterable[Home]) -> Iterator[str]:
    if facet in _OF_DEADLINES and entry.deadline is not None:
        yield from _written(_held(entry.deadline, facet))
        return
    if facet == "event":
        yield from _written(_event(entry))
        return
    for home in found:
        record = home.notice.record
        match facet:
            case "issuer":
                yield from issuers_of(record) or sources_of(record)
            case "part":
                yield from _written(home.part)
            case "topic":
                yield from record.values.get("topics", ())
            case "type":
                yield from _written(record.values.get("type"))
            case _ if entry.deadline is None and "what" not in entry.cells:
                for deadline in home.notice.deadlines:
                    yield from _written(_held(deadline, facet))


def _held(deadline: Record, field: str) -> str | None:
    value: str | None = deadline.values.get(field, _UNWRITTEN.get(field))
    return value


def _event(entry: Entry) -> str:
    """Give what a date is; what ends on a day not known ends as well."""
    match entry.cells.get("what", ""):
        case "Due":
            return "ends"
        case "On" if "precision" in entry.cells:
            return "during"
        case what:
            return what.lower()


def _written(value: str | None) -> Iterator[str]:
    if value:
        yield value


def _facet(facet: Facet, indexes: Indexes) -> dict[str, Any]:
    labels = [_label(facet.name, value, indexes) for value in facet.numbers]
    collator = indexes.project.collator
    order = sorted(range(len(labels)), key=lambda number: collator.key(labels[number]))
    if facet.name == "part":
        order = list(facet.numbers.values())
    elif facet.name == "event":
        order = [facet.numbers[value] for value in _EVENTS if value in facet.numbers]
    return {
        "name": facet.name,
        "label": indexes.label(_FACETS[facet.name]),
        "values": list(facet.numbers),
        "labels": [] if labels == list(facet.numbers) else labels,
        "order": order,
    }


def _label(facet: str, value: str, indexes: Indexes) -> str:
    if facet == "event":
        return indexes.label(_EVENTS[value])
    return indexes.label(f"{facet}:{value}") if facet in _CODED else value


def _newest_month(issues: Sequence[Document]) -> str:
    values = issues[-1].issue.values if issues and issues[-1].issue else {}
    days = days_of(values.get("published", "")) or days_of(values.get("period", "")[-10:])
    return days[1][:7] if days else ""


def _labels() -> dict[str, str]:
    return {
        "documents": str(_("Filter the documents")),
        "dates": str(_("Filter the dates")),
        "contacts": str(_("Filter the contacts")),
        "issuers": str(_("Filter the issuers")),
        "issues": str(_("Filter the issues")),
        "roster": str(_("Filter the contacts")),
    }


def _words() -> dict[str, str]:
    """Give the words of the script; it fills in what stands in braces."""
    return {
        "search": str(_("Words or initials of pinyin")),
        "any": str(_("All")),
        "sort": str(_("Order")),
        "grouped": str(_("As grouped")),
        "ascending": str(_("{column}, ascending")),
        "descending": str(_("{column}, descending")),
        "open": str(_("Leave out what has passed")),
        "ends": str(_("Only what ends")),
        "clear": str(_("Clear the filter")),
        "all": str(_("{all} entries")),
        "some": str(_("{shown} of {all} entries")),
        "none": str(_("None of the {all} entries fits. Clear the filter to see them.")),
        "span": str(_("Entries {first} to {last}")),
        "passed": str(_("passed")),
        "calendar": str(_("Month calendar")),
        "previous": str(_("Previous month")),
        "next": str(_("Next month")),
        "day": str(_("{day}: {count} entries")),
        "more": str(_("{count} more")),
        "vague": str(_("In this month, without a day:")),
    }


def _words_of_dates(name: str) -> dict[str, str]:
    """Give the words of the two days that a filter asks for: they say what is dated."""
    match name:
        case "issues":
            return {"from": str(_("Period from")), "to": str(_("Period to"))}
        case "dates":
            return {"from": str(_("Date from")), "to": str(_("Date to"))}
        case _:
            return {"from": str(_("Published from")), "to": str(_("Published to"))}


def add_assets(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add script and style to the pages that hold an index; for ``html-page-context``."""
    if doctree is None or app.builder.name not in SCRIPTED:
        return
    if any("digest-index" in node["classes"] for node in doctree.findall(nodes.container)):
        add_files(app)


def add_files(app: Sphinx) -> None:
    """Add script and style to the page that is being written."""
    app.add_css_file(STYLE)
    app.add_js_file(SCRIPT, loading_method="defer")
