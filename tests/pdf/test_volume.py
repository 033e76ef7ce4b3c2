"""The volume of the example: its index pages once, its words, what stands before all."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from sphinx_digest.pdf.content import IssueRef
from sphinx_digest.pdf.grid import Grid
from tests.build.conftest import EXAMPLE, write
from tests.build.conftest import build as build_real

from .conftest import Build, FakeContent, Pdf

INTRODUCTION = "示例药业的信息部每周收录"


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    out = tmp_path_factory.mktemp("volume") / "pdf"
    built = build_real(EXAMPLE, out, "digestpdf", strict=True, digest_pdf_set="volume")
    return Pdf(built.out / "volume-2021.pdf", pypdf.PdfReader(built.out / "volume-2021.pdf"))


def test_every_index_is_there_once(volume: Pdf) -> None:
    top = [title for level, title in volume.outline if level == 0]
    assert top[-4:] == ["文件索引", "文号索引", "日期索引", "联系人索引"]
    assert len(set(top)) == len(top) == 7
    assert "按文号查" not in [title for _level, title in volume.outline]


def test_a_number_that_no_notice_bears_is_in_the_index(volume: Pdf) -> None:
    labels = volume.reader.page_labels
    start = next(
        i
        for i, page in enumerate(volume.pages)
        if i > 5 and labels[i].isdigit() and "文号索引\n" in page
    )
    tail = "".join("".join(page.split()) for page in volume.pages[start:])
    assert "国知办发服字〔2020〕46号见引于" in tail
    assert "unknown" not in volume.bare


def test_the_text_of_the_home_page_stands_with_the_contents(volume: Pdf) -> None:
    assert volume.reader.page_labels[1] == "i"
    contents = "".join(volume.pages[1].split())
    assert contents.startswith(INTRODUCTION)
    assert "目录" in contents
    assert volume.bare.count(INTRODUCTION) == 1


def test_a_page_that_says_more_than_its_index_stays(tmp_path: Path) -> None:
    notice = "## 通知\n\n:::{notice}\n:type: other\n:issuer: 样例局\n:published: 2021-04-07\n:::\n"
    issue = ":::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n:published: 2021-04-16\n:::\n"
    files = {
        "conf.py": 'language = "zh_CN"\nextensions = ["sphinx_digest"]\n',
        "digest.toml": 'title = "样例周报"\n',
        "index.md": "# 总\n\n```{toctree}\na\nbare\nfull\n```\n",
        "a.md": f"# 样例周报 第 1 期\n\n{issue}\n{notice}",
        "bare.md": "# 只有索引\n\n按单位。\n\n```{digest-index} documents\n```\n",
        "full.md": "# 还有别的\n\n```{digest-index} documents\n```\n\n- 编者的一条说明\n",
    }
    source = write(tmp_path / "source", files)
    built = build_real(source, tmp_path / "out", "digestpdf", digest_pdf_set="volume")
    text = "".join(p.extract_text() for p in pypdf.PdfReader(built.out / "volume-2021.pdf").pages)
    assert "编者的一条说明" in text
    assert "只有索引" not in text
    assert "not set" not in text


def test_what_sphinx_says_of_an_unset_author_is_not_printed(build: Build) -> None:
    files = {"index.rst": "总\n==\n\n.. toctree::\n\n   a\n", "a.rst": "第 1 期\n=======\n\n话。\n"}
    built = build(
        files, FakeContent([IssueRef("a", "one", "第 1 期", "1")]), author="Author name not set"
    )
    for name in ("one", "volume"):
        pdf = built.pdf(name)
        assert "not set" not in pdf.text
        assert pdf.reader.metadata is not None
        assert not pdf.reader.metadata.author


def test_text_that_nothing_joined_follows_stays_where_it_is(build: Build) -> None:
    pdf = build({"index.rst": "总\n==\n\n先说的话。\n\n一节\n----\n\n后说的话。\n"}).pdf()
    page = next(page for page in pdf.pages if "先说的话" in page)
    assert "后说的话" in page


def test_the_tables_of_one_index_have_the_same_columns() -> None:
    assert Grid((4, 10)).aligned() == "4.32em, 14fr, "
    assert Grid((10, 30, 40)).aligned() == "7.80em, 28fr, 34fr, "
    assert Grid((24, 24, 24)).aligned() == "24fr, 24fr, 24fr, "


def test_an_address_breaks_in_a_narrow_cell_and_is_copied_whole(build: Build) -> None:
    mail = "a.very.long.name.of.one.person@department.of.an.office.example.org"
    rows = f".. list-table::\n   :widths: 1 3\n\n   * - {mail}\n     - 另一格\n"
    pdf = build({"index.rst": f"总\n==\n\n{rows}"}).pdf()
    assert mail in pdf.bare
    assert mail not in pdf.text
