"""``feed.json``: the newest notices for feed readers that read JSON (JSON Feed 1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sphinx_digest.core.exported import Object
from sphinx_digest.core.exported.edition import NO_FIELDS
from sphinx_digest.core.exported.entries import Entry, feed_of
from sphinx_digest.core.exported.words import OwnField
from sphinx_digest.core.settings import FeedSettings

VERSION = "https://jsonfeed.org/version/1.1"


def to_json_feed(
    digest: Object,
    settings: FeedSettings,
    *,
    name: str = "feed.json",
    topic: str = "",
    own: Mapping[str, OwnField] = NO_FIELDS,
) -> str:
    """Give the feed that the file ``name`` in the folder ``digest`` holds.

    ``topic`` leaves out the notices of others; ``own`` says what the project's
    fields are called. Empty where ``exported.needs_base_url``.
    """
    feed = feed_of(digest, settings, name, topic, own)
    if feed is None:
        return ""
    shape = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id, "url": entry.url}
    if entry.sources:
        item["external_url"] = entry.sources[0]
    item |= {
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
    }
    if tags := list(dict.fromkeys(category.label for category in entry.categories)):
        item["tags"] = tags
    files = [
        {"url": one.url, "mime_type": one.media, "title": one.title}
        for one in entry.attachments
        if one.media
    ]
    if files:
        item["attachments"] = files
    return item
