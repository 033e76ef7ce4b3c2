"""What the manual gives for CI and for pre-commit can be run as it stands."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinx_digest.cli import _read_arguments
from sphinx_digest.core.check import SUFFIXES, Report
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.report import render

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/deploy.md"
HOOKS = ROOT / ".pre-commit-hooks.yaml"


@cache
def blocks() -> list[Any]:
    """Give every block of YAML of the page, read."""
    text = PAGE.read_text(encoding="utf-8")
    written = re.findall(r"```\{code-block\} yaml\n(.*?)```", text, re.DOTALL)
    taken = re.findall(r"```\{literalinclude\} (\S+)\n:language: yaml", text)
    return [
        yaml.load(block, yaml.BaseLoader)  # which leaves ``on`` a word
        for block in (*written, *((PAGE.parent / t).read_text(encoding="utf-8") for t in taken))
    ]


def holding(key: str) -> list[Any]:
    return [block for block in blocks() if key in block]


def scripts(block: Any) -> Iterator[str]:
    """Yield every line that a shell is given, from a workflow, a pipeline or hooks."""
    if isinstance(block, list):
        for item in block:
            yield from scripts(item)
    elif isinstance(block, dict):
        for key, value in block.items():
            if key in ("run", "entry"):
                yield from value.splitlines()
            elif key in ("script", "before_script"):
                yield from value
            else:
                yield from scripts(value)


def commands() -> list[str]:
    lines = [
        line for block in (*blocks(), yaml.safe_load(HOOKS.read_text())) for line in scripts(block)
    ]
    pieces = [piece.strip() for line in lines for piece in re.split(r"[>|&;]+", line)]
    return [piece for piece in pieces if piece.startswith("sphinx-digest")]


def test_the_page_has_what_it_promises() -> None:
    assert len(holding("jobs")) == 2
    assert len(holding("stages")) == 1
    assert len(holding("repos")) == 2
    assert len(commands()) >= 10


@pytest.mark.parametrize("command", commands())
def test_every_command_is_one(command: str) -> None:
    name, *arguments = shlex.split(command)
    assert name == "sphinx-digest"
    assert _read_arguments(arguments).command in ("check", "build")


def test_a_workflow_has_what_github_asks_for() -> None:
    for workflow in holding("jobs"):
        assert {"name", "on", "jobs"} <= workflow.keys()
        for job in workflow["jobs"].values():
            assert job["runs-on"]
            assert all(("uses" in step) != ("run" in step) for step in job["steps"])
            assert set(job.get("needs", "").split()) <= workflow["jobs"].keys()


def test_the_reports_go_where_they_are_read() -> None:
    workflow = next(w for w in holding("jobs") if len(w["jobs"]) > 1)
    check = workflow["jobs"]["check"]
    assert check["permissions"]["security-events"] == "write"
    (uploaded,) = [s["with"]["sarif_file"] for s in check["steps"] if "sarif" in s.get("uses", "")]
    assert f"sphinx-digest check --format sarif > {uploaded}" in list(scripts(check))
    (pipeline,) = holding("stages")
    for job in ("check", "build", "pages"):
        assert pipeline[job]["stage"] in pipeline["stages"]
    reports = pipeline["check"]["artifacts"]["reports"]
    lines = list(scripts(pipeline["check"]))
    assert f"sphinx-digest check --format gitlab > {reports['codequality']} || true" in lines
    assert f"sphinx-digest check --format junit > {reports['junit']} || true" in lines


def test_the_task_of_the_editor_reads_the_report(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (written,) = re.findall(r"```\{code-block\} json\n(.*?)```", text, re.DOTALL)
    (task,) = json.loads(written)["tasks"]
    assert _read_arguments(task["command"].split()[1:]).command == "check"
    pattern = task["problemMatcher"]["pattern"]
    found = Diagnostic(
        "DGT102",
        Place(str(tmp_path / "期 1.md"), Span(4, 13, 4, 23)),
        {"value": "甲", "reason": "乙"},
    )
    report = Report((found,), 1, lambda _: ":published: 2021-04-31\n" * 4, "zh")
    lines = render(report, "text", tmp_path).splitlines()
    (match,) = filter(None, (re.search(pattern["regexp"], line) for line in lines))
    read = {name: match[group] for name, group in pattern.items() if name != "regexp"}
    assert read == {
        "file": "期 1.md", "line": "4", "column": "13", "severity": "error", "code": "DGT102",
        "message": "甲 不存在，乙。",
    }  # fmt: skip


def test_the_hooks_are_given_every_source_and_run_once() -> None:
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["sphinx-digest-check", "sphinx-digest-fix"]
    for hook in hooks:
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert hook.get("pass_filenames", True) is True
        assert all(re.search(hook["files"], f"issues/期{suffix}") for suffix in SUFFIXES)
        for name in ("digest.toml", "zhoubao/contacts.toml", "digest.lock"):
            assert re.search(hook["files"], name)
        for name in ("pyproject.toml", "Cargo.lock", "conf.py"):
            assert not re.search(hook["files"], name)


def test_the_page_names_hooks_that_there_are() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
    for block in holding("repos"):
        for repository in block["repos"]:
            for used in repository["hooks"]:
                assert used["id"] in hooks
                same = used.keys() & hooks[used["id"]].keys()
                assert all(str(hooks[used["id"]][k]).lower() == used[k].lower() for k in same)
    assert "`sphinx-digest-fix`" in PAGE.read_text(encoding="utf-8")
