"""The pages in a real browser: at two widths, in two themes, without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .conftest import SiteFolder

WIDTHS = {"desktop": (1280, 900), "telephone": (360, 740)}


@pytest.fixture(scope="module", params=["furo", "alabaster"])
def site(request: pytest.FixtureRequest, example_site: SiteFolder) -> Path:
    return example_site(request.param)


def opened(browser: Browser, site: Path, page: str, width: str, *, script: bool = True) -> Page:
    wide, high = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": wide, "height": high}, java_script_enabled=script, offline=True
    )
    tab = context.new_page()
    tab.goto((site / page).as_uri(), wait_until="domcontentloaded")
    return tab


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["issues/2021-158.html", "documents.html", "dates.html"])
def test_nothing_sticks_out_of_the_page(
    browser: Browser, site: Path, page: str, width: str
) -> None:
    tab = opened(browser, site, page, width)
    wide = tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= WIDTHS[width][0] + 1


def test_a_notice_shows_its_facts_first(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, "issues/2021-158.html", "desktop")
    section = tab.locator("#cnipa-2021-304")
    facts = section.locator("> dl.digest-facts").inner_text()
    for fact in ("通知", "国知办函服字〔2021〕304号", "国家知识产权局办公室", "2021-04-07"):
        assert fact in facts
    due = section.locator(".digest-deadline").first
    assert "2021-07-01 至 2021-07-31" in due.inner_text()
    heading = section.locator("h4").bounding_box()
    below = section.locator("> dl.digest-facts").bounding_box()
    assert heading
    assert below
    # A title of two lines, and its two days, stand above.
    assert 0 < below["y"] - heading["y"] < 160


def test_all_is_there_without_javascript(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, "issues/2021-158.html", "desktop", script=False)
    assert tab.locator(".digest-deadlines .digest-glance tbody tr").count() == 18
    assert tab.locator(".digest-toc a").count() >= 15
    assert tab.locator(".digest-contact").count() == 16
    tab.locator(".digest-toc a", has_text="公共服务网点备案").first.click()
    assert tab.url.endswith("#cnipa-2021-304")
    assert tab.locator("#cnipa-2021-304").is_visible()


def test_a_telephone_can_dial_and_write(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, "issues/2021-158.html", "telephone")
    numbers = tab.locator(".digest-contact a[href^='tel:']")
    assert numbers.count() > 5
    for index in range(numbers.count()):
        assert (numbers.nth(index).get_attribute("href") or "").startswith("tel:+86")
    assert tab.locator(".digest-contact a[href^='mailto:']").count() > 3


def test_every_link_of_an_index_leads_to_its_record(browser: Browser, site: Path) -> None:
    for page in ("documents.html", "dates.html", "contacts.html", "digest-dates.html"):
        tab = opened(browser, site, page, "desktop", script=False)
        links = tab.locator("table a[href*='#']")
        targets = {links.nth(i).get_attribute("href") or "" for i in range(links.count())}
        inner = {t for t in targets if ".html#" in t}
        assert len(inner) > 10, page
        for target in inner:
            file, _, anchor = target.partition("#")
            assert f'id="{anchor}"' in (site / file).read_text(encoding="utf-8"), target


@pytest.mark.parametrize("page", ["issues/2021-158.html", "documents.html", "contacts.html"])
def test_no_date_or_telephone_is_broken(browser: Browser, site: Path, page: str) -> None:
    tab = opened(browser, site, page, "telephone")
    tokens = tab.locator(".digest-token, .digest-contact a[href^='tel:']")
    assert tokens.count() > 5
    broken = tokens.evaluate_all(
        "all => all.filter(one => one.getClientRects().length > 1).map(one => one.innerText)"
    )
    assert broken == []


def test_a_row_is_a_block_on_a_telephone(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, "issues/2021-158.html", "telephone")
    row = tab.locator(".digest-glance tbody tr").first
    boxes = [cell.bounding_box() for cell in row.locator("td:not(:has(> p:empty))").all()]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == len(boxes) >= 3
    assert tops == sorted(set(tops))
    table = tab.locator("table.digest-glance").first.bounding_box()
    assert table
    assert all(box["width"] > 0.9 * table["width"] for box in boxes if box)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_contents_of_an_issue_are_set_in_by_their_depth(
    browser: Browser, site: Path, width: str
) -> None:
    tab = opened(browser, site, "issues/2021-158.html", width)
    left = [
        tab.locator(f".digest-toc > ul{' > li > ul' * depth} > li > p").first.bounding_box()
        for depth in range(3)
    ]
    starts = [box["x"] for box in left if box]
    assert len(starts) == 3
    assert starts[0] + 10 < starts[1] < starts[2] - 10


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_and_values_stand_on_one_line(browser: Browser, site: Path, width: str) -> None:
    tab = opened(browser, site, "issues/2021-158.html", width)
    tops = tab.locator("#cnipa-2021-304 > dl.digest-facts").evaluate(
        """list => {
          const top = cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return range.getClientRects()[0].top;
          };
          return [...list.querySelectorAll("dt")].map(dt => top(dt) - top(dt.nextElementSibling));
        }"""
    )
    assert len(tops) > 4
    assert all(abs(difference) <= 2 for difference in tops)
