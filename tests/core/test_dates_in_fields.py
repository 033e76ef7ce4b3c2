"""What a field takes besides ISO: years from the issue, vague words, and mends that are sure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.check import read_source
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Block, Diagnostic, Document, Field, Record, Span, Text
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.times.inferred_years import year_rule
from sphinx_digest.core.values import Customs, ReadValue, read_names, read_value

PERIOD = "2021-04-10/2021-04-16"
SETTINGS = Settings("/nowhere")
SCHEMAS = load_schemas(SETTINGS)[0]


def document(due: str, published: str = "2021-04-12", period: str = PERIOD) -> Document:
    head = f":::{{issue}}\n:number: 1\n:period: {period}\n:::\n"
    text = (
        f"# 示例周报\n\n{head}\n## 甲通知\n\n:::{{notice}}\n:type: 通知\n:issuer: 示例局\n"
        f":published: {published}\n:::\n\n:::{{deadline}} 办理\n{due}\n:::\n"
    )
    return read_source("a.md", "a", SETTINGS, SCHEMAS, {"a.md": text})[1]


def deadline(due: str, period: str = PERIOD) -> tuple[Record, list[str]]:
    read = document(due, period=period)
    codes = [found.code for found in read.diagnostics if found.code < "DGT300"]
    return read.notices[0].deadlines[0], codes


@pytest.mark.parametrize(
    ("name", "written", "value", "shown"),
    [
        ("end", "4 月 30 日", "2021-04-30", "2021-04-30"),
        ("end", "３月１０日", "2021-03-10", "2021-03-10"),
        ("end", "2月5日", "2022-02-05", "2022-02-05"),
        ("on", "四月二十三日", "2021-04-23", "2021-04-23"),
        ("end", "4月30日下午5点", "2021-04-30T17:00:00+08:00", "2021-04-30T17:00"),
        ("end", "4月30日24:00", "2021-04-30", "2021-04-30"),
        ("on", "8月", "2021-08", "2021-08"),
        ("on", "二季度", "2021-Q2", "2021-Q2"),
        ("on", "第一季度", "2021-Q1", "2021-Q1"),
    ],
)
def test_a_year_comes_from_the_issue_and_says_so(
    name: str, written: str, value: str, shown: str
) -> None:
    read = document(f":{name}: {written}")
    record = read.notices[0].deadlines[0]
    assert (record.values[name], set(record.inferred)) == (value, {name})
    (finding,) = (found for found in read.diagnostics if found.code == "DGT109")
    assert message_of(finding, "zh") == f"“{written}”没写年份，按本期读作 {shown}。"
    assert help_of(finding, "zh") == f"写成 {shown} 就不用推。"
    assert [(fix.place, fix.text) for fix in finding.fixes] == [(finding.place, shown)]
    span = finding.place.span
    assert (span.column, span.end_column) == (len(name) + 4, len(name) + 4 + len(written))
    assert deadline(f":{name}: {shown}")[0].values[name] == value


def test_a_notice_lies_behind_what_is_due_lies_ahead() -> None:
    read = document(":start: 1 月 5 日\n:end: 1月5日", "12月31日", "2021-01-02/2021-01-08")
    notice = read.notices[0].record
    assert (notice.values["published"], set(notice.inferred)) == ("2020-12-31", {"published"})
    due = read.notices[0].deadlines[0]
    assert (due.values["start"], due.values["end"]) == ("2021-01-05", "2021-01-05")
    assert due.inferred == {"start", "end"}


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        ("published", date(2021, 4, 23), date(2020, 4, 24)),
        ("dated", date(2021, 4, 23), date(2020, 4, 24)),
        ("end", date(2022, 3, 9), date(2021, 3, 10)),
        ("from", date(2022, 3, 9), date(2021, 3, 10)),
        ("start", date(2022, 1, 7), date(2021, 1, 8)),
        ("effective", date(2022, 1, 7), date(2021, 1, 8)),
    ],
)
def test_each_day_of_a_year_has_its_place(name: str, last: date, first: date) -> None:
    rule = year_rule(name, PERIOD)
    assert rule is not None
    day = first
    while day <= last:
        assert rule(day.month, day.day) == day.year
        day += timedelta(1)
    assert rule(2, 29) == (2020 if name in {"published", "dated"} else None)
    assert year_rule(name, None) is None
    assert year_rule("signed", PERIOD) is None


def test_without_a_period_the_year_is_asked_for() -> None:
    read = document(":end: 4 月 30 日", period="近期")
    (finding,) = (found for found in read.diagnostics if found.place.span.line > 6)
    assert (finding.code, finding.help, finding.fixes) == ("DGT101", "help_year", ())


def test_issue_and_part_state_their_years() -> None:
    read = document(":end: 2021-04-30", period="4月10日至16日")
    assert [found.code for found in read.diagnostics] == ["DGT108"]


def test_words_beside_a_day_are_still_asked_for_elsewhere() -> None:
    read = document(":end: 4 月 30 日前")
    (finding,) = read.diagnostics
    assert help_of(finding, "zh") == "写成 2021-04-30；原文的说法写进 :text:。"
    assert not finding.fixes


@pytest.mark.parametrize(
    ("due", "values", "codes"),
    [
        (":on: 2021 年 8 月初", {"on": "2021-08", "text": "2021 年 8 月初"}, []),
        (":on: 8 月初", {"on": "2021-08", "text": "8 月初"}, ["DGT109"]),
        (":on: 4月中下旬", {"on": "2021-04", "text": "4月中下旬"}, ["DGT109"]),
        (":end: 2021年底", {"end": "2021", "text": "2021年底"}, []),
        (":on: 8 月底\n:text: 八月", {"on": "2021-08", "text": "八月"}, ["DGT109"]),
        (
            ":start: 2021年5月上旬\n:end: 2021年6月底",
            {"start": "2021-05", "end": "2021-06", "text": "2021年5月上旬至2021年6月底"},
            [],
        ),
        (":on: 2021年第二季度", {"on": "2021-Q2"}, []),
    ],
)
def test_what_is_vague_keeps_its_wording(
    due: str, values: dict[str, str], codes: list[str]
) -> None:
    record, found = deadline(due)
    assert (record.values, found) == (values, codes)


def test_a_year_put_to_vague_words_keeps_them() -> None:
    read = document(":on: 8 月初")
    (finding,) = read.diagnostics
    assert [fix.text for fix in finding.fixes] == ["2021年8 月初"]
    assert deadline(":on: 2021年8 月初")[1] == []


# Mends

WRONG = [
    ("notice", "published", "2021.4.30"), ("notice", "published", "20210430"),
    ("notice", "published", "2021年4月30"), ("notice", "published", "2021–04–30"),
    ("notice", "dated", "30 April 2021"), ("notice", "effective", "13/05/2021"),
    ("issue", "period", "2021.4.10/2021-04-16"), ("part", "signed", "2021-4-16"),
    ("deadline", "end", "2021-4-30"), ("notice", "type", "notificaton"),
    ("notice", "number", "示科发[2021]4"), ("notice", "number", "示科发2021年4号"),
    ("notice", "follows", "示科发〔2021〕1号；示科发2021-4号"),
    ("notice", "url", "https://www.example.org/a 1.html"),
    ("notice", "id", "Example_2021"), ("deadline", "contact", "Li；example-b"),
    ("issue", "number", "第一百五十八期"), ("notice", "issuer", "示例局、示例委员会"),
]  # fmt: skip


def value_of(kind: str, name: str, text: str) -> ReadValue:
    written = Field(Text(name, ((1, 2),)), Text(text, ((1, len(name) + 4),)))
    known = SCHEMAS.properties(kind)[name]
    return read_value(known, written, "a.md", Customs(period=PERIOD), takes_words=True)


def mended(text: str, column: int, finding: Diagnostic) -> str:
    (fix,) = finding.fixes
    start, end = fix.place.span.column - column, fix.place.span.end_column - column
    return text[:start] + fix.text + text[end:]


@pytest.mark.parametrize(("kind", "name", "text"), WRONG)
def test_a_sure_mend_is_read_without_finding(kind: str, name: str, text: str) -> None:
    found = [finding for finding in value_of(kind, name, text).diagnostics if finding.fixes]
    assert found or help_of(value_of(kind, name, text).diagnostics[0], "zh") is not None
    for finding in found:
        assert not value_of(kind, name, mended(text, len(name) + 4, finding)).diagnostics


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("notice", "published", "05/03/2021"), ("notice", "published", "2021-04-30前"),
        ("notice", "published", "2021-04-30 17:00"), ("notice", "type", "通告知"),
        ("notice", "published", "2021-04-31"), ("deadline", "end", "2021年4月30日前"),
        ("notice", "number", "无"), ("issue", "number", "甲"), ("notice", "id", "示例"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_left_to_the_editor(kind: str, name: str, text: str) -> None:
    (finding,) = value_of(kind, name, text).diagnostics
    assert not finding.fixes


FIELDS = st.sampled_from(
    [("notice", "published"), ("deadline", "end"), ("deadline", "from"), ("issue", "period"),
     ("notice", "number"), ("notice", "follows"), ("notice", "type"), ("notice", "url"),
     ("notice", "id"), ("issue", "number"), ("notice", "issuer")]
)  # fmt: skip
PIECES = st.sampled_from(
    [*"0123456789.-/年月日号〔〕[]（）；、 \u200b第期_aB", "2021", "2021.4.30", "20210430", "4月",
     "示科发", "示例局", "通告", "notice", "https://", "example.org", "一百", "至", "初", "17:00"]
)  # fmt: skip


@given(FIELDS, st.lists(PIECES, max_size=7).map("".join))
def test_every_mend_of_a_value_is_read_without_that_finding(
    field: tuple[str, str], text: str
) -> None:
    kind, name = field
    for finding in value_of(kind, name, text).diagnostics:
        if finding.fixes:
            again = mended(text, len(name) + 4, finding)
            left = [(found.code, found.place) for found in value_of(kind, name, again).diagnostics]
            assert (finding.code, finding.place) not in left


def test_names_without_a_sign_between_them_are_parted() -> None:
    def names(argument: str) -> tuple[list[str], list[Diagnostic]]:
        span = Span(1, 5, 1, 12)
        title = Text(argument, ((1, 15),))
        body = Text("", ((2, 1),))
        return read_names(
            Block("contact", title, (), body, span, span, 2, "a.md", 0, None, "", True)
        )

    (finding,) = names("张某 李样例")[1]
    assert names(mended("张某 李样例", 15, finding)) == (["张某", "李样例"], [])
