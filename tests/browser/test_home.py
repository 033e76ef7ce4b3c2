"""The home page by the reader's day: what has passed steps back, what is ahead stays in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from .conftest import SiteFolder

Opened = Callable[[str], Page]


@pytest.fixture
def opened(browser: Browser, small_site: SiteFolder) -> Iterator[Opened]:
    contexts = []

    def at(day: str) -> Page:
        context = browser.new_context(timezone_id="Asia/Shanghai")
        contexts.append(context)
        tab = context.new_page()
        tab.clock.set_fixed_time(f"{day}T09:00:00+08:00")
        tab.goto((small_site("alabaster") / "index.html").as_uri())
        return tab

    yield at
    for context in contexts:
        context.close()


def rows(tab: Page, table: str) -> list[str]:
    found = tab.locator(f".digest-ahead {table} tbody tr td:nth-child(2)")
    return found.all_text_contents()


def test_before_the_first_date_all_are_ahead(opened: Opened) -> None:
    tab = opened("2021-04-16")
    assert rows(tab, "> .digest-scroll") == ["宣讲会", "征求意见"]
    assert tab.get_by_text("已过的日期").count() == 0


def test_what_has_passed_steps_back(opened: Opened) -> None:
    tab = opened("2021-04-21")
    assert rows(tab, "> .digest-scroll") == ["征求意见"]
    assert not tab.get_by_text("宣讲会").is_visible()
    tab.locator("summary", has_text="已过的日期（1 项）").click()
    assert tab.get_by_text("宣讲会").is_visible()


def test_when_all_have_passed_no_empty_table_is_left(opened: Opened) -> None:
    tab = opened("2031-01-01")
    assert rows(tab, "> .digest-scroll") == []
    assert not tab.get_by_text("即将到期").is_visible()
    assert tab.locator("summary", has_text="已过的日期（2 项）").is_visible()
