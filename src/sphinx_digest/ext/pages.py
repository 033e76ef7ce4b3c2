"""What a page shows of other pages: indexes, who cites a notice, the issues before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_digest.core.chains import Chains, chains
from sphinx_digest.core.index import Filter
from sphinx_digest.core.model import Document, Record
from sphinx_digest.core.properties import Property
from sphinx_digest.core.still_open import Running, still_open
from sphinx_digest.core.times.closing import day_of_issue
from sphinx_digest.ext.dues import html
from sphinx_digest.ext.foot import Foot
from sphinx_digest.ext.foreign import is_foreign, is_ours, mark_chinese
from sphinx_digest.ext.furniture import index_links, issue_links, neighbours
from sphinx_digest.ext.index_data import SCRIPTED
from sphinx_digest.ext.index_html import index_html
from sphinx_digest.ext.indexes import (
    index_container,
    index_nodes,
    indexes_of,
    nothing_to_list,
)
from sphinx_digest.ext.late import home_of
from sphinx_digest.ext.masthead import contents_of
from sphinx_digest.ext.own_columns import own_columns
from sphinx_digest.ext.paper import PaperTables, matter
from sphinx_digest.ext.pending import digest_pending
from sphinx_digest.ext.state import Archive, archive_of, output_language, project_of
from sphinx_digest.ext.tables import digest_heading, link_across
from sphinx_digest.ext.todo import Address, Tables
from sphinx_digest.ext.tokens import hold_tokens
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

DEFAULT_ORDER = {"documents": "issuer", "contacts": "organization"}


def resolve_pending(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace what was left open; connected to ``doctree-resolved``."""
    feet: dict[str, _Feet] = {}
    taken: set[str] = set()  # anchors of groups: a page may have two indexes of one kind
    for pending in list(doctree.findall(digest_pending)):
        # In joined documents (singlehtml, latex, PDF) a node belongs to the file it came from.
        home = home_of(pending, docname)
        kind = pending["kind"]
        if kind == "index":
            replacement = _index(app.builder, pending, docname, taken)
        elif kind == "cited-by":
            replacement = _cited_by(app.builder, pending["id"], docname)
            if app.builder.format == "html":
                if home not in feet:
                    feet[home] = _Feet(app.builder, home, docname)
                _section_of(pending).extend(feet[home].below(pending["id"], replacement))
                replacement = feet[home].above(pending["id"])
            else:
                replacement = [*_matter(app.builder, pending["id"], docname), *replacement]
        else:
            replacement = _around_issue(app.builder, home, docname)
        pending.replace_self(replacement)
    if app.builder.format == "latex":
        _prepare_latex(doctree)
    elif app.builder.format == "html":
        hold_tokens(doctree)
        if is_foreign(app.config) and is_ours(doctree):
            mark_chinese(doctree)


def _prepare_latex(doctree: nodes.document) -> None:
    """Let tables break over pages, and give every block a target: LaTeX's writer sets none."""
    for table in doctree.findall(nodes.table):
        if "digest-table" in table["classes"]:
            table["classes"].append("longtable")
    for container in list(doctree.findall(nodes.container)):
        if container["ids"] and any(c.startswith("digest-") for c in container["classes"]):
            container.insert(0, nodes.target("", "", ids=container["ids"]))
            container["ids"] = []


def filter_of(values: dict[str, Any]) -> Filter:
    """Make the core's filter of the options of ``digest-index``."""

    def one(name: str) -> tuple[str, ...]:
        return (str(values[name]),) if name in values else ()

    issue = one("issue")
    return Filter(
        since=values.get("from"),
        until=values.get("to"),
        issue=() if issue == ("all",) else issue,
        part=one("part"),
        type=one("type"),
        kind=one("kind"),
        issuer=one("issuer"),
        status=one("status"),
        limit=values.get("limit"),
        columns=tuple(values.get("columns", ())),
    )


def _index(
    builder: Builder, pending: digest_pending, docname: str, taken: set[str]
) -> list[nodes.Node]:
    name, values = pending["name"], dict(pending["values"])
    filters = filter_of(values)
    if "issue" not in values:
        filters = replace(filters, issue=getattr(builder, "digest_issues", ()))
    by = values.get("group-by", DEFAULT_ORDER.get(name))
    groups = indexes_of(builder.env).groups(name, by, filters)
    if builder.name not in SCRIPTED:
        return [index_nodes(builder, docname, name, by, groups, filters, taken)]
    address = address_from(builder, docname)
    sections = list(_sections_around(pending))
    section = sections[0] if len(sections) > 1 else ""
    written = index_html(
        builder.env, address, name, by, groups, filters, taken, len(sections) + 1, section
    )
    container = index_container(name)
    links = index_links(builder, docname, name)
    container += html(links + written) if groups else nothing_to_list()
    return [container]


def _sections_around(node: nodes.Node) -> Iterator[str]:
    """Yield the titles of the sections that hold a node, the innermost first."""
    while node := node.parent:
        if isinstance(node, nodes.section):
            yield node[0].astext()


def _cited_by(builder: Builder, id_: str, docname: str) -> list[nodes.Node]:
    digest = archive_of(builder.env).shown
    rendered: list[nodes.Node] = []
    for label, ids in (
        (_("Cites"), [c.id for c in digest.cites.get(id_, ()) if c.id]),
        (_("Cited by"), list(digest.cited_by.get(id_, ()))),
    ):
        if not ids:
            continue
        paragraph = nodes.paragraph("", f"{label}：" if _is_chinese(builder) else f"{label}: ")
        for index, other in enumerate(ids):
            target = digest.targets[other]
            if index:
                paragraph += nodes.Text("；" if _is_chinese(builder) else "; ")
            text = nodes.Text(target.title)
            paragraph += link_across(builder, docname, target.docname, other, text, None)
        rendered.append(paragraph)
    return [nodes.container("", *rendered, classes=["digest-cited-by"])] if rendered else []


class _Feet:
    """Makes what stands around the notices of one document, seen from a page."""

    def __init__(self, builder: Builder, home: str, docname: str) -> None:
        self.archive = archive_of(builder.env)
        document = self.archive.shown_document(home)
        self.day = day_of_issue(document) if document else None
        self.todo = todo_of(document)
        self.records = {n.record.id: n.record for n in document.notices} if document else {}
        self.builder = builder
        self.foot = Foot(
            self.archive.shown,
            address_from(builder, docname),
            output_language(builder.config),
        )

    def above(self, id_: str) -> list[nodes.Node]:
        """Give the matter that a notice belongs to, step by step."""
        steps = chains_of(self.archive).steps(id_)
        if not steps:
            return []
        title = digest_heading("", str(_("How this matter went")), classes=["digest-foot-title"])
        line = html(self.foot.timeline(id_, steps))
        return [nodes.container("", title, line, classes=["digest-matter"])]

    def below(self, id_: str, cited: list[nodes.Node]) -> list[nodes.Node]:
        """Give who cites a notice and how to."""
        record = self.records.get(id_)
        if record is None:
            return cited
        return [*cited, html(self.foot.citation(record, self.day, self.todo))]


def _matter(builder: Builder, id_: str, docname: str) -> list[nodes.Node]:
    """Give the matter that a notice belongs to as a list."""
    archive, language = archive_of(builder.env), output_language(builder.config)
    foot = Foot(archive.shown, address_from(builder, docname), language)
    return matter(builder, docname, foot, id_, chains_of(archive).steps(id_))


def chains_of(archive: Archive) -> Chains:
    """Give how the notices follow each other."""
    return archive.made("chains", chains)


def _section_of(node: nodes.Node) -> nodes.Element:
    while not isinstance(node, nodes.section | nodes.document):
        node = node.parent
    return node


def _is_chinese(builder: Builder) -> bool:
    return str(builder.config.language or "").startswith("zh")


def running_before(archive: Archive, docname: str) -> tuple[Running, ...]:
    """Give what of earlier issues still runs when an issue goes out."""
    return archive.made("still-open", still_open).get(docname, ())


def address_from(builder: Builder, docname: str) -> Address:
    """Give what makes the address of a record, seen from a page."""

    @cache
    def page(to_docname: str) -> str:
        if to_docname == docname or builder.name == "singlehtml":
            return ""
        return str(builder.get_relative_uri(docname, to_docname))

    return lambda to_docname, anchor: f"{page(to_docname)}#{anchor}"


def tables_for(builder: Builder, docname: str) -> Tables:
    """Give what writes the tables of deadlines of a page."""
    language = output_language(builder.config)
    own = own_columns(project_of(builder.env), language)
    return Tables(address_from(builder, docname), _status_of(builder), language, own)


def _status_of(builder: Builder) -> Property:
    return project_of(builder.env).schemas.properties("deadline")["status"]


def _around_issue(builder: Builder, home: str, docname: str) -> list[nodes.Node]:
    """Show below the masthead what to do by when, what still runs, and what the issue holds."""
    archive = archive_of(builder.env)
    document = archive.shown_document(home)
    if document is None:
        return []
    running = running_before(archive, home)
    shown: list[nodes.Node] = _neighbours(builder, home, docname)
    if builder.format == "html":
        tables = tables_for(builder, docname)
        if todo := todo_of(document):
            table = html(tables.to_do(document))
            shown.append(nodes.container("", table, ids=[todo], classes=["digest-todo"]))
        shown.append(html(tables.still_open(running)))
    else:
        status, language = _status_of(builder), output_language(builder.config)
        own = own_columns(project_of(builder.env), language)
        on_paper = PaperTables(builder, docname, status, language, own)
        shown += [*on_paper.to_do(document), *on_paper.still_open(running)]
    return [*shown, contents_of(document)] if document.notices else shown


def todo_of(document: Document | None) -> str:
    """Give the anchor of the table of what an issue asks for; no id of a record has a dot."""
    if document is None or document.issue is None:
        return ""
    asks = any(notice.deadlines for notice in document.notices)
    return f"{document.issue.id}.todo" if asks else ""


def _neighbours(builder: Builder, home: str, docname: str) -> list[nodes.Node]:
    before, after = neighbours(archive_of(builder.env).shown.issues, home)
    paragraph = nodes.paragraph("", "")
    for label, issue in ((_("Previous issue"), before), (_("Next issue"), after)):
        if issue is None:
            continue
        if len(paragraph):
            paragraph += nodes.Text("　")
        anchor = cast(Record, issue.issue).id
        text = nodes.Text(
            f"{label}：{issue.title}" if _is_chinese(builder) else f"{label}: {issue.title}"
        )
        paragraph += link_across(builder, docname, issue.docname, anchor, text, None)
    if builder.format == "html" and (pattern := builder.config.digest_pdf_url):
        paragraph += [nodes.Text("　")] if len(paragraph) else []
        paragraph += _pdf_link(builder, home, docname, pattern)
    document = archive_of(builder.env).document(home)
    if document and document.issue and not document.draft:
        for link in issue_links(builder, docname, document.issue.id):
            paragraph += [nodes.Text("　"), link] if len(paragraph) else [link]
    if not len(paragraph) or builder.name in ("latex", "digestpdf"):
        return []
    return [nodes.container("", paragraph, classes=["digest-neighbours"])]


def _pdf_link(builder: Builder, home: str, docname: str, pattern: str) -> list[nodes.Node]:
    """Link to the PDF of an issue: ``pattern`` is its address from the root of the pages."""
    document = archive_of(builder.env).document(home)
    if document is None or document.issue is None:
        return []
    address = pattern.replace("{id}", document.issue.id)
    if "://" not in address:
        address = relative_uri(builder.get_target_uri(docname), address)
    words = nodes.Text(str(_("PDF of this issue")))
    return [nodes.reference("", "", words, refuri=address, classes=["digest-pdf"])]
