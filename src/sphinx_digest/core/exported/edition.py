"""An issue as plain text, as one would type it into a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sphinx_digest.core.exported import Choice, Object, absolute, issues_of, link_of, one_line
from sphinx_digest.core.exported import words_language as language_of
from sphinx_digest.core.exported.plain import plain
from sphinx_digest.core.exported.todo import fact_lines, own_lines, to_do
from sphinx_digest.core.exported.words import (
    OwnField,
    attachment_words,
    contact_words,
    correction_words,
    deadline_words,
    facts_words,
    group_words,
    label,
    title_words,
)
from sphinx_digest.core.messages import Language
from sphinx_digest.core.times.wording import range_words

#: No field of a project's own is known.
NO_FIELDS: Mapping[str, OwnField] = MappingProxyType({})


def issue_of(digest: Object, issue_id: str) -> tuple[Object, list[Object]]:
    """Give an issue with its notices; raises KeyError for an id that the digest does not have."""
    for found in issues_of(digest, Choice(issue=issue_id)):
        return found
    raise KeyError(issue_id)


def heading_of(digest: Object, issue: Object) -> str:
    """Give the title of an issue, or the digest's."""
    return one_line(issue["title"]) or one_line(digest.get("title", "")) or issue["id"]


def masthead_of(issue: Object, language: Language) -> str:
    """Say what time an issue covers and when it went out."""
    said = []
    if period := issue.get("period"):
        said.append(range_words(period["start"], period["end"], language))
    if published := issue.get("published"):
        said.append(f"{published} 发布" if language == "zh" else f"published {published}")
    return ("，" if language == "zh" else ", ").join(said)


def note_of(record: Object, kind: str, language: Language) -> str:
    """Give what the editors say of an issue or of a notice, with its label."""
    words = one_line(record.get("note", ""))
    return _line(label(kind, "note", language), words, language) if words else ""


def _line(called: str, words: str, language: Language) -> str:
    return f"{called}：{words}" if language == "zh" else f"{called}: {words}"


def edition_blocks(
    digest: Object,
    issue_id: str,
    own: Mapping[str, OwnField] = NO_FIELDS,
    *,
    full: bool = False,
) -> Iterator[str]:
    """Yield the masthead of an issue, what to do by when, then its notices below their headings.

    ``own`` says what the project's fields are called; ``full`` adds the text of the notices.
    """
    language = language_of(digest)
    issue, notices = issue_of(digest, issue_id)
    masthead = (
        heading_of(digest, issue),
        masthead_of(issue, language),
        link_of(digest, issue),
        note_of(issue, "issue", language),
    )
    yield "\n".join(filter(None, masthead))
    if rows := list(_to_do(notices, language)):
        yield "\n".join([TO_DO[language], *rows])
    parts = {part["id"]: one_line(part["title"]) for part in issue["parts"]}
    above: tuple[str, str] = ("", "")
    for number, notice in enumerate(notices, 1):
        part, group = parts.get(notice.get("part_id"), ""), group_words(notice)
        heads = []
        if part and part != above[0]:
            heads.append(f"【{part}】" if language == "zh" else part.upper())
        if group and (part, group) != above:
            heads.append(f"〔{group}〕" if language == "zh" else f"[{group}]")
        above = (part, group)
        body = [plain(notice["body"].get("html", ""))] if full else []
        lines = [*heads, *_notice(digest, number, notice, own, language), *filter(None, body)]
        yield "\n".join(lines)


#: The heading over what to do by when.
TO_DO: Mapping[Language, str] = {"zh": "要办的事", "en": "What to do by when"}


def _to_do(notices: list[Object], language: Language) -> Iterator[str]:
    for one in to_do(notices, language):
        if language == "zh":
            yield f"· {one.when}：{one.what}（第 {one.number} 条）"
        else:
            yield f"- {one.when}: {one.what} (no. {one.number})"


def _notice(
    digest: Object, number: int, notice: Object, own: Mapping[str, OwnField], language: Language
) -> Iterator[str]:
    chinese = language == "zh"
    yield f"{number}. {title_words(notice, language)}"
    yield from correction_words(notice, language)
    if facts := facts_words(notice, language):
        yield facts
    for called, words in (*fact_lines(notice, language), *own_lines(notice, own, language)):
        yield _line(called, words, language)
    for deadline in notice["deadlines"]:
        words = deadline_words(deadline, language)
        yield f"期限：{words}" if chinese else f"Deadline: {words}"
    for contact in notice["contacts"]:
        if words := contact_words(contact, language, notice["issuers"]):
            yield f"联系：{words}" if chinese else f"Contact: {words}"
    page = str(notice.get("page_url", ""))
    for one in notice["attachments"]:
        address = absolute(digest, one["url"], page) if one.get("url") else None
        named = " ".join(filter(None, (attachment_words(one, language), address)))
        yield f"附件：{named}" if chinese else f"Attachment: {named}"
    if note := note_of(notice, "notice", language):
        yield note
    if source := absolute(digest, notice["source_url"]) if "source_url" in notice else None:
        yield f"原文：{source}" if chinese else f"Original: {source}"
    if url := link_of(digest, notice):
        yield url


def edition(
    digest: Object,
    issue_id: str,
    own: Mapping[str, OwnField] = NO_FIELDS,
    *,
    full: bool = False,
) -> str:
    """Give an issue as one text; ``full`` adds the text of the notices."""
    return "\n\n".join(edition_blocks(digest, issue_id, own, full=full)) + "\n"
