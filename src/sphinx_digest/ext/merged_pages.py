"""Index pages of merged volumes: the same tables as in a build, made of their ``digest.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from types import SimpleNamespace
from typing import Any, cast

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinx_digest.core.index import Filter, Group
from sphinx_digest.core.messages import message_language
from sphinx_digest.core.recall import documents_of
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.ext.furniture import add_alternates, index_links
from sphinx_digest.ext.index_data import SCRIPT, STYLE
from sphinx_digest.ext.index_html import index_html
from sphinx_digest.ext.indexes import Indexes
from sphinx_digest.ext.pages import DEFAULT_ORDER
from sphinx_digest.ext.state import Archive, Project
from sphinx_digest.ext.words import CATALOGUE, LOCALE_DIR, _

_PAGES = ("documents", "dates", "contacts", "issuers")
#: What says in the head of a page that it may be written anew.
MARK = '<meta name="generator" content="sphinx-digest merge">'
_STYLES = ("digest.css", STYLE)
_LOOK = """\
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif;
  color-scheme: light dark; }
nav.volumes ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0;
  list-style: none; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top;
  padding: .25rem .5rem; border-bottom: 1px solid #8886; } td p, th p { margin: 0; }
caption { text-align: start; }
"""


@dataclass(frozen=True, slots=True)
class MergedPages:
    """Writes the pages of a merged digest; ``env`` is what the indexes ask of an environment."""

    digest: Mapping[str, Any]
    env: BuildEnvironment
    indexes: Indexes

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path of each file and its bytes."""
        titles = {
            "documents": str(_("Index of documents")),
            "dates": str(_("Index of dates")),
            "contacts": str(_("Index of contacts")),
            "issuers": self.indexes.label("Issuer"),
        }
        title = str(self.digest.get("title") or "")
        menu = {"index.html": title or "…"}
        menu |= {f"digest-{name}.html": titles[name] for name in _PAGES}
        yield "index.html", self.page(title, self.forms("home") + self.table("issues"), menu)
        for name in _PAGES:
            body = self.forms(name) + self.table(name)
            yield f"digest-{name}.html", self.page(titles[name], body, menu)
        for name in (*_STYLES, SCRIPT):
            yield f"_static/{name}", (files("sphinx_digest") / "static" / name).read_bytes()

    @property
    def builder(self) -> Builder:
        """What links to other forms ask of a builder: all pages are side by side."""
        fields = {"name": "html", "env": self.env, "get_target_uri": lambda _: "index.html"}
        return cast(Builder, SimpleNamespace(**fields))

    def forms(self, name: str) -> str:
        """Link to the calendar, the feeds and the tables that belong to a page."""
        return index_links(self.builder, "index", name)

    def alternates(self) -> str:
        """Say in the head of a page where the feeds and the calendar are."""
        config = SimpleNamespace(project=str(self.digest.get("title") or ""))
        app = SimpleNamespace(builder=self.builder, env=self.env, config=config)
        context: dict[str, Any] = {"pathto": lambda path, _: path}
        add_alternates(cast(Sphinx, app), "index", "", context, None)
        return str(context["metatags"])

    def table(self, name: str) -> str:
        """Write an index, and for documents that of their numbers as well."""
        taken: set[str] = set()
        by = DEFAULT_ORDER.get(name)
        body = self.index(name, by, self.indexes.groups(name, by, Filter()), taken)
        if name == "documents" and (numbers := self.indexes.numbers(Filter())):
            title = str(_("Index of document numbers"))
            body += f"<h2>{escape(title)}</h2>\n"
            body += self.index(name, "number", numbers, taken, title)
        return body

    def index(
        self,
        name: str,
        by: str | None,
        groups: tuple[Group, ...],
        taken: set[str],
        section: str = "",
    ) -> str:
        """Write a table of an index, in a section where one is named."""
        if not groups:
            return f"<p>{escape(str(_('Nothing to list yet.')))}</p>\n"
        level = 3 if section else 2
        inner = index_html(
            self.env, self.address, name, by, groups, Filter(), taken, level, section
        )
        return f'<div class="digest-index digest-index-{name} docutils container">{inner}</div>\n'

    def address(self, docname: str, anchor: str) -> str:
        """Give where a record is: a document is called what its page is, in its volume."""
        return f"{docname}#{anchor}"

    def page(self, title: str, body: str, menu: Mapping[str, str]) -> bytes:
        """Write a page."""
        language = str(self.digest["language"]).replace("_", "-")
        links = "".join(f'<li><a href="{p}">{escape(words)}</a></li>' for p, words in menu.items())
        styles = "".join(f'<link rel="stylesheet" href="_static/{name}">\n' for name in _STYLES)
        page = (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"{MARK}\n"
            f"<title>{escape(title)}</title>\n{self.alternates()}<style>\n{_LOOK}</style>\n{styles}"
            f'<script defer src="_static/{SCRIPT}"></script>\n</head>\n<body>\n'
            f'<nav class="volumes"><ul>{links}</ul></nav>\n<main role="main">\n'
            f"<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
        )
        return page.encode()


def merged_pages(
    digest: Mapping[str, Any], settings: Settings, schemas: Schemas
) -> dict[str, bytes]:
    """Give the files of the common index pages, by their path."""
    language = message_language(digest["language"])
    settings = replace(settings, base_url=digest.get("base_url", ""))
    locale.init([LOCALE_DIR], digest["language"], CATALOGUE)
    archive = Archive({}, {}, {}, {}, settings.aliases())
    # Two volumes may have a file of one name, but no two pages are one.
    issues = [{**issue, "docname": issue["page_url"]} for issue in digest["issues"]]
    for document in documents_of({**digest, "issues": issues}):
        archive.put(document)
    project = Project(settings, schemas, (), language)
    domain = SimpleNamespace(archive=archive, project=project)
    config = SimpleNamespace(language=digest["language"])
    env = cast(BuildEnvironment, SimpleNamespace(domains={"digest": domain}, config=config))
    return dict(MergedPages(digest, env, Indexes(archive.shown, project, language)).files())
