"""A list of attachments: one a line, nested by indentation, in MyST or reStructuredText."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sphinx_digest.core.body import plain_title
from sphinx_digest.core.formats import is_web_address, link_help
from sphinx_digest.core.lists.attachment_levels import Levels
from sphinx_digest.core.lists.items import (
    ITEM,
    MEANT_ITEM,
    heading_lines,
    indent_of,
    lines_of,
    said,
)
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Attachment, Block, Diagnostic, Fix, Markup, Place, Text
from sphinx_digest.core.reading.lines import joined

_LABEL = re.compile(
    r"[*（(【]{0,3}(?P<label>(?:附件|附表|附录|附)[ \u3000]*"
    r"(?:[（(]?(?P<number>[0-9]+|[一二三四五六七八九十]+)(?:[-–—－][0-9]+)*[)）]?)?"
    r"|(?:Annex|Attachment|Appendix)\b[ ]*[0-9A-Z-]*)"
    r"(?:[*）)】]{0,3}[ \u3000]*[：:.．、]\**|】|(?(number)[ \u3000]+(?![个份页张])|(?!))"
    r"|(?(number)(?=[\[`])|(?!)))[ \u3000]*",
    re.IGNORECASE,
)
_MYST_LINK = re.compile(
    r"\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?P<url><[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
)
_RST_LINK = re.compile(r"`(?P<title>[^`<]+?)\s*<(?P<url>[^<>`]*)>`_{1,2}")
#: A link of either markup, with a space in its address or with signs that are none of its own.
_BROKEN_LINK = re.compile(
    r"[\[［](?P<title>[^\[\]［］]+)[\]］](?P<gap>[ \t\u3000]*)[(（](?P<myst>[^()（）]*)[)）]"
    r"|`(?P<words>[^`<＜]+?)\s*[<＜](?P<rst>[^<>`＜＞]*)[>＞]`_{0,2}"
)
_BARE = re.compile(r"https?://[^\s<>，。；（）]+", re.IGNORECASE)
_TITLE: Mapping[Language, str] = {"zh": "标题", "en": "Title"}
_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
#: A break of a line between Chinese characters, where no space belongs.
_WRAPPED = re.compile(r"(?<=[^\x00-\u2fff])\n(?=[^\x00-\u2fff])")
#: An address without https://: its host is clear.
_HOST_FIRST = re.compile(
    r"www\.[^\s/]+\.[a-z]{2,}|(?:[a-z0-9-]+\.)+(?:com|cn|org|net|gov|edu)(?:[:/]|$)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"[（(]?1[.．、)）]\s?(?P<first>[^0-9\s].*?)[\s；;，,、。]*[（(]?(?<![0-9.])2[.．、)）]\s?"
    r"(?P<second>[^0-9\s].*?)(?:[\s；;，,、。]*[（(]?(?<![0-9.])3[.．、)）].*)?"
)
_EMPTY: Mapping[Language, str] = {"zh": "是空的", "en": "nothing is here"}
_NOTHING: Mapping[Language, str] = {"zh": "（空）", "en": "(nothing)"}
_EMBEDDED = re.compile(r"[ 　]*(?:（随文）|\(随文\)|\(embedded\)|（embedded）)\s*", re.IGNORECASE)


_FILE = re.compile(
    r"[^|]*\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|txt|jpe?g|png)"
    r"(?:[ \u3000]*[（(][^（()）]*[)）])?",
    re.IGNORECASE,
)


def looks_like_attachment(text: str) -> bool:
    """Say whether an item starts with a label, is a link, or names a file."""
    return bool(
        _LABEL.match(_flat(text))
        or _MYST_LINK.match(text)
        or _RST_LINK.match(text)
        or _FILE.fullmatch(text.strip())
    )


def read_attachments(block: Block, markup: Markup) -> tuple[list[Attachment], list[Diagnostic]]:
    """Read the items of an ``attachments`` block; what is no item is a finding."""
    attachments: list[Attachment] = []
    diagnostics: list[Diagnostic] = []
    levels = Levels(block.file)
    items = _items(block, diagnostics)
    for item, indent in items:
        attachment, bad = _read_item(item, block, markup)
        level, misplaced = levels.of(attachment.label, item, indent)
        attachments.append(replace(attachment, level=level))
        diagnostics += [one for one in (bad, misplaced) if one]
    if not attachments and not diagnostics and not heading_lines([*lines_of(block)], block):
        place = Place(block.file, block.name_span)
        diagnostics.append(Diagnostic("DGT062", place, twin("here", _EMPTY), "help_none"))
    return attachments, sorted(diagnostics, key=lambda found: found.place)


def _items(block: Block, diagnostics: list[Diagnostic]) -> list[tuple[Text, int]]:
    """Give each item with its indent; one runs on over the indented lines below it."""
    items: list[tuple[list[Text], int]] = []
    open_ = False
    lines = list(lines_of(block))
    headings = heading_lines(lines, block)  # which the reader has reported
    for at, line in enumerate(lines):
        if at in headings:
            continue
        own = said(line, 0, block)
        if not own.value:
            open_ = False
            continue
        indent = indent_of(line.value)
        item = ITEM.fullmatch(line.value)
        if not item and open_ and indent > items[-1][1]:
            items[-1][0].append(own)
            continue
        if not item and (item := MEANT_ITEM.fullmatch(line.value)):
            diagnostics.append(_mark(line, item, own, block.file))
        rest = said(line, item.start("rest"), block) if item else own
        open_ = bool(item and rest.value)
        if open_:
            items.append(([rest], indent))
        else:
            place = Place(block.file, own.span())
            diagnostics.append(Diagnostic("DGT062", place, _here(own.value)))
    return [(joined(pieces), indent) for pieces, indent in items]


def _mark(line: Text, item: re.Match[str], own: Text, file: str) -> Diagnostic:
    """Report an item with a mark that is none."""
    fix = Fix(Place(file, line.span(*item.span("mark"))), "- ")
    values = {**_here(own.value), "mend": f"- {item['rest'].strip()}"}
    return Diagnostic("DGT062", Place(file, own.span()), values, "help_mend", fixes=(fix,))


def _read_item(item: Text, block: Block, markup: Markup) -> tuple[Attachment, Diagnostic | None]:
    rest = item.value
    label = _LABEL.match(_flat(rest))
    content = rest[label.end() :] if label else rest
    embedded = bool(_EMBEDDED.search(content))
    content = _EMBEDDED.sub("", content)
    link = (_MYST_LINK if markup == "myst" else _RST_LINK).search(content)
    url = None
    bad: Diagnostic | None = None
    meant = None if link else _meant(content)
    if meant:
        title, url, said = meant
        at = max(rest.find(said), 0)
        mend = _link(title or _TITLE, _encoded(url), markup)
        span = item.span(at, at + len(said))
        code = "DGT024" if said == url and title else "DGT062"
        place = Place(block.file, span)
        # Complete, and in the source as it was read.
        sure = title and is_web_address(_encoded(url)) and rest.count(said) == 1
        text = _encoded(url) if code == "DGT024" else mend["mend"]
        fixes = (Fix(place, text),) if sure and "\n" not in said else ()
        values = {"value": said, **_here(said), **mend}
        bad = Diagnostic(code, place, values, "help_mend", fixes=fixes)
        if not url:
            bad = _without_address(title, Place(block.file, span))
        title = title or url
    elif link:
        url = link["url"].strip("<>").strip()
        at = rest.find(link["url"])
        span = item.span(at, at + len(link["url"]))
        spaced = _encoded(url) != url and (markup == "rst" or not _is_target(url))
        if spaced and _is_target(_encoded(url)):
            values = {"value": url, **_link(link["title"], _encoded(url), markup)}
            fixes = (Fix(Place(block.file, span), _encoded(url)),) if "\n" not in url else ()
            bad = Diagnostic("DGT024", Place(block.file, span), values, "help_mend", fixes=fixes)
        elif _HOST_FIRST.match(url):
            values = {"value": url, **_link(link["title"], f"https://{url}", markup)}
            bad = Diagnostic("DGT024", Place(block.file, span), values, "help_mend")
        elif not url:
            at = max(rest.find(link[0]), 0)
            span = item.span(at, at + len(link[0]))
            bad = _without_address(link["title"], Place(block.file, span))
        elif not _is_target(url):
            bad = Diagnostic("DGT024", Place(block.file, span), {"value": url}, link_help(url))
        before = content[: link.start()].strip()
        after = content[link.end() :].strip()
        title = " ".join(piece for piece in (before, link["title"], after) if piece)
    else:
        title = content
    if (link or meant) and not label and (inner := _LABEL.match(_flat(title))):
        label, title = inner, title[inner.end() :]
    if not bad and not title.strip():
        bad = Diagnostic("DGT062", Place(block.file, item.span()), _here(rest))
    elif not bad and not link and (several := _several(title)):
        label_ = label["label"] if label else ""
        words = {**_here(rest), "mend": f"- {_one_form(f'{label_} 1')}：{several[0]}"}
        words["other"] = f"- {_one_form(f'{label_} 2')}：{several[1]}"
        bad = Diagnostic("DGT062", Place(block.file, item.span()), words, "help_each")
    return (
        Attachment(
            title=plain_title(_WRAPPED.sub("", title)),
            label=_one_form(label["label"]) if label else None,
            url=url or None,
            embedded=embedded,
            level=1,
            span=item.span(),
        ),
        bad,
    )


def _meant(content: str) -> tuple[str, str, str] | None:
    """Give title, address and what is wrong, of an item that was meant to hold a link."""
    if match := _BROKEN_LINK.search(content):
        url = (match["myst"] or match["rst"] or "").strip()
        spaced = match["myst"] is not None and "（" not in match[0] and " " not in match["gap"]
        said = url if spaced and re.search(r"\s", url) else match[0]
        title = " ".join(match["title"].split() if match["title"] else match["words"].split())
        return title, url, said
    if (match := _BARE.search(content)) and is_web_address(match[0]):
        title = content[: match.start()].strip(" \t:：()（）[]<|｜")
        url = match[0] if "(" in match[0] else match[0].rstrip(")")
        return title, url, content.strip()
    return None


def _several(title: str) -> tuple[str, str] | None:
    """Give the first two titles of an item that numbers several: 1.申请书 2.名单."""
    match = _NUMBERED.fullmatch(title.strip())
    return (
        (match["first"].strip(" ；;，,、。"), match["second"].strip(" ；;，,、。"))
        if match
        else None
    )


def _here(said: str) -> dict[str, str]:
    """Give the value ``here`` of a message: what stands there."""
    shown = " ".join(said.split())[:30]
    return twin("here", {"zh": f"写了“{shown}”", "en": f"here is “{shown}”"})


def _without_address(title: str, place: Place) -> Diagnostic:
    return Diagnostic("DGT024", place, {"title": title, **twin("value", _NOTHING)}, "help_empty")


def _encoded(url: str) -> str:
    return re.sub(r"\s+", "%20", url)


def _link(title: str | Mapping[Language, str], url: str, markup: Markup) -> dict[str, str]:
    """Give the value ``mend`` of a message: the link as it should be."""
    words = {"zh": title, "en": title} if isinstance(title, str) else title
    form = "[{}]({})" if markup == "myst" else "`{} <{}>`__"
    return twin("mend", {"zh": form.format(words["zh"], url), "en": form.format(words["en"], url)})


def _flat(text: str) -> str:
    """Turn full-width digits into ASCII; every other sign says something about a label."""
    return text.translate(_DIGITS)


def _one_form(label: str) -> str:
    """Write a label one way: 附件 1-1, 附件一, Annex A."""
    if label.isascii():
        return " ".join(label.split())
    closed = re.sub(r"[\s()（）]", "", label)
    return re.sub(r"(?<=[^0-9-])(?=[0-9])", " ", re.sub("[–—－]", "-", closed), count=1)


def _is_target(url: str) -> bool:
    """Say whether a link leads somewhere: the web, or a file beside the issue."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    return is_web_address(url) if scheme else not url.startswith("#")
