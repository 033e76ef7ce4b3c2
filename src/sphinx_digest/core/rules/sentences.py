"""Sentences that are there twice, and a word that says another thing than is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_digest.core.model import Diagnostic, Notice, Place, Prose, Related
from sphinx_digest.core.rules.running import HAN, prose_of, source_lines
from sphinx_digest.core.rules.shape import Page, fix, rule

_STOPPED = re.compile(
    rf"截止(?<![{HAN}]截止)[ ]?(?:(?P<now>[目当]前)"
    r"|(?:(?:19|20)[0-9]{2}[ ]?年|[0-9]{1,2}[ ]?月)"
    r"[^，,。；;：:\n]{0,10})[，,]?(?P<said>[^。；;：:\n]{0,60})"
)
_COUNTS = re.compile(
    "共有|共计|共(?=[0-9 ])|已有|累计|总[数量额]|占|达[到 0-9]|拥有|保有|存量|余额"
    "|增[长加]|新增|同比|突破|已经?(?:建成|认定|受理|登记|注册|办理|授权|备案)"
    "|有效[^，。]{0,8}[ ]?[0-9]"
)
_CLOSES = re.compile(
    "报名|申报|提交|报送|征集|征稿|投稿|反馈|公示|逾期|不再|为止|停止|时间|请|须|应当|未|的(?:单位|企业|项目)"
)


@rule("DGT349")
def stopped_for_up_to(page: Page) -> Iterator[Diagnostic]:
    """Find 截止 where 截至 is meant.

    统计到某一天为止，写“截至”；“截止”是停止的意思，后面不接统计。期限的“截止 5 月 14 日”不管。

    A count up to a day is introduced by 截至; 截止 means that something stops. Deadlines are
    left alone.

    Wrong::

        截止 2020 年底，全市共有示例企业 320 家。

    Right::

        截至 2020 年底，全市共有示例企业 320 家。
    """
    running = prose_of(page)
    for piece, start, match in running.found(_STOPPED):
        counts = _COUNTS.search(match["said"]) and not _CLOSES.search(match[0])
        if not (counts or match["now"]):
            continue
        at = match.start() - start
        place = running.place(piece, at, at + 2)
        yield Diagnostic("DGT349", place, {}, fixes=fix(place.file, place.span, "截至"))


#: Fewer Chinese characters than this come again by chance, or by right: 逾期不再受理。
_LONG = 12
_HAN = re.compile(f"[{HAN}]")
#: Who signs a letter, and what is enclosed with it.
_SIGNED = re.compile(rf"[{HAN}]+(?:[局厅委部院会处司署所]|中心|小组|公司)")
#: What each item of a list may end with: who is in charge, a telephone, what is enclosed.
_LABELLED = re.compile(rf"[（(【]|[{HAN}]{{2,8}}[：:]|[^：:]{{0,12}}(?:电话|地址|邮箱|网址|邮编)")
_ITEM = re.compile(r"(?:[-*+]|#\.|[0-9]{1,3}[.)、])?[ \t\u3000]*(?P<words>[^\s|:`~#].*)")


@rule("DGT352")
def said_twice(page: Page) -> Iterator[Diagnostic]:
    """Find a paragraph or an item that a notice has twice under one heading.

    同一条公文的同一个标题下，同一段话（十二个字以上）出现了两次，多半是粘贴时重了。表格、责任单位、
    联系方式一类各项都有的话，以及套在里层的列表，不报。

    A paragraph or an item of twelve characters or more stands twice under one heading of a
    notice: it was probably pasted twice. Tables, lines that say who is in charge or whom to
    ask, and lists within lists are left alone.

    Wrong::

        - 申报书须由法定代表人签字并加盖公章。
        - 每个单位限报一项。
        - 申报书须由法定代表人签字并加盖公章。

    Right::

        - 申报书须由法定代表人签字并加盖公章。
        - 每个单位限报一项。
        - 推荐函须由推荐单位签字并加盖公章。
    """
    for notice in page.document.notices:
        pieces = page.prose.get(notice.record.block, ())
        values = [piece.text.value for piece in pieces]
        if len(values) == len(set(values)):
            continue
        yield from _twice(page, notice, pieces, source_lines(page.text))


def _twice(
    page: Page, notice: Notice, pieces: tuple[Prose, ...], lines: Sequence[str]
) -> Iterator[Diagnostic]:
    first: dict[tuple[int | None, str], Prose] = {}
    for piece in pieces:
        words = piece.text.value
        if len(words) < _LONG or len(_HAN.findall(words)) < _LONG:
            continue
        if piece.file != page.reading.path or _LABELLED.match(words) or _SIGNED.fullmatch(words):
            continue
        line, height = piece.text.lines[0][0], words.count("\n") + 1
        if not _is_whole(words, lines[line - 1 : line + height]):
            continue
        other = first.setdefault((piece.heading, words), piece)
        if other is not piece:
            span = piece.text.span()
            shown = " ".join(words.split())
            values = {"value": shown if len(shown) <= _LONG else f"{shown[:_LONG]}……"}
            values["line"] = str(other.text.lines[0][0])
            related = Related(Place(other.file, other.text.span()), notice.record.title)
            yield Diagnostic("DGT352", Place(piece.file, span), values, related=(related,))


def _is_whole(words: str, lines: Sequence[str]) -> bool:
    """Say whether a text is all that a paragraph, or an item of an outer list, says."""
    item = _ITEM.match(lines[0])
    if item is None:
        return False
    texts = words.split("\n")
    before, *between = [item["words"], *lines[1 : len(texts)]]
    written = [before.rstrip(), *(line.strip() for line in between)]
    below = lines[len(texts)].strip() if len(lines) > len(texts) else ""
    ends = not below or bool(_ITEM_BELOW.match(below))
    return ends and written == [text.strip() for text in texts]


_ITEM_BELOW = re.compile(r"[-*+|]|#\.|[0-9]{1,3}[.)、]|:::|```|\.\. ")
