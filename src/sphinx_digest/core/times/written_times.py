"""Every time that a wording states, in running text: days, ranges, lengths and their bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from sphinx_digest.core.numerals import fold
from sphinx_digest.core.times.times_of_day import DEFAULT_ZONE, GAP
from sphinx_digest.core.times.written_lengths import (
    SINCE,
    anchor_before,
    declared_length,
    length_after,
    length_since,
    loose_length,
)
from sphinx_digest.core.times.written_points import (
    Point,
    bare_left,
    day_at,
    partner_at,
    point_at,
    stands_alone,
)

Bound = Literal["on", "until", "before", "from", "range", "within"]

#: Gives the year of a month and a day that were written without one; None where none is known.
YearOf = Callable[[int, int | None], int | None]


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time that a text states, from offset ``start`` to ``end`` (exclusive), 前 included.

    ``last`` is the value of a point or the end of a range, ``first`` the start of a range; all
    are canonical. A ``range`` without ``first`` starts at its ``anchor`` (自发布之日起至…). A
    ``within`` has a ``length``, counted from its ``anchor``: ``published``, ``dated``,
    ``effective``, ``event`` (named by ``event``), an ISO day, or None where nothing is said. A
    ``range`` may declare its ``length`` in brackets; a ``from`` may start a ``length`` after its
    ``anchor`` (公布之日起 30 日后). ``inferred``: a year was not written. ``fuzzy``: the wording
    says more than the value (8 月初, 左右, 下午).
    """

    start: int
    end: int
    first: str | None
    last: str | None
    bound: Bound
    length: str | None = None
    anchor: str | None = None
    event: str | None = None
    inferred: bool = False
    fuzzy: bool = False


_ANY = re.compile("[月日天周]|[0-9]{4}[-/.年]|季度")
_NUMBER = "0-9〇零○一二两三四五六七八九十百元半"
#: Where a time may start: a number before a unit or a sign, or the end of 之日起.
_START = re.compile(
    rf"[{_NUMBER}第之即次日](?P<rest>[{_NUMBER}]*)"
    rf"(?:{GAP}(?P<unit>[月季]|年度?{GAP}[{_NUMBER}第初底末]|天|日(?!{GAP}起)|周|工作|自然日|星期|个{GAP}[月工自日星])"
    rf"|{GAP}[至到~—–−-]{GAP}[{_NUMBER}]|[-/.][0-9Q]"
    rf"|(?<=[之即次]){GAP}日{GAP}起|(?<=日){GAP}起)"
)
#: Full-width signs within a time, one to one.
_SIGNS = tuple(zip("：～－／．－\u3000\xa0", ":~-/.-  ", strict=True))
_WIDE = re.compile("[０-９Ａ-Ｚ]")
_RANGE = re.compile(
    rf"{GAP}(?:之日)?(?:起|开始)?{GAP}[,，]?{GAP}(?:截?至|截?止?到|截止至?){GAP}"
    rf"|{GAP}[~]{GAP}|[ \t]*(?:[-–—−]{{1,2}}|/){GAP}"
)
_TO = re.compile(rf"{GAP}[,，]?{GAP}(?:截?至|截?止?到|截止至?){GAP}")
_AND = re.compile(rf"{GAP}[、和及与]{GAP}")
_IN_FORCE = re.compile(rf"{GAP}(?:正式)?(?:施行|实施|生效|执行)")

#: What may stand between a point and the word for its bound: （含当日）.
_INCLUDED = rf"{GAP}(?:[(（]含[^()（）]{{0,4}}[)）])?{GAP}"
_BEFORE = re.compile(
    rf"{_INCLUDED}(?:下班|午夜)?(?:之前|以前|前)(?![往来期述景言后不途]|提[是下条为])"
)
_UNTIL = re.compile(
    rf"{_INCLUDED}(?:为止|截止|止(?!步)|到期|期满|届满|结束)|(?={GAP}[,，(（]?{GAP}逾期)"
)
_FROM = re.compile(rf"{_INCLUDED}(?:(?:之日)?起(?![草诉止])|开始|(?:之后|以后|后)(?!续)|至今)")
_LIMIT = re.compile(
    rf"(?:(?:截止|截至)(?:到|至|(?:日期|时间|期限|日|时点)?{GAP}(?:均|统一)?(?:为|是|在|到|至|:|：)?)"
    rf"|不[晚迟]于|最[晚迟](?:于|在)?|[长期迟延]到|[长期迟延]?至){GAP}\Z"
)
_SINCE_WORD = re.compile(rf"[自从]{GAP}\Z")
_BOUNDS: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (_BEFORE, "before"), (_UNTIL, "until"), (_FROM, "from"),
)  # fmt: skip


def find_times(
    text: str, year_of: YearOf | None = None, zone: str = DEFAULT_ZONE
) -> tuple[WrittenTime, ...]:
    """Find the times that a text states, in their order; what is ambiguous is left out.

    A year that is not written is that of an earlier day in the text, or what ``year_of`` says.
    """
    return tuple(_Finder(text, year_of, zone).times()) if _ANY.search(text) else ()


def _folded(text: str) -> str:
    """Turn what is full-width in a time into ASCII; ``fold`` is slow for a long text."""
    if _WIDE.search(text):
        return fold(text)
    for wide, narrow in _SIGNS:
        text = text.replace(wide, narrow)
    return text


class _Finder:
    """Walks through one text; ``known`` is the last point whose year was written."""

    def __init__(self, text: str, year_of: YearOf | None, zone: str) -> None:
        self.text = _folded(text)
        self.year_of = year_of
        self.zone = zone
        self.known: Point | None = None
        self.day: Point | None = None  # told last, for the other days of its month
        self.at = 0  # what stands before it is told or passed over
        self.told = 0  # the end of what was told last

    def times(self) -> Iterator[WrittenTime]:
        """Give what each start that is found leads to."""
        while match := _START.search(self.text, self.at):
            start, self.at = match.start(), match.end("rest")
            self.day = None
            if self.text[start] in "之即次日":
                found = self.since(start)
            elif match["unit"] and match["unit"][0] not in "年月季":
                found = self.length(start)
            else:
                point = self.left_at(start)
                found = self.point(point) if point else None
            while found is not None:
                yield found
                self.at = self.told = found.end
                listed = self.next_in_list(found.end)
                found = self.point(listed) if listed else None

    def left_at(self, start: int) -> Point | None:
        """Read a point, or the left side of a range that has no sign of its own."""
        point = point_at(self.text, start)
        if point is not None:
            return point
        left = bare_left(self.text, start)
        return left if left is not None and self.right_of(left) is not None else None

    def right_of(self, left: Point) -> Point | None:
        """Read the right side of a range behind its left side."""
        match = _RANGE.match(self.text, left.end)
        if match is None or ("/" in match[0] and left.sign != "-"):
            return None
        return partner_at(self.text, match.end(), left)

    def next_in_list(self, end: int) -> Point | None:
        """Read the day in ``、16 日`` behind another day of its month."""
        match = _AND.match(self.text, end) if self.day else None
        return day_at(self.text, match.end(), self.day) if match and self.day else None

    def point(self, point: Point) -> WrittenTime | None:
        """Give the time that a point is, or that it starts."""
        right = self.right_of(point)
        self.at = (right or point).end
        if not stands_alone(self.text, point, self.at):
            return None
        self.day = right or point if (right or point).day else None
        if right is not None:
            return self.range(point, right)
        dated = self.of_a_year(point)
        value = dated.value(self.zone) if dated else None
        if dated is None or value is None:
            return None
        inferred = point.year is None
        start, bound = self.prefix(point.start)
        if len(value) == 10 and (found := length_after(self.text, point.end)):
            return WrittenTime(
                start, found.end, None, None, "from" if found.after else "within",
                found.value, value, inferred=inferred, fuzzy=point.fuzzy,
            )  # fmt: skip
        end = point.end
        for pattern, meant in _BOUNDS:
            if match := pattern.match(self.text, end):
                end, bound = match.end(), meant
                break
        if bound == "from":
            value = dated.value(self.zone, opens=True)
        return WrittenTime(start, end, None, value, bound, inferred=inferred, fuzzy=point.fuzzy)

    def prefix(self, start: int) -> tuple[int, Bound]:
        """Find the word in front of a point that bounds it, and what it means."""
        window = self.text[max(self.told, start - 16) : start]
        if match := _LIMIT.search(window):
            return start - len(match[0]), "until"
        if match := _SINCE_WORD.search(window):
            return start - len(match[0]), "from"
        return start, "on"

    def range(self, left: Point, right: Point) -> WrittenTime | None:
        """Give a range; the year that one side leaves out is the other's, or the next."""
        inferred = left.year is None and right.year is None
        if left.year is None and right.year is not None:
            same = left.of_year(right.year)
            left = left.of_year(right.year - (right.last_key < same.first_key))
        else:
            opened = self.of_a_year(left)
            if opened is None or opened.year is None:
                return None
            left = opened
        assert left.year is not None
        if right.year is None:
            right = right.of_year(left.year)
            if right.last_key < left.first_key and right.months_after(left) > -6:
                return None
            right = right.of_year(left.year + (right.last_key < left.first_key))
        first, last = left.value(self.zone, opens=True), right.value(self.zone)
        if first is None or last is None or right.last_key < left.first_key:
            return None
        self.known = right if not inferred else self.known
        start = self.prefix(left.start)[0]
        end, length = self.closed(right.end), None
        if found := declared_length(self.text, end):
            end, length = found.end, found.value
        fuzzy = left.fuzzy or right.fuzzy
        return WrittenTime(start, end, first, last, "range", length, inferred=inferred, fuzzy=fuzzy)

    def of_a_year(self, point: Point) -> Point | None:
        """Give the point with its year, as it is written or as the context says."""
        if point.year is not None:
            if point.exists:
                self.known = point
            return point
        month = point.key_month
        said = self.year_of(month, point.day) if self.year_of else None
        near = None
        if self.known is not None and self.known.year is not None:
            # A month long before an earlier day may be one of the next year.
            near = self.known.year if self.known.key_month - month < 7 else None
        if said is not None and (near is None or abs(near - said) > 1):
            near = said
        return None if near is None else point.of_year(near)

    def closed(self, end: int) -> int:
        """Give the end of a range with the word behind it: 止, 前."""
        match = _BEFORE.match(self.text, end) or _UNTIL.match(self.text, end)
        return match.end() if match else end

    def length(self, start: int) -> WrittenTime | None:
        """Give a length that stands without a day."""
        read = loose_length(self.text, self.told, start)
        if read is None:
            return None
        anchor, found = read
        return WrittenTime(
            anchor.start, found.end, None, None, "within",
            found.value, anchor.name, anchor.event,
        )  # fmt: skip

    def since(self, start: int) -> WrittenTime | None:
        """Give what is counted from 发布之日起, or runs from it."""
        match = SINCE.match(self.text, start)
        anchor = anchor_before(self.text, self.told, start) if match else None
        if match is None or anchor is None:
            return None
        if found := length_since(self.text, match.end()):
            return WrittenTime(
                anchor.start, found.end, None, None, "from" if found.after else "within",
                found.value, anchor.name, anchor.event,
            )  # fmt: skip
        if to := _TO.match(self.text, match.end()):
            point = point_at(self.text, to.end())
            dated = self.of_a_year(point) if point else None
            last = dated.value(self.zone) if dated else None
            if point and last:
                end = self.closed(point.end)
                return WrittenTime(
                    anchor.start, end, None, last, "range", None, anchor.name, anchor.event,
                    point.year is None, point.fuzzy,
                )  # fmt: skip
        if anchor.event is None and (force := _IN_FORCE.match(self.text, match.end())):
            return WrittenTime(anchor.start, force.end(), None, None, "from", None, anchor.name)
        return None
