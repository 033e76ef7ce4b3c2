"""Cards on a page: contacts that tell themselves apart, deadlines that repeat nothing."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from .conftest import CONF, INDEX, Built, build, issue, notice, write

BODY = """\
摘要。

:::{deadline} 公开征求意见
:kind: comments
:end: 2021-05-10
:contact: by-mail; by-post; other-office; person
:::

:::{deadline} 线上宣讲
:kind: training
:on: 2021-05-11
:contact: twin-a; twin-b
:::

:::{contact}
:id: by-mail
:role: 材料报送
:organization: 样例局
:email: one@example.org
:::

:::{contact}
:id: by-post
:role: 材料报送
:organization: 样例局
:address: 样例路 1 号
:::

:::{contact}
:id: other-office
:role: 材料报送
:organization: 样例中心
:email: two@example.org
:::

:::{contact} 张某
:id: person
:role: 联系人
:organization: 样例中心
:phone: 010-55501234
:::

:::{contact}
:id: twin-a
:organization: 样例局
:email: three@example.org
:::

:::{contact}
:id: twin-b
:organization: 样例局
:email: four@example.org
:::
"""


def made(folder: Path, language: str = "zh_CN") -> Built:
    files = {
        "conf.py": CONF,
        "index.md": INDEX,
        "digest.toml": 'title = "样例周报"\n',
        "issues/1.md": issue(1, notice("one", "第一条", BODY, ":number: unknown\n")),
    }
    return build(write(folder / "source", files), folder / "html", language=language)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(tmp_path_factory.mktemp("cards"))


def words(text: str) -> str:
    whole = re.sub(r"<wbr[^>]*>|</?span>|\u200b", "", text)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", whole)).split())


def card(built: Built, id_: str) -> str:
    page = built.main("issues/1.html")
    return words(page[page.index(f'id="{id_}"') :].partition(">")[2].partition("</div>")[0])


def test_an_office_is_titled_by_what_it_is_for_and_names_itself(built: Built) -> None:
    assert card(built, "by-mail") == "材料报送 样例局 邮箱 : one@example.org"
    assert card(built, "by-post") == "材料报送 样例局 地址 : 样例路 1 号"


def test_another_office_is_named_below_without_labels(built: Built) -> None:
    assert card(built, "other-office") == "材料报送 样例中心 邮箱 : two@example.org"
    assert card(built, "person") == "张某 010-5550 1234 样例中心 · 联系人"


def test_an_office_with_no_role_is_named_once(built: Built) -> None:
    assert card(built, "twin-a") == "样例局 邮箱 : three@example.org"


def links(built: Built) -> list[str]:
    page = built.main("issues/1.html")
    facts = re.findall(
        r'<dd class="digest-fact digest-fact-contact[^"]*">(.*?)</dd>', page, re.DOTALL
    )
    return [words(one) for one in facts]


def test_links_to_contacts_differ_as_the_contacts_do(built: Built) -> None:
    first, second = links(built)
    assert first == "材料报送（邮箱） ； 材料报送（地址） ； 样例中心 材料报送 ； 张某"
    assert second == "样例局（three@example.org） ； 样例局（four@example.org）"


def test_they_do_in_english_as_well(tmp_path: Path) -> None:
    first, _second = links(made(tmp_path, language="en"))
    assert first == "材料报送 (E-mail) ; 材料报送 (Address) ; 样例中心 材料报送 ; 张某"


def test_contacts_stand_under_a_heading_of_their_own(built: Built) -> None:
    page = built.main("issues/1.html")
    (heading,) = re.findall(r'<p[^>]*class="digest-contacts-title"[^>]*>([^<]*)</p>', page)
    assert heading == "联系人"
    tag = page[: page.index(">联系人</p>")].rpartition("<p")[2]
    level = page[: page.index('id="one"')].count("<section") + 1
    assert 'role="heading"' in tag
    assert f'aria-level="{level}"' in tag


def test_a_kind_that_its_title_says_is_not_said_twice(built: Built) -> None:
    page = built.main("issues/1.html")
    assert re.findall(r'class="digest-kind">([^<]*)<', page) == ["培训"]


def test_an_unknown_is_said_quietly(built: Built) -> None:
    assert '<span class="digest-unknown">原文未写明</span>' in built.main("issues/1.html")
