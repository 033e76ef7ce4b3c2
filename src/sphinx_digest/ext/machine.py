"""What machines read of a page: schema.org as JSON-LD, Open Graph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.times.closing import day_of_issue
from sphinx_digest.ext.dues import HAPPENINGS
from sphinx_digest.ext.state import archive_of, project_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Types of notices that schema.org has a name for; the others are works.
_TYPES: Mapping[str, str] = {
    "regulation": "Legislation",
    "measures": "Legislation",
    "news": "NewsArticle",
    "interpretation": "Article",
}


def add_machine_words(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Add to the head of an issue what machines read; connected to ``html-page-context``."""
    if doctree is None or app.builder.name == "epub":
        return
    archive = archive_of(app.env)
    document = archive.shown_document(pagename)
    if document is None or document.issue is None or document.draft:
        return
    base = str(app.config.html_baseurl or "")
    page = base + app.builder.get_target_uri(pagename) if base else ""
    language = str(app.config.language or "en").replace("_", "-")
    name = project_of(app.env).settings.title or str(app.config.project)
    graph = {"@context": "https://schema.org", **_issue(document, page, language, name)}
    # "</" in a title would end the script.
    said = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    tags = "".join(
        f'<meta property="{key}" content="{escape(value)}" />\n'
        for key, value in _open_graph(document, page, language, name)
        if value
    )
    ours = f'{tags}<script type="application/ld+json">{said}</script>\n'
    context["metatags"] = context.get("metatags", "") + ours


def _open_graph(
    document: Document, page: str, language: str, name: str
) -> Iterator[tuple[str, str]]:
    day = day_of_issue(document)
    titles = (notice.record.title for notice in document.notices[:3])
    yield "og:type", "article"
    yield "og:title", document.title
    yield "og:site_name", name
    yield "og:url", page
    yield "og:description", "；".join(titles)
    yield "og:locale", language.replace("-", "_")
    yield "article:published_time", day.isoformat() if day else ""


def _issue(document: Document, page: str, language: str, name: str) -> dict[str, Any]:
    values = document.issue.values if document.issue else {}
    day = day_of_issue(document)
    return _said(
        {
            "@type": "PublicationIssue",
            "@id": f"{page}#{document.issue.id}" if document.issue else None,
            "url": page,
            "name": document.title,
            "issueNumber": str(values.get("number", "")),
            "datePublished": day.isoformat() if day else None,
            "temporalCoverage": values.get("period"),
            "inLanguage": language,
            "isPartOf": {"@type": "Periodical", "name": name},
            "hasPart": [_notice(notice, page) for notice in document.notices],
        }
    )


def _notice(notice: Notice, page: str) -> dict[str, Any]:
    record, values = notice.record, notice.record.values
    kind = _TYPES.get(values.get("type", ""), "CreativeWork")
    issuers = [name for name in values.get("issuer", ()) if name != "unknown"]
    return _said(
        {
            "@type": kind,
            "@id": f"{page}#{record.id}",
            "name": record.title,
            "identifier": _known(values.get("number")),
            "publisher": [{"@type": "Organization", "name": name} for name in issuers],
            "datePublished": _known(values.get("published")),
            "dateCreated": _known(values.get("dated")),
            "sameAs": _known(values.get("url")),
            "encoding": [
                _said({"@type": "MediaObject", "name": one.title, "contentUrl": one.url})
                for one in notice.attachments
            ],
            "subjectOf": [
                _event(deadline, page)
                for deadline in notice.deadlines
                if deadline.values.get("kind") in HAPPENINGS
                and ("on" in deadline.values or "start" in deadline.values)
            ],
        }
    )


def _event(deadline: Record, page: str) -> dict[str, Any]:
    values = deadline.values
    start = values.get("on") or values.get("start")
    place = _known(values.get("place"))
    return _said(
        {
            "@type": "Event",
            "@id": f"{page}#{deadline.id}",
            "name": deadline.title,
            "startDate": start if start != "published" else None,
            "endDate": values.get("end"),
            "location": {"@type": "Place", "name": place} if place else None,
            "eventStatus": "https://schema.org/EventCancelled"
            if values.get("status") == "cancelled"
            else None,
        }
    )


def _known(value: object) -> str | None:
    return value if isinstance(value, str) and value != "unknown" else None


def _said(pairs: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what nothing is known of."""
    return {key: value for key, value in pairs.items() if value}
