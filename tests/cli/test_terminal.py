"""What a terminal shows besides the findings: colours, a bar on long runs, counts by code."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_digest.cli import main, progress
from sphinx_digest.cli.words import speaker

SAY = speaker("zh")


class Stream(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, terminal: bool = True) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Stream:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return Stream()


def ticks(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def drawn(stream: Stream, files: int, seconds: float) -> list[str]:
    """Give what stood on the line in turn while so many files took so long."""
    clock = ticks(seconds / files)
    with progress.showing_progress(stream, SAY, clock=lambda: next(clock)) as show:
        assert show is not None
        for number in range(1, files + 1):
            show(number, files)
    return [text for text in stream.getvalue().split("\r") if text.strip()]


def test_a_long_run_shows_a_bar_ten_times_a_second_and_wipes_it(terminal: Stream) -> None:
    shown = drawn(terminal, 5000, 2.0)
    assert 15 <= len(shown) <= 20
    assert shown[0].startswith("正在检查 [#")
    assert shown[-1].endswith("/5000")
    assert terminal.getvalue().endswith("\r")
    assert not terminal.getvalue().split("\r")[-2].strip()


def test_a_run_of_few_but_slow_files_shows_a_bar(terminal: Stream) -> None:
    assert drawn(terminal, 10, 3.0)


def test_a_short_run_shows_nothing(terminal: Stream) -> None:
    assert drawn(terminal, 150, 0.5) == []
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_where_nobody_watches_there_is_no_bar(
    terminal: Stream, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with progress.showing_progress(terminal, SAY) as show:
        assert show is None


def test_a_file_or_quiet_gets_no_bar(terminal: Stream) -> None:
    with progress.showing_progress(terminal, SAY, quiet=True) as show:
        assert show is None
    terminal.terminal = False
    with progress.showing_progress(terminal, SAY) as show:
        assert show is None


WRONG = """\
# 周报

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:::

## 甲通知

:::{notice}
:type: 通知
:issuer: 示例局
:published: 2021-04-31
:dated: 2021-04-31
:banana: 黄
:::
"""


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_statistics_count_by_code(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--statistics"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["2  DGT102  impossible-date  错误", "1  DGT020  unknown-field    错误"]
    assert lines[-2] == ""
    assert lines[-1].startswith("查了 1 个文件：3 个错误")


def test_statistics_of_a_clean_digest_are_the_summary(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (wrong / "a.md").write_text("# 甲\n", encoding="utf-8")
    assert main(["check", "--statistics"]) == 0
    assert capsys.readouterr().out == "查了 1 个文件：没有发现问题。\n"
    assert main(["check", "--statistics", "-q"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("environment", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colors_in_a_file_only_where_forced(
    wrong: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["check"])
    assert ("\033[31m" in capsys.readouterr().out) is colored


@pytest.mark.parametrize(("term", "colored"), [("xterm", True), ("dumb", False)])
def test_colors_on_a_terminal(
    wrong: Path, monkeypatch: pytest.MonkeyPatch, term: str, colored: bool
) -> None:
    stream = Stream()
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setenv("TERM", term)
    main(["check"])
    assert ("\033[31m" in stream.getvalue()) is colored
