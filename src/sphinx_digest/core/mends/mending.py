"""Make the fixes that findings carry: exactly in their places, all of a finding's or none."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from sphinx_digest.core.model import Diagnostic, Fix

if TYPE_CHECKING:
    from sphinx_digest.core.check import Report

#: How often a digest is judged anew; a mend may bring to light what another one can mend.
ROUNDS = 10

_BREAK = re.compile(r"\r\n?|\n")

#: Gives the text of a file that may be changed, else None.
Texts = Callable[[str], str | None]


class Edit(NamedTuple):
    """A change of a text: ``text`` takes the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class _Lines:
    """Where the lines of a text start and end; a byte order mark is no column."""

    def __init__(self, text: str) -> None:
        breaks = list(_BREAK.finditer(text))
        self.starts = [int(text.startswith("\ufeff")), *(found.end() for found in breaks)]
        self.ends = [*(found.start() for found in breaks), len(text)]
        self.breaks = [found[0] for found in breaks]

    def offset(self, line: int, column: int) -> int | None:
        """Give the offset of a place, or None where the text has no such place."""
        if (line, column) == (len(self.starts) + 1, 1):  # a last line that no break ends
            return self.ends[-1]
        if not 1 <= line <= len(self.starts):
            return None
        offset = self.starts[line - 1] + column - 1
        return offset if column >= 1 and offset <= self.ends[line - 1] else None

    def edit(self, fix: Fix) -> Edit | None:
        """Give what a fix changes; its line ends become those of the line it stands in."""
        span = fix.place.span
        start = self.offset(span.line, span.column)
        end = self.offset(span.end_line, span.end_column)
        if start is None or end is None or start > end:
            return None
        near = self.breaks[min(span.line, len(self.breaks)) - 1] if self.breaks else "\n"
        return Edit(start, end, near.join(_BREAK.split(fix.text)))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Change a text; the edits do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits):
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join([*pieces, text[position:]])


def _collide(one: Edit, other: Edit) -> bool:
    # Two insertions in one place have no order.
    return (one.start < other.end and other.start < one.end) or one[:2] == other[:2]


def _fits(edits: Sequence[Edit], taken: Sequence[Edit]) -> bool:
    """Say whether edits collide neither with each other nor with sorted ones that do not."""
    if any(_collide(one, other) for one, other in pairwise(sorted(edits))):
        return False
    for edit in edits:
        place = bisect(taken, edit)
        if any(_collide(edit, other) for other in taken[max(place - 1, 0) : place + 1]):
            return False
    return True


class _Shift:
    """Where places of a text stand after edits that do not overlap."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        ordered = sorted(edits)
        self._starts = [edit.start for edit in ordered]
        self._ends = [edit.end for edit in ordered]
        grown = (len(edit.text) - (edit.end - edit.start) for edit in ordered)
        self._grown = list(accumulate(grown, initial=0))

    def of(self, offset: int) -> set[int]:
        """Give where a place stands: two places where something was put in right there."""
        before = bisect(self._ends, offset)
        if before < len(self._starts) and self._starts[before] < offset:  # it was replaced
            return {self._starts[before] + self._grown[before]}
        put_in = before > 0 and self._starts[before - 1] == offset
        return {offset + self._grown[before], offset + self._grown[before - put_in]}


class _Key(NamedTuple):
    """What makes a finding the same before and after a change elsewhere."""

    code: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Made:
    """A finding that was mended, and by what edits in which files."""

    finding: Diagnostic
    edits: Mapping[str, Sequence[Edit]]


@dataclass(frozen=True, slots=True)
class Mended:
    """Changed texts by file, how their places moved, and the findings that were mended."""

    texts: Mapping[str, str]
    shifts: Mapping[str, _Shift]
    made: tuple[Made, ...]


def mend(findings: Iterable[Diagnostic], texts: Texts) -> Mended:
    """Make the fixes of findings; what overlaps one before it waits for another round.

    Nothing is done for a finding of whose fixes one stands in no text, or beyond its end.
    """
    lines: dict[str, _Lines] = {}
    taken: defaultdict[str, list[Edit]] = defaultdict(list)
    made = []
    for finding in sorted(findings, key=_first_fix):
        wanted = _edits(finding, texts, lines)
        if wanted and all(_fits(edits, taken[file]) for file, edits in wanted.items()):
            for file, edits in wanted.items():
                for edit in edits:
                    insort(taken[file], edit)
            made.append(Made(finding, wanted))
    changed = {file: apply(texts(file) or "", edits) for file, edits in taken.items() if edits}
    return Mended(changed, {file: _Shift(taken[file]) for file in changed}, tuple(made))


def _edits(
    finding: Diagnostic, texts: Texts, lines: dict[str, _Lines]
) -> Mapping[str, list[Edit]] | None:
    """Give the changes that mend a finding, by file; None where one of them is impossible."""
    wanted: defaultdict[str, list[Edit]] = defaultdict(list)
    for fix in finding.fixes:
        file = fix.place.file
        text = texts(file)
        if text is None:
            return None
        if file not in lines:
            lines[file] = _Lines(text)
        edit = lines[file].edit(fix)
        if edit is None or text[edit.start : edit.end] == edit.text:
            return None
        wanted[file].append(edit)
    return wanted


def _first_fix(finding: Diagnostic) -> tuple[object, ...]:
    return (min(fix.place for fix in finding.fixes), finding.place, finding.code)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is left, to be mended by hand, and the texts that differ from before."""

    report: Report
    texts: Mapping[str, str]
    made: Mapping[str, int]  # changes by file


def settle(judge: Callable[[Mapping[str, str]], Report], texts: Texts) -> Settled:
    """Mend and judge until nothing is left to mend; what does not come to an end is not begun.

    ``judge`` reports on the texts as they are, but for those it is given; ``texts`` gives those
    that may be changed. A mend that leaves its own finding standing is not made. What is mended
    depends on the texts alone, so that to settle once more changes nothing.
    """
    now: dict[str, str] = {}
    report = first = judge(now)
    seen = [now]
    made: Counter[str] = Counter()
    while step := _step(report, judge, now, texts):
        now, report, mended = step
        for one in mended:
            made.update({file: len(edits) for file, edits in one.edits.items()})
        if now in seen:
            break
        if len(seen) > ROUNDS:
            return Settled(_by_hand(first), {}, {})
        seen.append(now)
    return Settled(_by_hand(report), now, {file: made[file] for file in now})


def _by_hand(report: Report) -> Report:
    return replace(
        report, diagnostics=tuple(replace(found, fixes=()) for found in report.diagnostics)
    )


def _step(
    report: Report,
    judge: Callable[[Mapping[str, str]], Report],
    now: Mapping[str, str],
    texts: Texts,
) -> tuple[dict[str, str], Report, tuple[Made, ...]] | None:
    """Make the mends that help; give the new texts, their report and what was mended."""
    before = _keyed(report, _over(now, texts))
    barred: set[_Key] = set()
    while True:
        wanted = [finding for finding, key in before if finding.fixes and key not in barred]
        mended = mend(wanted, _over(now, texts))
        if not mended.made:
            return None
        then = {**now, **mended.texts}
        then = {file: text for file, text in then.items() if text != texts(file)}
        judged = judge(then)
        stuck = _still_there(before, mended, _keyed(judged, _over(then, texts)))
        if not stuck:
            return then, judged, mended.made
        barred |= stuck


def _over(changed: Mapping[str, str], texts: Texts) -> Texts:
    return lambda file: changed[file] if file in changed else texts(file)


def _keyed(report: Report, texts: Texts) -> list[tuple[Diagnostic, _Key]]:
    """Give the findings that stand in texts, each with its key."""
    lines: dict[str, _Lines] = {}
    keyed = []
    for finding in report.diagnostics:
        file, span = finding.place.file, finding.place.span
        if file not in lines:
            text = texts(file)
            if text is None:
                continue
            lines[file] = _Lines(text)
        offset = lines[file].offset(span.line, span.column)
        if offset is not None:
            keyed.append((finding, _Key(finding.code, file, offset)))
    return keyed


def _still_there(
    before: Sequence[tuple[Diagnostic, _Key]],
    mended: Mended,
    after: Iterable[tuple[Diagnostic, _Key]],
) -> set[_Key]:
    """Give the keys of findings that were mended and are found again, there or in the mend."""
    made = {id(one.finding): one for one in mended.made}
    left = Counter(key for _, key in after)
    for finding, key in before:
        if id(finding) not in made:
            left.subtract(_places_after(key, mended))
    new = {key for key, number in left.items() if number > 0}
    offsets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for key in sorted(new):
        offsets[key.code, key.file].append(key.offset)
    return {
        key
        for finding, key in before
        if (one := made.get(id(finding)))
        and (not new.isdisjoint(_places_after(key, mended)) or _found_in(one, offsets, mended))
    }


def _places_after(key: _Key, mended: Mended) -> Iterator[_Key]:
    shift = mended.shifts.get(key.file)
    for offset in shift.of(key.offset) if shift else (key.offset,):
        yield key._replace(offset=offset)


def _found_in(one: Made, offsets: Mapping[tuple[str, str], Sequence[int]], mended: Mended) -> bool:
    """Say whether a finding of the same code stands in what a mend has written."""
    for file, edits in one.edits.items():
        found = offsets.get((one.finding.code, file), ())
        for edit in edits if found else ():
            start = min(mended.shifts[file].of(edit.start))
            if bisect_left(found, start) < bisect_left(found, start + len(edit.text)):
                return True
    return False
