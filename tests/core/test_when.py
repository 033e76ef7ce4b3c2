"""A time in one line: each form is read whole, into what the full form would say, or refused."""

from __future__ import annotations

import pytest

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.messages import catalogue
from sphinx_digest.core.times.inferred_years import year_rule
from sphinx_digest.core.times.when import When, WhenContext, read_when

PERIOD = "2021-04-10/2021-04-16"
CONTEXT = WhenContext("Asia/Shanghai", lambda name: year_rule(name, PERIOD))
WITHOUT_PERIOD = WhenContext("Asia/Shanghai", lambda name: year_rule(name, None))
MORNING, NOON = "2021-03-19T09:00:00+08:00", "2021-03-19T11:00:00+08:00"


def read(text: str) -> When:
    return read_when(text, CONTEXT)


def said(text: str) -> dict[str, str]:
    """Give the part of the text that says each value."""
    return {name: text[slice(*part)] for name, part in read(text).parts.items()}


def refused(text: str, context: WhenContext = CONTEXT) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_when(text, context)
    return caught.value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021-07-01 至 07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01至07-31日", "2021-07-01", "2021-07-31"),
        ("2021-07-01 到 2021-07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01~07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01～2021-07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01 - 2021-07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01-07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01/2021-07-31", "2021-07-01", "2021-07-31"),
        ("2021-07-01/07-31", "2021-07-01", "2021-07-31"),
        ("2021.4.10-4.16", "2021-04-10", "2021-04-16"),
        ("2021-04-10-4.16", "2021-04-10", "2021-04-16"),
        ("2021-07-01至31日", "2021-07-01", "2021-07-31"),
        ("2021/3/8—3/12", "2021-03-08", "2021-03-12"),
        ("2021年4月12日至6月11日", "2021-04-12", "2021-06-11"),
        ("2021 年 7 月 1 日至 31 日。", "2021-07-01", "2021-07-31"),
        ("2021年7月1-31日", "2021-07-01", "2021-07-31"),
        ("2021年4月20日—26日", "2021-04-20", "2021-04-26"),
        ("２０２１年３月８日－３月１９日", "2021-03-08", "2021-03-19"),
        ("自2021年4月16日起至2021年4月22日止", "2021-04-16", "2021-04-22"),
        ("公示期自 2021 年 4 月 16 日至 2021 年 4 月 22 日止", "2021-04-16", "2021-04-22"),
        ("申报时间为 2021年 3月 8日至 3月 19日", "2021-03-08", "2021-03-19"),
        ("2021年12月30日至1月5日", "2021-12-30", "2022-01-05"),
        ("2021年12月30日至次年1月5日", "2021-12-30", "2022-01-05"),
        ("12月30日至2022年1月5日", "2021-12-30", "2022-01-05"),
        ("2021年3月19日  上午 9:00-11:00", MORNING, NOON),
        ("2021-03-19 9:00至11:00", MORNING, NOON),
        ("2021年3月19日（星期五）9时至11时", MORNING, NOON),
        ("2021-03-19 9:00 至 2021-03-19 11:00", MORNING, NOON),
        ("2021年4-6月", "2021-04", "2021-06"),
        ("2021年4月至6月", "2021-04", "2021-06"),
        ("2021年一至三季度", "2021-Q1", "2021-Q3"),
        ("2021-2022", "2021", "2022"),
        ("2021年下半年", "2021-07", "2021-12"),
        ("1 July 2021 to 31 July 2021", "2021-07-01", "2021-07-31"),
        ("from 1 to 31 July 2021", "2021-07-01", "2021-07-31"),
        ("between 1 July and 15 August 2021", "2021-07-01", "2021-08-15"),
        ("July 1 to 31, 2021", "2021-07-01", "2021-07-31"),
        ("2021-07-01 through 2021-07-31", "2021-07-01", "2021-07-31"),
        ("1 July 2021 until 31 July 2021", "2021-07-01", "2021-07-31"),
        ("first half of 2021", "2021-01", "2021-06"),
        ("发布之日至 2021-05-14", "published", "2021-05-14"),
        ("自发布之日起至2021年5月14日", "published", "2021-05-14"),
        ("即日起至2021-05-14", "published", "2021-05-14"),
        ("自通知发布之日起至 2021年 4月 13日下午 17点前", "published", "2021-04-13T17:00:00+08:00"),
    ],
)  # fmt: skip
def test_a_range(text: str, start: str, end: str) -> None:
    when = read(text)
    assert (when.values, when.inferred) == ({"start": start, "end": end}, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "2021-04-30 前", "2021-04-30 之前", "2021年4月30日以前", "截至 2021-04-30", "截止到2021-04-30",
        "2021-04-30 止", "2021-04-30截止", "不晚于2021年4月30日", "不迟于 2021.4.30", "至 2021/4/30",
        "截止日期为2021年4月30日", "申报截止时间为 2021 年 4 月 30 日前", "申报截止日期\n\n2021 年 4 月 30 日",
        "征稿时间截至 2021 年 4 月 30 日。", "请于 2021 年 4 月 30 日前", "2021年4月30日24:00前",
        "2021-04-30（含当日）前", "2021年4月30日下班前", "2021年4月30日（周五）前", "20210430前",
        "二〇二一年四月三十日前", "2021–04–30 前", "by 2021-04-30", "before 30 April 2021",
        "until April 30, 2021", "no later than Friday, 30 April 2021", "deadline: 30 April 2021",
        "on or before 2021-04-30",
    ],
)  # fmt: skip
def test_an_end(text: str) -> None:
    assert read(text).values == {"end": "2021-04-30"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("自2021-05-01起", {"start": "2021-05-01"}),
        ("2021年5月1日起", {"start": "2021-05-01"}),
        ("2021年5月1日之后", {"start": "2021-05-01"}),
        ("from 2021-05-01", {"start": "2021-05-01"}),
        ("from 1 May 2021 onwards", {"start": "2021-05-01"}),
        ("自2021年3月18日24时起", {"start": "2021-03-19T00:00:00+08:00"}),
        ("即日起", {"start": "published"}),
        ("自发布之日起", {"start": "published"}),
        ("2021-04-30", {"on": "2021-04-30"}),
        ("2021年8月", {"on": "2021-08"}),
        ("2021年二季度", {"on": "2021-Q2"}),
        ("2021", {"on": "2021"}),
        ("2021年底", {"on": "2021"}),
        ("2021年8月中旬", {"on": "2021-08"}),
        ("2021年4月30日下午", {"on": "2021-04-30"}),
        ("Q2 2021", {"on": "2021-Q2"}),
        ("second quarter of 2021", {"on": "2021-Q2"}),
        ("early August 2021", {"on": "2021-08"}),
        ("5 pm on 30 April 2021", {"on": "2021-04-30T17:00:00+08:00"}),
        ("2021年3月19日（星期五）9：00", {"on": MORNING}),
        ("2021-03-19T09:00+0900", {"on": "2021-03-19T09:00:00+09:00"}),
        ("延期至 2021-05-14", {"end": "2021-05-14", "status": "extended"}),
        ("2021-04-15 至 04-28（10 个工作日）",
         {"start": "2021-04-15", "end": "2021-04-28", "length": "10 working days"}),
        ("公示期限：2021 年 4 月 15 日~2021 年 4 月 27 日（10 个工作日）。",
         {"start": "2021-04-15", "end": "2021-04-27", "length": "10 working days"}),
        ("2021年4月15日至28日，共10个工作日",
         {"start": "2021-04-15", "end": "2021-04-28", "length": "10 working days"}),
        ("10个工作日（2021-04-15 至 04-28）",
         {"start": "2021-04-15", "end": "2021-04-28", "length": "10 working days"}),
        ("2021年8月初（时间和地址另行通知）", {"on": "2021-08", "status": "tba"}),
        *((text, {"status": "tba"}) for text in (
            "另行通知", "待定", "时间另行通知", "具体时间另行公布", "to be announced", "TBA")),
        ("已取消", {"status": "cancelled"}),
    ],
)  # fmt: skip
def test_a_point_and_what_stands_beside_it(text: str, values: dict[str, str]) -> None:
    assert read(text).values == values
    assert not read(text).inferred


@pytest.mark.parametrize(
    ("text", "within", "anchor"),
    [
        ("发布后 1 个月", "1 month", "published"),
        ("自发布之日起一个月", "1 month", "published"),
        ("征求意见时限为自发布之日起 1 个月内。", "1 month", "published"),
        ("发布之日起30日内", "30 days", "published"),
        ("自本通知印发之日起，15日内", "15 days", "published"),
        ("公示之日起5个工作日", "5 working days", "published"),
        ("30日内（自发布之日起）", "30 days", "published"),
        ("即日起30日内", "30 days", "published"),
        ("within 1 month of publication", "1 month", "published"),
        ("30 days from publication", "30 days", "published"),
        ("within ten days after the date of publication of this notice", "10 days", "published"),
        ("成文之日起10日内", "10 days", "dated"),
        ("落款之日起 10 日", "10 days", "dated"),
        ("施行之日起半年内", "6 months", "effective"),
        ("自2021-04-15起10个工作日", "10 working days", "2021-04-15"),
        ("2021年4月15日后10日内", "10 days", "2021-04-15"),
        ("10 working days from 15 April 2021", "10 working days", "2021-04-15"),
    ],
)
def test_a_length_with_what_it_is_counted_from(text: str, within: str, anchor: str) -> None:
    assert read(text).values == {"within": within, "from": anchor}


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("10 个工作日", "10 working days"), ("30日内", "30 days"), ("公示 7 天", "7 days"),
        ("公示期15日", "15 days"), ("期限为两周", "2 weeks"), ("within 2 weeks", "2 weeks"),
        ("60日", "60 days"), ("P1M", "1 month"),
    ],
)  # fmt: skip
def test_a_bare_length_says_nothing_of_its_start(text: str, within: str) -> None:
    assert read(text).values == {"within": within}


@pytest.mark.parametrize(
    ("text", "within", "event"),
    [
        ("收到发文后 30 日内", "30 days", "收到发文"),
        ("收到驳回通知之日起15日内", "15 days", "收到驳回通知"),
        ("自收到通知书次日起15日内", "15 days", "收到通知书"),
        ("在驳回后的 3个工作日内", "3 working days", "驳回"),
        ("公示期满后5日内", "5 days", "公示期满"),
        ("收到通知书15日内", "15 days", "收到通知书"),
        ("within 30 days of receipt of the letter", "30 days", "receipt of the letter"),
        ("2 weeks after the date of the hearing", "2 weeks", "hearing"),
    ],
)
def test_a_length_from_an_event(text: str, within: str, event: str) -> None:
    assert read(text).values == {"within": within, "from": "event", "event": event}
    assert said(text)["event"] == event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("批准前", "批准"), ("药品上市之前", "药品上市"), ("在线提交前", "在线提交"), ("会议前", "会议"),
        ("before approval", "approval"), ("prior to the hearing", "hearing"),
    ],
)  # fmt: skip
def test_before_an_event(text: str, event: str) -> None:
    assert read(text).values == {"event": event}


@pytest.mark.parametrize(
    ("text", "rule", "occurrence"),
    [
        ("每季度最后一月", "FREQ=YEARLY;BYMONTH=3,6,9,12", None),
        ("每季度最后一月（3/6/9/12 月）", "FREQ=YEARLY;BYMONTH=3,6,9,12", None),
        ("每季度最后一月内", "FREQ=YEARLY;BYMONTH=3,6,9,12", "window"),
        ("last month of every quarter", "FREQ=YEARLY;BYMONTH=3,6,9,12", None),
        ("每月底", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
        ("每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1", "last-day"),
        ("by the end of every month", "FREQ=MONTHLY;BYMONTHDAY=-1", "last-day"),
        ("每季度末", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", None),
        ("每年年底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "last-day"),
        ("每月10日前", "FREQ=MONTHLY;BYMONTHDAY=10", "last-day"),
        ("每年3月", "FREQ=YEARLY;BYMONTH=3", None),
        ("每年3月、9月", "FREQ=YEARLY;BYMONTH=3,9", None),
        ("every March", "FREQ=YEARLY;BYMONTH=3", None),
        ("每周五", "FREQ=WEEKLY;BYDAY=FR", None),
        ("every Friday", "FREQ=WEEKLY;BYDAY=FR", None),
        ("每个月", "FREQ=MONTHLY", None),
        ("每年一次", "FREQ=YEARLY", None),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3", None),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=10", "FREQ=MONTHLY;BYMONTHDAY=10", None),
    ],
)
def test_what_comes_again(text: str, rule: str, occurrence: str | None) -> None:
    values = {"every": rule} | ({"occurrence": occurrence} if occurrence else {})
    assert read(text).values == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5月13日前", {"end": "2021-05-13"}),
        ("受理截止日期为 10 月 20日", {"end": "2021-10-20"}),
        ("今年 5 月 31 日前", {"end": "2021-05-31"}),
        ("3月9日", {"on": "2022-03-09"}),
        ("8 月初", {"on": "2021-08"}),
        ("二季度", {"on": "2021-Q2"}),
        ("上半年", {"start": "2021-01", "end": "2021-06"}),
        ("7月1日至31日", {"start": "2021-07-01", "end": "2021-07-31"}),
        ("4 月 20 日至 4 月 26 日", {"start": "2021-04-20", "end": "2021-04-26"}),
        ("4.10-4.16", {"start": "2021-04-10", "end": "2021-04-16"}),
        ("12月30日至1月5日", {"start": "2021-12-30", "end": "2022-01-05"}),
        ("15 to 31 July", {"start": "2021-07-15", "end": "2021-07-31"}),
    ],
)
def test_a_year_that_is_not_written_is_named_as_such(text: str, values: dict[str, str]) -> None:
    when = read(text)
    assert (when.values, when.inferred) == (values, frozenset(values))
    assert refused(text, WITHOUT_PERIOD).code == "DGT101"


def test_only_the_end_of_a_range_from_publication_lacks_its_year() -> None:
    when = read("自发布之日起至5月14日")
    assert when.values == {"start": "published", "end": "2021-05-14"}
    assert when.inferred == {"end"}
    assert read("自4月15日起10个工作日").inferred == {"from"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("公示期自 7月1日 起至 31 日 止。", {"start": "7月1日", "end": "31 日"}),
        ("2021-04-15 至 04-28（10 个工作日）",
         {"start": "2021-04-15", "end": "04-28", "length": "10 个工作日"}),
        ("请于 2021-04-30 前", {"end": "2021-04-30"}),
        ("自 本通知 发布之日 起 一个月 内", {"within": "一个月", "from": "本通知 发布"}),
        ("收到发文后30日内", {"within": "30日", "from": "收到发文", "event": "收到发文"}),
        ("每月底前", {"every": "每月底", "occurrence": "前"}),
        ("延期至2021-05-14", {"status": "延期", "end": "2021-05-14"}),
        ("2021-\u200b04-30 前\u200b", {"end": "2021-\u200b04-30"}),
    ],
)  # fmt: skip
def test_each_value_has_the_part_that_says_it(text: str, parts: dict[str, str]) -> None:
    assert said(text) == parts


@pytest.mark.parametrize(
    ("text", "code", "help_", "part"),
    [
        ("2021-04-31 前", "DGT102", "help", "2021-04-31"),
        ("2021-13-01 至 2021-12-01", "DGT102", "help", "2021-13-01"),
        ("2021-06-01 至 06-31", "DGT102", "help", "06-31"),
        ("2021年4月1日至31日", "DGT102", "help", "31日"),
        ("2021年5季度", "DGT102", "help", "2021年5季度"),
        ("2021-04-30 25:00 前", "DGT103", "help", "25:00"),
        ("2021-07-31 至 2021-07-01", "DGT104", "help", "2021-07-31 至 2021-07-01"),
        ("2021年7月31日至1日", "DGT104", "help", "2021年7月31日至1日"),
        ("05/03/2021", "DGT101", "help_two", "05/03/2021"),
        ("05/03/2021 前", "DGT101", "help_two", "05/03/2021"),
        ("05/03/2021 至 06/03/2021", "DGT101", "help_two", "05/03/2021"),
        ("14/05/2021", "DGT101", "help", "14/05/2021"),
        ("7/1-7/31", "DGT101", "help_year", "7/1"),
        ("截至 04-30", "DGT101", "help_year", "04-30"),
        ("21-04-30", "DGT101", "help_form", "21-04-30"),
        ("自2021年4月起10个工作日", "DGT107", "help", "2021年4月"),
        ("0日内", "DGT105", "help_count", "0日内"),
        ("15日", "DGT110", "help_day", "15日"),
        ("近期", "DGT110", "help_tba", "近期"),
        ("长期有效", "DGT110", "help_tba", "长期有效"),
        ("年底前", "DGT110", "help_whole", "年底前"),
        ("日前", "DGT110", "help", "日前"),
        ("批准后", "DGT110", "help_tba", "批准后"),
        ("不少于30日", "DGT110", "help", "不少于30日"),
        ("发布前", "DGT110", "help", "发布前"),
        (" \u3000 ", "DGT110", "help", ""),
        ("2021-04-30 前寄送", "DGT111", "help", "寄送"),
        ("请于2021-04-30前将材料报送市局", "DGT111", "help", "将材料报送市局"),
        ("材料于 2021-04-30 前", "DGT111", "help", "材料"),
        ("3 月 30 日受理", "DGT111", "help", "受理"),
        ("原则上每月", "DGT111", "help", "原则上"),
        ("2021-04-30 前；材料寄送", "DGT111", "help", "材料寄送"),
        ("2021-04-13 前（详见附件）", "DGT111", "help", "（详见附件）"),
        ("自发布之日起施行", "DGT111", "help", "施行"),
        ("自发布之日起30日后", "DGT111", "help", "后"),
        ("每季度最后一月（3/6/9 月）", "DGT111", "help", "（3/6/9 月）"),
        ("每年3月1日至31日", "DGT111", "help", "至31日"),
        ("次年1月5日", "DGT111", "help", "次年"),
        ("2021-04-30 前、2021-05-07 前", "DGT112", "help", "2021-05-07 前"),
        ("\u200b2021-04-30 前寄\u200b送", "DGT111", "help", "寄\u200b送"),
    ],
)
def test_what_is_not_understood_is_underlined(text: str, code: str, help_: str, part: str) -> None:
    error = refused(text)
    assert (error.code, error.help, text[error.start : error.end]) == (code, help_, part)
    assert error.help in catalogue()[code].helps


def test_nothing_is_taken_for_an_event_that_holds_a_time_or_a_sentence() -> None:
    for text in ("整改时限为自复核后5日内", "三天前", "本月前", "下班前", "批准，公示后5日内",
                 "before noon", "申请材料于批准前"):  # fmt: skip
        assert refused(text).code in {"DGT110", "DGT111", "DGT112"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2021-04-30 前；逾期不受理", {"end": "2021-04-30", "late": "逾期不受理"}),
        ("2021-04-13 前（公休日除外）", {"end": "2021-04-13", "except": "公休日除外"}),
        (
            "2021-05-21 至 28 日（公休日除外）（逾期不予受理）",
            {
                "start": "2021-05-21", "end": "2021-05-28",
                "except": "公休日除外", "late": "逾期不予受理",
            },
        ),
        ("发布后 10 个工作日（节假日除外）", {"within": "10 working days", "from": "published",
                                   "except": "节假日除外"}),
    ],
)  # fmt: skip
def test_a_remark_behind_the_time_has_a_field_of_its_own(text: str, said: dict[str, str]) -> None:
    when = read_when(text, WhenContext("Asia/Shanghai", lambda _name: None))
    assert when.values == said
    for name in ("late", "except"):
        if name in said:
            assert text[slice(*when.parts[name])] == said[name]


@pytest.mark.parametrize(
    "text",
    ["2021年6月前", "before June 2021", "2022年前", "2021年5月中旬前", "2021年5月初前",
     "by mid-May 2021", "2021年上半年前", "2021年三季度前"],
)  # fmt: skip
def test_before_a_month_is_no_day(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_when(text, WhenContext("Asia/Shanghai", lambda _name: None))
    assert (caught.value.code, caught.value.help) == ("DGT110", "help_before")


@pytest.mark.parametrize("text", ["2021年5月底前", "by the end of May 2021", "截至2021年5月"])
def test_the_end_of_a_month_is_one(text: str) -> None:
    when = read_when(text, WhenContext("Asia/Shanghai", lambda _name: None))
    assert when.values["end"] == "2021-05"
