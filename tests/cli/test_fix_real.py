"""What the real findings mend: each fix removes its finding, and a second run changes nothing."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from sphinx_digest.core.messages import examples
from sphinx_digest.core.rules import documented
from tests.cli.test_explain import ISSUE, NOTICE

ROOT = Path(__file__).parents[2]
AWFUL = (ROOT / "tests/awful/issue.md").read_text(encoding="utf-8")


def texts(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.*"))}


def mend_twice(folder: Path) -> None:
    """Mend a digest; nothing that can be mended is left, for a second run either."""
    before = check([folder])
    main(["check", "-q", "--fix", str(folder)])
    once = texts(folder)
    left = check([folder])
    assert [(found.code, found.place) for found in left.diagnostics if found.fixes] == []
    counts = [Counter(found.code for found in report.diagnostics) for report in (before, left)]
    mendable = {found.code for found in before.diagnostics if found.fixes}
    assert all(counts[1][code] < counts[0][code] for code in mendable)
    assert main(["check", "-q", "--diff", str(folder)]) in (0, 1)
    main(["check", "-q", "--fix", str(folder)])
    assert texts(folder) == once


def documents() -> dict[str, tuple[str, str]]:
    """Give each example of a mistake: a name for its file, and its text."""
    found = {}
    for code, example in examples().items():
        head = "" if example.below == "nothing" else ISSUE[example.markup]
        head += NOTICE[example.markup] if example.below == "notice" else ""
        found[code] = ("a.md" if example.markup == "myst" else "a.rst", head + example.bad)
    for code, rule in documented().items():
        found[f"{code} rule"] = ("a.md", ISSUE["myst"] + rule.wrong)
    return found


@pytest.mark.parametrize("name", sorted(documents()))
def test_an_example_is_mended_for_good(name: str, tmp_path: Path) -> None:
    file, text = documents()[name]
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    (tmp_path / file).write_text(text, encoding="utf-8")
    mend_twice(tmp_path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_awful_issue_is_mended_for_good(end: str, mark: str, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    path = tmp_path / "issue.md"
    path.write_bytes((mark + AWFUL.replace("\n", end)).encode())
    mend_twice(tmp_path)
    text = path.read_bytes().decode()
    assert text.startswith(mark)
    rest = text.replace(end, "")
    assert "\r" not in rest
    assert "\n" not in rest


def test_mending_is_the_same_with_any_line_ends(tmp_path: Path) -> None:
    mended = set()
    for number, end in enumerate(("\n", "\r\n", "\r")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "digest.toml").write_text("", encoding="utf-8")
        (folder / "issue.md").write_bytes(AWFUL.replace("\n", end).encode())
        main(["check", "-q", "--fix", str(folder)])
        mended.add((folder / "issue.md").read_bytes().decode().replace(end, "\n"))
    assert len(mended) == 1


def test_the_example_digest_needs_no_mending(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "example_docs", tmp_path / "docs")
    before = texts(tmp_path)
    main(["check", "-q", "--fix", "--ignore", "DGT397", str(tmp_path / "docs")])
    assert texts(tmp_path) == before
