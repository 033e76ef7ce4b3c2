"""Ends of deadlines that are over already, or that fall on a day of rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Notice, Record, Severity
from sphinx_digest.core.rules.days import is_usual
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.times.calendar import Day
from sphinx_digest.core.times.closing import End, end_of
from sphinx_digest.core.times.counting_words import kind_words, weekday_words
from sphinx_digest.core.times.dates import first_day, is_before, precision_of
from sphinx_digest.core.times.issue_days import in_year, shifted
from sphinx_digest.core.times.wording import date_words

#: How far ahead a day is looked for when its year is doubted.
_AHEAD = timedelta(183)
#: How long after it took place something is usually told of.
_TOLD_OF = timedelta(45)
_LABELS: Mapping[str, Mapping[Language, str]] = {
    "end": {"zh": "截止日", "en": "end"},
    "on": {"zh": "日期", "en": "day"},
    "within": {"zh": "推算的截止日", "en": "computed end"},
}
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_OF_A_DAY = ("day", "minute")
#: Where a day of rest hinders nobody.
_ONLINE = re.compile(r"网|线上|在线|系统|平台|邮箱|邮件|e-?mail|online|https?:|@", re.IGNORECASE)
_SPEAKS_OF_REST = re.compile(
    "休息|假|顺延|工作日|周[一二三四五六日末]|星期|双休|公休|weekend|holiday|rest|day\b",
    re.IGNORECASE,
)


@rule("DGT312")
def already_past(page: Page) -> Iterator[Diagnostic]:
    """Find a deadline that is over when its issue goes out.

    本期发布的时候截止日已经过了：年份、月份写错了，或者收录晚了。换成今年就不算过期的，会提出来。

    A deadline is over before its issue goes out: it is mistyped, or came too late. Where another
    year would put it right, that is asked.

    Wrong::

        :::{deadline} 网上申报
        :kind: application
        :end: 2021-04-14
        :::

    Right::

        :::{deadline} 网上申报
        :kind: application
        :end: 2021-05-14
        :::
    """
    if page.published is None:
        return
    for notice in page.document.notices:
        for deadline in notice.deadlines:
            end = end_of(deadline)
            if end is None or end.last >= page.published or _is_before(notice, end, page):
                continue
            yield _over("DGT312", page.published, deadline, end)


@rule("DGT313")
def ends_before_published(page: Page) -> Iterator[Diagnostic]:
    """Find a deadline that is over before its notice is published.

    公文发布的时候截止日已经过了，谁也办不成：截止日和发布日期总有一个写错了。培训、评审、活动办完了再报道
    是常事，过了一个半月以上才提示；换个年份就在眼前的，多半是年份写错了。

    A deadline that is over when its notice is published can be met by nobody: one of the two
    dates is wrong. Of what takes place is told afterwards as well; more than six weeks later it
    is remarked, and doubted where another year would put it shortly ahead.

    Wrong::

        :::{deadline} 网上申报
        :kind: application
        :end: 2021-04-08
        :::

    Right::

        :::{deadline} 网上申报
        :kind: application
        :end: 2021-05-08
        :::
    """
    for notice in page.document.notices:
        for deadline in notice.deadlines:
            end = end_of(deadline)
            if end is None or not _is_before(notice, end, page):
                continue
            published = first_day(notice.record.values["published"])
            long_ago = published - end.last > _TOLD_OF
            if long_ago or not _happens(deadline):
                yield _over("DGT313", published, deadline, end)


@rule("DGT314")
def rest_day(page: Page) -> Iterator[Diagnostic]:
    """Find a printed deadline on a day of rest.

    写明的截止日照写的算，不顺延；可是那天没人上班，交材料、打电话都要提前。网上办的、主管部门自己办的不说；
    备注或原文表述里已经说到休息日的也不说。

    A printed end holds as printed and does not move, but on a day of rest nobody takes papers or
    calls. Nothing is said where all is done online or by the authority itself, nor where the
    record speaks of days of rest.

    Wrong::

        :::{deadline} 报送纸质材料
        :kind: submission
        :end: 2021-05-02
        :place: 示例市示范路 1 号
        :::

    Right::

        :::{deadline} 报送纸质材料
        :kind: submission
        :end: 2021-05-02
        :place: 示例市示范路 1 号
        :note: 劳动节假期，窗口不收件。
        :::
    """
    for notice in page.document.notices:
        for deadline in notice.deadlines:
            values = deadline.values
            end = end_of(deadline)
            if end is None or end.name != "end" or precision_of(end.value) not in _OF_A_DAY:
                continue
            kind = page.settings.calendar.kind(end.last)
            if (
                kind is None
                or kind.working
                or _happens(deadline)
                or values.get("kind") in ("restriction", "other")
            ):
                continue
            if values.get("actor") == "authority" or _ONLINE.search(values.get("channel", "")):
                continue
            said = " ".join(values.get(name, "") for name in ("except", "note", "text", "late"))
            if _SPEAKS_OF_REST.search(said) or (page.published and end.last < page.published):
                continue
            shown = {"value": end.last.isoformat(), **twin("kind", _kind_words(kind))}
            yield Diagnostic("DGT314", place_of(deadline, "end"), shown)


def _happens(deadline: Record) -> bool:
    """Say whether it is something that takes place, of which is told afterwards as well."""
    return deadline.values.get("kind") in ("training", "event", "review")


def _kind_words(kind: Day) -> dict[Language, str]:
    weekday = {language: weekday_words(kind.date, language) for language in _LANGUAGES}
    if kind.reason == "weekend":
        return weekday
    reason = {language: kind_words(kind, language) for language in _LANGUAGES}
    return {"zh": f"{weekday['zh']}，{reason['zh']}", "en": f"{weekday['en']}, {reason['en']}"}


def _is_before(notice: Notice, end: End, page: Page) -> bool:
    """Say whether an end lies before its notice was published, on a day that raises no doubt."""
    published = notice.record.values.get("published", "unknown")
    if published == "unknown" or not is_before(end.value, published):
        return False
    return is_usual(page, notice.record, "published")


def _over(code: str, since: date, deadline: Record, end: End) -> Diagnostic:
    """Make the finding of an end that lies before ``since``; what took place is only remarked."""
    day = f"{since:%m-%d}" if since.year == end.last.year else since.isoformat()
    values = {"since": day, "name": end.name}
    values |= twin("value", {"zh": date_words(end.value, "zh"), "en": date_words(end.value, "en")})
    values |= twin("label", _LABELS[end.name])
    mend = _other_year(end, since) if end.name not in deadline.inferred else None
    help_ = "help"
    if mend and end.name != "within":
        values |= {"mend": mend}
        help_ = "help_year"
    severity: Severity | None = None if mend or not _happens(deadline) else "info"
    return Diagnostic(code, place_of(deadline, end.name), values, help_, severity=severity)


def _other_year(end: End, since: date) -> str | None:
    """Give the end in a year that puts it shortly after a day."""
    furthest = shifted(since, _AHEAD)
    for year in range(since.year, furthest.year + 1):
        day = in_year(end.last, year)
        if since <= day <= furthest:
            rest = (
                f"{day:-%m-%d}{end.value[10:16]}"
                if end.value[4:10] == "-02-29"
                else end.value[4:16]
            )
            return f"{year:04}{rest}".replace("T", " ")
    return None
