"""``deadlines.csv``: a deadline a row, for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_digest.core.exported import EVERYTHING, Choice, Object, link_of, notices_of
from sphinx_digest.core.exported import words_language as language_of
from sphinx_digest.core.exported.table import to_csv
from sphinx_digest.core.exported.words import (
    OwnField,
    code_words,
    contact_words,
    joined,
    label,
    own_words,
    when_words,
)
from sphinx_digest.core.messages import Language
from sphinx_digest.core.times.wording import date_words, length_words, recurrence_words

_CODES = ("status", "actor", "occurrence")
#: What stands in cells as it is written.
_TEXTS = ("for", "channel", "place", "materials", "late", "except", "text", "note")
_TIMES = ("on", "start", "end", "due")
_HEADS: Mapping[str, tuple[str, str]] = {
    "issue": ("期号", "Issue"),
    "notice": ("公文", "Notice"),
    "number": ("文号", "Number"),
    "issuers": ("发文机关", "Issuers"),
    "id": ("编号", "Id"),
    "title": ("要办的事", "What is due"),
    "when": ("时间", "When"),
    "due": ("最迟", "Due"),
    "nominal_end": ("数到", "Counted end"),
    "rolled_end": ("顺延到", "Moved to"),
    "replaced_by": ("替代它的", "Replaced by"),
    "contacts": ("联系人", "Contacts"),
    "page": ("网页", "Page"),
}
_COLUMNS = (
    "issue", "due", "title", "when", "notice", "number", "issuers", "kind", "on", "start", "end",
    "within", "nominal_end", "rolled_end", "event", "every", "occurrence", "length", "status",
    "replaces", "replaced_by", "actor", *_TEXTS, "contacts", "page", "id",
)  # fmt: skip


def to_deadlines_csv(
    digest: Object,
    choice: Choice = EVERYTHING,
    own: Mapping[str, OwnField] = MappingProxyType({}),
) -> str:
    """Give the deadlines as CSV, in the order of the notices, the newest issue first.

    Columns are called as readers know them; ``own`` says what the project's fields are called.
    """
    language = language_of(digest)
    found = [
        (issue, notice, deadline)
        for issue, notice in notices_of(digest, choice)
        for deadline in notice["deadlines"]
    ]
    extra = list(dict.fromkeys(name for *_, one in found for name in one.get("extra", ())))
    header = [_head(name, language) for name in _COLUMNS] + [
        own[name].label if name in own else name for name in extra
    ]
    rows = []
    for issue, notice, deadline in found:
        cells = _cells(digest, issue, notice, deadline, language)
        given = deadline.get("extra", {})
        rows.append(
            [cells.get(name, "") for name in _COLUMNS]
            + [own_words(given.get(name, ""), own.get(name), language) for name in extra]
        )
    return to_csv(header, rows)


def _head(name: str, language: Language) -> str:
    words = _HEADS.get(name)
    return words[language == "en"] if words else label("deadline", name, language)


def _cells(
    digest: Object, issue: Object, notice: Object, deadline: Object, language: Language
) -> dict[str, str]:
    cells = {name: str(deadline[name]) for name in _TEXTS if name in deadline}
    cells |= {
        name: code_words("deadline", name, deadline[name], language)
        for name in ("kind", *_CODES)
        if name in deadline
    }
    published = {"zh": "发布之日", "en": "publication"}[language]
    for name in _TIMES:
        if value := deadline.get(name):
            cells[name] = published if value == "published" else date_words(value, language)
    for name in ("within", "length"):
        if name in deadline:
            cells[name] = length_words(deadline[name], language)
    if "every" in deadline:
        cells["every"] = recurrence_words(deadline["every"], language)
    contacts = [contact_words(one, language) for one in deadline["contacts"] or notice["contacts"]]
    return cells | {
        "issue": str(issue.get("number", "")),
        "notice": notice["title"],
        "number": notice.get("number", ""),
        "issuers": joined(notice["issuers"], language),
        "id": deadline["id"],
        "title": deadline["title"],
        "when": when_words(deadline, language),
        "event": deadline.get("event", ""),
        "nominal_end": deadline.get("nominal_end", ""),
        "rolled_end": deadline.get("rolled_end", ""),
        "replaces": deadline.get("replaces", ""),
        "replaced_by": deadline.get("replaced_by", {}).get("id", ""),
        "contacts": joined(contacts, language),
        "page": link_of(digest, deadline, notice["page_url"]) or "",
    }
