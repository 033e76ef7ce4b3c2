"""The directive ``digest-home``: the newest issue, the dates ahead of it, all issues by year.

It asks for nothing that the core would have to read, so it is no block of a digest: it leaves a
mark that is filled when every document is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.still_open import Running, running
from sphinx_digest.core.times import wording
from sphinx_digest.core.times.closing import day_of_issue
from sphinx_digest.ext.amended import mark_of
from sphinx_digest.ext.dues import html
from sphinx_digest.ext.furniture import index_links
from sphinx_digest.ext.pages import running_before, tables_for
from sphinx_digest.ext.pending import digest_pending
from sphinx_digest.ext.state import Archive, archive_of, output_language
from sphinx_digest.ext.tables import link_across
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_FLAG = "digest_home"
_DATES = 20


class DigestHome(SphinxDirective):
    """Marks where the home page of a digest shows its issues and dates."""

    option_spec: ClassVar[Any] = {"limit": directives.positive_int}

    def run(self) -> list[nodes.Node]:
        """Leave a mark, and remember that this page shows others."""
        self.env.metadata[self.env.current_document.docname][_FLAG] = True
        return [digest_pending(kind="home", limit=self.options.get("limit", _DATES))]


def home_pages(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents that hold a home page."""
    return (docname for docname, said in env.metadata.items() if _FLAG in said)


def home_nodes(builder: Builder, docname: str, limit: int) -> list[nodes.Node]:
    """Make what a home page shows; a print has covers and contents in its place."""
    if builder.name == "digestpdf" or builder.format == "latex":
        return []
    archive = archive_of(builder.env)
    issues = archive.shown.issues
    if not issues:
        return [nodes.paragraph("", str(_("No issue yet.")))]
    shown: list[nodes.Node] = [
        _heading(str(_("Newest issue"))),
        _issue_line(builder, docname, issues[-1], "digest-newest"),
        *_titles(builder, docname, issues[-1]),
    ]
    if builder.format == "html":
        shown += _dates(builder, docname, archive, issues[-1], limit)
        shown.insert(2, html(index_links(builder, docname, "home")))
    shown += [_heading(str(_("All issues by year"))), *_years(builder, docname, issues)]
    return [nodes.container("", *shown, classes=["digest-home"])]


def _heading(text: str) -> nodes.rubric:
    return nodes.rubric("", text, classes=["digest-home-title"], **{"heading-level": 2})


def _issue_line(builder: Builder, docname: str, issue: Document, name: str) -> nodes.paragraph:
    record = cast(Record, issue.issue)
    text = nodes.Text(issue.title)
    link = link_across(builder, docname, issue.docname, record.id, text, None)
    language = output_language(builder.config)
    said = [
        wording.interval_words(record.values["period"], language)
        if "period" in record.values
        else "",
        str(_("%d notices")) % len(issue.notices),
    ]
    detail = nodes.inline("", " · ".join(filter(None, said)), classes=["digest-detail"])
    return nodes.paragraph("", "", link, nodes.Text(" "), detail, classes=[name])


def _titles(builder: Builder, docname: str, issue: Document) -> Iterator[nodes.Element]:
    """Yield what an issue holds, by part."""
    parts = {part.id: part.title for part in issue.parts}
    for part, held in groupby(issue.notices, key=lambda notice: notice.part):
        if part in parts:
            yield nodes.paragraph("", parts[part], classes=["digest-home-part"])
        items = (
            nodes.list_item(
                "", nodes.paragraph("", "", _link(builder, docname, issue, notice), *_off(notice))
            )
            for notice in held
        )
        yield nodes.bullet_list("", *items, bullet="-", classes=["digest-home-titles"])


def _link(builder: Builder, docname: str, issue: Document, notice: Notice) -> nodes.reference:
    text = nodes.Text(notice.record.title)
    return link_across(builder, docname, issue.docname, notice.record.id, text, None)


def _off(notice: Notice) -> list[nodes.Node]:
    mark = mark_of(notice)
    return [nodes.Text(" "), mark] if mark else []


def _dates(
    builder: Builder, docname: str, archive: Archive, newest: Document, limit: int
) -> list[nodes.Node]:
    """Show what ends after the newest issue went out, the soonest first."""
    day = day_of_issue(newest)
    own = [one for one in running(newest) if day and one.last > day]
    ahead: list[Running] = sorted(
        [*running_before(archive, newest.docname), *own], key=lambda one: one.last
    )
    if not ahead:
        words = str(_("Nothing is due after %s.")) % (day or "")
        return [_heading(str(_("Dates ahead"))), nodes.paragraph("", words)]
    return [html(tables_for(builder, docname).ahead(ahead, limit))]


def _years(
    builder: Builder, docname: str, issues: tuple[Document, ...]
) -> Iterator[nodes.paragraph | nodes.bullet_list]:
    """Yield the issues of each year, the newest first."""
    for year, of_year in groupby(reversed(issues), key=_year):
        yield nodes.paragraph("", year, classes=["digest-year"])
        items = (
            nodes.list_item("", _issue_line(builder, docname, issue, "digest-issue-line"))
            for issue in of_year
        )
        yield nodes.bullet_list("", *items, bullet="-", classes=["digest-archive"])


def _year(issue: Document) -> str:
    day = day_of_issue(issue)
    return str(day.year) if day else wording.date_words("unknown", "zh")
