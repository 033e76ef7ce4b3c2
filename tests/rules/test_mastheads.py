"""Days and numbers of an issue that contradict each other, its heading, or other issues."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.model import Diagnostic
from tests.rules.archives import marked
from tests.rules.day_pages import page, words


def found_in(folder: Path, *sources: str) -> list[Diagnostic]:
    """Give all that is found in a digest of some issues."""
    (folder / "digest.toml").touch()
    for number, source in enumerate(sources, 1):
        (folder / f"{number}.md").write_text(source, encoding="utf-8")
    return list(check([folder]).diagnostics)


def told(folder: Path, *sources: str) -> list[str]:
    """Give each finding as its code and the text it points to."""
    return [f"{found.code} {marked(found)}" for found in found_in(folder, *sources)]


def days(period: str, published: str = "") -> str:
    """Give the fields of an issue."""
    return f":period: {period}" + (f"\n:published: {published}" if published else "")


def several(issue: str, *published: str, number: str = "") -> str:
    """Give an issue with notices of some days."""
    notices = "".join(
        f"## 关于示例专项第 {at} 批的通知\n\n:::{{notice}}\n:id: n-{at}\n:type: 通知\n"
        f":issuer: 示例局\n:published: {day}\n{number}:::\n\n"
        for at, day in enumerate(published, 1)
    )
    return f"# 示例周报\n\n:::{{issue}}\n:number: 1\n{issue}\n:::\n\n{notices}"


WEEK = "2021-04-17/2021-04-23"
FRESH = ("2021-04-19", "2021-04-20", "2021-04-21", "2021-04-22")
OURS = ":number: 示发〔2021〕3号\n"


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        (days(WEEK, "2020-04-23"), ["DGT310 2020-04-23"]),
        (days(WEEK, "2022-04-23"), ["DGT310 2022-04-23"]),
        (days(WEEK, "2021-04-16"), ["DGT310 2021-04-16"]),
        (days(WEEK, "2021-06-10"), ["DGT310 2021-06-10"]),
        (days("2020-04-17/2020-04-23", "2021-04-23"), ["DGT310 2020-04-17/2020-04-23"]),
        (days("2020-04-17/2020-04-23"), ["DGT310 2020-04-17/2020-04-23"]),
        (days("2020-04-17/2020-04-23", "2020-04-23"), ["DGT310 2020-04-17/2020-04-23"]),
        (days("2022-04-17/2022-04-23", "2022-04-23"), ["DGT310 2022-04-17/2022-04-23"]),
        (days(WEEK, "2021-04-23"), []),
        (days(WEEK, "2021-04-22"), []),
        (days(WEEK, "2021-05-31"), []),
        (days(WEEK), []),
    ],
)
def test_a_wrong_day_of_the_issue_is_told_once(
    tmp_path: Path, issue: str, expected: list[str]
) -> None:
    source = several(issue, *FRESH).replace(":type", f"{OURS}:type", 1)
    assert told(tmp_path, source) == expected


@pytest.mark.parametrize(
    ("issue", "message", "help_"),
    [
        (
            days(WEEK, "2020-04-23"),
            "本期的发布日期 2020-04-23 和起止日期 2021-04-17/2021-04-23 对不上。",
            "是不是 2021-04-23？原文如此，请写 :accept: DGT310 并说明。",
        ),
        (
            days(WEEK, "2021-06-10"),
            "本期的发布日期 2021-06-10 和起止日期 2021-04-17/2021-04-23 对不上。",
            "请核对年、月、日；原文如此，请写 :accept: DGT310 并说明。",
        ),
        (
            days("2020-04-17/2020-04-23", "2021-04-23"),
            "本期的起止日期 2020-04-17/2020-04-23 和发布日期 2021-04-23 对不上。",
            "是不是 2021-04-17/2021-04-23？原文如此，请写 :accept: DGT310 并说明。",
        ),
        (
            days("2020-04-17/2020-04-23"),
            "本期的起止日期 2020-04-17/2020-04-23 和收录的公文对不上。",
            "是不是 2021-04-17/2021-04-23？原文如此，请写 :accept: DGT310 并说明。",
        ),
    ],
)
def test_the_year_that_fits_is_asked_for(
    tmp_path: Path, issue: str, message: str, help_: str
) -> None:
    (found,) = found_in(tmp_path, several(issue, *FRESH))
    assert words(found) == (message, help_)


def test_new_year_lies_between_a_period_and_its_issue(tmp_path: Path) -> None:
    issue = days("2020-12-26/2021-01-01", "2020-01-04")
    (found,) = found_in(tmp_path, several(issue, "2020-12-28"))
    assert "是不是 2021-01-04？" in (words(found)[1] or "")


def test_a_digest_of_a_year_may_go_out_late(tmp_path: Path) -> None:
    source = several(days("2020-01-01/2020-12-31", "2021-06-20"), "2020-05-01")
    assert told(tmp_path, source) == []


def test_old_documents_alone_do_not_doubt_the_issue(tmp_path: Path) -> None:
    old = several(days(WEEK, "2021-04-23"), "2020-04-20", "2020-04-21")
    assert told(tmp_path, old) == ["DGT311 2020-04-20", "DGT311 2020-04-21"]


def part(signed: str) -> str:
    return f"## 示例篇\n\n:::{{part}}\n:department: 示例部\n:signed: {signed}\n:::\n"


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2021-04-16", []),
        ("2021-04-20", []),
        ("2020-04-16", ["DGT310 2020-04-16"]),
        ("2021-07-16", ["DGT310 2021-07-16"]),
    ],
)
def test_a_part_is_signed_about_when_its_issue_goes_out(
    tmp_path: Path, signed: str, expected: list[str]
) -> None:
    assert told(tmp_path, several(days(WEEK, "2021-04-23")) + part(signed)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("示例周报 第 15 期", ["DGT368 1"]),
        ("示例周报（第十五期）", ["DGT368 1"]),
        ("示例周报 第15期（总第 1 期）", []),
        ("示例周报 2021 年第 1 期（总第 158 期）", []),
        ("示例周报 总第 158 期", []),
        ("示例周报 第一期", []),
        ("示例周报 2021 年第 15 周", []),
    ],
)
def test_the_number_in_the_heading(tmp_path: Path, title: str, expected: list[str]) -> None:
    assert told(tmp_path, page().replace("# 示例周报", f"# {title}", 1)) == expected


def test_both_numbers_are_named(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, page().replace("# 示例周报", "# 示例周报 第 15 期", 1))
    assert words(found)[0] == "标题写的是第 15 期，期号却是 1。"
    assert found.related[0].place.span.line == 1


def numbered(number: int, issue: str) -> str:
    return f"# 示例周报\n\n:::{{issue}}\n:number: {number}\n{issue}\n:::\n"


def test_two_issues_of_one_week(tmp_path: Path) -> None:
    first, second = numbered(1, days(WEEK)), numbered(2, days(WEEK))
    (found,) = found_in(tmp_path, first, second)
    assert found.code == "DGT369"
    assert found.place.file.endswith("2.md")
    assert marked(found) == WEEK
    assert words(found)[0] == f"起止日期 {WEEK} 和上一期（1）一样。"
    accepted = second.replace(WEEK, f"{WEEK}\n:accept: DGT369 增刊")
    assert told(tmp_path, first, accepted) == []


def test_issues_of_other_weeks_or_far_apart_are_silent(tmp_path: Path) -> None:
    week = "2021-04-10/2021-04-16"
    assert told(tmp_path, numbered(1, days(week)), numbered(2, days(WEEK))) == []
    assert told(tmp_path, *(numbered(number, days(WEEK)) for number in (1, 2, 3))) == []


def test_a_leap_day_is_not_proposed_for_a_year_without_one(tmp_path: Path) -> None:
    source = several(days("2021-02-20/2021-02-26", "2021-02-26")) + part("2020-02-29")
    (found,) = (one for one in found_in(tmp_path, source) if one.code == "DGT310")
    assert found.values["mend"] == "2021-02-28"
