"""Documents as readers of another language see them: what the translators gave, put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docutils import nodes

from sphinx_digest.core.model import Document, Notice, Record

#: Separates the items of a list in a translated value.
_SEPARATORS = re.compile(r"\s*[;；]\s*")


@dataclass(slots=True)
class Words:
    """The translated words of a document: by block and field, and groups by the notice's block."""

    fields: dict[int, dict[str, str]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields or self.groups)

    def take(self, block: int, name: str, node: nodes.Element | None) -> None:
        """Keep the words of a paragraph or title where a translator gave them."""
        if node is not None and node.get("translated"):
            self.fields.setdefault(block, {})[name] = node.astext()


def title_of(section: nodes.Node | None) -> nodes.title | None:
    """Give the title of a section, or of nothing."""
    if not isinstance(section, nodes.section):
        return None
    at = section.first_child_matching_class(nodes.title)
    title = section[at] if at is not None else None
    return title if isinstance(title, nodes.title) else None


def in_translation(document: Document, words: Words | None) -> Document:
    """Give the document with the translated words in place of the source's."""
    if not words:
        return document
    issue = _record(document.issue, words) if document.issue else None
    return replace(
        document,
        title=issue.title if issue else document.title,
        issue=issue,
        parts=tuple(_record(part, words) for part in document.parts),
        notices=tuple(_notice(notice, words) for notice in document.notices),
    )


def _notice(notice: Notice, words: Words) -> Notice:
    return replace(
        notice,
        record=_record(notice.record, words),
        group=words.groups.get(notice.record.block, notice.group),
        deadlines=tuple(_record(deadline, words) for deadline in notice.deadlines),
        contacts=tuple(_record(contact, words) for contact in notice.contacts),
    )


def _record(record: Record, words: Words) -> Record:
    given = words.fields.get(record.block)
    if not given:
        return record
    return replace(
        record,
        title=given.get("title", record.title),
        values=_values(record.values, given),
        extra=_values(record.extra, given),
    )


def _values(values: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: value
        if name not in given
        else _SEPARATORS.split(given[name])
        if isinstance(value, list)
        else given[name]
        for name, value in values.items()
    }
