"""Attachments cited and not listed, listed and not cited, numbered wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.test_contacts import slips


def listing(*items: str) -> str:
    lines = "\n".join(item if item.startswith(" ") else f"- {item}" for item in items)
    return f"\n:::{{attachments}}\n{lines}\n:::\n"


TWO = listing("附件 1：申报指南", "附件 2：申报书")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("照指南（附件 1）填申报书（附件 3）。", "附件 3"),
        ("照附件1、附件2和附件5办理。", "附件1、附件2和附件5"),
        ("照附件一、二、三办理。", "附件一、二、三"),
        ("照附件 1 至 3 办理。", "附件 1 至 3"),
        ("附件 1、2 以外，另填本通知附件 4。", "附件 4"),
        ("申报书详见附件 1、3。", "附件 1、3"),
        ("按附件 1 和附件 2-3 填写。", "附件 1 和附件 2-3"),
    ],
)
def test_a_cited_attachment_is_not_listed(tmp_path: Path, text: str, cited: str) -> None:
    lists = listing("附件 1：申报指南", "附件 2：申报书", "  - 附件 2-1：样表")
    expected = [f"DGT383 1:{text.index(cited) + 1} {cited}"]
    found = slips(tmp_path, f"{text}\n{lists}")
    assert [line for line in found if line.startswith("DGT383")] == expected


def test_each_missing_one_is_told_once(tmp_path: Path) -> None:
    text = "照附件 1、附件 2 填附件 3，再附附件 4。\n\n附件 3 盖章。\n"
    assert slips(tmp_path, text + TWO) == [
        "DGT383 1:13 附件 3",
        "DGT383 1:20 附件 4",
    ]


@pytest.mark.parametrize("text", ["详情见附件。", "材料按附件所列准备。", "填写附件 1 后报送。"])
def test_no_attachment_is_listed_at_all(tmp_path: Path, text: str) -> None:
    (found,) = slips(tmp_path, text + "\n")
    assert found.startswith("DGT383 1:")
    assert slips(tmp_path, text + "\n" + listing("申报指南（随文）")) == []


def test_the_fields_of_a_deadline_cite_too(tmp_path: Path) -> None:
    deadline = ":::{deadline} 报送\n:end: 2021-04-30\n:materials: 汇总表（附件 2）\n:::\n"
    assert slips(tmp_path, deadline) == ["DGT383 3:17 附件 2"]
    assert slips(tmp_path, deadline + listing("指南", "汇总表")) == []


def test_it_cites_in_restructuredtext(tmp_path: Path) -> None:
    text = "照附件 3 办理。\n\n.. attachments::\n\n   - 附件 1：申报指南\n"
    assert slips(tmp_path, text, suffix=".rst") == ["DGT383 1:2 附件 3"]
    text = "照\n{}附件 3 办理。\n\n.. attachments::\n\n   - 附件 1：申报指南\n"
    assert slips(tmp_path, text.format(":docnum:`国办发〔2021〕1号` "), suffix=".rst") == []


@pytest.mark.parametrize(
    "text",
    [
        "条件见《示例办法》附件 3。",
        "条件见《示例办法》（国办发〔2021〕1号）附件 3。",
        "条件见{docnum}`国办发〔2021〕1号`附件 3。",
        "条件见国办发〔2021〕1号文附件 3。",
        "条件见该通知的附件 3。",
        "《附件 9 填写说明》照旧。",
        "原文说的“附件 9”是误写。",
        "交附件 3 份。",
        "报送附件 5 个工作日内完成。",
        "请上传附件，附件一律盖章，附件一式两份。",
        "附件大小不超过 20 MB。",
        "见[附件 3](https://www.example.org/3.doc)。",
        "见`附件 3`。",
    ],
)
def test_what_is_no_citation_of_its_own(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, f"{text}\n{TWO}") == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("照附件 3 办理。", ["附件一：甲", "附件二：乙", "附件三：丙"]),
        ("照附件 2 办理。", ["甲", "乙"]),
        ("照附件1-2 办理。", ["附件 1：甲", "  - 附件 1-1：乙", "  - 附件 1-2：丙"]),
        ("照附件 1-3 办理。", ["附件 1：甲", "附件 2：乙", "附件 3：丙"]),
        ("照附件 1-3 办理。", ["附件 1：甲"]),
        ("照附件 1 办理。", ["附件：甲"]),
        ("见附件。", ["附表：甲"]),
    ],
)
def test_a_cited_attachment_is_listed(tmp_path: Path, text: str, items: list[str]) -> None:
    found = slips(tmp_path, f"{text}\n{listing(*items)}")
    assert [line for line in found if line.startswith("DGT383")] == []


def test_the_text_holds_the_attachment_itself(tmp_path: Path) -> None:
    assert slips(tmp_path, "名单见附件 1。\n\n附件 1\n\n甲单位、乙单位。\n") == []
    assert slips(tmp_path, "名单见附件 1。\n\n附件 1：甲单位名单\n") == []


def test_a_link_in_the_text_leads_to_it(tmp_path: Path) -> None:
    link = "下载[附件 2 申报书](https://www.example.org/2.doc)。"
    assert slips(tmp_path, f"填写附件 2。{link}\n") == []
    assert slips(tmp_path, f"填写附件 3。{link}\n") == ["DGT383 1:3 附件 3"]
    assert slips(tmp_path, "详见附件。下载[附件](https://www.example.org/2.doc)。\n") == []


def test_one_is_listed_and_not_cited(tmp_path: Path) -> None:
    assert slips(tmp_path, f"申报书（附件 2）盖章。\n{TWO}") == []
    assert slips(tmp_path, f"申报书（附件 2）、附件 3 盖章。\n{TWO}") == [
        "DGT383 1:11 附件 3", "DGT384 4:3 附件 1：申报指南"
    ]  # fmt: skip
    four = listing("附件 1：甲", "附件 2：乙", "附件 3：丙", "附件 4：丁")
    assert slips(tmp_path, f"填附件 1 和附件 2。\n{four}") == []  # a summary
    nested = listing("附件 1：甲", "  - 附件 1-1：乙", "附件 2：丙", "附件 3：丁")
    assert slips(tmp_path, f"填附件 1 和附件 2。\n{nested}") == ["DGT384 7:3 附件 3：丁"]
    assert slips(tmp_path, f"填附件 1-1 和附件 2、3。\n{nested}") == []


def test_nothing_is_said_where_none_is_cited_by_number(tmp_path: Path) -> None:
    assert slips(tmp_path, f"申报书见附件。\n{TWO}") == []
    assert slips(tmp_path, f"照指南填申报书。\n{TWO}") == []


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["附件 1：甲", "附件 3：乙"], ["DGT385 3:3 附件 3：乙"]),
        (["附件一：甲", "附件四：乙"], ["DGT385 3:3 附件四：乙"]),
        (["附件 1：甲", "附件 1：乙"], ["DGT385 3:3 附件 1：乙"]),
        (["附件 1：甲", "  - 附件 1-1：乙", "  - 附件 1-3：丙"], ["DGT385 4:5 附件 1-3：丙"]),
        (["附件 1：甲", "附件 2：乙", "  - 附件 2-1：丙", "附件 3：丁"], []),
        (["附件 2：甲", "附件 3：乙"], []),
        (["附件：甲", "附件：乙"], []),
        (["附件 1：甲", "  - 附件 1-1：乙", "附件 2：丙", "  - 附件 2-1：丁"], []),
    ],
)
def test_the_numbers_skip_or_repeat(tmp_path: Path, items: list[str], expected: list[str]) -> None:
    found = slips(tmp_path, listing(*items)[1:])
    assert found == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["附件：1: 申报指南"], ["DGT386 2:3 附件：1: 申报指南"]),
        (["2：申报书.doc"], ["DGT386 2:3 2：申报书.doc"]),
        (["《年鉴》篇目设计?"], ["DGT386 2:3 《年鉴》篇目设计?"]),
        (["如何填报?", "填报指南？", "3:1 配比说明", "2021：全年安排"], []),
    ],
)
def test_signs_that_are_no_part_of_a_title(
    tmp_path: Path, items: list[str], expected: list[str]
) -> None:
    assert slips(tmp_path, listing(*items)[1:]) == expected


@pytest.mark.parametrize(
    ("cited", "title"),
    [
        ("示例市科协重点决策咨询课题推荐表", "示例市科协决策咨询课题推荐表"),
        ("示例市产业集聚区认定管理办法", "示例市产业集聚区认定和管理办法（试行）.pdf"),
    ],
)
def test_an_attachment_is_named_otherwise(tmp_path: Path, cited: str, title: str) -> None:
    text = f"照《{cited}》办理，《{cited}》另附。\n{listing(title)}"
    assert slips(tmp_path, text) == [f"DGT387 1:3 {cited}"]


@pytest.mark.parametrize(
    ("cited", "title"),
    [
        ("示例市科协决策咨询课题推荐表", "示例市科协决策咨询课题推荐表.doc"),
        ("示例市科协决策咨询课题推荐表", "示例市科协决策咨询课题推荐表填写说明"),
        ("示例市第一批产业集聚区名单公示", "示例市第二批产业集聚区名单公示"),
        ("示例市第一批产业集聚区名单公示", "示例市第十一批产业集聚区名单公示"),
        ("示例市企业技术中心申报书", "示例市园区技术中心申报书"),
        ("示例市技术中心申报书", "示例市非技术中心申报书"),
        ("申报推荐表", "申报单位推荐表"),
    ],
)
def test_another_document_has_another_name(tmp_path: Path, cited: str, title: str) -> None:
    assert slips(tmp_path, f"照《{cited}》办理。\n{listing(title)}") == []


def test_numbers_are_written_in_two_ways(tmp_path: Path) -> None:
    chinese = listing("附件一：甲", "附件二：乙")
    assert slips(tmp_path, f"照附件 2 填附件一，再填附件 2。\n{chinese}") == ["DGT388 1:2 附件 2"]
    assert slips(tmp_path, f"照附件一、二办理。\n{chinese}") == []
    assert slips(tmp_path, f"照附件一办理，填附件2。\n{TWO}") == ["DGT388 1:2 附件一"]
    assert slips(tmp_path, f"照《示例办法》附件 1 填附件一、二。\n{chinese}") == []


@pytest.mark.parametrize("item", ["[申报书]（）", "[申报书\\]()", "附件 1：[申报书]（ ）"])
def test_an_item_with_an_empty_address_is_told(tmp_path: Path, item: str) -> None:
    (found,) = slips(tmp_path, f"照指南办理。\n{listing(item)}")
    assert found == f"DGT024 4:{item.index('[') + 3} {item[item.index('[') :]}"
