"""The build reports what ``check`` reports, finding by finding: examples, fixtures, mistakes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_digest.core.check import check
from sphinx_digest.core.report import render
from tests.cases.test_records import CASES, HEAD, source_of

TESTS = Path(__file__).parents[1]
EXAMPLE = TESTS.parent / "example_docs"

#: A build of its own knows more: a block that did not run, or that ran without being written.
OF_THE_BUILD = {"DGT070", "DGT071"}

Finding = tuple[str, int, int, str]


def damaged(markup: str) -> dict[str, str]:
    """Give the sources of the readers' cases, each below the head of an issue of its own."""
    name = f"{markup}_cases.toml"
    cases = tomllib.loads((TESTS / "reading" / name).read_text(encoding="utf-8"))["case"]
    return {case["name"]: case["text"] for case in cases}


def write_project(folder: Path) -> None:
    """Write every mistake of the suite as a document of one project."""
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["sphinx_digest"]\nexclude_patterns = []\nlanguage = "zh_CN"\n',
        encoding="utf-8",
    )
    (folder / "digest.toml").write_text("", encoding="utf-8")
    (folder / "index.md").write_text("# 首页\n", encoding="utf-8")
    number = 1000
    for markup, suffix in (("myst", "md"), ("rst", "rst")):
        for index, case in enumerate(CASES):
            source = source_of(case, markup).text
            number += 1
            source = source.replace(":number: 158", f":number: {number}")
            path = folder / f"record-{markup}-{index:03}.{suffix}"
            path.write_text(source, encoding="utf-8")
        for index, text in enumerate(damaged(markup).values()):
            path = folder / f"damage-{markup}-{index:03}.{suffix}"
            path.write_text(text.lstrip("\n"), encoding="utf-8")


def of_check(folder: Path) -> set[Finding]:
    report = check([folder])
    return {
        (
            str(Path(d.place.file).relative_to(folder)),
            d.place.span.line,
            d.place.span.column,
            d.code,
        )
        for d in report.diagnostics
    }


def of_build(folder: Path, out: Path) -> set[Finding]:
    app = SphinxTestApp("html", srcdir=folder, builddir=out, freshenv=True)
    try:
        app.build()
        found = json.loads((app.outdir / "digest" / "diagnostics.json").read_text("utf-8"))
    finally:
        app.cleanup()
    return {
        (
            str(Path(d["file"]).resolve().relative_to(folder.resolve())),
            d["line"],
            d["column"],
            d["code"],
        )
        for d in found["diagnostics"]
    }


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[Finding], set[Finding]]:
    base = tmp_path_factory.mktemp("parity")
    write_project(base / "src")
    return of_check(base / "src"), of_build(base / "src", base / "out")


def test_the_build_reports_all_that_check_reports(
    mistakes: tuple[set[Finding], set[Finding]],
) -> None:
    checked, built = mistakes
    assert len(checked) > 150
    assert sorted(checked - built) == []


def test_the_build_adds_nothing_of_its_own(mistakes: tuple[set[Finding], set[Finding]]) -> None:
    checked, built = mistakes
    assert sorted(built - checked) == []


def test_the_example_is_clean_in_both(tmp_path: Path) -> None:
    assert of_check(EXAMPLE) == set()
    assert of_build(EXAMPLE, tmp_path) == set()


def test_json_of_check_and_build_have_one_form(
    mistakes: tuple[set[Finding], set[Finding]], tmp_path: Path
) -> None:
    source = tmp_path / "a.md"
    source.write_text(HEAD, encoding="utf-8")
    assert json.loads(render(check([source]), "json", tmp_path))["version"] == 1
    assert mistakes[1]
