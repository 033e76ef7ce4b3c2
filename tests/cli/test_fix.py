"""``check --fix`` and ``--diff``, with a check that knows one mistake: 坏 should be 好."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core import check as checking
from sphinx_digest.core.model import Diagnostic, Fix, Place, Span
from sphinx_digest.core.reports.entry import lines_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``check`` in the folder, with the one mistake found besides what a check finds."""
    real = checking.check

    def check(
        paths: Sequence[Path],
        config: Path | None = None,
        *,
        instead: Mapping[str, str] | None = None,
        **_rest: object,
    ) -> checking.Report:
        report = real(paths, config, instead=instead)
        found = list(report.diagnostics)
        for path in sorted(tmp_path.rglob("*.*")):
            text = report.sources(str(path)) if path.suffix in (".md", ".rst", ".inc") else None
            for number, line in enumerate(lines_of((text or "").removeprefix("\ufeff"), 1, 99), 1):
                for match in re.finditer("坏", line):
                    column = match.start() + 1
                    place = Place(str(path), Span(number, column, number, column + 1))
                    values = {"value": "坏", "reason": "没有"}
                    found.append(Diagnostic("DGT102", place, values, fixes=(Fix(place, "好"),)))
        return checking.Report(
            tuple(found), report.files, report.sources, report.language, report.projects, True
        )

    monkeypatch.setattr("sphinx_digest.cli.check.check", check)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")

    def run_check(*arguments: str) -> tuple[int, str, str]:
        status = main(["check", *arguments])
        output = capsys.readouterr()
        return status, output.out, output.err

    return run_check


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_the_summary_says_how_many_can_be_mended(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# 坏坏\n")
    status, out, _ = run()
    assert status == 1
    assert out.endswith("查了 1 个文件：2 个错误，其中 2 个可以用 --fix 改好。\n")


def test_fix_mends_and_says_how_much(run: Run, tmp_path: Path) -> None:
    one = write(tmp_path / "a.md", "# 坏坏\n")
    two = write(tmp_path / "b.rst", "坏\n==\n")
    status, out, err = run("--fix")
    assert (one.read_bytes(), two.read_bytes()) == ("# 好好\n".encode(), "好\n==\n".encode())
    assert (status, err) == (0, "")
    assert out == "查了 2 个文件：没有发现问题。\n改了 3 处，2 个文件。\n"
    before = [path.stat().st_mtime_ns for path in (one, two)]
    assert run("--fix") == (0, "查了 2 个文件：没有发现问题。\n", "")
    assert [path.stat().st_mtime_ns for path in (one, two)] == before


@pytest.mark.parametrize(
    "text",
    ["\ufeff坏 甲\r\n乙\t坏\r\n", "甲\r坏\r\n乙\n坏", "坏", "甲\u2028坏\x0b乙\x85\n", "\x00坏\n"],
)
def test_line_ends_marks_and_the_last_line_stay(run: Run, tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.md", text)
    run("--fix")
    assert path.read_bytes() == text.replace("坏", "好").encode()


def test_permissions_stay(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "# 坏\n")
    path.chmod(0o640)
    run("--fix")
    assert path.read_text(encoding="utf-8") == "# 好\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md", "digest.toml"]


def test_only_what_was_asked_for_is_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    asked = write(tmp_path / "in/a.md", "# 坏\n\n```{include} ../out/b.inc\n```\n")
    included = write(tmp_path / "out/b.inc", "坏\n")
    linked = tmp_path / "in/c.md"
    linked.symlink_to(write(tmp_path / "out/c.md", "# 坏\n"))
    foreign = tmp_path / "in/d.md"
    foreign.write_bytes("# 坏\n".encode("gbk"))
    assert run("--fix", "in")[0] == 1
    assert "好" in asked.read_text(encoding="utf-8")
    assert "坏" in included.read_text(encoding="utf-8")
    assert "坏" in linked.read_text(encoding="utf-8")
    assert linked.is_symlink()
    assert foreign.read_bytes() == "# 坏\n".encode("gbk")
    assert "--fix" not in run("--fix", "in")[1]  # what it left, it cannot mend
    run("--fix", "in/c.md")
    assert linked.is_symlink()
    assert "好" in linked.read_text(encoding="utf-8")


def test_a_source_folder_beside_the_settings_is_mended(run: Run, tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "digest.toml").unlink()
    config = tmp_path / "settings/digest.toml"
    config.write_text('source = "../issues"\n', encoding="utf-8")
    (tmp_path / "issues").mkdir()
    path = write(tmp_path / "issues/a.md", "# 坏\n")
    run("--fix", "--config", str(config), "issues")
    assert path.read_text(encoding="utf-8") == "# 好\n"


def test_a_file_changed_meanwhile_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.md", "# 坏\n")
    other = write(tmp_path / "b.md", "# 坏\n")
    from sphinx_digest.cli import mended

    writing = mended.write_changes

    def write_later(*arguments: object) -> mended.Written:
        write(path, "# 坏，又改了\n")
        return writing(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("sphinx_digest.cli.check.write_changes", write_later)
    status, out, err = run("--fix")
    assert path.read_text(encoding="utf-8") == "# 坏，又改了\n"
    assert other.read_text(encoding="utf-8") == "# 好\n"
    assert err == "“a.md”刚刚被别的程序改过，没有动它；请再运行一次。\n"
    assert "a.md:1:3: error[DGT102]" in out
    assert out.endswith("改了 1 处，1 个文件。\n")
    assert status == 1


def test_a_file_that_cannot_be_written_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.md", "# 坏\n")
    monkeypatch.setattr(os, "access", lambda *_: False)
    status, out, err = run("--fix")
    assert (status, err) == (1, "写不进“a.md”：没有权限。\n")
    assert "a.md:1:3: error[DGT102]" in out
    assert path.read_text(encoding="utf-8") == "# 坏\n"


def test_diff_shows_what_fix_would_do_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# 坏\n\n甲\r\n坏")
    text = (tmp_path / "a.md").read_bytes()
    for arguments in (["--diff"], ["--fix", "--diff"]):
        status, out, err = run(*arguments)
        assert status == 1
        assert (tmp_path / "a.md").read_bytes() == text
        assert out.splitlines()[:5] == [
            "--- a/a.md",
            "+++ b/a.md",
            "@@ -1,4 +1,4 @@",
            "-# 坏",
            "+# 好",
        ]
        assert err == "--fix 会改 2 处，1 个文件。\n"
    if not shutil.which("git"):
        return
    patch = subprocess.run(
        ["git", "apply", "-"], cwd=tmp_path, input=out.encode(), check=False, capture_output=True
    )
    assert patch.returncode == 0, patch.stderr
    assert (tmp_path / "a.md").read_bytes() == "# 好\n\n甲\r\n好".encode()
    assert run("--diff") == (0, "", "没有可以用 --fix 改的。\n")


def test_diff_fails_on_what_is_left(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# 甲\n\n:::{notice} 乙\n:published: 2021-04-31\n:::\n")
    status, out, err = run("--diff")
    assert (status, out) == (1, "")
    assert re.fullmatch(r"没有可以用 --fix 改的；另有 \d+ 个问题要自己改。\n", err)


def test_machine_formats_report_what_is_left(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# 坏\n")
    status, out, err = run("--fix", "--format", "json")
    assert (status, json.loads(out)["diagnostics"]) == (0, [])
    assert err == "改了 1 处，1 个文件。\n"


@pytest.mark.parametrize("name", ["--diff", "--statistics"])
def test_what_is_for_people_has_no_other_format(run: Run, tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.md", "# 坏\n")
    status, out, err = run(name, "--format", "json")
    assert (status, out) == (2, "")
    assert f"{name} 是给人看的，只能用 --format text。" in err


def test_quiet_prints_findings_alone(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# 坏\n")
    out = run("-q")[1]
    assert out.endswith("help: 请核对原文。\n")
    assert run("-q", "--diff")[2] == ""
    assert run("-q", "--fix") == (0, "", "")


def test_the_words_are_english_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('language = "en"\n', encoding="utf-8")
    write(tmp_path / "a.md", "# 坏\n")
    assert run()[1].endswith("1 file checked: 1 error; --fix can mend 1.\n")
    assert run("--diff")[2] == "--fix would make 1 change in 1 file.\n"
    assert run("--fix")[1] == "1 file checked: no findings.\n1 change made in 1 file.\n"
    assert run("--diff")[2] == "--fix has nothing to mend.\n"
