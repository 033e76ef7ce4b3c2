"""The pages of the domain's indexes: the same tables as the directive makes, with their filters.

Sphinx writes these pages in every build. What stands on them is kept with the environment, so
that a build that finds nothing changed makes nothing anew.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_digest.core.index import Filter, Group
from sphinx_digest.ext.foreign import is_foreign, marked
from sphinx_digest.ext.furniture import index_links
from sphinx_digest.ext.index_data import add_files
from sphinx_digest.ext.index_html import index_html
from sphinx_digest.ext.indexes import indexes_of
from sphinx_digest.ext.pages import DEFAULT_ORDER, address_from
from sphinx_digest.ext.state import archive_of, domain_of, project_of
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: The builders that give each index of a domain a page.
_BUILDERS = ("html", "dirhtml")
_PREFIX = "digest-"


def attach_index_pages(app: Sphinx) -> None:
    """Let the indexes of the domain ask for their pages; connected to ``builder-inited``."""
    if app.builder.name in _BUILDERS:
        project_of(app.env).index_body = partial(body_of, app.builder)


def body_of(builder: Builder, name: str) -> str:
    """Give what stands on the page of an index; nothing where it has no entry."""
    archive = archive_of(builder.env)
    return archive.keep(f"page-{name}-{builder.name}", partial(_write, builder, name))


def _write(builder: Builder, name: str) -> str:
    env, indexes = builder.env, indexes_of(builder.env)
    address = address_from(builder, _PREFIX + name)
    taken: set[str] = set()

    def written(by: str | None, groups: tuple[Group, ...], section: str = "") -> str:
        level = 3 if section else 2
        inner = index_html(env, address, name, by, groups, Filter(), taken, level, section)
        return f'<div class="digest-index digest-index-{name} docutils container">{inner}</div>\n'

    by = DEFAULT_ORDER.get(name)
    groups = indexes.groups(name, by, Filter())
    if not groups:
        return ""
    body = index_links(builder, _PREFIX + name, name) + written(by, groups)
    if name == "documents" and (numbers := indexes.numbers(Filter())):
        title = str(_("Index of document numbers"))
        inner = written("number", numbers, title)
        body += f'<section id="digest-numbers"><h2>{escape(title)}</h2>\n{inner}</section>'
    return body


def show_index_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], _doctree: object
) -> str | None:
    """Write the page of an index as any other page; connected to ``html-page-context``."""
    body_of = project_of(app.env).index_body
    names = {_PREFIX + index.name: index for index in domain_of(app.env).indices}
    if body_of is None or template != "domainindex.html" or pagename not in names:
        return None
    index = names[pagename]
    title = escape(str(index.localname))
    body = f'<section id="{pagename}">\n<h1>{title}</h1>\n{body_of(index.name)}</section>\n'
    body = marked(body) if is_foreign(app.config) else body
    context.update(
        title=title, body=body, toc="", display_toc=False, metatags="", sourcename="", meta={}
    )
    add_files(app)
    return "page.html"
