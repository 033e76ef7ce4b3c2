"""Days in the words of a page that no month has, or that are another weekday."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.messages import message_of
from tests.rules.day_pages import due, findings, page, told, words


@pytest.mark.parametrize(
    ("text", "day", "message"),
    [
        ("请于2021年6月31日前报送。", "2021年6月31日", "2021-06-31 不存在，6 月只有 30 天。"),
        ("2 月 30 日前反馈。", "2 月 30 日", "02-30 不存在，2 月只有 29 天。"),
        ("6月31日16:00前提交。", "6月31日", "06-31 不存在，6 月只有 30 天。"),
        ("请于2021年2月29日（周一）前报送。", "2021年2月29日",
         "2021-02-29 不存在，2021 年 2 月只有 28 天。"),
        ("公示期：4月25日至4月31日。", "4月31日", "04-31 不存在，4 月只有 30 天。"),
        ("截止时间为２０２１年９月３１日。", "２０２１年９月３１日",
         "2021-09-31 不存在，9 月只有 30 天。"),
        ("请务必于十一月三十一日下班前寄出。", "十一月三十一日",
         "11-31 不存在，11 月只有 30 天。"),
        ("请于 5 月 32 日报送。", "5 月 32 日", "05-32 不存在，5 月只有 31 天。"),
        ("1. 6月31日前报送。", "6月31日", "06-31 不存在，6 月只有 30 天。"),
    ],
)  # fmt: skip
def test_a_day_that_no_month_has(tmp_path: Path, text: str, day: str, message: str) -> None:
    assert told(tmp_path, page(text), "DGT319") == [f"DGT319 w {day}"]
    (found,) = findings(tmp_path, page(text), "DGT319")
    assert words(found) == (message, "请核对原文；原文如此，请写 :accept: DGT319 并说明。")
    assert " does not exist: " in message_of(found, "en")


@pytest.mark.parametrize(
    "text",
    [
        "请于2021年6月30日前报送。",
        "请于 2 月 29 日前报送。",
        "请于 2024 年 2 月 29 日前报送。",
        "请于 7 月 31 日前报送，8 月 31 日前反馈，12 月 31 日前办结。",
        "请于农历二月三十日前报送。",
        "系统把“2月30日”前的记录一并删除。",
        "会议室编号为6月31日房。",
        "编号 16-6月31日前的表格作废。",
        "每2月30日前核对一次。",
        "请于 6 月 31 个工作日内报送。",
        "全省 6 月 31 家企业报名截止。",
        "`请于 6 月 31 日前报送。`",
    ],
)
def test_days_that_there_are_or_that_nobody_asks_for(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, page(text), "DGT319") == []


def test_the_fields_that_hold_words_are_read_too(tmp_path: Path) -> None:
    source = page(due(":kind: 报送|:end: 2021-06-30|:text: 请于2021年6月31日前报送"))
    assert told(tmp_path, source, "DGT319") == ["DGT319 w 2021年6月31日"]


@pytest.mark.parametrize(
    ("text", "day", "message"),
    [
        ("会议定于2021年4月28日（周四）召开。", "2021年4月28日（周四）",
         "2021-04-28 是周三，写的却是周四。"),
        ("会议定于2021年4月28日(星期天)召开。", "2021年4月28日(星期天)",
         "2021-04-28 是星期三，写的却是星期天。"),
        ("会议定于2021年4月28日（周四上午9:00）召开。", "2021年4月28日（周四上午9:00）",
         "2021-04-28 是周三，写的却是周四。"),
        ("2021年4月26日报到，4月28日（周四）开会。", "4月28日（周四）",
         "2021-04-28 是周三，写的却是周四。"),
        ("2021年4月26日（周一）至4月28日（周四）", "4月28日（周四）",
         "2021-04-28 是周三，写的却是周四。"),
        ("定于4月28日（周一）召开。", "4月28日（周一）", "2021-04-28 是周三，写的却是周一。"),
    ],
)  # fmt: skip
def test_a_day_is_another_weekday(tmp_path: Path, text: str, day: str, message: str) -> None:
    assert told(tmp_path, page(text), "DGT323") == [f"DGT323 w {day}"]
    (found,) = findings(tmp_path, page(text), "DGT323")
    assert words(found)[0] == message
    assert message_of(found, "en").startswith("2021-04-28 is a Wednesday, not a ")


@pytest.mark.parametrize(
    "text",
    [
        "定于2021年4月28日（周三）召开。",
        "定于4月28日（周三）召开。",
        "定于4月28日（周四）召开。",  # of 2022
        "4月28日（周二）已召开一次。",  # of 2020
        "2020年4月26日发文，4月28日（周二）开会。",
        "每年4月28日（周一）开放。",
        "去年4月28日（周一）召开。",
        "4月26日至28日（周一至周三）召开。",
        "2021年4月19日至4月30日（周一）各开一次。",
        "2月29日（周一）召开。",
        "2021年4月27日、28日（周二、周三）召开。",
        "2021年4月28日（周一休馆）起展出。",
        "2021年4月28日（每周一闭馆）起展出。",
        "2021年4月28日（含周一）前报送。",
        "2021年4月28日（第三周）召开。",
        "农历2021年四月二十八日（周三）召开。",
        "2021年2月30日（周三）召开。",
    ],
)
def test_weekdays_that_are_right_or_not_of_one_day(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, page(text), "DGT323") == []


def test_the_year_of_a_deadline_is_that_of_its_wording(tmp_path: Path) -> None:
    fields = ":kind: 报送|:end: 2021-04-28|:text: 请于4月28日（周四）前报送"
    source = page(due(fields))
    assert told(tmp_path, source, "DGT323") == ["DGT323 w 4月28日（周四）"]
    assert told(tmp_path, page(due(fields.replace("周四", "周三"))), "DGT323") == []


def test_titles_are_read_too(tmp_path: Path) -> None:
    source = page(due(":kind: 活动|:on: 2021-04-28", "启动会（2021年4月28日（周四））"))
    assert told(tmp_path, source, "DGT323") == ["DGT323 w 2021年4月28日（周四）"]
    source = page().replace("关于示例专项的通知", "2021年4月28日（周四）停机的通知")
    assert told(tmp_path, source, "DGT323") == ["DGT323 w 2021年4月28日（周四）"]


def test_places_of_many_lines(tmp_path: Path) -> None:
    source = page("第一行，\n请于2021年6月31日前，\n2021年4月28日（周四）前，\n9月31日前报送。")
    found = findings(tmp_path, source, "DGT319", "DGT323")
    first = source.splitlines().index("第一行，") + 1
    spans = [(one.code, one.place.span.line - first, one.place.span.column) for one in found]
    assert spans == [("DGT319", 1, 3), ("DGT323", 2, 1), ("DGT319", 3, 1)]
