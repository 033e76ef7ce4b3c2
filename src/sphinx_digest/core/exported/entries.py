"""The entries of a feed, before they are Atom or JSON: a notice or a whole issue each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sphinx_digest.core import exported
from sphinx_digest.core.exported import Choice, Object, one_line
from sphinx_digest.core.exported.edition import NO_FIELDS, note_of
from sphinx_digest.core.exported.html import deadline_line, link, sanitised, text
from sphinx_digest.core.exported.plain import plain
from sphinx_digest.core.exported.todo import fact_lines, own_lines
from sphinx_digest.core.exported.words import (
    OwnField,
    attachment_words,
    code_words,
    contact_words,
    correction_words,
    deadline_pieces,
    deadline_words,
    facts_words,
    shortened,
    title_words,
)
from sphinx_digest.core.messages import Language
from sphinx_digest.core.settings import FeedSettings

#: How long a summary may be.
_SUMMARY = 200
#: What files are that notices have as attachments.
_MEDIA = {
    "pdf": "application/pdf", "zip": "application/zip", "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed", "doc": "application/msword", "rtf": "application/rtf",
    "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works", "et": "application/octet-stream",
    "ofd": "application/octet-stream", "csv": "text/csv", "txt": "text/plain",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "mp3": "audio/mpeg", "mp4": "video/mp4",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is about; ``scheme`` says by which list."""

    scheme: str  # "type", "kind" or "topic"
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A document of a notice; ``media`` is empty where its address does not say what it is."""

    url: str
    title: str
    media: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``html`` is sanitised, its addresses are in full."""

    id: str
    title: str
    url: str
    sources: tuple[str, ...]  # the documents it tells of, where their issuers have them
    published: str
    updated: str
    html: str
    summary: str
    categories: tuple[Category, ...]
    attachments: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """All that a feed says."""

    id: str
    title: str
    home: str
    url: str  # its own
    language: str
    author: str
    updated: str
    entries: tuple[Entry, ...]


def feed_of(
    digest: Object,
    settings: FeedSettings,
    name: str,
    topic: str = "",
    own: Mapping[str, OwnField] = NO_FIELDS,
) -> Feed | None:
    """Make the feed that the file ``name`` holds; None where nobody could follow its links.

    ``topic`` leaves out the notices of others; ``own`` says what the project's fields are called.
    """
    if exported.needs_base_url(digest):
        return None
    language = exported.words_language(digest)
    chosen = exported.issues_of(digest, Choice(topic=topic, limit=settings.limit))
    maker = _Maker(digest, settings, language, own)
    entries: list[Entry] = []
    for issue, notices in chosen:
        if settings.entries in ("issues", "both"):
            entries.append(maker.issue(issue, notices, topic))
        if settings.entries in ("notices", "both"):
            entries += (maker.notice(issue, notice) for notice in notices)
    home = exported.base_url(digest)
    title = one_line(digest.get("title", "")) or urlsplit(home).netloc
    colon = "：" if language == "zh" else ": "
    # The formats of one feed are one feed: its id names no format.
    kind = f"feed/{exported.topic_slug(topic)}" if topic else "feed"
    return Feed(
        id=exported.tag_of(digest, kind, url=settings.id_url),
        title=f"{title}{colon}{one_line(topic)}" if topic else title,
        home=exported.absolute(digest, "") or home,
        url=exported.file_url(digest, name),
        language=exported.language_tag(digest),
        author=one_line(settings.author) or title,
        updated=exported.latest(digest, [entry.updated for entry in entries]),
        entries=tuple(entries),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    digest: Object
    settings: FeedSettings
    language: Language
    own: Mapping[str, OwnField]

    def id(self, kind: str, issue: Object, record: Object) -> str:
        year = exported.issue_year(issue)
        return exported.tag_of(self.digest, kind, record["id"], year=year, url=self.settings.id_url)

    def notice(self, issue: Object, notice: Object) -> Entry:
        """Make the entry of one notice."""
        body = notice["body"].get("html", "")
        summary = [facts_words(notice, self.language)]
        summary += (deadline_words(one, self.language) for one in notice["deadlines"])
        said = ("。" if self.language == "zh" else ". ").join(filter(None, [*summary, plain(body)]))
        return Entry(
            id=self.id("notice", issue, notice),
            title=title_words(notice, self.language) or notice["id"],
            url=exported.link_of(self.digest, notice) or "",
            sources=tuple(self.sources(notice)),
            published=exported.instant(self.digest, exported.day_of(issue)),
            updated=exported.instant(self.digest, exported.changed_on(issue, notice)),
            html=self.content(notice),
            summary=shortened(exported.safe_text(said), _SUMMARY),
            categories=tuple(self.categories(notice)),
            attachments=tuple(self.attached(notice)),
        )

    def issue(self, issue: Object, notices: Sequence[Object], topic: str) -> Entry:
        """Make the entry of a whole issue, with all its notices."""
        note = note_of(issue, "issue", self.language)
        pieces = [f"<p>{text(note)}</p>"] if note else []
        part = None
        parts = {one["id"]: one_line(one["title"]) for one in issue["parts"]}
        for notice in notices:
            if notice.get("part_id") != part:
                part = notice.get("part_id")
                pieces.append(f"<h2>{text(parts.get(part, ''))}</h2>")
            title = link(exported.link_of(self.digest, notice), title_words(notice, self.language))
            pieces += [f"<h3>{title}</h3>", self.content(notice)]
        titles = [title_words(notice, self.language) for notice in notices]
        categories = dict.fromkeys(
            category for notice in notices for category in self.categories(notice)
        )
        attached = {one.url: one for notice in notices for one in self.attached(notice)}
        kind = f"issue/{exported.topic_slug(topic)}" if topic else "issue"
        return Entry(
            id=self.id(kind, issue, issue),
            title=one_line(issue["title"]) or issue["id"],
            url=exported.link_of(self.digest, issue) or "",
            sources=(),
            published=exported.instant(self.digest, exported.day_of(issue)),
            updated=exported.instant(self.digest, exported.changed_on(issue, *notices)),
            html="\n".join(pieces),
            summary=shortened(("；" if self.language == "zh" else "; ").join(titles), _SUMMARY),
            categories=tuple(categories),
            attachments=tuple(attached.values()),
        )

    def content(self, notice: Object) -> str:
        """Give a notice as HTML: what became of it, what is due, whom to ask, then its text."""
        language, digest = self.language, self.digest
        page = str(notice.get("page_url", ""))
        pieces = [
            f"<p><strong>{text(words)}</strong></p>" for words in correction_words(notice, language)
        ]
        if facts := facts_words(notice, language):
            source = exported.absolute(digest, notice.get("source_url", "") or "#")
            original = "原文" if language == "zh" else "Original"
            led = f" · {link(source, original)}" if notice.get("source_url") and source else ""
            pieces.append(f"<p>{text(facts)}{led}</p>")
        colon = "：" if language == "zh" else ": "
        said = (*fact_lines(notice, language), *own_lines(notice, self.own, language))
        if told := "<br>".join(text(f"{label}{colon}{words}") for label, words in said):
            pieces.append(f"<p>{told}</p>")
        lines = []
        for deadline in notice["deadlines"]:
            url = exported.link_of(digest, deadline, page)
            lines.append(deadline_line(url, deadline_pieces(deadline, language)))
        pieces.append(_listed("要办的事和期限" if language == "zh" else "Deadlines", lines))
        lines = [
            text(contact_words(contact, language, notice["issuers"]))
            for contact in notice["contacts"]
        ]
        pieces.append(_listed("联系人" if language == "zh" else "Contacts", lines))
        if body := notice["body"].get("html"):
            pieces.append(sanitised(digest, body, page))
        lines = [
            link(
                exported.absolute(digest, one["url"], page) if one.get("url") else None,
                attachment_words(one, language),
            )
            for one in notice["attachments"]
        ]
        pieces.append(_listed("附件" if language == "zh" else "Attachments", lines))
        if note := note_of(notice, "notice", language):
            pieces.append(f"<p>{text(note)}</p>")
        return "\n".join(filter(None, pieces))

    def sources(self, notice: Object) -> Iterator[str]:
        """Yield the addresses of the original and of what belongs to it."""
        for url in dict.fromkeys((notice.get("source_url", ""), *notice.get("related", ()))):
            if url and (full := exported.absolute(self.digest, url)):
                yield full

    def categories(self, notice: Object) -> Iterator[Category]:
        """Yield the type of a notice, the kinds of its deadlines, its topics."""
        if type_ := notice.get("type"):
            yield Category("type", type_, code_words("notice", "type", type_, self.language))
        for kind in dict.fromkeys(one["kind"] for one in notice["deadlines"] if "kind" in one):
            yield Category("kind", kind, code_words("deadline", "kind", kind, self.language))
        for topic in notice.get("topics", ()):
            yield Category("topic", one_line(topic), one_line(topic))

    def attached(self, notice: Object) -> Iterator[Attached]:
        """Yield the attachments that can be fetched."""
        page = str(notice.get("page_url", ""))
        for one in notice["attachments"]:
            url = exported.absolute(self.digest, one["url"], page) if one.get("url") else None
            if url and url.startswith("http"):
                yield Attached(url, attachment_words(one, self.language), _media(url))


def _media(url: str) -> str:
    ending = re.search(r"\.([A-Za-z0-9]{2,4})$", unquote(urlsplit(url).path))
    return _MEDIA.get(ending[1].lower(), "") if ending else ""


def _listed(head: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<p><strong>{text(head)}</strong></p>\n<ul>{rows}</ul>"
