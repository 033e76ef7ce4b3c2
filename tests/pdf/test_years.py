"""One volume a year, and PDFs made beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sphinx_digest.pdf import builder as builder_module
from sphinx_digest.pdf.books import Titles, volume_books
from sphinx_digest.pdf.content import IssueRef

from .conftest import Build, Built, FakeContent

HOME = "样例周报\n========\n\n.. toctree::\n\n   about\n   c\n   b\n   a\n"
ISSUE = "样例周报 第 {n} 期\n===================\n\n甲节\n----\n\n这是第 {n} 期的正文。\n"
FILES = {
    "index.rst": HOME,
    "about.rst": "编者的话\n========\n\n这是编者的话。\n",
    **{name: ISSUE.format(n=n) for n, name in enumerate(("a.rst", "b.rst", "c.rst"), 1)},
}
REFS = (
    IssueRef("a", "issue-1", "样例周报 第 1 期", "1", released=date(2020, 12, 31)),
    IssueRef("b", "issue-2", "样例周报 第 2 期", "2", ends=date(2021, 1, 2)),
    IssueRef("c", "issue-3", "样例周报 第 3 期", "3", released=date(2021, 1, 9)),
)
TITLES = Titles("样例周报", "", "")


def test_each_year_has_its_volume_in_the_order_of_the_issues(build: Build) -> None:
    built = build(FILES, FakeContent(REFS), digest_pdf_set="volume")
    assert built.warnings == ""
    assert sorted(path.name for path in built.out.glob("*.pdf")) == [
        "volume-2020.pdf",
        "volume-2021.pdf",
    ]
    first, second = built.pdf("volume-2020"), built.pdf("volume-2021")
    assert "这是第1期的正文" in first.bare
    assert "这是第2期的正文" not in first.bare
    # The home page lists the newest first; a volume is read from its beginning.
    assert second.bare.index("这是第2期的正文") < second.bare.index("这是第3期的正文")
    assert "这是第1期的正文" not in second.bare
    for pdf in (first, second):
        assert "这是编者的话" in pdf.bare
    assert "2021" in "".join(second.pages[0].split())


def test_the_year_is_that_of_publication_else_of_the_end_of_the_period() -> None:
    late = replace(REFS[0], ends=date(2021, 1, 3))
    assert late.year == 2020
    assert [book.name for book in volume_books(REFS, FakeContent(REFS), TITLES, "index")] == [
        "volume-2020",
        "volume-2021",
    ]
    undated = [IssueRef("x", "x", "第 1 期")]
    assert [b.name for b in volume_books(undated, FakeContent(undated), TITLES, "index")] == [
        "volume"
    ]
    assert [b.name for b in volume_books([], FakeContent(), TITLES, "index")] == ["volume"]


def test_generated_lists_of_a_volume_keep_to_its_year() -> None:
    books = list(volume_books(REFS, FakeContent(REFS), TITLES, "index"))
    assert [book.scope for book in books] == [("issue-1",), ("issue-2", "issue-3")]
    assert [book.issues for book in books] == [("a",), ("b", "c")]
    (only,) = volume_books(REFS[1:], FakeContent(REFS[1:]), TITLES, "index")
    assert only.scope == ()
    assert only.issues is None


def test_volumes_of_an_earlier_build_do_not_stay(build: Build, tmp_path: Path) -> None:
    out = tmp_path / "out1"
    out.mkdir()
    for name in ("volume.pdf", "volume-1999.pdf", "reader-made.pdf"):
        (out / name).write_bytes(b"old")
    build(FILES, FakeContent(REFS), digest_pdf_set="volume")
    assert sorted(path.name for path in out.glob("*.pdf")) == [
        "reader-made.pdf",
        "volume-2020.pdf",
        "volume-2021.pdf",
    ]


def trees(built: Built) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in built.out.glob("*.pdf")}


def test_one_after_the_other_or_beside_each_other_is_the_same(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**FILES, "b.rst": FILES["b.rst"] + "\n没有字形的字：\U00012345。\n\n.. math:: a\n"}
    runs = []
    for at_once in (1, 4):
        monkeypatch.setattr(builder_module, "MOST_AT_ONCE", at_once)
        monkeypatch.setattr(builder_module, "cores", lambda: 4)
        runs.append(build(files, FakeContent(REFS)))
    serial, beside = runs
    assert len(trees(serial)) == 5
    assert trees(serial) == trees(beside)
    assert serial.warnings == beside.warnings
    assert "U+12345" in serial.warnings
