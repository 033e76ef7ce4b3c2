"""Days of a notice that cannot be right beside those of its issue, or beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Record
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.times.dates import precision_of
from sphinx_digest.core.times.issue_days import in_year, shifted

#: How a date of a notice stands to its issue, where it is not usual.
Standing = Literal["year off", "later", "long before"]

_LABELS: Mapping[str, Mapping[Language, str]] = {
    "published": {"zh": "发布日期", "en": "day of publication"},
    "dated": {"zh": "成文日期", "en": "date of the document"},
}
#: How long before its issue's period a notice may stand in it: usually, and at all.
_FRESH = timedelta(31)
_OLD = timedelta(92)
#: An issue whose day of publication is not given goes out some days after its period.
_GOING_OUT = timedelta(7)
_YEAR_OF_NUMBER = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")


@rule("DGT311")
def wrong_year(page: Page) -> Iterator[Diagnostic]:
    """Find a notice that is dated whole years off its issue.

    发布日期、成文日期换一个年份就落在本期前后，多半是年份写错了。近几个月的公文照常收录，不报；文号也是
    那一年的旧文件，不报。

    A date of a notice would fit the issue with another year: the year is probably mistyped. The
    months before an issue are normal, and so is an older document whose number has its year.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2020-04-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for dated in _dates(page, "year off"):
        assert dated.mend
        values = {"mend": dated.mend.isoformat(), **_years_words(dated.mend.year - dated.day.year)}
        yield dated.diagnostic("DGT311", values)


@rule("DGT316")
def later_than_its_issue(page: Page) -> Iterator[Diagnostic]:
    """Find a notice that is dated after its issue went out.

    本期发布的时候，这份公文还没有发布：两个日期至少有一个写错了。本期没写发布日期的，从收录期的最后一天
    起再宽限七天。

    A notice cannot be in an issue that went out before it: one of the two dates is wrong. Where
    the issue does not say when it went out, a week after its period is still fine.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-21
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for dated in _dates(page, "later"):
        yield dated.diagnostic("DGT316", {"issue": str(page.published)})


@rule("DGT317")
def long_before(page: Page) -> Iterator[Diagnostic]:
    """Find a notice that was published long before its issue.

    比本期早三个月以上的公文，可能是月份写错了，也可能是补登。补登的在 accept 里说明，读者就知道了。

    A notice published more than three months before its issue: the month may be mistyped. Where
    the notice is meant, ``accept`` tells readers why it comes so late.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2020-11-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-02-12
        :::
    """
    for dated in _dates(page, "long before"):
        if dated.name == "published" and page.period:
            first = page.period[0]
            months = 12 * (first.year - dated.day.year) + first.month - dated.day.month
            yield dated.diagnostic("DGT317", {"months": str(months)})


@rule("DGT318")
def dated_after_published(page: Page) -> Iterator[Diagnostic]:
    """Find a document that was published before it was dated.

    先成文，后发布。成文日期晚于发布日期，多半是两个写反了，或有一个写错了。

    A document is dated first and published then. The other way round the two are probably
    interchanged, or one is mistyped.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-10
        :dated: 2021-04-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :dated: 2021-04-10
        :::
    """
    for notice in page.document.notices:
        record = notice.record
        published, dated = written_day(record, "published"), written_day(record, "dated")
        if not published or not dated or dated <= published:
            continue
        if is_usual(page, record, "published") and is_usual(page, record, "dated"):
            found = _Dated(record, "dated", dated)
            yield found.diagnostic("DGT318", {"published": published.isoformat()})


@dataclass(frozen=True, slots=True)
class _Dated:
    record: Record
    name: str
    day: date
    mend: date | None = None

    def diagnostic(self, code: str, values: Mapping[str, str]) -> Diagnostic:
        label = twin("label", _LABELS[self.name])
        label |= {"value": self.day.isoformat(), "name": self.name}
        return Diagnostic(code, place_of(self.record, self.name), {**label, **values})


def written_day(record: Record, name: str) -> date | None:
    """Give a date of a record where it is a whole day."""
    value = record.values.get(name, "unknown")
    if value in ("unknown", "published") or precision_of(value) not in ("day", "minute"):
        return None
    return date.fromisoformat(value[:10])


def is_usual(page: Page, record: Record, name: str) -> bool:
    """Say whether a date of a notice raises no doubt beside its issue."""
    day, window = written_day(record, name), _window(page)
    if day is None or window is None or window.oldest <= day <= window.latest:
        return True
    return _standing(window, _Dated(record, name, day))[0] == "long before"


@dataclass(frozen=True, slots=True)
class _Window:
    """The days between which the dates of notices lie: at all, and usually."""

    oldest: date
    fresh: date
    latest: date


def _window(page: Page) -> _Window | None:
    if page.period is None or page.document.issue is None:
        return None
    first, last = page.period
    if page.doubt and page.doubt.name == "period":
        return None
    written = None if page.doubt else page.document.issue.values.get("published")
    latest = date.fromisoformat(written) if written else shifted(last, _GOING_OUT)
    # A digest of a whole year may well look back as far.
    return _Window(shifted(first, -max(_OLD, last - first)), shifted(first, -_FRESH), latest)


def _dates(page: Page, standing: Standing) -> Iterator[_Dated]:
    window = _window(page)
    if window is None:
        return
    for notice in page.document.notices:
        for name in _LABELS:
            day = written_day(notice.record, name)
            if day is None or window.oldest <= day <= window.latest:
                continue
            stands, mend = _standing(window, _Dated(notice.record, name, day))
            if stands == standing:
                yield _Dated(notice.record, name, day, mend)


def _standing(window: _Window, dated: _Dated) -> tuple[Standing, date | None]:
    """Say how a date outside the window stands, and in which year it would be right."""
    for year in range(window.latest.year, window.fresh.year - 1, -1):
        mend = in_year(dated.day, year)
        if window.fresh <= mend <= window.latest and not _is_an_old_document(dated, year):
            return "year off", mend
    return ("later" if dated.day > window.latest else "long before"), None


def _is_an_old_document(dated: _Dated, year: int) -> bool:
    """Say whether the document's number has the year as well."""
    found = _YEAR_OF_NUMBER.search(dated.record.values.get("number", ""))
    return found is not None and int(found[1]) == dated.day.year != year


def _years_words(years: int) -> dict[str, str]:
    """Say by how many years a date is early (positive) or late."""
    amount = "一" if abs(years) == 1 else f" {abs(years)} "
    plural = "a year" if abs(years) == 1 else f"{abs(years)} years"
    return {
        "off": f"早{amount}年" if years > 0 else f"晚{amount}年",
        "off.en": f"{plural} before" if years > 0 else f"{plural} after",
    }
