"""Spaces, doubled, lost and odd characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.written import findings, mended, message, slips


def test_the_rare_way_of_spacing_is_told_once_with_all_mends(tmp_path: Path) -> None:
    text = "2021年4月起受理。\n\n5 月公布，6月、7月、8月施行，附 App 说明。\n"
    assert slips(tmp_path, "DGT341", text) == ["3:1 5 月"]
    found = findings(tmp_path, "DGT341", text)[0]
    assert message(found) == "“5 月”中间有空格，本期另有 6 处不空。"
    assert len(found.fixes) == 3
    assert mended(tmp_path, "DGT341", text) == (
        "2021年4月起受理。\n\n5月公布，6月、7月、8月施行，附App说明。\n"
    )


def test_spaces_are_put_in_where_most_places_have_them(tmp_path: Path) -> None:
    text = "自 2021 年 4 月起至 6 月，第3类、用App办理。\n"
    assert slips(tmp_path, "DGT341", text) == ["1:20 第3"]
    assert mended(tmp_path, "DGT341", text) == "自 2021 年 4 月起至 6 月，第 3 类、用 App 办理。\n"


@pytest.mark.parametrize(
    "text",
    [
        "2021年4月、5月起受理。",
        "2021 年 4 月、5 月起受理。",
        "2021年4月起受理，5 月 6 日公布。",  # as many of either
        "2021 年 4 月起，见国知办发服字〔2020〕46号、2021年第27号和主席令第63号。",
        "2021 年 4 月起，见《2021年工作要点》和“2021年计划”。",
        "2021年4月起受理，电话 010-55500101 转 6011，邮箱 service@example.org。",
        "2021 年 4 月起，A股、B超。",
        "2021 年 4 月起，见`第3版`和[2021年版](https://www.example.org/)。",
        "2021 年 4 月起。\n\n:::{attachments}\n- 附件 1：2021年计划\n:::",
    ],
)
def test_spaces_that_are_no_choice_are_none_of_the_issue(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT341", text + "\n") == []


def test_spacing_in_restructuredtext(tmp_path: Path) -> None:
    text = "2021年4月，见 `第 3 版 <https://www.example.org/>`_，5 月公布。\n"
    assert slips(tmp_path, "DGT341", text, ".rst") == ["1:47 5 月"]


@pytest.mark.parametrize(
    ("text", "expected", "right"),
    [
        ("本市的的机构", "1:3 的的", "本市的机构"),
        ("已完成了了登记", "1:4 了了", "已完成了登记"),
        ("甲、、乙", "1:2 、、", "甲、乙"),
        ("公布。。", "1:3 。。", "公布。"),
        ("本市的的的的机构", "1:3 的的的的", "本市的机构"),
        ("甲，，，乙", "1:2 ，，，", "甲，乙"),
        ("现就关于关于申报", "1:3 关于关于", "现就关于申报"),
        ("**本市的的机构**", "1:5 的的", "**本市的机构**"),
        ("支持各各区自办", "1:3 各各", "支持各区自办"),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_one_of_two_is_deleted(
    tmp_path: Path, text: str, expected: str, right: str, suffix: str
) -> None:
    assert slips(tmp_path, "DGT345", text + "\n", suffix) == [expected]
    assert mended(tmp_path, "DGT345", text + "\n", suffix) == right + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "建设目的的达成，合同标的的交付。",
        "为了了解情况，除了了解之外，不了了之。",
        "但是是否受理，还是是甲。",
        "参与与会者，给与与否。",
        "共和和平，中和和解。",
        "现在在线办理，存在在册人员，单位在在线平台登记。",
        "我局将将有关材料公开，以及及时报送，天天、人人、等等、逐一一一核对。",
        "等等。",
        "`的的`",
    ],
)
def test_two_that_are_right_are_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT345", text + "\n") == []


def test_a_doubled_character_of_a_title_is_found(tmp_path: Path) -> None:
    assert slips(tmp_path, "DGT345", "### 本市的的机构\n") == ["1:7 的的"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("盈科示?知识产权部", "1:4 ?"),
        ("示例\ufffd局", "1:3 \ufffd"),
        ("示例锟斤拷局", "1:3 锟斤拷"),
        ("示例\ue003局", "1:3 \ue003"),
        ("示例\x92局", "1:3 \x92"),
        ("示例\ufffc局", "1:3 \ufffc"),
        ("示例□□局", "1:3 □□"),
        ("ä¸\xadå›½ Ã©", "1:1 ä¸\xadå"),
        ("ÖÐ¹úÊ¾Àý", "1:1 ÖÐ¹úÊ¾Àý"),
        ("鏃堕棿锛氫粖澶", "1:4 锛"),
        ("[示例\ufffd局](https://www.example.org/)", "1:4 \ufffd"),
        (":::{deadline} 报送\n:on: 2021-05-01\n:channel: 示例?平台\n:::", "3:13 ?"),
        (":::{deadline} 报\ufffd送\n:on: 2021-05-01\n:::", "1:16 \ufffd"),
        ("### 盈科示?知识产权部\n", "1:8 ?"),
    ],
)
def test_lost_characters_are_found_everywhere(tmp_path: Path, text: str, expected: str) -> None:
    told = slips(tmp_path, "DGT346", text + "\n")
    assert told[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "是否受理?可以。如何申报?答复如下。",
        "可以申报吗?是的。",
        "https://www.example.org/搜索?关键词",
        "[甲](https://www.example.org/搜?关)",
        "同意□不同意□，2021年□□月□□日，邮编：□□□□□□",
        "Café Zürich ¥100 ±5° ×××××× ······",
        "屯昌县三家子屯，烫伤",
        "`盈科示?知识`",
    ],
)
def test_signs_that_are_right_are_not_taken_for_lost_ones(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT346", text + "\n") == []


def test_a_line_of_garbage_is_told_once(tmp_path: Path) -> None:
    text = "示例\ue001局\ue002委\r\n\r\n示例\ue003局\r\n"
    assert slips(tmp_path, "DGT346", text) == ["1:3 \ue001", "3:3 \ue003"]
    assert message(findings(tmp_path, "DGT346", text)[0]).startswith("“示例[U+E001]局[U+E002]委”")


def test_a_lost_character_of_an_included_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "_part.txt").write_text("示例\ufffd局\n", encoding="utf-8")
    found = findings(tmp_path, "DGT346", "```{include} _part.txt\n```\n")
    assert [(Path(one.place.file).name, one.place.span.column) for one in found] == [
        ("_part.txt", 3)
    ]


@pytest.mark.parametrize(
    ("text", "expected", "right"),
    [
        ("自２０２１年起，用Ａｐｐ办理。", "1:2 ２０２１", "自2021年起，用App办理。"),
        ("示例\u200b局", "1:3 \u200b", "示例局"),
        ("示例\ufeff局", "1:3 \ufeff", "示例局"),
        ("示例\u00a0局", "1:3 \u00a0", "示例 局"),
        ("示\u200b例２局", "1:2 \u200b", "示例2局"),
        ("甲 1.5％，乙 2%", "1:6 ％", "甲 1.5%，乙 2%"),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_odd_characters_are_mended(
    tmp_path: Path, text: str, expected: str, right: str, suffix: str
) -> None:
    assert slips(tmp_path, "DGT347", text + "\n", suffix) == [expected]
    assert mended(tmp_path, "DGT347", text + "\n", suffix) == right + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "10\u00a0000 m",
        "👨\u200d👩\u200d👧",
        "　　示例局",
        "示例字〔２０２１〕３号",
        "`２０２１`",
        "增长 3％",
    ],
)
def test_odd_characters_with_a_use_are_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT347", text + "\n") == []


def test_three_full_stops_may_be_an_ellipsis(tmp_path: Path) -> None:
    found = findings(tmp_path, "DGT345", "等等。。。\n")
    assert [(one.help, one.fixes) for one in found] == [("help_ellipsis", ())]
    assert findings(tmp_path, "DGT345", "等等……又...\n") == []


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x0b", "\x0c", "\u2028", "\u2029"])
def test_control_characters_are_lost_in_print(tmp_path: Path, sign: str) -> None:
    assert slips(tmp_path, "DGT346", f"示例{sign}专项\n") == [f"1:3 {sign}"]
    found = findings(tmp_path, "DGT346", f"示例{sign}专项\n")[0]
    assert f"[U+{ord(sign):04X}]" in message(found)


def test_utf8_read_as_another_encoding(tmp_path: Path) -> None:
    garbled = "进一步".encode().decode("cp1252", "replace").replace("\ufffd", "")
    assert len(slips(tmp_path, "DGT346", f"示例{garbled}专项\n")) == 1
    assert slips(tmp_path, "DGT347", "示例ä¸€æ\xad¥专项\n") == []
