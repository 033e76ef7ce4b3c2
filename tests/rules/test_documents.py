"""Document numbers: their years, their titles, and numbers that are there twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.messages import message_of
from tests.rules.archives import findings, issue, notice, told

NUMBER = "示发〔2021〕3号"


def test_a_number_that_is_there_twice(tmp_path: Path) -> None:
    text = notice("关于甲的通知", id="one", number=NUMBER) + notice(
        "关于乙的通知", id="two", number="示发[2021]第3号"
    )
    (found,) = findings(tmp_path, issue(text))
    assert (
        message_of(found, "zh")
        == "示例局的 示发〔2021〕第3号 已经有了：第 9 行的《关于甲的通知》。"
    )
    assert told(tmp_path, issue(text)) == ["DGT333 i 示发[2021]第3号"]


def test_one_that_has_no_id_of_its_own_is_told_too(tmp_path: Path) -> None:
    text = notice("关于甲的通知", number=NUMBER) + notice("关于乙的通知", id="two", number=NUMBER)
    assert told(tmp_path, issue(text)) == [f"DGT333 i {NUMBER}"]


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "two", "issuer": "另一局"},
        {"id": "two", "number": "示发〔2021〕13号"},
        {"id": "two", "type": "解读"},
        {"id": "two", "type": "资讯"},
    ],
)
def test_another_issuer_number_or_sort_is_another_document(
    tmp_path: Path, fields: dict[str, str]
) -> None:
    text = notice("关于甲的通知", id="one", number=NUMBER) + notice(
        "关于乙的通知", **{"number": NUMBER, **fields}
    )
    assert told(tmp_path, issue(text)) == []


def test_two_without_ids_are_told_once(tmp_path: Path) -> None:
    text = notice("关于甲的通知", number=NUMBER) + notice("关于乙的通知", number=NUMBER)
    assert told(tmp_path, issue(text)) == []  # DGT206 says so


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        ({"number": "示发〔2031〕3号"}, "", ["DGT364 w 示发〔2031〕3号"]),
        ({"number": "2201年第3号"}, "", ["DGT364 w 2201年第3号"]),
        ({"number": "示发〔1021〕3号"}, "", ["DGT364 w 示发〔1021〕3号"]),
        ({"repeals": "示发〔2001〕3号；示发〔2022〕4号"}, "", ["DGT364 w 示发〔2022〕4号"]),
        ({}, "依据国科发〔2091〕3号办理。", ["DGT364 w 国科发〔2091〕3号"]),
        ({}, "依据{docnum}`国科发〔1921〕3号`办理。", ["DGT364 w 国科发〔1921〕3号"]),
        ({"number": "主席令第六十三号"}, "依据国科发〔1988〕3号办理。", []),
        ({"number": NUMBER}, "", []),
    ],
)
def test_a_year_that_cannot_be(
    tmp_path: Path, fields: dict[str, str], body: str, expected: list[str]
) -> None:
    text = issue(notice("关于甲的通知", body, id="one", **fields))
    assert told(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("关于甲的通告（2021年第27号）", "2021年第28号", ["DGT365 w 2021年第28号"]),
        ("关于甲的通告(国发〔2021〕7号)", "国发〔2021〕1号", ["DGT365 w 国发〔2021〕1号"]),
        ("关于甲的公告（国家税务总局公告2021年第7号）", "2021年第7号", []),
        ("关于甲的通告（2021 年第 027 号）", "2021年第27号", []),
        ("关于甲的通告（2021年第27号）", "示发〔2021〕3号", []),
        ("关于废止（2021年第27号）的通告", "2021年第28号", []),
        ("关于甲的通告（第三号）", "2021年第28号", []),
        ("关于甲的通告（2021年第27号）", "", []),
    ],
)
def test_a_number_beside_its_title(
    tmp_path: Path, title: str, number: str, expected: list[str]
) -> None:
    assert told(tmp_path, issue(notice(title, id="one", number=number))) == expected


@pytest.mark.parametrize(
    ("number", "fields", "expected"),
    [
        ("示发〔2020〕3号", {"published": "2021-04-12"}, True),
        ("示发〔2020〕3号", {"published": "2021-01-12"}, False),
        ("示发〔2020〕3号", {"published": "2021-04-12", "dated": "2020-12-30"}, False),
        ("示发〔2019〕3号", {"published": "2021-01-12"}, True),
        ("示发〔2020〕3号", {"published": "unknown"}, False),
        ("示发〔2020〕3号", {"published": "2021"}, False),
        ("2020年第3号", {"published": "2021-04-12"}, True),
    ],
)
def test_a_number_of_another_year(
    tmp_path: Path, number: str, fields: dict[str, str], expected: bool
) -> None:
    found = told(tmp_path, issue(notice("关于甲的通知", id="one", number=number, **fields)))
    assert found == ([f"DGT366 i {number}"] if expected else [])


def test_padding_and_brackets_of_a_field_are_read_as_one_number(tmp_path: Path) -> None:
    text = notice("关于甲的通知（示发〔2021〕3号）", id="one", number="示发（２０２１）003 号")
    assert told(tmp_path, issue(text)) == []
