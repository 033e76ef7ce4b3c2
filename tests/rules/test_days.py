"""Dates of notices beside their issue, and deadlines that are over or on a day of rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.day_pages import due, findings, page, told, words


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (":published: 2020-04-15", "DGT311 w 2020-04-15"),
        (":published: 2022-04-12", "DGT311 w 2022-04-12"),
        (":published: 2012-04-13", "DGT311 w 2012-04-13"),
        (":published: 2020 年 3 月 20 日", "DGT311 w 2020 年 3 月 20 日"),
        (":published: 2021-04-12\n:dated: 2020-04-10", "DGT311 w 2020-04-10"),
        (":published: 2020-04-15\n:number: 示局发〔2021〕4号", "DGT311 w 2020-04-15"),
        (":published: 2021-04-17", "DGT316 w 2021-04-17"),
        (":published: 2021-05", None),
        (":published: 2021-12-12", "DGT316 w 2021-12-12"),
        (":published: 2020-12-12", "DGT317 i 2020-12-12"),
        (":published: 2020-04-15\n:number: 示局发〔2020〕4号", "DGT317 i 2020-04-15"),
        (":published: 2021-04-12\n:dated: 2020-12-12", None),
        (":published: 2021-04-12\n:dated: 2021-04-14", "DGT318 w 2021-04-14"),
        (":published: 2021-04-12\n:dated: 2021-04-12", None),
        (":published: 2021-04-02", None),
        (":published: 2021-01-11", None),
        (":published: 2020", None),
        (":published: unknown", None),
    ],
)
def test_dates_of_a_notice(tmp_path: Path, fields: str, expected: str | None) -> None:
    assert told(tmp_path, page(notice=fields)) == ([expected] if expected else [])


def test_a_wrong_year_is_asked_for_by_name(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, page(notice=":published: 2020-04-15"))
    assert words(found) == (
        "发布日期 2020-04-15 比本期早一年。",
        "是不是 2021-04-15？原文如此，请写 :accept: DGT311 并说明。",
    )
    (found,) = findings(tmp_path, page(notice=":published: 2024-02-29"))
    assert found.code == "DGT316"  # there is no such day this year that would fit
    assert found.place.span.column == 13


def test_what_is_accepted_stays(tmp_path: Path) -> None:
    accepted = ":published: 2020-04-15\n:accept: DGT311 原文落款如此"
    assert told(tmp_path, page(notice=accepted)) == []


def test_a_digest_of_a_year_looks_back_a_year(tmp_path: Path) -> None:
    issue = ":period: 2021-01-01/2021-12-31\n:published: 2022-01-20"
    for day in ("2020-03-01", "2020-12-20", "2022-01-10"):
        assert told(tmp_path, page(notice=f":published: {day}", issue=issue)) == []


def test_an_issue_goes_out_a_week_after_its_period_at_the_latest(tmp_path: Path) -> None:
    issue = ":period: 2021-04-10/2021-04-16"
    assert told(tmp_path, page(notice=":published: 2021-04-19", issue=issue)) == []
    assert told(tmp_path, page(notice=":published: 2021-04-24", issue=issue)) == [
        "DGT316 w 2021-04-24"
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (":kind: 申报|:end: 2021-04-15", "DGT312 w 2021-04-15"),
        (":kind: 申报|:end: 2021-04-16", None),
        (":kind: 申报|:end: 2021-04-16T09:00", None),
        (":kind: 申报|:end: 2021-03", "DGT313 w 2021-03"),
        (":kind: 申报|:end: 2021-04", None),
        (":kind: 申报|:end: 2021-04-15|:actor: authority", "DGT312 w 2021-04-15"),
        (":kind: 申报|:end: 2021-04-15|:status: cancelled", None),
        (":kind: 活动|:on: 2021-04-14", "DGT312 i 2021-04-14"),
        (":kind: 活动|:on: 2021-04-01", None),  # told of afterwards
        (":kind: 培训|:on: 2021-03-01", None),
        (":kind: 培训|:on: 2021-01-12", "DGT313 i 2021-01-12"),
        (":kind: 活动|:on: 2020-11", "DGT313 i 2020-11"),
        (":kind: 评审|:end: 2020-04-20", "DGT313 w 2020-04-20"),
        (":kind: 评审|:when: 2020-08-31 前", "DGT313 w 2020-08-31"),
        (":kind: 申报|:end: 2021-04-08", "DGT313 w 2021-04-08"),
        (":kind: 申报|:start: 2021-04-20|:end: 2021-04-08", None),  # DGT104
        (":kind: 报送|:every: 每月|:end: 2021-04-08", None),
        (":kind: 申报|:within: 3 日|:from: 2021-04-09", "DGT312 w 3 日"),
        (":kind: 申报|:within: 3 日", "DGT312 w 3 日"),
        (":kind: 申报|:within: 4 日", None),
        (":kind: 申报|:within: 3 日|:from: event|:event: 收到通知", None),
    ],
)
def test_ends_that_are_over(tmp_path: Path, fields: str, expected: str | None) -> None:
    text = page(due(fields))
    assert told(tmp_path, text, "DGT312", "DGT313") == ([expected] if expected else [])


def test_an_end_is_asked_for_in_this_year_where_that_is_near(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, page(due(":kind: 申报|:end: 2020-04-30T17:00")))
    assert words(found) == (
        "截止日 2020-04-30 17:00 在公文发布（2021-04-12）前已过。",
        "是不是 2021-04-30 17:00？原文如此，请写 :accept: DGT313 并说明。",
    )
    (found,) = findings(tmp_path, page(due(":kind: 申报|:end: 2021-04-14")))
    assert words(found) == (
        "截止日 2021-04-14 在本期发布（04-16）前已过。",
        "请核对；仍要收录，写 :accept: DGT312 和理由，页面会标“已截止”。",
    )


def test_a_doubtful_day_of_publication_is_told_alone(tmp_path: Path) -> None:
    source = page(due(":kind: 申报|:end: 2021-05-10"), ":published: 2022-04-12")
    assert told(tmp_path, source) == ["DGT311 w 2022-04-12"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (":kind: 报送|:end: 2021-05-15", "星期六"),
        (":kind: 征求意见|:end: 2021-05-03", "星期一，劳动节放假"),
        (":kind: 报送|:end: 2021-05-15T17:00|:place: 示范路 1 号", "星期六"),
        (":kind: 报送|:end: 2021-05-06|:text: 5 月 6 日前", "星期四，按设置休息"),
        (":kind: 报送|:end: 2021-05-08", None),  # worked for the holiday
        (":kind: 报送|:end: 2021-05-14", None),
        (":kind: 填报|:end: 2021-05-15|:channel: 政务服务网", None),
        (":kind: 填报|:end: 2021-05-15|:channel: office@example.org", None),
        (":kind: 公示|:end: 2021-05-15|:actor: authority", None),
        (":kind: 报送|:end: 2021-05-15|:except: 公休日除外", None),
        (":kind: 报送|:end: 2021-05-15|:note: 周六窗口照常受理", None),
        (":kind: 培训|:end: 2021-05-15", None),
        (":kind: 活动|:on: 2021-05-15", None),
        (":kind: 限制|:end: 2021-05-15", None),
        (":kind: 其他|:end: 2021-05-15", None),
        (":kind: 报送|:end: 2021-05", None),
        (":kind: 报送|:within: 10 日|:from: 2021-05-05", None),  # both ends are shown
        (":kind: 报送|:end: 2031-05-03", None),  # nobody knows
    ],
)
def test_ends_on_a_day_of_rest(tmp_path: Path, fields: str, kind: str | None) -> None:
    settings = "[calendar]\nrest = [2021-05-06]\n"
    found = findings(tmp_path, page(due(fields)), "DGT314", settings=settings)
    assert [one.values["kind"] for one in found] == ([kind] if kind else [])


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "9999-12-31", "9999-02-28"])
@pytest.mark.parametrize("year", ["0001", "9999", "2021"])
def test_the_first_and_the_last_years_raise_nothing(tmp_path: Path, day: str, year: str) -> None:
    fields = (
        f":kind: 申报|:end: {day}",
        f":kind: 申报|:on: {day}",
        f":kind: 申报|:start: {day}|:end: {day}|:length: 10 日|:text: {day} 起 1 个月内",
        f":kind: 申报|:start: {day}|:end: 2021-04-20|:length: 1 个月|:text: {day} 前",
        f":kind: 申报|:within: 3 日|:from: {day}|:text: 自发布之日起 2 日",
    )
    text = "\n".join(due(one) for one in fields) + f"\n请于 {day} 前报送，5 月 1 日前反馈。\n"
    issue = f":period: {year}-01-01/{year}-12-31\n:published: {year}-12-31"
    for notice in (f":published: {day}", f":published: 2021-04-12\n:dated: {day}"):
        findings(tmp_path, page(text, notice, issue))


def test_a_leap_day_is_not_proposed_for_a_year_without_one(tmp_path: Path) -> None:
    issue = ":period: 2021-02-10/2021-02-16\n:published: 2021-02-16"
    source = page(due(":kind: 申报|:end: 2020-02-29"), ":published: 2021-02-10", issue)
    (found,) = findings(tmp_path, source, "DGT313")
    assert found.values["mend"] == "2021-02-28"
