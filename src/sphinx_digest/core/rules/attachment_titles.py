"""Titles of attachments: what does not belong there, and a name that differs in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.rules.attachments import attachment_place, cited_attachments, number_of
from sphinx_digest.core.rules.contacts import wordings
from sphinx_digest.core.rules.shape import Page, rule


@rule("DGT386")
def stray_signs(page: Page) -> Iterator[Diagnostic]:
    """Find signs in the title of an attachment that do not belong to it.

    附件的标题以“1:”开头（序号没读出来），或以“?”收尾（粘贴时丢了字）。

    The title of an attachment starts with a number that was not read as its label, or ends with
    a question mark where a character was lost.

    Wrong::

        :::{attachments}
        - 附件：1: 申报指南
        - 《示例年鉴》篇目设计?
        :::

    Right::

        :::{attachments}
        - 附件 1：申报指南
        - 附件 2：3. 2 版填报说明
        :::
    """
    for notice in page.document.notices:
        for attachment in notice.attachments:
            number = _NUMBER.match(attachment.title)
            lost = attachment.title.endswith("?") and not _ASKING.search(attachment.title)
            if not number and not lost:
                continue
            sign = number[0].strip() if number else "?"
            place = attachment_place(page, notice, attachment)
            help_ = "help" if number else "help_lost"
            yield Diagnostic("DGT386", place, {"value": sign}, help_)


@rule("DGT387")
def named_otherwise(page: Page) -> Iterator[Diagnostic]:
    """Find a title in the text that differs by a word or two from that of an attachment.

    正文里的《…》与附件的标题只差中间一两个词，多半是同一份文件，有一处写错了。
    末尾不同的（办法、办法解读）和数字不同的（第一批、第二批），不报。

    A title in the text lacks a word in the middle of an attachment's title, or has one more:
    they are probably the same. Different endings or numbers are different documents.

    Wrong::

        请填《示例市科协重点决策咨询课题推荐表》。

        :::{attachments}
        - 示例市科协决策咨询课题推荐表.doc
        :::

    Right::

        请填《示例市科协决策咨询课题推荐表》，条件见《示例市科协决策咨询课题推荐表填写说明》。

        :::{attachments}
        - 示例市科协决策咨询课题推荐表.doc
        :::
    """
    for notice in page.document.notices:
        titles = {_plain(a.title): a.title for a in notice.attachments if len(a.title) > _SHORT}
        if not titles:
            continue
        told: set[str] = set()
        for text, file in wordings(page, notice):
            if "《" not in text.value:
                continue
            for found in _TITLE.finditer(text.value):
                cited = _plain(found[1])
                if cited in titles or cited in told or len(cited) <= _SHORT:
                    continue
                other = next((plain for plain in titles if _near(cited, plain)), None)
                if other is None:
                    continue
                told.add(cited)
                span: Span = text.span(found.start(1), found.end(1))
                words = {"value": " ".join(found[1].split()), "title": titles[other].strip("《》")}
                yield Diagnostic("DGT387", Place(file, span), words)


@rule("DGT388")
def numbered_otherwise(page: Page) -> Iterator[Diagnostic]:
    """Find an attachment whose number is written in another way than in the list.

    附件列的是“附件三”，正文写“附件 3”：指的是同一个，写法统一了才好查找。

    The list says 附件三 and the text 附件 3: the same one, easier to find when written alike.

    Wrong::

        照指南（附件 1）办理。

        :::{attachments}
        - 附件一：申报指南
        :::

    Right::

        照指南（附件一）办理。

        :::{attachments}
        - 附件一：申报指南
        :::
    """
    for notice in page.document.notices:
        labels = {number_of(a): a.label or "" for a in notice.attachments if a.label}
        told: set[tuple[int, ...]] = set()
        for cited in cited_attachments(page, notice) if labels else ():
            label = labels.get(cited.number, "")
            if cited.number in told or not cited.number or not label:
                continue
            if bool(_ARABIC.search(label)) == bool(_ARABIC.search(cited.words)):
                continue
            told.add(cited.number)
            yield Diagnostic("DGT388", cited.place, {"value": cited.words, "mend": label})


_ARABIC = re.compile("[0-9０-９]")
_NUMBER = re.compile(r"[0-9]{1,2}[:：][ \t\u3000]*(?=[^0-9\s])")
_ASKING = re.compile("[如何怎吗谁哪么呢]|[A-Za-z] ?\\?")
_TITLE = re.compile("《([^《》]{6,80})》")
_SHORT = 9
#: What may be missing in the middle of a title that names the same document.
_WORD = re.compile("[\u4e00-\u9fff]{1,3}")
_COUNTING = re.compile("[0-9一二三四五六七八九十]|[上下前后新旧甲乙丙非不]")


def _plain(title: str) -> str:
    """Give a title without spaces, quotation marks, its file's ending and what stands last."""
    bare = re.sub(r"[\s《》“”]|\.[A-Za-z]{3,4}$", "", title)
    return re.sub("[（(](?:试行|暂行|样本|模板|供参考)[)）]$", "", bare)


def _near(one: str, other: str) -> bool:
    """Say whether one title lacks a word in the middle of the other."""
    short, long = sorted((one, other), key=len)
    before = _shared(short, long)
    after = _shared(short[before:][::-1], long[::-1])
    gap = long[before : len(long) - after]
    whole = before + after == len(short) and before > 2 and after > 2
    return whole and _WORD.fullmatch(gap) is not None and _COUNTING.search(gap) is None


def _shared(one: str, other: str) -> int:
    """Count the characters that two texts begin with alike; the first is not the longer one."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
