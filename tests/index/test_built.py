"""The indexes as pages: numbers that are only cited, numbers that nobody knows, tokens."""

from __future__ import annotations

import html
import re

import pytest

from tests.build.conftest import Built, build, write

ISSUE = """\
# 样例周报 第 1 期

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

## 第一条通知

:::{notice}
:id: first
:type: circular
:number: unknown
:issuer: 样例局
:published: 2021-04-07
:::

见{docnum}`国知办发服字〔2020〕46号`，又见{docnum}`样发〔2021〕2号`。

:::{contact} 张某
:phone: 010-5550 0101
:email: zhang.mou@example.org
:::

## 第二条通知

:::{notice}
:id: second
:type: circular
:number: 样发〔2021〕2号
:issuer: 样例局
:published: 2021-04-08
:::

正文。

:::{deadline} 填报
:kind: filing
:end: 2021-04-30T17:00
:::
"""
LISTS = """\
# 索引

```{digest-index} documents
:group-by: number
```

```{digest-index} documents
:group-by: number
:columns: title; published
```

```{digest-index} contacts
```

```{digest-index} issues
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("lists")
    files = {
        "conf.py": 'language = "zh_CN"\nproject = "样例周报"\nextensions = ["sphinx_digest"]\n',
        "digest.toml": 'title = "样例周报"\n',
        "index.md": "# 样例周报\n\n```{toctree}\na\nlists\n```\n",
        "a.md": ISSUE,
        "lists.md": LISTS,
    }
    return build(write(folder / "source", files), folder / "out", html_theme="alabaster")


def _rows(page: str) -> list[list[str]]:
    """Return the cells of every row as text, a link with its address."""
    rows = []
    for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL):
        cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        linked = [re.sub(r'<a [^>]*href="([^"]*)"[^>]*>', r"[\1] ", cell) for cell in cells]
        rows.append([" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in linked])
    return rows


def test_the_page_of_the_domain_leads_from_a_number_to_where_it_is_cited(built: Built) -> None:
    rows = _rows(built.main("digest-documents.html"))
    at = rows.index(["国知办发服字〔2020〕46号", "", "", "", "", ""])
    assert rows[at + 1][:2] == ["见引于", "[a.html#first] 第一条通知"]
    assert ["样发〔2021〕2号", "[a.html#second] 第二条通知", "2021-04-08", "通知", "1"] in rows
    at = rows.index(
        ["样发〔2021〕2号", "[a.html#second] 第二条通知", "2021-04-08", "样例局", "通知", "1"]
    )
    assert rows[at + 1][:2] == ["见引于", "[a.html#first] 第一条通知"]


def test_a_number_that_nobody_knows_is_worded_or_left_out(built: Built) -> None:
    assert "unknown" not in built.main("digest-documents.html")
    lists = built.main("lists.html")
    assert "unknown" not in lists
    row = ["原文未写明", "[a.html#first] 第一条通知", "2021-04-07", "样例局", "通知", "1"]
    assert row in _rows(lists)


def test_documents_and_issues_have_each_their_number(built: Built) -> None:
    heads = [row[0] for row in _rows(built.main("lists.html")) if row[1:2] == ["标题"]]
    assert set(heads[:-1]) == {"文号"}
    assert heads[-1] == "期号"


def test_who_cites_a_document_lends_it_no_other_cell(built: Built) -> None:
    rows = _rows(built.main("lists.html"))
    at = rows.index(["国知办发服字〔2020〕46号", *[""] * 5])
    assert rows[at + 1] == ["见引于", "[a.html#first] 第一条通知", *[""] * 4]
    bare = rows.index(["国知办发服字〔2020〕46号", ""])
    assert rows[bare + 1] == ["见引于 [a.html#first] 第一条通知", ""]


def test_the_index_of_dates_says_a_title_once(built: Built) -> None:
    rows = _rows(built.main("digest-dates.html"))
    assert ["2021-04-07", "发布", "[a.html#first] 第一条通知", ""] in rows
    assert ["2021-04-30 17:00", "截止", "[a.html#second-filing] 填报", "第二条通知"] in rows


def test_dates_and_telephones_stay_whole_and_addresses_have_joints(built: Built) -> None:
    issue, lists = built.main("a.html"), built.main("lists.html")
    assert issue.count(">2021-04-30 17:00</time>") >= 2  # its class keeps it whole
    assert '<span class="digest-token">2021-04-07</span>' in issue
    assert '<span class="digest-token">010-5550 0101</span>' in lists
    for page in (issue, lists):
        # docutils writes the marks of an address as references.
        bare = html.unescape(re.sub("</?span>", "", page))
        assert "zhang.<wbr />mou@<wbr />example.<wbr />org" in bare
