"""Findings in the build: where they are said, how they are silenced, and that nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import CONF, EXAMPLE, INDEX, build, issue, notice, write

Project = Callable[[Mapping[str, str]], Path]

BAD = notice("one", "第一条通知", "见{notice}`nowhere`。", ":url: javascript:void(0)\n")


def test_a_finding_names_file_line_column_and_code(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project({"issues/a.md": issue(1, BAD)})
    monkeypatch.chdir(source)
    built = build(source, tmp_path / "out")
    line = next(n for n, t in enumerate(issue(1, BAD).splitlines(), 1) if ":url:" in t)
    assert f"issues/a.md:{line}: ERROR: {line}:7 [DGT024]" in built.warnings
    assert built.warnings.count("[digest.DGT024]") == 1
    found = built.diagnostics
    assert [(d["file"], d["line"], d["column"], d["code"]) for d in found] == [
        ("issues/a.md", line, 7, "DGT024"),
        ("issues/a.md", line + 3, 11, "DGT202"),
    ]
    whole = json.loads(built.text("digest/diagnostics.json"))
    assert whole["summary"] == {"error": 1, "warning": 1, "info": 0, "files": 2}
    assert "第一条通知" in built.main("issues/a.html")


def test_a_code_is_silenced_by_itself(project: Project, tmp_path: Path) -> None:
    source = project({"issues/a.md": issue(1, BAD)})
    built = build(source, tmp_path / "out", suppress_warnings=["digest.DGT024"])
    assert built.codes == ["DGT202"]
    assert build(source, tmp_path / "all", suppress_warnings=["digest"]).warnings == ""


def test_an_info_is_said_and_fails_no_strict_build(project: Project, tmp_path: Path) -> None:
    number = ":number: 样发〔2021〕1号\n"
    source = project(
        {
            "issues/a.md": issue(
                1,
                notice("one", "第一条通知", more=number),
                notice("two", "第二条通知", more=number),
                notice("three", "第三条通知", "按{docnum}`样发〔2021〕1号`办。"),
            )
        }
    )
    built = build(source, tmp_path / "out", strict=True)
    assert (built.status, built.warnings) == (0, "")
    assert "[DGT203]" in built.log
    silent = build(source, tmp_path / "silent", suppress_warnings=["digest.DGT203"])
    assert "[DGT203]" not in silent.log


def test_findings_are_told_in_the_language_of_the_settings(
    project: Project, tmp_path: Path
) -> None:
    source = project({"issues/a.md": issue(1, BAD), "digest.toml": 'language = "en"\n'})
    assert "There is no notice with the id “nowhere”" in build(source, tmp_path / "out").warnings


@pytest.mark.parametrize(
    ("conf", "page"),
    [
        ("rst_epilog = '.. notice:: 多出的通知\\n   :type: other\\n'\n", ""),
        ("rst_prolog = '.. contact:: 张某\\n'\n", ""),
        (
            "myst_enable_extensions = ['colon_fence', 'substitution']\n"
            "myst_substitutions = {'extra': '```{contact} 张某\\n```'}\n",
            "\n{{ extra }}\n",
        ),
    ],
)
def test_what_is_generated_is_reported(
    project: Project, tmp_path: Path, conf: str, page: str
) -> None:
    rst = "样例周报\n========\n\n.. issue::\n   :number: 1\n   :period: 2021-04-01/2021-04-07\n"
    files = (
        {"issues/a.md": issue(1, notice("one", "第一条通知", page))}
        if page
        else {"issues/a.rst": rst}
    )
    toml = '[markup]\nmyst_extensions = ["colon_fence", "substitution"]\n' if page else ""
    source = project({**files, "conf.py": CONF + conf, "digest.toml": toml, "index.md": INDEX})
    built = build(source, tmp_path / "out")
    assert "DGT071" in built.codes


def test_a_block_that_another_directive_makes_is_reported(project: Project, tmp_path: Path) -> None:
    conf = CONF + (
        "from sphinx.util.docutils import SphinxDirective\n"
        "class Make(SphinxDirective):\n"
        "    def run(self):\n"
        "        return self.parse_text_to_nodes('```{contact} 张某\\n```')\n"
        "def setup(app):\n    app.add_directive('make', Make)\n"
    )
    source = project(
        {"conf.py": conf, "issues/a.md": issue(1, notice("one", "甲", "```{make}\n```"))}
    )
    assert "DGT071" in build(source, tmp_path / "out").codes


def test_a_block_that_did_not_run_is_reported(project: Project, tmp_path: Path) -> None:
    conf = CONF + (
        "from docutils.parsers.rst import Directive\n"
        "class Swallow(Directive):\n"
        "    has_content = True\n"
        "    def run(self):\n        return []\n"
        "def setup(app):\n    app.add_directive('swallow', Swallow)\n"
    )
    body = "::::{swallow}\n:::{contact} 张某\n:phone: 010-55501234\n:::\n::::"
    source = project({"conf.py": conf, "issues/a.md": issue(1, notice("one", "甲", body))})
    assert build(source, tmp_path / "out").codes == ["DGT070"]


@pytest.mark.parametrize("directive", ["only} html", "ifconfig} True"])
def test_a_record_in_a_condition_is_reported(
    project: Project, tmp_path: Path, directive: str
) -> None:
    body = f"::::{{{directive}\n:::{{contact}} 张某\n:phone: 010-55501234\n:::\n::::"
    conf = CONF.replace('["sphinx_digest"]', '["sphinx_digest", "sphinx.ext.ifconfig"]')
    source = project({"conf.py": conf, "issues/a.md": issue(1, notice("one", "甲", body))})
    assert build(source, tmp_path / "out").codes == ["DGT058"]


def test_a_file_included_twice_is_reported_once(project: Project, tmp_path: Path) -> None:
    include = "```{include} ../inc/shared.md\n```"
    source = project(
        {
            "inc/shared.md": notice("one", "第一条通知"),
            "issues/a.md": issue(1, include, include),
            "digest.toml": 'exclude = ["inc"]\n',
        }
    )
    built = build(source, tmp_path / "out")
    assert built.codes.count("DGT018") == 1
    assert "DGT070" not in built.codes


def test_a_finding_in_an_included_file_is_told_there(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(
        {
            "inc/shared.md": BAD,
            "issues/a.md": issue(1, "```{include} ../inc/shared.md\n```"),
            "digest.toml": 'exclude = ["inc"]\n',
        }
    )
    monkeypatch.chdir(source)
    built = build(source, tmp_path / "out")
    assert "inc/shared.md:8: ERROR: 8:7 [DGT024]" in built.warnings


def test_settings_that_contradict_conf_are_reported(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = CONF + 'myst_enable_extensions = ["amsmath"]\n'
    source = project({"conf.py": conf, "issues/a.md": issue(1, notice("one", "甲"))})
    monkeypatch.chdir(source)
    built = build(source, tmp_path / "out")
    line = conf.splitlines().index('myst_enable_extensions = ["amsmath"]') + 1
    assert f"conf.py:{line}: ERROR: {line}:1 [DGT072]" in built.warnings
    assert "amsmath、colon_fence" in built.warnings


@pytest.mark.parametrize(("override", "told"), [({}, 1), ({"language": "en"}, 0)])
def test_two_languages_contradict_unless_asked_for(
    override: dict[str, Any], told: int, project: Project, tmp_path: Path
) -> None:
    source = project(
        {
            "conf.py": 'extensions = ["sphinx_digest"]\nlanguage = "en"\n',
            "digest.toml": 'language = "zh_CN"\n',
            "issues/a.md": issue(1, notice("one", "甲")),
        }
    )
    assert build(source, tmp_path / "out", **override).codes.count("DGT072") == told


SOURCE = (EXAMPLE / "issues" / "2021-159.rst").read_text(encoding="utf-8")
MYST = issue(
    1,
    notice("one", "第一条通知", "正文，见{notice}`two`。\n\n:::{deadline} 申报\n:kind: application\n:end: 2021-05-14\n:::"),
    ":::{notice} 第二条通知\n:id: two\n:type: other\n:issuer: 样例局\n:published: 2021-04-07\n\n短文。\n\n"
    "```{contact} 张某\n:phone: 010-55501234\n```\n:::",
)  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    """Give (name, text) of a source with a few lines lost, doubled, moved or damaged."""
    name, text = draw(st.sampled_from([("a.md", MYST), ("a.rst", SOURCE)]))
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(
            st.sampled_from(
                ["drop", "double", "swap", "indent", "cut", "blank", "heading", "label"]
            )
        )
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "indent":
            lines[at] = "   " + lines[at]
        elif kind == "cut":
            lines[at] = lines[at][: len(lines[at]) // 2]
        elif kind == "label":
            lines.insert(at, "(label)=" if name.endswith("md") else ".. _label:\n")
        elif kind == "heading":
            lines.insert(at, "## 中间的标题" if name.endswith("md") else "中间的标题\n==========\n")
        else:
            lines.insert(at, "")
    return name, "\n".join(lines) + "\n"


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(mutations())
def test_no_source_breaks_the_build(
    tmp_path_factory: pytest.TempPathFactory, mutation: tuple[str, str]
) -> None:
    name, text = mutation
    folder = tmp_path_factory.mktemp("mutated")
    files = {"conf.py": CONF, "index.md": INDEX, "digest.toml": "", f"issues/{name}": text}
    built = build(write(folder / "source", files), folder / "out", "dummy")
    assert "Traceback" not in built.warnings
