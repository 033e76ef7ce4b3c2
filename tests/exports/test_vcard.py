"""``contacts.vcf`` as address books read it."""

from __future__ import annotations

from typing import Any

import vobject
from hypothesis import given, settings

from sphinx_digest.core.exports.vcard import to_vcard
from tests.exports.data import PAGE, contact, digest, hostile_digests, issue, notice, person

ONE = {"number": "+861055500101", "extension": "12"}
MOBILE = {"number": "+8613800000401"}


def cards(given: dict[str, Any]) -> list[Any]:
    text = to_vcard(given)
    assert text == to_vcard(given)
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert max(map(len, (line.encode() for line in lines)), default=0) <= 75
    return list(vobject.readComponents(text))


def test_a_person_and_an_office() -> None:
    held = [
        contact("a", persons=[person("张某", MOBILE, emails=("a@example.org",))], phones=[ONE],
                organization="甲局公共服务处", role="联系人", fax=[{"number": "+861055500102"}],
                address="北京市示例路 1 号，甲座;2 层", url="https://www.example.org/", qq=["100000001"]),
        contact("b", organization="办公室", role="监督", phones=[{"number": "12330"}]),
    ]  # fmt: skip
    office, one = cards(digest(issue(158, notice("n", "备案通知", contacts=held))))
    assert one.fn.value == "张某"
    assert one.kind.value == "individual"
    assert one.org.value == ["甲局公共服务处"]
    assert one.role.value == "联系人"
    assert [(tel.value, tel.params["TYPE"]) for tel in one.contents["tel"]] == [
        ("tel:+8613800000401", ["cell"]),
        ("tel:+861055500101;ext=12", ["voice"]),
        ("tel:+861055500102", ["fax"]),
    ]
    assert one.adr.value.street == "北京市示例路 1 号，甲座;2 层"
    assert one.adr.params["LABEL"] == ["北京市示例路 1 号，甲座;2 层"]
    assert one.note.value == f"QQ 群 100000001\n第 158 期 备案通知 {PAGE}#n"
    # A department's bare name gets the body before it; what is dialled in one country alone stays.
    assert office.fn.value == "甲局 办公室 监督"
    assert office.kind.value == "org"
    assert office.tel.value == "12330"


def test_who_recurs_has_one_card_with_the_newest_first() -> None:
    old = contact("a", persons=[person("张某", ONE)], organization="甲局")
    new = contact("b", persons=[person("张某", MOBILE)], organization="甲局", role="主任")
    other = contact("c", persons=[person("张某", ONE)], organization="乙局")
    given = digest(
        issue(1, notice("n1", contacts=[old])),
        issue(2, notice("n2", contacts=[new]), notice("n3", contacts=[other, new])),
    )
    first, second = sorted(cards(given), key=lambda card: len(card.contents["tel"]))
    assert first.org.value == ["乙局"]
    assert [tel.value for tel in second.contents["tel"]] == [
        "tel:+8613800000401", "tel:+861055500101;ext=12",
    ]  # fmt: skip
    assert [line.partition(" 通知")[0] for line in second.note.value.split("\n")] == [
        "第 2 期", "第 2 期", "第 1 期",
    ]  # fmt: skip


def test_an_id_stays_while_numbers_change() -> None:
    def uid(**values: Any) -> str:
        held = contact("a", organization="甲局", role="监督", **values)
        (card,) = cards(digest(issue(1, notice("n", contacts=[held]))))
        return str(card.uid.value)

    assert uid(phones=[ONE]) == uid(phones=[MOBILE]) == uid(emails=["a@example.org"])
    assert uid().startswith("urn:uuid:")


def test_a_card_names_the_newest_notices_alone() -> None:
    held = contact("a", organization="甲局", phones=[ONE])
    notices = [notice(f"n{number}", f"通知 {number}", contacts=[held]) for number in range(8)]
    (card,) = cards(digest(issue(1, *notices)))
    lines = card.note.value.split("\n")
    assert len(lines) == 6
    assert lines[-1] == "……另有 3 件"


@settings(max_examples=60, deadline=None)
@given(hostile_digests())
def test_no_text_breaks_a_card(given: dict[str, Any]) -> None:
    held = given["issues"][0]["notices"][0]["contacts"]
    made = cards(given)
    assert len(made) in (1, 2)  # a person without a name is the office
    assert "org" in {card.kind.value for card in made}
    assert all(card.name == "VCARD" for card in made)
    assert {len(card.contents["uid"]) for card in made} == {1}
    assert sum(len(card.contents.get("tel", ())) for card in made) >= len(held[0]["fax"])
