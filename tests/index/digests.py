"""Digests made by hand, without reading a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sphinx_digest.core.due import count_deadline
from sphinx_digest.core.model import Attachment, Citation, Document, Notice, Place, Record, Span
from sphinx_digest.core.store import Digest, resolve
from sphinx_digest.core.times.calendar import Calendar

SPAN = Span(1, 1, 1, 2)


def record(
    kind_: str, id_: str, title: str = "", extra: Mapping[str, Any] | None = None, **values: Any
) -> Record:
    """Make a record; a trailing underscore lets a field be called ``from`` or ``for``."""
    named = {name.rstrip("_"): value for name, value in values.items()}
    return Record(kind_, id_, title, named, extra or {}, {}, 0, "a.md", SPAN, True)


def deadline(id_: str, title: str, **values: Any) -> Record:
    return record("deadline", id_, title, **values)


def contact(id_: str, *names: str, **values: Any) -> Record:
    return record("contact", id_, "；".join(names), names=list(names), **values)


def notice(
    id_: str,
    title: str,
    *,
    deadlines: Iterable[Record] = (),
    contacts: Iterable[Record] = (),
    attachments: Iterable[Attachment] = (),
    cites: Iterable[str | tuple[str, str]] = (),
    part: str | None = "p",
    group: str | None = None,
    extra: Mapping[str, Any] | None = None,
    **values: Any,
) -> Notice:
    citations = tuple(
        Citation(one, None, Place("a.md", SPAN), False)
        if isinstance(one, str)
        else Citation(one[0], one[1], Place("a.md", SPAN), True)
        for one in cites
    )
    own = record("notice", id_, title, extra, **values)
    return Notice(
        own,
        part,
        group,
        tuple(_counted(one, own) for one in deadlines),
        tuple(contacts),
        tuple(attachments),
        citations,
        f"正文 {id_}",
        False,
    )


def _counted(deadline: Record, own: Record) -> Record:
    if "within" not in deadline.values:
        return deadline
    return replace(deadline, count=count_deadline(deadline, own, Calendar()))


def issue(number: int, *notices: Notice, draft: bool = False, **values: Any) -> Document:
    values.setdefault("period", "2021-04-10/2021-04-16")
    return Document(
        docname=f"issues/{number}",
        path=f"issues/{number}.md",
        markup="myst",
        title=f"科技信息周报 第 {number} 期",
        issue=record("issue", f"issue-{number}", f"第 {number} 期", number=number, **values),
        parts=(record("part", "p", "知识产权信息篇", department="知识产权部"),),
        notices=notices,
        references=(),
        indexes=(),
        diagnostics=(),
        draft=draft,
    )


def digest(*documents: Document) -> Digest:
    return resolve(documents)
