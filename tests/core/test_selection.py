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
        ('ignore = [""]', "DGT082", 2),
        ("select = []", "DGT082", 2),
        ('severity = { DGT101 = "info" }', "DGT082", 2),
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


GOOD = notice("关于示例专项的通知", "a-1", published="2021-04-12")


@pytest.mark.parametrize(
    ("rules", "help_"),
    [
        ('ignore = ["DGT999"]', "没有这个代码，请核对。"),
        ('ignore = ["DGT102"]', "这个代码说的是读不到、会丢失的内容，只能改正。"),
        ('ignore = ["dgt311"]', "代码用大写：写成 DGT311。"),
        ('severity = { DGT101 = "info" }', "这个代码说的是读不到、会丢失的内容，只能改正。"),
    ],
)
def test_settings_say_what_is_wrong_with_a_code(tmp_path: Path, rules: str, help_: str) -> None:
    told(tmp_path, HEAD + GOOD, f"[rules]\n{rules}\n")
    (found,) = check([tmp_path]).diagnostics
    assert help_of(found, "zh") == help_


@pytest.mark.parametrize(
    ("comment", "why", "mend"),
    [
        ("% digest：ignore DGT311", "用了中文冒号", "% digest: ignore DGT311"),
        ("% digest: ingore DGT311", "把 ignore 写成了 ingore", "% digest: ignore DGT311"),
        ("% digest:  Ignored DGT311 因", "把 ignore 写成了 Ignored", "% digest: ignore DGT311 因"),
        ("%digest: ignore DGT311", "空格不对", "% digest: ignore DGT311"),
        ("% digest : ignore DGT311", "空格不对", "% digest: ignore DGT311"),
        ("<!-- digest：ignore DGT311 -->", "用了中文冒号", "<!-- digest: ignore DGT311 -->"),
        (
            "文字。 % digest: ignore DGT311",
            "接在文字后面，成了正文",
            "文字。 <!-- digest: ignore DGT311 -->",
        ),
    ],
)
def test_a_comment_that_is_miswritten_is_mended(
    tmp_path: Path, comment: str, why: str, mend: str
) -> None:
    assert told(tmp_path, HEAD + GOOD + comment + "\n") == [(18, "DGT301", "warning")]
    (found,) = check([tmp_path]).diagnostics
    assert why in message_of(found, "zh")
    (fix,) = found.fixes
    span = fix.place.span
    assert comment[: span.column - 1] + fix.text + comment[span.end_column - 1 :] == mend


@pytest.mark.parametrize(
    "text",
    [
        "% digest: 2021 年的摘要",
        "<!-- digest: of the week -->",
        "按 3% digest: x",
        "`% digest：ignore DGT311`",
    ],
)
def test_what_only_looks_like_a_comment_is_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, HEAD + GOOD + text + "\n") == []


def test_small_letters_are_accepted(tmp_path: Path) -> None:
    text = notice("关于示例专项的通知", "example-1", ":accept: dgt311 原文如此\n")
    assert told(tmp_path, HEAD + text) == []


@pytest.mark.parametrize(
    ("accept", "code", "part", "words"),
    [
        ("DGT311 如此；DGT312 另有通知", "DGT303", "DGT312", "这里已经没有 DGT312 可以认可"),
        ("DGT311 如此；DGT999 另有通知", "DGT303", "DGT999", "没有 DGT999 这个代码"),
        ("DGT311 如此；DGT102 另有通知", "DGT303", "DGT102", "DGT102 只能改正"),
        ("DGT31 如此", "DGT302", "DGT31 如此", "写全代码"),
    ],
)
def test_the_reason_that_is_meant_is_marked(
    tmp_path: Path, accept: str, code: str, part: str, words: str
) -> None:
    text = HEAD + notice("关于示例专项的通知", "example-1", f":accept: {accept}\n")
    told(tmp_path, text)
    (found,) = [one for one in check([tmp_path]).diagnostics if one.code == code]
    span = found.place.span
    assert text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1] == part
    assert words in message_of(found, "zh") + (help_of(found, "zh") or "")


@pytest.mark.parametrize(("accept", "code"), [("DGT314", "DGT314"), ("原文如此", "DGT311")])
def test_what_is_shown_has_the_code_that_was_written(
    tmp_path: Path, accept: str, code: str
) -> None:
    row = f":::{{deadlines}}\n- 2021-05-14 前 | 网上申报 | accept={accept}\n:::\n"
    text = notice("关于示例专项的通知", "a-1", published="2021-04-12") + row
    told(tmp_path, HEAD + text)
    (found,) = [one for one in check([tmp_path]).diagnostics if one.code == "DGT302"]
    assert help_of(found, "zh") == f"写成 accept={code} 原文如此，已向发文机关核实。"
