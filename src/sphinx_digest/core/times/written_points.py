"""One day, month, quarter or moment as a running text states it, with or without its year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from sphinx_digest.core.numerals import read_numeral
from sphinx_digest.core.times.times_of_day import GAP, ISO_TIME, TIME, TimeOfDay, moment, time_of

YEAR = "(?:[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)"
DAY = "(?:[0-9]{1,2}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY_SIGN = "(?:日|号(?!文|楼))"
#: What makes less of a month or a year than it is.
FUZZY = "中上旬|上中旬|中下旬|下中旬|[上中下]旬|[上下]半月|月底|[初底末]"

_POINT = re.compile(
    rf"""
    (?P<iy>[12][0-9]{{3}})
    (?:(?P<sign>[-/.])(?P<im>[0-9]{{1,2}})(?P=sign)(?P<id>[0-9]{{1,2}})(?![0-9])(?P<t>T(?=[0-9]))?
      |-(?P<iym>0[1-9]|1[0-2])(?![0-9A-Za-z])|-Q(?P<iq>[1-4])(?![0-9A-Za-z]))
  | (?:(?P<y>{YEAR}){GAP}年度?{GAP})?
    (?:第?{GAP}(?P<q>[1-4一二三四]){GAP}季度(?:(?P<q_end>[初底末]))?
      |(?P<m>{MONTH}){GAP}月
        (?:{GAP}(?P<d>{DAY}){GAP}{_DAY_SIGN}|份?(?:{GAP}(?P<fuzzy>{FUZZY})|(?![之以]?内|[0-9]|{DAY}{GAP}[-—–−~至到]|[球饼薪度息刊租供均余]|有余))))
  | (?P<ey>{YEAR}){GAP}年{GAP}(?P<end>[初底末])
    """,
    re.VERBOSE,
)
#: The right side of a range whose left side is at hand, and its left side without a sign.
_DAY_ONLY = re.compile(rf"(?P<d>{DAY}){GAP}{_DAY_SIGN}(?!{GAP}(?:[之以]?内|起))")
_MONTH_DAY = re.compile(r"(?P<m>[0-9]{1,2})(?P<sign>[-/.])(?P<d>[0-9]{1,2})(?![0-9])")
_BARE_DAY = re.compile(
    rf"(?:(?P<y>{YEAR}){GAP}年{GAP})?(?P<m>{MONTH}){GAP}月{GAP}(?P<d>{DAY})(?={GAP}[-—–−~至到])"
)
_BARE_MONTH = re.compile(rf"(?:(?P<y>{YEAR}){GAP}年{GAP})?(?P<m>{MONTH})(?={GAP}[-—–−~至到])")

_GAP = re.compile(GAP)
_WEEKDAY = re.compile(
    rf"{GAP}[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?|{GAP}[(（]含?(?:当[天日])?[)）]"
)
_HALF_DAY = re.compile(rf"{GAP}(?:上午|下午|中午|晚上|晚)(?!{GAP}[0-9])")
_ABOUT = re.compile(rf"{GAP}(?:左右|前后)")
#: What makes a day without a year one of another year than the present, or of every year.
_YEAR_WORD = re.compile(r"(?:今|当|同|本)年度?的?\s*$")
_OTHER_YEAR = re.compile(r"(?:\S年度?的?|农历|阴历|每逢?|次|近|[前后第首各上下满几数个])\s*$")
_IN_NUMBER = re.compile(r"[0-9A-Za-z〇零○一二三四五六七八九十〔\[]$")
_IN_CODE = re.compile(r"[_/.\-]$|[0-9一二三四五六七八九十][、,~—–至到]$")
_NUMBERING = re.compile(r"(?:^|\n)[ \t]*[0-9]{1,2}[.、]$")


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter, year or moment; what is None was not written.

    ``sign`` is the sign between its numbers, ``fuzzy`` says that the wording says more.
    """

    start: int
    end: int
    year: int | None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    time: TimeOfDay | None = None
    fuzzy: bool = False
    sign: str = ""

    @property
    def key_month(self) -> int:
        """Give the month that decides the year; a quarter's is its last."""
        return 3 * self.quarter if self.quarter else self.month or 12

    def of_year(self, year: int) -> Point:
        """Give the point in a year."""
        return replace(self, year=year)

    @property
    def exists(self) -> bool:
        """Say whether there is such a day and time; without a year, in a leap year."""
        if not 1 <= (self.month or 1) <= 12 or (self.year or 1) > date.max.year:
            return False
        if self.day is None:
            return True
        days = monthrange(self.year or 2024, self.month or 1)[1]
        return 1 <= self.day <= days and (self.time is None or self.time.exists)

    def value(self, zone: str, *, opens: bool = False) -> str | None:
        """Give the canonical value; the 24:00 of a day is that day unless it ``opens`` a range."""
        if self.year is None or not self.exists:
            return None
        text = f"{self.year:04}"
        if self.quarter:
            return f"{text}-Q{self.quarter}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day is None or self.month is None:
            return text
        text += f"-{self.day:02}"
        if self.time is None or (self.time.is_end_of_day and not (opens or self.time.offset)):
            return text
        try:
            return moment(date(self.year, self.month, self.day), self.time, zone)
        except (OverflowError, ValueError):
            return None

    @property
    def first_key(self) -> tuple[int, ...]:
        """Order points by where they begin."""
        month = 3 * self.quarter - 2 if self.quarter else self.month or 1
        return (self.year or 0, month, self.day or 1, *self._time_key(0))

    @property
    def last_key(self) -> tuple[int, ...]:
        """Order points by where they end."""
        return (self.year or 0, self.key_month, self.day or 31, *self._time_key(24))

    def _time_key(self, hour: int) -> tuple[int, ...]:
        time = self.time
        return (time.hour, time.minute, time.second) if time else (hour, 0, 0)

    def months_after(self, other: Point) -> int:
        """Count the months between two points of one year."""
        return self.key_month - other.key_month


def point_at(text: str, at: int) -> Point | None:
    """Read the point that starts at an offset, with the time and weekday behind it."""
    match = _POINT.match(text, at)
    if match is None:
        return None
    year = match["iy"] or match["y"] or match["ey"]
    point = Point(
        at,
        match.end(),
        read_numeral(year) if year else None,
        _number(match["iq"] or match["q"]),
        _month(match["im"] or match["iym"] or match["m"]),
        _number(match["id"] or match["d"]),
        fuzzy=bool(match["fuzzy"] or match["end"] or match["q_end"]),
        sign=match["sign"] or ("-" if match["iy"] else ""),
    )
    return _completed(text, point)


def partner_at(text: str, at: int, left: Point) -> Point | None:
    """Read the right side of a range, which may leave out what its left side says."""
    whole = point_at(text, at)
    if whole is not None:
        return whole if whole.year or not left.sign else None
    if left.day is not None and not left.sign and (same := day_at(text, at, left)):
        return same
    if left.sign and left.day is not None and (match := _MONTH_DAY.match(text, at)):
        if match["sign"] != left.sign:
            return None
        month, day = int(match["m"]), int(match["d"])
        if not 1 <= month <= 12:
            return None
        return _completed(text, Point(at, match.end(), None, None, month, day, sign=left.sign))
    if left.time and (match := TIME.match(text, at)):
        time = time_of(match, left.time.half) or time_of(match)
        return left if time is None else replace(left, start=at, end=match.end(), time=time)
    return None


def day_at(text: str, at: int, month: Point) -> Point | None:
    """Read ``16 日``, of the month that another point stands in."""
    match = _DAY_ONLY.match(text, at)
    if match is None:
        return None
    point = Point(at, match.end(), month.year, None, month.month, _number(match["d"]))
    return _completed(text, point)


def bare_left(text: str, at: int) -> Point | None:
    """Read the left side of ``4 月 10-16 日`` or ``4-6 月``, whose sign comes at the end."""
    if match := _BARE_DAY.match(text, at):
        day = _number(match["d"])
    elif match := _BARE_MONTH.match(text, at):
        day = None
    else:
        return None
    year = read_numeral(match["y"]) if match["y"] else None
    return Point(at, match.end(), year, None, _month(match["m"]), day)


def stands_alone(text: str, point: Point, end: int) -> bool:
    """Say whether nothing around a point makes it part of a number, or of another year.

    ``end`` is where what starts with the point ends.
    """
    before = text[max(0, point.start - 8) : point.start]
    if _IN_NUMBER.search(before):
        return False
    whole = point.year is not None and not point.sign
    if not whole and _IN_CODE.search(before) and not _NUMBERING.search(before):
        return False
    if point.year is None and _OTHER_YEAR.search(before) and not _YEAR_WORD.search(before):
        return False
    after = text[end : end + 2]
    return not point.sign or not re.match(r"[0-9A-Za-z_]|[-/.][0-9A-Za-z]", after)


def _completed(text: str, point: Point) -> Point:
    """Add the weekday, the time and the vagueness that stand behind a day."""
    end, time, fuzzy = point.end, None, point.fuzzy
    if point.day is not None:
        if match := _WEEKDAY.match(text, end):
            end = match.end()
        iso = text.startswith("T", end - 1)
        at = end if iso else _GAP.match(text, end).end()  # type: ignore[union-attr]
        if match := (ISO_TIME if iso else TIME).match(text, at):
            time = time_of(match)
            fuzzy, end = fuzzy or time is None, match.end()
        elif match := _HALF_DAY.match(text, end):
            fuzzy, end = True, match.end()
    if match := _ABOUT.match(text, end):
        fuzzy, end = True, match.end()
    return replace(point, end=end, time=time, fuzzy=fuzzy)


def _number(text: str | None) -> int | None:
    return None if text is None else read_numeral(text)


def _month(text: str | None) -> int | None:
    return 1 if text == "元" else _number(text)
