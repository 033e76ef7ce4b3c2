"""The names of offices: one for the index, all of them for who looks for one."""

from __future__ import annotations

import pytest

from sphinx_digest.core.index import contacts
from sphinx_digest.core.index.offices import Offices
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.store import resolve

from .digests import contact, issue, notice

ALIASES = {
    "示例市科学技术协会": "示例市科学技术协会",
    "示例市科协": "示例市科学技术协会",
    "样例国家局": "样例国家局",
    "样例国家局审评中心": "样例国家局审评中心",
    "CDE": "样例国家局审评中心",
    "示例村": "示例村促进局",
    "示例村促进局": "示例村促进局",
}


@pytest.mark.parametrize(
    ("written", "issuer", "full"),
    [
        ("示例市科协调宣部", "", "示例市科学技术协会调宣部"),
        ("市科协调宣部", "示例市科学技术协会", "示例市科学技术协会调宣部"),
        ("市财政局经济处", "示例市科学技术协会", "示例市财政局经济处"),
        ("CDE", "", "样例国家局审评中心"),
        ("样例国家局审评中心一部", "", "样例国家局审评中心一部"),
        # What only looks so stays as it is written.
        ("市场监管处", "示例市科学技术协会", "市场监管处"),
        ("市财政局", "样例国家局", "市财政局"),
        ("示例村管理委员会", "", "示例村管理委员会"),
        ("", "示例市科学技术协会", ""),
    ],
)
def test_an_office_has_one_full_name(written: str, issuer: str, full: str) -> None:
    assert Offices(ALIASES).full_name(written, issuer) == full


def test_an_office_is_found_by_all_its_names() -> None:
    offices = Offices(ALIASES)
    assert offices.names("样例国家局审评中心") == ("样例国家局审评中心", "CDE")
    assert offices.names("示例市科学技术协会调宣部") == (
        "示例市科学技术协会调宣部", "示例市科协调宣部",
    )  # fmt: skip
    assert offices.names("无名局") == ("无名局",)


def test_an_office_written_in_several_ways_is_one_group() -> None:
    one = notice("a", "通知", issuer=["示例市科学技术协会"], contacts=[
        contact("c1", "张某", organization="市科协调宣部"),
        contact("c2", "李样例", organization="示例市科协调宣部"),
        contact("c3", "王示例", organization="示例市科学技术协会调宣部"),
    ])  # fmt: skip
    groups = contacts(
        resolve([issue(1, one)], ALIASES), collator=Collator(), show_telephone=lambda t: t["number"]
    )
    assert [(g.title, len(g.entries)) for g in groups] == [("示例市科学技术协会调宣部", 3)]
