from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.times.dates import (
    first_day,
    last_day,
    precision_of,
    read_date,
    read_interval,
    read_moment,
    read_reduced_date,
)
from sphinx_digest.core.times.periods import read_length, read_recurrence


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2021-04-30", "2021-04-30"),
        ("2021-08", "2021-08"),
        ("2021-Q2", "2021-Q2"),
        ("2021", "2021"),
        ("２０２１-０４-３０", "2021-04-30"),
        ("2021 年 4 月 30 日", "2021-04-30"),
        ("2021年04月30日", "2021-04-30"),
        ("2021年4月", "2021-04"),
        ("2021年第二季度", "2021-Q2"),
        ("2021 年", "2021"),
        ("二〇二一年四月三十日", "2021-04-30"),
        ("2021-03-19T09:00", "2021-03-19T09:00:00+08:00"),
        ("2021-03-19 9:00", "2021-03-19T09:00:00+08:00"),
        ("2021-03-19T09:00:30Z", "2021-03-19T09:00:30+00:00"),
        ("2021-03-19T09:00+0900", "2021-03-19T09:00:00+09:00"),
        ("2021年3月19日下午5点", "2021-03-19T17:00:00+08:00"),
        ("2021 年 3 月 19 日 17：30", "2021-03-19T17:30:00+08:00"),
        ("2021/4/7", "2021-04-07"),
        ("2021／04／07", "2021-04-07"),
        ("2021/4/7 17:00", "2021-04-07T17:00:00+08:00"),
        ("2021 年 3 月 19 日 17 点", "2021-03-19T17:00:00+08:00"),
        ("2021年3月19日下午 5 点半", "2021-03-19T17:30:00+08:00"),
        ("2021年3月19日17时30分", "2021-03-19T17:30:00+08:00"),
        ("2021年3月19日晚上8点一刻", "2021-03-19T20:15:00+08:00"),
        ("2021年3月19日中午12:00", "2021-03-19T12:00:00+08:00"),
        ("2021年3月19日十七时", "2021-03-19T17:00:00+08:00"),
        ("2021 年 3 月 19 日 24 时", "2021-03-19"),
        ("2021-03-19T24:00", "2021-03-19"),
        ("2021-03-19T24:00+09:00", "2021-03-20T00:00:00+09:00"),
    ],
)
def test_a_moment_is_stored_one_way(written: str, value: str) -> None:
    assert read_moment(written) == value
    assert read_moment(value) == value


def test_a_time_carries_the_offset_of_its_zone_on_that_day() -> None:
    assert read_moment("2021-07-01T09:00", "Europe/Berlin") == "2021-07-01T09:00:00+02:00"
    assert read_moment("2021-01-01T09:00", "Europe/Berlin") == "2021-01-01T09:00:00+01:00"


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("2021.5.14", "2021-05-14"),
        ("2021-5-14", "2021-05-14"),
        ("20210514", "2021-05-14"),
        ("14/05/2021", "2021-05-14"),
        ("14 May 2021", "2021-05-14"),
        ("May 14, 2021", "2021-05-14"),
    ],
)
def test_another_form_is_refused_with_its_only_reading(written: str, mend: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_reduced_date(written)
    assert (caught.value.code, caught.value.help) == ("DGT101", "help")
    assert caught.value.values == {"value": written, "mend": mend}


def test_a_form_with_two_readings_names_both() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_date("05/03/2021")
    assert caught.value.help == "help_two"
    assert {caught.value.values["mend"], caught.value.values["other"]} == {
        "2021-03-05",
        "2021-05-03",
    }


@pytest.mark.parametrize(
    ("written", "help_", "mend"),
    [
        ("4月7日", "help_year", {"mend": "2021-04-07"}),
        ("４月７日", "help_year", {"mend": "2021-04-07"}),
        ("4月7日前", "help_year", {"mend": "2021-04-07"}),
        ("2月29日", "help_year", {"mend": "2024-02-29"}),
        ("2021年4月7日前", "help_words", {"mend": "2021-04-07"}),
        ("2021-04-30前", "help_words", {"mend": "2021-04-30"}),
        ("2021/4/30之前", "help_words", {"mend": "2021-04-30"}),
        ("2021年4月30日下班前", "help_words", {"mend": "2021-04-30"}),
        ("2021-04-30 17:00前", "help_words", {"mend": "2021-04-30 17:00"}),
        ("2021年4月底", "help_words", {"mend": "2021-04"}),
        ("2021–04–30", "help", {"mend": "2021-04-30"}),
        ("2021—04—30", "help", {"mend": "2021-04-30"}),
        ("2021年4月7", "help", {"mend": "2021-04-07"}),
        ("2021-04-30至2021-05-01", "help_range", {"start": "2021-04-30", "end": "2021-05-01"}),
        ("2021年4月7日至5月1日", "help_range", {"start": "2021-04-07", "end": "2021-05-01"}),
        ("2021年4月7日至15日", "help_range", {"start": "2021-04-07", "end": "2021-04-15"}),
        ("2021/4/7~4/15", "help_range", {"start": "2021-04-07", "end": "2021-04-15"}),
        (
            "2021-04-07 9:00-11:00",
            "help_range",
            {"start": "2021-04-07T09:00", "end": "2021-04-07T11:00"},
        ),
        ("unknown", "help_open", {}),
        ("待定", "help_open", {}),
    ],
)
def test_what_was_meant_is_named(written: str, help_: str, mend: dict[str, str]) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_moment(written)
    assert (caught.value.code, caught.value.help) == ("DGT101", help_)
    assert caught.value.values == {"value": written, **mend}


@pytest.mark.parametrize("written", ["8 月初", "21-04-30", "soon", "", "2021-08T09:00"])
def test_what_is_no_date_gets_the_form_and_no_guess(written: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_moment(written)
    assert (caught.value.code, caught.value.help) == ("DGT101", "help_form")


@pytest.mark.parametrize(
    ("written", "value", "reason"),
    [
        ("2021-04-31", "2021-04-31", "4 月只有 30 天"),
        ("2021年4月31日", "2021-04-31", "4 月只有 30 天"),
        ("2021/04/31", "2021-04-31", "4 月只有 30 天"),
        ("2021-02-29", "2021-02-29", "2021 年 2 月只有 28 天"),
        ("2021-13-01", "2021-13-01", "月份只有 1 到 12"),
        ("2021-00", "2021-00", "月份只有 1 到 12"),
        ("2021-04-00", "2021-04-00", "日子从 1 数起"),
        ("2021-Q5", "2021-Q5", "一年只有 4 个季度"),
        ("0000-01-01", "0000-01-01", "没有公元 0 年"),
    ],
)
def test_a_day_that_does_not_exist_says_why(written: str, value: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_moment(written)
    assert caught.value.code == "DGT102"
    assert caught.value.values["value"] == value
    assert caught.value.values["reason"] == reason
    assert caught.value.values["reason.en"]


@pytest.mark.parametrize(
    "written",
    ["2021-03-19T25:00", "2021-03-19T24:01", "2021-03-19T09:60", "2021-03-19T09:00+25:00"],
)
def test_a_time_that_does_not_exist(written: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_moment(written)
    assert caught.value.code == "DGT103"


def test_a_whole_day_is_needed_where_one_is_asked_for() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_date("2021-04")
    assert caught.value.code == "DGT107"


@pytest.mark.parametrize(
    "written",
    [
        "2021-04-10/2021-04-16",
        "2021-04-10 / 2021-04-16",
        "2021-04-10至2021-04-16",
        "2021 年 4 月 10 日到 2021 年 4 月 16 日",
        "2021-04-10～2021-04-16",
        "2021-04-10—2021-04-16",
        "2021-04-10 - 2021-04-16",
        "2021/04/10~2021/04/16",
        "2021/4/10 - 2021/4/16",
        "2021/4/10～4/16",
        "2021-04-10 至 04-16",
        "2021 年 4 月 10 日至 16 日",
        "2021年4月10日－4月16日",
        "2021年4月10-16日",
        "2021年4月10日—16日",
        "自2021年4月10日起至2021年4月16日止",
        "二〇二一年四月十日至十六日",
    ],
)
def test_an_interval_is_two_whole_days(written: str) -> None:
    assert read_interval(written) == "2021-04-10/2021-04-16"


@pytest.mark.parametrize(
    ("written", "code", "part"),
    [
        ("2021/04/31~2021/05/02", "DGT102", "2021/04/31"),
        ("2021-04-16/2021-04-10", "DGT104", "2021-04-16/2021-04-10"),
        ("2021-04-10/soon", "DGT101", "soon"),
        ("2021-04-31/2021-05-02", "DGT102", "2021-04-31"),
        ("2021-04-10/2021-05", "DGT107", "2021-05"),
        ("2021-04-10", "DGT108", "2021-04-10"),
        ("a/b", "DGT108", "a/b"),
        ("2021/04/10", "DGT108", "2021/04/10"),
        ("/2021-04-10", "DGT108", "/2021-04-10"),
        ("2021/4/10~16", "DGT101", "16"),
        ("2021年4月10日至31日", "DGT102", "31日"),
        ("2021年4月10日至5日", "DGT104", "2021年4月10日至5日"),
        ("2021年6月10日至5月9日", "DGT104", "2021年6月10日至5月9日"),
        ("4月10日至16日", "DGT108", "4月10日至16日"),
        ("2021年4月10日至16日（5个工作日）", "DGT101", "16日（5个工作日）"),
    ],
)
def test_an_interval_refused_points_to_the_part(written: str, code: str, part: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_interval(written)
    assert caught.value.code == code
    assert written[caught.value.start : caught.value.end] == part


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31), "quarter"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2021-04-30", date(2021, 4, 30), date(2021, 4, 30), "day"),
        ("2021-03-19T09:00:00+08:00", date(2021, 3, 19), date(2021, 3, 19), "minute"),
    ],
)
def test_bounds_and_precision(value: str, first: date, last: date, precision: str) -> None:
    assert (first_day(value), last_day(value), precision_of(value)) == (first, last, precision)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 month", "1 month"),
        ("10 working days", "10 working days"),
        ("10 business days", "10 working days"),
        ("15 days", "15 days"),
        ("2 weeks", "2 weeks"),
        ("P1M", "1 month"),
        ("P15D", "15 days"),
        ("一个月", "1 month"),
        ("1 个月", "1 month"),
        ("10 个工作日", "10 working days"),
        ("十个工作日内", "10 working days"),
        ("15 日", "15 days"),
        ("30 个自然日", "30 days"),
        ("两周", "2 weeks"),
        ("半年", "6 months"),
        ("１０天", "10 days"),
        ("one month", "1 month"),
        ("a week", "1 week"),
        ("Twelve working days", "12 working days"),
    ],
)
def test_a_length_is_stored_one_way(written: str, value: str) -> None:
    assert read_length(written) == value
    assert read_length(value) == value


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("半个月", "help"), ("1月", "help"), ("P1Y2M", "help"), ("10-15 days", "help"),
        ("soon", "help"), ("", "help"), ("1 m", "help"), ("a m", "help"), ("an hour", "help"),
        ("0 days", "help_count"), ("0 天", "help_count"), ("10000 days", "help_count"),
    ],
)  # fmt: skip
def test_a_length_that_is_unclear_is_refused(written: str, help_: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_length(written)
    assert (caught.value.code, caught.value.help) == ("DGT105", help_)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("FREQ=MONTHLY", "FREQ=MONTHLY"),
        ("rrule:bymonth=3,6;freq=yearly", "FREQ=YEARLY;BYMONTH=3,6"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每月", "FREQ=MONTHLY"),
        ("每年", "FREQ=YEARLY"),
        ("每周五", "FREQ=WEEKLY;BYDAY=FR"),
        ("每季度", "FREQ=MONTHLY;INTERVAL=3"),
        ("每季度最后一月", "FREQ=YEARLY;BYMONTH=3,6,9,12"),
        ("每月 5 日", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每年 12 月底", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ],
)
def test_a_recurrence_becomes_a_rule(written: str, rule: str) -> None:
    assert read_recurrence(written) == rule
    assert read_recurrence(rule) == rule


@pytest.mark.parametrize(
    "written",
    [
        "",
        "BYMONTH=3",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;COUNT=1;UNTIL=20210101",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYDAY=1FR",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYWEEKNO=1",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;INTERVAL=0",
        "每月 32 日",
        "偶尔",
    ],
)
def test_a_recurrence_refused(written: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_recurrence(written)
    assert caught.value.code == "DGT106"


READERS = [read_date, read_reduced_date, read_moment, read_interval, read_length, read_recurrence]
PIECES = st.lists(
    st.sampled_from(
        [
            *"0123456789年月日第季度号-/.:：TZQ+ 〇一二十半两个工作周天每至~—;=,",
            "2021",
            "-04",
            "FREQ",
            "BYDAY",
        ]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize("read", READERS)
@given(written=st.one_of(st.text(max_size=30), PIECES))
def test_no_other_error_and_what_is_read_reads_again(read: type[str], written: str) -> None:
    try:
        value = read(written)
    except UnreadableError as error:
        assert 0 <= error.start <= len(written)
        return
    assert read(value) == value
