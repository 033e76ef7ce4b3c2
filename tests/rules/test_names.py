"""One body under several names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.messages import help_of, message_of
from tests.rules.archives import findings, issue, notice, told


def of(*issuers: str, **fields: str) -> str:
    """Write a notice each for some issuers."""
    return "".join(
        notice(f"关于{name}工作的通知", f"{name}的事项。", issuer=name, **fields)
        for name in issuers
    )


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("示例市科学技术局", "示例市科技局"),
        ("示例省工业和信息化厅", "示例省工信厅"),
        ("国家药品监督管理局药品审评中心", "国家药监局药审中心"),
        ("国家药品监督管理局药品审评中心", "国家药监局药品审评中心"),
        ("示例市市场监督管理委员会", "示例市市场监管委"),
        ("示例市发展和改革委员会", "示例市发展改革委"),
        ("示例市知识产权局办公室", "示例市知识产权局办"),
        ("中华人民共和国示例部", "示例部"),
    ],
)
def test_a_shortening_is_told_beside_the_full_name(tmp_path: Path, full: str, short: str) -> None:
    (found,) = findings(tmp_path, issue(of(full, short)))
    assert message_of(found, "zh") == f"“{short}”像是“{full}”的又一个名称。"
    assert told(tmp_path, issue(of(full, short))) == [f"DGT367 i {short}"]


@pytest.mark.parametrize(
    "names",
    [
        ("示例市科学技术局", "示例区科技局"),
        ("示例市科学技术局", "示例市科学技术协会", "示例市科技园"),
        ("国家知识产权局", "国家知识产权局商标局", "国家知识产权局办公室"),
        ("示例市知识产权局", "示例市知识产权保护中心", "示例市市场监督管理局"),
        ("国家药品监督管理局", "示例省药监局"),
        ("国家市场监督管理总局", "市场监督管理学会"),
        ("国家税务总局示例市税务局", "示例市财政局"),
        ("示例市财政局", "省级财政部门"),
        ("示例经济技术开发区管理委员会", "示例经济开发区管理委员会"),
    ],
)
def test_bodies_of_like_names_are_several(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert told(tmp_path, issue(of(*names))) == []


def test_an_office_without_its_town_may_be_any(tmp_path: Path) -> None:
    text = issue(of("甲城市科学技术局", "乙城市科技局", "市科技局"))
    (found,) = findings(tmp_path, text)
    assert message_of(found, "zh") == (
        "“市科技局”像是“甲城市科学技术局”或“乙城市科技局”的又一个名称。"
    )
    assert (help_of(found, "zh") or "").startswith("“市科技局”没说是哪里的")


def test_an_archive_that_knows_one_town_needs_no_more(tmp_path: Path) -> None:
    assert told(tmp_path, issue(of("市科技局", "市财政局"))) == []


def test_the_settings_know_the_full_name(tmp_path: Path) -> None:
    settings = '[issuers.st]\nname = "示例市科学技术局"\naliases = ["示例科技"]\n'
    text = issue(of("示例市科技局", "示例科技"))
    assert told(tmp_path, text, settings) == ["DGT367 i 示例市科技局"]
    settings = settings.replace('["', '["示例市科技局", "')
    assert told(tmp_path, text, settings) == []


def test_a_name_is_told_once_an_issue(tmp_path: Path) -> None:
    full, short = "示例市科学技术局", "示例市科技局"
    files = {
        "a.md": issue(of(full) + of(short, id="a") + of(short, id="b", published="2021-03-01"), 1),
        "b.md": issue(of(short, id="c", published="2021-02-01"), 2),
    }
    assert [found.code for found in findings(tmp_path, files)].count("DGT367") == 2


def test_the_office_of_a_contact_is_looked_at(tmp_path: Path) -> None:
    contact = ":::{contact} 张某\n:organization: 示例市科技局\n:phone: 010-5550 0101\n:::"
    text = issue(of("示例市科学技术局", "示例市科技局") + notice("关于示例专项的通知", contact))
    assert told(tmp_path, text) == ["DGT367 i 示例市科技局"]
    assert told(tmp_path, issue(of("示例市科学技术局") + notice("关于示例的通知", contact))) == [
        "DGT367 i 示例市科技局"
    ]
