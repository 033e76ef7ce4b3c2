"""Punctuation in the values of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.model import Diagnostic, Fix, Place
from sphinx_digest.core.rules.running import BREAK, HAN, WORDED, Running, gather, words_of
from sphinx_digest.core.rules.shape import Page, fix, rule

#: Lists of these are parted by “；”; a name stands there without punctuation.
_NAMES = frozenset({"addressees", "department", "issuer", "organization", "role", "source"})
_END = rf"(?=[ ]*[；;{BREAK}]|[ ]*\Z)"
_DOTS = "﹒•‧∙⋅・･"
_MAY_BE_STRAY = re.compile(
    rf"[{_DOTS},:!：，。、；！](?:(?<=[{_DOTS},:!])(?=[{HAN}])|(?<=[:：,，、]){_END}|(?=[，。、；：！]))"
    rf"|[(（](?:(?<=[{BREAK}；;].)|(?<=[{BREAK}；;] .))"
)
_STRAY = re.compile(
    rf"(?P<dot>[{_DOTS}])(?<=[{HAN}].)(?=[{HAN}])"
    r"|(?P<twice>[，。、；：！])(?P=twice)(?<!。。。)(?!。)"
    rf"|(?P<half>[,:!])(?<=[{HAN}].)(?=[{HAN}])"
    rf"|(?P<last>[:：,，、]){_END}"
)
_WRAPPED = re.compile(
    rf"(?<=[{BREAK}；;])[ ]*(?P<open>[(（])[^()（）；;\n{BREAK}]+(?P<close>[)）]){_END}"
)
_FULL = {",": "，", ":": "：", "!": "！"}


@rule("DGT348")
def stray_signs(page: Page) -> Iterator[Diagnostic]:
    """Find punctuation that does not belong into the value of a field.

    各项里多出的标点：抬头后面的冒号、打了两次的标点、括在括号里的机关名、形状异样的间隔号，以及汉字中间的
    半角标点。截止的原文（text）照原样，末尾的标点不报。

    Punctuation in fields: a colon behind addressees, a sign typed twice, a name in brackets, a
    dot of odd form, a half-width sign between Chinese characters. What a wording ends with is
    left as it is.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :addressees: 各区科技局；有关单位：
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :addressees: 各区科技局；有关单位
        :::
    """
    running = words_of(page)
    if _MAY_BE_STRAY.search(running.text):
        yield from gather("DGT348", _stray(page, running))


def _stray(page: Page, running: Running) -> Iterator[tuple[int, Place, str, str, tuple[Fix, ...]]]:
    named = [
        field.key for block in page.reading.blocks for field in block.fields if field.key in WORDED
    ]
    for piece, start, match in running.found(_STRAY):
        if match["last"] and named[piece] == "text":
            continue
        if match["half"] == "," and named[piece] in _NAMES | {"topics"}:
            continue  # said of the list
        at = match.start() - start
        place = running.place(piece, at, match.end() - start)
        kind, sign = match.lastgroup, match[0]
        mend = {"dot": "·", "twice": sign[0], "half": _FULL.get(sign, ""), "last": ""}[kind or ""]
        around = running.text[max(match.start() - 6, start) : match.end() + 6].split(BREAK)[0]
        offset = match.start() - max(match.start() - 6, start)
        shown = around[:offset] + mend + around[offset + len(sign) :]
        yield piece, place, around, shown, fix(place.file, place.span, mend)
    for piece, start, match in running.found(_WRAPPED):
        if named[piece] in _NAMES:
            first, last = match.start("open") - start, match.end("close") - start
            written = running.text[match.start("open") : match.end("close")]
            place = running.place(piece, first, last)
            fixes = (
                Fix(running.place(piece, first, first + 1), ""),
                Fix(running.place(piece, last - 1, last), ""),
            )
            yield piece, place, written, written[1:-1], fixes
