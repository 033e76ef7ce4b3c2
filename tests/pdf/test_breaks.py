"""Where pages break: tables in pieces of two rows or more, what ends an issue in one piece."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from sphinx_digest.pdf.grid import Cell, Grid
from sphinx_digest.pdf.tables import KEPT, plan

from .conftest import Build, Pdf
from .test_records import CHIEF, FILES, add

LINE = "这一行正文把表格推到页末附近。\n\n"


def table(name: str, rows: int) -> str:
    body = "".join(f"   * - {name}{i:02d}格\n     - 内容\n" for i in range(1, rows + 1))
    return f".. list-table::\n   :header-rows: 1\n\n   * - 序号\n     - 事项\n{body}\n"


def bare(page: str) -> str:
    return "".join(page.split())


def rows_by_page(pdf: Pdf, name: str) -> list[int]:
    counts = [len(re.findall(rf"{name}[0-9]{{2}}格", page)) for page in map(bare, pdf.pages)]
    return [count for count in counts if count]


def test_a_short_table_stands_on_one_page_wherever_it_falls(build: Build) -> None:
    text = "".join(f"{LINE * (27 + i)}{table(f'甲{i}乙', 4)}" for i in range(8))
    pdf = build({"index.rst": f"样例周报\n========\n\n{text}"}).pdf()
    assert [rows_by_page(pdf, f"甲{i}乙") for i in range(8)] == [[4]] * 8


def test_no_row_of_a_long_table_is_alone_on_a_page(build: Build) -> None:
    text = "".join(f"{LINE * i}{table(f'甲{i:02d}乙', 29 + i % 5)}" for i in range(24))
    pdf = build({"index.rst": f"样例周报\n========\n\n{text}"}).pdf()
    broken = 0
    for i in range(24):
        pieces = rows_by_page(pdf, f"甲{i:02d}乙")
        assert sum(pieces) == 29 + i % 5
        assert min(pieces) >= 2, (i, pieces)
        broken += len(pieces) > 1
    assert broken > 8


def grid_table(rows: int, words: str = "字") -> nodes.table:
    body = nodes.tbody()
    for _ in range(rows):
        body += nodes.row("", nodes.entry("", nodes.paragraph("", words)))
    return nodes.table("", nodes.tgroup("", nodes.colspec(colwidth=1), body, cols=1))


def test_what_a_table_takes_decides_whether_it_may_break() -> None:
    assert plan(grid_table(5)).kept
    long = plan(grid_table(40))
    assert not long.kept
    assert 0 < long.room < KEPT
    assert len(long.foot) == 2
    assert not plan(grid_table(5, "很长的话" * 200)).kept


def test_cells_of_many_lines_make_their_rows_high() -> None:
    def rows(text: str) -> tuple[tuple[Cell, ...], ...]:
        return ((Cell(0, 1, 1, text),),)

    one, three = (Grid((8,), rows=rows(text)).heights()[0] for text in ("一行", "一\n二\n三"))
    assert three > one * 2


@pytest.mark.parametrize("lines", [10, 12, 14, 16])
def test_a_short_notice_that_ends_an_issue_is_not_divided(build: Build, lines: int) -> None:
    filler = [nodes.paragraph("", LINE.strip() * 5) for _ in range(lines)]
    tail = [nodes.paragraph("", f"第{word}段的话。") for word in ("一", "二", "末")]
    last = nodes.section(
        "", nodes.title("", "末条公文"), *tail, ids=["last"], classes=["digest-notice"]
    )
    pdf = build(FILES, CHIEF, extend=add(*filler, last), digest_pdf_set="issue").pdf("one")
    page = next(page for page in pdf.pages if "第末段" in page)
    assert "末条公文" in page
    assert "第一段" in page


def test_what_announces_a_list_stays_with_it(build: Build) -> None:
    text = "".join(f"{LINE * (23 + i)}第{i}项写明：\n\n- 项目{i}之一\n\n" for i in range(8))
    pdf = build({"index.rst": f"样例周报\n========\n\n{text}"}).pdf()
    for i in range(8):
        page = next(page for page in pdf.pages if f"项目{i}之一" in bare(page))
        assert f"第{i}项写明" in bare(page)
