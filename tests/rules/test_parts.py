"""Parts and groups beside those of the settings, and ids that last."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.messages import message_of
from tests.rules.archives import findings, issue, mended, notice, told

SETTINGS = """
[[parts]]
title = "知识产权信息篇"
groups = ["国家级", "地方级", "资讯"]
[[parts]]
title = "医药信息篇"
[[parts]]
title = "科技项目篇"
groups = ["国家级", "北京市"]
"""
BLOCK = ":::{part}\n:department: 某部\n:::\n\n"


def parts(*titles: str) -> str:
    return "".join(f"## {title}\n\n{BLOCK}" for title in titles)


def grouped(part: str, *groups: str) -> str:
    text = f"## {part}\n\n{BLOCK}"
    for at, group in enumerate(groups):
        text += f"### {group}\n\n" + notice(f"关于第{at}项的通知", id=f"n{at}", marks="####")
    return text


ALL = ("知识产权信息篇", "医药信息篇", "科技项目篇")


def test_the_parts_of_the_settings_are_silent(tmp_path: Path) -> None:
    assert told(tmp_path, issue(parts(*ALL)), SETTINGS) == []
    dated = ("知识产权信息篇（2021/04/10~2021/04/16）", "医药 信息篇", "科技项目篇")
    assert told(tmp_path, issue(parts(*dated)), SETTINGS) == []
    assert told(tmp_path, issue(parts("特刊", "医药信息篇"))) == []


def test_a_misspelt_part_is_mended(tmp_path: Path) -> None:
    text = issue(parts("知识产权信息篇", "医药信息编", "科技项目篇"))
    (found,) = findings(tmp_path, text, SETTINGS)
    assert told(tmp_path, text, SETTINGS) == ["DGT353 w 医药信息编"]
    assert found.place.span.column == 4
    assert findings(tmp_path, mended(found), SETTINGS) == ()


def test_a_mended_part_keeps_its_period(tmp_path: Path) -> None:
    text = issue(parts("知识产权信息篇", "医药信息编（2021/4/12~4/16）", "科技项目篇"))
    (found,) = findings(tmp_path, text, SETTINGS)
    assert "## 医药信息篇（2021/4/12~4/16）\n" in mended(found)


def test_a_part_of_another_name_is_a_hint(tmp_path: Path) -> None:
    text = issue(parts(*ALL, "增刊"))
    (found,) = findings(tmp_path, text, SETTINGS)
    assert told(tmp_path, text, SETTINGS) == ["DGT353 i 增刊"]
    assert not found.fixes
    assert "知识产权信息篇、医药信息篇、科技项目篇" in found.values["known"]


def test_a_longer_heading_is_not_mended_in_restructuredtext(tmp_path: Path) -> None:
    text = (
        "示例周报\n====\n\n.. issue::\n   :number: 1\n   :period: 2021-04-10/2021-04-16\n\n"
        "医药信息\n--------\n\n.. part::\n   :department: 某部\n"
    )
    (found,) = findings(tmp_path, {"a.rst": text}, '[[parts]]\ntitle = "医药信息篇"\n')
    assert (found.code, found.fixes) == ("DGT353", ())


def test_a_missing_part_unless_it_is_optional(tmp_path: Path) -> None:
    two = parts(*ALL[:2])
    assert told(tmp_path / "one", issue(two), SETTINGS) == ["DGT354 i :::{issue}"]
    files = {"a.md": issue(parts(*ALL), 1), "b.md": issue(two, 2)}
    (found,) = findings(tmp_path / "two", files, SETTINGS)
    assert Path(found.place.file).name == "b.md"
    assert message_of(found, "zh") == "本期缺“科技项目篇”。"
    files["c.md"] = issue(two, 3)
    assert told(tmp_path / "three", files, SETTINGS) == []


@pytest.mark.parametrize(
    "text",
    [issue(""), issue(notice("关于甲的通知", id="one")), issue(parts(ALL[0]), 1, ":draft:\n")],
)
def test_an_issue_without_parts_or_in_the_making_lacks_none(tmp_path: Path, text: str) -> None:
    found = told(tmp_path, text, SETTINGS)
    assert [one for one in found if one.startswith("DGT354")] == []


def test_a_part_counts_by_its_notices_too(tmp_path: Path) -> None:
    text = "".join(
        f"## {title}\n\n" + notice(f"关于第{at}项的通知", id=f"n{at}", marks="###")
        for at, title in enumerate(ALL)
    )
    assert told(tmp_path, issue(text), SETTINGS) == []


def test_parts_out_of_order(tmp_path: Path) -> None:
    wrong = parts(ALL[1], ALL[0], ALL[2])
    (found,) = findings(tmp_path / "one", issue(wrong), SETTINGS)
    assert message_of(found, "zh") == "“知识产权信息篇”应在“医药信息篇”之前。"
    assert (found.place.span.line, found.related[0].place.span.line) == (17, 11)
    files = {"a.md": issue(wrong, 1), "b.md": issue(parts(*ALL), 2)}
    assert told(tmp_path / "history", files, SETTINGS) == []
    files["c.md"] = issue(wrong, 3)
    assert told(tmp_path / "again", files, SETTINGS) == ["DGT355 i :::{part}"]


def test_groups_of_a_part(tmp_path: Path) -> None:
    text = issue(grouped(ALL[0], "国家级", "资讯") + parts(*ALL[1:]))
    assert told(tmp_path, text, SETTINGS) == []
    free = issue(parts(ALL[0]) + grouped(ALL[1], "随便") + parts(ALL[2]))
    assert told(tmp_path, free, SETTINGS) == []


def test_an_unknown_group(tmp_path: Path) -> None:
    text = issue(grouped(ALL[0], "国家级", "地方", "海外") + parts(*ALL[1:]))
    first, second = findings(tmp_path, text, SETTINGS)
    assert told(tmp_path, text, SETTINGS) == ["DGT356 w 地方", "DGT356 i 海外"]
    assert message_of(second, "zh") == "设置里“知识产权信息篇”没有“海外”这个分组。"
    assert "### 地方级\n" in mended(first)
    assert second.values["known"] == "国家级、地方级、资讯"


def test_groups_out_of_order(tmp_path: Path) -> None:
    text = issue(grouped(ALL[0], "地方级", "资讯", "国家级") + parts(*ALL[1:]))
    (found,) = findings(tmp_path, text, SETTINGS)
    assert told(tmp_path, text, SETTINGS) == ["DGT357 i 国家级"]
    assert found.values["other"] == "地方级"


def test_a_notice_that_is_linked_to_needs_a_lasting_id(tmp_path: Path) -> None:
    bare = notice("关于甲的通知", "申报书见下。")
    assert told(tmp_path, issue(bare)) == []
    text = issue(bare + notice("关于乙的通知", "见{notice}`n-c6649bd0`。", id="two"))
    (found,) = findings(tmp_path, text)
    assert told(tmp_path, text) == ["DGT358 w :::{notice}"]
    assert found.values["id"] == "n-c6649bd0"
    assert ":::{notice}\n:id: n-c6649bd0\n:type: 通知\n" in mended(found)
    assert findings(tmp_path, mended(found)) == ()


def test_where_all_write_ids_one_that_lacks_it_is_told(tmp_path: Path) -> None:
    others = [notice(f"关于第{at}项的通知", id=f"n{at}") for at in range(8)]
    bare = notice("关于甲的通知")
    assert told(tmp_path, issue("".join(others) + bare)) == ["DGT358 i :::{notice}"]
    assert told(tmp_path, issue("".join(others[:5]) + bare)) == []
    assert told(tmp_path, issue("".join(others) + bare, fields=":draft:\n")) == []
    numbered = notice("关于甲的通知", number="示发〔2021〕3号")
    assert told(tmp_path, issue("".join(others) + numbered)) == []
