"""In which language the command line speaks: the digest decides, then the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.cli import main


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en_GB.UTF-8", "there is no file"),
        ("de_DE.UTF-8", "there is no file"),
        ("zh_TW.UTF-8", "没有“x.md”"),
        ("C.UTF-8", "没有“x.md”"),
        ("POSIX", "没有“x.md”"),
        ("", "没有“x.md”"),
    ],
)
def test_the_terminal_decides_where_no_digest_does(
    locale: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert main(["check", "x.md"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("locale", ["C", "zh_CN.UTF-8"])
def test_an_english_digest_speaks_english(
    locale: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert main(["new", "digest", "weekly", "--language", "en"]) == 0
    assert "\nNext:\n" in capsys.readouterr().out
    assert main(["check", "weekly/x.md"]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert main(["build", "weekly", "weekly"]) == 2
    assert "cannot go into the source folder" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path / "weekly")
    assert main(["frobnicate"]) == 2
    assert "there is no command “frobnicate”: write check, build," in capsys.readouterr().err
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: sphinx-digest")
    assert main(["explain", "xyzzy"]) == 2
    assert "there is no code" in capsys.readouterr().err


def test_a_chinese_digest_speaks_chinese_on_an_english_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    (tmp_path / "digest.toml").write_text('language = "zh_CN"\n', encoding="utf-8")
    assert main(["new", "issue"]) == 2
    assert "这里一期也没有" in capsys.readouterr().err
