"""Issuers that are misspelt, or named differently by title, source and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import read_source
from sphinx_digest.core.messages import message_of
from sphinx_digest.core.rules.issuers import _Names
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.store import resolve
from tests.rules.archives import findings, issue, mended, notice, told

KNOWN = (
    "国家知识产权局",
    "国家药品监督管理局",
    "国家药监局药审中心",
    "江西省知识产权局",
    "山西省科学技术厅",
    "抚州市科学技术局",
    "北京市知识产权局",
    "国家税务总局",
    "示例省工业和信息化厅",
    "示例省药品监督管理局",
)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("国家知识产局权", "国家知识产权局"),
        ("国家知识产权居", "国家知识产权局"),
        ("国家知识产全局", "国家知识产权局"),
        ("国家知识产权局局", "国家知识产权局"),
        ("国家药品监管理局", "国家药品监督管理局"),
        ("国家药品监督管局", "国家药品监督管理局"),
        ("北京知识产权局", "北京市知识产权局"),
        ("示例省工业和信息化 厅", "示例省工业和信息化厅"),
        ("国家药监局药审中新", "国家药监局药审中心"),
        # other bodies
        ("示例药品监督管理局", None),
        ("江西知识产权局", None),
        ("示例省工业区和信息化厅", None),
        ("国家知识产权局办公室", None),
        ("国家食品监督管理局", None),
        ("江苏省知识产权局", None),
        ("陕西省科学技术厅", None),
        ("福州市科学技术局", None),
        ("示例省工业和信息化局", None),
        ("原国家知识产权局", None),
        ("国家税务局", None),
        ("国知局", None),
    ],
)
def test_what_is_a_slip_of_a_name(name: str, mend: str | None) -> None:
    assert _Names(KNOWN).near(name) == mend


SETTINGS = """
[issuers.cnipa]
name = "国家知识产权局"
aliases = ["国知局"]
[issuers.cde]
name = "国家药品监督管理局药品审评中心"
aliases = ["国家药监局药审中心", "药审中心", "CDE"]
[issuers.nmpa]
name = "国家药品监督管理局"
aliases = ["国家药监局"]
[issuers.news]
name = "示例知产前沿"
"""


def test_a_misspelt_issuer_is_mended_where_it_stands(tmp_path: Path) -> None:
    text = issue(notice("关于甲的通知", id="one", issuer="国家药监局；国家知识产局权"))
    (found,) = findings(tmp_path, text, SETTINGS)
    assert message_of(found, "zh") == "设置里没有“国家知识产局权”，只有“国家知识产权局”。"
    assert told(tmp_path, text, SETTINGS) == ["DGT361 w 国家知识产局权"]
    (tmp_path / "a.md").write_text(mended(found), encoding="utf-8")
    assert "国家药监局；国家知识产权局\n" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert findings(tmp_path, mended(found), SETTINGS) == ()


def test_a_misspelt_alias_or_source(tmp_path: Path) -> None:
    text = issue(
        notice("关于甲的通知", id="one", issuer="国家药监局药审中兴")
        + notice("关于乙的解读", id="two", type="解读", issuer="", source="示例知产前言")
    )
    assert told(tmp_path, text, SETTINGS) == [
        "DGT361 w 国家药监局药审中兴",
        "DGT361 w 示例知产前言",
    ]


@pytest.mark.parametrize("name", ["CDE", "药审中心", "国家药监局药审中心", "国知局", "另一局"])
def test_known_names_and_strangers_are_silent(tmp_path: Path, name: str) -> None:
    text = issue(notice("关于甲的通知", id="one", issuer=name))
    assert told(tmp_path, text, SETTINGS) == []


def rare(usual: int, rare: int) -> str:
    names = ["示例省科学技术厅"] * usual + ["示例省科学计术厅"] * rare
    return issue(
        "".join(
            notice(f"关于第{'甲乙丙丁戊己庚辛'[at]}项的通知", id=f"n{at}", issuer=name)
            for at, name in enumerate(names)
        )
    )


def test_a_rare_spelling_is_told_by_the_archive(tmp_path: Path) -> None:
    assert told(tmp_path, rare(3, 1)) == ["DGT360 i 示例省科学计术厅"]
    assert told(tmp_path, rare(6, 2)) == ["DGT360 i 示例省科学计术厅"] * 2
    assert told(tmp_path, rare(2, 1)) == []
    assert told(tmp_path, rare(3, 2)) == []
    known = '[issuers.a]\nname = "示例省科学技术厅"\naliases = ["示例省科学计术厅"]\n'
    assert told(tmp_path, rare(3, 1), known) == []
    known = '[issuers.a]\nname = "示例省科学技术厅"\n'
    assert told(tmp_path, rare(3, 1), known) == ["DGT361 w 示例省科学计术厅"]


@pytest.mark.parametrize(
    ("issuer", "source", "expected"),
    [
        ("国家知识产权局", "国家药监局", ["DGT362 i 国家药监局"]),
        ("国家知识产权局", "国知局", []),
        ("国家知识产权局办公室", "国家知识产权局", []),
        ("国家知识产权局", "示例日报", []),
        ("国家药品监督管理局", "CDE", []),
        ("CDE；国家知识产权局", "国知局", []),
    ],
)
def test_a_source_beside_its_issuer(
    tmp_path: Path, issuer: str, source: str, expected: list[str]
) -> None:
    text = issue(notice("关于甲的通知", id="one", issuer=issuer, source=source))
    assert told(tmp_path, text, SETTINGS) == expected


def test_a_source_that_is_an_issuer_elsewhere(tmp_path: Path) -> None:
    text = issue(
        notice("关于甲的通知", id="one", issuer="示例市科技局")
        + notice("关于乙的公告", id="two", issuer="示例市税务局", source="示例市科技局")
    )
    assert told(tmp_path, text) == ["DGT362 i 示例市科技局"]


@pytest.mark.parametrize(
    ("title", "fields", "expected"),
    [
        ("国家药监局关于甲的通告", {"issuer": "国知局"}, ["DGT363 w 国知局"]),
        ("国家药监局 印发甲的通知", {"issuer": "国知局"}, ["DGT363 w 国知局"]),
        ("国家药监局关于甲的通告", {"issuer": "国家药品监督管理局"}, []),
        ("国家药监局关于甲的通告", {"issuer": "CDE"}, []),
        ("国家药监局药审中心关于甲的通告", {"issuer": "CDE"}, []),
        ("国知局关于甲的通告", {"issuer": "国家知识产权局办公室"}, []),
        ("国家药监局国知局关于甲的通告", {"issuer": "国知局"}, []),
        ("国家药监局关于甲的解读", {"issuer": "国知局", "type": "解读"}, []),
        ("国家药监局关于甲的通告", {"issuer": "", "source": "示例日报"}, []),
        ("市科技局关于甲的通告", {"issuer": "国知局"}, []),
        ("关于甲的通告", {"issuer": "国知局"}, []),
    ],
)
def test_an_issuer_at_the_head_of_a_title(
    tmp_path: Path, title: str, fields: dict[str, str], expected: list[str]
) -> None:
    assert told(tmp_path, issue(notice(title, id="one", **fields)), SETTINGS) == expected


def test_a_short_name_of_several_places_is_nobody(tmp_path: Path) -> None:
    text = issue(
        notice("关于甲的通知", id="one", issuer="市科技局")
        + notice("市科技局关于乙的通知", id="two", issuer="示例省财政厅")
    )
    assert told(tmp_path, text) == []


def test_any_name_of_an_issuer_says_which_number_is_meant(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text(
        issue(
            notice("关于甲的通告", id="one", number="2021年第7号", issuer="CDE")
            + notice("关于乙的公告", id="two", number="2021年第7号", issuer="国知局")
        ),
        encoding="utf-8",
    )
    settings, _ = read_settings(path)
    document = read_source(str(path), "a", settings, load_schemas(settings)[0])[1]
    digest = resolve([document], settings.aliases())
    assert digest.find_document("2021年第7号") == ("one", "two")
    for name in ("CDE", "药审中心", "国家药品监督管理局药品审评中心"):
        assert digest.find_document("第7号", f"{name} 2021年第7号") == ("one",)
    assert digest.find_document("国知局公告2021年第7号") == ("two",)
