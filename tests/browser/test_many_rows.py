"""Indexes of thousands of rows: what is laid out, and filters across slices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import sphinx_digest

WORDS = (
    "search", "any", "from", "to", "sort", "grouped", "ascending", "descending", "open", "clear",
    "all", "some", "none", "span", "passed",
)  # fmt: skip


def many_rows(groups: int, slices: int) -> str:
    """Return a page with an index as the build makes it: ``slices`` of 100 rows a group."""
    static = Path(sphinx_digest.__file__).parent / "static"
    head = "".join(f'<th class="head" scope="col"><p>{name}</p></th>' for name in ("标题", "发布"))
    known, blocks = [], []
    for group in range(groups):
        tables = []
        for start in range(0, 100 * slices, 100):
            lines = []
            for row in range(start, start + 100):
                day = f"2021-{group % 12 + 1:02}-{row % 28 + 1:02}"
                known.append([day, f"gy{row}", [[group]], day, 0])
                title = f"关于开展第{row}批专利转化工作的通知"
                lines.append(
                    f'<tr><td><p><a href="#x">{title}</a></p></td><td><p>{day}</p></td></tr>'
                )
            tables.append(
                '<div class="digest-rows" style="--digest-rows: 100"><table class="digest-table">'
                f'<caption class="digest-caption">样例局{group}</caption>'
                f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
            )
        blocks.append(
            f'<div class="digest-index-group"><p class="digest-group rubric" id="g{group}">'
            f"样例局{group}</p>{''.join(tables)}</div>"
        )
    issuers = [f"样例局{group}" for group in range(groups)]
    facet = {"name": "issuer", "label": "发文机关", "values": issuers, "labels": [],
             "order": list(range(groups))}  # fmt: skip
    data = {"name": "documents", "by": "issuer", "label": "筛选", "columns": ["title", "date"],
            "grouped": "", "facets": [facet], "month": "", "rows": known,
            "words": {**dict.fromkeys(WORDS, "{all}"), "some": "{shown}/{all}"}}  # fmt: skip
    style = "".join((static / f).read_text("utf-8") for f in ("digest.css", "digest-index.css"))
    script = (static / "digest-index.js").read_text("utf-8")
    return (
        f'<html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body>'
        f'<div class="digest-index">{"".join(blocks)}<script type="application/json" '
        f'class="digest-index-data">{json.dumps(data)}</script></div><script>{script}</script>'
    )


def test_of_five_thousand_rows_those_in_view_are_laid_out(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "many.html").write_text(many_rows(10, 5), encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "many.html").as_uri())
    rows = tab.locator("tbody tr")
    assert rows.count() == 5000
    laid_out = """rows => rows.map(row => row.checkVisibility({ contentVisibilityAuto: true }))"""
    seen = rows.evaluate_all(laid_out)
    assert seen[0]
    assert seen.count(True) < 1000
    assert seen.index(False) % 100 == 0
    rows.nth(4999).scroll_into_view_if_needed()
    expect(rows.nth(4999)).to_be_in_viewport()
    tab.close()


@pytest.mark.parametrize(
    ("words", "wanted"), [("第499批", 10), ("样例局7", 500), ("gy31", 110), ("无此词", 0)]
)
def test_five_thousand_rows_are_filtered_across_their_slices(
    browser: Browser, tmp_path: Path, words: str, wanted: int
) -> None:
    (tmp_path / "many.html").write_text(many_rows(10, 5), encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "many.html").as_uri())
    box = tab.locator(".digest-filter input[type=search]")
    box.fill(words)
    shown = tab.locator("tbody tr:not([hidden])")
    expect(shown).to_have_count(wanted)
    wrapped = tab.locator(".digest-rows:not([hidden])")
    assert wrapped.evaluate_all(
        "all => all.every(one => one.querySelector('tbody tr:not([hidden])'))"
    )
    heads = tab.locator(".digest-group:visible").count()
    assert heads == tab.locator(".digest-index-group:has(tbody tr:not([hidden]))").count()
    box.fill("")
    expect(shown).to_have_count(5000)
    tab.close()
