"""Titles and fields go through gettext, and come back on the page in another language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from .conftest import CONF, Built, build, issue, notice

Project = Callable[[Mapping[str, str]], Path]

BODY = """\
正文。

:::{deadline} 网上申报
:id: one-end
:kind: application
:end: 2021-05-14
:for: 申报单位
:materials: 申报书；承诺函
:::

:::{contact} 张某
:id: one-office
:organization: 示例处
:role: 材料报送
:email: zhang@example.org
:::
"""
SHORT = """\
:::{notice} 第二条通知
:id: two
:type: other
:issuer: unknown
:source: 样例网
:published: 2021-04-07

见{notice}`one`。
:::
"""
WORDS = {
    "样例周报 第 1 期": "Sample digest no. 1",
    "样例篇": "Sample part",
    "国家级": "National",
    "第一条通知": "The first notice",
    "第二条通知": "The second notice",
    "网上申报": "Apply online",
    "申报单位": "applicants",
    "申报书；承诺函": "the form; the pledge",
    "示例处": "Sample office",
    "材料报送": "receives the papers",
    "甲局；乙局": "Bureau A; Bureau B",
    "样例网": "Sample site",
    "对我司的作用": "what it means for us",
}
FIELDS = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:example:notice",
  "allOf": [{ "$ref": "urn:sphinx-digest:1:notice" }],
  "properties": {
    "impact": { "type": "string", "x-translatable": true, "x-label": { "zh": "影响", "en": "Impact" } }
  }
}
"""


@pytest.fixture
def source(project: Project) -> Path:
    one = notice("one", "第一条通知", BODY, ":impact: 对我司的作用\n")
    one = one.replace("###", "####").replace("样例局", "甲局；乙局")
    text = issue(1, "### 国家级", SHORT, one)
    return project(
        {
            "conf.py": CONF + 'locale_dirs = ["locales"]\ngettext_compact = False\n',
            "issues/a.md": text.replace(
                ":::\n\n## 样例篇\n", ":::\n\n## 样例篇\n\n:::{part}\n:::\n"
            ),
            "issues/b.md": issue(8, notice("three", "第三条通知", "见{notice}`one`。")),
            "fields.json": FIELDS,
            "digest.toml": '[schemas]\nnotice = "fields.json"\n',
            "lists.md": "---\norphan: true\n---\n\n# 索引\n\n:::{digest-index} documents\n:::\n",
        }
    )


@pytest.fixture
def extracted(source: Path, tmp_path: Path) -> Catalog:
    built = build(source, tmp_path / "gettext", "gettext", strict=True)
    with (built.out / "issues" / "a.pot").open("rb") as file:
        return read_po(file)


@pytest.fixture
def english(source: Path, extracted: Catalog, tmp_path: Path) -> Built:
    catalog = Catalog(locale="en")
    for original, words in WORDS.items():
        catalog.add(original, words)
    path = source / "locales" / "en" / "LC_MESSAGES" / "issues" / "a.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    return build(source, tmp_path / "html", language="en", strict=True)


def test_what_can_be_translated_is_extracted(extracted: Catalog) -> None:
    found = {message.id for message in extracted if message.id}
    assert set(WORDS) <= found
    assert not found & {"unknown", "文种", "发文机关", "申报", "2021-05-14", "张某"}


def test_every_message_says_where_it_was_written(extracted: Catalog, source: Path) -> None:
    lines = (source / "issues" / "a.md").read_text(encoding="utf-8").splitlines()
    for original in ("申报单位", "材料报送", "对我司的作用"):
        message = extracted.get(original)
        assert message is not None
        ((_path, line),) = message.locations
        assert original in lines[line - 1]


def test_the_page_is_shown_in_translation(english: Built) -> None:
    page = english.main("issues/a.html")
    text = re.sub(r"<[^>]+>", "", page)
    for original, words in WORDS.items():
        assert original not in text, original
        assert words in text or original in ("申报书；承诺函", "甲局；乙局"), words
    assert "Bureau A; Bureau B" in text
    assert "第三条通知" not in text


def test_contents_sidebar_and_lists_are_in_translation(english: Built) -> None:
    page = english.text("issues/a.html")
    glance = page[page.index('class="digest-deadlines') : page.index('class="digest-toc')]
    contents = page[page.index('class="digest-toc') : page.index('class="digest-part')]
    sidebar = page[page.index('class="sphinxsidebar') :]
    for words in ("Sample part", "National", "The first notice", "The second notice"):
        assert words in contents
    for words in ("Apply online", "applicants", "The first notice"):
        assert words in glance
    assert "The first notice" in sidebar
    assert "The first notice" in english.main("issues/b.html")
    assert "Bureau A" in english.main("lists.html")
    assert "The first notice" in english.main("lists.html")


def test_labels_follow_the_language_of_the_pages(english: Built) -> None:
    page = english.main("issues/a.html")
    assert "Issuer" in page
    assert "发文机关" not in page


def test_the_export_keeps_the_source(english: Built) -> None:
    first = english.digest["issues"][0]
    assert first["title"] == "样例周报 第 1 期"
    assert first["notices"][1]["title"] == "第一条通知"
    assert first["notices"][1]["issuers"] == ["甲局", "乙局"]
    assert first["notices"][1]["deadlines"][0]["for"] == "申报单位"
