"""Punctuation, doubled characters and brackets in the values of fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.written import findings, mended, message, slips

DUE = ":::{deadline} 报送\n:on: 2021-05-01\n"


def due(field: str) -> str:
    return f"{DUE}{field}\n:::\n"


@pytest.mark.parametrize(
    ("field", "expected", "right"),
    [
        (":for: 各区、、各街道", "3:9 、、", ":for: 各区、各街道"),
        (":materials: 申报书，，承诺书", "3:16 ，，", ":materials: 申报书，承诺书"),
        (":channel: 平台:企业入口", "3:13 :", ":channel: 平台：企业入口"),
        (":materials: 申报书,承诺书", "3:16 ,", ":materials: 申报书，承诺书"),
        (":note: 原文如此：", "3:12 ：", ":note: 原文如此"),
        (":place: 示例﹒会堂", "3:11 ﹒", ":place: 示例·会堂"),
    ],
)
def test_stray_signs_are_mended(tmp_path: Path, field: str, expected: str, right: str) -> None:
    assert slips(tmp_path, "DGT348", due(field)) == [expected]
    assert mended(tmp_path, "DGT348", due(field)) == due(right)


@pytest.mark.parametrize(
    "field",
    [
        ":for: 各区；各街道；（含）直属单位",
        ":text: 报送方式如下：",
        ":materials: 申报书（一式两份）；比例 1:1 的照片，1,000 字以内",
        ":place: 示例会堂（东门）",
        ":channel: https://www.example.org/a?b=1,2",
        ":note: 等等。。。",
        ":materials: 申报书，\n  承诺书、\n  营业执照",
        ":for: IPR•Daily",
    ],
)
def test_signs_that_belong_are_left(tmp_path: Path, field: str) -> None:
    assert slips(tmp_path, "DGT348", due(field)) == []


def test_names_stand_without_brackets_and_colons(tmp_path: Path) -> None:
    text = (
        ":::{contact} 张某\n:organization: (示例局)\n:role: 联系人：\n:phone: 010-5550 0101\n:::\n"
    )
    assert slips(tmp_path, "DGT348", text) == ["2:16 (示例局)", "3:11 ："]
    assert mended(tmp_path, "DGT348", text) == text.replace("(示例局)", "示例局").replace(
        "联系人：", "联系人"
    )


def test_a_field_is_told_once(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "DGT348", due(":for: 甲区、、乙区、、丙区:"))
    assert (found.help, len(found.fixes)) == ("help_many", 3)
    assert message(found) == "“甲区、、乙区、、丙区”里的标点不对，应为“甲区、乙区、、丙区”。"


def test_the_parts_of_a_list_end_without_a_colon(tmp_path: Path) -> None:
    head = "# 示例周报\n\n## 关于示例专项的通知\n\n:::{notice}\n:type: 通知\n:issuer: 示例局\n"
    text = f"{head}:published: 2021-04-12\n:addressees: 各区局:；智库专家：\n:::\n"
    assert slips(tmp_path, "DGT348", text) == ["9:17 :"]
    assert ":addressees: 各区局；智库专家\n" in mended(tmp_path, "DGT348", text)


@pytest.mark.parametrize(
    ("field", "code", "expected"),
    [
        (":materials: 本市的的机构名录", "DGT345", "3:15 的的"),
        (":text: 由各各区报送", "DGT345", "3:9 各各"),
        (":channel: 平台（企业入口", "DGT343", "3:13 （"),
        (":materials: 《示例办法附件", "DGT343", "3:13 《"),
        (":channel: 示例\ufffd平台", "DGT346", "3:13 \ufffd"),
    ],
)
def test_the_words_of_deadlines_are_read_too(
    tmp_path: Path, field: str, code: str, expected: str
) -> None:
    assert slips(tmp_path, code, due(field)) == [expected]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (":text: 公示期（10 个工作日", "DGT343"),  # torn from a sentence
        (":materials: 1）申报书；2）承诺书（一式两份）", "DGT343"),
        (":materials: 申报书(一式两份）", "DGT343"),
        (":materials: 建设目的的说明", "DGT345"),
    ],
)
def test_words_that_are_right_are_left(tmp_path: Path, field: str, code: str) -> None:
    assert slips(tmp_path, code, due(field)) == []


def test_a_page_may_have_nothing_but_a_wording(tmp_path: Path) -> None:
    text = "# 示例周报\n\n## 关于示例的通知\n\n:::{notice}\n:type: 通知\n:::\n\n"
    text += ":::{deadline} 报送\n:on: 2021-05-01\n:text: 公示期（10 个\n:::\n"
    assert slips(tmp_path, "DGT343", text) == []


def test_the_source_s_own_words_are_not_rewritten(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "DGT345", due(":text: 由各各区报送"))
    assert found.fixes == ()
    (found,) = findings(tmp_path, "DGT348", due(":text: 经平台:企业入口报送"))
    assert found.fixes == ()
