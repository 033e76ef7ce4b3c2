"""What machines read of a page: schema.org as JSON-LD, Open Graph."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes

from sphinx_digest.core.model import Document
from sphinx_digest.core.times.closing import day_of_issue
from sphinx_digest.ext.home import home_pages
from sphinx_digest.ext.linked_data import Graph, Site, breadcrumbs
from sphinx_digest.ext.state import archive_of, project_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TAG = re.compile(r"<[^>]*>")


def add_machine_words(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add to the head of our pages what machines read; connected to ``html-page-context``."""
    if app.builder.name == "epub":
        return
    document = archive_of(app.env).shown_document(pagename)
    head = _Head(app, pagename, context, document if document and document.issue else None)
    if head.document is None and not head.is_home and not _shows_an_index(context, doctree):
        return
    ours = "".join(
        f'<script type="application/ld+json">{_as_json(graph)}</script>\n'
        for graph in head.graphs()
    )
    if "sphinxext.opengraph" not in app.extensions:
        ours = "".join(head.open_graph()) + ours
    context["metatags"] = context.get("metatags", "") + ours


def _as_json(graph: Graph) -> str:
    """Write JSON that cannot end the script, whatever a title holds."""
    whole = {"@context": "https://schema.org", **graph}
    written = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace("&", "\\u0026")


def _shows_an_index(context: dict[str, Any], doctree: Any) -> bool:
    if doctree is None:
        return "indextitle" in context
    return any("digest-index" in node["classes"] for node in doctree.findall(nodes.container))


@dataclass(frozen=True, slots=True)
class _Head:
    """Makes the head of one page; ``document`` is the issue on it, if there is one."""

    app: Sphinx
    pagename: str
    context: dict[str, Any]
    document: Document | None

    @property
    def is_home(self) -> bool:
        return self.pagename in home_pages(self.app.env)

    @property
    def title(self) -> str:
        if self.document:
            return self.document.title
        titles = self.app.env.titles
        if self.pagename in titles:
            return titles[self.pagename].astext()
        return unescape(str(self.context.get("indextitle", "")))

    def address(self, pagename: str) -> str:
        """Give the address of a page: absolute, where the digest has one, else from here."""
        base = str(self.app.config.html_baseurl or "")
        if base:
            return posixpath.join(base, self.app.builder.get_target_uri(pagename))
        return self.app.builder.get_relative_uri(self.pagename, pagename)

    def site(self) -> Site:
        """Give what is said of the whole."""
        settings = project_of(self.app.env).settings
        return Site(
            settings.title or str(self.app.config.project),
            str(self.app.config.language or "en").replace("_", "-"),
            self.address(str(self.app.config.root_doc)),
        )

    def graphs(self) -> Iterator[Graph]:
        """Yield what the page is, and the way to it."""
        site, here = self.site(), self.address(self.pagename)
        if self.document:
            yield site.issue(self.document, here)
        elif self.is_home:
            issues = archive_of(self.app.env).shown.issues
            yield site.periodical() | {
                "hasPart": [
                    site.listed_issue(issue, self.address(issue.docname))
                    for issue in reversed(issues)
                ]
            }
        else:
            page = {"@type": "CollectionPage", "name": self.title, "inLanguage": site.language}
            yield page | ({"url": here} if here else {}) | {"isPartOf": site.periodical()}
        if self.pagename != self.app.config.root_doc:
            between = [
                (unescape(_TAG.sub("", parent["title"])), urljoin(here, parent["link"]))
                for parent in self.context.get("parents") or ()
            ]
            yield breadcrumbs([(site.name, site.home), *between, (self.title, here)])

    def open_graph(self) -> Iterator[str]:
        """Yield the tags of Open Graph."""
        day = day_of_issue(self.document) if self.document else None
        notices = self.document.notices[:3] if self.document else ()
        base = str(self.app.config.html_baseurl or "")
        pairs = (
            ("og:type", "article" if self.document else "website"),
            ("og:title", self.title),
            ("og:site_name", self.site().name),
            ("og:url", self.address(self.pagename) if base else ""),
            ("og:description", "；".join(notice.record.title for notice in notices)),
            ("og:locale", self.site().language.replace("-", "_")),
            ("article:published_time", day.isoformat() if day else ""),
        )
        for key, value in pairs:
            if value:
                yield f'<meta property="{key}" content="{escape(value)}" />\n'
