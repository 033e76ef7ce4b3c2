"""What is said twice, and 截止 for 截至."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.written import findings, mended, message, slips


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截止 2020 年底，全市共有示例企业 320 家。", "1:1 截止"),
        ("截止目前，已有 12 家企业入驻。", "1:1 截止"),
        ("截止目前，申报系统运行平稳。", "1:1 截止"),
        ("成效明显。截止2021年6月30日，有效发明专利 300 件。", "1:6 截止"),
        ("截止 6 月，受理量同比增长 3%。", "1:1 截止"),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_count_goes_up_to_a_day(tmp_path: Path, text: str, expected: str, suffix: str) -> None:
    assert slips(tmp_path, "DGT349", text + "\n", suffix) == [expected]
    assert mended(tmp_path, "DGT349", text + "\n", suffix) == text.replace("截止", "截至") + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "截至 2020 年底，全市共有示例企业 320 家。",
        "截止到 2020 年底，全市共有示例企业 320 家。",
        "报名截止 2021 年 5 月 31 日，共有 20 个名额。",
        "截止 2021 年 5 月 31 日报名的共有 20 家。",
        "截止 2021 年 5 月 31 日，逾期不再受理，名额共 20 个。",
        "截止时间为 2021 年 5 月 31 日，共 20 个名额。",
        "截止 2021 年 5 月 31 日。共有 20 个名额。",
    ],
)
def test_what_stops_is_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT349", text + "\n") == []


SAID = "申报书须由法定代表人签字并加盖公章"


def test_a_paragraph_is_there_twice(tmp_path: Path) -> None:
    text = f"{SAID}。\n\n每家限报一项。\n\n{SAID}。\n"
    assert slips(tmp_path, "DGT352", text) == [f"5:1 {SAID}。"]
    (found,) = findings(tmp_path, "DGT352", text)
    assert message(found) == "“申报书须由法定代表人签字……”这段话在第 18 行已经有了。"
    assert found.related[0].place.span.line == 18


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_an_item_of_a_list_is_there_twice(tmp_path: Path, suffix: str) -> None:
    text = f"1. {SAID}\n2. 每家限报一项\n3. {SAID}\n"
    assert slips(tmp_path, "DGT352", text, suffix) == [f"3:4 {SAID}"]


def test_a_paragraph_of_several_lines_is_one(tmp_path: Path) -> None:
    text = f"{SAID}，\n一式两份。\n\n{SAID}，\n一式两份。\n"
    assert slips(tmp_path, "DGT352", text) == [f"4:1 {SAID}，"]


@pytest.mark.parametrize(
    "text",
    [
        f"### 甲类\n\n{SAID}。\n\n### 乙类\n\n{SAID}。",
        f"| 甲 | {SAID} |\n| --- | --- |\n| 乙 | {SAID} |",
        f"- 甲类\n  - {SAID}\n- 乙类\n  - {SAID}",
        "逾期不再受理。\n\n逾期不再受理。",
        "责任单位：市科技局、市财政局、各区人民政府\n\n责任单位：市科技局、市财政局、各区人民政府",
        "（市科技局牵头，市财政局、市税务局配合）\n\n（市科技局牵头，市财政局、市税务局配合）",
        "示例市科学技术局高新技术发展处\n\n示例市科学技术局高新技术发展处",
        "2021 年 4 月 12 日 17:00\n\n2021 年 4 月 12 日 17:00",
        f"{SAID}，见[甲](https://www.example.org/a)。\n\n{SAID}，见[乙](https://www.example.org/b)。",
        f"```\n{SAID}\n\n{SAID}\n```",
    ],
)
def test_what_comes_again_by_right_is_left(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT352", text + "\n") == []


def test_two_notices_may_say_the_same(tmp_path: Path) -> None:
    head = "# 示例周报\n\n"
    one = (
        "## 关于示例{0}的通知\n\n:::{{notice}}\n:id: {0}\n:type: 通知\n:issuer: 示例局\n"
        ":published: 2021-04-12\n:::\n\n" + SAID + "。\n\n"
    )
    assert slips(tmp_path, "DGT352", head + one.format("a") + one.format("b")) == []
