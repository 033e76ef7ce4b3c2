"""Document numbers that cannot be right, contradict each other, or are there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Document, Notice, Place, Related
from sphinx_digest.core.numbers import document_key, read_number, split_issuer
from sphinx_digest.core.rules.ids import notices_by_issue, where
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.dates import precision_of

_YEAR = re.compile("(?:〔|(?=[0-9]{4}年))([0-9]{4})")
_FIRST_YEAR = 1949


def _year(number: str) -> int | None:
    found = _YEAR.search(number)
    return int(found[1]) if found else None


@rule("DGT333")
def same_number(
    documents: tuple[Document, ...], _digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find a document number that two notices of one issuer bear.

    同一机关的同一文号出现在两条公文上：不是收录了两次，就是文号抄错。解读、资讯引用原文文号的不报。

    Two notices of one issuer bear the same number: taken in twice, or copied wrongly. An
    interpretation or a news item about the document may bear it too.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: first
        :type: 通知
        :number: 示发〔2021〕3号
        :issuer: 示例局
        :published: 2021-04-12
        :::

        ## 关于示例平台的通知

        :::{notice}
        :id: second
        :type: 通知
        :number: 示发〔2021〕3号
        :issuer: 示例局
        :published: 2021-04-13
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: first
        :type: 通知
        :number: 示发〔2021〕3号
        :issuer: 示例局
        :published: 2021-04-12
        :::

        ## 关于示例平台的通知

        :::{notice}
        :id: second
        :type: 通知
        :number: 示发〔2021〕4号
        :issuer: 示例局
        :published: 2021-04-13
        :::
    """
    first: dict[tuple[str, str], tuple[Document, Notice]] = {}
    for document, notice in notices_by_issue(documents):
        values = notice.record.values
        issuer = ";".join(values.get("issuer", ()))
        number = values.get("number", "unknown")
        if number == "unknown" or not issuer or values.get("type") in ("news", "interpretation"):
            continue
        home, other = first.setdefault((issuer, document_key(number)), (document, notice))
        if other is notice or other.record.id == notice.record.id:
            continue  # two without an id of their own are told of ids already
        words = {"issuer": issuer, "number": number, **where(home, other.record, document)}
        related = Related(place_of(other.record, "number"), other.record.title)
        place = place_of(notice.record, "number")
        yield Diagnostic("DGT333", place, words, "help", (related,))


@rule("DGT364")
def impossible_year(page: Page) -> Iterator[Diagnostic]:
    """Find a document number with a year that cannot be.

    文号的年份晚于本期，或者早于 1949 年，必是笔误。字段里的和正文引用的都查。

    The year of a document number is after its issue, or before 1949. Fields and citations in
    the text are looked at.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 示发〔2031〕3号
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 示发〔2021〕3号
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    last = page.published.year if page.published else 9999
    for notice in page.document.notices:
        for number, place in _numbers_of(notice):
            year = _year(number)
            if year is None or _FIRST_YEAR <= year <= last:
                continue
            words: dict[Language, str] = (
                {"zh": f"晚于本期（{last} 年）", "en": f"after this issue ({last})"}
                if year > last
                else {"zh": f"早于 {_FIRST_YEAR} 年", "en": f"before {_FIRST_YEAR}"}
            )
            values = {"number": number, "year": str(year), **twin("off", words)}
            yield Diagnostic("DGT364", place, values)


def _numbers_of(notice: Notice) -> Iterator[tuple[str, Place]]:
    """Yield the number of a notice and those it names, each with its place."""
    record = notice.record
    if record.values.get("number", "unknown") != "unknown":
        yield record.values["number"], place_of(record, "number")
    for name in ("repeals", "amends", "follows"):
        for index, value in enumerate(record.values.get(name, ())):
            span = record.places.get(f"{name}.{index}") or record.places.get(name, record.opening)
            yield value, Place(record.file, span)
    for citation in notice.citations:
        if citation.target is None:
            yield citation.number, citation.place


_IN_TITLE = re.compile(r"[（(]([^（）()]+号)[）)]\s*\Z")


@rule("DGT365")
def number_not_of_title(page: Page) -> Iterator[Diagnostic]:
    """Find a document number that its title contradicts.

    标题末尾括号里的文号和“文号”一项不同，有一处抄错了。

    The number in brackets at the end of a title is not the one of the field.

    Wrong::

        ## 关于发布示例目录的通告（2021年第27号）

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 2021年第28号
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 关于发布示例目录的通告（2021年第27号）

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 2021年第27号
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for notice in page.document.notices:
        written = notice.record.values.get("number", "unknown")
        found = None if written == "unknown" else _IN_TITLE.search(notice.record.title)
        number = read_number(found[1]) if found else None
        if number is None or ("〔" in number) != ("〔" in written):
            continue  # a notice may have a number of its own and one of its series
        if _bare(number) == _bare(written) or "number" not in notice.record.places:
            continue
        place = place_of(notice.record, "number")
        related = Related(place_of(notice.record, "title"), notice.record.title)
        values = {"number": written, "mend": number}
        yield Diagnostic("DGT365", place, values, "help", (related,))


def _bare(number: str) -> str:
    """Give the key of a number without the issuer that may stand before its year."""
    return document_key(split_issuer(number)[1])


@rule("DGT366")
def number_of_another_year(page: Page) -> Iterator[Diagnostic]:
    """Find a document number that is a year or more older than the notice.

    文号的年份比发文日期早一年以上，多半有一处抄错。年初发布上一年文号的不报。

    The year of a document number is well before the notice. The first months of a year bring
    documents numbered in the year before.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 示发〔2020〕3号
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 示发〔2021〕3号
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for notice in page.document.notices:
        values = notice.record.values
        year = _year(values.get("number", ""))
        name = "dated" if values.get("dated", "unknown") != "unknown" else "published"
        day = values.get(name, "unknown")
        if year is None or year < _FIRST_YEAR or day == "unknown" or precision_of(day) != "day":
            continue
        later = date.fromisoformat(day)
        if later.year - year >= (2 if later.month <= _FIRST_MONTHS else 1):
            words = {"number": values["number"], "year": str(year), "day": day}
            yield Diagnostic("DGT366", place_of(notice.record, "number"), words)


_FIRST_MONTHS = 3
