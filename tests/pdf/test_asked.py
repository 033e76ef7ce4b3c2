"""What index pages ask for beyond the usual, their words, and what the print leaves out."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from tests.build.conftest import build as build_real
from tests.build.conftest import write

from .conftest import Pdf

NOTICE = """\
## 关于甲事的通知

:::{{notice}}
:type: circular
:issuer: {issuer}
:published: 2021-04-0{day}
:::

正文。

"""
ISSUE = """\
:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

"""
FILES = {
    "conf.py": 'language = "zh_CN"\nextensions = ["sphinx_digest"]\n',
    "digest.toml": 'title = "样例周报"\n',
    "index.md": "# 样例周报\n\n卷首的话。\n\n```{digest-home}\n```\n\n"
    "```{toctree}\na\noffices\nkinds\n```\n",
    "a.md": f"# 样例周报 第 1 期\n\n{ISSUE}"
    + "".join(NOTICE.format(issuer=issuer, day=i + 1) for i, issuer in enumerate(("甲局", "乙局"))),
    "offices.md": "# 发文机关索引\n\n本刊收过文件的机关。\n\n:::{digest-index} issuers\n:::\n\n后记一句。\n",
    "kinds.md": "# 按文种\n\n:::{digest-index} documents\n:group-by: type\n:::\n\n"
    "## 日期\n\n日期的话。\n\n:::{digest-index} dates\n:::\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    write(folder / "source", FILES)
    return build_real(
        folder / "source", folder / "pdf", "digestpdf", strict=True, digest_pdf_set="all"
    ).out


def read(pdfs: Path, name: str) -> Pdf:
    return Pdf(pdfs / f"{name}.pdf", pypdf.PdfReader(pdfs / f"{name}.pdf"))


def page_with(pdf: Pdf, title: str) -> str:
    pages = ["".join(page.split()) for page in pdf.pages]
    return next(page for page in reversed(pages) if title in page)


def test_an_index_that_a_page_asks_for_closes_the_volume(pdfs: Path) -> None:
    pdf = read(pdfs, "volume-2021")
    top = [title for level, title in pdf.outline if level == 0]
    assert top[-2:] == ["按文种", "发文机关索引"]
    text = page_with(pdf, "发文机关索引本刊收过文件的机关")
    assert "甲局" in text
    assert "乙局" in text
    assert top.count("日期索引") == 1
    assert "日期的话" in page_with(pdf, "日期索引")


def test_the_words_of_an_index_page_stand_with_its_index(pdfs: Path) -> None:
    pdf = read(pdfs, "volume-2021")
    assert "本刊收过文件的机关。后记一句。" in pdf.bare
    assert pdf.bare.count("日期的话。") == 1


def test_an_issue_has_the_usual_indexes_alone(pdfs: Path) -> None:
    bare = read(pdfs, "issue-1").bare
    assert "文件索引" in bare
    assert "发文机关索引" not in bare
    assert "本刊收过文件的机关" not in bare


def test_the_lists_of_the_home_page_stay_out_and_its_words_stay(pdfs: Path) -> None:
    bare = read(pdfs, "volume-2021").bare
    assert "卷首的话。" in bare
    assert "最新一期" not in bare
