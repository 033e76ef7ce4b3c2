"""contacts.toml: read as contacts are, found where it is wrong, called by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check, read_source
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Block, Derived, Diagnostic, Place, Span, Text
from sphinx_digest.core.roster import Call, Entry, Roster, call, load_roster
from sphinx_digest.core.rules.roster_calls import check_entries
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings

OFFICE = """\
[cnipa-service]
name = "李样例；王示例"
organization = "公共服务司"
role = "联系人"
phone = ["010-5550 0101 转 6011", "5550 0102"]  # 两部
email = "service@Example.org"
area-code = "010"
"""


def load(
    folder: Path, contacts: str | None = None, settings: str = "", **files: str
) -> tuple[Roster, tuple[Diagnostic, ...]]:
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    named = {name.replace("_", "."): text for name, text in files.items()}
    for name, text in {"contacts.toml": contacts, **named}.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    read, slips = read_settings(folder)
    assert not slips
    schemas, _ = load_schemas(read)
    roster, found = load_roster(read, schemas)
    assert roster == schemas.roster
    return roster, tuple(sorted(found, key=lambda one: (one.place, one.code)))


def told(found: tuple[Diagnostic, ...]) -> list[str]:
    """Give findings as code, place and the text they mark."""
    lines = []
    for one in found:
        span = one.place.span
        row = Path(one.place.file).read_text(encoding="utf-8").splitlines()[span.line - 1]
        end = span.end_column - 1 if span.end_line == span.line else None
        lines.append(f"{one.code} {span.line}:{span.column} {row[span.column - 1 : end]}")
    return lines


def test_an_entry_is_read_as_a_contact_is(tmp_path: Path) -> None:
    roster, found = load(tmp_path, OFFICE)
    assert found == ()
    entry = roster.entries["cnipa-service"]
    assert entry.names == ("李样例", "王示例")
    assert entry.values == {
        "organization": "公共服务司",
        "role": "联系人",
        "phone": [
            {"number": "+861055500101", "extension": "6011"},
            {"number": "+861055500102"},
        ],
        "email": ["service@example.org"],
    }
    assert entry.place.span == Span(1, 2, 1, 15)
    assert entry.places["names"].span == Span(2, 9, 2, 16)
    assert entry.places["phone.1"].span == Span(5, 35, 5, 44)
    assert {place.file for place in entry.places.values()} == {str(tmp_path / "contacts.toml")}


@pytest.mark.parametrize(
    "text",
    [
        '[a-1]\nphone = "010-5550 0101"\nnote = "接听"',
        "[a-1]\nphone = '010-5550 0101'\nnote = '接听'",
        '[a-1]\n"电话" = ["010-5550 0101"]\n"编者注" = "接听"',
        '[ "a-1" ]\nphone = [\n  "010-5550 0101", # 总机\n]\nnote = """接听"""',
        'a-1 = { phone = "010-5550 0101", note = "接\\u542c" }',
        'a-1.phone = "5550 0101"\na-1.note = "接听"\na-1.area_code = "010"',
        '\ufeff[a-1]\r\nphone = "010-5550 0101"\r\nnote = "接听"\r\n',
    ],
)
def test_however_it_is_written(text: str, tmp_path: Path) -> None:
    roster, found = load(tmp_path, text)
    assert found == ()
    assert roster.entries["a-1"].values == {"phone": [{"number": "+861055500101"}], "note": "接听"}


def test_area_codes_of_the_entry_its_organization_and_the_digest(tmp_path: Path) -> None:
    settings = (
        '[telephone]\narea_code = "010"\n[issuers.gd]\nname = "广东示例局"\narea_code = "020"\n'
    )
    roster, found = load(
        tmp_path,
        '[a-1]\nphone = "5550 0101"\n[b-1]\nphone = "5550 0101"\norganization = "广东示例局"\n'
        '[c-1]\nphone = "5550 0101"\norganization = "广东示例局"\narea-code = "021"\n',
        settings,
    )
    assert found == ()
    numbers = [entry.values["phone"][0]["number"] for entry in roster.entries.values()]
    assert numbers == ["+861055500101", "+862055500101", "+862155500101"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[a-1]\nphon = "010-5550 0101"', ["DGT020 2:1 phon"]),
        ('[a-1]\nphone = "5550x"\nemail = "a@b"', ["DGT026 2:10 5550x", "DGT025 3:10 a@b"]),
        (
            '[a-1]\nphone = [\n  "010-55500101",\n  "5550x"\n]',
            ["DGT026 4:4 5550x"],
        ),
        ('[a-1]\nnam = "张某"\nqq = "100000001"', ["DGT020 2:1 nam"]),
        ('[a-1]\nrole = "值班"', ["DGT034 1:2 a-1"]),
        ('[a-1]\nphone = ""', ["DGT022 2:1 phone"]),
        ('[A_1]\nemail = "a@example.org"', ["DGT027 1:2 A_1"]),
        ('["甲局"]\nemail = "a@example.org"', ["DGT027 1:3 甲局"]),
        ('phone = "010-55500101"', ['DGT085 1:9 "010-55500101"']),
        ("[a-1]\nphone = 13800000000", ["DGT085 2:9 13800000000"]),
        ('[a-1]\nphone = ["010-55500101", 3]', ['DGT085 2:9 ["010-55500101", 3]']),
        (
            '[a-1]\nrole = ["甲", "乙"]\nemail = "a@example.org"',
            ['DGT085 2:8 ["甲", "乙"]'],
        ),
        ('[a-1]\nid = "b-1"\nemail = "a@example.org"', ["DGT087 2:1 id"]),
        ('[a-1]\n"认可" = "DGT311 原文如此"\nemail = "a@example.org"', ["DGT087 2:2 认可"]),
        ('[a-1]\nemail = "a@example.org"\n"邮箱" = "b@example.org"', ["DGT009 3:2 邮箱"]),
        ('[a-1]\nname = "张某"\nnames = ["李样例"]\nqq = "100000001"', ["DGT009 3:1 names"]),
        ('[a-1]\nnames = ["张某", "张某"]\nqq = "100000001"', ["DGT041 2:17 张某"]),
        (
            '[a-1]\nname = "张某；李样例"\nphone = ["010-55500101", "010-55500102", "010-55500103"]',
            ["DGT039 3:11 010-55500101\", \"010-55500102\", \"010-55500103"],
        ),
        ('[a-1]\nqq = "\\u0031"', ['DGT029 2:6 "\\u0031"']),
        ('a-1 = { qq = "12" }', ['DGT029 1:15 12']),
        ('[a-1]\n电话 = "010-55500101"', ["DGT084 2:1 电话"]),
        ("[a-1]\nphone = 010-5550\n", ["DGT084 2:10 10-5550"]),
        ("[a-1\n", ["DGT084 1:5 "]),
        ("[a-1]\nqq = '1'\n[a-1]\n", ["DGT084 3:5 ]"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_at_its_place(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    _, found = load(tmp_path, text)
    assert told(found) == expected
    for one in found:
        assert message_of(one, "zh") != message_of(one, "en")
        assert (help_of(one, "zh") is None) == (help_of(one, "en") is None)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('[a-1]\n电话 = "010-55500101"', '[a-1]\n"电话" = "010-55500101"'),
        ("[a-1]\nphone = 13800000000", '[a-1]\nphone = "13800000000"'),
        ('[a-1]\n"phon" = "010-55500101"', '[a-1]\n"phone" = "010-55500101"'),
        ('[a-1]\nnmes = "张某"\nqq = "100000001"', '[a-1]\nnames = "张某"\nqq = "100000001"'),
        ('[A_1]\nqq = "100000001"', '[a-1]\nqq = "100000001"'),
    ],
)
def test_a_mend_mends(wrong: str, right: str, tmp_path: Path) -> None:
    _, found = load(tmp_path, wrong)
    (fix,) = found[0].fixes
    rows = wrong.split("\n")
    span = fix.place.span
    row = rows[span.line - 1]
    rows[span.line - 1] = row[: span.column - 1] + fix.text + row[span.end_column - 1 :]
    assert "\n".join(rows) == right
    assert load(tmp_path, right)[1] == ()


def test_a_value_over_several_lines_is_found_as_a_whole(tmp_path: Path) -> None:
    _, (found,) = load(tmp_path, '[a-1]\nqq = """\n12"""')
    assert (found.code, found.place.span.line, found.place.span.column) == ("DGT029", 2, 6)


def test_a_mend_that_cannot_stand_in_the_file_is_not_offered(tmp_path: Path) -> None:
    _, found = load(tmp_path, '[a-1]\nemail = "a@example.org b\\u0040example.org"')
    assert [one.code for one in found] == ["DGT025"]
    assert found[0].fixes == ()


def test_what_is_right_in_a_wrong_entry_is_kept(tmp_path: Path) -> None:
    roster, found = load(tmp_path, '[a-1]\nphone = "5550x"\nemail = "a@example.org"')
    assert len(found) == 1
    assert roster.entries["a-1"].values == {"email": ["a@example.org"]}


def test_fields_of_the_project_are_read_by_its_schema(tmp_path: Path) -> None:
    (tmp_path / "contact.json").write_text(
        '{"allOf": [{"$ref": "urn:sphinx-digest:1:contact"}], "properties": {'
        '"floor": {"type": "integer", "x-label": {"zh": "楼层", "en": "Floor"}},'
        '"vip": {"type": "boolean"}}}',
        encoding="utf-8",
    )
    text = '[a-1]\nqq = "100000001"\n"楼层" = {}\nvip = {}\n'
    settings = '[schemas]\ncontact = "contact.json"\n'
    roster, found = load(tmp_path, text.format("3", "true"), settings)
    assert found == ()
    assert roster.entries["a-1"].values == {"qq": ["100000001"], "floor": 3, "vip": True}
    roster, found = load(tmp_path, text.format('"三层楼"', "false"), settings)
    assert told(found) == ["DGT030 3:9 三层楼"]
    assert roster.entries["a-1"].values == {"qq": ["100000001"]}


def test_no_file_is_no_mistake_unless_it_is_named(tmp_path: Path) -> None:
    assert load(tmp_path) == (Roster(), ())
    _, found = load(tmp_path, settings='contacts = "people.toml"\n')
    assert told(found) == ['DGT084 1:12 "people.toml"']
    assert found[0].help == "help_missing"
    roster, found = load(tmp_path, settings='contacts = "people.toml"\n', people_toml=OFFICE)
    assert (list(roster.entries), found) == (["cnipa-service"], ())


def test_a_file_that_is_not_utf_8_is_found(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_bytes('[a-1]\nrole = "值班"\n'.encode("gbk"))
    roster, found = load(tmp_path)
    assert (roster, [one.code for one in found]) == (Roster(broken=True), ["DGT084"])


def block(argument: str | None) -> Block:
    text = Text(argument, ((3, 16),)) if argument is not None else None
    span = Span(3, 1, 3, 15)
    return Block("contact", text, (), Text("", ((4, 1),)), span, span, 4, "a.md", 0, None, "", True)


def entry(id_: str, phone: str = "+861055500101") -> Entry:
    place = Place("contacts.toml", Span(1, 2, 1, 5))
    return Entry(id_, (), {"phone": [{"number": phone}]}, {}, place)


ROSTER = Roster({id_: entry(id_) for id_ in ("cnipa-service", "example-office", "wang")})


@pytest.mark.parametrize("name", ["cnipa-service", " wang ", "example-office\u200b"])
def test_an_id_calls_its_entry(name: str) -> None:
    called = call(block(name), ROSTER)
    found, slips = called.entry, called.findings
    assert found is not None
    assert (found.id, slips) == (name.strip(" \u200b"), ())


@pytest.mark.parametrize("name", [None, "", "张某", "cnipa-service；张某", "Wang Shili", "zhang"])
def test_what_is_no_id_names_persons(name: str | None) -> None:
    assert call(block(name), ROSTER) == Call()


@pytest.mark.parametrize(
    ("name", "help_", "mend"),
    [
        ("cnipa-servce", "help", "cnipa-service"),
        ("CNIPA-Service", "help", "cnipa-service"),
        ("ｃｎｉｐａ-service", "help", "cnipa-service"),
        ("Wang", "help", "wang"),
        ("shanghai-2", "help_all", None),
    ],
)
def test_an_id_that_is_none_is_found(name: str, help_: str, mend: str | None) -> None:
    called = call(block(name), ROSTER)
    found, (slip,) = called.entry, called.findings
    assert found is None
    assert (slip.code, slip.help, slip.place.span) == (
        "DGT088", help_, Span(3, 16, 3, 16 + len(name)),
    )  # fmt: skip
    assert [fix.text for fix in slip.fixes] == ([mend] if mend else [])


def test_without_a_roster_nothing_is_called() -> None:
    (slip,) = call(block("cnipa-servce"), Roster()).findings
    assert (slip.code, slip.help) == ("DGT088", "help_none")
    assert call(block("cnipa-servce"), Roster(broken=True)) == Call(meant=True)


def test_a_published_issue_keeps_its_own() -> None:
    kept = entry("wang", "+861055500199")
    roster = Roster(ROSTER.entries, {"issue-1": {"wang": kept, "gone": entry("gone")}})
    assert call(block("wang"), roster, "issue-1").entry == kept
    assert call(block("wang"), roster, "issue-2").entry == ROSTER.entries["wang"]
    assert call(block("gone"), roster, "issue-1").entry is not None
    assert call(block("gone"), roster, "issue-2") == Call()


ISSUE = """\
# 示例周报 第 {0} 期

:::{{issue}}
:number: {0}
:period: 2021-04-{1}/2021-04-{2}
:published: 2021-04-{2}
:::

## 关于示例专项的第 {0} 号通知

:::{{notice}}
:id: example-{0}
:type: 通知
:issuer: 示例局
:published: 2021-04-{1}
:::

:::{{contact}} cnipa-service
:role: 咨询
:::

## 关于另一专项的第 {0} 号公告

:::{{notice}}
:id: another-{0}
:type: 公告
:issuer: 示例局
:published: 2021-04-{1}
:::

:::{{contacts}}
- cnipa-service
:::
"""
LOCK = (
    '{"format_version": 1, "later": [], "issues": {"issue-1": {"anchors": ["a"], "contacts": '
    '{"cnipa-service": {"names": "张某", "phone": "5550 0199", "area-code": "010"}}}}}'
)


def test_calls_in_issues(tmp_path: Path) -> None:
    for number in (1, 2):
        text = ISSUE.format(number, 10 * number, 10 * number + 1)
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    roster, found = load(tmp_path, OFFICE, digest_lock=LOCK)
    assert found == ()
    assert check([tmp_path]).diagnostics == ()
    settings = read_settings(tmp_path)[0]
    schemas = load_schemas(settings)[0]
    persons, phones = {}, {}
    for number in (1, 2):
        path = str(tmp_path / f"{number}.md")
        document = read_source(path, str(number), settings, schemas)[1]
        first, second = (contact for one in document.notices for contact in one.contacts)
        assert first.entry == second.entry == "cnipa-service"
        assert first.values["role"] == "咨询"
        assert "role" not in first.derived
        assert second.values["phone"] == first.values["phone"]
        persons[number] = first.values["names"]
        phones[number] = first.values["phone"][0]["number"]
        kept = roster.entry("cnipa-service", f"issue-{number}")
        assert kept is not None
        assert first.derived["phone"] == Derived("contacts", kept.places["phone"])
    assert persons == {1: ["张某"], 2: ["李样例", "王示例"]}
    assert phones == {1: "+861055500199", 2: "+861055500101"}


def test_an_unknown_call_is_told_and_mended(tmp_path: Path) -> None:
    load(tmp_path, OFFICE)
    text = ISSUE.format(1, 10, 11).replace("} cnipa-service", "} cnipa-servise")
    (tmp_path / "1.md").write_text(text, encoding="utf-8")
    found = {one.code: one for one in check([tmp_path]).diagnostics}
    assert found["DGT088"].place.span == Span(18, 14, 18, 27)
    assert found["DGT088"].fixes[0].text == "cnipa-service"


def test_entries_are_judged_as_contacts_are(tmp_path: Path) -> None:
    text = (
        '[a-1]\nname = "张 某"\nphone = ["5550 0101", "010-12345678"]\nemail = "a@163.con"\n'
        '[b-1]\nnames = ["李\\u0020样"]\nphone = "555\\u00300101"\nemail = "b@example.org"\n'
    )
    roster, found = load(tmp_path, text)
    assert found == ()
    judged = tuple(
        sorted(check_entries(roster, read_settings(tmp_path)[0]), key=lambda one: one.place)
    )
    assert told(judged) == [
        "DGT377 2:9 张 某",
        "DGT371 3:11 5550 0101",
        "DGT374 3:24 010-12345678",
        "DGT375 4:12 163.con",
    ]
    assert list(check_entries(Roster(), read_settings(tmp_path)[0])) == []


def test_a_notice_that_asks_to_call_has_the_telephone_of_the_entry(tmp_path: Path) -> None:
    load(tmp_path, OFFICE)
    asked = "请拨打咨询电话了解详情，并将意见发送至邮箱。"
    text = ISSUE.format(1, 10, 11).replace(":::{contact}", f"{asked}\n\n:::{{contact}}", 1)
    (tmp_path / "1.md").write_text(text, encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()
    (tmp_path / "1.md").write_text(text.replace("cnipa-service", "张某", 1), encoding="utf-8")
    assert {one.code for one in check([tmp_path]).diagnostics} >= {"DGT372", "DGT373"}
