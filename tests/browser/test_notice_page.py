"""A notice in a real browser: the reader's day, the keyboard, contrast, small screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .conftest import SiteFolder

PAGE = "issues/2021-158.html"
NOTICE = "#bjip-2021-cluster"  # due on 2021-05-14


def themes() -> list[str]:
    """Name the themes to look at, those that are installed."""
    found = ["furo", "alabaster"]
    for name in ("pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"):
        try:
            __import__(name)
        except ImportError:
            continue
        found.append(name)
    return found


@pytest.fixture(scope="module", params=themes())
def site(request: pytest.FixtureRequest, example_site: SiteFolder) -> Path:
    return example_site(request.param)


def opened(
    browser: Browser,
    site: Path,
    day: str = "2021-05-10",
    *,
    width: int = 1280,
    scheme: str = "light",
    script: bool = True,
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        offline=True,
        timezone_id="Asia/Shanghai",
    )
    tab = context.new_page()
    tab.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    tab.goto((site / PAGE).as_uri(), wait_until="domcontentloaded")
    return tab


@pytest.mark.parametrize(
    ("day", "left", "name"),
    [
        ("2021-04-14", "还剩 30 天", ""),
        ("2021-05-13", "还剩 1 天", "digest-soon"),
        ("2021-05-14", "就在今天", "digest-soon"),
        ("2021-05-15", "已截止", "digest-passed"),
    ],
)
def test_days_left_are_counted_from_the_readers_day(
    browser: Browser, site: Path, day: str, left: str, name: str
) -> None:
    tab = opened(browser, site, day)
    card = tab.locator(f"{NOTICE} .digest-deadline").first
    assert card.locator(".digest-left").inner_text() == left
    assert name in (card.get_attribute("class") or "")
    assert tab.locator(f"{NOTICE} .digest-days .digest-left").first.inner_text() == left


def test_without_a_script_nothing_depends_on_the_day(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, "2031-01-01", script=False)
    assert tab.locator(".digest-left, .digest-passed, button.digest-copy").count() == 0
    assert tab.locator(f"{NOTICE} .digest-days .digest-day").first.is_visible()


def test_the_day_is_the_largest_and_the_only_coloured_thing(browser: Browser, site: Path) -> None:
    tab = opened(browser, site)
    sizes = tab.locator(NOTICE).evaluate(
        """notice => {
          const size = name => parseFloat(getComputedStyle(notice.querySelector(name)).fontSize);
          return [size(".digest-due .digest-day"), size(".digest-deadline-title"),
                  size(":scope > dl.digest-facts dd")];
        }"""
    )
    assert sizes[0] > sizes[1] >= sizes[2]


CONTRAST = """names => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const paint = colours => {
    context.fillStyle = "white";
    context.fillRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const low = [];
  for (const one of document.querySelectorAll(names)) {
    if (!one.offsetParent || !one.textContent.trim()) continue;
    const grounds = [];
    for (let at = one; at; at = at.parentElement)
      grounds.unshift(getComputedStyle(at).backgroundColor);
    const ground = light(paint(grounds));
    const ink = light(paint([...grounds, getComputedStyle(one).color]));
    const ratio = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
    if (ratio < 4.5) low.push(one.className + " " + ratio.toFixed(2));
  }
  return [...new Set(low)];
}"""
OURS = (
    ".digest-day, .digest-left, .digest-due-label, .digest-weekday, .digest-when, .digest-kind,"
    " .digest-closed, .digest-status, .digest-file, .digest-unknown, .digest-step,"
    " .digest-extra-title, .digest-facts dt, .digest-facts dd, .digest-glance th,"
    " .digest-how summary, .digest-cite summary, button.digest-copy"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("day", ["2021-05-13", "2031-01-01"])
def test_every_word_of_ours_can_be_read(
    browser: Browser, site: Path, scheme: str, day: str
) -> None:
    tab = opened(browser, site, day, scheme=scheme)
    assert tab.evaluate(CONTRAST, OURS) == []


def test_nothing_sticks_out_of_a_telephone(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, width=360)
    wide = tab.evaluate(
        """() => [...document.querySelectorAll("[class*=digest-]")]
          .filter(one => one.getBoundingClientRect().right > 361 && one.offsetParent
            && !one.closest(".digest-scroll, .sidebar-drawer, nav, aside"))
          .map(one => one.className)"""
    )
    assert wide == []


def test_fingers_and_keys_reach_everything(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, width=360)
    small = tab.locator(
        ".digest-contact a[href^='tel:'], .digest-contact a[href^='mailto:'], .digest-copy,"
        " .digest-block summary, .digest-how summary, .digest-cite summary"
    ).evaluate_all(
        "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 23.5)"
        ".map(one => one.outerHTML)"
    )
    assert small == []
    summary = tab.locator(".digest-block details summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".digest-block details table").first.is_visible()


def test_tables_have_heads_and_captions(browser: Browser, site: Path) -> None:
    tab = opened(browser, site)
    bare = tab.locator("table.digest-glance").evaluate_all(
        "all => all.filter(one => !one.caption || !one.caption.textContent.trim()"
        " || [...one.tHead.rows[0].cells].some(cell => cell.scope !== 'col')).length"
    )
    assert bare == 0
    assert tab.locator("html").get_attribute("lang") == "zh-CN"


def test_one_notice_can_be_printed_alone(browser: Browser, site: Path) -> None:
    tab = opened(browser, site)
    tab.evaluate("window.print = () => {}")
    tab.locator(f"{NOTICE} .digest-foot").get_by_role("button", name="只打印本条").click()
    assert tab.locator(f"{NOTICE} h4").is_visible()
    assert tab.locator(".digest-masthead").is_visible()  # nothing is hidden but on paper
    tab.emulate_media(media="print")
    assert tab.locator(f"{NOTICE} h4").is_visible()
    assert tab.locator(f"{NOTICE} .digest-deadline").first.is_visible()
    seen = tab.locator(":is(h1, h2, h3, h4, .digest-block, .digest-toc, nav, footer)")
    assert [one.inner_text() for one in seen.all() if one.is_visible()] == [
        tab.locator(f"{NOTICE} h4").inner_text()
    ]
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator(".digest-masthead").is_visible()
    assert tab.locator("#cnipa-2021-304 h4").is_visible()


def test_the_foot_leads_back_to_what_to_do(browser: Browser, site: Path) -> None:
    tab = opened(browser, site)
    tab.locator(f"{NOTICE} a.digest-back").click()
    tab.wait_for_function(  # some themes scroll softly
        """() => {
          const top = document.querySelector(".digest-deadlines table").getBoundingClientRect().y;
          return top > -1 && top < 400;
        }"""
    )
    assert tab.get_by_role("heading", name="要办的事和期限", level=2).count() == 1


def test_what_cannot_be_pressed_has_no_edge(browser: Browser, site: Path) -> None:
    tab = opened(browser, site, "2021-05-13")
    edges = tab.locator(".digest-left, .digest-kind, .digest-file, .digest-closed").evaluate_all(
        """all => all.map(one => getComputedStyle(one)).map(
          one => one.borderTopWidth + " " + one.backgroundColor)"""
    )
    assert set(edges) == {"0px rgba(0, 0, 0, 0)"}


def test_paper_shows_what_was_on_demand_and_no_days_left(browser: Browser, site: Path) -> None:
    tab = opened(browser, site)
    tab.emulate_media(media="print")
    assert not tab.locator(".digest-left").first.is_visible()
    address = tab.locator(f"{NOTICE} a.digest-source").evaluate(
        "one => getComputedStyle(one, '::after').content"
    )
    assert "href" in address or "https://" in address
