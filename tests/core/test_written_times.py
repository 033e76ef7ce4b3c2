"""Times in running text: each form is found whole, and read as it was meant, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_digest.core.times.written_times import WrittenTime, find_times


def in_2021(month: int, day: int | None) -> int:
    return 2021


def told(text: str) -> list[tuple[object, ...]]:
    """Give wording, bound, first and last of each time."""
    return [(text[w.start : w.end], w.bound, w.first, w.last) for w in find_times(text, in_2021)]


def only(text: str) -> WrittenTime:
    (found,) = find_times(text, in_2021)
    return found


def test_a_range_beyond_the_last_year_is_no_time() -> None:
    assert find_times("12 月 20 日至 1 月 5 日", lambda month, day: 9999) == ()


NINE, ELEVEN = "2021-03-19T09:00:00+08:00", "2021-03-19T11:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "wording", "bound", "first", "last"),
    [
        ("见 2021-04-30。", "2021-04-30", "on", None, "2021-04-30"),
        ("（2021-3-8）", "2021-3-8", "on", None, "2021-03-08"),
        ("于2021/4/7发布", "2021/4/7", "on", None, "2021-04-07"),
        ("落款 2021.4.7。", "2021.4.7", "on", None, "2021-04-07"),
        ("2021年 3月 9日", "2021年 3月 9日", "on", None, "2021-03-09"),
        ("请于2021年4\n月7日前寄出", "2021年4\n月7日前", "before", None, "2021-04-07"),
        ("请于 2021 年 5 月 20 日前提交材料", "2021 年 5 月 20 日前", "before", None, "2021-05-20"),
        ("２０２１年４月７日", "２０２１年４月７日", "on", None, "2021-04-07"),
        ("二〇二一年四月七日", "二〇二一年四月七日", "on", None, "2021-04-07"),
        ("二○二一年十二月三十一日", "二○二一年十二月三十一日", "on", None, "2021-12-31"),
        ("五月十四日前", "五月十四日前", "before", None, "2021-05-14"),
        ("今年 5 月 31 日截止", "5 月 31 日截止", "until", None, "2021-05-31"),
        ("4 月 20 号之前", "4 月 20 号之前", "before", None, "2021-04-20"),
        ("申报截止日期为 10 月 20日，逾期不受理", "截止日期为 10 月 20日", "until", None, "2021-10-20"),
        ("4月20日，逾期不受理", "4月20日", "until", None, "2021-04-20"),
        ("截至 2021 年 4 月 20 日", "截至 2021 年 4 月 20 日", "until", None, "2021-04-20"),
        ("申报截止日期\n\n2021 年 4 月 21 日", "截止日期\n\n2021 年 4 月 21 日", "until", None,
         "2021-04-21"),
        ("不晚于4月30日（含）", "不晚于4月30日（含）", "until", None, "2021-04-30"),
        ("延至 6 月 1 日", "延至 6 月 1 日", "until", None, "2021-06-01"),
        ("自2021年5月1日起施行", "自2021年5月1日起", "from", None, "2021-05-01"),
        ("2021-08", "2021-08", "on", None, "2021-08"),
        ("2021-Q2", "2021-Q2", "on", None, "2021-Q2"),
        ("2021 年 8 月", "2021 年 8 月", "on", None, "2021-08"),
        ("2021年第三季度前", "2021年第三季度前", "before", None, "2021-Q3"),
        ("二季度，完成", "二季度", "on", None, "2021-Q2"),
        ("于第一季度报送", "第一季度", "on", None, "2021-Q1"),
        ("2021年4月30日24:00", "2021年4月30日24:00", "on", None, "2021-04-30"),
        ("2021年3月19日24时前", "2021年3月19日24时前", "before", None, "2021-03-19"),
        ("自3月18日24时起", "自3月18日24时起", "from", None, "2021-03-19T00:00:00+08:00"),
        ("3 月 19 日上午 9 点", "3 月 19 日上午 9 点", "on", None, NINE),
        ("2021-03-19 9:00", "2021-03-19 9:00", "on", None, NINE),
        ("2021-03-19T09:00:00+08:00", "2021-03-19T09:00:00+08:00", "on", None, NINE),
        ("2021年3月19日（星期五）9：00开始", "2021年3月19日（星期五）9：00开始", "from", None, NINE),
        ("2021/04/10~2021/04/16", "2021/04/10~2021/04/16", "range", "2021-04-10", "2021-04-16"),
        ("2021/3/8~3/12", "2021/3/8~3/12", "range", "2021-03-08", "2021-03-12"),
        ("2021.4.10-4.16", "2021.4.10-4.16", "range", "2021-04-10", "2021-04-16"),
        ("2021-07-01 至 07-31", "2021-07-01 至 07-31", "range", "2021-07-01", "2021-07-31"),
        ("2021-07-01/2021-07-31", "2021-07-01/2021-07-31", "range", "2021-07-01", "2021-07-31"),
        ("2021 年 7 月 1 日至 31 日。", "2021 年 7 月 1 日至 31 日", "range", "2021-07-01", "2021-07-31"),
        ("2021年3月12日～25日", "2021年3月12日～25日", "range", "2021-03-12", "2021-03-25"),
        ("2021年3月12日—25日", "2021年3月12日—25日", "range", "2021-03-12", "2021-03-25"),
        ("2021年3月12日－4月25日", "2021年3月12日－4月25日", "range", "2021-03-12", "2021-04-25"),
        ("4月10-16日", "4月10-16日", "range", "2021-04-10", "2021-04-16"),
        ("2021年4-6月", "2021年4-6月", "range", "2021-04", "2021-06"),
        ("4月10日到2021年4月16日", "4月10日到2021年4月16日", "range", "2021-04-10", "2021-04-16"),
        ("2021年12月30日至1月5日", "2021年12月30日至1月5日", "range", "2021-12-30", "2022-01-05"),
        ("12月30日至2022年1月5日", "12月30日至2022年1月5日", "range", "2021-12-30", "2022-01-05"),
        ("公示期自4月16日起至4月22日止，其间", "自4月16日起至4月22日止", "range", "2021-04-16",
         "2021-04-22"),
        ("2021年3月19日  上午 9:00-11:00", "2021年3月19日  上午 9:00-11:00", "range", NINE, ELEVEN),
        ("3月19日9时至11时", "3月19日9时至11时", "range", NINE, ELEVEN),
        ("3月18日24:00至3月19日11点", "3月18日24:00至3月19日11点", "range",
         "2021-03-19T00:00:00+08:00", ELEVEN),
    ],
)  # fmt: skip
def test_each_form_is_found_whole(
    text: str, wording: str, bound: str, first: str | None, last: str | None
) -> None:
    assert told(text) == [(wording, bound, first, last)]


@pytest.mark.parametrize(
    ("time", "clock"),
    [
        ("17:00", "17:00"), ("17：30", "17:30"), ("17点", "17:00"), ("17 时 30 分", "17:30"),
        ("下午5点", "17:00"), ("下午 5 点半", "17:30"), ("下午17点", "17:00"), ("晚8点", "20:00"),
        ("晚上8:00", "20:00"), ("中午12点", "12:00"), ("上午九点", "09:00"), ("十七时", "17:00"),
        ("凌晨1点", "01:00"), ("下午五点一刻", "17:15"), (" 0时", "00:00"), ("17点整", "17:00"),
    ],
)  # fmt: skip
def test_each_time_of_day(time: str, clock: str) -> None:
    found = only(f"2021年4月30日{time}前")
    assert (found.last, found.bound) == (f"2021-04-30T{clock}:00+08:00", "before")


@pytest.mark.parametrize("time", ["凌晨12点", "晚上1点", "上午15:00"])
def test_a_time_with_two_readings_leaves_the_day(time: str) -> None:
    found = only(f"2021年4月30日{time}前")
    assert (found.last, found.fuzzy) == ("2021-04-30", True)


def test_a_time_carries_the_offset_of_the_zone() -> None:
    (found,) = find_times("2021年7月1日9点", None, "Europe/Berlin")
    assert found.last == "2021-07-01T09:00:00+02:00"


@pytest.mark.parametrize(
    ("text", "wording", "length", "anchor", "event"),
    [
        ("时限为自发布之日起一个月。", "自发布之日起一个月", "1 month", "published", None),
        ("自发布之日起 1 个月。", "自发布之日起 1 个月", "1 month", "published", None),
        ("自本通知印发之日起，15日内报送", "自本通知印发之日起，15日内", "15 days", "published", None),
        ("自《示例办法》公布之日起30日内", "自《示例办法》公布之日起30日内", "30 days", "published", None),
        ("本公告发布后10个工作日内", "本公告发布后10个工作日内", "10 working days", "published", None),
        ("自签发之日起五日内", "自签发之日起五日内", "5 days", "dated", None),
        ("自施行之日起半年内", "自施行之日起半年内", "6 months", "effective", None),
        ("应在驳回后的 3个工作日内改", "驳回后的 3个工作日内", "3 working days", "event", "驳回"),
        ("请自收到发文之日起十五日内答复", "自收到发文之日起十五日内", "15 days", "event", "收到发文"),
        ("自2021年4月16日起7个工作日", "自2021年4月16日起7个工作日", "7 working days", "2021-04-16",
         None),
        ("2021年4月16日后10日内", "2021年4月16日后10日内", "10 days", "2021-04-16", None),
        ("在网站公示 7 天，", "公示 7 天", "7 days", None, None),
        ("公示期为10个工作日", "公示期为10个工作日", "10 working days", None, None),
        ("于30日内反馈", "30日内", "30 days", None, None),
        ("两周之内", "两周之内", "2 weeks", None, None),
    ],
)  # fmt: skip
def test_a_length_with_what_it_is_counted_from(
    text: str, wording: str, length: str, anchor: str | None, event: str | None
) -> None:
    found = only(text)
    assert (text[found.start : found.end], found.bound) == (wording, "within")
    assert (found.length, found.anchor, found.event) == (length, anchor, event)
    assert (found.first, found.last) == (None, None)


def test_a_range_may_start_with_its_anchor_or_declare_its_length() -> None:
    found = only("自通知发布之日起至 2021年 4月 13日下午 17点前")
    assert (found.bound, found.first, found.anchor) == ("range", None, "published")
    assert found.last == "2021-04-13T17:00:00+08:00"
    assert only("即日起至4月30日止").anchor == "published"
    text = "公示期限：2021 年 4 月 15 日~2021 年 4 月 27 日（10 个工作日）。"
    found = only(text)
    assert (found.first, found.last) == ("2021-04-15", "2021-04-27")
    assert (found.length, text[found.end :]) == ("10 working days", "。")


def test_what_takes_force_starts() -> None:
    found = only("自公布之日起30日后施行")
    assert (found.bound, found.length, found.anchor) == ("from", "30 days", "published")
    found = only("自发布之日起施行")
    assert (found.bound, found.length, found.anchor) == ("from", None, "published")


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("8 月初", "2021-08"), ("8月上旬", "2021-08"), ("4月中下旬", "2021-04"),
        ("2021年8月底", "2021-08"), ("八月末", "2021-08"), ("4月30日左右", "2021-04-30"),
        ("4月30日下午", "2021-04-30"), ("2021年底", "2021"), ("二季度末", "2021-Q2"),
    ],
)  # fmt: skip
def test_wording_that_says_more_than_its_value(wording: str, value: str) -> None:
    found = only(wording)
    assert (found.last, found.fuzzy, found.start, found.end) == (value, True, 0, len(wording))


def test_other_days_of_the_month_follow() -> None:
    assert told("2021年4月10日、16日和20日前") == [
        ("2021年4月10日", "on", None, "2021-04-10"),
        ("16日", "on", None, "2021-04-16"),
        ("20日前", "before", None, "2021-04-20"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2020年4月7日发布，4月30日前", ["2020-04-07", "2020-04-30"]),
        ("2020年12月25日发布，1月10日前", ["2020-12-25", "2021-01-10"]),
        ("依2008年6月1日的办法，4月30日前", ["2008-06-01", "2021-04-30"]),
        ("4月30日前", ["2021-04-30"]),
    ],
)
def test_a_year_that_is_not_written(text: str, values: list[str]) -> None:
    found = find_times(text, in_2021)
    assert [time.last for time in found] == values
    assert found[-1].inferred
    assert not find_times("4月30日前")
    assert not find_times("2月29日前", in_2021)


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2021", "3/5", "14 May 2021", "20210430", "13月5日", "2021-13-01", "2021年4月31日",
        "4 月 31 日前", "国知办函服字〔2021〕304号", "2021年第27号", "2021-304", "2021 年度",
        "https://www.example.org/art/2021/4/7.html", "v2021.4.7.3", "每年5月1日", "次年1月5日",
        "明年5月31日", "21年4月7日", "每季度最后一月（3/6/9/12 月）", "前三季度", "每3个月",
        "近三年内", "1-3个月", "10-15日内", "一个月", "3年以上", "第3个工作日内", "5月内",
        "2021年4月10日至2021年4月5日", "2021年6月10日至5月5日", "4月28日至3日", "农历八月十五日",
        "010-5550 0101", "3、6、9月", "最后3日内", "会议室4-6号", "17:00", "",
    ],
)  # fmt: skip
def test_what_is_none_or_not_clear_is_left_out(text: str) -> None:
    assert told(text) == []


def test_what_only_looks_like_a_bound() -> None:
    assert told("2021年4月7日前往") == [("2021年4月7日", "on", None, "2021-04-07")]
    assert told("2021年4月7日起草") == [("2021年4月7日", "on", None, "2021-04-07")]
    assert told("- 2021年4月7日\n- 2021年4月9日") == [
        ("2021年4月7日", "on", None, "2021-04-07"),
        ("2021年4月9日", "on", None, "2021-04-09"),
    ]


# Rendered here on its own, and read back.

HAN = "〇一二三四五六七八九"
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
SPACES = st.sampled_from(["", " ", "\n"])


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + (HAN[ones] * (ones > 0))


def rendered(day: date, form: int, gap: str) -> str:
    return [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}{gap}年{gap}{day.month}{gap}月{gap}{day.day}{gap}日",
        f"{day.year}年{day.month:02}月{day.day:02}号",
        "".join(HAN[int(digit)] for digit in str(day.year))
        + f"年{gap}{han(day.month)}月{han(day.day)}{gap}日",
    ][form]


FORMS = st.integers(0, 5)
AROUND = st.sampled_from(
    [("", ""), ("请于 ", "。"), ("（", "）"), ("时间：", "\n"), ("，", "；见")]
)


@given(DAYS, FORMS, SPACES, AROUND)
def test_a_day_reads_back(day: date, form: int, gap: str, around: tuple[str, str]) -> None:
    wording = rendered(day, form, gap)
    found = only(f"{around[0]}{wording}{around[1]}")
    assert (found.first, found.last, found.bound) == (None, day.isoformat(), "on")
    assert (found.start, found.end) == (len(around[0]), len(around[0]) + len(wording))
    assert not found.inferred
    assert not found.fuzzy


SIGNS = st.sampled_from(["至", "到", "~", "～", "—", "－", "-", "–", " 至 ", " - "])


@given(DAYS, st.integers(1, 400), st.tuples(FORMS, FORMS, SPACES), SIGNS, AROUND)
def test_a_range_reads_back(
    first: date, days: int, forms: tuple[int, int, str], sign: str, around: tuple[str, str]
) -> None:
    last = first + timedelta(days)
    form, other, gap = forms
    wording = f"{rendered(first, form, gap)}{sign}{rendered(last, other, gap)}"
    found = only(f"{around[0]}{wording}{around[1]}")
    assert (found.first, found.last) == (first.isoformat(), last.isoformat())
    assert (found.start, found.end) == (len(around[0]), len(around[0]) + len(wording))


@given(DAYS, st.integers(1, 150), st.booleans(), st.sampled_from(["至", "~", "—", "-"]))
def test_an_elided_right_side_is_completed(
    first: date, days: int, with_month: bool, sign: str
) -> None:
    last = first + timedelta(days)
    same = (last.year, last.month) == (first.year, first.month)
    right = f"{last.day}日" if same and not with_month else f"{last.month}月{last.day}日"
    if last.year > first.year and first.month - last.month < 6:
        return  # so much of a year is not taken for granted
    found = only(f"{first.year}年{first.month}月{first.day}日{sign}{right}")
    assert (found.first, found.last) == (first.isoformat(), last.isoformat())


@given(
    st.dates(date(1992, 1, 1), date(2099, 12, 31)), st.integers(0, 23), st.integers(0, 59), st.integers(0, 3),
    st.sampled_from([("", "on"), ("前", "before"), ("止", "until"), ("起", "from")]),
)  # fmt: skip
def test_a_moment_reads_back(
    day: date, hour: int, minute: int, form: int, bound: tuple[str, str]
) -> None:
    half = f"下午{hour - 12}点{minute}分" if hour > 12 else f"{hour}点{minute:02}分"
    time = [f"{hour}:{minute:02}", f" {hour:02}：{minute:02}", f"{hour}时{minute}分", half][form]
    found = only(f"{day.year}年{day.month}月{day.day}日{time}{bound[0]}")
    assert found.bound == bound[1]
    assert found.last == f"{day.isoformat()}T{hour:02}:{minute:02}:00+08:00"


PIECES = st.sampled_from(
    [*"0123456789年月日号季度时点分一二十〇零半两个周天至到~—-/.:： \n（）()，、。前后内起止自从之即次第",
     "2021", "4月", "30日", "工作日", "之日起", "截止日期为", "上午", "下午", "以内", "T17:00", "公示"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_taken_and_the_places_are_in_order(text: str) -> None:
    at = 0
    for found in find_times(text, in_2021):
        assert at <= found.start < found.end <= len(text)
        assert found.last or found.length or found.anchor
        if found.first and found.last and len(found.first) == len(found.last) == 10:
            assert found.first <= found.last
        at = found.end


@given(st.sampled_from(["1", "年", "一", " ", "至", "2021年4月", "之日起", "自", "4月1日至", "（"]))
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    # Would never end if something were tried over and over from the start.
    find_times(piece * 4000 + "月", in_2021)
