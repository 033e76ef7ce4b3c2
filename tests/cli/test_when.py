from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_digest.cli import main

OWN = """\
titel = "x"
[calendar]
years = [2027]
rest = ["2027-01-01"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def when(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["when", *words]) == status
    out, err = capsys.readouterr()
    assert bool(err) == bool(status)
    return err if status else out


@pytest.mark.parametrize(
    "length", ["10 working days", "10 个工作日", "十个工作日", "10 business days"]
)
def test_both_ends_are_given_when_equal(length: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = when(capsys, length, "--from", "2021-04-15").splitlines()
    assert lines == [
        "10 个工作日，从 2021-04-15（星期四）起算",
        "数到：2021-04-28（星期三）",
        "顺延后：2021-04-28（星期三），不用顺延",
        "怎么数：起算日不计入，只数工作日；调休上班的周末也是工作日",
        lines[4],
    ]
    assert lines[4].startswith("日历：chinesecalendar ")


def test_a_length_needs_no_quotation_marks(capsys: pytest.CaptureFixture[str]) -> None:
    out = when(capsys, "10", "working", "days", "--from", "2021 年 4 月 15 日")
    assert "数到：2021-04-28（星期三）" in out


def test_an_end_on_a_day_of_rest_is_rolled(capsys: pytest.CaptureFixture[str]) -> None:
    out = when(capsys, "30日", "--from", "2021-01-07")
    assert "数到：2021-02-06（星期六，周末）\n" in out
    assert "顺延后：2021-02-07（星期日，春节调休上班）\n" in out
    out = when(capsys, "一个月", "--from", "2021-01-11", "--language", "en")
    assert "Nominal end: 2021-02-11 (Thursday, Spring Festival)\n" in out
    assert "Rolled end: 2021-02-18 (Thursday)\n" in out
    assert "corresponding day" in out


def test_the_count_is_shown_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    out = when(capsys, "6 working days", "--from", "2021-04-30", "--explain")
    assert out.partition("\n\n")[2].splitlines() == [
        "  2021-04-30 星期五  起算日，不计入",
        "  2021-05-01 星期六  劳动节放假，不计入",
        "  2021-05-02 星期日  劳动节放假，不计入",
        "  2021-05-03 星期一  劳动节放假，不计入",
        "  2021-05-04 星期二  劳动节放假，不计入",
        "  2021-05-05 星期三  劳动节放假，不计入",
        "  2021-05-06 星期四  第 1 个工作日",
        "  2021-05-07 星期五  第 2 个工作日",
        "  2021-05-08 星期六  劳动节调休上班，第 3 个工作日",
        "  2021-05-09 星期日  周末，不计入",
        "  2021-05-10 星期一  第 4 个工作日",
        "  2021-05-11 星期二  第 5 个工作日",
        "  2021-05-12 星期三  第 6 个工作日",
    ]
    words = ("1", "month", "--from", "2021-01-31", "--explain", "--language", "en")
    assert when(capsys, *words).splitlines()[-2:] == [
        "  2021-02-28 Sunday     weekend, no corresponding day: the month's last",
        "  2021-03-01 Monday     the next working day",
    ]


def test_undetermined_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    out = when(capsys, "10 个工作日", "--from", "2026-12-25", "--explain")
    assert "数到：定不下来，日历里没有 2027 年的放假安排\n" in out
    assert "写进 digest.toml 的 [calendar]" in out
    assert out.endswith("2027-01-01 星期五  日历里没有 2027 年的放假安排，数不下去了\n")
    out = when(capsys, "1 day", "--from", "2026-12-31", "--language", "en")
    assert "Nominal end: 2027-01-01 (Friday, " in out
    assert "Rolled end: undetermined: the calendar does not have the holidays of 2027\n" in out
    assert "定不下来" in when(capsys, "9999 年", "--from", "2021-01-01", "--explain")


def test_the_settings_above_are_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "digest.toml").write_text(OWN, encoding="utf-8")
    (folder / "issues").mkdir()
    monkeypatch.chdir(folder / "issues")
    out = when(capsys, "1 个工作日", "--from", "2026-12-31", "--explain")
    assert "数到：2027-01-04（星期一）" in out
    assert "+ [calendar]，2004–2027 年" in out
    assert "2027-01-01 星期五  按设置休息，不计入" in out


def test_a_file_of_settings_can_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own.toml").write_text(OWN.replace("2027", "2028"), encoding="utf-8")
    words = ("1 day", "--from", "2027-12-31", "--config")
    assert "2004–2026、2028 年" in when(capsys, *words, "own.toml")
    assert when(capsys, *words, "none.toml", status=2) == (
        "sphinx-digest when: 没有设置文件“none.toml”。\n"
    )


def test_a_calendar_with_a_mistake_is_not_counted_with(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '[calendar]\nrest = [\n  "2021-04-31",\n]\n'
    (folder / "digest.toml").write_text(text, encoding="utf-8")
    error = when(capsys, "1 day", "--from", "2021-04-15", status=2)
    assert error == "sphinx-digest when: digest.toml:3:3: 2021-04-31 不存在，4 月只有 30 天。\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["soon", "--from", "2021-04-15"], "“soon”不是期限。"),
        (["1 月", "--from", "2021-04-15"], "写成 1 个月、15 日、10 个工作日"),
        (["", "--from", "2021-04-15"], "“”不是期限。"),
        (["1 day", "--from", "2021-04-31"], "4 月只有 30 天"),
        (["1 day", "--from", "2021-04"], "--from要写到日"),
        (["1 day", "--from", "明天"], "“明天”不是日期。"),
        (["1 day"], "缺少 --from。"),
        (["--from", "2021-04-15"], "缺少 LENGTH。"),
        (["1 day", "--from", "2021-04-15", "--language", "fr"], "没有“fr”这一种"),
    ],
)
def test_bad_input_is_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in when(capsys, *words, status=2)


def test_words_of_a_mistake_follow_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    error = when(capsys, "soon", "--from", "2021-04-15", "--language", "en", status=2)
    assert "“soon” is not a length of time." in error


def test_the_calendar_is_loaded_only_where_days_are_counted() -> None:
    code = "import sys, sphinx_digest.core.check, sphinx_digest.core.times.counting; "
    code += "print('chinese_calendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_language_of_the_digest_is_the_default(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "digest.toml").write_text('language = "en"\n', encoding="utf-8")
    assert when(capsys, "1 day", "--from", "2021-04-15").startswith("1 day from 2021-04-15 (")
    words = ("1 day", "--from", "2021-04-15", "--language", "zh_CN")
    assert when(capsys, *words).startswith("1 日，从")
