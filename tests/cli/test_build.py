"""`build` runs Sphinx: what stops an issue, and that it stays stopped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_digest.cli import main


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    source = tmp_path / "digest"
    main(["new", "digest", str(source)])
    return source


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_both_results_are_made_and_named(digest: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = digest / "build"
    assert main(["build", str(digest), str(out), "-W"]) == 0
    assert capfd.readouterr().out.splitlines()[-3:] == [
        f"网页：{out / 'html' / 'index.html'}",
        f"PDF：{out / 'pdf' / 'issue-1.pdf'}",
        f"PDF：{out / 'pdf' / 'volume-2021.pdf'}",
    ]
    assert (out / "pdf" / "issue-1.pdf").read_bytes().startswith(b"%PDF-")
    assert (out / "html" / "digest" / "diagnostics.json").is_file()


def test_the_set_of_pdf_files_is_chosen(digest: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["build", str(digest), str(out), "--pdf", "--pdf-set", "issue"]) == 0
    assert [path.name for path in (out / "pdf").glob("*.pdf")] == ["issue-1.pdf"]
    assert not (out / "html").exists()


def test_an_error_fails_each_build_and_is_said_once(
    digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edit(digest / "issues/2021-001.md", ":published: 2021-04-13", ":published: 2021-04-31")
    command = ["build", str(digest), str(tmp_path / "out")]
    for _ in range(2):
        assert main(command) == 1
        log, errors = capfd.readouterr()
        assert not re.search("succeeded|成功", log + errors)
        assert errors.count("2021-04-31 不存在") == 1
        assert errors.endswith("没有通过：1 个错误、0 个警告，见上文。\n")
    edit(digest / "issues/2021-001.md", ":published: 2021-04-31", ":published: 2021-04-13")
    assert main(command) == 0


def test_sphinx_own_warnings_stop_only_where_asked_and_come_back(
    digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (digest / "index.md").open("a", encoding="utf-8") as file:
        file.write("\n{doc}`nowhere`\n")
    command = ["build", str(digest), str(tmp_path / "out"), "--html"]
    assert main(command) == 0
    assert "nowhere" in capfd.readouterr().err
    for _ in range(2):
        assert main([*command, "-W"]) == 1
        assert "0 个错误、1 个警告" in capfd.readouterr().err


def test_an_error_while_settings_are_read_counts(
    digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edit(digest / "digest.toml", "timezone =", "timezon =")
    assert main(["build", str(digest), str(tmp_path / "out"), "--html"]) == 1
    assert "DGT081" in capfd.readouterr().err


def test_sphinx_breaking_off_is_a_failure(
    digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edit(digest / "conf.py", '"sphinx_digest"', '"sphinx_digest", "no_such_extension"')
    assert main(["build", str(digest), str(tmp_path / "out")]) == 1
    assert "no_such_extension" in capfd.readouterr().err


def test_wrong_usage_exits_2(
    digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for source, out, words in (
        (tmp_path / "nowhere", tmp_path / "out", "没有文件夹"),
        (tmp_path / "empty", tmp_path / "out", "没有 conf.py"),
        (digest, tmp_path / "file", "不是文件夹"),
        (digest, digest, "不能写进源文件的文件夹"),
    ):
        assert main(["build", str(source), str(out)]) == 2
        assert words in capfd.readouterr().err
    assert main(["build", str(digest), "out", "-j", "0"]) == 2
    assert "-j 不能写“0”" in capfd.readouterr().err
