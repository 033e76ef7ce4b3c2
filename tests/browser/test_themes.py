"""Every kind of page in five themes: small screens, accessibility, the keyboard, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Serve, SiteFolder
from .small_digest import PAGES, THEMES

#: Those of the themes that have a dark scheme.
DARK = ("furo", "pydata_sphinx_theme", "sphinx_book_theme")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: The reader's day.
TODAY = "2021-04-16T09:00:00+08:00"


@pytest.fixture(params=[*((name, "light") for name in THEMES), *((name, "dark") for name in DARK)])
def seen(request: pytest.FixtureRequest) -> tuple[str, Literal["light", "dark"]]:
    """Give a theme and a scheme that it has."""
    name, scheme = request.param
    return name, scheme


@pytest.fixture
def theme(seen: tuple[str, str]) -> str:
    return seen[0]


@pytest.fixture
def address(small_site: SiteFolder, serve: Serve, theme: str) -> str:
    return serve(small_site(theme))


@pytest.fixture
def tab(seen: tuple[str, Literal["light", "dark"]], browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=seen[1], timezone_id="Asia/Shanghai")
    opened = context.new_page()
    opened.clock.set_fixed_time(TODAY)
    yield opened
    context.close()


def show(tab: Page, address: str, page: str, width: int = 1280) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(address + page)
    if page.startswith("search"):
        tab.wait_for_selector("ul.search li a")
    # What is not laid out yet would be taken for lying at its place.
    tab.add_style_tag(content=".digest-index-group { content-visibility: visible !important }")


def violations(tab: Page) -> list[tuple[Any, ...]]:
    """Return what axe finds in our own nodes."""
    axe = import_module("axe_playwright_python.sync_playwright")
    ours = "[class^='digest-'], [class*=' digest-'], ul.search"
    assert tab.locator(ours).count()
    found = axe.Axe().run(tab, context={"include": [[ours]]}, options={"runOnly": RULES})
    return [
        (violation["id"], node["html"][:160], node.get("failureSummary", "")[:300])
        for violation in found.response["violations"]
        for node in violation["nodes"][:3]
    ]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_in_what_is_ours(tab: Page, address: str, page: str) -> None:
    for width in (1280, 360):
        show(tab, address, page, width)
        for summary in tab.locator("[class*=digest-] summary").all():
            summary.evaluate("one => { one.parentElement.open = true }")
        assert violations(tab) == []
        # A theme's own head may be too wide: what is ours must not stand out.
        assert sticking_out(tab) == []


def sticking_out(tab: Page) -> list[str]:
    found: list[str] = tab.evaluate(
        """() => [...document.querySelectorAll("[class*=digest-]")]
          .filter(one => one.checkVisibility() && !one.closest(".digest-scroll")
            && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map(one => one.outerHTML.slice(0, 160))"""
    )
    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *([f"{wide} pixels wider than the screen"] if wide > 0 else [])]


def test_a_table_stays_a_table_on_a_telephone(tab: Page, address: str) -> None:
    show(tab, address, PAGES["issue"], 360)
    table = tab.get_by_role("table", name="要办的事和期限")
    assert table.get_by_role("columnheader").all_inner_texts() == ["时间", "事项", "对象", "公文"]
    assert table.get_by_role("row").count() == 3
    assert table.get_by_role("row").last.get_by_role("cell").count() == 4
    assert table.get_by_text("对象：").first.is_visible()
    for page in ("documents", "dates", "contacts", "issuers"):
        show(tab, address, PAGES[page], 360)
        first = tab.locator(".digest-index table.digest-table").first
        assert first.get_attribute("role") == "table"
        assert first.get_by_role("columnheader").count() > 1
        # A contact without a name has an empty cell, which a telephone leaves out.
        said = first.get_by_role("cell").filter(has_text=re.compile(r"\S"))
        assert said.first.is_visible()


def test_the_keyboard_reaches_all_that_can_be_used(tab: Page, address: str) -> None:
    show(tab, address, PAGES["issue"])
    tab.keyboard.press("Tab")  # from now on the browser shows where the focus is
    unseen = tab.evaluate(
        """() => {
          const all = "[class*=digest-] :is(a[href], summary, button)";
          const look = one => ["outlineStyle", "outlineWidth", "boxShadow", "backgroundColor",
            "textDecoration"].map(name => getComputedStyle(one)[name]).join();
          const found = [];
          document.activeElement.blur();
          for (const one of document.querySelectorAll(all)) {
            if (!one.checkVisibility() || one.matches(".headerlink")) continue;
            const before = look(one);
            one.focus();
            if (document.activeElement !== one || look(one) === before) found.push(one.outerHTML);
            one.blur();
          }
          return found;
        }"""
    )
    assert unseen == []
    assert tab.locator("html").get_attribute("lang") == "zh-CN"


def test_the_dark_theme_darkens_the_days_as_well(tab: Page, address: str, theme: str) -> None:
    wanted = ("light", "#b3261e"), ("dark", "#ff8a80" if theme in DARK else "#b3261e")
    for scheme, colour in wanted:
        tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        show(tab, address, PAGES["issue"])
        due = "getComputedStyle(document.body).getPropertyValue('--digest-due').trim()"
        assert tab.evaluate(due) == colour


LOOKS = """() => {
  const names = ["color", "backgroundColor", "fontSize", "fontWeight", "lineHeight", "display",
    "marginLeft", "paddingTop", "paddingLeft", "borderTopWidth", "textDecorationLine",
    "listStyleType", "whiteSpace"];
  const ours = "[class*='digest-'], [class*='digest-'] *";
  return [...document.querySelectorAll("body, body *")].filter(one => !one.matches(ours)).map(
    one => one.tagName + names.map(name => getComputedStyle(one)[name]).join("|"));
}"""


@pytest.mark.parametrize("page", [PAGES["issue"], PAGES["documents"]])
def test_nothing_of_a_theme_looks_otherwise(tab: Page, address: str, page: str) -> None:
    show(tab, address, page)
    tab.add_style_tag(content="* { transition: none !important }")
    with_ours = tab.evaluate(LOOKS)
    sheets = tab.evaluate(
        """() => {
          const ours = [...document.querySelectorAll("link[href*='_static/digest']")]
            .filter(one => one.sheet);
          for (const one of ours) one.disabled = true;
          return ours.length;
        }"""
    )
    assert sheets >= 2
    assert tab.evaluate(LOOKS) == with_ours


def test_paper_shows_all_and_saves_ink(tab: Page, address: str) -> None:
    show(tab, address, PAGES["issue"].replace("2", "1"))
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    shut = tab.locator(".digest-block > details:not([open]), .digest-how:not([open])")
    assert shut.count() == 0
    cites = tab.locator("details.digest-cite")
    assert cites.count() >= 2
    assert not any(one.is_visible() for one in cites.all())
    cites.last.evaluate("one => { one.open = true }")
    assert cites.last.is_visible()
    breaks = "one => getComputedStyle(one).breakInside"
    assert tab.locator("table.digest-glance").first.evaluate(breaks) == "auto"
    assert tab.get_by_text("区局初审").first.is_visible()
    grounds = tab.locator(".digest-masthead, .digest-extra, .digest-contact, .digest-deadline")
    assert grounds.count() >= 6
    assert set(
        grounds.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    ) == {"rgba(0, 0, 0, 0)"}
    for selector in ("a.digest-source", ".digest-attachments a"):
        after = tab.locator(selector).first.evaluate(
            "one => getComputedStyle(one, '::after').content"
        )
        assert "https://www.example.org/2021/" in after
    hidden = tab.locator(".digest-left, .digest-neighbours, .digest-copy, .digest-permalink")
    assert hidden.count() >= 4
    assert not any(one.is_visible() for one in hidden.all())
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator(".digest-how[open]").count() == 0


def test_every_page_of_ours_has_one_lasting_address(small_site: SiteFolder, theme: str) -> None:
    for page in PAGES.values():
        text = (small_site(theme) / page.partition("?")[0]).read_text(encoding="utf-8")
        links = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
        assert links == [f"https://digest.example.org/{page.partition('?')[0]}"]
