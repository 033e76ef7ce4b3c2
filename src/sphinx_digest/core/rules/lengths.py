"""A length that is printed beside a range, and does not fit it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Record, Related
from sphinx_digest.core.rules.days import written_day
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.times.calendar import Calendar, Day
from sphinx_digest.core.times.counting import RangeCount, count_period, count_range, fits_length
from sphinx_digest.core.times.counting_words import kind_words
from sphinx_digest.core.times.wording import length_words

_ONE_DAY = timedelta(1)


@rule("DGT315")
def length_mismatch(page: Page) -> Iterator[Diagnostic]:
    """Find a printed range that does not hold the length printed beside it.

    原文在起止日期旁写了期限，两种数法（首日算不算）都对不上，顺延了也对不上。放假调休按国务院公布的
    日历；日历里没有的年份不判断。

    The source prints a length beside a range, and no way of counting gives the range: with the
    first day or without it, ending on that day or moved to the next working one. Years that the
    calendar does not have are not judged.

    Wrong::

        :::{deadline} 公示
        :kind: public-notice
        :start: 2021-04-15
        :end: 2021-04-26
        :length: 10 个工作日
        :::

    Right::

        :::{deadline} 公示
        :kind: public-notice
        :start: 2021-04-15
        :end: 2021-04-27
        :length: 10 个工作日
        :::
    """
    calendar = page.settings.calendar
    for notice in page.document.notices:
        for deadline in notice.deadlines:
            if "length" not in deadline.values or "except" in deadline.values:
                continue
            start = _start_of(deadline, notice.record)
            end = written_day(deadline, "end")
            if start is None or end is None or end < start:
                continue
            length: str = deadline.values["length"]
            if fits_length(start, end, length, calendar) != "neither":
                continue
            held = count_range(start, end, length, calendar)
            if held:
                yield _mismatch(deadline, (start, end), held, calendar)


def _start_of(deadline: Record, notice: Record) -> date | None:
    if deadline.values.get("start") == "published":
        return written_day(notice, "published")
    return written_day(deadline, "start")


def _mismatch(
    deadline: Record, printed: tuple[date, date], held: RangeCount, calendar: Calendar
) -> Diagnostic:
    length: str = deadline.values["length"]
    ends = _ends(printed[0], length, calendar)
    short = ends is None or ends[0] > printed[1]
    values = twin("length", {"zh": length_words(length, "zh"), "en": length_words(length, "en")})
    values |= twin("range", {"zh": _range_words(*printed), "en": f"{printed[0]} to {printed[1]}"})
    values |= twin("held", _held_words(length, held, short))
    values |= twin("calendar", _exceptions_words(held))
    if ends:
        values |= twin("ends", _ends_words(*ends))
    related = (Related(place_of(deadline, "end"), deadline.title),)
    place = place_of(deadline, "length")
    return Diagnostic("DGT315", place, values, "help" if ends else "help_open", related)


def _ends(start: date, length: str, calendar: Calendar) -> tuple[date, date] | None:
    """Give the ends that the length has with its first day counted, and without it."""
    without = count_period(start, length, calendar).nominal
    if without is None or start == date.min:
        return None
    if "month" in length or "year" in length:
        return (without - _ONE_DAY if without.day == start.day else without), without
    return count_period(start - _ONE_DAY, length, calendar).nominal or without, without


def _held_words(length: str, held: RangeCount, short: bool) -> dict[Language, str]:
    unit, english = ("个", "") if "working" in length else (" 天", " days")
    first, rest = held.with_first, held.without_first
    return {
        "zh": f"{'只' if short else ''}有 {first} {unit}（不含首日 {rest} {unit}）".replace(
            "  ", " "
        ),
        "en": f"{'only ' if short else ''}{first}{english} ({rest} without the first day)",
    }


def _ends_words(counted: date, without: date) -> dict[Language, str]:
    if counted == without:
        return {"zh": f"到 {_day_words(without)}", "en": f"{without}"}
    other = f"{without.day} 日" if counted.month == without.month else _day_words(without)
    return {
        "zh": f"到 {_day_words(counted)}，不含首日到 {other}",
        "en": f"{counted}, or to {without} without the first day",
    }


def _exceptions_words(held: RangeCount) -> dict[Language, str]:
    return {
        "zh": "".join(f"；{words}" for words in _exceptions(held, "zh")),
        "en": "".join(f"; {words}" for words in _exceptions(held, "en")),
    }


def _exceptions(held: RangeCount, language: Language) -> Iterator[str]:
    """Name the days that a calendar of weekdays would count otherwise."""
    chinese = language == "zh"
    for days, done in ((held.made_up, "已计入"), (held.holidays, "已扣除")):
        for kind, members in _by_kind(days, language):
            if chinese:
                yield f"{'、'.join(_day_words(day) for day in members)}{kind}，{done}"
            else:
                counted = "counted" if done == "已计入" else "not counted"
                yield f"{', '.join(map(str, members))} ({kind}) {counted}"


def _by_kind(days: Iterable[Day], language: Language) -> Iterator[tuple[str, list[date]]]:
    found: dict[str, list[date]] = {}
    for day in days:
        if day.working or day.date.weekday() < 5:
            found.setdefault(kind_words(day, language), []).append(day.date)
    yield from found.items()


def _day_words(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _range_words(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{start.year} 年 {_day_words(start)}至 {end.year} 年 {_day_words(end)}"
    if start.month != end.month:
        return f"{_day_words(start)}至 {_day_words(end)}"
    return f"{_day_words(start)}至 {end.day} 日"
