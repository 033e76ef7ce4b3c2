"""The surroundings of lines of MyST: what they stand in, and how deep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_digest.core.model import Container

CONTAINERS: Mapping[str, Container] = {
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "dl_open": "list",
    "field_list_open": "list",
    "table_open": "table",
    "footnote_reference_open": "other",
    "footnote_block_open": "other",
}
CLOSING = frozenset(name.removesuffix("open") + "close" for name in CONTAINERS)
UNSEEN = frozenset({"myst_target", "myst_line_comment", "myst_block_break", "front_matter"})
DIRECTIVES: Mapping[str, Container] = {
    "only": "condition",
    "ifconfig": "condition",
    "list-table": "table",
    "table": "table",
    "flat-table": "table",
}
#: Nesting beyond any real source, so that no input exhausts the stack.
DEEPEST = 24
MOST_INCLUDES = 1000


@dataclass(frozen=True, slots=True)
class Where:
    """The surroundings of some lines."""

    file: str
    parent: int | None = None
    container: Container = ""
    depth: int = 0
    offset: int = 0  # added to the levels of headings
    chain: tuple[str, ...] = ()  # files being included

    @property
    def in_sections(self) -> bool:
        """Say whether headings here make sections."""
        return self.parent is None and self.container == ""
