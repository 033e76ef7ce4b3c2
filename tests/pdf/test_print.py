"""The example on paper: nothing beyond the margins, fonts inside, heads, notes, index pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_digest.ext.print import PdfContent
from sphinx_digest.pdf.content import IndexSection
from tests.build.conftest import EXAMPLE

from .conftest import Pdf

POINTS_A_PIXEL = 72 / 50
TYPE_AREA = (31 / 25.4 * 72, 0.0, 595.3 - 31 / 25.4 * 72, 841.9)


class Printed:
    """The PDFs of the example, and what the indexes are made of."""

    def __init__(self, out: Path, sections: dict[str, list[IndexSection]]) -> None:
        self.out = out
        self.sections = sections

    def pdf(self, name: str) -> Pdf:
        return Pdf(self.out / f"{name}.pdf", pypdf.PdfReader(self.out / f"{name}.pdf"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("print")
    out, warnings = folder / "pdf", io.StringIO()
    with patch_docutils(str(EXAMPLE)), docutils_namespace():
        app = Sphinx(
            EXAMPLE, EXAMPLE, out, folder / "doctrees", "digestpdf",
            status=None, warning=warnings, freshenv=True,
        )  # fmt: skip
        app.build()
        content = PdfContent(app.env)
        sections = {"volume-2021": list(content.indexes(None))}
        for issue in content.issues():
            sections[issue.id] = list(content.indexes((issue.docname,)))
    assert warnings.getvalue() == ""
    return Printed(out, sections)


def lines_of(pdf: Pdf) -> dict[str, str]:
    """Give the index pages of each index as one bare text, without what every page repeats."""
    titles = [title for level, title in pdf.outline if level == 0][-4:]
    found = dict.fromkeys(titles, "")
    current = ""
    for page in pdf.pages:
        for line in page.splitlines()[1:]:
            bare = "".join(line.split())
            current = next((title for title in titles if bare == title), current)
            if current and not re.fullmatch(r"—[0-9]+—", bare):
                # A page number ends its line; the next one may begin with a digit.
                found[current] += bare + ("|" if re.search(r"[.][0-9,]+$", bare) else "")
    return found


@pytest.mark.parametrize("name", ["volume-2021", "issue-158"])
def test_the_pages_that_an_index_names_hold_what_it_says(printed: Printed, name: str) -> None:
    pdf = printed.pdf(name)
    labels = {label: i for i, label in enumerate(pdf.reader.page_labels) if label.isdigit()}
    pages = ["".join(page.split()) for page in pdf.pages]
    texts = lines_of(pdf)
    checked = 0
    for section in printed.sections[name]:
        text, at = texts[section.title], 0
        for group in section.groups:
            for entry in group.entries:
                words = "".join(f"{entry.text}{entry.detail}".split())
                place = text.index(words, at) if words in text[at:] else text.index(words)
                at = place + len(words)
                match = re.match(r"[.]*((?:[0-9]+,)*[0-9]+)", text[at:])
                if not entry.targets:
                    continue
                assert match, (section.title, words, text[at : at + 40])
                # A title, a name or a number: what a reader looks for on that page.
                sought = entry.detail if entry.level and entry.detail else entry.text
                sought = "".join(sought.split())
                if number := re.search("[0-9]{4}年第[0-9]+号$", sought):
                    sought = number[0]  # the index puts the issuer before it
                *numbers, last = match[1].split(",")
                if not text.startswith("|", at + match.end()):
                    last = next((n for n in (last[:2], last[:1]) if n in labels), last)
                for number in (*numbers, last):
                    assert sought in pages[labels[number]], (section.title, words, number)
                    checked += 1
    assert checked > 40


def links_on(pdf: Pdf) -> Iterator[tuple[int, int]]:
    return ((at, to) for at, to in pdf.links() if isinstance(to, int))


def test_what_to_do_comes_first_and_names_pages(printed: Printed) -> None:
    pdf = printed.pdf("issue-158")
    assert pdf.outline[:2] == [(0, "要办的事和期限"), (0, "往期未到期")]
    first = "".join(pdf.pages[2].split())
    assert first.index("要办的事和期限") < first.index("2021-04-21止")
    # A link in a row leads to the page that the row ends with.
    labels = pdf.reader.page_labels
    leads = {labels[to] for at, to in links_on(pdf) if at == 2}
    rows = first[first.index("要办的事和期限") :]
    assert len(leads) > 8
    assert all(re.search(rf"{label}(?=2021|自|每|推荐|—|$)", rows) for label in leads)


def test_what_binds_others_stands_apart(printed: Printed) -> None:
    pages = "".join("".join(page.split()) for page in printed.pdf("issue-158").pages[2:4])
    ours, others = pages.index("要办的事和期限"), pages.index("推荐单位和主管部门的期限")
    assert ours < pages.index("网上申报试点、示范单位") < others
    assert others < pages.index("区局推送申报材料和初审意见")


def test_what_earlier_issues_left_open_names_its_issue(printed: Printed) -> None:
    pages = "".join("".join(page.split()) for page in printed.pdf("issue-158").pages[2:5])
    still = pages[pages.index("往期未到期") :]
    assert "第153期" in still
    assert "往期未到期" not in printed.pdf("issue-153").bare


def test_the_matter_of_a_notice_is_told_step_by_step(printed: Printed) -> None:
    bare = printed.pdf("issue-158").bare
    matter = bare[bare.index("来龙去脉") :]
    assert "2021-04-07发布本文" in matter[:120]
    assert "第四十一批" in bare
    assert "（第153期）" in bare


def test_the_dates_leave_out_what_the_documents_tell(printed: Printed) -> None:
    for name in ("volume-2021", "issue-158"):
        (dates,) = (one for one in printed.sections[name] if one.name == "dates")
        entries = [entry for group in dates.groups for entry in group.entries]
        assert not [entry for entry in entries if entry.detail.startswith("发布")]
        assert not [entry for entry in entries if re.search("[0-9]:[0-9]", entry.lead)]
    (dates,) = (one for one in printed.sections["volume-2021"] if one.name == "dates")
    entries = [entry for group in dates.groups for entry in group.entries]
    recurring = [entry.text for entry in entries if "每月" in entry.detail]
    assert recurring
    assert len(set(recurring)) == len(recurring)
    assert any(re.search("[0-9]{2}:[0-9]{2}", entry.detail) for entry in entries)


def test_a_contact_without_a_number_has_its_address(printed: Printed) -> None:
    (contacts,) = (one for one in printed.sections["issue-158"] if one.name == "contacts")
    bare = [e for group in contacts.groups for e in group.entries if not e.detail]
    assert bare == []


def test_no_address_breaks_at_its_own_hyphen(printed: Printed) -> None:
    for name in ("volume-2021", "issue-158"):
        lines = [line.strip() for page in printed.pdf(name).pages for line in page.splitlines()]
        assert not [line for line in lines if re.search(r"[a-z0-9]-$", line)]


@pytest.mark.parametrize("name", ["volume-2021", "issue-158"])
def test_the_contents_name_pages_that_hold_the_titles(printed: Printed, name: str) -> None:
    pdf = printed.pdf(name)
    labels = pdf.reader.page_labels
    pages = ["".join(page.split()) for page in pdf.pages]
    contents = re.split(r"[.]{2,}", pages[1].partition("目录")[2])
    number, checked = "", 0
    for before, after in pairwise(contents):
        title = before.removeprefix(number)
        match = re.match(r"[0-9]+?(?=[^0-9]|[0-9]{4}年|$)", after)
        assert match, after
        number = match[0]
        assert title in pages[labels.index(number)], (title, number)
        checked += 1
    assert checked > (25 if name == "issue-158" else 12)


def test_a_line_of_the_contents_leads_to_its_page_and_nowhere_else(printed: Printed) -> None:
    pdf = printed.pdf("issue-158")
    assert all(isinstance(to, int) for at, to in pdf.links() if at == 1)
    assert any(isinstance(to, str) for at, to in pdf.links() if at == 3)


def test_the_running_head_names_part_and_issue(printed: Printed) -> None:
    pdf = printed.pdf("volume-2021")
    heads = ["".join(page.split())[:60] for page in pdf.pages]
    assert any("科技信息周报第158期医药信息篇" in head for head in heads)
    assert any("科技信息周报第153期科技项目篇" in head for head in heads)
    issue = printed.pdf("issue-158")
    assert "".join(issue.pages[-1].split()).startswith("科技信息周报第158期")


def test_a_volume_lists_issues_and_parts_and_each_issue_its_notices(printed: Printed) -> None:
    pdf = printed.pdf("volume-2021")
    contents = "".join(pdf.pages[1].split())
    order = [contents.index(f"科技信息周报第{number}期") for number in (153, 158, 159)]
    assert order == sorted(order)
    assert "备案工作的通知" not in contents
    opening = next(page for page in pdf.pages if "本期目录" in page and "158" in page)
    assert re.search(r"备案工作的通知[.]*[0-9]+", "".join(opening.split()))


def test_what_the_cover_says_is_not_said_again(printed: Printed) -> None:
    pdf = printed.pdf("issue-158")
    assert "起止日期" not in pdf.pages[2]
    assert "编者注" in pdf.pages[2]
    assert "起止日期" in printed.pdf("volume-2021").text


def test_every_font_is_inside_and_only_what_is_used_of_it(printed: Printed) -> None:
    for path in printed.out.glob("*.pdf"):
        names = set()
        for page in pypdf.PdfReader(path).pages:
            resources: Any = page["/Resources"]
            for ref in resources.get("/Font", {}).values():
                font = ref.get_object()
                inner = font.get("/DescendantFonts", [font])[0].get_object()
                descriptor = inner["/FontDescriptor"].get_object()
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font
                names.add(str(font["/BaseFont"]))
        assert names
        assert all(re.match(r"/[A-Z]{6}\+", name) for name in names), names


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler draws the pages")
def test_there_is_no_ink_in_the_margins(printed: Printed, tmp_path: Path) -> None:
    path = printed.out / "volume-2021.pdf"
    subprocess.run(
        ["pdftoppm", "-r", "50", "-gray", "-f", "2", str(path), str(tmp_path / "page")],
        check=True,
        capture_output=True,
    )
    images = sorted(tmp_path.glob("page*.pgm"))
    assert len(images) == len(pypdf.PdfReader(path).pages) - 1
    left, right = (round(side / POINTS_A_PIXEL) for side in (TYPE_AREA[0], TYPE_AREA[2]))
    for image in images:
        width, rows = pixels(image)
        for row in rows:
            assert min(row[: left - 2]) > 200, image.name
            assert min(row[right + 2 : width]) > 200, image.name
        # Between text and foot, and below it.
        assert min(min(row) for row in rows[-round(36 / POINTS_A_PIXEL) :]) > 200, image.name


def pixels(path: Path) -> tuple[int, list[bytes]]:
    """Read a portable graymap."""
    kind, size, _most, data = path.read_bytes().split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    return width, [data[i * width : (i + 1) * width] for i in range(height)]


def test_no_row_and_no_title_is_cut(printed: Printed) -> None:
    pdf = printed.pdf("issue-158")
    titles = [title for level, title in pdf.outline if level >= 2]
    assert len(titles) == 15
    for title in titles:
        bare = "".join(title.split())
        page = next(
            page
            for page, label in zip(pdf.pages, pdf.reader.page_labels, strict=True)
            if label.isdigit() and f"{bare}文种" in "".join(page.split())
        )
        # The facts stand with their title, and some text with them.
        text = "".join(page.split())
        assert len(text) - text.index(f"{bare}文种") > len(bare) + 120, title
