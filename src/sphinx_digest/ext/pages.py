"""What a page shows of other pages: indexes, who cites a notice, the issues before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from sphinx_digest.core.index import Filter
from sphinx_digest.core.model import Document, Record
from sphinx_digest.ext.indexes import index_nodes, indexes_of
from sphinx_digest.ext.late import home_of
from sphinx_digest.ext.state import archive_of
from sphinx_digest.ext.tables import link_across
from sphinx_digest.ext.tokens import hold_tokens
from sphinx_digest.ext.transform import digest_pending
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

DEFAULT_ORDER = {"documents": "issuer", "contacts": "organization"}


def resolve_pending(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace what was left open; connected to ``doctree-resolved``."""
    taken: set[str] = set()  # anchors of groups: a page may have two indexes of one kind
    for pending in list(doctree.findall(digest_pending)):
        # In joined documents (singlehtml, latex, PDF) a node belongs to the file it came from.
        home = home_of(pending, docname)
        kind = pending["kind"]
        if kind == "index":
            replacement = _index(app.builder, pending, docname, taken)
        elif kind == "cited-by":
            replacement = _cited_by(app.builder, pending["id"], docname)
        else:
            replacement = _neighbours(app.builder, home, docname)
        pending.replace_self(replacement)
    if app.builder.format == "latex":
        _prepare_latex(doctree)
    elif app.builder.format == "html":
        hold_tokens(doctree)


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
    scope = getattr(builder, "digest_issue", None)
    if scope and "issue" not in values:
        values["issue"] = scope
    filters = filter_of(values)
    by = values.get("group-by", DEFAULT_ORDER.get(name))
    groups = indexes_of(builder.env).groups(name, by, filters)
    return [index_nodes(builder, docname, name, groups, filters, taken)]


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


def _is_chinese(builder: Builder) -> bool:
    return str(builder.config.language or "").startswith("zh")


def neighbours(
    issues: tuple[Document, ...], docname: str
) -> tuple[Document | None, Document | None]:
    """Give the issues before and after one."""
    names = [issue.docname for issue in issues]
    if docname not in names:
        return None, None
    at = names.index(docname)
    return (issues[at - 1] if at else None), (issues[at + 1] if at + 1 < len(issues) else None)


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
    if not len(paragraph) or builder.name in ("latex", "digestpdf"):
        return []
    return [nodes.container("", paragraph, classes=["digest-neighbours"])]
