"""What may be asked of which index: its columns and its groupings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

#: Every column that an index can show, beside a project's own fields.
KNOWN_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "documents": (
        "number", "title", "published", "dated", "effective", "issuer", "source", "type",
        "issue", "part", "group", "cited-by",
    ),
    "dates": (
        "date", "event", "title", "notice", "kind", "for", "actor", "issuer", "number", "start",
        "end", "nominal_end", "rolled_end", "counted", "status", "channel", "place", "text",
        "issue",
    ),
    "contacts": (
        "name", "phone", "email", "notices", "organization", "role", "fax", "address", "qq",
        "url", "note",
    ),
    "issuers": ("issuer", "count", "last", "first", "notices"),
    "issues": ("number", "title", "period", "count", "published", "deadlines"),
    "roster": (
        "name", "organization", "phone", "count", "issues", "issue", "entry", "role", "email",
    ),
})  # fmt: skip

#: The record whose own fields an index can show.
OWNERS: Mapping[str, str] = MappingProxyType(
    {
        "documents": "notice",
        "dates": "deadline",
        "contacts": "contact",
        "issues": "issue",
        "roster": "contact",
    }
)

#: The groupings of each index; an index with one has no choice.
GROUPINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "documents": ("issuer", "number", "type", "month", "letter"),
        "dates": ("month",),
        "contacts": ("organization", "letter"),
        "issuers": ("letter",),
        "issues": (),
        "roster": (),
    }
)


def find_misfits(
    index: str, values: Mapping[str, Any], own: Iterable[str] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (place, value, what is possible) of each option that does not fit the index.

    ``own`` names the project's own fields, which are columns as well. The place of a column
    is ``columns.0``, ``columns.1`` …
    """
    possible = (*KNOWN_COLUMNS[index], *own)
    for number, column in enumerate(values.get("columns", ())):
        if column not in possible:
            yield f"columns.{number}", column, possible
    by = values.get("group-by")
    if by is not None and by not in GROUPINGS[index]:
        yield "group-by", by, GROUPINGS[index]
