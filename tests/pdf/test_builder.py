"""The builder: which files, which dates, which covers, and when there is none."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sphinx_digest.pdf.content import IssueRef
from sphinx_digest.pdf.cover import issue_cover, volume_cover

from .conftest import Build, FakeContent, not_made, word

INDEX = "样例周报\n========\n\n.. toctree::\n\n   a\n   b\n"
ISSUE = "样例周报 第 {n} 期\n===================\n\n甲节\n----\n\n这是第 {n} 期的正文。\n"
FILES = {"index.rst": INDEX, "a.rst": ISSUE.format(n=1), "b.rst": ISSUE.format(n=2)}
REFS = (
    IssueRef("a", "issue-1", "样例周报 第 1 期", "1", "4 月 3 日至 9 日", "2021 年 4 月 9 日", date(2021, 4, 9)),
    IssueRef("b", "issue-2", "样例周报 第 2 期", "2", "4 月 10 日至 16 日", "2021 年 4 月 16 日", date(2021, 4, 16)),
)  # fmt: skip


def _twins(name: str, first: str, second: str) -> str:
    message = word("Two PDFs are called %(name)s.pdf: %(first)s and %(second)s.")
    return message % {"name": name, "first": first, "second": second}


def _no_font(name: str) -> str:
    message = word(
        "No font %s is installed, so no PDF was made. Install fonts-noto-cjk, or "
        "name the folder of the fonts in digest_pdf_font_paths."
    )
    return message % name


def test_every_issue_and_the_volume_are_written(build: Build) -> None:
    built = build(FILES, FakeContent(REFS))
    assert sorted(path.name for path in built.out.glob("*.pdf")) == [
        "issue-1.pdf",
        "issue-2.pdf",
        "volume-2021.pdf",
    ]
    assert built.warnings == ""
    one = built.pdf("issue-1")
    assert "这是第1期的正文" in one.bare
    assert "这是第2期的正文" not in one.bare
    both = built.pdf()
    assert both.bare.index("这是第1期的正文") < both.bare.index("这是第2期的正文")
    assert [item for item in both.outline if item[0] == 0] == [
        (0, "样例周报 第 1 期"),
        (0, "样例周报 第 2 期"),
    ]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [("issue", {"issue-1.pdf", "issue-2.pdf"}), ("volume", {"volume-2021.pdf"})],
)
def test_the_set_is_chosen(build: Build, wanted: str, names: set[str]) -> None:
    built = build(FILES, FakeContent(REFS), digest_pdf_set=wanted)
    assert {path.name for path in built.out.glob("*.pdf")} == names


def test_an_unknown_set_is_an_error(build: Build) -> None:
    built = build(FILES, FakeContent(REFS), digest_pdf_set="month")
    assert (
        "conf.py:1: ERROR: "
        + word("digest_pdf_set is %s; expected issue, volume or all.") % "month"
        in built.warnings
    )
    assert not list(built.out.glob("*.pdf"))


def test_an_issue_outside_every_toctree_is_in_the_volume(build: Build) -> None:
    files = {
        **FILES,
        "index.rst": INDEX.replace("   b\n", ""),
        "b.rst": ":orphan:\n\n" + ISSUE.format(n=2),
    }
    assert "这是第2期的正文" in build(files, FakeContent(REFS), digest_pdf_set="volume").pdf().bare


def test_two_issues_of_one_name_are_an_error(build: Build) -> None:
    refs = (REFS[0], IssueRef("b", "issue-1", "样例周报 第 2 期"))
    built = build(FILES, FakeContent(refs), digest_pdf_set="issue")
    assert _twins("issue-1", "a", "b") in built.warnings
    assert "这是第1期的正文" in built.pdf("issue-1").bare


def test_the_cover_carries_the_data_of_the_issue(build: Build) -> None:
    pdf = build(FILES, FakeContent(REFS), digest_pdf_set="issue").pdf("issue-2")
    cover = "".join(pdf.pages[0].split())
    for words in ("样例周报", "第2期", "4月10日至16日", "2021年4月16日", "样例公司"):
        assert words in cover
    assert pdf.reader.metadata is not None
    assert pdf.reader.metadata.title == "样例周报 第 2 期"
    assert pdf.reader.metadata.author == "样例公司"


def test_the_pages_are_a4_and_tagged_for_everybody(build: Build) -> None:
    pdf = build(FILES, FakeContent(REFS), digest_pdf_set="volume").pdf()
    for page in pdf.reader.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    catalog = pdf.catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert str(catalog["/Lang"]).lower().startswith("zh")
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    assert re.search(r"pdfaid:part>\s*2\s*<", metadata)
    assert re.search(r"pdfaid:conformance>\s*A\s*<", metadata)
    (intent,) = catalog["/OutputIntents"]
    assert intent.get_object()["/DestOutputProfile"].get_object().get_data()
    root = catalog["/StructTreeRoot"].get_object()
    assert root["/K"]
    assert root["/ParentTree"]
    assert "/Encrypt" not in pdf.reader.trailer


def test_two_builds_are_the_same_to_the_byte(build: Build) -> None:
    first, second = build(FILES, FakeContent(REFS)), build(FILES, FakeContent(REFS))
    for path in first.out.glob("*.pdf"):
        assert path.read_bytes() == (second.out / path.name).read_bytes()


def test_the_date_is_that_of_the_newest_issue(build: Build) -> None:
    built = build(FILES, FakeContent(REFS))
    for name, day in (
        ("issue-1", "20210409"),
        ("issue-2", "20210416"),
        ("volume-2021", "20210416"),
    ):
        metadata = built.pdf(name).reader.metadata
        assert metadata is not None
        assert str(metadata["/CreationDate"]).startswith(f"D:{day}000000")


def test_source_date_epoch_comes_first(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    metadata = build(FILES, FakeContent(REFS), digest_pdf_set="volume").pdf().reader.metadata
    assert metadata is not None
    assert str(metadata["/CreationDate"]).startswith("D:19700102")


def test_without_any_date_the_file_bears_none(build: Build) -> None:
    pdf = build(FILES, digest_pdf_set="volume").pdf()
    metadata = pdf.reader.metadata
    assert metadata is not None
    assert "/CreationDate" not in metadata
    # An archive wants a date, so this is for readers alone.
    xmp = pdf.catalog["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in xmp
    assert "pdfaid:part" not in xmp


def test_an_unknown_font_is_an_error_and_leaves_no_pdf(build: Build) -> None:
    built = build(FILES, FakeContent(REFS), digest_pdf_fonts={"serif": ["No Such Song"]})
    assert "conf.py:1: ERROR: " + _no_font("No Such Song") in built.warnings
    assert not list(built.out.glob("*.pdf"))


def test_a_font_folder_that_is_none_is_an_error(build: Build) -> None:
    built = build(FILES, FakeContent(REFS), digest_pdf_font_paths=["nowhere"])
    assert word("%s in digest_pdf_font_paths is not a folder.").replace(
        "%s", ""
    ) in built.warnings.replace(str(built.out.parent / "source" / "nowhere"), "")


def test_a_failed_build_removes_the_file_of_the_last(build: Build, tmp_path: Path) -> None:
    stale = tmp_path / "out1" / "volume.pdf"
    stale.parent.mkdir()
    stale.write_bytes(b"old")
    files = {"index.rst": "甲\n==\n\n.. raw:: typst\n\n   #nothing-of-this-name()\n"}
    built = build(files)
    assert "ERROR: " + not_made("volume") in built.warnings
    assert not stale.exists()


def test_english_digests_say_so(build: Build) -> None:
    pdf = build({"index.rst": "Weekly\n======\n\nText.\n"}, language="en", project="Weekly").pdf()
    assert str(pdf.catalog["/Lang"]).lower().startswith("en")
    assert "Text." in pdf.text


def test_covers_without_a_shared_title() -> None:
    cover = issue_cover(IssueRef("a", "a", "春季专刊", "3"), "样例周报", "")
    assert (cover.above, cover.title, cover.number) == (
        "样例周报",
        "春季专刊",
        word("Issue %s") % "3",
    )
    cover = issue_cover(IssueRef("a", "a", "样例周报：春季专刊", "3"), "样例周报", "")
    assert (cover.title, cover.number) == ("样例周报", "春季专刊")
    assert volume_cover(REFS, "样例周报", "", "").number == word("Issues %(first)s to %(last)s") % {
        "first": "1",
        "last": "2",
    }
