"""Days in the words of a page that cannot be: none of the calendar, or of another weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic, Place
from sphinx_digest.core.numerals import fold, read_numeral
from sphinx_digest.core.rules.lines import Lines, lines_of
from sphinx_digest.core.rules.running import BREAK, Running, prose_of, times_of, titles_of, words_of
from sphinx_digest.core.rules.shape import Page, rule
from sphinx_digest.core.times.dates import precision_of, read_date
from sphinx_digest.core.times.times_of_day import GAP
from sphinx_digest.core.times.written_points import DAY, MONTH, YEAR, Point, stands_alone

#: The end of the months, and what is behind it.
_LATE_DAY = re.compile(
    rf"月{GAP}(?:[2２][9９]|[3-9３-９][0-9０-９]|[0０]{{1,2}}|二十九|三十一?){GAP}日"
)
_WITH_WEEKDAY = re.compile(
    rf"[日号]{GAP}[(（]{GAP}(?P<said>(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])){GAP}"
    r"(?:[上下]午|中午|早上|晚上?|全天)?[0-9０-９:：点时分半 ]{0,9}(?:下班)?前?[)）]"
)
_MONTH_BEFORE = re.compile(rf"(?:(?P<year>{YEAR}){GAP}年{GAP})?(?P<month>{MONTH}){GAP}\Z")
_DAY_BEFORE = re.compile(
    rf"(?:(?P<year>{YEAR}){GAP}年{GAP})?(?P<month>{MONTH}){GAP}月{GAP}(?P<day>{DAY}){GAP}\Z"
)
_DAY_BEHIND = re.compile(rf"月{GAP}(?P<day>[0-9]+|[二三十一九]+){GAP}日")
#: How much of a text is read in front of a day and behind it.
_WINDOW = 120

_DUE_BEFORE = re.compile(
    r"(?:截[止至](?:到|至|时间|日期|期限|日)*\s*(?:均?为|是|在|到|至|:)?|不[晚迟]于|最[晚迟][于在]?"
    r"|[日号时分]\s*起?\s*(?:截?[至到]|[-—–−~])|(?:请|须|应当?|务必|需)[^,，。；;]{0,12}[于在]"
    r"|(?:时间|日期|期限|时限|公示期)\s*(?:均?为|是|:)\s*[自从]?|[延长期][至到])\s*\Z"
)
_DUE_BEHIND = re.compile(
    r"\s*(?:\([^()]{0,8}\))?\s*(?:[上下]午|中午|晚上?)?\s*"
    r"(?:[0-9]{1,2}\s*[:时点]\s*(?:[0-9]{2}\s*分?|整|半)?)?\s*(?:下班|午夜)?"
    r"(?:之前|以前|前(?![往来期述景言后不途])|为止|截止|止(?!步))"
)
_QUOTED = re.compile('[“‘「『"《]\\Z')
_LUNAR = re.compile("农历|阴历|旧历|夏历|藏历|腊月|正月")
#: 4 月 19 日至 4 月 30 日（周一）: perhaps each Monday of it.
_RANGE = re.compile(r"[日号]\s*起?\s*(?:截?[至到]|[-—–−~])\s*\Z")
_SENTENCE_END = re.compile(r"[。！？!?；;]|\n[ \t]*\n")
_YEAR_AND_MONTH = re.compile(rf"(?P<year>{YEAR}){GAP}年{GAP}{MONTH}{GAP}月")
_WEEKDAYS = "一二三四五六日"
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule("DGT319")
def impossible_day_in_text(page: Page) -> Iterator[Diagnostic]:
    """Find a deadline in the text on a day that no month has.

    正文或字段里写着“请于 6 月 31 日前”，6 月没有 31 日，读者不知道是哪一天。只看写全了月、日、又像
    截止的；没写年份的 2 月 29 日、农历、引号里的不报。

    The text asks for something by 31 June, and readers cannot know which day is meant. Only days
    with their month are read, and only beside the words of a deadline; 29 February without a
    year, the lunar calendar and what stands in quotation marks are left alone.

    Wrong::

        请各单位于 2021 年 6 月 31 日前将申报书报送我局。

    Right::

        请各单位于 2021 年 6 月 30 日前将申报书报送我局。

        :::{deadline} 报送申报书
        :kind: submission
        :end: 2021-06-30
        :::
    """
    for running in (prose_of(page), words_of(page)):
        places = _Places(running)
        for piece, offset, match in running.found(_LATE_DAY):
            day = _late_day(running.text, match)
            reason = _reason(day) if day else None
            if day and reason and _is_due(day):
                place = places.place(piece, day.start - offset, day.end - offset)
                yield Diagnostic("DGT319", place, reason)


@rule("DGT323")
def wrong_weekday(page: Page) -> Iterator[Diagnostic]:
    """Find a day with a weekday in brackets that is another weekday.

    “2021 年 4 月 28 日（周四）”那天是周三，日子和星期总有一个写错了。没写年份的，先看同一句和截止的
    年份；再没有，就看本期前后三年，哪一年都不是这个星期才报。

    28 April 2021 is a Wednesday and no Thursday: the day is wrong or the weekday. A year that is
    not written is that of the same sentence or of the deadline; else the weekday must be wrong in
    the year of the issue, in the one before and in the next.

    Wrong::

        启动会定于 2021 年 4 月 28 日（周四）召开。

    Right::

        启动会定于 2021 年 4 月 28 日（周三）召开。
    """
    known: _KnownYears | None = None
    for running in (prose_of(page), titles_of(page), words_of(page), times_of(page)):
        if "周" not in running.text and "期" not in running.text and "礼拜" not in running.text:
            continue
        places = _Places(running)
        for piece, offset, match in running.found(_WITH_WEEKDAY):
            day = _day_with_weekday(running.text, match)
            said = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
            known = _years_of_deadlines(page) if known is None else known
            actual = _of_another_weekday(page, day, said, known) if day else None
            if day and actual:
                place = places.place(piece, day.start - offset, match.end() - offset)
                yield _weekday_differs(place, actual, match["said"], said)


#: The years in which deadlines have a month and day.
_KnownYears = Mapping[str, set[int]]


@dataclass(frozen=True, slots=True)
class _Places:
    """The places in a running text, whose lines are counted once."""

    running: Running
    lines: dict[int, Lines] = field(default_factory=dict)

    def place(self, piece: int, start: int, end: int) -> Place:
        """Give the place of a stretch of a piece."""
        one = self.running.pieces[piece]
        if piece not in self.lines:
            self.lines[piece] = lines_of(one.text)
        return Place(one.file, self.lines[piece].span(start, end))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day with its month; ``before`` and ``behind`` are the folded words beside it."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    before: str
    behind: str


def _late_day(text: str, match: re.Match[str]) -> _Day | None:
    behind = _DAY_BEHIND.fullmatch(fold(match[0]))
    day = read_numeral(behind["day"]) if behind else None
    return _day_at(text, _MONTH_BEFORE, match.start(), match.end(), day)


def _day_with_weekday(text: str, match: re.Match[str]) -> _Day | None:
    return _day_at(text, _DAY_BEFORE, match.start(), match.start() + 1, None)


def _day_at(text: str, pattern: re.Pattern[str], at: int, end: int, day: int | None) -> _Day | None:
    """Read what stands in front of an offset as a day that is no part of a number or a list."""
    window = fold(text[max(0, at - _WINDOW) : at]).rpartition(BREAK)[2]
    behind = fold(text[end : end + 40]).partition(BREAK)[0]
    found = pattern.search(window)
    if found is None:
        return None
    month = 1 if found["month"] == "元" else read_numeral(found["month"])
    day = read_numeral(found["day"]) if day is None else day
    year = read_numeral(found["year"]) if found["year"] else None
    if month is None or day is None:
        return None
    alone = stands_alone(
        window + behind, Point(found.start(), len(window), year, None, month, day), len(window)
    )
    before = window[: found.start()]
    start = at - len(window) + found.start()
    return _Day(start, end, year, month, day, before, behind) if alone else None


def _reason(day: _Day) -> dict[str, str] | None:
    """Say why there is no such day; None where there is, in a leap year at least."""
    try:
        read_date(f"{day.year or 2024:04}-{day.month:02}-{day.day:02}")
    except UnreadableError as error:
        reason = dict(error.values)
        if day.year is None:
            reason["value"] = f"{day.month:02}-{day.day:02}"
        return reason
    return None


def _is_due(day: _Day) -> bool:
    """Say whether the words beside a day make it a deadline, and one of our calendar."""
    if _QUOTED.search(day.before) or _LUNAR.search(day.before[-12:]):
        return False
    return bool(_DUE_BEHIND.match(day.behind) or _DUE_BEFORE.search(day.before))


def _of_another_weekday(page: Page, day: _Day, weekday: int, known: _KnownYears) -> date | None:
    """Give the day as a date where its weekday is another one; None where nobody can say."""
    if _LUNAR.search(day.before[-12:]) or _RANGE.search(day.before):
        return None
    years = _years(page, day, known)
    days = [one for year in years if (one := _date(year, day.month, day.day))]
    fits = any(one.weekday() == weekday for one in days)
    return None if fits or not days or len(days) < len(years) else days[0]


def _years(page: Page, day: _Day, known: _KnownYears) -> list[int]:
    """Give the years that a day may be of, the likeliest first."""
    if day.year is not None:
        return [day.year]
    issue = page.published.year if page.published else None
    sentence = _SENTENCE_END.split(day.before)[-1]
    said = [found["year"] for found in _YEAR_AND_MONTH.finditer(sentence)]
    if said and (year := read_numeral(said[-1])):
        return [year] if issue is None else [year, issue]
    written = known.get(f"{day.month:02}-{day.day:02}", ())
    if len(written) == 1:
        return [*written]
    return [] if issue is None else [issue, issue - 1, issue + 1]


def _years_of_deadlines(page: Page) -> _KnownYears:
    known: dict[str, set[int]] = {}
    for notice in page.document.notices:
        for record in notice.deadlines:
            for name in ("start", "on", "end"):
                value = record.values.get(name, "published")
                if value == "published" or name in record.inferred:
                    continue
                if precision_of(value) in ("day", "minute"):
                    known.setdefault(value[5:10], set()).add(int(value[:4]))
    return known


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_differs(place: Place, actual: date, said: str, weekday: int) -> Diagnostic:
    name = said[:-1] + _WEEKDAYS[actual.weekday()]
    values = {"value": actual.isoformat()}
    values |= twin("weekday", {"zh": name, "en": _ENGLISH[actual.weekday()]})
    values |= twin("said", {"zh": said, "en": _ENGLISH[weekday]})
    return Diagnostic("DGT323", place, values)
