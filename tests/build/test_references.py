"""References, anchors and the inventory; other extensions beside ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from .conftest import CONF, Built, build, issue, notice, touch_later, write

Project = Callable[[Mapping[str, str]], Path]
Example = Callable[[str], Built]

RECORDS = """\
:::{deadline} 征求意见
:id: one-end
:kind: comments
:end: 2021-05-14
:contact: one-office
:channel: 邮件
:::

:::{contact} 张某
:id: one-office
:email: zhang@example.org
:::
"""


def links(html: str) -> dict[str, str]:
    """Return text -> address of the links of a page within the digest."""
    found = re.findall(r'<a class="reference internal" href="([^"]*)"[^>]*>(.*?)</a>', html)
    return {re.sub(r"<[^>]+>", "", text): href for href, text in found}


def test_references_link_across_issues_with_and_without_text(
    project: Project, tmp_path: Path
) -> None:
    source = project(
        {
            "issues/a.md": issue(
                1, notice("one", "第一条通知", RECORDS, ":number: 样发〔2021〕1号\n")
            ),
            "issues/b.md": issue(
                8,
                notice(
                    "two",
                    "第二条通知",
                    "{notice}`one`、{notice}`甲 <one>`、{deadline}`one-end`、{contact}`乙 <one-office>`、"
                    "{issue}`issue-1`、{docnum}`样发〔2021〕1号`、{docnum}`该文 <one>`、"
                    "{digest:notice}`丙 <one>`、{any}`one-end`、{any}`丁 <one>`",
                ),
            ),
        }
    )
    built = build(source, tmp_path / "out", strict=True, nitpicky=True)
    assert built.warnings == ""
    found = links(built.main("issues/b.html"))
    assert found["第一条通知"] == found["甲"] == found["样发〔2021〕1号"] == found["该文"]
    assert found["甲"] == found["丙"] == found["丁"] == "a.html#one"
    assert found["征求意见"] == "a.html#one-end"
    assert found["乙"] == "a.html#one-office"
    assert found["样例周报 第 1 期"] == "a.html#issue-1"
    assert 'href="#one-office"' in built.main("issues/a.html")


def test_a_deadline_names_its_contact_as_readers_know_it(project: Project, tmp_path: Path) -> None:
    source = project({"issues/a.md": issue(1, notice("one", "第一条通知", RECORDS))})
    page = build(source, tmp_path / "out").main("issues/a.html")
    assert links(page)["张某"] == "#one-office"


def test_an_unresolved_reference_is_told_once(project: Project, tmp_path: Path) -> None:
    source = project({"issues/a.md": issue(1, notice("one", "甲", "{notice}`nowhere`"))})
    built = build(source, tmp_path / "out", nitpicky=True)
    assert built.codes == ["DGT202"]
    assert built.warnings.count("nowhere") == 1


def test_a_number_that_no_notice_bears_stays_text(project: Project, tmp_path: Path) -> None:
    source = project({"issues/a.md": issue(1, notice("one", "甲", "{docnum}`样发〔2020〕9号`"))})
    built = build(source, tmp_path / "out", nitpicky=True, strict=True)
    assert "样发〔2020〕9号" in built.main("issues/a.html")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_inventory_names_every_record_where_it_stands(example: Example, builder: str) -> None:
    built = example(builder)
    with (built.out / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda _base, uri: uri)
    kinds = {name for name in inventory if name.startswith("digest:")}
    assert kinds == {f"digest:{k}" for k in ("issue", "part", "notice", "deadline", "contact")}
    for kind in kinds:
        for id_, item in inventory[kind].items():
            page, _, anchor = item.uri.partition("#")
            page = page or "index.html"
            text = built.text(page if page.endswith(".html") else f"{page}index.html")
            assert anchor == id_
            assert f'id="{id_}"' in text, (kind, id_)


def test_records_are_found_by_the_search(example: Example) -> None:
    text = example("html").text("searchindex.js")
    index = json.loads(re.sub(r"^Search\.setIndex\(|\)$", "", text))
    names = {name[4]: index["objnames"][str(name[1])] for name in index["objects"][""]}
    assert names["关于开展2021年度北京市知识产权试点、示范单位申报工作的通知"][:2] == [
        "digest",
        "notice",
    ]
    assert names["网上申报试点、示范单位"][:2] == ["digest", "deadline"]


def test_an_id_comes_first_on_its_section(project: Project, tmp_path: Path) -> None:
    """Sidebars and tables of contents use the first id; a heading's own may be the same."""
    source = project(
        {
            "issues/a.md": issue(
                1,
                notice("plain-words", "Plain words"),
                notice("id1", "第二条通知"),
                "#### 附注\n\n文字。",
            )
        }
    )
    built = build(source, tmp_path / "out", strict=True, html_theme="alabaster")
    page = built.text("issues/a.html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    for id_ in ("issue-1", "plain-words", "id1"):
        assert re.search(rf'<section class="digest-[a-z]+" id="{id_}">', page), id_
        assert f'href="#{id_}"' in page


def test_a_draft_is_built_and_linked_but_listed_nowhere(project: Project, tmp_path: Path) -> None:
    body = notice("hidden", "草稿里的通知", RECORDS, ":number: 样发〔2021〕1号\n")
    source = project(
        {
            "issues/a.md": issue(1, notice("one", "第一条通知", "见{notice}`hidden`。")),
            "issues/b.md": issue(8, body, flags=":draft:\n"),
            "lists.md": "---\norphan: true\n---\n\n# 索引\n\n:::{digest-index} documents\n:::\n\n"
            ":::{digest-index} dates\n:::\n\n:::{digest-index} issues\n:::\n",
        }
    )
    built = build(source, tmp_path / "out", strict=True)
    assert links(built.main("issues/a.html"))["草稿里的通知"] == "b.html#hidden"
    assert "草稿里的通知" in built.main("issues/b.html")
    for page in ("lists.html", "digest-documents.html"):
        assert "草稿里的通知" not in built.text(page)
        assert "第一条通知" in built.text(page)
    assert not (built.out / "digest-contacts.html").exists()
    assert [i["id"] for i in built.digest["issues"]] == ["issue-1"]


def test_other_extensions_keep_their_names(project: Project, tmp_path: Path) -> None:
    other = write(
        tmp_path / "other",
        {
            "conf.py": CONF,
            "index.md": "# 别处\n\n```{toctree}\nfar\n```\n",
            "far.md": issue(1, notice("far-away", "别处的通知")),
            "digest.toml": "",
        },
    )
    build(other, tmp_path / "other-out")
    conf = CONF.replace(
        '["sphinx_digest"]',
        '["sphinx.ext.extlinks", "sphinx.ext.autosectionlabel", "sphinx.ext.intersphinx", '
        '"sphinx_design", "sphinx_digest"]',
    ) + (
        'extlinks = {"issue": ("https://example.org/issue/%s", "#%s")}\n'
        f'intersphinx_mapping = {{"far": ("https://example.org/far/", {str(tmp_path / "other-out" / "objects.inv")!r})}}\n'
        "suppress_warnings = ['autosectionlabel.*']\n"
    )
    cards = (
        "::::::{grid} 2\n:::::{grid-item-card} 卡片\n文字，见{digest:issue}`issue-1`。\n:::::\n::::::\n\n"
        "{issue}`7`，{external+far:digest:notice}`far-away`，{external:digest:notice}`far-away`，"
        "{ref}`第一条通知`\n\n"
        "::::{tab-set}\n:::{tab-item} 甲\n内容一\n:::\n:::{tab-item} 乙\n内容二\n:::\n::::"
    )
    source = project(
        {
            "conf.py": conf,
            "issues/a.md": issue(1, notice("one", "第一条通知", f"{cards}\n\n{RECORDS}")),
        }
    )
    built = build(source, tmp_path / "out", strict=True, nitpicky=True)
    page = built.main("issues/a.html")
    assert 'href="https://example.org/issue/7"' in page
    assert page.count('href="https://example.org/far/far.html#far-away"') == 2
    assert links(page)["样例周报 第 1 期"] == "#issue-1"
    assert 'href="#one"' in page
    html = built.digest["issues"][0]["notices"][0]["body"]["html"]
    assert "卡片" in html and "zhang@example.org" not in html


def test_records_inside_cards_and_tabs_keep_their_anchors(project: Project, tmp_path: Path) -> None:
    inner = RECORDS.replace(":::", "::::")
    body = f"::::::{{tab-set}}\n:::::{{tab-item}} 甲\n{inner}\n:::::\n::::::"
    conf = CONF.replace('["sphinx_digest"]', '["sphinx_digest", "sphinx_design"]')
    source = project({"conf.py": conf, "issues/a.md": issue(1, notice("one", "甲", body))})
    built = build(source, tmp_path / "out", strict=True)
    assert 'id="one-end"' in built.main("issues/a.html")
    assert len(built.digest["issues"][0]["notices"][0]["deadlines"]) == 1


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_no_link_within_the_digest_is_dead(example: Example, builder: str) -> None:
    out = example(builder).out
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in out.rglob("*.html")}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', page)) for path, page in pages.items()}
    dead = set()
    for path, page in pages.items():
        for href in re.findall(r'class="reference internal" href="([^":]*#[^"]+)"', page):
            name, _, anchor = href.partition("#")
            target = (path.parent / name).resolve() if name else path
            if anchor not in ids.get(target, set()):
                dead.add((path.name, href))
    assert dead == set()


def test_labels_before_blocks_lead_to_them(project: Project, tmp_path: Path) -> None:
    text = issue(1, notice("one", "第一条通知", RECORDS))
    text = text.replace(":::{deadline}", "(when)=\n:::{deadline}", 1)
    text = text.replace(":::{notice}", "(head)=\n:::{notice}", 1)
    body = "{ref}`head`、{ref}`其日 <when>`"
    source = project({"issues/a.md": text, "issues/b.md": issue(8, notice("two", "第二条", body))})
    built = build(source, tmp_path / "out", strict=True, nitpicky=True)
    found = links(built.main("issues/b.html"))
    assert found == {**found, "第一条通知": "a.html#head", "其日": "a.html#when"}
    page = built.main("issues/a.html")
    for id_ in ("head", "when", "one", "one-end"):
        assert page.count(f'id="{id_}"') == 1


def test_the_full_names_always_work(project: Project, tmp_path: Path) -> None:
    conf = CONF + (
        "from docutils.parsers.rst import Directive\n"
        "class Other(Directive):\n    def run(self):\n        return []\n"
        "def setup(app):\n    app.add_directive('attachments', Other)\n"
    )
    text = issue(1, notice("one", "第一条通知", RECORDS))
    for name in ("issue", "notice", "deadline", "contact"):
        text = text.replace(f":::{{{name}}}", f":::{{digest:{name}}}")
    built = build(project({"conf.py": conf, "issues/a.md": text}), tmp_path / "out", strict=True)
    found = built.digest["issues"][0]["notices"][0]
    assert [d["id"] for d in found["deadlines"]] == ["one-end"]
    assert 'id="one-office"' in built.main("issues/a.html")


def test_documents_that_a_notice_follows_are_links(project: Project, tmp_path: Path) -> None:
    first = issue(1, notice("one", "第一条通知", "摘要。", ":number: 样发〔2021〕1号\n"))
    fields = ":follows: one；样发〔2021〕1号；样发〔2020〕9号\n"
    source = project(
        {
            "issues/a.md": first,
            "issues/b.md": issue(8, notice("two", "第二条通知", "摘要。", fields)),
        }
    )
    built = build(source, tmp_path / "out")
    page = built.main("issues/b.html")
    found = links(page)
    assert found["第一条通知"] == found["样发〔2021〕1号"] == "a.html#one"
    assert "样发〔2020〕9号" in page
    assert "样发〔2020〕9号" not in found
    # The page follows when the title does.
    (source / "issues/a.md").write_text(first.replace("第一条通知", "改过的标题"), encoding="utf-8")
    touch_later(source / "issues/a.md")
    assert "改过的标题" in links(build(source, tmp_path / "out").main("issues/b.html"))
