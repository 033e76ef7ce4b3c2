"""``feed.atom``: the newest notices for feed readers (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_digest.core.exported import Object
from sphinx_digest.core.exported.edition import NO_FIELDS
from sphinx_digest.core.exported.entries import Entry, feed_of
from sphinx_digest.core.exported.html import text
from sphinx_digest.core.exported.words import OwnField
from sphinx_digest.core.settings import FeedSettings

_SCHEME = "urn:sphinx-digest:1:{}"


def to_atom(
    digest: Object,
    settings: FeedSettings,
    *,
    name: str = "feed.atom",
    topic: str = "",
    own: Mapping[str, OwnField] = NO_FIELDS,
) -> str:
    """Give the feed that the file ``name`` in the folder ``digest`` holds.

    ``topic`` leaves out the notices of others; ``own`` says what the project's
    fields are called. Empty where ``exported.needs_base_url``: a feed is read far
    from its pages, where links that begin nowhere lead nowhere.
    """
    feed = feed_of(digest, settings, name, topic, own)
    if feed is None:
        return ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{text(feed.language)}">',
        f"<id>{text(feed.id)}</id>",
        f"<title>{text(feed.title)}</title>",
        f"<updated>{feed.updated}</updated>",
        f"<author><name>{text(feed.author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{text(feed.url)}"/>',
        f'<link rel="alternate" type="text/html" href="{text(feed.home)}"/>',
        "<generator>sphinx-digest</generator>",
    ]
    for entry in feed.entries:
        lines += _entry(entry)
    return "\n".join([*lines, "</feed>", ""])


def _entry(entry: Entry) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{text(entry.id)}</id>"
    yield f"<title>{text(entry.title)}</title>"
    yield f"<published>{entry.published}</published>"
    yield f"<updated>{entry.updated}</updated>"
    yield f'<link rel="alternate" type="text/html" href="{text(entry.url)}"/>'
    for source in entry.sources:
        yield f'<link rel="related" href="{text(source)}"/>'
    for one in entry.attachments:
        relation = f'rel="enclosure" type="{one.media}"' if one.media else 'rel="related"'
        yield f'<link {relation} title="{text(one.title)}" href="{text(one.url)}"/>'
    for category in entry.categories:
        yield (
            f'<category scheme="{_SCHEME.format(category.scheme)}" '
            f'term="{text(category.term)}" label="{text(category.label)}"/>'
        )
    yield f"<summary>{text(entry.summary)}</summary>"
    yield f'<content type="html">{text(entry.html)}</content>'
    yield "</entry>"
