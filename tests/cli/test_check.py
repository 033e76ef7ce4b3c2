from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_digest.cli import main

ISSUE = """\
# 周报 第 1 期

:::{{issue}}
:number: 1
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

## 关于示例的通知

:::{{notice}}
:type: circular
:issuer: 示例局
:published: {published}
:::

摘要。
"""


def project(folder: Path, published: str = "2021-04-12") -> Path:
    (folder / "digest.toml").write_text('language = "zh_CN"\n', encoding="utf-8")
    path = folder / "issue.md"
    path.write_text(ISSUE.format(published=published), encoding="utf-8")
    return path


def test_a_clean_digest_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path)
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "查了 1 个文件：没有发现问题。\n"


def test_an_error_exits_1_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, "2021-04-31")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("issue.md:14:13: error[DGT102] 2021-04-31 ")
    assert lines[1:3] == ["    :published: 2021-04-31", "                ^^^^^^^^^^"]


def test_json_goes_to_standard_output_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project(tmp_path, "2021-04-31")
    assert main(["check", "--format", "json", str(path)]) == 1
    output = capsys.readouterr()
    assert json.loads(output.out)["summary"]["error"] == 1
    assert output.err == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "missing.md"], "没有“missing.md”这个文件或文件夹。"),
        (["check", "--config", "missing.toml"], "没有设置文件“missing.toml”"),
        (["check", "--format", "yaml"], "--format 没有“yaml”这一种，可以写：text、json、"),
        (["check"], "没有可查的"),
        ([], "缺少命令。"),
        (["new"], "缺少种类。"),
        (
            ["print"],
            "没有“print”这个命令，可以写：check、build、publish、import-json、merge、new、",
        ),
        (["new", "week"], "没有“week”这一种，可以写：digest、issue、notice、editor。"),
        (["check", "--fast"], "不认识“--fast”"),
    ],
)
def test_wrong_usage_exits_2_in_plain_words(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_help_and_version_exit_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main(["--version"]) == 0
    assert "sphinx-digest" in capsys.readouterr().out


def test_help_is_chinese_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["check"], ["build"], ["new"], ["new", "issue"], ["explain"]):
        assert main([*command, "--help"]) == 0
        text = capsys.readouterr().out
        assert text.startswith("用法：sphinx-digest")
        assert not re.search("usage|options|positional|show this|COMMAND|KIND", text)


def test_checking_loads_neither_sphinx_nor_docutils(tmp_path: Path) -> None:
    project(tmp_path)
    code = (
        "import sys; from sphinx_digest.cli import main; status = main(['check', sys.argv[1]]);"
        "print(sorted({'sphinx', 'docutils', 'myst_parser'} & set(sys.modules))); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], {"DGT311", "DGT312"}),
        (["--select", "DGT311"], {"DGT311"}),
        (["--select", "DGT311,dgt312"], {"DGT311", "DGT312"}),
        (["--ignore", "DGT311"], {"DGT312"}),
        (["--ignore", "DGT311", "--ignore", "DGT312"], set()),
        (["--ignore", "DGT3"], set()),
    ],
)
def test_codes_are_chosen_on_the_command_line(
    options: list[str], codes: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    (tmp_path / "issue.md").write_text(
        "# 示例周报 第 1 期\n\n:::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n:::\n\n"
        "## 关于示例专项的通知\n\n:::{notice}\n:id: example-1\n:type: 通知\n:issuer: 示例局\n"
        ":published: 2020-04-12\n:::\n\n:::{deadline} 报送\n:end: 2021-03-08\n:::\n",
        encoding="utf-8",
    )
    assert main(["check", str(tmp_path), *options]) == int(bool(codes))
    assert set(re.findall(r"\[(DGT3[0-9]+)\]", capsys.readouterr().out)) == codes


@pytest.mark.parametrize("codes", ["DGT999", "", "wrong-year", "DGT102"])
def test_what_cannot_be_left_out_is_said(
    codes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path), "--ignore", codes]) == 2
    assert f"--ignore 不能写“{codes.upper()}”" in capsys.readouterr().err
