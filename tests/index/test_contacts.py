"""The index of contacts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sphinx_digest.core.index import Filter, Group, contacts
from sphinx_digest.core.model import Record
from sphinx_digest.core.pinyin import Collator

from .digests import contact, digest, issue, notice

COLLATOR = Collator()
ONE = {"number": "+861055500101"}
TWO = {"number": "+861055500202", "extension": "232"}


def show(telephone: Mapping[str, str]) -> str:
    return telephone["number"][-4:] + ("x" + telephone["extension"] if len(telephone) > 1 else "")


def index(
    *cards: Record, by: Literal["organization", "letter"] = "organization", issuer: str = "甲局"
) -> tuple[Group, ...]:
    one = notice("a", "通知", issuer=[issuer], published="2021-04-07", contacts=cards)
    return contacts(
        digest(issue(1, one)),
        by=by,
        collator=COLLATOR,
        show_telephone=show,
    )


def listed(groups: tuple[Group, ...]) -> list[tuple[str, list[str]]]:
    return [(group.title, [entry.text for entry in group.entries]) for group in groups]


def test_by_organization_with_names_by_pinyin() -> None:
    groups = index(
        contact("c1", "曾某", "单样例", organization="重庆市科技局", phone=[ONE]),
        contact("c2", organization="重庆市科技局", role="材料报送", email=["a@example.org"]),
        contact("c3", "区某", phone=[TWO]),
    )
    assert listed(groups) == [
        ("重庆市科技局", ["材料报送", "单样例", "曾某"]),
        ("甲局", ["区某"]),
    ]
    assert all(group.anchor.isascii() for group in groups)


def test_pairs_and_what_is_shared() -> None:
    groups = index(
        contact(
            "c", "张某", "李样例", phone=[ONE, TWO], email=["office@example.org"], qq=["100000001"]
        )
    )
    cells = {entry.text: entry.cells for entry in groups[0].entries}
    assert cells["张某"]["phone"] == "0101"
    assert cells["李样例"]["phone"] == "0202x232"
    assert cells["李样例"]["dialled"] == "+861055500202;ext=232"
    assert {cells[name]["email"] for name in cells} == {"office@example.org"}
    assert {cells[name]["qq"] for name in cells} == {"100000001"}


def test_the_same_person_at_the_same_office_stands_once() -> None:
    name = "北京市科技服务中心"
    first = notice("a", "甲", issuer=["甲局"], published="2021-04-07", contacts=[
        contact("c1", "张某", organization=name, phone=[ONE])])  # fmt: skip
    second = notice("b", "乙", issuer=["丙局"], published="2021-04-08", contacts=[
        contact("c2", "张某", organization=name, phone=[ONE, TWO], role="咨询")])  # fmt: skip
    archive = digest(issue(1, first), issue(2, second))
    groups = contacts(archive, collator=COLLATOR, show_telephone=show)
    assert listed(groups) == [(name, ["张某"])]
    entry = groups[0].entries[0]
    assert entry.cells["phone"] == "0101; 0202x232"
    assert [(link.docname, link.anchor, link.title) for link in entry.links] == [
        ("issues/1", "c1", "甲"), ("issues/2", "c2", "乙"),
    ]  # fmt: skip
    only = contacts(archive, filters=Filter(issue=("1",)), collator=COLLATOR, show_telephone=show)
    assert only[0].entries[0].cells["phone"] == "0101"


def test_a_bare_department_is_named_with_its_issuer() -> None:
    assert [
        g.title for g in index(contact("c", "张某", organization="公共服务司", phone=[ONE]))
    ] == ["甲局 公共服务司"]
    assert [
        g.title for g in index(contact("c", "张某", organization="国家局人事司", phone=[ONE]))
    ] == ["国家局人事司"]


def test_offices_merge_only_where_all_is_the_same() -> None:
    groups = index(
        contact("c1", role="报送", email=["a@example.org"]),
        contact("c2", role="报送", email=["b@example.org"]),
        contact("c3", role="报送", email=["a@example.org"]),
        contact("c4", phone=[ONE]),
    )
    assert [(e.text, len(e.links)) for e in groups[0].entries] == [
        ("报送", 2), ("报送", 1), ("甲局", 1),
    ]  # fmt: skip


def test_by_letter_and_without_an_organization() -> None:
    groups = index(
        contact("c1", "单样例", phone=[ONE]), contact("c2", "曾某", phone=[ONE]), by="letter"
    )
    assert listed(groups) == [("S", ["单样例"]), ("Z", ["曾某"])]
    nowhere = index(contact("c1", "单样例", phone=[ONE]), issuer="unknown")
    assert [(g.key, g.title) for g in nowhere] == [("no-organization", "Without organization")]
    assert "organization" not in nowhere[0].entries[0].cells
