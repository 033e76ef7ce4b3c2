from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.model import Diagnostic

HEAD = (
    "# 示例周报 第 1 期\n\n:::{{issue}}\n:number: 1\n:period: {period}\n:published: 2021-04-16\n:::\n\n"
    "## 关于示例专项的通知\n\n:::{{notice}}\n:id: example-1\n:type: 通知\n:issuer: 示例局\n"
    ":published: {published}\n:::\n\n2021 年 4 月 12 日印发，自 2021/5/1 起施行。\n"
)
ISO = "2021-04-10/2021-04-16"


def found_in(folder: Path, period: str, published: str) -> list[Diagnostic]:
    (folder / "digest.toml").write_text("", encoding="utf-8")
    (folder / "issue.md").write_text(
        HEAD.format(period=period, published=published), encoding="utf-8"
    )
    return [d for d in check([folder]).diagnostics if d.code == "DGT391"]


@pytest.mark.parametrize("published", ["2021/4/12", "2021/04/12", "2021 年 4 月 12 日"])
def test_another_form_is_told_with_its_place_and_its_fix(tmp_path: Path, published: str) -> None:
    (found,) = found_in(tmp_path, ISO, published)
    span = found.place.span
    assert (span.line, span.column, span.end_column) == (15, 13, 13 + len(published))
    assert [fix.text for fix in found.fixes] == ["2021-04-12"]
    assert found.values["count"] == "1"


def test_an_issue_has_one_finding_with_all_fixes(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, "2021/04/10~2021/04/16", "2021/4/12")
    assert found.place.span.line == 5
    assert [fix.text for fix in found.fixes] == [ISO, "2021-04-12"]


@pytest.mark.parametrize("published", ["2021-04-12", "unknown"])
def test_one_form_throughout_is_silent(tmp_path: Path, published: str) -> None:
    assert not found_in(tmp_path, ISO, published)


def test_the_wording_of_a_time_is_left(tmp_path: Path) -> None:
    row = ":::{deadlines}\n- 2021/5/12 | 示例培训\n- 2021 年 5 月 14 日前 | 网上申报\n:::\n"
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    text = HEAD.format(period=ISO, published="2021-04-12") + "\n" + row
    (tmp_path / "issue.md").write_text(text, encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


NUMBERED = (
    "# 示例周报 第 1 期\n\n:::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n"
    ":published: 2021-04-16\n:::\n\n## 关于示例专项的通知\n\n:::{notice}\n:id: example-1\n"
    ":type: 通知\n:issuer: 示例局\n:published: 2021-04-12\n"
)


def numbers(folder: Path, field: str) -> list[tuple[str, int, str]]:
    (folder / "digest.toml").write_text("", encoding="utf-8")
    (folder / "issue.md").write_text(f"{NUMBERED}{field}\n:::\n", encoding="utf-8")
    found = [d for d in check([folder]).diagnostics if d.code == "DGT392"]
    assert all(d.place.span.line == 16 for d in found)
    return [(d.values["value"], d.place.span.column, d.fixes[0].text) for d in found]


@pytest.mark.parametrize(
    ("field", "found"),
    [
        (":number: 示办函字[2021]304号", [("示办函字[2021]304号", 10, "示办函字〔2021〕304号")]),
        (":number: 示办函字（2021）304号", [("示办函字（2021）304号", 10, "示办函字〔2021〕304号")]),
        (":number: 示办函字〔2021〕0304号", [("示办函字〔2021〕0304号", 10, "示办函字〔2021〕304号")]),
        (":number: 示办函字〔２０２１〕304号", [("示办函字〔２０２１〕304号", 10, "示办函字〔2021〕304号")]),
        (":number: 示办函字〔2021〕 304 号", []),
        (":number: 示办函字〔2021〕304号", []),
        (":number: 2021年第27号", []),
        (":follows: [2021]", []),
        (":number: （暂缺）", []),
        (":follows: （暂缺）；示办函字[2021]3号", []),
        (":follows: example-0；示办函字[2021]3号", [("示办函字[2021]3号", 21, "示办函字〔2021〕3号")]),
    ],
)  # fmt: skip
def test_a_number_has_one_form(
    tmp_path: Path, field: str, found: list[tuple[str, int, str]]
) -> None:
    assert numbers(tmp_path, field) == found
