"""Titles that do not go with their body, that run on, or that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import (
    Diagnostic,
    Document,
    Notice,
    Place,
    Record,
    Related,
    Severity,
    Span,
)
from sphinx_digest.core.rules.ids import notices_by_issue, where
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.dates import precision_of


@rule("DGT370")
def group_for_a_title(page: Page) -> Iterator[Diagnostic]:
    """Find a notice that stands right below the heading of a group.

    公文的标题漏了，一块就贴在“国家级”这样的组标题下面，读者看到的标题是“国家级”。

    The title of a notice is missing, so that its block stands right below the heading of a group
    and takes that for its title.

    Wrong::

        ## 示例篇

        ### 国家级

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 示例篇

        ### 国家级

        #### 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

    digest.toml::

        [[parts]]
        title = "示例篇"
        groups = ["国家级", "地方级"]
    """
    groups = {notice.group for notice in page.document.notices if notice.group}
    groups.update(group.title for part in page.settings.parts for group in part.groups)
    for notice in page.document.notices:
        title = notice.record.title
        if title in groups:
            yield Diagnostic("DGT370", place_of(notice.record, "title"), {"title": title})


#: Headings that no group and no part has: 关于…的通知, and what ends with a number of a document.
_TITLE = re.compile(
    r"关于.+(?:的(?:通知|通告|公告|公示|意见|函|批复|决定|通报|解读|说明|邀请|办法|措施|细则)|[（(][^（）()]*号[)）])$"
    r"|.+的(?:通知|通告|公告|公示)$"
)


@rule("DGT378")
def block_of_a_group_for_a_notice(page: Page) -> Iterator[Diagnostic]:
    """Find a notice's title with the block of a group or a part below it.

    标题写的是一条公文，下面却是“分组”或“篇”一块：这条公文没有读到，谁也看不到它的文种、截止日。标题下
    面还有公文的，不报。

    A heading is the title of a notice, but the block below it is that of a group or a part, so
    that there is no notice. Where notices stand below the heading nothing is said.

    Wrong::

        ## 示例篇

        ### 关于示例专项的通知

        :::{group}
        :issuer: 示例局
        :::

        请各单位报送材料。

    Right::

        ## 示例篇

        ### 关于示例专项的通知

        :::{notice}
        :id: example-1
        :issuer: 示例局
        :published: 2021-04-12
        :::

        请各单位报送材料。
    """
    blocks, headings = page.reading.blocks, page.reading.headings
    for block in blocks:
        if block.name not in ("group", "part") or block.heading is None:
            continue
        title = headings[block.heading].title.value.strip()
        if not _TITLE.search(title):
            continue
        homes = (one.heading for one in blocks if one.name == "notice")
        if not any(_is_below(page, home, block.heading) for home in homes):
            values = {"title": title, "name": block.name, **block_label(block.name)}
            yield Diagnostic("DGT378", Place(block.file, block.name_span), values)


def _is_below(page: Page, heading: int | None, above: int) -> bool:
    while heading is not None and heading != above:
        heading = page.reading.headings[heading].parent
    return heading == above


@rule("DGT332")
def title_not_in_body(page: Page) -> Iterator[Diagnostic]:
    """Find a body that speaks of another document than its title.

    标题里书名号中的文件，正文一次也没有提到，正文说的却是另一份同类文件。不提文件名的摘要、解读不报。

    The title names a document that its body never mentions, while the body speaks of another one
    of the same sort. A summary that names no document is normal, and so is an interpretation.

    Wrong::

        ## 关于印发《示例市创新券管理办法》的通知

        :::{notice}
        :id: voucher-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::

        《示例市孵化器认定办法》自五月起施行，孵化面积不少于三千平方米的机构可以申请认定。

    Right::

        ## 关于印发《示例市创新券管理办法》的通知

        :::{notice}
        :id: voucher-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::

        新办法替代《示例市科技服务补助办法》，创新券改为先用后兑，每家每年不超过十万元。
    """
    for notice in page.document.notices:
        title = notice.record.title
        if "《" not in title or "《" not in notice.body:
            continue
        if notice.record.values.get("type") == "interpretation" or _READS.search(title):
            continue
        other = _other_document(title, notice.body)
        if other is None:
            continue
        name, found, length = other
        severity: Severity = "info" if length < _SUMMARY else "warning"
        values = {"name": name, "other": found}
        yield Diagnostic("DGT332", place_of(notice.record, "title"), values, severity=severity)


_NAMED = re.compile("《([^《》]+)》")
#: The body of such a notice speaks of what led to the document.
_READS = re.compile("解读|问答|起草说明|编制说明")
_SIGNS = re.compile(r"[\s“”‘’\"'〈〉<>《》*_\\]+")
_ASIDE = re.compile("[（(][^（）()]*[）)]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
#: Bodies shorter than this say too little; up to the second the finding is a mere hint.
_SHORTEST, _SUMMARY = 30, 120
#: How many pairs of characters a title must have of its own, and which share of them its body
#: may have: where it names another document of the same sort, and where it names any other.
_OWN, _SAID, _HARDLY = 4, 0.2, 0.08


def _core(name: str) -> str:
    return _ASIDE.sub("", _SIGNS.sub("", name))


def _pairs(name: str) -> set[str]:
    return {run[at : at + 2] for run in _HAN.findall(name) for at in range(len(run) - 1)}


def _resembles(name: str, other: str) -> bool:
    """Say whether a name, too short for chance, has half its pairs of characters from another."""
    pairs = _pairs(name)
    return len(pairs) >= _OWN and 2 * len(pairs & _pairs(other)) >= len(pairs)


def _other_document(title: str, body: str) -> tuple[str, str, int] | None:
    """Give the document of a title, the one its body speaks of, and the length of the body."""
    text = _SIGNS.sub("", body)
    bare = _ASIDE.sub("", text)
    named = [name for name in _NAMED.findall(title) if len(_core(name)) >= _OWN]
    if not named or len(text) < _SHORTEST:
        return None
    if any(_core(name) in each for name in named for each in (text, bare)):
        return None
    core = _core(named[0])
    written = _NAMED.findall(body)
    others = [name for name in written if _core(name).endswith(core[-2:])]
    limit = _SAID if others else _HARDLY
    if not others and len(text) >= _SUMMARY:
        others = [name for name in written if _resembles(_core(name), core)]
    cores = [_core(name) for name in others]
    if not others or any(one in core for one in cores):
        return None
    own = set.union(*(_pairs(_core(name)) for name in named))
    own -= set.union(*map(_pairs, cores)) | _pairs(_NAMED.sub(" ", title))
    if len(own) < _OWN or sum(pair in text for pair in own) > limit * len(own):
        return None
    return named[0], others[0], len(text)


_RUNS_ON = re.compile(
    "的(?:通知|公告|通告|公示|函)"
    "(?P<rest>(?:经|根据|按照|为|依据|现)[^《》]{6,}，(?:现|特|经|请)[^《》]*)(?<!通知)(?<!公告)"
    "(?<!通告)(?<!公示)(?<!的函)\\Z"
)


@rule("DGT335")
def title_runs_on(page: Page) -> Iterator[Diagnostic]:
    """Find a title that goes on with a sentence.

    标题在“……的通知”之后又接了一句“经……审核，现发布……”，多半是把正文或别的公告粘在了后面。资讯、
    解读的标题不报。

    Behind the words that end a title a sentence goes on: a line of the body, or of another
    notice, was probably pasted to it. Titles of news and interpretations are left alone.

    Wrong::

        ## 关于示例目录的通知经示例委员会审核确定，现发布示例名单

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 关于转发《示例局关于示例目录的通知》的通知（第一批）

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for notice in page.document.notices:
        record = notice.record
        found = _RUNS_ON.search(record.title)
        if found is None or record.values.get("type") in ("news", "interpretation"):
            continue
        place = place_of(record, "title")
        span, start = place.span, found.start("rest")
        if span.line == span.end_line and span.end_column - span.column == len(record.title):
            span = Span(span.line, span.column + start, span.line, span.end_column)
        values = {"value": record.title[:start], "rest": found["rest"]}
        yield Diagnostic("DGT335", Place(record.file, span), values)


@rule("DGT334")
def same_title(
    documents: tuple[Document, ...], _digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find a notice that is there twice, by its title and issuer.

    同一机关、同一标题的公文收录了两次。文号不同、发布日期相差二十天以上，或者写明了前后关系
    （follows、amends 等）的，不报。

    Two notices have the same title and issuer. Different numbers, dates more than twenty days
    apart, or a stated relation (follows, amends …) make them two.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: first
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        ## 关于示例专项的通知

        :::{notice}
        :id: second
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-13
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: first
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        ## 关于示例专项的补充通知

        :::{notice}
        :id: second
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-13
        :::
    """
    first: dict[tuple[str, str], tuple[Document, Notice]] = {}
    for document, notice in notices_by_issue(documents):
        record = notice.record
        issuer = ";".join(record.values.get("issuer", ())) or record.values.get("source", "")
        if not record.title or not issuer:
            continue
        key = ("".join(record.title.split()), issuer)
        home, other = first.setdefault(key, (document, notice))
        if other is notice or not _is_one(other.record, record, together=home is document):
            continue
        values = {"issuer": issuer, **where(home, other.record, document)}
        related = Related(place_of(other.record, "title"), other.record.title)
        severity: Severity = "warning" if home is document else "info"
        place = place_of(record, "title")
        yield Diagnostic("DGT334", place, values, "help", (related,), severity=severity)


_NEAR_DAYS = 20


def _is_one(first: Record, second: Record, *, together: bool) -> bool:
    """Say whether two records of one title and issuer are probably one notice taken in twice."""
    if first.id == second.id:
        return False  # told of ids already
    numbers = [record.values.get("number", "unknown") for record in (first, second)]
    if "unknown" not in numbers:
        return False  # different numbers, or a number that is there twice
    known = {first.id, *numbers} - {"unknown"}
    for name in ("follows", "amends", "repeals"):
        if known & {*second.values.get(name, ()), *first.values.get(name, ())} or (
            second.id in first.values.get(name, ())
        ):
            return False
    days = [record.values.get("published", "unknown") for record in (first, second)]
    if any(day == "unknown" or precision_of(day) != "day" for day in days):
        return together
    apart = date.fromisoformat(days[0]) - date.fromisoformat(days[1])
    return abs(apart.days) <= _NEAR_DAYS
