"""Which folders belong together: each digest.toml governs a digest of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from tests.cli.test_check import ISSUE, project


@pytest.fixture
def digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two digests whose issues have the same number."""
    for name in ("甲刊", "乙刊"):
        (tmp_path / name).mkdir()
        project(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_digests_below_are_not_mixed(digests: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["."], ["甲刊", "乙刊"], ["甲刊/issue.md", "乙刊/issue.md"]):
        assert main(["check", *arguments]) == 0
        assert capsys.readouterr().out == ("查了 2 个文件：没有发现问题。共 2 个周报，各查各的。\n")


def test_a_digest_within_a_digest_is_its_own(
    digests: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(digests)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "查了 3 个文件：没有发现问题。共 3 个周报，各查各的。\n"
    (digests / "digest.toml").write_text('exclude = ["乙刊"]\n', encoding="utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("查了 2 个文件")


def test_each_digest_has_its_own_settings(digests: Path) -> None:
    (digests / "甲刊/digest.toml").write_text("wrong = 1\n", encoding="utf-8")
    found = check([digests]).diagnostics
    assert [(d.code, Path(d.place.file).parent.name) for d in found] == [("DGT081", "甲刊")]


def test_without_settings_the_last_line_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    (tmp_path / "digest.toml").unlink()
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == (
        "查了 1 个文件：没有发现问题。没有找到 digest.toml，是按默认设置查的。\n"
    )


@pytest.mark.parametrize("settings", [True, False])
def test_what_is_made_or_installed_is_left_out(settings: bool, tmp_path: Path) -> None:
    project(tmp_path)
    for name in (".git", ".venv", "venv", "node_modules/x", "_build", "build/html", "x/build"):
        (tmp_path / name).mkdir(parents=True)
        project(tmp_path / name)
    if not settings:
        (tmp_path / "digest.toml").unlink()
    report = check([tmp_path])
    assert (report.files, report.projects, report.diagnostics) == (1, 1, ())


@pytest.mark.parametrize("below", [True, False])
def test_a_new_issue_needs_a_digest_around_it(
    below: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "stranger"
    folder.mkdir()
    if below:
        project(folder)
    else:
        (folder / "issue.md").write_text(ISSUE.format(published="2021-04-12"), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    assert main(["new", "issue"]) == 2
    assert "先进入周报的文件夹" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before
    if below:
        assert main(["new", "issue", "--config", "stranger/digest.toml"]) == 0
