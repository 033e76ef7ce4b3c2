"""Half-width punctuation, lonely brackets, brackets of the wrong form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.written import findings, mended, message, slips


@pytest.mark.parametrize(
    ("text", "expected", "right"),
    [
        ("发展指标,按季度", "1:5 ,", "发展指标，按季度"),
        ("发展指标, 按季度", "1:5 , ", "发展指标，按季度"),
        ("材料一;材料二;", "1:4 ;", "材料一；材料二；"),
        ("智库专家:", "1:5 :", "智库专家："),
        ("联系电话: 010-55500101", "1:5 : ", "联系电话：010-55500101"),
        ("是否受理?可以", "1:5 ?", "是否受理？可以"),
        ("办法(试行)印发", "1:3 (试行)", "办法（试行）印发"),
        ("办法\\(试行\\)印发", "1:4 (试行\\)", "办法（试行）印发"),
        ("办法（试行)印发", "1:3 （试行)", "办法（试行）印发"),
        ("办法(试行）印发", "1:3 (试行）", "办法（试行）印发"),
        ("(一)范围", "1:1 (一)", "（一）范围"),
        ("**指标,按季度**", "1:5 ,", "**指标，按季度**"),
        ("见《甲办法(试行）》。", "1:6 (试行）", "见《甲办法（试行）》。"),
        ("发 office@example.org(须一致)。", "1:21 (须一致)", "发 office@example.org（须一致）。"),
        (
            "说明：甲。注释：乙。邮箱: abc@example.org。",
            "1:13 : ",
            "说明：甲。注释：乙。邮箱：abc@example.org。",
        ),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_half_width_punctuation_is_mended(
    tmp_path: Path, text: str, expected: str, right: str, suffix: str
) -> None:
    assert slips(tmp_path, "DGT342", text + "\n", suffix) == [expected]
    assert mended(tmp_path, "DGT342", text + "\n", suffix) == right + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "每天 17:00 前，比例 3:2，1,000 项。",
        "Apples, pears (and plums): what now?",
        "the CNIPA (国家知识产权局) said",
        "the CNIPA(国家知识产权局), said",
        "邮箱: abc@example.org。",  # nothing shows what the issue does elsewhere
        "说明：甲。类型: string，邮箱: abc。",
        "函数f(甲)=乙，CO(一氧)x。",
        "1. 甲\n2. 乙\n- 丙",
        "[甲,乙](https://www.example.org/a,b)和{docnum}`示例字〔2021〕3号`。",
        "`甲,乙`和 https://www.example.org/甲,乙?丙 。见 https://www.example.org/甲:1。",
        "| 甲 | 乙 |\n| :-- | --: |\n| 丙 | 丁 |",
        "包括1)甲、2)乙。",
        "见《甲办法(试行)》。",
        ":::{attachments}\n- 甲办法(试行)\n:::",
        "### 甲办法(试行)\n",
        "盈科示?知识产权部",  # a lost character
        ":联系人: 张某",
    ],
)
def test_punctuation_that_belongs_is_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT342", text + "\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "示例如下::\n\n    甲,乙",
        ".. note:: 说明\n   :class: 甲",
        "见 :docnum:`示例字〔2021〕3号` 。",
    ],
)
def test_markup_of_restructuredtext_is_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT342", text + "\n", ".rst") == []


def test_a_paragraph_is_told_once(tmp_path: Path) -> None:
    text = "甲,乙,丙(试行)。\n\n丁,戊。\n"
    assert slips(tmp_path, "DGT342", text) == ["1:2 ,", "3:2 ,"]
    found = findings(tmp_path, "DGT342", text)[0]
    assert (found.help, found.values["count"], len(found.fixes)) == ("help_many", "3", 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电子邮箱：service@example.org）", "1:25 ）"),
        ("甲（乙", "1:2 （"),
        ("甲（乙（丙）", "1:2 （"),
        ("《甲办法的通知", "1:1 《"),
        ("甲办法》的通知", "1:4 》"),
        ("“甲“乙", "1:3 “"),
        ("见[甲（乙](https://www.example.org/)，丙", None),
        ("见（[甲](https://www.example.org/)，丙", "1:2 （"),
        ("见（[甲](https://www.example.org/)，丙）", None),
        ("见（`甲`，丙）", None),
        ("1）甲；2）乙（共2份；3）丙", None),
        ("包括1）甲；2）乙；a）丙；（一）丁；二）戊。", None),
        ("材料（包括1）甲；2）乙）报送", None),
        ("办法（试行)印发", None),  # DGT342
        ("“甲。\n\n“乙。”", None),  # a quotation of two paragraphs
        ("“甲。\n\n乙。”", None),
        ("（注：甲\n\n乙。）", None),
        ("目录（详见附件\n\n1、2）反馈", None),  # a torn paragraph
        ("> “甲", None),
    ],
)
def test_lonely_brackets(tmp_path: Path, text: str, expected: str | None) -> None:
    told = slips(tmp_path, "DGT343", text + "\n")
    assert told == ([expected] if expected else [])


def test_a_lonely_bracket_names_its_partner(tmp_path: Path) -> None:
    assert message(findings(tmp_path, "DGT343", "甲（乙\n")[0]) == "这里的左括号没有配上右括号。"
    assert (
        message(findings(tmp_path, "DGT343", "甲》乙\n", ".rst")[0])
        == "这里的右书名号没有配上左书名号。"
    )


@pytest.mark.parametrize(
    ("text", "expected", "right"),
    [
        ("见国知办函服字[2021]304号。", "1:8 [2021]304号", "见国知办函服字〔2021〕304号。"),
        ("见国知办函服字（2021）304号。", "1:8 （2021）304号", "见国知办函服字〔2021〕304号。"),
        ("见国知办函服字［2021］ 304 号。", "1:8 ［2021］ 304 号", "见国知办函服字〔2021〕304号。"),
        (
            "见国知办函服字【2021】第304号。",
            "1:8 【2021】第304号",
            "见国知办函服字〔2021〕第304号。",
        ),
        ("见国知办函服字〈2021〉304号。", "1:8 〈2021〉304号", "见国知办函服字〔2021〕304号。"),
        ("见国知办函服字〔2021〕0304号。", "1:8 〔2021〕0304号", "见国知办函服字〔2021〕304号。"),
        ("见国知办函服字〔２０２１〕３号。", "1:8 〔２０２１〕３号", "见国知办函服字〔2021〕3号。"),
        ("见2021年第027号。", "1:7 第027号", "见2021年第27号。"),
        ("见公告 2018 年第61 号。", "1:5 2018 年第61 号", "见公告 2018年第61号。"),
        ("见2018年第 61号。", "1:2 2018年第 61号", "见2018年第61号。"),
        ("《实施<甲管理办法>的公告》", "1:4 <甲管理办法>", "《实施〈甲管理办法〉的公告》"),
        ("实施<甲管理办法>", "1:3 <甲管理办法>", "实施《甲管理办法》"),
        ("### 转发字[2021]3号文件\n", "1:8 [2021]3号", "### 转发字〔2021〕3号文件\n"),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_brackets_get_their_form(
    tmp_path: Path, text: str, expected: str, right: str, suffix: str
) -> None:
    if text.startswith("#") and suffix == ".rst":
        text, right, expected = text[4:], right[4:], expected.replace("1:8", "1:4")
    assert slips(tmp_path, "DGT344", text + "\n", suffix) == [expected]
    assert mended(tmp_path, "DGT344", text + "\n", suffix) == right + "\n"


def test_escaped_brackets_go_with_their_backslashes(tmp_path: Path) -> None:
    text = "见国知办函服字\\[2021\\]304号。\n"
    assert mended(tmp_path, "DGT344", text) == "见国知办函服字〔2021〕304号。\n"


@pytest.mark.parametrize(
    "text",
    [
        "见国知办函服字〔2021〕304号、国知办函服字〔2021〕 304 号。",
        "（2021年第27号）、京（2021）3号楼、（2021）304号。",
        "脚注[2021]，见[示例字[2021]3号](https://www.example.org/)。",
        "增长<两成>，`字[2021]3号`。",
        "见 2018 年第 61 号、2018年第61号，2018 年第61 号院。",
    ],
)
def test_brackets_that_are_right_or_unsure_are_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT344", text + "\n") == []


def test_quotation_marks_the_wrong_way_round(tmp_path: Path) -> None:
    found = findings(tmp_path, "DGT343", "这是”示例“专项。\n")
    assert [message(one) for one in found] == ["这里的右引号与后面的左引号写反了。"]
    assert slips(tmp_path, "DGT343", "这是“示例专项。\n") == ["1:3 “"]


def test_brackets_in_great_numbers_are_told_once(tmp_path: Path) -> None:
    assert findings(tmp_path, "DGT343", "（" * 20_000 + "）" * 20_000 + "\n") == []
    assert len(findings(tmp_path, "DGT343", "）" * 20_000 + "\n")) == 1
