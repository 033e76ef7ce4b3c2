"""The indexes in a real browser: filters, order, the address, the calendar, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Serve, SiteFolder

#: Gives the address of the site in a theme.
SiteAddress = Callable[[str], str]

THEMES = ("furo", "alabaster")
PAGES = ("documents", "dates", "contacts")
#: The reader's day in these tests.
TODAY = "2021-04-20T10:00:00+08:00"
ROWS = ".digest-index >> nth=0 >> .digest-table tbody tr:visible"


@pytest.fixture(scope="module")
def site(example_site: SiteFolder, serve: Serve) -> SiteAddress:
    return lambda theme: serve(example_site(theme))


@pytest.fixture
def opened(browser: Browser, site: SiteAddress) -> Iterator[Opener]:
    opener = Opener(browser, site)
    yield opener
    for context in list(browser.contexts):
        context.close()
    assert opener.errors == []


class Opener:
    """Open pages at the reader's day and keep the errors of their scripts."""

    def __init__(self, browser: Browser, site: SiteAddress) -> None:
        self.browser, self.site = browser, site
        self.errors: list[str] = []

    def __call__(
        self,
        page: str,
        theme: str = "furo",
        *,
        wide: int = 1280,
        dark: bool = False,
        script: bool = True,
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": wide, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            timezone_id="Asia/Shanghai",
        )
        tab = context.new_page()
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.clock.set_fixed_time(TODAY)
        tab.goto(f"{self.site(theme)}{page}")
        return tab


def count(tab: Page) -> str:
    return tab.locator(".digest-count").first.inner_text()


def titles(tab: Page, column: int) -> list[str]:
    return tab.locator(f"{ROWS} >> td:nth-child({column})").all_text_contents()


def test_words_and_initials_of_pinyin_filter(opened: Opener) -> None:
    tab = opened("documents.html")
    every = tab.locator(ROWS).count()
    assert count(tab) == f"共 {every - 2} 条"  # two stand under two issuers each
    tab.get_by_label("文字或拼音首字母").first.fill("zscq")
    expect(tab.locator(".digest-count").first).to_contain_text("显示")
    found = titles(tab, 2)
    assert 0 < len(found) < every
    rows = tab.locator(ROWS).all_text_contents()
    assert sum("知识产权" in row for row in rows) > len(rows) / 2
    tab.get_by_label("文字或拼音首字母").first.fill("知识产权 试点")
    expect(tab.locator(ROWS).first).to_contain_text("试点")
    assert tab.locator(ROWS).count() < len(found)
    assert tab.locator(".digest-index >> nth=0 >> p.digest-group:visible").count() < 5
    tab.wait_for_url("**/documents.html?q=*")


def test_every_filter_is_in_the_address_and_the_way_back_works(opened: Opener) -> None:
    tab = opened("dates.html")
    form = tab.locator(".digest-filter").first
    assert form.get_attribute("role") == "search"
    assert form.locator("label").all_inner_texts() == [
        "文字或拼音首字母", "事由", "发文机关", "文种", "事项", "篇", "办理方", "日期从", "日期到",
        "排序", "不看已过的",
    ]  # fmt: skip
    form.get_by_label("事项").select_option("公示")
    form.get_by_label("篇").select_option("知识产权信息篇")
    tab.wait_for_url("**kind=public-notice*")
    shown = tab.locator(ROWS).all_text_contents()
    assert 0 < len(shown) < 20
    form.get_by_label("日期从").fill("2021-04-15")
    tab.wait_for_url("**from=2021-04-15*")
    fewer = tab.locator(ROWS).all_text_contents()
    assert 0 < len(fewer) < len(shown)

    copied = opened(tab.url.rsplit("/", 1)[1])
    assert copied.locator(ROWS).all_text_contents() == fewer
    assert copied.get_by_label("事项").first.input_value() == "public-notice"
    assert copied.get_by_label("日期从").first.input_value() == "2021-04-15"

    tab.go_back()
    assert tab.locator(ROWS).all_text_contents() == shown
    assert form.get_by_label("日期从").input_value() == ""
    tab.go_forward()
    assert tab.locator(ROWS).all_text_contents() == fewer
    form.get_by_role("button", name="清除筛选").click()
    assert count(tab).startswith("共 ")
    assert "?" not in tab.url


def test_the_indexes_of_a_page_are_kept_apart(opened: Opener) -> None:
    tab = opened("documents.html")
    second = tab.locator(".digest-filter").nth(1)
    before = tab.locator(ROWS).count()
    second.get_by_label("文字或拼音首字母").fill("备案")
    tab.wait_for_url("**documents-number.q=*")
    assert tab.locator(ROWS).count() == before
    below = tab.locator(".digest-index >> nth=1 >> .digest-table tbody tr:visible")
    assert 0 < below.count() < before
    # Who cites a document stays below it.
    assert not (below.first.get_attribute("class") or "").startswith("digest-sub")


def test_what_is_not_known_in_the_address_is_passed_over(opened: Opener) -> None:
    tab = opened("dates.html?kind=nonsense&from=soon&month=2021-13&highlight=x")
    assert count(tab).startswith("共 ")
    assert tab.get_by_label("事项").first.input_value() == ""
    expect(tab.locator(".digest-month").first).to_have_text("2021年4月")


def test_rows_are_sorted_and_come_home(opened: Opener) -> None:
    tab = opened("documents.html")
    grouped = titles(tab, 2)
    order = tab.get_by_label("排序").first
    order.select_option("-published")
    days = [day for day in titles(tab, 3) if day]
    assert days == sorted(days, reverse=True)
    assert len(days) == len(grouped) - 2
    first = tab.locator(".digest-index >> nth=0 >> .digest-index-chunk").first
    assert first.locator("th[aria-sort=descending]").inner_text() == "发布"
    assert first.locator("th[scope=col]").last.inner_text() == "发文机关"
    assert first.locator("caption").inner_text().startswith("第 1 至 ")
    assert first.locator("tbody tr").first.locator("td").last.inner_text()
    tab.get_by_label("文字或拼音首字母").first.fill("备案")
    expect(tab.locator(ROWS).first).to_contain_text("备案")
    tab.get_by_label("文字或拼音首字母").first.fill("")
    order.select_option("")
    assert titles(tab, 2) == grouped
    assert tab.locator(".digest-index-chunk, .digest-from-group").count() == 0


def test_what_has_passed_is_marked_by_the_readers_day(opened: Opener) -> None:
    tab = opened("dates.html")
    marked = tab.locator(".digest-index >> nth=0 >> tr.digest-over")
    expect(marked.first).to_contain_text("已过")
    ends = [row.locator("td").all_text_contents() for row in marked.all()]
    assert all(date < "2021-04-20" for date, *_ in ends if len(date.split()[0]) == 10)
    assert {occasion for _, occasion, *_ in ends} <= {"截止", "当日", "期间"}
    kept = tab.locator(ROWS).filter(has_text="2021-04-20").filter(has_text="截止")
    assert kept.count() > 0
    assert kept.locator(".digest-over-word").count() == 0
    tab.get_by_label("不看已过的").first.check()
    tab.wait_for_url("**open=1")
    assert tab.locator(f"{ROWS} >> .digest-over-word").count() == 0
    late = opened("dates.html")
    late.clock.set_fixed_time("2031-01-01T10:00:00+08:00")
    late.reload()
    expect(late.locator("tr.digest-over").first).to_be_visible()
    assert late.locator(".digest-index >> nth=0 >> tr.digest-over").count() > len(ends)


def test_the_built_page_says_nothing_of_the_day(opened: Opener) -> None:
    tab = opened("dates.html", script=False)
    assert tab.locator("text=已过").count() == 0
    assert tab.locator(".digest-over").count() == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_page_of_the_domain_holds_the_same_with_its_filter(opened: Opener, page: str) -> None:
    ours, domains = opened(f"{page}.html"), opened(f"digest-{page}.html")
    assert domains.locator("h1").count() == 1
    labels = domains.locator(".digest-filter >> nth=0 >> label").all_inner_texts()
    assert labels == ours.locator(".digest-filter >> nth=0 >> label").all_inner_texts()
    assert domains.locator(ROWS).all_text_contents() == ours.locator(ROWS).all_text_contents()
    bare = opened(f"digest-{page}.html", script=False)
    assert bare.locator(ROWS).count() == domains.locator(ROWS).count()
    assert bare.locator("nav.digest-jump").count() > 0


def test_a_filter_is_there_where_it_makes_sense(opened: Opener) -> None:
    labels = opened("contacts.html").locator(".digest-filter label").all_inner_texts()
    assert labels == ["文字或拼音首字母", "发文机关", "篇", "排序"]
    second = opened("dates.html").locator(".digest-filter").nth(1)
    labels = second.locator("label").all_inner_texts()
    assert "事项" not in labels  # the index asks for one kind
    assert {"日期从", "日期到"} <= set(labels)
    first = opened("documents.html").locator(".digest-filter").first
    assert {"发布日期从", "发布日期到"} <= set(first.locator("label").all_inner_texts())


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("page", "place", "heading"),
    [("documents", "G", "国家税务总局天津市税务局"), ("dates", "2021 年 7 月", "2021 年 7 月")],
)
def test_the_bar_leads_to_letters_and_months(
    opened: Opener, page: str, place: str, heading: str, script: bool
) -> None:
    tab = opened(f"{page}.html", script=script)
    bar = tab.get_by_role("navigation", name="跳到").first
    link = bar.get_by_role("link", name=place, exact=True)
    link.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".digest-group").filter(has_text=heading).first).to_be_in_viewport()
    expect(bar).to_be_in_viewport()  # it stays at the head of a wide window


def test_the_bar_follows_the_filter(opened: Opener) -> None:
    tab = opened("documents.html")
    bar = tab.locator("nav.digest-jump").first
    every = bar.get_by_role("link").all_inner_texts()
    tab.get_by_label("文字或拼音首字母").first.fill("天津")
    expect(bar.get_by_role("link")).not_to_have_count(len(every))
    first = bar.get_by_role("link").first.get_attribute("href") or ""
    expect(tab.locator(f"[id='{first[1:]}']")).to_be_visible()
    tab.get_by_label("排序").first.select_option("title")
    expect(bar).to_be_hidden()
    tab.get_by_role("button", name="清除筛选").first.click()
    assert bar.get_by_role("link").all_inner_texts() == every


def test_a_contact_without_name_or_number_shows_what_there_is(opened: Opener) -> None:
    tab = opened("contacts.html", script=False)
    rows = [row.locator("td").all_text_contents() for row in tab.locator(ROWS).all()]
    assert all(row[0].strip() or row[1].strip() for row in rows)
    # Who is meant, by name or by role; where, where nothing else is known.
    alone = [row[4] for row in rows if not row[2].strip() and not row[3].strip()]
    assert any("北京市西城区" in cell for cell in alone)
    assert sorted({row[1] for row in rows} & {"监督", "联系人"}) == ["监督", "联系人"]


@pytest.mark.parametrize("page", PAGES)
def test_all_is_there_without_javascript(opened: Opener, page: str) -> None:
    bare, full = opened(f"{page}.html", script=False), opened(f"{page}.html")
    rows = ".digest-index .digest-table tbody tr:visible"
    assert bare.locator(rows).count() == full.locator(rows).count() > 20
    assert bare.locator(".digest-filter, .digest-months").count() == 0
    tables = bare.locator(".digest-index table")
    assert tables.locator("caption").count() == tables.count()
    assert bare.locator(".digest-index thead th:not([scope=col])").count() == 0


def test_the_calendar_starts_at_the_newest_issue(opened: Opener) -> None:
    tab = opened("dates.html")
    calendar = tab.locator(".digest-months").first
    expect(calendar.locator(".digest-month")).to_have_text("2021年4月")
    assert calendar.locator("thead th[scope=col]").count() == 7
    assert calendar.locator("tbody td[aria-current=date]").inner_text().startswith("20")
    day = calendar.locator("button[data-day='2021-04-16']")
    assert "2021-04-16，" in (day.get_attribute("aria-label") or "")
    day.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**from=2021-04-16&to=2021-04-16*")
    rows = tab.locator(ROWS).all_text_contents()
    # What is only known to be in that month stays.
    assert {row.lstrip()[:10] for row in rows if "年" not in row[:8]} == {"2021-04-16"}
    assert tab.evaluate("document.activeElement.dataset.day") == "2021-04-16"
    tab.keyboard.press("Enter")
    assert "from" not in tab.url
    calendar.get_by_role("button", name="下个月").click()
    tab.wait_for_url("**?month=2021-05")
    expect(calendar.locator(".digest-month")).to_have_text("2021年5月")
    assert calendar.locator("td[aria-current]").count() == 0
    tab.go_back()
    expect(calendar.locator(".digest-month")).to_have_text("2021年4月")


@pytest.mark.parametrize("page", ["documents", "digest-documents"])
@pytest.mark.parametrize(
    ("words", "wanted"),
    [("药审中心", 10), ("cde", 10), ("市知识产权局（天津）", 4), ("zgczscqcjj", 1), ("bjszscqj", 4),
     ("国知办函服字[2021]304号", 1), ("国知办函服字（２０２１）304 号", 1)],
)  # fmt: skip
def test_an_issuer_and_a_number_are_found_however_written(
    opened: Opener, page: str, words: str, wanted: int
) -> None:
    tab = opened(f"{page}.html")
    tab.get_by_label("文字或拼音首字母").first.fill(words)
    expect(tab.locator(ROWS)).to_have_count(wanted)


def test_the_calendar_goes_to_the_days_asked_for(opened: Opener) -> None:
    tab = opened("dates.html?from=2021-05-01&to=2021-05-31")
    month = tab.locator(".digest-month").first
    expect(month).to_have_text("2021年5月")
    tab.get_by_label("日期从").first.fill("2021-03-05")
    expect(month).to_have_text("2021年3月")
    tab.get_by_role("button", name="下个月").first.click()
    expect(month).to_have_text("2021年4月")
    tab.get_by_role("button", name="上个月").first.click()
    expect(month).to_have_text("2021年3月")


def test_what_is_due_is_one_click_away_and_first_in_the_calendar(opened: Opener) -> None:
    tab = opened("dates.html")
    day = tab.locator("td:has(button[data-day='2021-04-13'])")
    assert [text[:2] for text in day.locator("li a").all_inner_texts()] == ["截止", "截止", "施行"]
    more = day.get_by_role("button", name="还有 2 条")
    more.focus()
    tab.keyboard.press("Enter")
    assert day.locator("li a").count() == 5
    assert "发布" in tab.evaluate("document.activeElement.textContent")
    due = tab.get_by_role("button", name="只看截止").first
    due.click()
    tab.wait_for_url("**event=ends")
    rows = tab.locator(f"{ROWS} >> td:nth-child(2)").all_text_contents()
    assert set(rows) == {"截止"}
    events = tab.locator(".digest-months >> nth=0 >> .digest-calendar .digest-event")
    assert set(events.all_text_contents()) == {"截止"}
    due.click()
    assert "event" not in tab.url


def test_the_filters_of_a_page_have_names_of_their_own(opened: Opener) -> None:
    tab = opened("documents.html")
    names = tab.get_by_role("search").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("wide", [360, 1280])
def test_nothing_sticks_out(opened: Opener, page: str, theme: str, wide: int) -> None:
    column = "name" if page == "contacts" else "title"
    tab = opened(f"{page}.html?sort=-{column}", theme, wide=wide)
    assert tab.evaluate("document.documentElement.scrollWidth") <= wide
    cut = tab.locator(".digest-filter :is(input, select)").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).length"
    )
    assert cut == 0
    small = tab.locator(":is(.digest-filter, .digest-months) button:visible").evaluate_all(
        "all => all.filter(one => one.offsetWidth < 24 || one.offsetHeight < 24).length"
    )
    assert small == 0


def test_all_is_reached_by_the_keyboard(opened: Opener) -> None:
    tab = opened("dates.html")
    tab.locator(".digest-filter input").first.focus()
    reached = set()
    for _ in range(60):
        tab.keyboard.press("Tab")
        reached.add(
            tab.evaluate(
                "document.activeElement.id || document.activeElement.dataset.day"
                " || document.activeElement.tagName"
            )
        )
    names = ("event", "issuer", "type", "kind", "part", "actor", "from", "to", "sort", "open")
    assert {f"digest-dates-{name}" for name in names} <= reached
    assert "SUMMARY" in reached
    assert "2021-04-16" in reached


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("theme", "dark"), [("furo", False), ("furo", True), ("alabaster", False), ("alabaster", True)]
)
def test_axe_finds_nothing_in_the_indexes(
    opened: Opener, page: str, theme: str, dark: bool
) -> None:
    axe = import_module("axe_playwright_python.sync_playwright")
    for wide in (1280, 360):
        tab = opened(f"{page}.html", theme, wide=wide, dark=dark)
        tab.locator(".digest-count").first.wait_for()
        # axe takes what is not laid out yet for what lies at its place.
        tab.add_style_tag(content=".digest-rows { content-visibility: visible !important }")
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = axe.Axe().run(tab, context=".digest-index", options={"runOnly": rules})
        told = [
            (violation["id"], node["html"][:120], node.get("failureSummary", "")[:200])
            for violation in found.response["violations"]
            for node in violation["nodes"][:3]
        ]
        assert told == []
