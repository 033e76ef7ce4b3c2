"""One day, month, quarter, half-year, year or moment of a deadline that is written in one line.

What is written and what it is worth are told apart: a shape says which numbers stand there,
and its value is sought once the other side of its range is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import NUMERAL, read_numeral
from sphinx_digest.core.times.dates import DateContext, read_written
from sphinx_digest.core.times.times_of_day import ISO_TIME, TIME, TimeOfDay, moment, time_of
from sphinx_digest.core.times.written_points import FUZZY
from sphinx_digest.core.times.written_times import YearOf


@dataclass(frozen=True, slots=True)
class WhenContext:
    """What a deadline brings along: its time zone, and the years of its days by field."""

    zone: str
    year_of: Callable[[str], YearOf | None]


@dataclass(frozen=True, slots=True)
class Side:
    """What is written from ``start`` to ``end``; None was not.

    ``number`` is a bare one that the other side of a range explains, with its ``unit``. ``sign``
    stands between the numbers. ``next_year``: 次年. ``refused``: looks like a date, is none.
    """

    start: int
    end: int
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    number: int | None = None
    unit: str = ""
    time: re.Match[str] | TimeOfDay | None = None
    time_start: int = 0
    sign: str = ""
    next_year: bool = False
    refused: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Order two sides of one year."""
        month = 3 * self.quarter if self.quarter else 6 * self.half if self.half else self.month
        return month or 12, self.day or 31


_I = re.IGNORECASE | re.ASCII

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTH_NAME = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINALS = ("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th")
_WEEKDAY_NAME = "(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = (
    r"(?: *\(? *(?:星期|周|礼拜)[一二三四五六日天] *\)?"
    rf"| *\( *{_WEEKDAY_NAME}\.? *\))?(?: *\(含(?:当[天日]|本[数日])?\))?"
)
_TIME = r"(?: *,? *(?P<time>[^\s,](?:.*[^ ])?))?"
_TAIL = _WEEKDAY + _TIME
_EN_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_VAGUE = "(?:(?:early|mid|late|(?:the )?(?:end|beginning|middle) of)[ -])?"

_FORMS = tuple(
    re.compile(form, _I)
    for form in (
        # 2021-04-30, 2021/4/7, 2021.4.10, 2021-04, 2021-Q2, 20210430
        rf"(?P<y>[0-9]{{4}})(?:(?P<sign>[-/.])(?P<m>[0-9]{{1,2}})"
        rf"(?:(?P=sign)(?P<d>[0-9]{{1,2}})(?![0-9])[日号]?(?P<t>T(?=[0-9]))?{_TAIL})?"
        r"|[ -]?Q(?P<q>[0-9]))?",
        rf"(?P<y>[0-9]{{4}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}}){_TAIL}",
        # 2021年4月30日, 4月30日, 8月初, 二季度, 2021年底, 上半年
        rf"(?:(?P<next>次年|翌年) *|(?:今年|本年度?|当年|同年) *|(?P<y>{NUMERAL}{{4}}) *年度? *)?"
        rf"(?:第? *(?P<q>[一二三四五六七八九0-9]) *季度?(?: *[初底末])?|(?P<half>[上下])半年"
        rf"|(?P<m>元|{NUMERAL}{{1,3}}) *月(?: *份? *(?:{FUZZY}|初)| *份"
        rf"| *(?P<d>{NUMERAL}{{1,3}})(?: *[日号])?{_TAIL})?)",
        rf"(?P<y>{NUMERAL}{{4}}) *年 *(?:度|[初底末]|年[初中底末])?",
        # 30 April 2021, April 30, 2021, early August 2021, Q2 2021
        rf"(?:{_WEEKDAY_NAME},? +)?(?:the +)?{_EN_DAY} +(?:of +)?(?P<name>{MONTH_NAME})"
        rf"(?:,? +(?P<y>[0-9]{{4}}))?(?![0-9]){_TAIL}",
        rf"(?:{_WEEKDAY_NAME},? +)?(?P<name>{MONTH_NAME}) +{_EN_DAY}(?![0-9])"
        rf"(?:,? +(?P<y>[0-9]{{4}}))?(?![0-9]){_TAIL}",
        rf"{_VAGUE}(?P<name>{MONTH_NAME})(?:,? +(?P<y>[0-9]{{4}}))?",
        rf"{_VAGUE}(?:the +)?(?:Q(?P<q>[0-9])|(?P<ord>{'|'.join(_ORDINALS)}) +quarter)"
        r"(?: +(?:of +)?(?P<y>[0-9]{4}))?",
        r"(?:the +)?(?P<halves>first|second) +half +of +(?P<y>[0-9]{4})",
        rf"{_VAGUE}(?P<y>[0-9]{{4}})",
        # What only a range explains: 07-31, 16日, 31, 2021 (of July 1 to 31, 2021)
        rf"(?P<m>[0-9]{{1,2}})(?P<sign>[-/.])(?P<d>[0-9]{{1,2}})(?![0-9])[日号]?{_TAIL}",
        rf"(?:(?P<y>{NUMERAL}{{4}}) *年 *)?第?(?P<n>[0-9]{{1,2}}|{NUMERAL}{{1,3}})"
        rf"(?: *(?P<u>月份?|季度?|[日号]){_TAIL})?",
        r"(?P<n>[0-9]{1,2}), *(?P<y>[0-9]{4})",
    )
)
#: The forms that can begin with a digit, with a letter, or with a Chinese character.
_DIGITS = frozenset("0123456789")
_BY_DIGIT = (*_FORMS[:5], *_FORMS[10:], _FORMS[7])
_BY_LETTER = _FORMS[4:10]
_BY_CHARACTER = (*_FORMS[2:4], _FORMS[11])
_TIME_FIRST = re.compile(
    r"(?P<time>[0-9]{1,2}(?::[0-9]{2})?(?: *[ap]\.?m\.?)?) +on +(?P<rest>.*)", _I
)
_HALF_DAY = re.compile("上午|下午|中午|晚上?|午夜|noon|morning|afternoon|evening", _I)
_ENGLISH_TIME = re.compile(r"(?:at +)?([0-9]{1,2})(?::([0-9]{2}))?(?: *([ap])\.?m\.?)?", _I)
_LIKE_A_DATE = re.compile(
    r"[0-9]{1,4} *[-/.] *[0-9]{1,2}(?: *[-/.] *[0-9]{1,4})?|[0-9]{2}年.{2,9}日"
)
_AROUND = re.compile(r"(?:大?约|around +|about +)", _I)


def side_at(text: str, start: int, end: int) -> Side | None:
    """Read the shape of what stands from ``start`` to ``end`` of a folded text."""
    if about := _AROUND.match(text, start, end):
        start = about.end()
    if text.endswith(("左右", "前后"), start, end):
        end = len(text[start : end - 2].rstrip()) + start
    if (match := _TIME_FIRST.fullmatch(text, start, end)) and (clock := _clock(match["time"])):
        rest = side_at(text, match.start("rest"), end)
        if rest is None or rest.day is None or rest.time is not None:
            return None
        return replace(rest, start=start, time=clock, time_start=start)
    first = text[start : start + 1]
    forms = _BY_DIGIT if first in _DIGITS else _BY_LETTER if first.isascii() else _BY_CHARACTER
    for form in forms:
        if (match := form.fullmatch(text, start, end)) and (side := _side(match)):
            return side
    time = TIME.fullmatch(text, start, end) or _clock(text[start:end])
    if time is not None:
        return Side(start, end, time=time, time_start=start)
    refused = _LIKE_A_DATE.fullmatch(text, start, end)
    return Side(start, end, refused=True) if refused else None


def _side(match: re.Match[str]) -> Side | None:
    groups = match.groupdict()
    written = [groups.get(name) for name in ("y", "q", "m", "d", "n")]
    numbers = [1 if one == "元" else one and read_numeral(one) for one in written]
    if any(number is None and one for number, one in zip(numbers, written, strict=True)):
        return None
    year, quarter, month, day, number = (None if one is None else int(one) for one in numbers)
    if name := groups.get("name"):
        month = next(i for i, m in enumerate(_MONTH_NAMES, 1) if m.startswith(name[:3].lower()))
    if ordinal := groups.get("ord"):
        quarter = _ORDINALS.index(ordinal.lower()) % 4 + 1
    half = "上下".index(groups["half"]) + 1 if groups.get("half") else None
    if halves := groups.get("halves"):
        half = 1 if halves.lower() == "first" else 2
    time: re.Match[str] | TimeOfDay | None = None
    if (clock := groups.get("time")) and _HALF_DAY.fullmatch(clock) is None:
        time = (ISO_TIME if groups.get("t") else TIME).fullmatch(clock) or _clock(clock)
        if time is None:
            return None
    return Side(
        match.start(), match.end(), year, quarter, month, day, half, number,
        (groups.get("u") or "")[:1].replace("号", "日"), time,
        match.start("time") if time is not None else 0,
        groups.get("sign") or "", bool(groups.get("next")),
    )  # fmt: skip


def _clock(written: str) -> TimeOfDay | None:
    """Read 5 pm, or ``at 17:00``; without pm it must have minutes."""
    match = _ENGLISH_TIME.fullmatch(written)
    if match is None or not (match[3] or match[2]):
        return None
    hour = int(match[1])
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match[3].lower() == "p")
    return TimeOfDay(hour, int(match[2] or 0), 0, None, None)


def stands_alone(side: Side) -> bool:
    """Say whether a shape needs no other side to explain it."""
    return side.number is None and (side.year is not None or side.sign == "") and not _bare(side)


def _bare(side: Side) -> bool:
    """Say whether nothing but a time of day is written."""
    return not (side.year or side.quarter or side.month or side.half or side.refused)


def completed(left: Side, right: Side) -> tuple[Side, Side] | None:
    """Give each side of a range what only the other one says; None where they do not fit."""
    if right.refused or left.refused:
        return left, right
    if _bare(right) and right.number is None:
        if left.day is None or left.time is None:
            return None
        right = replace(
            left, start=right.start, end=right.end, time=right.time, time_start=right.time_start
        )
    elif right.number is not None:
        unit = right.unit or ("日" if left.day is not None else "月" if left.month else "")
        if left.number is not None and not right.unit:
            return None
        explained = _explained(right, unit, left)
        if explained is None:
            return None
        right = explained
    elif right.sign and right.year is None and not _continues(left, right):
        return None
    if left.number is not None:
        unit = (
            "日"
            if right.day is not None
            else "月"
            if right.month
            else "季"
            if right.quarter
            else ""
        )
        explained = _explained(left, unit, right) if not left.unit or left.unit == unit else None
        if explained is None:
            return None
        left = explained
    whole = left.month is not None and left.day is not None
    if left.sign and left.year is None and not (left.sign == "." and right.sign == "." and whole):
        return None
    return None if _bare(left) else (left, right)


def _continues(left: Side, right: Side) -> bool:
    """Say whether a month and a day, 07-31, stand in the order that the left side has."""
    other = right.sign != "/" and left.year is not None
    return left.day is not None and (left.sign == right.sign or other)


def _explained(side: Side, unit: str, other: Side) -> Side | None:
    """Take a bare number for the day, month or quarter that it is."""
    if unit == "日" and side.number and (other.month is not None) and other.day is not None:
        return replace(side, month=other.month, day=side.number, number=None, sign=other.sign)
    if unit == "日" and side.number and side.unit == "日" and other.number is not None:
        return None
    if unit == "月" and other.day is None and other.quarter is None:
        if not side.unit and other.sign and other.month and side.start > other.start:
            return None  # 2021-04-30 is no range of months
        return replace(side, month=side.number, number=None)
    if unit == "季" and other.month is None:
        return replace(side, quarter=side.number, number=None)
    return None


def value_of(
    side: Side, name: str, written: str, context: WhenContext, *, opens: bool = False
) -> tuple[str, bool]:
    """Give the canonical value of a side for a field, and whether its year was not written.

    ``written`` is the side as it stands in the source.
    """
    day, inferred = _day_of(side, name, written, context)
    if side.time is None:
        return day, inferred
    match = side.time
    time = match if isinstance(match, TimeOfDay) else time_of(match)
    if time is None:
        raise UnreadableError("DGT101", {"value": written}, "help_form", side.start, side.end)
    if time.exists:
        if time.is_end_of_day and time.offset is None and not opens:
            return day, inferred
        try:
            return moment(date.fromisoformat(day), time, context.zone), inferred
        except (OverflowError, ValueError):
            pass
    length = len(match[0]) if isinstance(match, re.Match) else 0
    end = side.time_start + length if length else side.end
    value = written[side.time_start - side.start :][:length] if length else written
    raise UnreadableError("DGT103", {"value": value}, "help", side.time_start, end)


def half_of(left: Side, right: Side) -> Side:
    """Give the right side of a range the half of the day that only the left one says."""
    if not isinstance(left.time, re.Match) or not isinstance(right.time, re.Match):
        return right
    first = time_of(left.time)
    if first is None or right.time["half"]:
        return right
    time = time_of(right.time, first.half)
    return right if time is None else replace(right, time=time)


def _day_of(side: Side, name: str, written: str, context: WhenContext) -> tuple[str, bool]:
    """Let the reader of dates judge the numbers of a side."""
    rule = context.year_of(name)
    canonical = _canonical(side) or written
    try:
        read = read_written("moment", canonical, DateContext(context.zone, rule, takes_fuzzy=False))
    except UnreadableError as error:
        values = {**error.values, "value": written} if error.code == "DGT101" else error.values
        raise UnreadableError(error.code, values, error.help, side.start, side.end) from None
    return read.value, read.inferred


def _canonical(side: Side) -> str | None:
    """Write the numbers of a side the one way, with 年 left out where there is no year."""
    numbers = (side.quarter or 0, side.month or 0, side.day or 0)
    if side.refused or max(numbers) > 99:
        return None
    if side.quarter is not None:
        return f"第{side.quarter}季度" if side.year is None else f"{side.year:04}-Q{side.quarter}"
    if side.month is None:
        return f"{side.year:04}" if side.year is not None else None
    if side.year is None:
        return f"{side.month}月{side.day}日" if side.day is not None else f"{side.month}月份"
    day = "" if side.day is None else f"-{side.day:02}"
    return f"{side.year:04}-{side.month:02}{day}"
