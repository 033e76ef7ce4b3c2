"""Indexes in the build: the core's groups as tables, domain indexes and pages of the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.domains import Index, IndexEntry
from sphinx.locale import get_translation

from sphinx_digest.core import index as core_index
from sphinx_digest.core.index import Entry, Filter, Group
from sphinx_digest.core.index.documents import NO_NUMBER
from sphinx_digest.core.messages import Language
from sphinx_digest.core.store import Digest
from sphinx_digest.core.telephones import show_telephone
from sphinx_digest.core.times import wording
from sphinx_digest.core.times.counting_words import how_words, last_day_words, mark_words
from sphinx_digest.core.times.replaced import ORIGINALLY, replaced_words
from sphinx_digest.ext.index_cells import Piece, cell_of, shown_columns
from sphinx_digest.ext.state import Project, archive_of, output_language, project_of
from sphinx_digest.ext.tables import link_across, make_table
from sphinx_digest.ext.words import CATALOGUE, _, code_label

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_lazy = get_translation(CATALOGUE)

WIDTHS: Mapping[str, int] = {
    "title": 40, "notice": 34, "number": 24, "notices": 36, "email": 22, "date": 22, "event": 10,
    "counted": 34, "type": 10, "issue": 8, "count": 8, "issues": 10, "issuer": 20,
    "name": 12, "role": 12, "address": 18,
}  # fmt: skip
_CODED: Mapping[str, tuple[str, str]] = {
    "type": ("notice", "type"),
    "kind": ("deadline", "kind"),
    "actor": ("deadline", "actor"),
    "status": ("deadline", "status"),
}
_DATED = frozenset({"published", "dated", "effective", "start", "end", "first", "last"})
#: The field of a deadline that a kind of date comes from.
_FIELDS: Mapping[str, str] = {"Starts": "start", "Ends": "end", "On": "on"}


class Indexes:
    """Makes the indexes of a digest in the language of the pages."""

    def __init__(self, digest: Digest, project: Project, language: Language) -> None:
        self.digest = digest
        self.project = project
        self.language = language

    def label(self, key: str) -> str:
        """Give the words for a key of the core's indexes."""
        prefix, _colon, code = key.partition(":")
        if not code:
            return "；" if key == "; " and self.language == "zh" else str(_(key))
        if prefix in _CODED:
            kind, name = _CODED[prefix]
            return code_label(self.project.schemas.properties(kind)[name], code, self.language)
        return wording.date_words(code, self.language)

    def groups(self, name: str, by: str | None, filters: Filter) -> tuple[Group, ...]:
        """Make the groups of an index."""
        options: dict[str, Any] = {
            "filters": filters,
            "collator": self.project.collator,
            "labels": self.label,
        }
        if by and name in ("documents", "contacts"):
            options["by"] = by
        if name == "roster":
            options["entries"] = self.project.schemas.roster.entries
        if name in ("contacts", "roster"):
            options["show_telephone"] = lambda t: show_telephone(t, self.language)
        make = getattr(core_index, name)
        return cast("tuple[Group, ...]", make(self.digest, **options))

    def numbers(self, filters: Filter) -> tuple[Group, ...]:
        """Make the groups of the document numbers, borne and cited."""
        groups = self.groups("documents", "number", filters)
        return tuple(group for group in groups if group.key != NO_NUMBER)

    def cell(self, column: str, entry: Entry) -> str:
        """Word a cell of an entry."""
        cells = entry.cells
        if column == "event":
            if entry.deadline and entry.deadline.replaced_by and cells.get("what") == "Ends":
                return ORIGINALLY[self.language]
            during = cells.get("what") == "On" and "precision" in cells
            return self.label("During" if during else cells["what"]) if "what" in cells else ""
        if column == "date":
            off = str(_(" (withdrawn)")) if "withdrawn" in cells else ""
            return self.due(entry) + self.put_off(entry) + off
        if column == "counted":
            return how_words(entry.deadline, self.language) if entry.deadline else ""
        text = cells.get(column, "")
        if not text or (column == "notice" and text == entry.text):
            return ""
        if text == "unknown":
            return wording.date_words(text, self.language)
        if column in _CODED:
            return self.label(f"{column}:{text}")
        if column == "period":
            return wording.interval_words(text, self.language)
        if column == "effective" and text == "published":
            return str(_("on publication"))
        return wording.date_words(text, self.language) if column in _DATED else text

    def put_off(self, entry: Entry) -> str:
        """Say beside the day of a deadline to when, or from when, it was put off."""
        if entry.deadline is None or entry.cells.get("what") not in ("Ends", "On"):
            return ""
        chinese = self.language == "zh"
        said = ("，" if chinese else "; ").join(replaced_words(entry.deadline, self.language))
        return (f"（{said}）" if chinese else f" ({said})") if said else ""

    def due(self, entry: Entry) -> str:
        """Word the date of an entry: the day, or what is known where no day is.

        A day that was counted says so, one whose year was inferred too; what recurs says how.
        """
        cells, deadline = entry.cells, entry.deadline
        day = wording.date_words(cells.get("date", ""), self.language)
        if deadline is None:
            return day
        if cells["what"] == "Due":
            return last_day_words(deadline, self.language)
        if "counted" in cells and deadline.count:
            return day + mark_words(deadline.count, self.language)
        written = _FIELDS.get(cells["what"], "")
        if written in deadline.inferred:
            return day + wording.inferred_words(self.language)
        if "every" in cells and cells["date"] != cells.get(written):
            rule = wording.recurrence_words(cells["every"], self.language)
            return f"{day}（{rule}）" if self.language == "zh" else f"{day} ({rule})"
        return day


def indexes_of(env: BuildEnvironment) -> Indexes:
    """Give the indexes of a build."""
    return Indexes(archive_of(env).shown, project_of(env), output_language(env.config))


def index_nodes(  # noqa: PLR0917
    builder: Builder,
    docname: str,
    name: str,
    by: str | None,
    groups: Sequence[Group],
    filters: Filter,
    taken: set[str],
) -> nodes.container:
    """Make the tables of an index for a page without scripts; ``taken`` are its ids."""
    indexes = indexes_of(builder.env)
    columns = shown_columns(name, by, filters, groups)
    shown = [column for column, _key in columns]
    head = [indexes.label(key) for _name, key in columns]
    widths = [WIDTHS.get(column, 16) for column in shown]
    container = index_container(name)
    for group, anchor in zip(groups, free_anchors(groups, taken), strict=True):
        heading = nodes.rubric("", group.title, classes=["digest-group"], ids=[anchor])
        rows = [
            [
                [
                    _node(builder, docname, piece)
                    for piece in cell_of(name, column, entry, indexes, shown)
                ]
                for column in shown
            ]
            for entry in group.entries
        ]
        table = make_table(head, rows, widths, ["digest-table"])
        for row, entry in zip(table.findall(nodes.row), (None, *group.entries), strict=False):
            if entry is not None and entry.level:
                row["classes"].append("digest-sub")
        container += [heading, table]
    if not groups:
        container += nothing_to_list()
    return container


def index_container(name: str) -> nodes.container:
    """Make what holds an index."""
    return nodes.container("", classes=["digest-index", f"digest-index-{name}"])


def nothing_to_list() -> nodes.paragraph:
    """Say that an index is empty."""
    return nodes.paragraph("", str(_("Nothing to list yet.")))


def free_anchors(groups: Iterable[Group], taken: set[str]) -> list[str]:
    """Give an id for each group; a page may have two indexes of one kind."""
    anchors = []
    for group in groups:
        anchor, number = group.anchor, 1
        while anchor in taken:
            number += 1
            anchor = f"{group.anchor}-{number}"
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


def _node(builder: Builder, docname: str, piece: Piece) -> nodes.Node:
    if piece.link:
        text = nodes.Text(piece.text)
        return link_across(builder, docname, piece.link.docname, piece.link.anchor, text, None)
    node: nodes.Node = nodes.Text(piece.text)
    if piece.look:
        node = nodes.inline("", piece.text, classes=[piece.look])
    return nodes.reference("", "", node, refuri=piece.url) if piece.url else node


class DigestIndex(Index):
    """A generated index of the digest for HTML and LaTeX."""

    index = ""
    by: str | None = None

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Give (title of the group, entries); a page of its own is written elsewhere."""
        if body_of := project_of(self.domain.env).index_body:
            return ([(str(self.localname), [])] if body_of(self.name) else []), True
        wanted = set(docnames) if docnames is not None else None
        content: list[tuple[str, list[IndexEntry]]] = []
        for title, made in archive_of(self.domain.env).keep(f"index-{self.name}", self._make):
            entries = [entry for entry in made if wanted is None or entry.docname in wanted]
            if entries:
                content.append((title, entries))
        return content, True

    def _make(self) -> list[tuple[str, list[IndexEntry]]]:
        indexes = indexes_of(self.domain.env)
        return [
            (
                group.title,
                [made for entry in group.entries for made in self.entries(entry, indexes)],
            )
            for group in indexes.groups(self.index, self.by, Filter())
        ]

    def entries(self, entry: Entry, indexes: Indexes) -> list[IndexEntry]:
        """Make the lines of an entry: one for each of its links."""
        name, extra, description = self.words(entry, indexes)
        return [
            IndexEntry(name, 0, link.docname, link.anchor, extra, "", description)
            for link in entry.links
        ]

    def words(self, entry: Entry, indexes: Indexes) -> tuple[str, str, str]:
        """Give name, addition and description of a line."""
        return entry.text, entry.detail, indexes.cell("published", entry)


class DocumentsIndex(DigestIndex):
    """Documents by issuer, then by number with the places that cite them."""

    name = "documents"
    localname = _lazy("Index of documents")
    shortname = _lazy("documents")
    index = "documents"
    by = "issuer"

    def _make(self) -> list[tuple[str, list[IndexEntry]]]:
        numbers = indexes_of(self.domain.env).numbers(Filter())
        return super()._make() + [
            (str(_("Numbers: %s")) % group.title, list(_number_lines(group))) for group in numbers
        ]


def _number_lines(group: Group) -> Iterator[IndexEntry]:
    """Yield a line for who bears a number and for each that cites it.

    Every line has the number: LaTeX leaves out lines that lead nowhere.
    """
    number = ""
    for entry in group.entries:
        if entry.level == 0:
            number = entry.text
        title, relation = (entry.text, entry.detail) if entry.level else (entry.detail, "")
        for link in entry.links:
            yield IndexEntry(number, 0, link.docname, link.anchor, relation, "", title)


class DatesIndex(DigestIndex):
    """Dates by month."""

    name = "dates"
    localname = _lazy("Index of dates")
    shortname = _lazy("dates")
    index = "dates"

    def words(self, entry: Entry, indexes: Indexes) -> tuple[str, str, str]:
        """Give date and matter, what happens, and the notice."""
        name = f"{indexes.cell('date', entry)}  {entry.text}".strip()
        return name, indexes.cell("event", entry), indexes.cell("notice", entry)


class ContactsIndex(DigestIndex):
    """Contacts by organization."""

    name = "contacts"
    localname = _lazy("Index of contacts")
    shortname = _lazy("contacts")
    index = "contacts"

    def words(self, entry: Entry, _indexes: Indexes) -> tuple[str, str, str]:
        """Give the name, the telephone and the address."""
        return entry.text, entry.cells.get("phone", ""), entry.cells.get("email", "")
