"""What an editor accepts or leaves out is so in the build too, and readers see the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .conftest import build, issue, notice, touch_later

Project = Callable[[Mapping[str, str]], Path]


def dated(more: str = "") -> str:
    text = notice("one", "第一条通知", "摘要。", more)
    head, found, rest = text.partition(":published: 2021-")
    assert found
    return f"{head}:published: 2020-{rest}"


def test_a_rule_speaks_in_the_build(project: Project, tmp_path: Path) -> None:
    built = build(project({"issues/a.md": issue(1, dated())}), tmp_path / "out")
    assert built.codes == ["DGT311"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_reason_of_an_acceptance_is_the_editors_note(
    project: Project, tmp_path: Path, language: str
) -> None:
    text = dated(":accept: DGT311 原文年份如此\n:note: 另有更正\n")
    built = build(project({"issues/a.md": issue(1, text)}), tmp_path / "out", language=language)
    assert built.codes == []
    page = built.main("issues/a.html")
    label = {"zh_CN": "编者注", "en": "Editors’ note"}[language]
    assert page.count(label) + page.count(label.replace("’", "'")) + page.count("&#39;") >= 1
    assert "原文年份如此" in page
    assert "另有更正" in page
    assert "DGT311" not in page


def test_an_acceptance_is_exported_with_its_reason(project: Project, tmp_path: Path) -> None:
    text = dated(":accept: DGT311 原文年份如此\n")
    built = build(project({"issues/a.md": issue(1, text)}), tmp_path / "out")
    (exported,) = built.digest["issues"][0]["notices"]
    assert exported["accepted"] == [{"code": "DGT311", "reason": "原文年份如此"}]


def test_settings_choose_in_the_build_and_a_change_is_seen(
    project: Project, tmp_path: Path
) -> None:
    source = project({"issues/a.md": issue(1, dated())})
    assert build(source, tmp_path / "out").codes == ["DGT311"]
    settings = source / "digest.toml"
    before = settings.read_text(encoding="utf-8") if settings.exists() else ""
    settings.write_text(before + '\n[rules]\nignore = ["DGT31"]\n', encoding="utf-8")
    touch_later(settings)
    assert build(source, tmp_path / "out").codes == []
    settings.write_text(before + '\n[rules.severity]\nDGT311 = "error"\n', encoding="utf-8")
    touch_later(settings)
    again = build(source, tmp_path / "out")
    assert "ERROR" in again.warnings
    assert again.codes == ["DGT311"]
