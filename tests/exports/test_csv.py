"""``notices.csv`` and ``deadlines.csv`` as spreadsheet programs and scripts read them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_digest.core.exported import safe_text
from sphinx_digest.core.exported.table import defused, restored, to_csv
from sphinx_digest.core.exported.words import OwnField
from sphinx_digest.core.exports.deadlines_csv import to_deadlines_csv
from sphinx_digest.core.exports.notices_csv import to_notices_csv
from tests.exports.data import (
    PAGE,
    contact,
    deadline,
    digest,
    hostile,
    hostile_digests,
    issue,
    notice,
    person,
)


def rows(text: str) -> list[dict[str, str]]:
    """Read a table as a script does, with the apostrophes taken off."""
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    read = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    return [{name: restored(cell) for name, cell in row.items()} for row in read]


def test_a_notice_is_a_row() -> None:
    one = notice(
        "n", "关于备案的通知", part_id="p", group="国家级", number="国知办函服字〔2021〕304号",
        issuers=["甲局", "乙局"], published="2021-04-01/2021-06-30", effective="published",
        topics=["商标"], extra={"owner": "kb", "weight": 3, "open": True},
        attachments=[{"title": "表.doc", "label": "附件 1", "embedded": False}],
        deadlines=[deadline("d", "填报", end="2021-05-01")], status="withdrawn",
    )  # fmt: skip
    own = {"owner": OwnField("责任部门", {"kb": "知产部"})}
    (row,) = rows(to_notices_csv(digest(issue(158, one, published="2021-04-16")), own=own))
    assert {name: cell for name, cell in row.items() if cell} == {
        "期号": "158", "本期日期": "2021-04-16", "篇": "知识产权信息篇", "分组": "国家级",
        "编号": "n", "标题": "关于备案的通知", "文种": "通知",
        "文号": "国知办函服字〔2021〕304号", "发文机关": "甲局；乙局",
        "发布日期": "2021 年第二季度", "施行日期": "发布之日", "主题": "商标",
        "附件": "附件 1：表.doc", "截止数": "1", "现状": "已撤回", "网页": f"{PAGE}#n",
        "责任部门": "知产部", "weight": "3", "open": "是",
    }  # fmt: skip


def test_a_deadline_is_a_row() -> None:
    held = contact(persons=[person("张某", {"number": "+861055500101", "extension": "12"})])
    due = deadline(
        "d", "征求意见", kind="comments", within="1 month", nominal_end="2021-05-15",
        rolled_end="2021-05-17", due="2021-05-15", precision="day", status="extended",
        counted={"rule": "months", "anchor": "2021-04-15", "state": "computed"}, contacts=[held],
        **{"from": "published", "for": "各界"},
    )  # fmt: skip
    every = deadline("e", "报数据", every="FREQ=MONTHLY;INTERVAL=3", occurrence="last-day")
    given = digest(issue(158, notice("n", "通知", deadlines=[due, every])))
    first, second = rows(to_deadlines_csv(given))
    assert {name: cell for name, cell in first.items() if cell} == {
        "期号": "158", "最迟": "2021-05-15", "要办的事": "征求意见",
        "时间": "2021-05-15 止（推算，顺延到 2021-05-17）（已延期）", "公文": "通知",
        "发文机关": "甲局", "事项": "征求意见", "期限": "1 个月", "数到": "2021-05-15",
        "顺延到": "2021-05-17", "状态": "已延期", "对象": "各界",
        "联系人": "张某 010-5550 0101 转 12", "网页": f"{PAGE}#d", "编号": "d",
    }  # fmt: skip
    assert (second["重复"], second["重复方式"]) == ("每季度", "截至最后一日")


def test_english_heads() -> None:
    given = digest(
        issue(1, notice("n", deadlines=[deadline("d", "x", on="2021-08")])), language="en"
    )
    assert {"Issue", "Number", "Issued by", "Page"} & rows(to_notices_csv(given))[0].keys()
    assert rows(to_deadlines_csv(given))[0]["When"] == "2021-08"


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("=1+1", "'=1+1"), ("+44 20", "'+44 20"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"),
        ("\ra", "'\ra"), (" =1", "' =1"), ("＝1", "'＝1"), ("'=1", "''=1"), ("'a", "'a"),
        ("2021-04-30", "2021-04-30"), ("010-5550 0101", "010-5550 0101"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_program_takes_for_a_formula(written: str, cell: str) -> None:
    assert defused(written) == cell
    assert restored(cell) == written


@given(st.one_of(st.text(), hostile, st.text("'=+-@\t\r\n \ufeff＝a", max_size=6)))
def test_defusing_can_be_undone(text: str) -> None:
    cell = defused(text)
    assert restored(cell) == text
    assert cell.lstrip("\ufeff \u3000")[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@given(st.lists(st.lists(hostile, min_size=2, max_size=2), max_size=4))
def test_a_table_is_read_as_it_was_written(cells: list[list[str]]) -> None:
    text = to_csv(["a", "b"], cells)
    text.encode()
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert [[restored(cell) for cell in row] for row in read[1:]] == [
        [safe_text(cell) for cell in row] for row in cells
    ]


@settings(max_examples=60, deadline=None)
@given(hostile_digests())
def test_no_text_breaks_a_table(given: dict[str, Any]) -> None:
    for text, count in ((to_notices_csv(given), 2), (to_deadlines_csv(given), 1)):
        read = rows(text)
        assert len(read) == count
        assert all(None not in row for row in read)
    assert rows(to_notices_csv(given))[0]["标题"] == safe_text(
        given["issues"][0]["notices"][0]["title"]
    )
