"""Titles beside their body, and titles that are there twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import message_of
from sphinx_digest.core.model import Diagnostic
from tests.rules.archives import findings, issue, notice, told

TITLE = "关于印发《示例市创新券管理办法》的通知"
OTHER = "《示例市孵化器认定办法》自五月起施行，孵化面积不少于三千平方米的机构可以申请认定。"


def test_a_body_about_another_document_is_told_at_the_title(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, issue(notice(TITLE, OTHER)))
    assert message_of(found, "zh") == (
        "标题说的是《示例市创新券管理办法》，正文没有提到它，说的是《示例市孵化器认定办法》。"
    )
    assert told(tmp_path, issue(notice(TITLE, OTHER))) == [f"DGT332 i {TITLE}"]
    assert told(tmp_path, issue(notice(TITLE, OTHER * 4))) == [f"DGT332 w {TITLE}"]


def test_a_short_form_is_told_at_its_title(tmp_path: Path) -> None:
    fields = ":id: one\n:type: 通知\n:issuer: 示例局\n:published: 2021-04-12\n"
    text = issue(f"## 国家级\n\n:::{{notice}} {TITLE}\n{fields}\n{OTHER}\n:::\n")
    assert told(tmp_path, text) == [f"DGT332 i {TITLE}"]


def test_a_long_body_about_a_document_of_like_name_is_told(tmp_path: Path) -> None:
    title = "关于印发《示例市首批创新平台孵化指南》的通知"
    body = (
        "根据《示例市首批规划纲要》，面积不少于三千平方米、服务团队稳定的机构可以在五月底前申请认定。"
        * 3
    )
    assert told(tmp_path, issue(notice(title, body))) == [f"DGT332 w {title}"]


@pytest.mark.parametrize("name", ["孵化器发展规划", "〈办法〉释义", "预算法"])
def test_a_long_body_may_name_anything_else(tmp_path: Path, name: str) -> None:
    body = f"根据《{name}》，面积不少于三千平方米、服务团队稳定的机构可以在五月底前申请认定。" * 4
    assert told(tmp_path, issue(notice(TITLE, body))) == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("《示例市创新券管理办法》解读", "通知"),
        ("一图看懂《示例市创新券管理办法》", "解读"),
        ("《示例市创新券管理办法》起草说明", "资讯"),
    ],
)
def test_an_interpretation_may_speak_of_what_came_before(
    tmp_path: Path, title: str, kind: str
) -> None:
    assert told(tmp_path, issue(notice(title, OTHER * 4, type=kind))) == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "详见《通知》附件。",
        "企业可以申领一笔费用，用于购买检测服务，每家每年不超过十万元，先到先得，用完为止。",
        "《示例市创新券管理办法》自五月起施行，替代《示例市孵化器认定办法》，具体由各区负责办理。",
        "《示例市“创新券”管理 办法（试行）》自五月起施行，《示例市孵化器认定办法》同时废止。",
        "（《示例市创新券管理办法》见附件）自五月起施行，《示例市孵化器认定办法》同时废止，特此通知。",
        "新办法替代《示例市孵化器认定办法》，创新券改为先用后兑，每家每年不超过十万元，自五月起施行。",
        "为落实《示例市科技进步条例》，每家企业每年可以领取十万元以内的费用，用于购买检测服务。",
        "《管理办法》自五月起施行，每家企业每年可以领取十万元以内的费用，用于向高校院所购买服务。",
    ],
)
def test_a_summary_may_leave_out_the_document(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, issue(notice(TITLE, body))) == []


def test_names_within_names_are_the_document(tmp_path: Path) -> None:
    title = "关于发布《〈示例药品办法〉问答（征求意见稿）》的通告"
    body = (
        "《<示例药品办法>问答（征求意见稿）》现予发布，与《示例器械办法问答》一并施行，请遵照执行。"
    )
    assert told(tmp_path, issue(notice(title, body))) == []


RUNS_ON = "关于示例目录的通知"
REST = "经示例委员会审核确定，现发布示例名单（第二批）"


def test_a_sentence_behind_a_title_is_told(tmp_path: Path) -> None:
    text = issue(notice(RUNS_ON + REST))
    assert told(tmp_path, text) == [f"DGT335 i {REST}"]
    assert message_of(findings(tmp_path, text)[0], "zh") == (
        f"标题到“{RUNS_ON}”就完了，后面还接着“{REST}”。"
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于示例目录的通知（第二批）", "通知"),
        ("关于转发《关于示例目录的通知》的通知", "通知"),
        ("关于按照示例目录的通知要求，进一步做好工作的通知", "通知"),
        ("转发关于示例目录的通知的函", "函"),
        (f"示例局发布关于目录的通知{REST}", "资讯"),
        ("关于示例目录的通知、公告和说明，请遵照执行", "通知"),
    ],
)
def test_titles_that_end_as_they_should(tmp_path: Path, title: str, kind: str) -> None:
    assert told(tmp_path, issue(notice(title, type=kind))) == []


SAME = "关于示例专项的通知"


def test_the_same_title_in_an_issue_and_across_issues(tmp_path: Path) -> None:
    one, two = notice(SAME, id="one"), notice(SAME, id="two", published="2021-04-15")
    assert told(tmp_path / "one", issue(one + two)) == [f"DGT334 w {SAME}"]
    files = {"a.md": issue(two, 2), "b.md": issue(one, 1)}
    (found,) = findings(tmp_path / "two", files)
    assert Path(found.place.file).name == "a.md"
    assert (
        message_of(found, "zh") == "示例局的同一标题已经有了：b 第 9 行的《关于示例专项的通知》。"
    )
    assert told(tmp_path / "two", files) == [f"DGT334 i {SAME}"]


@pytest.mark.parametrize(
    "fields",
    [
        {"issuer": "另一局"},
        {"published": "2021-03-12"},
        {"follows": "one"},
        {"amends": "one"},
        {"follows": "示发〔2021〕3号"},
    ],
)
def test_what_makes_them_two(tmp_path: Path, fields: dict[str, str]) -> None:
    number = "示发〔2021〕3号" if "3号" in fields.get("follows", "") else ""
    text = notice(SAME, id="one", number=number) + notice(SAME, id="two", **fields)
    assert told(tmp_path, issue(text)) == []


def test_different_numbers_make_them_two(tmp_path: Path) -> None:
    text = "".join(notice(SAME, id=f"n{n}", number=f"示发〔2021〕{n}号") for n in (3, 4))
    assert told(tmp_path, issue(text)) == []


def test_two_without_ids_are_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, issue(notice(SAME) + notice(SAME))) == []  # DGT204 says so


GROUP = ":::{group}\n:issuer: 示例局\n:::\n\n请各单位报送材料。\n\n"


def lost(folder: Path, text: str) -> list[Diagnostic]:
    """Give the titles that have no notice for the block of a group."""
    (folder / "digest.toml").touch()
    (folder / "a.md").write_text(issue(text), encoding="utf-8")
    return [found for found in check([folder]).diagnostics if found.code == "DGT378"]


@pytest.mark.parametrize(
    "title",
    ["关于示例专项的通知", "关于示例专项申报的公告（2021年第3号）", "2021 年度示例项目的公示"],
)
def test_a_group_block_below_the_title_of_a_notice_is_told(tmp_path: Path, title: str) -> None:
    (found,) = lost(tmp_path, f"## 示例篇\n\n### {title}\n\n{GROUP}")
    assert (found.code, found.values["title"], found.place.span.column) == ("DGT378", title, 5)


@pytest.mark.parametrize("title", ["国家级", "通知公告", "关于知识产权"])
def test_a_group_block_below_its_own_heading_is_right(tmp_path: Path, title: str) -> None:
    assert lost(tmp_path, f"## 示例篇\n\n### {title}\n\n{GROUP}") == []


def test_a_group_may_be_called_like_a_notice(tmp_path: Path) -> None:
    inner = notice(TITLE, "一并申请。").replace("## ", "#### ")
    above = "## 示例篇\n\n### 关于创新券的通知\n\n:::{group}\n:issuer: 示例局\n:::\n\n"
    assert lost(tmp_path, above + inner) == []
