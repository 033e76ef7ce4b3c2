"""The index of contacts.toml: who is called, how often, where last, and who is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sphinx_digest.core.index import EVERYTHING, Filter, Group, roster
from sphinx_digest.core.model import Notice, Place, Record
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.roster import Entry
from tests.index.digests import SPAN, contact, digest, issue, notice

COLLATOR = Collator()
PHONE = {"number": "+861055500101", "extension": "6011"}


def entry(id_: str, *names: str, **values: object) -> tuple[str, Entry]:
    return id_, Entry(id_, names, values, {}, Place("contacts.toml", SPAN))


ENTRIES = dict([
    entry("zeng-office", "曾某", organization="重庆示例局", phone=[PHONE]),
    entry("an-office", organization="安徽示例局", email=["a@example.org"]),
    entry("gone-office", "张某", "李样例", phone=[PHONE]),
    entry("bare-1", qq=["100000001"]),
])  # fmt: skip


def calling(id_: str) -> Record:
    return replace(contact(f"c-{id_}", phone=[PHONE]), entry=id_)


def named(id_: str, *calls: str) -> Notice:
    return notice(
        id_, f"通知 {id_}", issuer=["甲局"], published="2021-04-07", contacts=map(calling, calls)
    )


ARCHIVE = digest(
    issue(1, named("a", "an-office", "zeng-office"), named("b", "zeng-office")),
    issue(2, named("c", "zeng-office"), named("d", "unknown-office")),
    issue(3, named("e", "gone-office"), draft=True),
)


def index(filters: Filter = EVERYTHING) -> tuple[Group, ...]:
    return roster(ARCHIVE, entries=ENTRIES, filters=filters, collator=COLLATOR, show_telephone=show)


def show(phone: Mapping[str, str]) -> str:
    return phone["number"][-4:]


def listed(groups: tuple[Group, ...]) -> list[tuple[str, str, list[str]]]:
    return [
        (group.key, group.title, [line.cells["entry"] for line in group.entries])
        for group in groups
    ]


def test_who_is_called_comes_first_and_who_is_not_last() -> None:
    assert listed(index()) == [
        ("in-use", "In use", ["an-office", "zeng-office"]),
        ("not-in-use", "Not in use", ["gone-office", "bare-1"]),
    ]
    assert all(group.anchor.isascii() for group in index())


def test_how_often_and_where_last() -> None:
    line = index()[0].entries[1]
    assert line.cells == {
        "entry": "zeng-office", "name": "曾某", "organization": "重庆示例局", "phone": "0101",
        "dialled": "+861055500101;ext=6011", "count": "3", "issues": "2", "issue": "科技信息周报 第 2 期",
    }  # fmt: skip
    assert [(link.docname, link.anchor) for link in line.links] == [("issues/2", "issue-2")]
    office = index()[0].entries[0]
    assert (office.text, office.cells["count"], office.cells["issues"]) == ("安徽示例局", "1", "1")


def test_who_is_not_called_leads_nowhere() -> None:
    gone, bare = index()[1].entries
    assert (bare.text, gone.text) == ("bare-1", "张某; 李样例")
    assert (gone.links, gone.cells["issue"], "count" in gone.cells) == ((), "Not in use", False)


def test_some_issues_say_nothing_of_the_others() -> None:
    assert listed(index(Filter(issue=("1",)))) == [
        ("in-use", "In use", ["an-office", "zeng-office"])
    ]
    only = index(Filter(issue=("2",)))
    assert listed(only) == [("in-use", "In use", ["zeng-office"])]
    assert only[0].entries[0].cells["count"] == "1"
    assert listed(index(Filter(limit=3, columns=("name",))))[1][2] == ["gone-office"]


def test_without_entries_nothing_is_listed() -> None:
    assert roster(ARCHIVE, entries={}, collator=COLLATOR, show_telephone=show) == ()
