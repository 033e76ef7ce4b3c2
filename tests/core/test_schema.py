from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Block, Diagnostic, Field, Place, Record, Span, Text
from sphinx_digest.core.resources import SCHEMAS, schema_text
from sphinx_digest.core.schema import FORMATS, ReadFields, Schemas, load_schemas
from sphinx_digest.core.settings import Settings, TelephoneSettings
from sphinx_digest.core.values import pair_values, read_names

OURS = load_schemas(Settings("."))[0]
WITHOUT_HELP = {"DGT029", "DGT030"}
NOTICE = {"type": "通知", "issuer": "国家知识产权局", "published": "2021-04-12"}


def block(name: str, fields: dict[str, str], argument: str | None = None) -> Block:
    """Write fields from line 2 on, as ``:name: value``."""
    written = tuple(
        Field(Text(key, ((line, 2),)), Text(value, ((line, len(key) + 4),)))
        for line, (key, value) in enumerate(fields.items(), 2)
    )
    title = Text(argument, ((1, 15),)) if argument else None
    span = Span(1, 5, 1, 5 + len(name))
    return Block(
        name, title, written, Text("", ((9, 1),)), span, span, 9, "a.md", 0, None, "", True
    )


def read(name: str, fields: dict[str, str], schemas: Schemas = OURS) -> ReadFields:
    result = schemas.read(block(name, fields))
    for finding in result.diagnostics:
        in_words(finding)
    return result


def in_words(finding: Diagnostic) -> str:
    for language in ("zh", "en"):
        assert message_of(finding, language)
        assert help_of(finding, language) or finding.help is None or finding.code in WITHOUT_HELP
    return message_of(finding, "zh")


def found(result: ReadFields) -> list[tuple[str, int, int, int]]:
    return [
        (f.code, f.place.span.line, f.place.span.column, f.place.span.end_column)
        for f in result.diagnostics
    ]


def test_values_are_read_as_the_schema_says() -> None:
    result = read(
        "notice",
        {
            **NOTICE,
            "issuer": "国家知识产权局；财政部 ; 科技部",
            "number": "国知办函服字[2021]0304 号",
            "published": "2021 年 4 月 12 日",
            "dated": "不详",
            "effective": "自发布之日起",
            "follows": "2018年第1号；cde-41",
        },
    )
    assert result.diagnostics == ()
    assert result.values == {
        "type": "circular",
        "issuer": ["国家知识产权局", "财政部", "科技部"],
        "number": "国知办函服字〔2021〕304号",
        "published": "2021-04-12",
        "dated": "unknown",
        "effective": "published",
        "follows": ["2018年第1号", "cde-41"],
    }
    assert result.places["issuer"] == Span(3, 10, 3, 27)


def test_flags_integers_and_choices() -> None:
    result = read("issue", {"number": "１５８", "period": "2021-04-10至2021-04-16", "draft": ""})
    assert result.values == {"number": 158, "period": "2021-04-10/2021-04-16", "draft": True}
    assert read("deadline", {"status": "待定", "kind": "Comments"}).values == {
        "status": "tba",
        "kind": "comments",
    }


def test_missing_fields_are_reported_at_the_block() -> None:
    result = read("notice", {})
    assert [(f.code, f.values["name"], f.help) for f in result.diagnostics] == [
        ("DGT021", "type", "help"),
        ("DGT021", "published", "help_unknown"),
        ("DGT021", "issuer", "help_either"),
    ]
    assert {f.place.span.column for f in result.diagnostics} == {5}
    assert in_words(result.diagnostics[1]) == "缺发布日期。"


def test_an_unknown_field_names_the_one_that_was_meant() -> None:
    for written, meant in (("publish", "published"), ("发布日", "published"), ("isuer", "issuer")):
        fields = {key: value for key, value in NOTICE.items() if key != meant}
        result = read("notice", {**fields, written: "2021-04-12"})
        assert [(f.code, f.values.get("mend")) for f in result.diagnostics] == [("DGT020", meant)]
    assert read("notice", {**NOTICE, "zzz": "x"}).diagnostics[0].help == "help_all"


def test_every_mistake_is_found_at_its_value() -> None:
    result = read(
        "notice",
        {
            "type": "通告知",
            "published": "2021.4.12",
            "source": "",
            "follows": "2018年第1号；A b；2018 年第1号",
            "url": "javascript:void(0)",
        },
    )
    assert found(result) == [
        ("DGT023", 2, 8, 11),
        ("DGT101", 3, 13, 22),
        ("DGT022", 4, 2, 8),
        ("DGT028", 5, 20, 23),
        ("DGT041", 5, 24, 33),
        ("DGT024", 6, 7, 25),
    ]
    assert result.values == {"follows": ["2018年第1号"]}


def test_a_refused_value_leads_to_no_other_finding() -> None:
    assert [code for code, *_ in found(read("deadline", {"end": "2021-04-31", "on": "x"}))] == [
        "DGT102",
        "DGT101",
    ]
    assert [code for code, *_ in found(read("deadline", {"status": "sometime"}))] == ["DGT023"]
    assert [code for code, *_ in found(read("contact", {"phone": "none"}))] == ["DGT026"]


@pytest.mark.parametrize(
    ("kind", "fields", "code", "line"),
    [
        ("deadline", {"kind": "filing"}, "DGT033", 1),
        ("deadline", {"status": "extended"}, "DGT033", 1),
        ("deadline", {"on": "2021", "start": "2021"}, "DGT032", 3),
        ("deadline", {"start": "2021", "on": "2021"}, "DGT032", 2),
        ("deadline", {"within": "1 month", "from": "event"}, "DGT038", 3),
        ("deadline", {"end": "2021", "occurrence": "window"}, "DGT038", 3),
        ("contact", {"role": "报送"}, "DGT034", 1),
        ("contact", {"qq": "12"}, "DGT029", 2),
        ("issue", {"number": "0", "period": "2021-04-10/2021-04-16"}, "DGT029", 2),
        ("issue", {"number": "x", "period": "2021-04-10/2021-04-16"}, "DGT030", 2),
        ("issue", {"number": "1", "period": "2021-04-16/2021-04-10"}, "DGT104", 3),
        ("issue", {"number": "1", "period": "2021-04-10/2021-04-16", "draft": "yes"}, "DGT031", 4),
        ("part", {"signed": "2021-04"}, "DGT107", 2),
    ],
)
def test_each_rule_has_its_code(kind: str, fields: dict[str, str], code: str, line: int) -> None:
    assert [(c, at) for c, at, *_ in found(read(kind, fields))] == [(code, line)]


def test_a_telephone_list_counts_every_extension() -> None:
    settings = Settings(".", telephone=TelephoneSettings("CN", "010"))
    schemas = load_schemas(settings)[0]
    result = read("contact", {"phone": "55500101-232/231；bad；13800000801"}, schemas)
    assert result.values["phone"] == [
        {"number": "+861055500101", "extension": "232"},
        {"number": "+861055500101", "extension": "231"},
        {"number": "+8613800000801"},
    ]
    assert found(result) == [("DGT026", 2, 26, 29)]


def test_persons_and_their_numbers_are_paired_or_reported() -> None:
    def check(names: str, phones: str) -> list[str]:
        written = block("contact", {"phone": phones}, names)
        result = OURS.read(written)
        persons, _ = read_names(written)
        record = Record(
            "contact", "", "", result.values, {}, {}, 0, "a.md", Span(1, 1, 1, 1), False
        )
        return [in_words(finding) for finding in OURS.check_pairs(written, persons, record)]

    assert check("张某；李样例", "010-55500101；010-55500102") == []
    assert check("张某、李样例", "010-55500101") == []
    assert check("张某", "010-55500101；010-55500102") == []
    assert check("张某；李样例", "010-55500101；010-55500102；010-55500103") == [
        "2 个人、3 个电话，对不上。"
    ]
    assert check("张某；李样例", "010-55500101；bad；010-55500103") == []


def test_what_is_paired_stands_with_its_person() -> None:
    paired = pair_values({"names": ["甲", "乙"], "email": ["a", "b"], "phone": [{"number": "1"}]})
    assert [person.emails for person in paired.persons] == [("a",), ("b",)]
    assert (paired.phones, paired.emails) == (({"number": "1"},), ())
    alone = pair_values({"names": ["甲"], "email": ["a", "b"]})
    assert alone.persons[0].emails == ("a", "b")


def test_an_assembled_consultation() -> None:
    def check(**assembled: Any) -> list[str]:
        findings = OURS.check_notice(
            {"title": "关于征求意见的通知", "type": "circular", "contacts": [], **assembled},
            Place("a.md", Span(1, 1, 1, 2)),
        )
        return [finding.code for finding in findings if in_words(finding)]

    assert check(deadlines=[]) == ["DGT035"]
    assert check(deadlines=[{"kind": "comments"}]) == ["DGT036"]
    assert check(deadlines=[{"kind": "comments"}], contacts=[{"email": ["a"]}]) == []
    assert check(deadlines=[{"kind": "comments", "channel": "x"}]) == []


def test_schemas_are_pickled_and_read_on() -> None:
    again = pickle.loads(pickle.dumps(OURS))
    assert again == OURS
    assert again.read(block("notice", NOTICE)) == OURS.read(block("notice", NOTICE))


FULL = Registry[Any]().with_resources(
    (f"urn:sphinx-digest:1:{name}", DRAFT202012.create_resource(json.loads(schema_text(name))))
    for name in SCHEMAS
)
VALUES = st.sampled_from(
    [
        "x",
        "通知",
        "申报",
        "2021-04-12",
        "2021-Q2",
        "2021-04-12 9:00",
        "2021-04-10/2021-04-16",
        "1 个月",
        "每月",
        "published",
        "unknown",
        "event",
        "a-1",
        "a；b",
        "2021年第27号",
        "https://a.example.org",
        "010-55500101 转 1；55500102",
        "a@example.org",
        "100000001",
        "158",
        "0",
        "",
        "；",
        "tba",
    ]
)


@pytest.mark.parametrize("kind", ["issue", "part", "notice", "deadline", "contact"])
@given(data=st.data())
def test_what_is_read_without_a_finding_fits_the_whole_schema(kind: str, data: Any) -> None:
    names = st.sampled_from([*OURS.properties(kind), "other"])
    values = VALUES | st.text(max_size=8)
    result = read(kind, data.draw(st.dictionaries(names, values, max_size=6)))
    whole = Draft202012Validator(
        {"$ref": f"urn:sphinx-digest:1:{kind}"}, registry=FULL, format_checker=FORMATS
    )
    errors = [f for f in result.diagnostics if f.code != "DGT041"]
    assert whole.is_valid(result.values) or errors


def project(folder: Path, schema: Any) -> tuple[Schemas, tuple[Diagnostic, ...]]:
    text = schema if isinstance(schema, str) else json.dumps(schema, ensure_ascii=False)
    (folder / "notice.json").write_text(text, encoding="utf-8")
    return load_schemas(Settings(str(folder), schemas={"notice": "notice.json"}))


BASE = {"$ref": "urn:sphinx-digest:1:notice"}


def test_a_project_adds_fields_and_rules(tmp_path: Path) -> None:
    schemas, problems = project(
        tmp_path,
        {
            "allOf": [
                BASE,
                {
                    "not": {"required": ["amount", "eligibility"]},
                    "x-rule": {"zh": "两项只写一项", "en": "one of the two"},
                },
            ],
            "properties": {
                "impact": {"$ref": "#/$defs/words", "x-label": {"zh": "影响", "en": "Impact"}},
                "action": {
                    "type": "string",
                    "enum": ["watch", "act"],
                    "x-labels": {"watch": {"zh": ["关注"], "en": ["Watch"]}},
                },
                "tags": {"type": "array", "items": {"pattern": "^[a-z]+$"}, "maxItems": 2},
                "type": {"enum": ["circular", "news"]},
                "published": {"format": "date"},
            },
            "required": ["impact"],
            "if": {"properties": {"type": {"const": "circular"}}, "required": ["type"]},
            "then": {"required": ["number"]},
            "dependentRequired": {"impact": ["action"]},
            "$defs": {
                "words": {"type": "string", "minLength": 2},
                "assembled": {
                    "required": ["part"],
                    "properties": {"deadlines": {"items": {"required": ["for"]}}},
                },
            },
        },
    )
    assert problems == ()
    good = {**NOTICE, "impact": "影响大", "action": "关注", "number": "2021年第1号", "tags": "a；b"}
    result = read("notice", good, schemas)
    assert result.diagnostics == ()
    assert result.extra == {"impact": "影响大", "action": "watch", "tags": ["a", "b"]}
    bad = {**NOTICE, "type": "意见", "published": "2021-04", "impact": "大", "tags": "a；B；c"}
    bad |= {"amount": "1", "eligibility": "2"}
    assert found(read("notice", bad, schemas)) == [
        ("DGT023", 2, 8, 10),
        ("DGT107", 4, 13, 20),
        ("DGT029", 5, 10, 11),
        ("DGT038", 5, 10, 11),
        ("DGT029", 6, 8, 13),
        ("DGT029", 6, 10, 11),
        ("DGT029", 8, 15, 16),
    ]
    assert [f.values["name"] for f in read("notice", NOTICE, schemas).diagnostics] == [
        "impact",
        "number",
    ]
    findings = schemas.check_notice(
        {"title": "T", "deadlines": [{"title": "D"}], "contacts": []}, Place("a", Span(1, 1, 1, 1))
    )
    assert [in_words(f) for f in findings] == ["本刊要求“T”写明篇。", "本刊要求“D”写明对象。"]
    assert pickle.loads(pickle.dumps(schemas)) == schemas


@pytest.mark.parametrize(
    "schema",
    [
        "{",
        "[]",
        "true",
        {"type": "objct"},
        {"properties": {"x": {"type": "string"}}},
        {"allOf": [BASE], "properties": {"x": {"$ref": "#/$defs/none"}}},
        {"allOf": [BASE], "properties": {"x": {"$ref": "https://www.example.org/x.json"}}},
        {"allOf": [BASE], "properties": {"x": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"allOf": [BASE], "properties": {"x": {"type": "object"}}},
        {"allOf": [BASE], "properties": {"x": {"format": "colour"}}},
        {"allOf": [BASE], "properties": {"x": {"pattern": "("}}},
        {"allOf": [BASE], "properties": {"x": {"x-label": "甲"}}},
        {"allOf": [BASE], "properties": {"title": {"type": "string"}}},
        {"allOf": [BASE, {"required": ["url"], "x-finding": {"code": "DGT999"}}]},
        {"allOf": [BASE], "$id": "urn:sphinx-digest:1:notice"},
    ],
)  # fmt: skip
def test_a_wrong_definition_is_reported_and_ours_holds(tmp_path: Path, schema: Any) -> None:
    schemas, problems = project(tmp_path, schema)
    assert [finding.code for finding in problems] == ["DGT083"]
    assert in_words(problems[0])
    assert schemas.properties("notice") == OURS.properties("notice")


def test_a_definition_that_is_not_there(tmp_path: Path) -> None:
    _, problems = load_schemas(Settings(str(tmp_path), schemas={"notice": "none.json"}))
    assert [finding.code for finding in problems] == ["DGT083"]
