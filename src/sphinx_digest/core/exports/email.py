"""An issue as an e-mail, ready to be addressed and sent: text and HTML, images by their links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from sphinx_digest.core.exported import (
    Object,
    absolute,
    changed_on,
    host_of,
    instant,
    issue_year,
    language_tag,
    link_of,
    one_line,
)
from sphinx_digest.core.exported import words_language as language_of
from sphinx_digest.core.exported.edition import (
    NO_FIELDS,
    TO_DO,
    edition,
    heading_of,
    issue_of,
    masthead_of,
    note_of,
)
from sphinx_digest.core.exported.html import deadline_line, link, sanitised, text
from sphinx_digest.core.exported.todo import fact_lines, own_lines, to_do
from sphinx_digest.core.exported.words import (
    OwnField,
    attachment_words,
    contact_words,
    correction_words,
    deadline_pieces,
    facts_words,
    group_words,
    title_words,
)
from sphinx_digest.core.messages import Language

_FONT = "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',Arial,sans-serif"
_INK, _QUIET, _ACCENT, _LINE = "#1f2328", "#57606a", "#0b57a4", "#d0d7de"
_GROUND, _PAGE = "#ffffff", "#eef1f4"
_BASE = f"{_FONT};font-size:15px;line-height:1.7;color:{_INK}"
#: Mail programs know no style sheets: every element of a text bears its own.
_STYLES = {
    "p": "margin:0 0 10px",
    "ul": "margin:0 0 10px;padding-left:22px",
    "ol": "margin:0 0 10px;padding-left:22px",
    "a": f"color:{_ACCENT};text-decoration:underline;word-break:break-word",
    "img": "max-width:100%;height:auto;border:0",
    "table": f"border-collapse:collapse;width:100%;font-size:14px;margin:0 0 10px;color:{_INK}",
    "td": f"border:1px solid {_LINE};padding:4px 8px;text-align:left;vertical-align:top",
    "th": f"border:1px solid {_LINE};padding:4px 8px;text-align:left;vertical-align:top",
    "blockquote": f"margin:0 0 10px;padding-left:12px;border-left:3px solid {_LINE}",
    "pre": "white-space:pre-wrap;word-break:break-word;margin:0 0 10px",
    **{f"h{level}": "font-size:15px;margin:14px 0 6px" for level in range(1, 7)},
}
_LINKED = _STYLES["a"]
#: Programs that number messages want a domain; this one is nobody's (RFC 2606).
_NOBODY = "sphinx-digest.invalid"


def to_eml(
    digest: Object, issue_id: str, sender: str = "", own: Mapping[str, OwnField] = NO_FIELDS
) -> bytes:
    """Give an issue as a message of RFC 5322 that mail programs open as a draft.

    Without a ``sender``, whoever sends it is. The message's id is made of the issue's and stays.
    ``own`` says what the project's fields of a notice are called.
    """
    issue, notices = issue_of(digest, issue_id)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = heading_of(digest, issue)
    if sender:
        message["From"] = Address(one_line(digest.get("title", "")), addr_spec=sender)
    moment = datetime.fromisoformat(instant(digest, changed_on(issue)))
    message["Date"] = format_datetime(moment)
    host = host_of(str(digest.get("base_url", ""))) or _NOBODY
    message["Message-ID"] = f"<{issue_id}.{issue_year(issue)}@{host}>"
    message["X-Unsent"] = "1"
    # Base64 keeps lines short and Chinese smaller than the other encoding.
    message.set_content(edition(digest, issue_id, own, full=True), cte="base64")
    html = "\n".join(_page(digest, issue, notices, own)) + "\n"
    message.add_alternative(html, subtype="html", cte="base64")
    message["Content-Language"] = language_tag(digest)
    for part in message.iter_parts():
        del part["MIME-Version"]
    message.set_boundary(f"=_{sha256(f'{issue_id}@{host}'.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def _page(
    digest: Object, issue: Object, notices: list[Object], own: Mapping[str, OwnField]
) -> Iterator[str]:
    language = language_of(digest)
    title = text(heading_of(digest, issue))
    yield f'<!DOCTYPE html>\n<html lang="{text(language_tag(digest))}">\n<head>'
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # The page says which colours it has; a program that darkens it inverts them all alike.
    yield '<meta name="color-scheme" content="light">'
    yield '<meta name="supported-color-schemes" content="light">'
    yield f"<title>{title}</title>\n</head>"
    yield f'<body style="margin:0;padding:0;background:{_PAGE};{_BASE}">'
    yield _opened(
        f"background:{_PAGE}", f' width="100%" bgcolor="{_PAGE}"', "padding:16px 8px", "center"
    )
    yield _opened(
        f"max-width:600px;background:{_GROUND};border-top:4px solid {_ACCENT}",
        f' width="600" bgcolor="{_GROUND}"',
        f"padding:20px;{_BASE}",
        "left",
    )
    yield f'<h1 style="font-size:22px;line-height:1.35;margin:0 0 4px;color:{_INK}">{title}</h1>'
    yield f'<p style="margin:0 0 14px;color:{_QUIET}">{text(masthead_of(issue, language))}</p>'
    if url := link_of(digest, issue):
        seen = "在网页上看本期" if language == "zh" else "Read this issue on the web"
        yield f'<p style="margin:0 0 14px">{_styled(link(url, seen))}</p>'
    if note := note_of(issue, "issue", language):
        yield f'<p style="margin:0 0 14px">{text(note)}</p>'
    yield from _to_do(digest, notices, language)
    parts = {part["id"]: one_line(part["title"]) for part in issue["parts"]}
    above = ("", "")
    for number, notice in enumerate(notices, 1):
        part, group = parts.get(notice.get("part_id"), ""), group_words(notice)
        if part and part != above[0]:
            yield (
                f'<h2 style="font-size:18px;margin:26px 0 8px;padding-bottom:4px;color:{_ACCENT};'
                f'border-bottom:2px solid {_ACCENT}">{text(part)}</h2>'
            )
        if group and (part, group) != above:
            yield f'<p style="margin:14px 0 6px;color:{_QUIET};font-weight:bold">{text(group)}</p>'
        above = (part, group)
        yield from _notice(digest, number, notice, own, language)
    yield "</td></tr></table>\n</td></tr></table>\n</body>\n</html>"


def _opened(style: str, attributes: str, cell: str, align: str) -> str:
    """Open a table of one cell, which is how mail programs lay out."""
    return (
        f'<table role="presentation" cellpadding="0" cellspacing="0" border="0"'
        f'{attributes} style="width:100%;{style}"><tr><td align="{align}" style="{cell}">'
    )


def _styled(html: str) -> str:
    return html.replace("<a ", f'<a style="{_LINKED}" ')


def _to_do(digest: Object, notices: list[Object], language: Language) -> Iterator[str]:
    rows = to_do(notices, language)
    if not rows:
        return
    yield f'<p style="margin:0 0 4px;font-weight:bold">{TO_DO[language]}</p>'
    yield '<table cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%">'
    for row in rows:
        address = link_of(digest, row.deadline, row.notice["page_url"])
        cell = f"padding:4px 8px 4px 0;vertical-align:top;border-bottom:1px solid {_LINE}"
        yield (
            f'<tr><td style="{cell};font-weight:bold">{text(row.when)}</td>'
            f'<td style="{cell}">{_styled(link(address, row.what))}</td>'
            f'<td align="right" style="{cell};color:{_QUIET}">{row.number}</td></tr>'
        )
    yield "</table>"


def _notice(
    digest: Object, number: int, notice: Object, own: Mapping[str, OwnField], language: Language
) -> Iterator[str]:
    page = notice["page_url"]
    title = _styled(link(link_of(digest, notice), title_words(notice, language)))
    yield (
        f'<h3 style="font-size:16px;line-height:1.5;margin:18px 0 4px;color:{_INK}">'
        f"{number}. {title}</h3>"
    )
    for words in correction_words(notice, language):
        yield f'<p style="margin:0 0 6px"><strong>{text(words)}</strong></p>'
    facts = text(facts_words(notice, language))
    if source := absolute(digest, notice["source_url"]) if "source_url" in notice else None:
        original = _styled(link(source, "原文" if language == "zh" else "Original"))
        facts = f"{facts} · {original}" if facts else original
    if facts:
        yield f'<p style="margin:0 0 8px;font-size:13px;color:{_QUIET}">{facts}</p>'
    if told := list(fact_lines(notice, language)):
        colon = "：" if language == "zh" else ": "
        facts = "<br>".join(text(f"{label}{colon}{words}") for label, words in told)
        yield f'<p style="margin:0 0 8px;font-size:13px">{facts}</p>'
    if said := list(own_lines(notice, own, language)):
        colon = "：" if language == "zh" else ": "
        yield (
            _opened(
                "margin:0 0 8px", f' width="100%" bgcolor="{_PAGE}"', "padding:6px 12px", "left"
            )
            + "<br>".join(
                f"<strong>{text(label)}</strong>{colon}{text(one)}" for label, one in said
            )
            + "</td></tr></table>"
        )
    rows = [
        _styled(deadline_line(link_of(digest, one, page), deadline_pieces(one, language)))
        for one in notice["deadlines"]
    ]
    if rows:
        yield (
            _opened(
                "margin:0 0 10px",
                ' width="100%"',
                f"padding:6px 12px;border-left:3px solid {_ACCENT}",
                "left",
            )
            + "<br>".join(rows)
            + "</td></tr></table>"
        )
    if body := notice["body"].get("html"):
        yield sanitised(digest, body, page, _STYLES)
    asked = "联系" if language == "zh" else "Contact"
    named = "附件" if language == "zh" else "Attachments"
    contacts = [contact_words(one, language, notice["issuers"]) for one in notice["contacts"]]
    attached = [
        _styled(
            link(
                absolute(digest, one["url"], page) if one.get("url") else None,
                attachment_words(one, language),
            )
        )
        for one in notice["attachments"]
    ]
    for head, lines in ((asked, list(map(text, filter(None, contacts)))), (named, attached)):
        if lines:
            yield (
                f'<p style="margin:0 0 6px;font-size:14px"><strong>{head}</strong><br>'
                f"{'<br>'.join(lines)}</p>"
            )
    if note := note_of(notice, "notice", language):
        yield f'<p style="margin:0 0 6px;font-size:14px;color:{_QUIET}">{text(note)}</p>'
