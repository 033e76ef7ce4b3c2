"""Numbering typed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.written import findings, mended, message, slips


def headings(*titles: str, suffix: str = ".md") -> str:
    if suffix == ".md":
        return "".join(f"### {title}\n\n甲。\n\n" for title in titles)
    return "".join(f"{title}\n{'~' * 2 * len(title)}\n\n甲。\n\n" for title in titles)


@pytest.mark.parametrize(
    ("titles", "number", "last", "mend"),
    [
        (("一、甲", "二、乙", "四、丙"), "9:5 四", "二", "三"),
        (("（一）甲", "（一）乙"), "5:6 一", "一", "二"),
        (("(1) 甲", "(3) 乙"), "5:6 3", "1", "2"),
        (("1. 甲", "2. 乙", "2. 丙"), "9:5 2", "2", "3"),
        (("1、甲", "2、乙", "1、丙"), "9:5 1", "2", "3"),
        (("第一章 甲", "第三章 乙"), "5:6 三", "一", "二"),
        (("十、甲", "十二、乙"), "5:5 十二", "十", "十一"),
        (("二十、甲", "二十、乙"), "5:5 二十", "二十", "二十一"),
        (("**一、甲**", "**三、乙**"), "5:7 三", "一", "二"),
    ],
)
def test_numbers_that_skip_or_repeat(
    tmp_path: Path, titles: tuple[str, ...], number: str, last: str, mend: str
) -> None:
    text = headings(*titles)
    assert slips(tmp_path, "DGT351", text) == [number]
    found = findings(tmp_path, "DGT351", text)[0]
    assert (found.values["last"], found.values["mend"]) == (last, mend)
    assert found.related[0].message in titles
    assert found.fixes == ()


def test_numbers_of_headings_in_restructuredtext(tmp_path: Path) -> None:
    text = headings("一、甲", "三、乙", suffix=".rst")
    assert slips(tmp_path, "DGT351", text, ".rst") == ["6:1 三"]


@pytest.mark.parametrize(
    "titles",
    [
        ("一、甲", "二、乙", "三、丙"),
        ("三、甲", "四、乙"),  # an excerpt
        ("一、甲", "附件", "一、乙"),  # another document
        ("一、甲", "二、乙", "1. 丙", "2. 丁"),
        ("2021 年计划", "2023 年计划"),
        ("1.1 甲", "1.3 乙"),
        ("第一条 甲", "第七条 乙"),
        ("一季度", "三季度"),
    ],
)
def test_numbers_in_order_and_what_is_no_number(tmp_path: Path, titles: tuple[str, ...]) -> None:
    assert slips(tmp_path, "DGT351", headings(*titles)) == []


def test_each_parent_has_its_own_numbers(tmp_path: Path) -> None:
    text = "### 一、甲\n\n#### （一）子\n\n#### （二）丑\n\n### 二、乙\n\n#### （一）寅\n"
    assert slips(tmp_path, "DGT351", text) == []


def notices(*titles: str, short: bool = False) -> str:
    head = "# 示例周报\n\n:::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n:::\n\n"
    facts = ":type: 通知\n:issuer: 示例局\n:published: 2021-04-12\n"
    for place, title in enumerate(titles):
        opening = f":::{{notice}} {title}\n" if short else f"## {title}\n\n:::{{notice}}\n"
        head += f"{opening}:id: example-{place}\n{facts}:::\n\n"
    return head


@pytest.mark.parametrize("short", [False, True])
def test_titles_of_notices_that_restart(tmp_path: Path, short: bool) -> None:
    text = notices("1. 关于甲的通知", "2. 关于乙的通知", "2. 关于丙的通知", short=short)
    found = findings(tmp_path, "DGT351", text)
    assert [message(one) for one in found] == ["序号“2”重复了，前一个是“2”，应为“3”。"]
    assert (
        slips(tmp_path, "DGT351", notices("1. 关于甲的通知", "2. 关于乙的通知", short=short)) == []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n\n二、乙\n\n四、丙", ["5:1 四"]),
        ("**一、甲**\n\n乙\n\n**三、丙**", ["5:3 三"]),
        ("一、甲\n二、乙\n二、丙", ["3:1 二"]),
        ("一、甲\n\n（一）子\n\n（二）丑\n\n二、乙\n\n（一）寅\n\n三、丙", []),
        ("1、甲\n\n1、子\n\n2、丑\n\n3、寅\n\n2、乙\n\n3、丙", []),  # lists within a list
        ("一、甲\n\n[二、乙](https://www.example.org/)\n\n三、丙", []),
        ("一、甲\n\n> 二、乙\n\n三、丙", []),
        ("一、甲\n\n二、乙\n\n申报指南\n\n一、丙\n\n二、丁", []),
        ("1. 甲\n2. 乙\n2. 丙", ["3:1 2"]),
        ("1. 甲\n2. 乙\n\n4. 丙\n5. 丁", ["4:1 4"]),
        ("1. 甲\n1. 乙\n1. 丙", []),  # counting is left to the markup
        ("1. 甲\n\n说明\n\n4. 丙", []),  # another list, from 4 on
        ("```\n1. 甲\n4. 乙\n```", []),
        ("一、甲\n\n三、乙\n\n三、丙", ["3:1 三"]),
        ("第一条 甲\n\n第七条 乙", []),
    ],
)
def test_numbers_of_paragraphs(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert slips(tmp_path, "DGT351", text + "\n") == expected
    assert {one.severity for one in findings(tmp_path, "DGT351", text + "\n")} <= {"info"}


def test_a_heading_without_a_space(tmp_path: Path) -> None:
    assert slips(tmp_path, "DGT359", "甲\n\n####关于乙\n") == ["3:1 ####"]
    assert mended(tmp_path, "DGT359", "###关于乙\n") == "### 关于乙\n"
    for text in ("#专利#话题", "#1 甲", "```\n#甲\n```", "    #甲"):
        assert slips(tmp_path, "DGT359", f"乙\n\n{text}\n") == []


def test_right_after_a_wrong_heading_is_not_accused(tmp_path: Path) -> None:
    text = "### 一、甲\n\n### 三、乙\n\n### 三、丙\n"
    assert slips(tmp_path, "DGT351", text) == ["3:5 三"]
