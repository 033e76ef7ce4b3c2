from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from sphinx_digest.core.messages import Example, catalogue, examples, message_of

ISSUE = {
    "myst": "# 示例周报 第 1 期\n\n:::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n:::\n\n",
    "rst": "示例周报 第 1 期\n================\n\n.. issue::\n   :number: 1\n"
    "   :period: 2021-04-10/2021-04-16\n\n",
}
NOTICE = {
    "myst": "## 关于示例专项的通知\n\n:::{notice}\n:type: 通知\n:issuer: 示例局\n"
    ":published: 2021-04-12\n:::\n\n",
    "rst": "关于示例专项的通知\n------------------\n\n.. notice::\n   :type: 通知\n"
    "   :issuer: 示例局\n   :published: 2021-04-12\n\n",
}
#: These need several files, settings, a schema of one's own, or a build.
WITHOUT_EXAMPLE = re.compile("DGT(016|018|040|07[0-3]|08.|205|21[1-9]|22[4-8]|23.|3..)")


@pytest.mark.parametrize("wanted", ["DGT102", "dgt102", "impossible-date"])
def test_a_code_is_explained_in_both_languages(
    wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", wanted]) == 0
    output = capsys.readouterr().out
    assert output.startswith("DGT102 impossible-date (error)\n")
    assert "怎么改：请核对原文。" in output
    assert "mend: Check it against the source." in output
    wrong, right = output.partition("写错了：\n")[2].split("这样写：\n")
    assert "    :end: 2021-04-31\n" in wrong
    assert "    :end: 2021-04-30\n" in right


def test_the_beginning_of_codes_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "dgt10"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:6] for line in lines] == [code for code in catalogue() if code[:5] == "DGT10"]
    assert lines[1] == "DGT102 impossible-date (error)  … 不存在，…。"


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_code_is_explained_without_placeholders(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", code]) == 0
    assert "{value}" not in capsys.readouterr().out


def codes_of(example: Example, lines: str, folder: Path) -> list[tuple[str, str]]:
    (folder / "digest.toml").write_text("", encoding="utf-8")
    path = folder / ("issue.md" if example.markup == "myst" else "issue.rst")
    head = "" if example.below == "nothing" else ISSUE[example.markup]
    head += NOTICE[example.markup] if example.below == "notice" else ""
    path.write_text(head + lines, encoding="utf-8")
    return [(found.code, message_of(found, "zh")) for found in check([path]).diagnostics]


@pytest.mark.parametrize("code", sorted(examples()))
def test_an_example_shows_its_code_and_no_other(code: str, tmp_path: Path) -> None:
    example = examples()[code]
    assert [found for found, _ in codes_of(example, example.bad, tmp_path)] == [code]
    assert not example.good or codes_of(example, example.good, tmp_path) == []


def test_every_code_that_one_file_can_give_has_an_example() -> None:
    assert examples().keys() == {code for code in catalogue() if not WITHOUT_EXAMPLE.match(code)}


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("imposible-tim", "是不是 DGT103 impossible-time；DGT102 impossible-date？"),
        ("102", "是不是 DGT102 impossible-date？"),
        ("DTG102", "是不是 DGT102 impossible-date？"),
        ("DGT999", ""),
        ("xyzzy", ""),
    ],
)
def test_only_near_codes_are_suggested(
    wanted: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", wanted]) == 2
    assert capsys.readouterr().err == f"sphinx-digest explain: 没有代码“{wanted}”。{near}\n"
