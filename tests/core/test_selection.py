"""Which findings are told: settings, comments in the source, ``accept`` on a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of, severity_of

HEAD = (
    "# 示例周报 第 1 期\n\n:::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n"
    ":published: 2021-04-16\n:::\n\n"
)


def notice(title: str, id_: str, more: str = "", published: str = "2020-04-12") -> str:
    return (
        f"## {title}\n\n:::{{notice}}\n:id: {id_}\n:type: 通知\n:issuer: 示例局\n"
        f":published: {published}\n{more}:::\n\n"
    )


LATE = notice("关于示例专项的通知", "example-1")


def told(
    folder: Path, text: str, settings: str = "", name: str = "issue.md"
) -> list[tuple[int, str, str]]:
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    found = check([folder]).diagnostics
    return [(d.place.span.line, d.code, severity_of(d)) for d in found]


def test_a_rule_tells_without_settings(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + LATE) == [(15, "DGT311", "warning")]


@pytest.mark.parametrize(
    ("rules", "severity"),
    [
        ('ignore = ["DGT311"]', None),
        ('ignore = ["DGT3"]', None),
        ('select = ["DGT30"]', None),
        ('select = ["DGT31"]', "warning"),
        ('severity = { DGT31 = "info" }', "info"),
        ('severity = { DGT3 = "info", DGT311 = "error" }', "error"),
        ('severity = { DGT311 = "error", DGT3 = "info" }', "error"),
        ('files = { "old/*" = ["DGT311"] }', "warning"),
        ('files = { "*.md" = ["DGT31"] }', None),
    ],
)
def test_settings_choose_and_grade(tmp_path: Path, rules: str, severity: str | None) -> None:
    found = told(tmp_path, HEAD + LATE, f"[rules]\n{rules}\n")
    assert found == ([(15, "DGT311", severity)] if severity else [])


def test_a_folder_is_chosen_by_its_path_from_the_settings(tmp_path: Path) -> None:
    settings = '[rules.files]\n"old/*" = ["DGT311"]\n'
    assert told(tmp_path, HEAD + LATE, settings, "old/issue.md") == []


@pytest.mark.parametrize("rules", ['ignore = ["DGT0"]', 'select = ["DGT3"]'])
def test_what_cannot_be_read_is_told_whatever_is_chosen(tmp_path: Path, rules: str) -> None:
    broken = HEAD + LATE.replace("2020-04-12", "2021-04-31")
    assert told(tmp_path, broken, f"[rules]\n{rules}\n") == [(15, "DGT102", "error")]


@pytest.mark.parametrize(
    ("rules", "code", "line"),
    [
        ('ignore = ["DGT999"]', "DGT082", 2),
        ('ignore = ["DGT102"]', "DGT082", 2),  # an error that cannot be left out
        ('ignore = "DGT311"', "DGT082", 2),
        ('severity = { DGT311 = "fatal" }', "DGT082", 2),
        ('chosen = ["DGT3"]', "DGT081", 2),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, rules: str, code: str, line: int) -> None:
    found = told(tmp_path, HEAD + notice("关于示例专项的通知", "a-1", published="2021-04-12"),
                 f"[rules]\n{rules}\n")  # fmt: skip
    assert found == [(line, code, "error")]


@pytest.mark.parametrize(
    "comment",
    [
        "% digest: ignore DGT311\n",
        "% digest: ignore DGT311 原文如此\n",
        "% digest: ignore DGT31, DGT311：原文如此\n",
        "<!-- digest: ignore DGT311 -->\n",
    ],
)
def test_a_comment_covers_the_block_below(tmp_path: Path, comment: str) -> None:
    text = LATE.replace(":::{notice}", comment + ":::{notice}")
    codes = {code for _, code, _ in told(tmp_path, HEAD + text)}
    assert codes <= {"DGT304"}  # of the two codes in one comment, both hold here


def test_a_comment_covers_no_more_than_the_block_below(tmp_path: Path) -> None:
    second = notice("关于示例专项第二批的通知", "example-2")
    text = HEAD + LATE.replace(":::{notice}", "% digest: ignore DGT311\n:::{notice}") + second
    assert told(tmp_path, text) == [(25, "DGT311", "warning")]


def test_a_comment_in_restructuredtext_covers_the_block_below(tmp_path: Path) -> None:
    text = (
        "示例周报 第 1 期\n================\n\n.. issue::\n   :number: 1\n"
        "   :period: 2021-04-10/2021-04-16\n\n关于示例专项的通知\n------------------\n\n"
        ".. digest: ignore DGT311\n\n.. notice::\n   :id: example-1\n   :type: 通知\n"
        "   :issuer: 示例局\n   :published: 2020-04-12\n"
    )
    assert told(tmp_path, text, name="issue.rst") == []
    shown = told(tmp_path, text.replace(".. digest: ignore DGT311\n\n", ""), name="issue.rst")
    assert shown == [(15, "DGT311", "warning")]


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("% digest: ignore DGT312\n", (1, "DGT304", "info")),
        ("% digest: ignore\n", (1, "DGT301", "warning")),
        ("<!-- digest: ignore everything -->\n", (1, "DGT301", "warning")),
    ],
)
def test_a_comment_that_does_nothing_is_told(
    tmp_path: Path, comment: str, found: tuple[int, str, str]
) -> None:
    good = notice("关于示例专项的通知", "a-1", published="2021-04-12")
    line, code, severity = found
    assert told(tmp_path, HEAD + comment + good) == [(line + 8, code, severity)]


def test_a_comment_in_code_is_an_example(tmp_path: Path) -> None:
    code = "```{code-block} markdown\n% digest: ignore DGT311\n```\n\n"
    good = notice("关于示例专项的通知", "a-1", published="2021-04-12")
    assert told(tmp_path, HEAD + code + good) == []
    assert told(tmp_path, HEAD + code + LATE) == [(19, "DGT311", "warning")]


def test_a_comment_in_a_code_span_is_an_example(tmp_path: Path) -> None:
    good = notice("关于示例专项的通知", "a-1", published="2021-04-12")
    assert told(tmp_path, HEAD + good + "写 `<!-- digest: ignore DGT311 -->`。\n") == []


def test_an_acceptance_silences_its_record(tmp_path: Path) -> None:
    text = notice("关于示例专项的通知", "example-1", ":accept: DGT311 原文如此，已核实\n")
    assert told(tmp_path, HEAD + text) == []


def test_several_acceptances_have_a_reason_each(tmp_path: Path) -> None:
    text = notice(
        "关于示例专项的通知", "example-1", ":accept: DGT311 原文如此；已核实；DGT312 另有通知\n"
    )
    assert told(tmp_path, HEAD + text) == [(16, "DGT303", "warning")]


@pytest.mark.parametrize("accept", ["DGT311", "原文如此", "DGT311 原文如此；DGT312"])
def test_an_acceptance_needs_code_and_reason(tmp_path: Path, accept: str) -> None:
    text = notice("关于示例专项的通知", "example-1", f":accept: {accept}\n")
    codes = [code for _, code, _ in told(tmp_path, HEAD + text)]
    assert "DGT302" in codes
    assert ("DGT311" in codes) is ("DGT311 " not in accept)


def test_an_acceptance_of_nothing_is_told_with_its_mend(tmp_path: Path) -> None:
    text = notice("关于示例专项的通知", "a-1", ":accept: DGT311 原文如此\n", published="2021-04-12")
    assert told(tmp_path, HEAD + text) == [(16, "DGT303", "warning")]
    (found,) = check([tmp_path]).diagnostics
    assert "DGT311" in message_of(found, "zh")
    assert help_of(found, "zh") == "删去这一项。"
