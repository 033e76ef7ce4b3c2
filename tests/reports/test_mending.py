"""Mends are made exactly in their places, and a second run finds nothing to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.check import Report
from sphinx_digest.core.mends.mending import ROUNDS, mend, settle
from sphinx_digest.core.model import Diagnostic, Fix, Place, Span

FILE = "a.md"


def fix(line: int, start: int, end: int, text: str, end_line: int | None = None) -> Fix:
    return Fix(Place(FILE, Span(line, start, end_line or line, end)), text)


def finding(*fixes: Fix, code: str = "DGT102") -> Diagnostic:
    return Diagnostic(code, fixes[0].place, fixes=fixes)


def mended(text: str, *findings: Diagnostic) -> str:
    return mend(findings, {FILE: text}.get).texts.get(FILE, text)


@pytest.mark.parametrize(
    ("text", "change", "wanted"),
    [
        ("甲乙丙\n", fix(1, 2, 3, "x"), "甲x丙\n"),
        ("\t甲𠀀乙\n", fix(1, 3, 4, "x"), "\t甲x乙\n"),
        ("\ufeff甲乙\n丙", fix(1, 1, 2, "x"), "\ufeffx乙\n丙"),
        ("甲\r\n乙\r\n", fix(2, 1, 2, "x"), "甲\r\nx\r\n"),
        ("甲\r乙\r丙", fix(3, 1, 2, "x"), "甲\r乙\rx"),
        ("甲\n乙", fix(2, 2, 2, "。"), "甲\n乙。"),
        ("甲\n乙\n丙\n", fix(2, 1, 1, "", end_line=3), "甲\n丙\n"),
        ("甲\n乙", fix(2, 1, 1, "", end_line=3), "甲\n"),
        ("甲\r\n乙\r\n", fix(1, 2, 2, "\n:number: 1"), "甲\r\n:number: 1\r\n乙\r\n"),
        ("甲\r乙", fix(2, 2, 2, "\n丙\n"), "甲\r乙\r丙\r"),
        ("甲\u2028乙\x0b丙\n", fix(1, 3, 4, "x"), "甲\u2028x\x0b丙\n"),
        ("", fix(1, 1, 1, "x"), "x"),
    ],
)
def test_a_mend_stands_exactly_in_its_place(text: str, change: Fix, wanted: str) -> None:
    assert mended(text, finding(change)) == wanted


@pytest.mark.parametrize(
    "change",
    [
        fix(1, 1, 4, "x"), fix(3, 2, 2, "x"), fix(0, 1, 1, "x"), fix(1, 0, 1, "x"),
        fix(1, 3, 2, "x"), fix(2, 1, 2, "丙"), fix(2, 1, 1, "x", end_line=4),
    ],
)  # fmt: skip
def test_what_is_not_there_or_changes_nothing_is_not_mended(change: Fix) -> None:
    assert mend([finding(fix(1, 1, 2, "x"), change)], {FILE: "甲乙\n丙"}.get).made == ()


def test_a_file_that_may_not_be_changed_is_not() -> None:
    other = Fix(Place("b.md", Span(1, 1, 1, 2)), "x")
    assert mend([finding(fix(1, 1, 2, "x"), other)], {FILE: "甲乙"}.get).made == ()


def test_all_mends_of_a_finding_are_made_or_none() -> None:
    first = finding(fix(1, 1, 2, "x"), fix(1, 4, 5, "y"))
    second = finding(fix(1, 2, 3, "z"), fix(1, 4, 4, "w"), fix(1, 3, 5, "v"))
    assert mended("甲乙丙丁戊", first, second) == "x乙丙y戊"
    assert mended("甲乙丙丁戊", second) == "甲乙丙丁戊"  # its own ones overlap


def test_of_two_that_overlap_the_first_by_place_wins() -> None:
    first, second = finding(fix(1, 1, 3, "x")), finding(fix(1, 2, 4, "y"))
    assert mended("甲乙丙丁", second, first) == "x丙丁"
    side_by_side = finding(fix(1, 3, 4, "y"))
    assert mended("甲乙丙丁", side_by_side, first) == "xy丁"
    twice = finding(fix(1, 1, 1, "p")), finding(fix(1, 1, 1, "q"), code="DGT103")
    assert mended("甲", *twice) == "p甲"


@st.composite
def texts_and_findings(draw: st.DrawFn) -> tuple[str, list[Diagnostic]]:
    pieces = st.sampled_from(["a", "甲", "𠀀", "\t", " ", "\n", "\r\n", "\r", "\u2028"])
    text = draw(st.sampled_from(["", "\ufeff"])) + "".join(draw(st.lists(pieces, max_size=40)))
    lines = re.split(r"\r\n?|\n", text.removeprefix("\ufeff"))
    places = [(n, c) for n, line in enumerate(lines, 1) for c in range(1, len(line) + 2)]
    place = st.sampled_from(places)
    findings = []
    for _ in range(draw(st.integers(0, 6))):
        ends = [sorted((draw(place), draw(place))) for _ in range(draw(st.integers(1, 2)))]
        words = st.sampled_from(["", "x", "乙乙"])
        findings.append(
            finding(*(Fix(Place(FILE, Span(*a, *b)), draw(words)) for a, b in ends))
        )  # fmt: skip
    return text, findings


def where(text: str, line: int, column: int) -> int:
    """Count to a place the slow way."""
    at = int(text.startswith("\ufeff"))
    for _ in range(line - 1):
        while text[at] not in "\r\n":
            at += 1
        at += 2 if text[at : at + 2] == "\r\n" else 1
    return at + column - 1


@given(texts_and_findings())
def test_what_no_mend_covers_stays_as_it_was(given_: tuple[str, list[Diagnostic]]) -> None:
    text, findings = given_
    done = mend(findings, {FILE: text}.get)
    made = [fix for one in done.made for fix in one.finding.fixes]
    spans = [
        (where(text, s.line, s.column), where(text, s.end_line, s.end_column), fix.text)
        for fix in made
        for s in (fix.place.span,)
    ]
    expected, position = "", 0
    for start, end, new in sorted(spans):
        assert start >= position  # no two overlap
        expected += text[position:start] + new
        position = end
    expected += text[position:]
    assert done.texts.get(FILE, text) == expected


def spot(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def judged_by(rules: Mapping[str, str]) -> type[Judge]:
    class Rules(Judge):
        wrong = rules

    return Rules


class Judge:
    """A check whose rules are words that are wrong, each with what it should be."""

    wrong: Mapping[str, str] = {}

    def __init__(self, text: str) -> None:
        self.text = text
        self.calls = 0

    def __call__(self, changed: Mapping[str, str]) -> Report:
        self.calls += 1
        text = changed.get(FILE, self.text)
        found = []
        for number, (word, right) in enumerate(self.wrong.items()):
            for match in re.finditer(re.escape(word), text):
                span = Span(*spot(text, match.start()), *spot(text, match.end()))
                change = Fix(Place(FILE, span), right)
                found.append(finding(change, code=f"DGT{number:03}"))
        return Report(tuple(found), 1, {FILE: text}.get, "zh")


def settled(text: str, rules: Mapping[str, str]) -> tuple[str, int, list[str]]:
    judge = judged_by(rules)(text)
    done = settle(judge, {FILE: text}.get)
    assert judge.calls <= 3 * ROUNDS
    left = [found.code for found in done.report.diagnostics]
    return done.texts.get(FILE, text), done.made.get(FILE, 0), left


def test_mending_goes_on_until_nothing_is_left() -> None:
    assert settled("a\nb", {"a": "b", "b": "c"}) == ("c\nc", 3, [])


def test_a_mend_that_leaves_its_finding_standing_is_not_made() -> None:
    assert settled("x a\na y", {"a": "a!", "x": "z"}) == ("z a\na y", 1, ["DGT000", "DGT000"])
    assert settled("a b", {"a": "ca", "b": "d"})[0] == "a d"


def test_a_finding_that_only_moves_up_is_not_taken_for_the_same() -> None:
    assert settled("a\na\nx", {"a\n": "", "x": "y"}) == ("y", 3, [])


def test_mends_that_undo_each_other_end() -> None:
    assert settled("ab", {"a": "c", "c": "a"}) == ("ab", 0, ["DGT000"])


@given(
    st.text("abcd\n", max_size=12),
    st.dictionaries(
        st.text("abcd", min_size=1, max_size=2), st.text("abcd", max_size=2), max_size=4
    ),
)
def test_a_second_run_changes_nothing(text: str, rules: dict[str, str]) -> None:
    once, _, _ = settled(text, rules)
    assert settled(once, rules)[0] == once


def test_many_mends_in_one_line_take_linear_time() -> None:
    done = settled("a" * 20_000 + "b" * 20_000, {"a": "x", "b": "bb"})
    assert done[:2] == ("x" * 20_000 + "b" * 20_000, 20_000)
