"""``notices.csv``: a notice a row, for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sphinx_digest.core.exported import EVERYTHING, Choice, Object, link_of, notices_of
from sphinx_digest.core.exported import words_language as language_of
from sphinx_digest.core.exported.table import to_csv
from sphinx_digest.core.exported.words import (
    OwnField,
    attachment_words,
    code_words,
    date_of,
    joined,
    label,
    own_words,
    status_words,
)
from sphinx_digest.core.messages import Language

_COLUMNS = (
    "type", "number", "issuers", "source", "published", "dated", "effective", "source_url",
    "addressees", "eligibility", "amount", "topics", "repeals", "amends", "follows", "related",
    "text", "note",
)  # fmt: skip
_HEADS: Mapping[Language, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "zh": (("期号", "本期日期", "篇", "分组", "编号", "标题"), ("附件", "截止数", "现状", "网页")),
    "en": (
        ("Issue", "Issue published", "Part", "Group", "Id", "Title"),
        ("Attachments", "Deadlines", "State", "Page"),
    ),
}


def to_notices_csv(
    digest: Object,
    choice: Choice = EVERYTHING,
    own: Mapping[str, OwnField] = MappingProxyType({}),
) -> str:
    """Give the notices as CSV, the newest issue first.

    Columns are called as readers know them; ``own`` says what the project's fields are called.
    """
    language = language_of(digest)
    found = list(notices_of(digest, choice))
    extra = list(dict.fromkeys(name for _, notice in found for name in notice.get("extra", ())))
    first, last = _HEADS[language]
    header = [*first, *(label("notice", name, language) for name in _COLUMNS), *last]
    header += [own[name].label if name in own else name for name in extra]
    rows = []
    for issue, notice in found:
        parts = {part["id"]: part["title"] for part in issue["parts"]}
        row = [
            str(issue.get("number", "")),
            issue.get("published", ""),
            parts.get(notice.get("part_id"), ""),
            notice.get("group", ""),
            notice["id"],
            notice["title"],
            *(_cell(name, notice.get(name, ""), language) for name in _COLUMNS),
            joined([attachment_words(one, language) for one in notice["attachments"]], language),
            str(len(notice["deadlines"])),
            status_words(notice["status"], language) if "status" in notice else "",
            link_of(digest, notice) or "",
        ]
        own_values = notice.get("extra", {})
        rows.append(
            [
                *row,
                *(own_words(own_values.get(name, ""), own.get(name), language) for name in extra),
            ]
        )
    return to_csv(header, rows)


def _cell(name: str, value: Any, language: Language) -> str:
    if isinstance(value, (list, tuple)):
        return joined([str(one) for one in value], language)
    if name == "type" and value:
        return code_words("notice", "type", value, language)
    if name in ("published", "dated", "effective") and value:
        words = {"zh": "发布之日", "en": "on publication"}
        return words[language] if value == "published" else date_of(value, language)
    return str(value)
