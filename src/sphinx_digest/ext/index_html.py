"""Indexes as HTML: tables in slices that a browser lays out as they come into view, a bar to jump.

Written as text, an index of thousands of rows takes a tenth of the time that nodes take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_digest.core.index import Entry, Filter, Group
from sphinx_digest.core.numbers import document_key
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.ext.index_cells import Piece, cell_of, shown_columns
from sphinx_digest.ext.index_data import data_script
from sphinx_digest.ext.indexes import WIDTHS, Indexes, free_anchors, indexes_of
from sphinx_digest.ext.todo import Address
from sphinx_digest.ext.tokens import held_text
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: Rows of one table; a browser lays out each when it comes into view.
SLICE = 100
#: Links of one cell that stand open.
_LINKS = 6
#: Columns that on a telephone, where a row is a block, say what they are.
_SAID = frozenset({"issue", "for", "counted", "count", "last"})
#: Groups that stand under letters: what they are called is too long for a bar.
_NAMED = frozenset({"issuer", "organization"})


def index_html(  # noqa: PLR0917
    env: BuildEnvironment,
    address: Address,
    name: str,
    by: str | None,
    groups: Sequence[Group],
    filters: Filter,
    taken: set[str],
    level: int = 2,
    section: str = "",
) -> str:
    """Write what stands in an index for a page with scripts; ``taken`` are the ids of the page.

    Its groups are headings of a ``level``; ``section`` is the title of the section below the
    page's that it stands in.
    """
    indexes = indexes_of(env)
    columns = shown_columns(name, by, filters, groups)
    shown = [column for column, _key in columns]
    head = [indexes.label(key) for _name, key in columns]
    anchors = free_anchors(groups, taken)
    bar = jump_bar(jumps(name, by, groups, anchors, indexes.project.collator))
    write = IndexHtml(name, indexes, address, shown, head, level, taken)
    blocks = map(write.group, groups, anchors)
    data = data_script(env, indexes, name, by, shown, groups, section)
    return "".join((bar, *blocks, data))


@dataclass(frozen=True, slots=True)
class IndexHtml:
    """Writes one index for one page; ``head`` has the words of the columns ``shown``."""

    name: str
    indexes: Indexes
    address: Address
    shown: Sequence[str]
    head: Sequence[str]
    level: int
    taken: set[str]

    def group(self, group: Group, anchor: str) -> str:
        """Write a heading and its rows."""
        title = escape(group.title)
        starts = list(_starts(group.entries))
        slices = "".join(
            self.table(group.title, group.entries[start:end], start)
            for start, end in zip(starts, [*starts[1:], None], strict=True)
        )
        return (
            '<div class="digest-index-group">'
            f'<p class="digest-group rubric" id="{anchor}" role="heading" '
            f'aria-level="{self.level}">{title}</p>\n{slices}</div>\n'
        )

    def table(self, title: str, entries: Sequence[Entry], start: int) -> str:
        """Write a slice of the rows of a group as a table."""
        widths = [WIDTHS.get(column, 16) for column in self.shown]
        columns = "".join(f'<col style="width: {100 * w / sum(widths):.1f}%" />' for w in widths)
        heads = "".join(
            f'<th class="head" scope="col"><p>{escape(words)}</p></th>' for words in self.head
        )
        more = f" {start + 1}–{start + len(entries)}" if start else ""
        rows = "".join(self.row(entry, number) for number, entry in enumerate(entries))
        return (
            f'<div class="digest-rows" style="--digest-rows: {len(entries)}">'
            '<table class="digest-table colwidths-given docutils align-default">'
            f'<caption class="digest-caption">{escape(title)}{more}</caption>'
            f'<colgroup>{columns}</colgroup>\n<thead><tr class="row-odd">{heads}</tr></thead>\n'
            f"<tbody>\n{rows}</tbody></table></div>\n"
        )

    def row(self, entry: Entry, number: int) -> str:
        """Write a row."""
        parity = "row-odd" if number % 2 else "row-even"
        cells = "".join(map(self.cell, self.shown, self.head, (entry,) * len(self.shown)))
        below = " digest-sub" if entry.level else ""
        return f'<tr class="{parity}{below}"{self.place(entry)}>{cells}</tr>\n'

    def place(self, entry: Entry) -> str:
        """Give a document that is cited and nowhere in the digest an id to be led to."""
        if entry.links or entry.level or self.name != "documents":
            return ""
        cells = entry.cells
        named = cells.get("issuer", ""), cells.get("number", "")
        id_ = number_anchor(*named, self.indexes.project.collator)
        if id_ in self.taken:
            return ""
        self.taken.add(id_)
        return f' id="{id_}"'

    def cell(self, column: str, head: str, entry: Entry) -> str:
        """Write a cell."""
        pieces = cell_of(self.name, column, entry, self.indexes, self.shown)
        said = f' data-head="{escape(head)}"' if pieces and column in _SAID else ""
        opened, later = pieces[: 2 * _LINKS - 1], pieces[2 * _LINKS :]
        if not later or not any(piece.link for piece in later):
            return f"<td{said}><p>{self.pieces(pieces)}</p></td>"
        words = _("%d more") % sum(1 for piece in later if piece.link)
        return (
            f"<td{said}><p>{self.pieces(opened)}</p><details><summary>{escape(words)}</summary>"
            f"<p>{self.pieces(later)}</p></details></td>"
        )

    def pieces(self, pieces: Sequence[Piece]) -> str:
        """Write what stands in a cell."""
        return "".join(map(self.piece, pieces))

    def piece(self, piece: Piece) -> str:
        """Write a text or a link."""
        text = held_text(piece.text)
        if piece.link:
            address = escape(self.address(piece.link.docname, piece.link.anchor))
            return f'<a class="reference internal" href="{address}">{text}</a>'
        if piece.look:
            text = f'<span class="{piece.look}">{text}</span>'
        if piece.url:
            return f'<a class="reference external" href="{escape(piece.url)}">{text}</a>'
        return text


def number_anchor(issuer: str, number: str, collator: Collator) -> str:
    """Give the id of the row of a document number that no notice bears."""
    return f"digest-number-{collator.slug(f'{issuer} {document_key(number)}'.strip())}"


def _starts(entries: Sequence[Entry]) -> Iterator[int]:
    """Yield where the slices of a group begin; what belongs to a row stands with it."""
    begun = -SLICE
    for number, entry in enumerate(entries):
        if number >= begun + SLICE and not entry.level:
            begun = number
            yield number


@dataclass(frozen=True, slots=True)
class Jump:
    """A place in the bar: short words, the whole of them, the id; ``year`` where it is a month."""

    short: str
    whole: str
    anchor: str
    year: str = ""


def jumps(
    name: str, by: str | None, groups: Sequence[Group], anchors: Sequence[str], collator: Collator
) -> Iterator[Jump]:
    """Yield the months, the first letters of names, or the groups themselves."""
    seen: set[str] = set()
    for group, anchor in zip(groups, anchors, strict=True):
        year, _dash, month = group.key.partition("-")
        if month.isdecimal() and year.isdecimal() and (name == "dates" or by == "month"):
            yield Jump(str(int(month)), group.title, anchor, year)
        elif by in _NAMED and not group.key.startswith("no-"):
            letter = collator.group(group.title)
            if letter not in seen:
                seen.add(letter)
                yield Jump(letter, letter, anchor)
        else:
            yield Jump(group.title, group.title, anchor)


def jump_bar(places: Iterator[Jump]) -> str:
    """Write the bar; nothing where there is no choice."""
    listed = list(places)
    if len(listed) < 2:
        return ""
    items = []
    for year, of_year in groupby(listed, key=lambda jump: jump.year):
        links = "".join(
            f'<li><a href="#{jump.anchor}"'
            + (f' aria-label="{escape(jump.whole)}"' if jump.whole != jump.short else "")
            + f">{escape(jump.short)}</a></li>"
            for jump in of_year
        )
        items.append(f"<li><span>{escape(year)}</span><ul>{links}</ul></li>" if year else links)
    label = escape(str(_("Jump to")))
    return f'<nav class="digest-jump" aria-label="{label}"><ul>{"".join(items)}</ul></nav>\n'
