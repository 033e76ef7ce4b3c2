"""Contacts: numbers that cannot be dialled, mailboxes that are asked for and not given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sphinx_digest.core.model import Diagnostic, Notice, Place, Record, Span, Text
from sphinx_digest.core.rules.shape import Page, fix, rule
from sphinx_digest.core.values import split_list


@rule("DGT371")
def no_area_code(page: Page) -> Iterator[Diagnostic]:
    """Find a local number that nothing completes by an area code.

    座机只有七八位，没有区号，外地打不通。可以写全，也可以在 digest.toml 里给全刊（[telephone]）
    或某个机关（[issuers.…]）写一个 area_code。

    A local number has no area code, so nobody elsewhere can dial it. Write it whole, or set
    area_code of [telephone], or of an issuer, in digest.toml.

    Wrong::

        :::{contact} 张某
        :phone: 5550 0101 转 6011
        :::

    Right::

        :::{contact} 张某
        :phone: 010-5550 0101 转 6011；12345
        :::
    """
    for contact in _contacts(page):
        for name in ("phone", "fax"):
            for piece, span, numbers in _pieces(page, contact, name):
                if _LOCAL.fullmatch(numbers[0]["number"]):
                    yield Diagnostic("DGT371", Place(contact.file, span), {"value": piece})


@rule("DGT372")
def mailbox_missing(page: Page) -> Iterator[Diagnostic]:
    """Find a request to write to a mailbox that is given nowhere.

    正文或截止里请人把材料发到邮箱，公文的联系人却都没有邮箱，文字里也没有印出地址。
    备注里已经说明原文没有给出的，不报。

    The text asks to write to a mailbox, yet no contact of the notice has one and the text
    prints none. Nothing is said where a note tells that the source gives none.

    Wrong::

        请将联系人信息表发至公共服务司联系人邮箱。

        :::{contact} 张某
        :phone: 010-5550 0101
        :::

    Right::

        请将联系人信息表发至公共服务司联系人邮箱。

        :::{contact} 张某
        :email: service@example.org
        :::
    """
    for notice in page.document.notices:
        for text, file in wordings(page, notice):
            if "邮" not in text.value and "信箱" not in text.value:
                continue
            asked = next(filter(_asks_to_write, _WRITE.finditer(text.value)), None)
            if asked is None:
                continue
            if not _has(notice, "email") and not _printed(page, notice, _ADDRESS, _NO_MAILBOX):
                place = Place(file, text.span(asked.start(), asked.end()))
                yield Diagnostic("DGT372", place, {"value": _one_line(asked[0])})
            break


@rule("DGT373")
def telephone_missing(page: Page) -> Iterator[Diagnostic]:
    """Find a request to telephone where no number is given.

    正文请人打电话咨询、报名，公文的联系人却都没有电话，文字里也没有号码。

    The text asks to telephone, yet no contact of the notice has a number and the text prints
    none.

    Wrong::

        报名请拨打联系电话，名额有限。

    Right::

        报名请拨打联系电话，名额有限。

        :::{contact} 张某
        :phone: 010-5550 0101
        :::
    """
    for notice in page.document.notices:
        for text, file in wordings(page, notice):
            asked = _CALL.search(text.value) if "电" in text.value else None
            if asked is None:
                continue
            if not _has(notice, "phone") and not _printed(page, notice, _NUMBER, _NO_TELEPHONE):
                place = Place(file, text.span(asked.start(), asked.end()))
                yield Diagnostic("DGT373", place, {"value": _one_line(asked[0])})
            break


@rule("DGT374")
def placeholder_number(page: Page) -> Iterator[Diagnostic]:
    """Find a number that was left over from a form.

    号码是 12345678、00000000 一类，多半是模板里的占位号码忘了改。

    A number such as 12345678 or 00000000 is probably left over from a form.

    Wrong::

        :::{contact} 张某
        :phone: 010-12345678
        :::

    Right::

        :::{contact} 张某
        :phone: 010-5550 0101
        :::
    """
    for contact in _contacts(page):
        for name in ("phone", "fax"):
            for piece, span, numbers in _pieces(page, contact, name):
                if any(_PLACEHOLDER.fullmatch(number["number"]) for number in numbers):
                    yield Diagnostic("DGT374", Place(contact.file, span), {"value": piece})


@rule("DGT375")
def misspelt_mail_host(page: Page) -> Iterator[Diagnostic]:
    """Find the host of a mailbox that is one slip away from a well-known one.

    邮箱的后半截与常见的邮箱只差一笔，如 163.con、gmial.com。

    The host of a mailbox differs from a well-known one by a single slip, as in 163.con.

    Wrong::

        :::{contact} 张某
        :email: example-office@163.con
        :::

    Right::

        :::{contact} 张某
        :email: example-office@example.org
        :::
    """
    for contact in _contacts(page):
        for piece, span, addresses in _pieces(page, contact, "email"):
            host = addresses[0].partition("@")[2]
            meant = _meant(host)
            at = piece.lower().rfind(host)
            if not meant or at < 0 or span.line != span.end_line:
                continue
            column = span.column + at
            there = Span(span.line, column, span.line, column + len(host))
            yield Diagnostic(
                "DGT375",
                Place(contact.file, there),
                {"value": host, "mend": meant},
                fixes=fix(contact.file, there, meant),
            )


@rule("DGT376")
def code_to_scan_missing(page: Page) -> Iterator[Diagnostic]:
    """Find a request to scan a code where the notice has neither a picture nor a link.

    正文请人扫描二维码，公文里却没有图，也没有链接：多半是粘贴时把图丢了。

    The text asks to scan a code, yet the notice has no picture and no link: it was probably
    lost when the text was pasted.

    Wrong::

        请扫描二维码报名，名额有限。

    Right::

        请扫描二维码或[在线](https://www.example.org/register)报名，名额有限。
    """
    for notice in page.document.notices:
        for text, file in wordings(page, notice):
            asked = _SCAN.search(text.value) if "扫" in text.value else None
            if asked is None:
                continue
            if not _printed(page, notice, _PICTURE, _NO_CODE):
                place = Place(file, text.span(asked.start(), asked.end()))
                yield Diagnostic("DGT376", place, {"value": _one_line(asked[0])})
            break


@rule("DGT377")
def spaced_name(page: Page) -> Iterator[Diagnostic]:
    """Find a person's name with spaces between its characters.

    人名中间为对齐加了空格（张　某），按姓名就查不到了。

    Spaces between the characters of a name, put there to line names up, keep it from being found.

    Wrong::

        :::{contact} 张  某
        :phone: 010-5550 0101
        :::

    Right::

        :::{contact} 张某；张 San
        :email: zhang@example.org
        :::
    """
    for contact in _contacts(page):
        written = page.reading.blocks[contact.block].argument
        if written is None or not _GAP.search(written.value):
            continue
        for start, end in split_list(written.value.replace("、", "；")):
            name = written.value[start:end]
            if _SPACED_NAME.fullmatch(name):
                span = written.span(start, end)
                mend = _GAP.sub("", name)
                yield Diagnostic(
                    "DGT377",
                    Place(contact.file, span),
                    {"value": name, "mend": mend},
                    fixes=fix(contact.file, span, mend),
                )


def wordings(page: Page, notice: Notice) -> Iterator[tuple[Text, str]]:
    """Yield all that a notice says in words, with its file: running text, fields of deadlines."""
    for piece in page.prose.get(notice.record.block, ()):
        yield piece.text, piece.file
    for deadline in notice.deadlines:
        for field in page.reading.blocks[deadline.block].fields:
            if field.key in _WORDED:
                yield field.text, deadline.file


_WORDED = frozenset({"text", "channel", "materials", "late", "place"})

#: A local number of the mainland; 951 begins numbers of services.
_LOCAL = re.compile("(?!951)[2-9][0-9]{6,7}")
_PLACEHOLDER = re.compile(
    r"(?:\+86(?:1[3-9][0-9]|[48]00|10|2[0-9]|[3-9][0-9]{2}))?"
    r"(?:12345678|1234567|([0-579])\1{6,7})"
)

_WRITE = re.compile(
    "(?:发[送至到往给]|发(?=邮箱)|报[送至]|反馈|提交|寄[送至到]|投递|推送|传[至到]|回复)"
    "[^，。；：:、“”\n]{0,40}?(?:邮箱|电子信箱)"
    "|(?<!将)(?:以|用|通过|采用)(?:电子)?邮件的?(?:形式|方式)?[^，。；：:\n]{0,12}?"
    "(?:反馈|报送|报名|申报|发送|提交|发[至到]|寄|回复)"
)
#: A mailbox of the reader's own, or what the authority sends out.
_OUTGOING = re.compile(
    "(?:注册|预留|登记|填写的?|申请人|申报人|报名人|负责人|本人|个人|[您你]的?|贵单位|企业)(?:电子)?邮箱"
    "|验证码|密码|账号|证书|结果|通知书|回执|链接"
)
_CALL = re.compile(
    "请[^，。；：:\n]{0,8}?(?:致电|电话(?:咨询|联系|询问|报名|预约|告知))"
    "|拨打[^，。；：:\n0-9]{0,10}?电话"
)
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.")
_NUMBER = re.compile(
    r"[0-9]{3,4}[-–—－ ]?[0-9]{3,4}[- ]?[0-9]{4}|[0-9]{7,}|(?<![0-9])1[12][0-9]{3}(?![0-9])"
)
_SCAN = re.compile(
    "扫(?:描|一扫)?[^，。；\n]{0,12}?(?:二维码|小程序码)|扫码[^，。；\n]{0,6}?(?:报名|填报|下载|加入|关注)"
)
_PICTURE = re.compile(r"!\[|\{(?:image|figure)\}|\.\. (?:image|figure)::|https?://|\]\(|<img")
_NO_CODE = re.compile(
    "(?:没有|没|未|缺|无)[^，。；]{0,12}二维码|二维码[^，。；]{0,12}(?:没有|没|未|缺|丢)"
)
_GAP = re.compile("[ \t\u3000]+")
_SPACED_NAME = re.compile("[\u4e00-\u9fff](?:[ \t\u3000]+[\u4e00-\u9fff]){1,2}")
_SAID = (
    "(?:没有|没|未|缺|无)[^，。；]{0,12}(?:%s|联系人|联系方式)"
    "|(?:%s|联系人|联系方式)[^，。；]{0,12}(?:没有|没|未|缺失)"
)
_NO_MAILBOX = re.compile(_SAID % ("邮箱", "邮箱"))
_NO_TELEPHONE = re.compile(_SAID % ("电话", "电话"))


def _contacts(page: Page) -> Iterator[Record]:
    for notice in page.document.notices:
        yield from notice.contacts


def _pieces(page: Page, contact: Record, name: str) -> Iterator[tuple[str, Span, list[Any]]]:
    """Yield each piece of a contact's list as written, with its place and what it was read as."""
    values = contact.values.get(name)
    if not values:
        return
    read: dict[Span, list[Any]] = {}
    for index, value in enumerate(values):
        if place := contact.places.get(f"{name}.{index}"):
            read.setdefault(place, []).append(value)
    for field in page.reading.blocks[contact.block].fields:
        for start, end in split_list(field.text.value) if field.key == name else ():
            span = field.text.span(start, end)
            if span in read:
                yield field.text.value[start:end], span, read[span]


def _asks_to_write(found: re.Match[str]) -> bool:
    return _OUTGOING.search(found[0]) is None


def _has(notice: Notice, name: str) -> bool:
    """Say whether a contact of a notice has a value, or one that could not be read."""
    return any(name in contact.places or name in contact.values for contact in notice.contacts)


def _printed(page: Page, notice: Notice, printed: re.Pattern[str], said: re.Pattern[str]) -> bool:
    """Say whether a notice prints it in its words, or tells that the source does not give it."""
    words = [notice.body, str(notice.record.values.get("note", ""))]
    for record in (*notice.deadlines, *notice.contacts):
        words += [field.text.value for field in page.reading.blocks[record.block].fields]
        words.append(page.reading.blocks[record.block].body.value)
    return any(printed.search(text) or said.search(text) for text in words)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


_HOSTS = (
    "163.com", "126.com", "139.com", "189.cn", "qq.com", "sina.com", "sohu.com", "yeah.net",
    "gmail.com", "foxmail.com", "hotmail.com", "outlook.com", "aliyun.com", "icloud.com",
)  # fmt: skip
_SLIPS_OF_COM = frozenset({"con", "cmo", "ocm", "comm", "coom", "cm", "vom", "xom", "cim", "cpm"})


def _meant(host: str) -> str | None:
    """Give the well-known host that a host is one slip away from."""
    *front, name, ending = ["", *host.split(".")]
    before = "".join(f"{label}." for label in front if label)
    known = f"{name}.com"
    if ending in _SLIPS_OF_COM:
        return before + known if known in _HOSTS else None
    if ending != "com" or known in _HOSTS:
        return None
    for other in _HOSTS:
        short = other.removesuffix(".com")
        if len(short) > 4 and short != other and _one_slip(name, short):
            return f"{before}{other}"
    return None


def _one_slip(written: str, meant: str) -> bool:
    """Say whether one letter is missing, doubled, wrong or swapped, but not the first."""
    if written[:1] != meant[:1] or abs(len(written) - len(meant)) > 1:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), len(meant)
    )
    rests = (
        (written[at + 1 :], meant[at + 1 :]),
        (written[at + 1 :], meant[at:]),
        (written[at:], meant[at + 1 :]),
        (written[at : at + 2][::-1] + written[at + 2 :], meant[at:]),
    )
    return written != meant and any(first == second for first, second in rests)
