"""Links to the digest's other forms: in the head of every page, below mastheads, on indexes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.locale import _ as __
from sphinx.util.osutil import relative_uri

from sphinx_digest.core.editions import (
    ATOM,
    CALENDAR,
    CONTACTS,
    DEADLINES,
    JSON_FEED,
    NOTICES,
    calendar_path,
    message_path,
    text_path,
)
from sphinx_digest.core.model import Document
from sphinx_digest.ext.state import archive_of, project_of
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_WEBCAL = "webcal:"
#: What cannot be without the address of the site.
_FROM_AFAR = frozenset({_WEBCAL, ATOM, JSON_FEED})
_FORMS = {
    "documents": [(ATOM, _("Feed (Atom)")), (NOTICES, _("Table (CSV)"))],
    "dates": [
        (_WEBCAL, _("Subscribe to the calendar")),
        (CALENDAR, _("Calendar (ICS)")),
        (DEADLINES, _("Table (CSV)")),
    ],
    "contacts": [(CONTACTS, _("Cards (VCF)"))],
    "home": [
        (_WEBCAL, _("Subscribe to the calendar")),
        (ATOM, _("Feed (Atom)")),
        (JSON_FEED, _("Feed (JSON)")),
    ],
}

#: Builders whose output has the folder ``digest``.
WITH_FOLDER = ("html", "dirhtml")


def add_alternates(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Say in the head of a page where feeds and calendar are; for ``html-page-context``."""
    if app.builder.name not in WITH_FOLDER:
        return
    settings = project_of(app.env).settings
    title = settings.title or str(app.config.project)
    links = [(CALENDAR, "text/calendar", _("Deadlines"))]
    if settings.base_url:
        links = [
            (ATOM, "application/atom+xml", ""),
            (JSON_FEED, "application/feed+json", ""),
            *links,
        ]
    context["metatags"] = context.get("metatags", "") + "".join(
        f'<link rel="alternate" type="{media}" title="{escape(f"{title} {words}".strip())}" '
        f'href="{escape(context["pathto"](f"digest/{path}", 1))}" />\n'
        for path, media, words in links
    )


def follow_issues(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Let a theme's way back and forth lead from issue to issue; for ``html-page-context``.

    The way through the tables of contents is theirs no more: a list of issues may be reversed.
    """
    issues = archive_of(app.env).shown.issues
    if all(issue.docname != pagename for issue in issues):
        return
    found = dict(zip(("prev", "next"), neighbours(issues, pagename), strict=True))
    for name, issue in found.items():
        context[name] = issue and {
            "link": context["pathto"](issue.docname),
            "title": escape(issue.title),
        }
    ways = {"P": (found["prev"], __("previous")), "N": (found["next"], __("next"))}
    kept = [one for one in context.get("rellinks", ()) if one[2] not in ways]
    steps = [
        (issue.docname, escape(issue.title), key, str(words))
        for key, (issue, words) in ways.items()
        if issue
    ]
    context["rellinks"] = [*kept, *reversed(steps)]


def neighbours(
    issues: tuple[Document, ...], docname: str
) -> tuple[Document | None, Document | None]:
    """Give the issues before and after one."""
    names = [issue.docname for issue in issues]
    if docname not in names:
        return None, None
    at = names.index(docname)
    return (issues[at - 1] if at else None), (issues[at + 1] if at + 1 < len(issues) else None)


def issue_links(builder: Builder, docname: str, issue_id: str) -> list[nodes.Node]:
    """Link to the forms in which an issue is passed on."""
    if builder.name not in WITH_FOLDER:
        return []
    settings = project_of(builder.env).settings
    forms = [
        (text_path(issue_id), _("Plain text"), "digest-text-edition"),
        (message_path(issue_id), _("As an e-mail"), "digest-message"),
    ]
    if "issue" in settings.events.split:
        forms.append((calendar_path("issue", issue_id), _("Calendar"), "digest-calendar"))
    return [_link(builder, docname, path, words, name) for path, words, name in forms]


def index_links(builder: Builder, docname: str, index: str) -> str:
    """Link to what an index, or ``home``, holds in the forms that programs read, as HTML."""
    if builder.name not in WITH_FOLDER:
        return ""
    base_url = project_of(builder.env).settings.base_url
    here = builder.get_target_uri(docname)
    forms = [
        (_webcal(base_url) if path == _WEBCAL else relative_uri(here, f"digest/{path}"), words)
        for path, words in _FORMS.get(index, ())
        if base_url or path not in _FROM_AFAR
    ]
    links = "　".join(f'<a href="{escape(href)}">{escape(str(words))}</a>' for href, words in forms)
    return f'<p class="digest-downloads">{links}</p>\n' if forms else ""


def _webcal(base_url: str) -> str:
    """Give the address at which a telephone asks whether to subscribe."""
    return urlsplit(base_url)._replace(scheme="webcal").geturl() + f"digest/{CALENDAR}"


def _link(builder: Builder, docname: str, path: str, words: str, name: str) -> nodes.reference:
    address = relative_uri(builder.get_target_uri(docname), f"digest/{path}")
    return nodes.reference("", "", nodes.Text(str(words)), refuri=address, classes=[name])
