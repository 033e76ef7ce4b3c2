"""What readable ids are made of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.mends.readable_ids import LONGEST, LONGEST_BELOW, ReadableIds, free_id
from sphinx_digest.core.model import Derived, Record, Span
from sphinx_digest.core.settings import IssuerSettings, Settings

ISSUERS = (
    IssuerSettings("cnipa", "国家知识产权局办公室", ("国知局办公室",)),
    IssuerSettings("bjip", "北京市知识产权局"),
    IssuerSettings("3gpp", "第三代合作伙伴计划"),
    IssuerSettings("药监", "某省药品监督管理局"),
)
IDS = ReadableIds(Settings("/", issuers=ISSUERS))


def record(what: str, title: str = "", id_: str = "", **values: Any) -> Record:
    span = Span(1, 1, 1, 2)
    return Record(what, id_, title, values, {}, {}, 0, "a.md", span, written_id=False)


def notice(title: str, **values: Any) -> str | None:
    if isinstance(values.get("issuer"), str):
        values["issuer"] = [values["issuer"]]
    return IDS.of_notice(record("notice", title, **values))


@pytest.mark.parametrize(
    ("issuer", "number", "wanted"),
    [
        ("国家知识产权局办公室", "国知办函服字〔2021〕304号", "cnipa-2021-304"),
        ("国知局办公室", "国知办函服字〔2021〕304号", "cnipa-2021-304"),
        ("某市人民政府办公厅", "某政办发〔2021〕12号", "mzbf-2021-12"),
        ("某市科学技术局", "样科发字〔2021〕7号", "ykf-2021-7"),
        ("国家药品监督管理局", "2021年第27号", "gjypjdgl-2021-27"),
        ("国家药品监督管理局", "2021年第二十七号", "gjypjdgl-2021-27"),
        ("国家税务总局", "国家税务总局公告2018年第61号", "gjswzjgg-2018-61"),
        ("", "主席令第六十三号", "zxl-63"),
        ("第三代合作伙伴计划", "2021年第3号", "n-3gpp-2021-3"),
        ("某省药品监督管理局", "2021年第3号", "yj-2021-3"),
    ],
)
def test_a_number_stands_behind_its_issuer(issuer: str, number: str, wanted: str) -> None:
    assert notice("关于示例的通知", issuer=issuer, number=number) == wanted


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("关于开展2021年度北京市知识产权试点、示范单位申报工作的通知", "sfdw"),
        ("关于公开征求《示例省药品真实世界数据登记办法（征求意见稿）》意见的通知", "sjdj"),
        ("通知", "tz"),
        ("关于举办PCT培训班的通知", "pctpxb"),
        ("Notice on the call for pilot units of 2021", "pilot-units"),
        ("2021", "2021"),
    ],
)
def test_without_a_number_the_month_and_the_title_tell(title: str, words: str) -> None:
    told = notice(title, issuer="北京市知识产权局", published="2021-04-12")
    assert told == f"bjip-2021-04-{words}"


def test_what_is_not_known_is_left_out() -> None:
    title = "关于示范单位的通知"
    assert notice(title, issuer="北京市知识产权局", published="unknown") == "bjip-sfdw"
    assert notice(title, issuer="北京市知识产权局", published="2021-Q2") == "bjip-2021-q2-sfdw"
    assert notice(title, issuer="unknown", published="2021") == "n-2021-sfdw"
    assert notice(title, source="样例网", published="2021-04-12") == "ylw-2021-04-sfdw"
    dated = {"published": "unknown", "dated": "2021-03-01", "number": "unknown"}
    assert notice(title, issuer="北京市知识产权局", **dated) == "bjip-2021-03-sfdw"
    assert notice("……") is None


def test_a_part_is_told_by_its_title_and_its_issue() -> None:
    issue = record("issue", id_="issue-158", number=158)
    assert IDS.of_part(record("part", "知识产权信息篇"), issue) == "zscqxxp-158"
    assert IDS.of_part(record("part", "Patents"), issue) == "patents-158"
    unnumbered = record("issue", id_="spring")
    assert IDS.of_part(record("part", "知识产权信息篇"), unnumbered) == "zscqxxp-spring"


def test_what_belongs_to_a_notice_has_its_id_in_front() -> None:
    assert IDS.of_deadline("a-1", record("deadline", "网上填报", kind="filing")) == "a-1-filing"
    assert IDS.of_deadline("a-1", record("deadline", "提交试点方案")) == "a-1-tjsd"
    assert IDS.of_deadline("a-1", record("deadline")) == "a-1-date"
    named = record("contact", names=["曾示例", "李样例"], organization="示例局")
    assert IDS.of_contact("a-1", named) == "a-1-zengshili"
    assert IDS.of_contact("a-1", record("contact", names=["J. Doe"])) == "a-1-j-doe"
    office = {"organization": "北京市知识产权局", "role": "监督"}
    assert IDS.of_contact("a-1", record("contact", **office)) == "a-1-bjip"
    shared = Record(
        "contact", "", "", office, {}, {}, 0, "a.md", Span(1, 1, 1, 2), False,
        derived={"organization": Derived("issuer")},
    )  # fmt: skip
    assert IDS.of_contact("a-1", shared) == "a-1-jd"
    assert IDS.of_contact("a-1", record("contact", email=["a@example.org"])) == "a-1-contact"


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert free_id("a-1", ()) == "a-1"
    assert free_id("a-1", {"a-1"}) == "a-1-2"
    assert free_id("a-1", {"a-1", "a-1-2"}) == "a-1-3"


ANY = st.text(max_size=40)


@given(title=ANY, issuer=ANY, number=ANY, published=st.sampled_from(["2021-04-12", "unknown"]))
def test_every_id_is_one(title: str, issuer: str, number: str, published: str) -> None:
    told = notice(title, issuer=issuer, number=number, published=published)
    assert told is None or (RECORD_ID.fullmatch(told) and len(told) <= LONGEST)
    below = IDS.of_contact("a-1", record("contact", names=[issuer], organization=title))
    assert below is not None and RECORD_ID.fullmatch(below) and len(below) <= LONGEST_BELOW
    due = IDS.of_deadline("a-1", record("deadline", title))
    assert due is not None and RECORD_ID.fullmatch(due) and len(due) <= LONGEST_BELOW
