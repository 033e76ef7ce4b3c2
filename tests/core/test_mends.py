"""The mend that stands beside a finding is the one that can be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of

HEAD = """# 周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:::

## 知识产权信息篇
"""
NOTICE = """
### 甲通知

:::{notice}
:type: 通知
:issuer: 示例局
:published: 2021-04-12
:::
"""


def said(folder: Path, text: str, name: str = "a.md") -> list[tuple[str, str, str | None]]:
    (folder / name).write_text(text, encoding="utf-8")
    return [
        (found.code, message_of(found, "zh"), help_of(found, "zh"))
        for found in check([folder]).diagnostics
    ]


def mends(folder: Path, text: str) -> list[tuple[str, str | None]]:
    return [(code, mend) for code, _, mend in said(folder, text)]


@pytest.mark.parametrize(
    ("below", "code", "mend"),
    [
        (":::{notice} 乙通知\n:type: 通知\n:issuer: 示例局\n:published: 2021-04-12\n:::\n",
         "DGT051", "在它前面加一个标题（如分组）。"),
        ("#### 乙通知\n\n:::{notice}\n:type: 通知\n:issuer: 示例局\n:published: 2021-04-12\n:::\n",
         "DGT051", "把它的标题改成与“甲通知”同级。"),
        ("::::{deadline} 填报\n:end: 2021-04-30\n:::\n\n正文。\n",
         "DGT001", "把第 20 行改成“::::”，与开头一样长。"),
        (":::{deadline} 填报\nend: 2021-04-30\n:::\n", "DGT019", "写成 :end: 2021-04-30。"),
        (":::{deadline} 填报\n:end: 2021-04-30前\n:::\n",
         "DGT101", "写成 2021-04-30；原文的说法写进 :text:。"),
        (":::{deadline} 填报\n:end: unknown\n:::\n",
         "DGT101", "时间未定，就删去这一行，写 :status: tba。"),
        (":::{attachments}\n- [表](https://a.example.org/b 1.doc)\n:::\n",
         "DGT024", "写成 [表](https://a.example.org/b%201.doc)。"),
        (":::{attachments}\n- [表]（https://a.example.org/b.doc）\n:::\n",
         "DGT062", "写成 [表](https://a.example.org/b.doc)。"),
        (":::{attachments}\n- https://a.example.org/b.doc\n:::\n",
         "DGT062", "写成 [标题](https://a.example.org/b.doc)。"),
        (":::{attachments}\n- `表 <https://a.example.org/b.doc>`__\n:::\n",
         "DGT062", "写成 [表](https://a.example.org/b.doc)。"),
    ],
)  # fmt: skip
def test_the_mend_is_exact(below: str, code: str, mend: str, tmp_path: Path) -> None:
    assert mends(tmp_path, HEAD + NOTICE + "\n" + below) == [(code, mend)]


@pytest.mark.parametrize(
    "item",
    ["- [表](https://a.example.org/b.doc)", "- 表（样例）", "- [表]（随文）", "- 见“[1]”（二）"],
)
def test_an_attachment_that_is_right_has_no_finding(item: str, tmp_path: Path) -> None:
    assert mends(tmp_path, f"{HEAD}{NOTICE}\n:::{{attachments}}\n{item}\n:::\n") == []


@pytest.mark.parametrize(
    ("space", "words"),
    [("", "没有空格"), ("\t", "是制表符，不是空格"), ("\u3000", "是全角空格，不是空格")],
)
def test_what_stands_behind_the_colon_is_named(space: str, words: str, tmp_path: Path) -> None:
    text = f"{HEAD}{NOTICE}\n:::{{deadline}} 填报\n:end:{space}2021-04-30\n:::\n"
    message = f"冒号后面{words}，“2021-04-30”没有读到。"
    assert said(tmp_path, text) == [("DGT004", message, "改成 :end: 2021-04-30。")]


def test_a_date_for_another_field_has_no_words_of_a_deadline(tmp_path: Path) -> None:
    text = HEAD + NOTICE.replace("2021-04-12", "2021-04-30至2021-05-01")
    assert mends(tmp_path, text) == [
        ("DGT101", "写成 2021-04-30，或 2021-04、2021-Q2、2021-04-30T17:00。")
    ]


def test_a_near_word_is_shown_with_its_label(tmp_path: Path) -> None:
    text = HEAD + NOTICE.replace("通知\n:issuer", "notificaton\n:issuer")
    assert mends(tmp_path, text) == [("DGT023", "是不是 notification（通告）？")]


@pytest.mark.parametrize(
    ("type_", "help_"),
    [
        ("咨询", "是不是 资讯（news）？"),
        ("通之", "是不是 通知（circular）？"),
        ("法贵", "是不是 法规（regulation）？"),
        ("通讯", None),
    ],
)
def test_a_word_that_sounds_or_looks_alike_is_asked_for(
    tmp_path: Path, type_: str, help_: str | None
) -> None:
    ((code, said_),) = mends(tmp_path, HEAD + NOTICE.replace(":type: 通知", f":type: {type_}"))
    assert code == "DGT023"
    assert said_ == help_ if help_ else (said_ or "").startswith("可以写：")


@pytest.mark.parametrize(
    ("fields", "help_"),
    [
        (":kind: 会议\n:on: 2021-05-28", "是不是 活动（event）？"),
        (":kind: 填报\n:within: 3 日\n:from: evnet\n:event: 收到", "是不是 event？"),
        (":kind: 填报\n:within: 3 日\n:from: publishd", "是不是 published？"),
    ],
)
def test_a_word_of_a_deadline_is_asked_for(tmp_path: Path, fields: str, help_: str) -> None:
    text = HEAD + NOTICE + f"\n:::{{deadline}} 填报\n{fields}\n:::\n"
    assert ("DGT023", help_) in mends(tmp_path, text)


@pytest.mark.parametrize(
    ("number", "mend"), [("第一百五十八期", "写成 158。"), ("甲", "只写数字，如 1。")]
)
def test_a_figure_is_proposed(number: str, mend: str, tmp_path: Path) -> None:
    assert mends(tmp_path, HEAD.replace("158\n:p", f"{number}\n:p")) == [("DGT030", mend)]


def test_ids_proposed_for_several_differ(tmp_path: Path) -> None:
    deadlines = (
        f"\n:::{{deadline}} 填报\n:kind: filing\n:end: 2021-05-{day}\n:::\n" for day in (26, 27, 28)
    )
    found = mends(tmp_path, HEAD + NOTICE + "".join(deadlines))
    assert [code for code, _ in found] == ["DGT204", "DGT204"]
    assert [(mend or "").partition("；")[0][-2:] for _, mend in found] == ["-2", "-3"]


def test_an_issue_number_used_twice_is_told_once(tmp_path: Path) -> None:
    part = ":::{part}\n:department: 示例部\n:::\n"
    (tmp_path / "b.md").write_text(HEAD + part, encoding="utf-8")
    assert [code for code, _, _ in said(tmp_path, HEAD + part + NOTICE)] == ["DGT205"]


@pytest.mark.parametrize(
    ("field", "code", "help_"),
    [
        ("渠到: 示例平台", "DGT020", "是不是 渠道（channel）？"),
        ("材枓: 申报书", "DGT020", "是不是 材料（materials）？"),
        ("备注: 一式两份", "DGT020", "是不是 编者注（note）？"),
        ("chanel: 示例平台", "DGT020", "是不是 channel（渠道）？"),
        ("办理方: 主管单位", "DGT023", "是不是 主管部门（authority）？"),
        ("kind: 会仪", "DGT023", None),
    ],
)
def test_who_writes_chinese_is_asked_in_chinese(
    tmp_path: Path, field: str, code: str, help_: str | None
) -> None:
    text = HEAD + NOTICE + f"\n:::{{deadline}} 填报\n:end: 2021-05-28\n:{field}\n:::\n"
    found = dict(mends(tmp_path, text))
    assert code in found
    assert help_ is None or found[code] == help_


def test_an_empty_field_is_called_as_it_was_written(tmp_path: Path) -> None:
    text = HEAD + NOTICE + "\n:::{deadline} 填报\n:截止: 2021-05-28\n:渠道:\n:::\n"
    (tmp_path / "digest.toml").touch()
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path]).diagnostics
    assert message_of(found, "zh") == "“渠道”后面是空的。"


GROUP = ":::{group}\n:issuer: 示例局\n:::\n"


def test_a_group_goes_below_the_heading_of_its_group(tmp_path: Path) -> None:
    under_notice = mends(tmp_path, HEAD + NOTICE + "\n" + GROUP)
    assert under_notice == [("DGT053", "移到分组标题的正下方，那是公文标题的上一级。")]
    under_group = mends(tmp_path, f"{HEAD}\n### 国家级\n\n先有一句。\n\n{GROUP}")
    assert under_group == [("DGT053", "移到标题“国家级”的正下方。")]
