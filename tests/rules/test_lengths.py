"""Lengths that are printed beside a range."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.messages import help_of, message_of
from tests.rules.day_pages import due, findings, page, words


def public(fields: str) -> str:
    return page(due(f":kind: public-notice|{fields}", "公示"))


def test_a_range_is_too_short_for_its_length(tmp_path: Path) -> None:
    source = public(":start: 2021-04-15|:end: 2021-04-26|:length: 10 个工作日")
    (found,) = findings(tmp_path, source)
    assert words(found) == (
        "写的是 10 个工作日，4 月 15 日至 26 日却只有 9 个（不含首日 8 个）。",
        "请核对止日：10 个工作日数到 4 月 27 日，不含首日到 28 日；4 月 25 日劳动节调休上班，已计入。",
    )
    span = found.place.span
    assert source.splitlines()[span.line - 1][span.column - 1 :] == "10 个工作日"
    assert [related.place.span.line for related in found.related] == [span.line - 1]
    assert message_of(found, "en") == (
        "It says 10 working days, but 2021-04-15 to 2021-04-26 holds only 9 "
        "(8 without the first day)."
    )
    assert help_of(found, "en") == (
        "Check the end: 10 working days count to 2021-04-27, or to 2021-04-28 without the first "
        "day; 2021-04-25 (worked for Labour Day) counted."
    )


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        (":start: 2021-04-15|:end: 2021-04-30|:length: 7 天", "有 16 天（不含首日 15 天）"),
        (":start: 2021-04-15|:end: 2021-05-31|:length: 1 个月", "有 47 天（不含首日 46 天）"),
        (":start: published|:end: 2021-04-15|:length: 5 天", "只有 4 天（不含首日 3 天）"),
        (":start: 2021-04-28|:end: 2021-05-07|:length: 10 工作日", "只有 5 个（不含首日 4 个）"),
        (
            ":start: 2021-04-15T09:00|:end: 2021-04-20T17:00|:length: 3 天",
            "有 6 天（不含首日 5 天）",
        ),
    ],
)
def test_what_a_range_holds(tmp_path: Path, fields: str, held: str) -> None:
    (found,) = findings(tmp_path, public(fields), "DGT315")
    assert found.values["held"] == held


@pytest.mark.parametrize(
    "fields",
    [
        ":start: 2021-04-15|:end: 2021-04-27|:length: 10 个工作日",
        ":start: 2021-04-15|:end: 2021-04-28|:length: 10 个工作日",
        ":start: published|:end: 2021-05-12|:length: 1 个月",
        ":start: 2021-04-25|:end: 2021-05-06|:length: 7 天",  # moved beyond the holidays
        ":start: 2021-04-15|:end: 2021-04-21|:length: 1 周",
        ":end: 2021-04-21|:length: 1 周",
        ":start: 2021-04|:end: 2021-05-21|:length: 1 周",
        ":start: 2021-04-15|:end: 2021-05-21|:length: 7 天|:except: 公休日除外",
        ":start: 2031-04-15|:end: 2031-05-21|:length: 5 个工作日",  # nobody knows
        ":start: 2021-05-21|:end: 2021-05-15|:length: 7 天",  # DGT104
    ],
)
def test_ranges_that_fit_or_cannot_be_judged(tmp_path: Path, fields: str) -> None:
    assert findings(tmp_path, public(fields), "DGT315") == []


def test_holidays_are_named_once_each(tmp_path: Path) -> None:
    source = public(":start: 2021-04-15|:end: 2021-05-10|:length: 10 个工作日")
    (found,) = findings(tmp_path, source)
    assert found.values["calendar"] == (
        "；4 月 25 日、5 月 8 日劳动节调休上班，已计入"
        "；5 月 3 日、5 月 4 日、5 月 5 日劳动节放假，已扣除"
    )


def test_a_year_that_is_not_announced_may_leave_the_end_open(tmp_path: Path) -> None:
    source = public(":start: 2026-12-21|:end: 2026-12-23|:length: 60 个工作日")
    (found,) = findings(tmp_path, source, "DGT315")
    assert words(found) == (
        "写的是 60 个工作日，12 月 21 日至 23 日却只有 3 个（不含首日 2 个）。",
        "请核对止日。",
    )
