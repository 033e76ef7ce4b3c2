"""The first cell of a row of contacts: persons with their telephones and addresses."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.lists.contact_cells import read_persons
from sphinx_digest.core.lists.rows import read_rows
from sphinx_digest.core.messages import help_of
from sphinx_digest.core.model import Block, Span, Text
from sphinx_digest.core.telephones import read_telephones
from tests.core.test_rows import (
    NAMES,
    cells,
    listed,
    mended,
    one,
    read,
    told,
    underlined,
)

READ = [
    ("张某 010-5550 0101 转 6011 service@example.org | 公共服务司 | 联系人",
     {"": "张某", "phone": "010-5550 0101 转 6011", "email": "service@example.org",
      "organization": "公共服务司", "role": "联系人"}),
    ("张某、李样例 010-5550 0101；010-5550 0102",
     {"": "张某、李样例", "phone": "010-5550 0101；010-5550 0102"}),
    ("010-5550 0101", {"phone": "010-5550 0101"}),
    ("service@example.org", {"email": "service@example.org"}),
    ("张某 主任：010-55500101-232/231", {"": "张某 主任", "phone": "010-55500101-232/231"}),
    ("张某（主任）55500101 转 8502", {"": "张某（主任）", "phone": "55500101 转 8502"}),
    ("张某13800000000", {"": "张某", "phone": "13800000000"}),
    ("张某 （010）5550 0101，分机 12、13", {"": "张某", "phone": "（010）5550 0101，分机 12、13"}),
    ("张某 ０１０－５５５００１０１", {"": "张某", "phone": "０１０－５５５００１０１"}),
    ("Zhang San +44 20 7946 0000 ext. 12 a@example.org",
     {"": "Zhang San", "phone": "+44 20 7946 0000 ext. 12", "email": "a@example.org"}),
    ("电话：55500101 传真：55500102 邮箱：a@example.org",
     {"phone": "55500101", "fax": "55500102", "email": "a@example.org"}),
    ("（联系人：张某、李样例；联系电话：55500101 传真：55500102；地址：示例路 6 号 G 座 2 楼）",
     {"": "张某、李样例", "phone": "55500101", "fax": "55500102", "address": "示例路 6 号 G 座 2 楼"}),
    ("地址：北京市示例路 1 号，邮编：100000，电话：010-55500101",
     {"address": "北京市示例路 1 号，邮编：100000", "phone": "010-55500101"}),
    ("张某 55500102（传真） 13800000000", {"": "张某", "fax": "55500102", "phone": "13800000000"}),
    ("电话/传真：010-55500101", {"phone": "010-55500101", "fax": "010-55500101"}),
    ("QQ群：100000001；网址：https://www.example.org/a?b=c",
     {"qq": "100000001", "url": "https://www.example.org/a?b=c"}),
    ("示例局 12345 | url=https://www.example.org", {"organization": "示例局", "phone": "12345", "url": "https://www.example.org"}),
    ("service-office", {"": "service-office"}),
    ("office-12345 | 示例局", {"": "office-12345", "organization": "示例局"}),
    ("电话=010-55500101 | 示例局", {"电话": "010-55500101", "organization": "示例局"}),
    ("规划处 010-5550 0101", {"organization": "规划处", "phone": "010-5550 0101"}),
    ("规划处 张某 010-5550 0101 | | 主任",
     {"": "张某", "organization": "规划处", "phone": "010-5550 0101", "role": "主任"}),
    ("规划处：张某 010-5550 0101",
     {"": "张某", "organization": "规划处", "phone": "010-5550 0101"}),
    ("张某、李样例 规划处 010-5550 0101",
     {"": "张某、李样例", "organization": "规划处", "phone": "010-5550 0101"}),
    ("示例局 联系人：张某 55500101", {"": "张某", "organization": "示例局", "phone": "55500101"}),
    ("科技处李某 55500101", {"": "科技处李某", "phone": "55500101"}),
    ("张处长 55500101", {"": "张处长", "phone": "55500101"}),
    ("李科 55500101", {"": "李科", "phone": "55500101"}),
    ("联 系 人：贾某、王某 电 话：55500101", {"": "贾某、王某", "phone": "55500101"}),
    ("联系人=张某 55500101 | 示例局",
     {"": "张某", "phone": "55500101", "organization": "示例局"}),
    ("张某 5550 01 04", {"": "张某", "phone": "5550 01 04"}),
    ("张某 010-5550 010", {"": "张某", "phone": "010-5550 010"}),
    ("张某 zhang#example.org", {"": "张某", "email": "zhang#example.org"}),
    ("张某 zhang(at)example.org", {"": "张某", "email": "zhang(at)example.org"}),
    ("市质量处 张某", {"": "张某", "organization": "市质量处"}),
]  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), READ, ids=[row for row, _ in READ])
def test_a_row_says_who_and_how(row: str, expected: dict[str, str]) -> None:
    assert one("contacts", row) == expected


@pytest.mark.parametrize(
    ("row", "key", "values"),
    [
        ("55500101    55500102", "phone", ["55500101", "55500102"]),
        ("010-5550 0101 010-5550 0102", "phone", ["010-5550 0101", "010-5550 0102"]),
        ("13800000000/13800000001、55500101", "phone", ["13800000000", "13800000001", "55500101"]),
        ("（022）5550 0101 或 5550 0102", "phone", ["（022）5550 0101", "5550 0102"]),
        ("a@example.org, b@example.org", "email", ["a@example.org", "b@example.org"]),
        ("a@example.org 55500101 b@example.org", "email", ["a@example.org", "b@example.org"]),
        ("电话：55500101 手机：13800000000", "phone", ["55500101", "13800000000"]),
        ("传真：55500101、55500102", "fax", ["55500101", "55500102"]),
        ("QQ群：100000001、100000002", "qq", ["100000001", "100000002"]),
        ("55500101\n  55500102", "phone", ["55500101", "55500102"]),
    ],
)
def test_several_of_one_kind_are_a_list(row: str, key: str, values: list[str]) -> None:
    text = f"- {row}"
    (block,), found = read("contacts", text)
    assert found == []
    written = next(field.text for field in block.fields if field.key == key)
    pieces = list(re.finditer("[^；\n]+", written.value))
    assert [piece[0] for piece in pieces] == values
    assert [underlined(text, written.span(*piece.span())) for piece in pieces] == values


def test_a_label_is_the_name_that_was_written() -> None:
    text = "- 张某 联系电话：010-5550 0101"
    (block,), _ = read("contacts", text)
    (phone,) = block.fields
    assert (phone.key, phone.name.value) == ("phone", "联系电话")
    assert underlined(text, phone.name.span()) == "联系电话"


@pytest.mark.parametrize(
    ("row", "findings"),
    [
        ("张某 55500101 李样例 55500102", [("DGT049", "张某 55500101 李样例 55500102")]),
        ("联系人：张某 55500101、王示例 主任 a@example.org",
         [("DGT049", "联系人：张某 55500101、王示例 主任 a@example.org")]),
        ("张某 55500101（工作日）", [("DGT048", "（工作日）")]),
        ("55500101 张某", [("DGT075", "张某")]),
        ("张某 职务：处长 55500101", [("DGT048", "职务：处长")]),
        ("规划处 张某 55500101 | 示例局", [("DGT048", "规划处")]),
        ("规划处 | 张某 55500101", [("DGT075", "张某 55500101")]),
        ("张某 | 55500101 | 示例局", [("DGT075", "55500101")]),
        ("张某 | 示例局 | 55500101", [("DGT075", "55500101")]),
        ("张某 55500101 | a@example.org", [("DGT075", "a@example.org")]),
        ("55500101 | 规划处 张某", [("DGT075", "张某")]),
        ("张某 010-5550 0101 *6012", [("DGT026", "010-5550 0101 *6012")]),
        ("张某 010-5550 0101（6015）", [("DGT026", "010-5550 0101（6015）")]),
        ("张某 01055500101－6011", [("DGT026", "01055500101－6011")]),
        ("张某 010-5550 0101/0102", [("DGT026", "010-5550 0101/0102")]),
        ("张某 55500101（工作日 9:00-17:00）", [("DGT048", "（工作日 9:00-17:00）")]),
        ("张某 55500101 单位=示例局", [("DGT076", "单位")]),
        ("示例局 联系人：张某 55500101 | 示例厅", [("DGT048", "示例局")]),
        ("张某 电话：无", [("DGT048", "电话：无")]),
        ("张某 55500101 | 示例局 | 联系人 | 工作日", [("DGT046", "工作日")]),
        ("张某 55500101 | 单位：示例局", [("DGT045", "单位：")]),
    ],
)  # fmt: skip
def test_what_is_no_way_to_reach_is_told(row: str, findings: list[tuple[str, str]]) -> None:
    assert told("contacts", f"- {row}") == findings


def test_each_person_is_shown_in_a_row_of_their_own() -> None:
    (block,), (found,) = read("contacts", "- 张某 55500101，联系人：李样例 55500102")
    assert help_of(found, "zh") == "每人单列一行：“- 张某 55500101”，下一行“- 李样例 55500102”。"
    assert cells(block) == {"": "张某；\n李样例", "phone": "55500101；\n55500102"}


@pytest.mark.parametrize(
    ("row", "mend"),
    [
        ("张某 55500101（工作日）", "编者注=工作日"),
        ("张某 职务：处长 55500101", "身份=处长"),
        ("张某 电话：无", "电话=无"),
        ("张某 55500101 微信：abc123", "编者注=微信：abc123"),
        ("张某 55500101 工作日 9:00-11:30", "编者注=工作日 9:00-11:30"),
        ("北京市示例区示例路 1 号 55500101", "地址=北京市示例区示例路 1 号"),
        ("张某 55500101 示例路 12 号", "地址=示例路 12 号"),
    ],
)
def test_the_cell_to_write_is_shown(row: str, mend: str) -> None:
    _, (found,) = read("contacts", f"- {row}")
    assert help_of(found, "zh") == f"另写一格，如 {mend}。"


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ("张某 010-5550 0101 *6012", "张某 010-5550 0101 转 6012"),
        ("张某 010-5550 0101（6015） | 示例局", "张某 010-5550 0101 转 6015 | 示例局"),
        ("张某 01055500101－6011", "张某 01055500101 转 6011"),
        ("55500101 张某 | 示例局", "张某 55500101 | 示例局"),
        ("规划处 | 张某 55500101 | 主任", "张某 55500101 | 规划处 | 主任"),
        ("张某 | 55500101 | 示例局 | 主任", "张某 55500101 | 示例局 | 主任"),
        ("张某 | 示例局 | 55500101", "张某 55500101 | 示例局"),
        ("55500101 | 规划处 张某", "张某 55500101 | 规划处"),
        ("张某 55500101 单位=示例局", "张某 55500101 | 单位=示例局"),
    ],
)
def test_what_is_sure_is_mended(row: str, right: str) -> None:
    rows, _ = read("contacts", f"- {row}")
    assert mended("contacts", f"- {row}") == f"- {right}"
    again, found = read("contacts", f"- {right}")
    assert found == []
    assert [plain(row) for row in rows] == [plain(row) for row in again]


def plain(row: Block) -> dict[str, str]:
    return {key: re.sub(r"\s", "", value) for key, value in cells(row).items()}


def test_the_rows_of_persons_repeat_what_stands_beside_them() -> None:
    _, (found,) = read("contacts", "- 张某 55500101，李样例 55500102 传真 55500103 | 示例局")
    assert help_of(found, "zh") == (
        "每人单列一行：“- 张某 55500101 | 示例局”，下一行“- 李样例 55500102 | 示例局”；"
        "共用的另列一行：“- 传真 55500103 | 示例局”。"
    )
    assert found.fixes == ()


def test_persons_with_one_number_each_are_put_in_rows_of_their_own() -> None:
    block = listed("contacts", "- 张某 55500101，李样例 55500102 | 示例局")
    flat = replace(block, body=Text(block.body.value, ((11, 1),)))
    _, (found,) = read_rows(flat, 7, NAMES["contacts"].__contains__)
    (fix,) = found.fixes
    assert fix.text == "张某 55500101 | 示例局\n- 李样例 55500102"
    assert fix.place.span == Span(11, 3, 11, 27)
    _, (found,) = read("contacts", "- 张某 55500101，李样例 55500102 | 示例局 | id=x")
    assert found.fixes == ()


NUMBERS = st.sampled_from(
    [
        "010-5550 0101", "010-55500101-232/231", "55500101 转 8502", "13800000000", "138 0000 0000",
        "(010) 5550 0101", "400-123-4567", "+86 10 5550 0101", "0571-5550101 ext. 3",
        "010-55500101（转 6011）", "+44 20 7946 0000", "010 5550 0101",
    ]
)  # fmt: skip
GAPS = st.sampled_from(["；", "; ", "、", "，", ", ", "   ", " / ", "\n  ", " 或 "])


@given(
    names=st.lists(st.sampled_from(["张某", "李样例", "王示例 主任"]), max_size=3, unique=True),
    phones=st.lists(NUMBERS, max_size=3, unique=True),
    emails=st.lists(st.sampled_from(["a@example.org", "b.c@example.com"]), max_size=2, unique=True),
    gap=GAPS,
)
def test_contacts_are_read_as_they_were_written(
    names: list[str], phones: list[str], emails: list[str], gap: str
) -> None:
    parts = ("、".join(names), gap.join(phones), gap.join(emails))
    text = "- " + " ".join(part for part in parts if part)
    rows, found = read("contacts", text)
    if not (names or phones or emails):
        assert [finding.code for finding in found] == ["DGT043"]
        return
    assert found == []
    (row,) = rows
    read_back = cells(row)
    assert read_back.pop("", "") == "、".join(names)
    assert {key: re.split(r"\s*[;；]\s*", text) for key, text in read_back.items()} == {
        **({"phone": phones} if phones else {}),
        **({"email": emails} if emails else {}),
    }
    for phone in phones:
        assert read_telephones(phone, "CN", "010")


@pytest.mark.parametrize(
    "text",
    [
        "1" * 4000,
        "a" * 4000,
        "地址：" + "路 " * 2000,
        "甲 " * 2000,
        "- " * 2000,
        "0-" * 2000,
        "省市" * 1500,
        "周一至" * 900,
    ],
)
def test_a_long_cell_takes_no_time(text: str) -> None:
    read_persons(Text(text, ((1, 1),)), "a.md")
