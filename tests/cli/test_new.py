"""What `new` writes is checked by `check`: a newcomer starts without a finding."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.cli.new_issue import Period, Step, read_period

BAD_DAYS = [("2021-04-31", "只有 30 天"), ("soon", "不是日期"), ("2021-04", "要写到日")]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("published", [None, "2024-12-31"])
def test_a_new_digest_is_clean(
    language: str, published: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--published", published] if published else []
    folder = tmp_path / "digest"
    assert main(["new", "digest", str(folder), "--language", language, *options]) == 0
    capsys.readouterr()
    assert main(["check", "--strict", str(folder)]) == 0, capsys.readouterr().out


def test_a_title_may_hold_any_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = 'R&D "${year}" \\ 周报'
    assert main(["new", "digest", str(tmp_path), "--title", title]) == 0
    assert main(["check", str(tmp_path)]) == 0, capsys.readouterr().out
    assert f"# {title} 第 1 期" in (tmp_path / "issues/2021-001.md").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    exec((tmp_path / "conf.py").read_text(encoding="utf-8"), names)
    assert names["project"] == title


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("mine", encoding="utf-8")
    assert main(["new", "digest", str(tmp_path)]) == 2
    assert "已经有 conf.py" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["conf.py"]
    assert (tmp_path / "conf.py").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("published", "words"), BAD_DAYS)
def test_a_wrong_day_is_usage(
    published: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "digest", str(tmp_path), "--published", published]) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    main(["new", "digest", str(tmp_path)])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_next_issue_follows_the_newest(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["new", "issue"]) == 0
    assert capsys.readouterr().out == "issues/2021-002.md\n"
    text = (digest / "issues/2021-002.md").read_text(encoding="utf-8")
    assert text.startswith(
        "# 科技信息周报 第 2 期\n\n:::{issue}\n:number: 2\n"
        ":period: 2021-04-17/2021-04-23\n:published: 2021-04-23\n:::\n"
    )
    assert ":department: 信息部\n:signed: 2021-04-23\n" in text
    assert text.endswith("### 国家级\n\n### 地方级\n\n### 资讯\n")
    assert main(["publish", "1"]) == 0  # it calls contacts.toml
    assert main(["check", "--strict"]) == 0
    capsys.readouterr()
    assert main(["new", "issue", "--published", "2022年1月7日"]) == 0
    assert capsys.readouterr().out == "issues/2022-003.md\n"
    text = (digest / "issues/2022-003.md").read_text(encoding="utf-8")
    assert ":period: 2021-04-24/2021-04-30\n:published: 2022-01-07\n" in text


def test_the_next_issue_is_written_like_the_last(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (digest / "issues/2021-001.md").unlink()
    (digest / "digest.toml").write_text('language = "zh_CN"\n', encoding="utf-8")
    (digest / "issues/周报20210416-9.rst").write_text(
        "周报 第 9 期\n============\n\n.. issue::\n   :id: weekly-9\n   :number: 9\n"
        "   :period: 2021-04-10/2021-04-16\n   :published: 2021-04-16\n\n"
        "甲篇\n----\n\n.. part::\n   :period: 2021-04-12/2021-04-16\n   :department: 甲部\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main(["new", "issue"]) == 0
    assert capsys.readouterr().out == "issues/周报20210423-10.rst\n"
    assert (digest / "issues/周报20210423-10.rst").read_text(encoding="utf-8") == (
        "周报 第 10 期\n=============\n\n.. issue::\n   :id: weekly-10\n   :number: 10\n"
        "   :period: 2021-04-17/2021-04-23\n   :published: 2021-04-23\n\n"
        "甲篇\n----\n\n.. part::\n   :period: 2021-04-19/2021-04-23\n   :department: 甲部\n"
        "   :signed: 2021-04-23\n"
    )
    assert main(["check", "--strict"]) == 0


def test_there_must_be_an_issue_to_follow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "issue"]) == 2
    assert "这里一期也没有" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2021-04-10", "2021-04-16", ("2021-04-17", "2021-04-23")),
        ("2021-12-27", "2022-01-02", ("2022-01-03", "2022-01-09")),
        ("2021-01-01", "2021-01-31", ("2021-02-01", "2021-02-28")),
        ("2021-11-01", "2021-12-31", ("2022-01-01", "2022-02-28")),
        ("2021-04-16", "2021-04-16", ("2021-04-17", "2021-04-17")),
    ],
)
def test_periods_follow_each_other(first: str, last: str, expected: tuple[str, str]) -> None:
    following = Period(date.fromisoformat(first), date.fromisoformat(last)).next()
    assert (following.first.isoformat(), following.last.isoformat()) == expected


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [
        (None, "2021-03-08/2021-03-12", "2021-03-15/2021-03-19"),
        (None, "2021-03-08/2021-03-13", "2021-03-15/2021-03-20"),
        (None, "2021-03-08/2021-03-19", "2021-03-22/2021-04-02"),
        ("2021-03-01/2021-03-05", "2021-03-08/2021-03-12", "2021-03-15/2021-03-19"),
        ("2021-02-22/2021-02-26", "2021-03-08/2021-03-12", "2021-03-15/2021-03-19"),
        ("2021-04-03/2021-04-09", "2021-04-10/2021-04-16", "2021-04-17/2021-04-23"),
        ("2021-04-09/2021-04-15", "2021-04-10/2021-04-16", "2021-04-17/2021-04-23"),
        ("2021-04-09/2021-04-09", "2021-04-16/2021-04-16", "2021-04-23/2021-04-23"),
        ("2021-03-02/2021-03-05", "2021-03-09/2021-03-12", "2021-03-16/2021-03-19"),
    ],
)
def test_a_period_keeps_the_days_it_leaves_out(
    before: str | None, last: str, expected: str
) -> None:
    period = read_period(last)
    assert period is not None
    assert period.next(read_period(before)) == read_period(expected)


def test_a_digest_of_working_days_goes_on_from_week_to_week(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = digest / "issues/2021-001.md"
    text = issue.read_text(encoding="utf-8")
    text = text.replace("2021-04-10/2021-04-16", "2021-04-12/2021-04-16", 1)
    issue.write_text(text, encoding="utf-8")
    assert main(["new", "issue"]) == 0
    text = (digest / "issues/2021-002.md").read_text(encoding="utf-8")
    issue_period, *parts = re.findall(":period: (.*)", text)
    assert issue_period == "2021-04-19/2021-04-23"
    assert set(parts) == {"2021-04-17/2021-04-23"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第 99 期", "第 100 期"),
        ("2021-099", "2022-100"),
        ("099期", "100期"),
        ("1990-0999", "1990-0999"),
        ("20211231", "20220107"),
    ],
)
def test_only_the_issues_own_numbers_move(text: str, expected: str) -> None:
    old = Period(date(2021, 12, 25), date(2021, 12, 31))
    step = Step((99, 100), (old, old.next()), (old.last, old.next().last))
    assert step.moved(text) == expected
