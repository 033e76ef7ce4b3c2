"""Attachments: cited and not listed, listed and not cited, numbered wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Attachment, Diagnostic, Notice, Place, Text
from sphinx_digest.core.numerals import NUMERAL, fold, read_numeral
from sphinx_digest.core.rules.contacts import wordings
from sphinx_digest.core.rules.running import source_lines
from sphinx_digest.core.rules.shape import Page, rule

#: What stands in a label or a citation: 附件 2, 附件二, 附件 1-1; nothing for 附件 alone.
_Number = tuple[int, ...]


@rule("DGT383")
def attachment_not_listed(page: Page) -> Iterator[Diagnostic]:
    """Find an attachment that the text refers to and the notice does not list.

    正文说“附件 3”“见附件”，附件里却没有这一个，读者拿不到。别的文件的附件（《办法》附件 1）不算；
    附件没写序号的，按先后数。

    The text refers to an attachment that is not listed, so readers cannot get it. Those of
    another document do not count; attachments without a label are counted in order.

    Wrong::

        申报书（附件 2）盖章后报送。

        :::{attachments}
        - 附件 1：申报指南
        :::

    Right::

        照指南（附件 1）填申报书（附件 2），条件见《示例办法》附件 3。

        :::{attachments}
        - 附件 1：申报指南
        - 附件 2：申报书
        :::
    """
    for notice in page.document.notices:
        listed = _listed(notice)
        told: set[_Number] = set()
        for cited in cited_attachments(page, notice):
            number = cited.number
            if number in told or _is_listed(number, listed):
                continue
            told.add(number)
            words = twin("value", {"zh": _name(number), "en": _name(number, "an attachment")})
            help_ = "help" if notice.attachments else "help_none"
            yield Diagnostic("DGT383", cited.place, words, help_)


@rule("DGT384")
def attachment_not_cited(page: Page) -> Iterator[Diagnostic]:
    """Find an attachment that the text leaves out while it refers to others by number.

    正文按序号逐个提到了别的附件，唯独没有提到这一个，多半是漏抄了一句。没提到的不止一个（摘要往往如此），
    或者附件只有两个、提到的那个也在，都不报。

    The text refers to all other attachments by number and never to this one: a sentence was
    probably left out. Nothing is said where several are not mentioned, as in a summary, nor of two
    attachments, unless the text refers to one that is not there.

    Wrong::

        按申报指南（附件 1）填写申报书（附件 2），盖章后报送。

        :::{attachments}
        - 附件 1：申报指南
        - 附件 2：申报书
        - 附件 3：承诺书
        :::

    Right::

        申报书（附件 2）盖章后报送。

        :::{attachments}
        - 附件 1：申报指南
        - 附件 2：申报书
        - 附件 3：承诺书
        :::
    """
    for notice in page.document.notices:
        labelled = [a for a in notice.attachments if len(number_of(a)) == 1]
        if len(labelled) < 2:
            continue
        cited = {one.number[:1] for one in cited_attachments(page, notice)}
        if len(labelled) < _SEVERAL and cited <= {number_of(a) for a in labelled}:
            continue
        missing = [attachment for attachment in labelled if number_of(attachment) not in cited]
        if len(missing) == 1:
            words = {"value": missing[0].label or ""}
            yield Diagnostic("DGT384", attachment_place(page, notice, missing[0]), words)


_SEVERAL = 3


@rule("DGT385")
def attachment_numbers(page: Page) -> Iterator[Diagnostic]:
    """Find attachments whose numbers skip or repeat.

    附件的序号跳了（附件 1、附件 3）或重了（两个附件 2）。

    The numbers of the attachments skip one or come twice.

    Wrong::

        :::{attachments}
        - 附件 1：申报指南
        - 附件 3：申报书
        :::

    Right::

        :::{attachments}
        - 附件 1：申报指南
          - 附件 1-1：填表说明
          - 附件 1-2：示例
        - 附件 2：申报书
        :::
    """
    for notice in page.document.notices:
        series: dict[_Number, list[Attachment]] = {}
        for attachment in notice.attachments:
            if number := number_of(attachment):
                series.setdefault(number[:-1], []).append(attachment)
        for before, members in series.items():
            seen: set[int] = set()
            last = number_of(members[0])[-1]
            for attachment in members:
                own = number_of(attachment)[-1]
                slip = _slip(before, last, own, own in seen)
                seen.add(own)
                last = own
                if slip:
                    words = {"value": attachment.label or "", **slip}
                    yield Diagnostic("DGT385", attachment_place(page, notice, attachment), words)


def _slip(before: _Number, last: int, own: int, repeated: bool) -> dict[str, str] | None:
    """Word what is wrong with a number that follows another one."""
    if repeated:
        return twin("slip", {"zh": "写了两次", "en": "comes twice"})
    if own <= last + 1:
        return None
    first, final = _name((*before, last + 1)), _name((*before, own - 1))
    zh, en = (first, first) if first == final else (f"{first} 至 {final}", f"{first} to {final}")
    return twin("slip", {"zh": f"前面没有{zh}", "en": f"comes without {en} before it"})


_NO_COUNT = "(?![ \\t]?[年月日号时天周个份项名家万条页张种类])"
_ONE = (
    "(?:[0-9]{1,2}(?!\\.?[0-9])|[一二三四五六七八九十]{1,3}"
    "(?![一二三四五六七八九十百千并式起览次致般同律切样定些维者]))"
)
_SUB = rf"{_ONE}(?:[ \t]?[-–—－][ \t]?[0-9]{{1,2}}(?![0-9]))?{_NO_COUNT}"
_JOIN = r"[ \t]?(?:[、，,和及与至到～~]|以及)[ \t]?(?:附件[ \t]?)?"
#: Titles and quotations are passed over; what is left cites by number, or says 见附件.
_CITING = re.compile(
    "《[^《》]*》|“[^“”]*”"
    rf"|附件[ \t\u3000]?(?P<first>{_SUB})(?P<more>(?:{_JOIN}{_SUB})*)"
    rf"|(?P<bare>见附件(?![ \t\u3000]?{_SUB})|附件所[列附])(?!的)"
)
_PART = re.compile(
    rf"(?P<join>[至到～~])?(?:以及|[、，,和及与])?[ \t]?(?:附件[ \t]?)?(?P<number>{_SUB})"
)
#: Before a citation: words that make it another document's.
_FOREIGN = re.compile(
    "(?:[》号〕]|号文|(?<!本)(?:通知|办法|公告|通告|意见|指南|规定|方案|文件|细则|指引|标准)|上述|原)"
    "(?:里|中)?(?:的|所附的?|之)?$"
)
_BRACKETS = re.compile(r"(?P<before>.?)[（(](?P<inside>[^（）()]*)[)）](?:的|所附的?|之)?$")


@dataclass(frozen=True, slots=True)
class Cited:
    """An attachment that a notice refers to: its number and the words for it."""

    number: _Number
    words: str
    place: Place


def cited_attachments(page: Page, notice: Notice) -> Iterator[Cited]:
    """Yield each attachment that a notice refers to.

    One that stands at the start of a line, alone or before a colon, heads a text that the
    notice holds itself, or a list of its own; a link leads to one as well.
    """
    labels = {number_of(attachment) for attachment in notice.attachments}
    cited: list[Cited] = []
    held: set[_Number] = set()
    for text, file in wordings(page, notice):
        value = text.value
        if "附件" not in value or _block_at(page, file, text.lines[0][0]):
            continue
        for found in _CITING.finditer(value):
            start, end = found.span()
            place = Place(file, text.span(start, end))
            if found["bare"]:
                cited.append(Cited((), found[0], place))
            elif found["first"] is None or _is_foreign(page, text, start):
                continue
            elif value[:start].rpartition("\n")[2].strip() == "" and _HEADS.match(value, end):
                held.update(_numbers(found["first"], found["more"], labels))
            else:
                for number in _numbers(found["first"], found["more"], labels):
                    cited.append(Cited(number, found[0], place))
    if cited:
        for link in _LINKED.finditer(notice.body):
            held.add(_read(link["number"]) if link["number"] else ())
    yield from (one for one in cited if one.number not in held and (one.number or not held))


#: A link of either markup that leads to an attachment.
_LINKED = re.compile(rf"[\[`][^\[\]`<>]*?附件[ \t\u3000]?(?P<number>{_SUB})?[^\[\]`<>]*(?:\]\(|<)")
_HEADS = re.compile(r"[ \t]*(?:[：:.．、]|\n|$(?!\n))")


def _numbers(first: str, more: str, labels: set[_Number]) -> Iterator[_Number]:
    """Yield the numbers of a citation such as 1、2, 3至5, 1-4 (a range, or 附件 1-4)."""
    yield from _single(first, labels)
    last = _read(first)
    for part in _PART.finditer(more):
        number = _read(part["number"])
        if part["join"] and len(last) == len(number) == 1:
            yield from ((between,) for between in range(last[0] + 1, number[0]))
        yield from _single(part["number"], labels)
        last = number


def _single(written: str, labels: set[_Number]) -> Iterator[_Number]:
    number = _read(written)
    nested = any(len(label) == 2 and label[0] == number[0] for label in labels)
    if len(number) == 2 and number[0] < number[1] and not nested:
        span = range(number[0], number[1] + 1)
        if all((one,) in labels for one in span):
            yield from ((one,) for one in span)
            return
    yield number


def _read(written: str) -> _Number:
    pieces = re.split("[-–—－]", fold(written).replace(" ", ""))
    return tuple(read_numeral(piece) or 0 for piece in pieces)


def _is_foreign(page: Page, text: Text, start: int) -> bool:
    """Say whether a citation may be of another document's attachment."""
    before = text.value[max(start - 40, 0) : start].rstrip(" \t")
    if found := _BRACKETS.search(before):
        return found["before"] == "》" or "号" in found["inside"]
    if before:
        return _FOREIGN.search(before) is not None
    span = text.span(start, start)  # a role, a link or code may stand before
    lines = source_lines(page.text)
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return line[: span.column - 1].rstrip().endswith(("`", ">", ")", "》", "_"))


def number_of(attachment: Attachment) -> _Number:
    """Give the number in an attachment's label; empty where it has none."""
    found = re.search(rf"{NUMERAL}+(?:-[0-9]+)*$", attachment.label or "")
    return tuple(read_numeral(piece) or 0 for piece in found[0].split("-")) if found else ()


def _listed(notice: Notice) -> set[_Number]:
    """Give the numbers of the attachments; without a label the order gives them."""
    numbers: set[_Number] = set()
    order = 0
    for attachment in notice.attachments:
        order += attachment.level == 1
        numbers.add(number_of(attachment) or ((order,) if attachment.level == 1 else ()))
    return numbers


def _is_listed(number: _Number, listed: set[_Number]) -> bool:
    if not number or number in listed:
        return bool(listed)
    if len(number) == 1:
        return any(other[:1] == number for other in listed)
    parts = any(len(other) > 1 and other[0] == number[0] for other in listed)
    return number[:1] in listed and not parts


def _name(number: _Number, bare: str = "附件") -> str:
    return f"附件 {'-'.join(map(str, number))}" if number else bare


def attachment_place(page: Page, notice: Notice, attachment: Attachment) -> Place:
    """Give the place of an attachment; its block says which file it stands in."""
    own = notice.record.file
    files = (own, *page.document.includes)
    inside = (file for file in files if _block_at(page, file, attachment.span.line))
    return Place(next(inside, own), attachment.span)


def _block_at(page: Page, file: str, line: int) -> bool:
    """Say whether a line stands in a list of attachments."""
    return any(
        block.opening.line <= line <= block.end_line
        for block in page.reading.blocks
        if block.name == "attachments" and block.file == file
    )
