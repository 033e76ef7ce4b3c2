"""An issue is passed on from its page: its text goes to the clipboard at a click."""

from __future__ import annotations

from playwright.sync_api import Browser

from .conftest import Serve, SiteFolder

PAGE = "issues/2021-158.html"


def test_the_text_of_an_issue_is_copied(
    browser: Browser, example_site: SiteFolder, serve: Serve
) -> None:
    site = example_site("furo")
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(serve(site) + PAGE)
    tab.get_by_role("button", name="复制文字版").click()
    tab.get_by_text("已复制").first.wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    written = site.joinpath("digest/issues/issue-158.txt").read_text(encoding="utf-8")
    assert copied.replace("\r\n", "\n") == written
    assert written.startswith("科技信息周报 第 158 期\n")
    context.close()


def test_without_a_server_there_is_the_link_alone(
    browser: Browser, example_site: SiteFolder
) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto((example_site("furo") / PAGE).as_uri())
    assert tab.get_by_role("link", name="文字版").is_visible()
    assert tab.get_by_role("button", name="复制文字版").count() == 0
    tab.close()
