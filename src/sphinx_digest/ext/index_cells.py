"""What stands in the rows of an index, whatever writes it: columns, and the pieces of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_digest.core import index as core_index
from sphinx_digest.core.index import LINK_COLUMNS, Entry, Filter, Group, Link

if TYPE_CHECKING:
    from sphinx_digest.ext.indexes import Indexes

#: Columns that an index leaves out where no row has anything in them, unless they are asked for.
_SPARE = frozenset(
    {"number", "issuer", "type", "published", "issue", "for", "phone", "email", "role", "address"}
)
_SPLIT = frozenset({"phone", "fax", "email"})
#: Where a contact is to be reached beside telephone and e-mail, with the keys of the words.
_ELSEWHERE: Mapping[str, str] = {
    "address": "Address",
    "fax": "Fax",
    "qq": "QQ group",
    "url": "Link",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a cell: a text, where it leads to, and the class that it looks like.

    ``url`` is of a telephone or a mailbox.
    """

    text: str
    link: Link | None = None
    look: str = ""
    url: str = ""


def shown_columns(
    name: str, by: str | None, filters: Filter, groups: Sequence[Group]
) -> tuple[tuple[str, str], ...]:
    """Give the columns as (name, key of the head): those asked for, else those with something.

    What the groups are made by stands in their headings.
    """
    columns = core_index.columns(name, filters)
    if filters.columns:
        return columns
    left = {column for column, _key in columns if column in _SPARE}
    if by in ("issuer", "type"):
        left.discard(by)
    held: set[str] = set()
    for group in groups:
        for entry in group.entries:
            if left and not entry.level:
                held |= {column for column in left if entry.cells.get(column)}
                left -= held
    return tuple(one for one in columns if one[0] not in _SPARE or one[0] in held)


def cell_of(
    name: str, column: str, entry: Entry, indexes: Indexes, shown: Sequence[str]
) -> list[Piece]:
    """Give the pieces of a cell."""
    separator = indexes.label("; ")
    if column == LINK_COLUMNS[name]:
        links = list(_links(name, entry, separator))
        if "number" in shown or (links and not entry.level):
            return links
        text = f"{entry.detail} " if entry.level else entry.cells.get(column, entry.text)
        return [Piece(text), *links]
    if entry.level:
        # Who cites the document above: in its other cells it would pass for that document.
        return [Piece(entry.detail)] if column == "number" else []
    if name == "contacts" and column == "name":
        return list(_contact(entry, indexes, shown))
    text = indexes.cell(column, entry)
    if column in _SPLIT:
        return list(_apart(column, entry, text.split(separator), separator))
    return [Piece(text, look="digest-token" if column == "event" else "")] if text else []


def _contact(entry: Entry, indexes: Indexes, shown: Sequence[str]) -> Iterator[Piece]:
    """Yield the name, else what the office is called, and how it is reached otherwise."""
    cells = entry.cells
    if "role" in shown and "role" in cells and "name" not in cells:
        return  # the role says who it is
    yield Piece(entry.text)
    if entry.detail not in ("", indexes.label("Contact")) and "role" not in shown:
        yield Piece(f" {entry.detail}", look="digest-beside")
    if cells.get("phone") or cells.get("email"):
        return
    colon = "：" if indexes.language == "zh" else ": "
    for channel, key in _ELSEWHERE.items():
        if channel in cells and channel not in shown:
            yield Piece(f" {indexes.label(key)}{colon}{cells[channel]}", look="digest-below")


def _apart(column: str, entry: Entry, texts: Sequence[str], separator: str) -> Iterator[Piece]:
    """Yield numbers and mailboxes; a number stays in one piece at the end of a line."""
    dialled = entry.cells.get("dialled", "").split()
    for number, text in enumerate(texts):
        if number:
            yield Piece(separator)
        if not text:
            continue
        url, look = "", "digest-token"
        if column == "email":
            url, look = f"mailto:{text}", ""
        elif column == "phone" and len(dialled) == len(texts):
            url = f"tel:{dialled[number]}"
        yield Piece(text, None, look, url)


def _links(name: str, entry: Entry, separator: str) -> Iterator[Piece]:
    several = LINK_COLUMNS[name] in ("notices", "issue")
    for number, link in enumerate(entry.links):
        if number:
            yield Piece(separator)
        yield Piece(link.title if several else entry.cells.get("title", entry.text), link)
