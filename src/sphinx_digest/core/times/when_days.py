"""Days, bounds and ranges of a deadline that is written in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.times import when_forms as forms
from sphinx_digest.core.times.dates import is_before
from sphinx_digest.core.times.when_points import (
    Side,
    WhenContext,
    completed,
    half_of,
    side_at,
    stands_alone,
    value_of,
)

#: No more signs than these are tried for the one between two days.
_MOST_CUTS = 12


@dataclass(slots=True)
class Found:
    """What a wording says so far: values, the part that says each, and inferred years."""

    values: dict[str, str] = field(default_factory=dict)
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    inferred: set[str] = field(default_factory=set)

    def put(self, name: str, value: str, start: int, end: int, *, inferred: bool = False) -> Found:
        """Add a value and the part that says it."""
        self.values[name] = value
        self.parts[name] = (start, end)
        if inferred:
            self.inferred.add(name)
        return self


class DayReader:
    """Reads days, bounds and ranges in stretches of one text, by their offsets."""

    def __init__(self, text: str, context: WhenContext) -> None:
        self.source = text
        self.text = forms.DASHED.sub(
            lambda day: re.sub("[^0-9]", "-", day[0]), re.sub(r"\s", " ", fold(text))
        )
        self.context = context

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the white space and the full stop around a stretch."""
        piece = self.text[start:end]
        bare = piece.rstrip(" 。;,、").lstrip(" ")
        start += len(piece) - len(piece.lstrip(" ")) if bare else 0
        return start, start + len(bare)

    def on(self, start: int, end: int) -> Found | None:
        """Read a day, month, quarter or year; half a year is its months."""
        side = self.alone(start, end)
        if side is None:
            return None
        if side.half is None:
            return self.put(Found(), "on", side)
        found = self.put(Found(), "start", _month(side, 6 * side.half - 5))
        return self.put(found, "end", _month(side, 6 * side.half))

    def alone(self, start: int, end: int) -> Side | None:
        """Read the shape of a point that needs no other."""
        start, end = self.trimmed(start, end)
        side = side_at(self.text, start, end) if start < end else None
        if side is None or side.next_year:
            return None
        if side.sign and side.year is None and side.number is None:
            side = replace(side, refused=True)
        return side if side.refused or stands_alone(side) else None

    def put(self, found: Found, name: str, side: Side, *, opens: bool = False) -> Found:
        """Add what a point says."""
        written = self.source[side.start : side.end]
        value, inferred = value_of(side, name, written, self.context, opens=opens)
        return found.put(name, value, side.start, side.end, inferred=inferred)

    def bounded(self, start: int, end: int) -> Found | None:
        """Read a point with the words that make it a start or an end."""
        if match := forms.EXTENDED.match(self.text, start, end):
            group = "word" if match["word"] else "en"
            found = self.until(match.end(), end)
            return found and found.put("status", "extended", *match.span(group))
        if match := forms.UNTIL.match(self.text, start, end):
            return self.until(match.end(), end)
        if (last := forms.UNTIL_END.search(self.text, start, end)) and last.start() > start:
            return self.until(start, end)
        first = forms.SINCE.match(self.text, start, end)
        last = forms.SINCE_END.search(self.text, start, end)
        if first is None and last is None:
            return None
        since = first.end() if first else start
        until = last.start() if last and last.start() >= since else end
        side = self.alone(since, until)
        if side is not None:
            side = _month(side, 6 * side.half - 5) if side.half else side
            return self.put(Found(), "start", side, opens=True)
        return self.start_of(since, until)

    def until(self, start: int, end: int) -> Found | None:
        """Read a point as an end, with or without 前 behind it."""
        whole, word = end, self.text[max(start - 8, 0) : start]
        if (match := forms.UNTIL_END.search(self.text, start, end)) and match.start() > start:
            end, word = match.start(), word + match[0]
        side = self.alone(start, end)
        if side is None:
            return None
        if not side.refused and side.day is None and side.number is None:
            self.check_last_day(start, end, whole, word)
        return self.put(Found(), "end", _month(side, 6 * side.half) if side.half else side)

    def check_last_day(self, start: int, end: int, whole: int, word: str) -> None:
        """Refuse 6 月前 and 5 月中旬前: which day is the last one, nobody can say for sure."""
        said = self.text[start:end]
        if forms.CLOSES.search(said):
            return
        if forms.STRICTLY_BEFORE.search(word) or forms.ABOUT.search(said):
            written = self.source[start:whole].strip()
            raise UnreadableError("DGT110", {"value": written}, "help_before", start, whole)

    def start_of(self, start: int, end: int) -> Found | None:
        """Read the day of publication as a start: 即日, 发布之日."""
        start, end = self.trimmed(start, end)
        if start < end and forms.anchor_of(self.text[start:end]) == "published":
            return Found().put("start", "published", start, end)
        return None

    # Ranges

    def range(self, start: int, end: int) -> Found | None:
        """Read a first and a last point; a split into what is no date comes last."""
        doubtful: tuple[Side, Side] | None = None
        first = forms.RANGE_SINCE.match(self.text, start, end)
        since = first.end() if first else start
        for cut, resume in self.cuts(since, end):
            until = end
            if (last := forms.UNTIL_END.search(self.text, resume, end)) and last.start() > resume:
                until = last.start()
            if found := self.since_publication(since, cut, resume, until):
                return found
            sides = self.sides(since, cut, resume, until)
            if sides is None:
                continue
            if not (sides[0].refused or sides[1].refused):
                return self.range_of(*sides)
            if sides[0].number is None and sides[1].number is None:
                doubtful = doubtful or sides
        for name, side in zip(("start", "end"), doubtful or (), strict=False):
            if side.refused:
                self.put(Found(), name, side)
        return None

    def cuts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give each place where a range may be cut, the surest signs first."""
        for sign in (forms.STRONG, forms.WEAK):
            for match in islice(sign.finditer(self.text, start, end), _MOST_CUTS):
                if start < match.start() and match.end() < end:
                    yield match.span()

    def since_publication(self, start: int, cut: int, resume: int, end: int) -> Found | None:
        """Read 发布之日至 5 月 14 日."""
        found = self.start_of(start, cut)
        side = self.alone(resume, end) if found else None
        return self.put(found, "end", side) if found and side else None

    def sides(self, start: int, cut: int, resume: int, end: int) -> tuple[Side, Side] | None:
        """Read the shapes of both sides of a cut, each completed by the other."""
        left, right = side_at(self.text, start, cut), side_at(self.text, resume, end)
        if left is None or right is None or left.half or right.half or left.next_year:
            return None
        if left.sign not in ("", ".") and left.year is None and left.number is None:
            left = replace(left, refused=True)  # 7/1 is read in two ways
        return completed(left, right)

    def range_of(self, left: Side, right: Side) -> Found:
        """Give both ends; the year that one leaves out is the other's, or the next."""
        turn = left.key > right.key
        if left.year is None and right.year is not None:
            left = replace(left, year=right.year - turn)
        found = self.put(Found(), "start", left, opens=True)
        year = int(found.values["start"][:4])
        if left.day is not None and left.time is not None:  # 24:00 of 31 December is 1 January
            year = int(self.put(Found(), "start", replace(left, time=None)).values["start"][:4])
        inferred = right.year is None and "start" in found.inferred
        if right.year is None:
            far = right.key[0] - left.key[0] <= -6
            right = replace(right, year=year + (right.next_year or (turn and far)))
        self.put(found, "end", half_of(left, right))
        if inferred:
            found.inferred.add("end")
        first, last = found.values["start"], found.values["end"]
        if is_before(last, first):
            values = {"start": first, "end": last}
            raise UnreadableError("DGT104", values, "help", left.start, right.end)
        return found


def _month(side: Side, month: int) -> Side:
    """Take half a year for the month it begins or ends with."""
    return replace(side, half=None, month=month)
