"""The indexes in the build: domain indexes, the directive's tables, and that both agree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.pinyin import Collator

from .conftest import CONF, EXAMPLE, INDEX, Built, build, issue, notice, touch_later, write

Example = Callable[[str], Built]
NAMES = ("documents", "dates", "contacts")


def _entries(html: str) -> list[str]:
    """Return the addresses of the entries of a page in their order."""
    return [
        href.removeprefix("issues/")
        for href in re.findall(r'<a (?:class="reference internal" )?href="([^"]*)"', html)
        if "#" in href and not re.match(r"#(cap-|$)", href) and ".html#" in href
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_entries_of_a_domain_index_exist(example: Example, name: str) -> None:
    built = example("html")
    entries = _entries(built.main(f"digest-{name}.html"))
    assert len(entries) > 10
    pages = {p.name: p.read_text(encoding="utf-8") for p in (built.out / "issues").glob("*.html")}
    for entry in entries:
        page, anchor = entry.split("#")
        assert f'id="{anchor}"' in pages[page]


@pytest.mark.parametrize("name", NAMES)
def test_the_directive_lists_in_the_same_order(example: Example, name: str) -> None:
    built = example("html")
    tables = built.main(f"{name}.html").split(f'<div class="digest-index digest-index-{name} ')
    # The domain index gives documents by issuer, then by number where they have one.
    numbered = tables[2].split('id="digest-documents-number-no-number"') if len(tables) > 2 else []
    shown = tables[1] + (numbered[0] if name == "documents" else "")
    assert _entries(shown) == _entries(built.main(f"digest-{name}.html"))


@pytest.mark.parametrize("name", NAMES)
def test_groups_have_anchors_of_their_own(example: Example, name: str) -> None:
    ids = re.findall(
        r'<p class="digest-group rubric" id="([^"]+)"', example("html").main(f"{name}.html")
    )
    assert ids
    assert all(re.fullmatch(r"[a-z0-9-]+", id_) for id_ in ids)
    assert len(set(ids)) == len(ids)


def test_every_page_number_of_the_latex_indexes_has_a_target(example: Example) -> None:
    tex = next(example("latex").out.glob("*.tex")).read_text(encoding="utf-8")
    targets = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    wanted = re.findall(r"\\sphinxstyleindexpageref\{([^}]*):\\detokenize\{([^}]*)\}\}", tex)
    assert len(wanted) > 50
    assert [f"{d}:{a}" for d, a in wanted if f"{d}:{a}" not in targets] == []
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex))
    assert links <= targets
    assert r"\begin{longtable}" in tex


def test_the_indexes_of_a_builder_can_be_chosen(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("chosen")
    html = build(
        EXAMPLE, folder / "html", doctrees=folder / "trees", html_domain_indices=["digest-dates"]
    )
    assert (html.out / "digest-dates.html").is_file()
    assert not (html.out / "digest-documents.html").exists()
    latex = build(
        EXAMPLE, folder / "latex", "latex", doctrees=folder / "trees", latex_domain_indices=False
    )
    assert r"\sphinxstyleindexpageref" not in latex.text("*.tex")


def data_of(page: str) -> list[dict[str, Any]]:
    """Return what the script is told of each index of a page."""
    return [
        json.loads(found)
        for found in re.findall(
            r'<script type="application/json" class="digest-index-data">(.*?)</script>', page
        )
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_script_knows_each_row_by_its_place(example: Example, name: str) -> None:
    page = example("html").main(f"{name}.html")
    tables = page.split('<div class="digest-index digest-index-')[1:]
    found = data_of(page)
    assert len(found) == len(tables) > 0
    for table, data in zip(tables, found, strict=True):
        rows = re.findall(r'<tr class="(.*?)">', table.replace("\n", " "))
        heads = table.count("<thead>")
        assert len(data["rows"]) == len(rows) - heads
        assert [row == 0 for row in data["rows"]].count(True) == table.count("digest-sub")
        widths = [len(facet["values"]) for facet in data["facets"]]
        for row in filter(None, data["rows"]):
            assert all(
                0 <= number < width
                for numbers, width in zip(row[2], widths, strict=True)
                for number in numbers
            )


def test_rows_can_be_filtered_by_what_their_notices_say(example: Example) -> None:
    page = example("html").main("documents.html")
    data = data_of(page)[0]
    facets = {facet["name"]: facet for facet in data["facets"]}
    assert list(facets) == ["issuer", "type", "kind", "part", "topic", "actor"]
    assert facets["issuer"]["label"] == "发文机关"
    assert "知识产权信息篇" in facets["part"]["values"]
    assert "application" in facets["kind"]["values"]
    labels = dict(zip(facets["kind"]["values"], facets["kind"]["labels"], strict=True))
    assert labels["public-notice"] == "公示"
    first = re.search(r"<tbody>\s*<tr.*?</tr>", page, re.DOTALL)
    assert first is not None
    assert "北京市知识产权局" in data["facets"][0]["values"][data["rows"][0][2][0][0]]
    assert data["rows"][0][0] in first[0]
    assert "zscq" in data["rows"][0][1]


def test_dates_can_be_filtered_by_what_they_are(example: Example) -> None:
    page = example("html").main("dates.html")
    data = data_of(page)[0]
    facets = {facet["name"]: facet for facet in data["facets"]}
    event = facets["event"]
    shown = [event["labels"][number] for number in event["order"]]
    assert shown == ["截止", "当日", "期间", "开始", "施行", "发布"]
    cells = [
        re.findall("<td.*?</td>", row)
        for row in re.findall(r'<tr class="row-(?:odd|even)">(<td.*?)</tr>', page)
    ]
    at = data["facets"].index(event)
    for row, known in zip(cells, data["rows"], strict=False):
        assert event["labels"][known[2][at][0]] in row[1]
    # Who is to act is the applicant where nothing is written.
    assert "申报人" in facets["actor"]["labels"]


def test_an_issuer_is_known_by_all_its_names(example: Example) -> None:
    data = data_of(example("html").main("digest-documents.html"))[0]
    names = [text.split() for text, _initials in data["names"]]
    at = next(n for n, known in enumerate(names) if "药审中心" in known)
    assert {"CDE", "国家药监局药审中心", "国家药品监督管理局药品审评中心"} <= set(names[at])
    assert "yszx" in data["names"][at][1].split()
    assert sum(at in row[5] for row in data["rows"] if row) == 10


def test_groups_are_headings_below_what_they_stand_in(example: Example) -> None:
    built = example("html")
    for name, levels in (("dates", ["2", "3"]), ("digest-dates", ["2"])):
        page = built.main(f"{name}.html")
        found = re.findall(r'role="heading" aria-level="(\d)"', page)
        assert list(dict.fromkeys(found)) == levels
    labels = [data["label"] for data in data_of(built.main("documents.html"))]
    assert labels == ["筛选文件", "筛选文件：按文号查"]


def test_telephones_and_mailboxes_of_the_index_are_links(example: Example) -> None:
    page = example("html").main("contacts.html")
    link = '<a class="reference external" href="{}"><span class="digest-token">{}</span></a>'
    assert link.format("tel:+861055500404", "010-5550 0404") in page
    assert link.format("tel:+861055500707;ext=12", "010-5550 0707 转 12") in page
    assert 'href="mailto:bjip-industry@example.org"' in page


def test_a_number_that_no_notice_bears_leads_to_its_row(example: Example) -> None:
    built = example("html")
    numbers = built.main("digest-documents.html")
    links = re.findall(
        r'href="\.\./digest-documents\.html#(digest-number-[^"]*)"><span[^>]*>(.*?)</span>',
        built.main("issues/2021-158.html"),
    )
    assert "京知局〔2020〕171号" in [text for _anchor, text in links]
    for anchor, text in links:
        assert numbers.count(f'id="{anchor}"') == 1
        row = numbers.split(f'id="{anchor}"')[1].split("</td>")[0]
        assert text in row.replace("<wbr />", "")
    assert 'href="digest-documents' not in example("text").text("issues/2021-158.txt")


def test_a_date_says_when_it_has_passed(example: Example) -> None:
    data = data_of(example("html").main("dates.html"))[0]
    assert data["month"] == "2021-04"
    last = [row[3] for row in data["rows"]]
    assert "" in last  # what starts, is published or takes effect does not pass
    assert all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|", day) for day in last)
    assert sum(map(bool, last)) > 20


def test_script_and_style_stand_only_where_an_index_does(example: Example) -> None:
    built = example("html")
    for page in built.out.rglob("*.html"):
        wanted = page.stem.removeprefix("digest-") in NAMES
        text = page.read_text(encoding="utf-8")
        assert ("digest-index.js" in text, "digest-index.css" in text) == (wanted, wanted), page
    script = re.search(r"<script[^>]*digest-index\.js[^>]*>", built.text("documents.html"))
    assert script is not None
    assert "defer" in script[0]


def test_no_page_carries_a_handler_of_its_own(example: Example) -> None:
    for name in NAMES:
        page = example("html").main(f"{name}.html")
        index = page[page.index('<div class="digest-index') :]
        assert not re.search(r"<[^>]* on[a-z]+=", index.partition("<script")[0])


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_what_has_no_scripts_gets_no_data(example: Example, builder: str) -> None:
    built = example(builder)
    texts = [p.read_text(encoding="utf-8") for p in built.out.rglob("*.t[ex][xt]*")]
    assert texts
    assert not any("digest-index-data" in text or '"facets"' in text for text in texts)


def test_what_the_filters_show_is_renewed_with_its_page(tmp_path: Path) -> None:
    source = write(tmp_path / "src", {
        "conf.py": CONF,
        "index.md": INDEX + "\n:::{digest-index} documents\n:::\n",
        "issues/a.md": issue(1, notice("a", "样例通知", "2021-04-01")),
    })  # fmt: skip
    before = build(source, tmp_path / "out")
    assert "专利" not in before.text("index.html")
    page = source / "issues/a.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace(":id: a\n", ":id: a\n:topics: 专利；商标\n"),
        encoding="utf-8",
    )
    touch_later(page)
    after = build(source, tmp_path / "out")
    topics = next(f for f in data_of(after.text("index.html"))[0]["facets"] if f["name"] == "topic")
    assert topics["values"] == ["专利", "商标"]


def test_pinyin_gives_the_initials_of_a_title() -> None:
    collator = Collator({"曾": "zeng"})
    assert collator.initials("关于知识产权（第二批）的通知") == "gyzscqd2pdtz"
    assert collator.initials("CDE 2021年重庆会议") == "cde2021ncqhy"
    assert collator.initials("——") == ""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_pages_of_the_domain_are_referred_to_by_name(tmp_path: Path, builder: str) -> None:
    links = " ".join(f"{{ref}}`digest-{name}`" for name in NAMES[:2])
    source = write(tmp_path / "src", {
        "conf.py": CONF,
        "index.md": f"{INDEX}\n{links}\n",
        "issues/a.md": issue(1, notice("a", "样例通知")),
    })  # fmt: skip
    built = build(source, tmp_path / "out", builder)
    end = ".html" if builder == "html" else "/"
    root = built.text("index.html")
    for name in NAMES[:2]:
        assert f'href="digest-{name}{end}"' in root
        file = f"digest-{name}{'.html' if builder == 'html' else '/index.html'}"
        page = built.text(file)
        (entry,) = set(_hrefs(page))
        assert (built.out / Path(file).parent / entry.partition("#")[0]).exists()
        assert len(data_of(page)) == 1


def _hrefs(page: str) -> list[str]:
    return re.findall(r'<a class="reference internal" href="([^"]*#a)"', page)


def test_columns_are_left_out_that_say_nothing(tmp_path: Path) -> None:
    lists = "\n".join(f":::{{digest-index}} documents\n{by}:::\n" for by in (
        "", ":group-by: type\n", ":columns: number; title; type\n",
    ))  # fmt: skip
    source = write(tmp_path / "src", {
        "conf.py": CONF,
        "index.md": f"{INDEX}\n{lists}",
        "issues/a.md": issue(1, notice("a", "样例通知")),
    })  # fmt: skip
    page = build(source, tmp_path / "out").text("index.html")
    heads = [
        re.findall(r"<th [^>]*><p>(.*?)</p>", table)
        for table in re.findall(r"<thead>.*?</thead>", page, re.DOTALL)
    ]
    assert heads == [
        ["标题", "发布", "文种", "期"],
        ["标题", "发布", "发文机关", "期"],
        ["文号", "标题", "文种"],
    ]
