"""The table of what to do in a browser: a choice of whose it is, red for what is near."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.build.test_todo import source


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.build.conftest import build

    folder = tmp_path_factory.mktemp("to-do")
    return build(source(folder), folder / "html").out


def test_a_choice_leaves_the_rows_of_one_department(site: Path, browser: Browser) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai")
    tab = context.new_page()
    tab.clock.set_fixed_time("2021-04-20T09:00:00+08:00")
    tab.goto((site / "issues" / "1.html").as_uri())
    rows = tab.locator(".digest-deadlines > .digest-scroll tbody tr:visible td:nth-child(2)")
    assert rows.all_text_contents() == ["培训", "宣传周", "征求意见", "审查"]
    tab.get_by_label("归口").select_option("甲部")
    assert rows.all_text_contents() == ["征求意见"]
    tab.get_by_label("归口").select_option("乙<部")
    assert rows.all_text_contents() == ["培训", "宣传周", "审查"]
    tab.get_by_label("归口").select_option("全部")
    assert len(rows.all_text_contents()) == 4
    context.close()


def test_red_is_for_what_is_near(site: Path, browser: Browser) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai")
    tab = context.new_page()
    tab.clock.set_fixed_time("2021-04-14T09:00:00+08:00")
    tab.goto((site / "issues" / "1.html").as_uri())
    look = "node => [getComputedStyle(node).color, getComputedStyle(node.closest('tr')).color]"
    days = tab.locator(".digest-deadlines > .digest-scroll tbody .digest-day")
    colours = [days.nth(row).evaluate(look) for row in range(4)]
    assert [day != plain for day, plain in colours] == [True, True, True, False]
    tab.clock.set_fixed_time("2021-04-24T09:00:00+08:00")
    tab.reload()
    assert "进行中" in tab.locator(".digest-deadlines tr", has_text="宣传周").inner_text()
    context.close()
