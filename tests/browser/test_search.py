"""The search page in a real browser, asked what readers ask."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.build.conftest import CONF, INDEX, build, issue, write

from .conftest import Serve, SiteFolder, served

NUMBER = "国知办函服字〔2021〕304号"
NOTICE = "issues/2021-158.html#cnipa-2021-304"


@pytest.fixture(scope="module", params=["furo", "alabaster"])
def site(request: pytest.FixtureRequest, example_site: SiteFolder, serve: Serve) -> str:
    return serve(example_site(request.param))


class Found:
    """What the search page shows for a query."""

    def __init__(self, browser: Browser, site: str, query: str) -> None:
        self.errors: list[str] = []
        self.tab: Page = browser.new_page()
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.goto(f"{site}search.html?q={quote(query)}")
        self.tab.wait_for_function("document.querySelector('.search-summary')?.innerText")
        self.tab.wait_for_function(
            "[...document.querySelectorAll('ul.search > li')].every(one => one.children.length > 1)"
        )
        self.items = self.tab.locator("ul.search > li")

    def links(self, selector: str = "a") -> list[str]:
        """Give where the links lead, within the site."""
        targets = self.items.locator(selector).evaluate_all("all => all.map(one => one.href)")
        parts = [urlsplit(target) for target in targets]
        return [f"{part.path}#{part.fragment}".strip("/").removesuffix("#") for part in parts]

    @property
    def marked(self) -> set[str]:
        return set(self.items.locator(".highlighted").all_text_contents())


@pytest.mark.parametrize(
    "query",
    [
        NUMBER,
        "国知办函服字[2021]304号",
        "国知办函服字（２０２１）304 号",
        "国知办函服字2021 304号",
        "国知办函服字",
        "〔2021〕304",
        "304号",
        "TISC",
        "tisc",
        "公共服务网点备案",
        "网点 备案",
    ],
)
def test_what_readers_type_leads_to_the_notice(browser: Browser, site: str, query: str) -> None:
    found = Found(browser, site, query)
    assert NOTICE in found.links()
    assert found.errors == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("备案", NOTICE),
        ("2021年第27号", "issues/2021-158.html#cde-2021-27"),
        ("试点示范", "issues/2021-158.html#bjip-2021-pilot"),
        ("儿童 化学药品", "issues/2021-158.html#cde-2021-paediatric"),
    ],
)
def test_a_notice_with_the_words_in_its_title_is_first(
    browser: Browser, site: str, query: str, first: str
) -> None:
    found = Found(browser, site, query)
    assert found.links()[0] == first
    assert found.items.first.get_attribute("class") == "kind-title"


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("药品审评", {"issues/2021-158.html", "issues/2021-153.html"}),
        ("李样例", {"issues/2021-158.html", "issues/2021-153.html"}),
        (NUMBER, {"issues/2021-158.html", "issues/2021-159.html"}),
    ],
)
def test_pages_found_by_their_text_name_the_notices(
    browser: Browser, site: str, query: str, pages: set[str]
) -> None:
    found = Found(browser, site, query)
    assert set(found.links("> a")) == pages
    notices = found.links(".context a")
    assert len(notices) >= len(pages)
    for notice in notices:
        page, _, anchor = notice.partition("#")
        assert page in pages
        found.tab.goto(f"{site}{page}")
        section = found.tab.locator(f"[id='{anchor}']")
        assert query.lower() in section.inner_text().lower().replace("\n", "")


@pytest.mark.parametrize(
    "query", ["查无此词", "备案 查无此词", "知备", "304令", "9999", "！", "zzzz"]
)
def test_what_is_nowhere_is_not_found(browser: Browser, site: str, query: str) -> None:
    found = Found(browser, site, query)
    assert found.items.count() == 0
    assert found.tab.locator(".search-summary").inner_text()
    assert found.errors == []


@pytest.mark.parametrize("query", ["药审中心", "CDE", "国家药品监督管理局药品审评中心"])
def test_an_issuer_is_found_by_all_its_names(browser: Browser, site: str, query: str) -> None:
    found = Found(browser, site, query)
    assert {
        "cde-2021-rld-41", "cde-2021-rld-42", "cde-2021-ezetimibe", "cde-2021-ebastine",
        "cde-2021-27", "cde-2021-24", "cde-2021-21", "cde-2021-paediatric",
    } <= {link.partition("#")[2] for link in found.links()}  # fmt: skip


def test_a_notice_is_listed_once_and_pages_are_counted(browser: Browser, site: str) -> None:
    found = Found(browser, site, "参比制剂")
    anchors = [link for link in found.links() if "#cde-2021-rld" in link]
    assert sorted(anchors) == [
        "issues/2021-153.html#cde-2021-rld-41", "issues/2021-158.html#cde-2021-rld-42",
    ]  # fmt: skip
    assert " 2 " in found.tab.locator(".search-summary").inner_text()
    said = found.items.first.locator(".context").inner_text()
    assert said.startswith("第四十二批参比制剂按")


def test_what_is_shown_keeps_the_words_of_links(browser: Browser, site: str) -> None:
    found = Found(browser, site, "药审中心")
    assert "即第 158 期的国家药监局" in " ".join(found.items.all_inner_texts())


def test_a_single_character_is_found_within_words(browser: Browser, site: str) -> None:
    found = Found(browser, site, "药")
    assert "issues/2021-158.html#cde-2021-27" in found.links()
    assert found.marked == {"药"}


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("药品审评", {"药品审评"}),
        ("国知办函服字[2021]304号", {NUMBER}),
        ("知识产权 试点", {"知识产权", "试点"}),
    ],
)
def test_what_was_typed_is_marked_in_one_piece(
    browser: Browser, site: str, query: str, marked: set[str]
) -> None:
    found = Found(browser, site, query)
    assert found.marked == marked
    found.items.locator(".context a, a[href*='#']").first.click()
    found.tab.wait_for_selector(".highlighted", state="attached")
    assert set(found.tab.locator("[role=main] .highlighted").all_text_contents()) <= marked


def test_the_generated_indexes_are_not_found(browser: Browser, site: str) -> None:
    links = Found(browser, site, "知识产权").links()
    assert len(links) > 10
    assert not [one for one in links if one.startswith(("documents", "dates", "contacts"))]


def test_without_javascript_the_page_says_so(browser: Browser, site: str) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(f"{site}search.html?q={quote('备案')}")
    assert "JavaScript" in tab.locator("noscript").inner_text()


NOTICE_TEXT = (
    "### 关于样例的通知\n\n:::{{notice}}\n:id: n{number}\n:type: circular\n:issuer: 样例局\n"
    ":published: 2021-04-07\n:::\n\n{text}\n"
)


def test_words_in_pieces_come_last(browser: Browser, tmp_path: Path) -> None:
    texts = ("认定试点**示范**企业。", "先试点，再谈点示，最后示范。", "认定试点示范企业。")
    pages = {
        f"issues/{n}.md": issue(n, NOTICE_TEXT.format(number=n, text=text))
        for n, text in enumerate(texts, 1)
    }
    folder = write(tmp_path / "in", {"conf.py": CONF, "index.md": INDEX, **pages})
    build(folder, tmp_path / "out", html_theme="alabaster")
    with served(tmp_path / "out") as address:
        found = Found(browser, address, "试点示范")
        assert found.links("> a") == ["issues/3.html", "issues/1.html", "issues/2.html"]
        assert found.links(".context a") == ["issues/3.html#n3", "issues/1.html#n1"]
        assert found.marked == {"试点示范"}
        found.tab.goto(f"file://{tmp_path}/out/search.html?q={quote('试点示范')}")
        found.tab.wait_for_function("document.querySelector('.search-summary')?.innerText")
        assert found.items.count() == 3


@pytest.mark.parametrize("query", [NUMBER, "国知办函服字[2021]304号", "国知办函服字2021 304 号"])
def test_the_notice_that_bears_a_number_is_before_those_that_cite_it(
    browser: Browser, site: str, query: str
) -> None:
    found = Found(browser, site, query)
    found.tab.wait_for_function(
        "document.querySelector('ul.search a').href.includes('2021-158.html')"
    )
    assert found.links(".context a")[0] == NOTICE
