"""What the PDF is told of the digest: its issues, and the indexes worded for print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_digest.core.index import Entry as CoreEntry
from sphinx_digest.core.index import Filter
from sphinx_digest.core.index import Group as CoreGroup
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Document
from sphinx_digest.core.times import wording
from sphinx_digest.ext.indexes import Indexes, indexes_of
from sphinx_digest.ext.pages import DEFAULT_ORDER, filter_of
from sphinx_digest.ext.pending import digest_pending
from sphinx_digest.ext.short_titles import short_title
from sphinx_digest.ext.state import archive_of, output_language
from sphinx_digest.ext.words import _
from sphinx_digest.pdf.content import Entry, Group, IndexSection, IssueRef

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: The indexes whose groups are names, to stand under their letters.
_LETTERED = frozenset({"documents", "contacts"})
#: What is printed of a contact: how to reach it, else the first of these that it has.
_REACHED = (("role", "phone", "email"), ("address",), ("qq",), ("url",), ("fax",), ("note",))
#: The indexes that close every book.
STANDARD = frozenset({"documents", "numbers", "dates", "contacts"})


class PdfContent:
    """Answers the PDF builder's questions; see ``pdf.content``."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env

    def issues(self) -> Sequence[IssueRef]:
        """Give the issues in order of number."""
        language = output_language(self.env.config)
        return [_issue_ref(issue, language) for issue in archive_of(self.env).shown.issues]

    def indexes(
        self, docnames: Sequence[str] | None, *, asked: bool = False
    ) -> Sequence[IndexSection]:
        """Give documents, numbers, dates and contacts of some issues, or of all for None.

        With ``asked``, also what the index pages that the book leaves out ask for beyond these,
        and their words.
        """
        indexes = indexes_of(self.env)
        issue: tuple[str, ...] = ()
        if docnames is not None:
            issue = tuple(
                document.issue.id
                for document in archive_of(self.env).shown.issues
                if document.docname in docnames and document.issue
            )
        filters = Filter(issue=issue)
        requests = list(self._requests()) if asked else []
        sections = [
            _section(
                "documents",
                str(_("Index of documents")),
                indexes.groups("documents", "issuer", filters),
                indexes,
            ),
            _section(
                "numbers", str(_("Index of document numbers")), indexes.numbers(filters), indexes
            ),
            _section(
                "dates",
                str(_("Index of dates")),
                _ahead(indexes.groups("dates", None, filters)),
                indexes,
            ),
            _section(
                "contacts",
                str(_("Index of contacts")),
                indexes.groups("contacts", None, filters),
                indexes,
            ),
            *(
                _section(
                    request.key,
                    request.title,
                    indexes.groups(request.name, request.by, _within(request.filters, issue)),
                    indexes,
                )
                for request in _first_of_each(requests)
                if request.key not in STANDARD
            ),
        ]
        words = {section.name: "" for section in sections}
        for request in requests:
            if request.key in words and request.words not in words[request.key]:
                words[request.key] = "\n".join(filter(None, (words[request.key], request.words)))
        return [replace(section, note=words[section.name]) for section in sections]

    def _requests(self) -> Iterator[_Request]:
        """Yield what the pages of generated lists ask for, each with the words before it."""
        for docname in sorted(self.index_pages()):
            title, words = "", []
            found: list[_Request] = []
            for node in self.env.get_doctree(docname).findall(_said):
                if isinstance(node, nodes.title):
                    title = node.astext()
                elif isinstance(node, nodes.paragraph):
                    words.append(node.astext())
                elif not isinstance(node, digest_pending):
                    continue
                elif node["kind"] == "index" and node["name"] != "issues":
                    found.append(_request(node, title, "\n".join(words)))
                    words = []
            if found and words:
                found[-1] = replace(found[-1], words="\n".join([found[-1].words, *words]).strip())
            yield from found

    def index_pages(self) -> frozenset[str]:
        """Give the documents that hold generated indexes and nothing else but a few words."""
        return frozenset(
            document.docname
            for document in archive_of(self.env).documents()
            if document.indexes
            and not document.issue
            and _only_lists(self.env.get_doctree(document.docname))
        )


@dataclass(frozen=True, slots=True)
class _Request:
    """A generated list that a page asks for; ``words`` is what the page says before it."""

    key: str
    name: str
    by: str | None
    title: str
    filters: Filter
    words: str


def _request(node: digest_pending, title: str, words: str) -> _Request:
    name, values = node["name"], dict(node["values"])
    by = values.get("group-by", DEFAULT_ORDER.get(name))
    key = "numbers" if (name, by) == ("documents", "number") else name
    if by not in (None, "number", DEFAULT_ORDER.get(name)):
        key = f"{name}-{by}"
    return _Request(key, name, by, title, filter_of(values), words)


def _within(filters: Filter, issue: tuple[str, ...]) -> Filter:
    return replace(filters, issue=filters.issue or issue)


def _first_of_each(requests: Iterable[_Request]) -> Iterable[_Request]:
    firsts: dict[str, _Request] = {}
    for request in requests:
        firsts.setdefault(request.key, request)
    return firsts.values()


def _said(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title | nodes.paragraph | digest_pending)


def _only_lists(element: nodes.Element) -> bool:
    words = (nodes.title, nodes.paragraph, nodes.Invisible, digest_pending)
    return all(
        isinstance(child, words) or (isinstance(child, nodes.section) and _only_lists(child))
        for child in element.children
    )


def _section(name: str, title: str, groups: Sequence[CoreGroup], indexes: Indexes) -> IndexSection:
    collator = indexes.project.collator
    worded = tuple(
        Group(
            group.title,
            tuple(_entry(name, group, entry, indexes) for entry in group.entries),
            collator.group(group.title) if name in _LETTERED else "",
        )
        for group in groups
    )
    return IndexSection(name, title, worded)


def _issue_ref(document: Document, language: Language) -> IssueRef:
    issue = document.issue
    values = issue.values if issue else {}
    published, period = values.get("published", ""), values.get("period", "")
    return IssueRef(
        docname=document.docname,
        id=issue.id if issue else "",
        title=document.title,
        number=str(values.get("number", "")),
        period=wording.interval_words(period, language) if period else "",
        published=wording.date_words(published, language) if published else "",
        released=date.fromisoformat(published) if published else None,
        ends=date.fromisoformat(period.rpartition("/")[2]) if period else None,
    )


def _entry(name: str, group: CoreGroup, entry: CoreEntry, indexes: Indexes) -> Entry:
    cells = entry.cells
    gap = "　" if indexes.language == "zh" else "\u2003"
    if name == "dates":
        return _date(group, entry, indexes)
    if name.startswith(("contacts", "roster")):
        text = entry.text
        told = (
            [cells[cell] for cell in shown if cells.get(cell, text) != text] for shown in _REACHED
        )
        detail = gap.join(next(filter(None, told), ()))
    elif name.startswith("issuers"):
        text, detail = entry.text, ""  # its pages say how many there are
    else:
        text, detail = (entry.detail, entry.text) if entry.level else (entry.text, entry.detail)
    targets = tuple((link.docname, link.anchor) for link in entry.links)
    return Entry(text, detail, targets, entry.level)


def _date(group: CoreGroup, entry: CoreEntry, indexes: Indexes) -> Entry:
    """Word what a day brings, the hour and how it was found behind what happens."""
    cells, language = entry.cells, indexes.language
    words, value = indexes.cell("date", entry), cells.get("date", "")
    day = wording.date_words(value.partition("T")[0], language) if value else words
    rest = words.removeprefix(day).strip() if words.startswith(day) else ""
    if "every" in cells and value:
        rule = wording.recurrence_words(cells["every"], language)
        rest = f"（{rule}）" if language == "zh" else f"({rule})"
    gap = "" if rest.startswith("（") else " "
    event = f"{indexes.cell('event', entry)}{gap}{rest}".strip()
    notice = short_title(indexes.cell("notice", entry))
    detail = str(_(", ")).join(filter(None, (event, notice)))
    targets = tuple((link.docname, link.anchor) for link in entry.links)
    lead = _day(group, day if words.startswith(day) else words, language)
    return Entry(entry.text, detail, targets, entry.level, lead)


def _ahead(groups: Sequence[CoreGroup]) -> Sequence[CoreGroup]:
    """Leave out when notices were published, which the documents tell; what recurs stands once.

    Where nothing else has a day, publication stays.
    """
    seen: set[tuple[str, ...]] = set()
    left: list[CoreGroup] = []
    for group in groups:
        entries: list[CoreEntry] = []
        for entry in group.entries:
            if entry.cells["what"] in ("Published", "Dated"):
                continue
            if "every" in entry.cells:
                key = (entry.cells["what"], *(f"{one.docname}#{one.anchor}" for one in entry.links))
                if key in seen:
                    continue
                seen.add(key)
            entries.append(entry)
        if entries:
            left.append(replace(group, entries=tuple(entries)))
    return left or groups


def _day(group: CoreGroup, words: str, language: Language) -> str:
    """Word a day under its month, which is not said again."""
    match = re.fullmatch(rf"{re.escape(group.key)}-([0-9]{{2}})(?![0-9])(.*)", words)
    if match is None or not re.fullmatch("[0-9]{4}-[0-9]{2}", group.key):
        return words
    return f"{int(match[1])} 日{match[2]}" if language == "zh" else f"{int(match[1])}{match[2]}"
