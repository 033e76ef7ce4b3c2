"""What a link leads to is printed too: at the foot of the page, once a page."""

from __future__ import annotations

import re

import pytest

from .conftest import Build, Pdf

OFFICE = "https://www.example.org/banshi"
FILLER = "这一段正文用来把页面占满，以便后面的话落到别的页上。" * 60


def page_with(pdf: Pdf, words: str) -> str:
    return next(page for page in pdf.pages if words in "".join(page.split()))


def body(text: str) -> dict[str, str]:
    return {"index.rst": f"总\n==\n\n{text}\n"}


def test_a_link_with_words_shows_its_address_at_the_foot(build: Build) -> None:
    pdf = build(body(f"到 `政务服务网 <{OFFICE}>`_ 申报。\n\n{FILLER}")).pdf()
    page = "".join(page_with(pdf, "政务服务网").split())
    assert page.index("政务服务网1申报") < page.index(f"1{OFFICE}")


def test_an_address_stands_once_a_page_and_again_on_the_next(build: Build) -> None:
    link = f"`{{}} <{OFFICE}>`__"
    text = f"{link.format('甲处')}，{link.format('乙处')}。\n\n{FILLER}\n\n{link.format('丙处')}。"
    pdf = build(body(text)).pdf()
    first = "".join(page_with(pdf, "甲处").split())
    last = "".join(page_with(pdf, "丙处").split())
    assert first != last
    assert "甲处1，乙处1。" in first
    assert first.count(OFFICE) == last.count(OFFICE) == 1
    # Each page counts from one.
    assert "丙处1。" in last


def test_two_addresses_of_a_page_have_two_numbers(build: Build) -> None:
    text = f"`甲处 <{OFFICE}>`__，`乙处 <https://www.example.com/b>`__，`丙处 <{OFFICE}>`__。"
    page = "".join(page_with(build(body(text)).pdf(), "甲处").split())
    assert "甲处1，乙处2，丙处1。" in page
    assert page.endswith(f"1{OFFICE}2https://www.example.com/b") or re.search(
        rf"1{re.escape(OFFICE)}2https://www\.example\.com/b", page
    )


@pytest.mark.parametrize(
    "link",
    [
        OFFICE,
        f"`www.example.org/banshi <{OFFICE}>`__",
        "`写信 <mailto:service@example.org>`__",
        "`总机 <tel:+861055500101>`__",
    ],
)
def test_what_paper_shows_already_or_nobody_types_gets_no_note(build: Build, link: str) -> None:
    page = "".join(page_with(build(body(f"见 {link} 为准。")).pdf(), "为准").split())
    assert "1http" not in page
    assert page.count("banshi") <= 1


def test_a_link_in_a_heading_is_not_repeated_in_the_contents(build: Build) -> None:
    text = f"`政务服务网 <{OFFICE}>`__ 的通知\n{'-' * 60}\n\n正文。"
    built = build(body(text))
    assert built.warnings == ""
    assert OFFICE not in built.pdf().bare


def test_notes_of_the_author_and_addresses_share_one_count(build: Build) -> None:
    text = f"先说 [#n]_ ，再到 `政务服务网 <{OFFICE}>`__ 。\n\n.. [#n] 作者的注。"
    page = "".join(page_with(build(body(text)).pdf(), "先说").split())
    assert "先说1" in page
    assert "政务服务网2" in page
    assert re.search(rf"1作者的注。2{re.escape(OFFICE)}", page)


def test_a_link_in_a_cell_has_its_note(build: Build) -> None:
    rows = "   * - 名称\n     - 地址\n   * - 窗口\n"
    table = f".. list-table::\n   :header-rows: 1\n\n{rows}     - `办事 <{OFFICE}>`__\n"
    built = build(body(table))
    assert built.warnings == ""
    page = "".join(page_with(built.pdf(), "窗口").split())
    assert "办事1" in page
    assert f"1{OFFICE}" in page
