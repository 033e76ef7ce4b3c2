"""Every format of a report, from one small report with all that can go wrong in printing."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import Report
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Diagnostic, Place, Related, Severity, Span
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.reports.entry import find_entries
from sphinx_digest.core.reports.gitlab import fingerprints
from sphinx_digest.core.reports.text import Terminal, underline, width_of

TEXT = "# 甲\n\n:::{notice}\n:published: 2021年4月31日\n:::\n"


def found(
    base: Path,
    *,
    line: int = 4,
    columns: tuple[int, int] = (13, 23),
    severity: Severity | None = None,
    values: dict[str, str] | None = None,
    related: tuple[Related, ...] = (),
    file: str = "issues/甲 1.md",
) -> Diagnostic:
    words = values or {"value": "2021-04-31", "reason": "4 月只有 30 天"}
    place = Place(str(base / file), Span(line, columns[0], line, columns[1]))
    return Diagnostic("DGT102", place, words, "help", related, severity)


def report(*diagnostics: Diagnostic, text: str = TEXT, language: Language = "zh") -> Report:
    return Report(tuple(diagnostics), 3, lambda path: text, language)


def parsed(given: Report, format_name: str, base: Path) -> Any:
    return json.loads(render(given, format_name, base))


def test_text_shows_the_line_the_span_and_the_mend(tmp_path: Path) -> None:
    other = Related(Place(str(tmp_path / "issues/b.md"), Span(2, 1, 2, 3)), "乙")
    given = report(found(tmp_path, related=(other,)))
    assert render(given, "text", tmp_path).splitlines() == [
        "issues/甲 1.md:4:13: error[DGT102] 2021-04-31 不存在，4 月只有 30 天。",
        "    :published: 2021年4月31日",
        "                ^^^^^^^^^^^^^",
        "help: 请核对原文。",
        "see: issues/b.md:2:1 乙",
        "",
        "查了 3 个文件：1 个错误。",
    ]


@pytest.mark.parametrize(
    ("line", "columns", "marks"),
    [
        ("甲乙丙", (2, 3), "  ^^"),
        ("\t甲x", (3, 4), "\t  ^"),
        ("abc", (4, 4), "   ^"),
        ("甲", (2, 9), "  ^"),
        ("ａ１：x", (4, 5), "      ^"),
        ("e\u0301x", (3, 4), " ^"),
    ],
)
def test_wide_characters_take_two_columns(line: str, columns: tuple[int, int], marks: str) -> None:
    assert underline(line, Span(1, columns[0], 1, columns[1])) == (line, marks)


def test_a_span_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert underline("一二三", Span(1, 2, 4, 2)) == ("一二三", "  ^^^^")


def test_a_source_cannot_steer_the_terminal() -> None:
    assert underline("a\x1b[2Jb", Span(1, 6, 1, 7)) == ("a\ufffd[2Jb", "     ^")


@pytest.mark.parametrize("start", [1, 50, 199])
def test_a_long_line_is_clipped_around_the_span(start: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(200))
    shown, marks = underline(line, Span(1, start, 1, start + 2), 40)
    assert width_of(shown) <= 40
    before = marks.index("^")
    under = [c for i, c in enumerate(shown) if width_of(shown[:i]) >= before]
    assert "".join(under[:2]) == line[start - 1 : start + 1]
    assert marks[before:] == "^^^^"


def test_colors_only_where_asked(tmp_path: Path) -> None:
    given = report(found(tmp_path))
    assert "\033[" not in render(given, "text", tmp_path)
    assert "\033[31merror[DGT102]" in render(given, "text", tmp_path, terminal=Terminal(color=True))


def test_the_summary_counts_each_severity(tmp_path: Path) -> None:
    three = report(
        found(tmp_path), found(tmp_path, line=3, severity="info"), found(tmp_path, line=5),
        language="en",
    )  # fmt: skip
    assert render(three, "text", tmp_path).endswith("\n3 files checked: 2 errors, 1 info.\n")
    assert render(report(), "text", tmp_path) == "查了 3 个文件：没有发现问题。\n"


def test_json_has_the_public_shape(tmp_path: Path) -> None:
    other = Related(Place(str(tmp_path / "b.md"), Span(2, 1, 2, 3)), "乙")
    document = parsed(report(found(tmp_path, related=(other,))), "json", tmp_path / "issues")
    assert document == {
        "version": 1,
        "diagnostics": [
            {
                "file": "甲 1.md",
                "line": 4,
                "column": 13,
                "end_line": 4,
                "end_column": 23,
                "code": "DGT102",
                "name": "impossible-date",
                "severity": "error",
                "message": "2021-04-31 不存在，4 月只有 30 天。",
                "help": "请核对原文。",
                "related": [{"file": "../b.md", "line": 2, "column": 1, "message": "乙"}],
                "fixes": [],
            }
        ],
        "summary": {"error": 1, "warning": 0, "info": 0, "files": 3},
    }


def test_json_leaves_out_what_is_unknown(tmp_path: Path) -> None:
    bare = Diagnostic("DGT082", Place(str(tmp_path / "digest.toml"), Span(1, 1, 1, 1)),
                      {"name": "a", "expected": "b", "value": "c"}, None)  # fmt: skip
    assert "help" not in parsed(report(bare), "json", tmp_path)["diagnostics"][0]


def test_entries_are_sorted_by_place(tmp_path: Path) -> None:
    given = report(
        found(tmp_path, file="b.md"), found(tmp_path, line=9), found(tmp_path, file="a.md")
    )
    files = [entry.file for entry in find_entries(given, tmp_path)]
    assert files == ["a.md", "b.md", "issues/甲 1.md"]


def test_github_escapes_data_and_properties(tmp_path: Path) -> None:
    nasty = found(
        tmp_path, values={"value": "100%\r\n::error::", "reason": "a,b:c"}, file="a,b:%.md"
    )
    line = render(report(nasty), "github", tmp_path)
    assert line == (
        "::error file=a%2Cb%3A%25.md,line=4,endLine=4,col=13,endColumn=23,"
        "title=DGT102 impossible-date::100%25%0D%0A::error:: 不存在，a,b:c。%0A请核对原文。\n"
    )


def test_github_gives_no_columns_over_several_lines(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "a.md"), Span(1, 2, 3, 4))
    over = Diagnostic("DGT102", place, {"value": "v", "reason": "r"}, severity="info")
    line = render(report(over), "github", tmp_path)
    assert line.startswith("::notice file=a.md,line=1,endLine=3,title=")


def test_gitlab_is_a_code_quality_report(tmp_path: Path) -> None:
    (issue,) = parsed(report(found(tmp_path)), "gitlab", tmp_path)
    assert issue["severity"] == "critical"
    assert issue["check_name"] == "DGT102 impossible-date"
    assert issue["description"] == "2021-04-31 不存在，4 月只有 30 天。 请核对原文。"
    assert issue["location"] == {
        "path": "issues/甲 1.md",
        "positions": {"begin": {"line": 4, "column": 13}, "end": {"line": 4, "column": 23}},
    }


def test_fingerprints_last_when_lines_move_and_tell_equal_lines_apart(tmp_path: Path) -> None:
    def names(text: str, *lines: int) -> tuple[str, ...]:
        given = report(*(found(tmp_path, line=line) for line in lines), text=text)
        return fingerprints(find_entries(given, tmp_path), given.sources)

    before = names("\n\n\n:published: x\n", 4)
    assert names("\n\n\n\n\n\n  :published: x\n", 7) == before
    assert names("\n\n\n:published: y\n", 4) != before
    twice = names("\n\n\n:published: x\n:published: x\n", 4, 5)
    assert twice[0] == before[0]
    assert twice[0] != twice[1]


def test_sarif_has_rules_and_regions_in_code_points(tmp_path: Path) -> None:
    other = Related(Place(str(tmp_path / "b.md"), Span(2, 1, 2, 3)), "乙")
    given = report(found(tmp_path, related=(other,)), found(tmp_path, line=3, severity="info"))
    document = parsed(given, "sarif", tmp_path)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "DGT102"
    assert rule["name"] == "impossible-date"
    assert rule["help"]["text"] == "请核对原文。"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert "{" not in rule["shortDescription"]["text"]
    note, error = run["results"]
    assert (note["level"], error["level"]) == ("note", "error")
    physical = error["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "issues/%E7%94%B2%201.md"
    assert physical["region"] == {"startLine": 4, "startColumn": 13, "endLine": 4, "endColumn": 23}
    assert error["ruleIndex"] == 0
    assert error["relatedLocations"][0]["message"]["text"] == "乙"


def test_junit_fails_what_the_check_fails(tmp_path: Path) -> None:
    given = report(
        found(tmp_path, values={"value": "<&>\x08", "reason": "]]>"}),
        found(tmp_path, line=3, severity="info"),
        found(tmp_path, file="b.md", severity="warning"),
    )
    root = ET.fromstring(render(given, "junit", tmp_path))
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    assert [suite.get("name") for suite in root] == ["b.md", "issues/甲 1.md"]
    failure = root.find("testsuite[2]/testcase[2]/failure")
    assert failure is not None
    assert failure.get("message") == "<&>\ufffd 不存在，]]>。"
    strict = ET.fromstring(render(given, "junit", tmp_path, strict=True))
    assert strict.get("failures") == "3"


def test_junit_of_a_clean_report_has_a_passing_case(tmp_path: Path) -> None:
    root = ET.fromstring(render(report(), "junit", tmp_path))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert root.find("testsuite/testcase") is not None


@pytest.mark.parametrize(
    ("severity", "strict", "status"),
    [("error", False, 1), ("warning", False, 1), ("info", False, 0), ("info", True, 1)],
)
def test_exit_status(tmp_path: Path, severity: Severity, strict: bool, status: int) -> None:
    assert exit_status(report(found(tmp_path, severity=severity)), strict=strict) == status
    assert exit_status(report(), strict=strict) == 0


def test_of_a_very_long_line_what_stands_near_is_shown() -> None:
    line = "字" * 5000 + "nowhere" + "字" * 5000
    shown, marks = underline(line, Span(1, 5001, 1, 5008))
    assert len(shown) < 420
    assert shown.startswith("…字")
    assert shown.endswith("字…")
    before = shown[: shown.index("nowhere")]
    assert marks == " " * width_of(before) + "^" * len("nowhere")
