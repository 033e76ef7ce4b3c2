"""Every example of the manual, in both markups, is checked as an editor would check it."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from sphinx_digest.core.messages import catalogue

# It stands in the manual, where mypy does not look.
examples = import_module("digest_examples")

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
EXAMPLES = [
    pytest.param(example, id=f"{page.relative_to(DOCS)}:{example.line}")
    for page in PAGES
    for example in examples.read_examples(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_what_the_manual_says(example: Any, tmp_path: Path) -> None:
    report = examples.check_example(example, tmp_path)
    assert {found.code for found in report.diagnostics} == set(example.codes)


def test_every_fence_with_our_blocks_is_an_example() -> None:
    fence = re.compile(r"^(`{3,})\{code-block\} (?:markdown|rst)\n((?:.*\n)*?)\1\n", re.MULTILINE)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(fence.findall(text)) == len(list(examples.read_examples(text))), page.name


def test_both_markups_are_shown_wherever_an_example_is_right() -> None:
    for page in PAGES:
        right = [e for e in examples.read_examples(page.read_text(encoding="utf-8")) if not e.codes]
        assert [e.language for e in right] == ["markdown", "rst"] * (len(right) // 2), page.name


def test_every_damage_that_markdown_hides_has_an_example() -> None:
    text = (DOCS / "guide" / "mistakes.md").read_text(encoding="utf-8")
    shown = {code for example in examples.read_examples(text) for code in example.codes}
    assert {f"DGT{number:03}" for number in range(1, 14)} <= shown <= catalogue().keys()


def test_every_slip_of_a_short_form_has_an_example() -> None:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    shown = {code for text in texts for one in examples.read_examples(text) for code in one.codes}
    families = re.compile("DGT(?:04[3-9]|08[4-8]|11[0-9])")
    # DGT086 is for a file that no editor writes.
    assert set(filter(families.fullmatch, catalogue())) - {"DGT086"} <= shown


def test_files_beside_an_example_are_written_with_it(tmp_path: Path) -> None:
    text = (
        "% example: good\n\n```{code-block} toml\n:caption: contacts.toml\n\n[a-1]\nqq = '1'\n```\n\n"
        "```{code-block} markdown\n:::{contacts}\n- a-1\n:::\n```\n"
    )
    (example,) = examples.read_examples(text)
    assert example.files == {"contacts.toml": "[a-1]\nqq = '1'\n"}
    examples.write_example(example, tmp_path)
    assert (tmp_path / "contacts.toml").read_text(encoding="utf-8") == "[a-1]\nqq = '1'\n"


def test_what_was_derived_is_listed_as_the_manual_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "guide" / "derived.md").read_text(encoding="utf-8")
    shown = re.findall(r"^issue\.md:.*$", page, re.MULTILINE)
    example = next(one for one in examples.read_examples(page) if "digest.toml" in one.files)
    path = examples.write_example(example, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--show-defaults", "-q", path.name]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert shown
    # The manual leaves out the ids alone.
    assert [line for line in printed if line and " id " not in line] == shown


def test_a_remark_without_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="no fenced block"):
        list(examples.read_examples("% example: good\n\nText.\n"))
    assert examples.example_of("an ordinary remark") is None


def test_lines_of_an_example_count_from_its_file(tmp_path: Path) -> None:
    example = examples.Example(":::{deadline} 填报\n:end: 2021-04-31\n:::\n", "markdown")
    found = examples.check_example(example, tmp_path).diagnostics[0]
    assert found.place.span.line == example.frame.count("\n") + 2


def test_the_demand_on_an_assembled_notice_works(tmp_path: Path) -> None:
    page = (DOCS / "extend.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\{code-block\} json\n(.*?)```", page, re.DOTALL)
    (schema,) = (block for block in blocks if '"assembled"' in block)
    (tmp_path / "notice.schema.json").write_text(schema, encoding="utf-8")
    (tmp_path / "digest.toml").write_text(
        '[schemas]\nnotice = "notice.schema.json"\n', encoding="utf-8"
    )
    assert json.loads(schema)["allOf"] == [{"$ref": "urn:sphinx-digest:1:notice"}]
    notice = "## 公告\n\n:::{notice}\n:type: 公告\n:issuer: 示例局\n:published: 2021-04-12\n%s:::\n"
    issue = examples.Example("", "markdown", place="issue").frame
    path = tmp_path / "issue.md"
    path.write_text(issue + notice % "", encoding="utf-8")
    assert [found.code for found in check([path]).diagnostics] == ["DGT040"]
    path.write_text(issue + notice % ":number: 2021年第27号\n", encoding="utf-8")
    assert check([path]).diagnostics == ()
