"""The indexes of a digest as plain groups, in the one order that every output shows.

Nothing here holds words of a language: titles and details come from the caller's ``labels``,
and the cells of an entry are data that the caller words.
"""

from sphinx_digest.core.index.contacts import contacts
from sphinx_digest.core.index.dates import dates
from sphinx_digest.core.index.documents import documents, issuers, issues
from sphinx_digest.core.index.roster import roster
from sphinx_digest.core.index.shapes import (
    COLUMNS,
    EVERYTHING,
    HEADS,
    LINK_COLUMNS,
    Entry,
    Filter,
    Group,
    Labels,
    Link,
    columns,
    plain,
)

__all__ = [
    "COLUMNS",
    "EVERYTHING",
    "HEADS",
    "LINK_COLUMNS",
    "Entry",
    "Filter",
    "Group",
    "Labels",
    "Link",
    "columns",
    "contacts",
    "dates",
    "documents",
    "issuers",
    "issues",
    "plain",
    "roster",
]
