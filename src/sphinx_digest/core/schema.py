"""The schemas of all records: which fields there are, and blocks read and validated by them.

The only module that knows jsonschema. What is compiled is flat and holds no references.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sphinx_digest.core.block_fields import collect
from sphinx_digest.core.elsewhere import Elsewhere
from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.flat_schema import BASE, BadSchemaError, flatten, inline
from sphinx_digest.core.formats import read_email, read_record_id, read_url
from sphinx_digest.core.invisible import visible
from sphinx_digest.core.messages import BLOCK_LABELS
from sphinx_digest.core.model import Block, Derived, Diagnostic, Field, Place, Record, Span
from sphinx_digest.core.numbers import read_document_number, read_document_reference
from sphinx_digest.core.predicates import Predicate, predicate_of
from sphinx_digest.core.project_schema import ANNOTATED, check_fields, place_of
from sphinx_digest.core.properties import Property, Words, normal_word, property_of
from sphinx_digest.core.resources import KINDS, SCHEMAS, schema_text
from sphinx_digest.core.roster import Roster, load_roster
from sphinx_digest.core.schema_findings import Subject, findings_of, missing
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.telephones import TELEPHONE
from sphinx_digest.core.times.dated_words import read_dated_words
from sphinx_digest.core.times.dates import read_date, read_interval, read_moment, read_reduced_date
from sphinx_digest.core.times.periods import read_length, read_recurrence
from sphinx_digest.core.times.times_of_day import DEFAULT_ZONE
from sphinx_digest.core.times.when import WhenContext, read_when
from sphinx_digest.core.values import Customs, find_unpaired

FORMATS = FormatChecker(formats=())


def _check_format(name: str, read: Callable[[str], str]) -> None:
    """Let ``name`` accept what ``read`` gives back unchanged: the canonical form."""

    def is_canonical(value: object) -> bool:
        try:
            return not isinstance(value, str) or read(value) == value
        except UnreadableError:
            return False

    FORMATS.checks(name)(is_canonical)


def _read_wording(text: str) -> str:
    """Read the wording of a time; it is its own canonical form."""
    read_when(text, WhenContext(DEFAULT_ZONE, lambda _name: lambda _month, _day: 2000))
    return text


_check_format("record-id", read_record_id)
_check_format("date", read_date)
_check_format("reduced-date", read_reduced_date)
_check_format("moment", read_moment)
_check_format("interval", read_interval)
_check_format("length", read_length)
_check_format("recurrence", read_recurrence)
_check_format("uri", read_url)
_check_format("email", read_email)
_check_format("document-number", read_document_number)
_check_format("document-reference", read_document_reference)
_check_format("dated-words", read_dated_words)
_check_format("when", _read_wording)
FORMATS.checks("telephone")(
    lambda value: not isinstance(value, str) or TELEPHONE.fullmatch(value) is not None
)


@cache
def _compiled(schema: str) -> Draft202012Validator:
    """Compile a schema once; validators themselves cannot be stored with a build."""
    return Draft202012Validator(json.loads(schema), registry=Registry(), format_checker=FORMATS)


@cache
def _fits(schema: str) -> Predicate:
    """Make of a schema what says whether a value fits it."""
    return predicate_of(json.loads(schema)) or _compiled(schema).is_valid


@dataclass(frozen=True, slots=True)
class ReadFields:
    """What a block's fields say. ``extra`` holds the project's own, ``failed`` the refused."""

    values: dict[str, Any]
    extra: dict[str, Any]
    places: dict[str, Span]
    diagnostics: tuple[Diagnostic, ...]
    failed: frozenset[str] = frozenset()
    inferred: frozenset[str] = frozenset()  # whose year was not written
    inputs: Mapping[str, Any] = field(default_factory=dict)  # read for other values' sake
    derived: Mapping[str, Derived] = field(default_factory=dict)  # of values nobody wrote


#: Gives more values to what was written, each with where it comes from.
Derive = Callable[[Mapping[str, Any]], Mapping[str, tuple[Any, Derived]]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of record; ``schema`` is JSON text, so that it compiles where it is used."""

    label: Words
    properties: Mapping[str, Property]
    required: tuple[str, ...]
    schema: str
    assembled: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)  # Chinese label -> name
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schemas:
    """All kinds of records of a digest, with the project's own fields and rules."""

    kinds: Mapping[str, _Kind]
    customs: Customs = field(default_factory=Customs)
    roster: Roster = field(default_factory=Roster)
    elsewhere: Elsewhere = field(default_factory=Elsewhere)  # what other volumes hold

    def properties(self, kind: str) -> Mapping[str, Property]:
        """Give the fields of a kind of record, in the order of its schema."""
        return self.kinds[kind].properties

    def label(self, kind: str) -> Words:
        """Give what a kind of record is called."""
        return self.kinds[kind].label

    def field_name(self, kind: str, written: str) -> str:
        """Give the name of the field that a name or a label stands for; others stay."""
        name = visible(written).strip()
        known = self.kinds[kind]
        return name if name in known.properties else known.labels.get(normal_word(name), name)

    def named(self, block: Block) -> Block:
        """Give a block whose fields have the names that the schema has for them."""
        if all(field.key for field in block.fields):
            return block
        known = self.kinds[block.name].properties
        fields = tuple(
            [
                one
                if one.key
                else Field(
                    one.name,
                    one.text,
                    name  # most are written as the schema has them
                    if (name := one.name.value) in known
                    else self.field_name(block.name, name),
                )
                for one in block.fields
            ]
        )
        return replace(block, fields=fields)

    def read(
        self, block: Block, customs: Customs | None = None, derive: Derive | None = None
    ) -> ReadFields:
        """Read and validate the fields of a block; every mistake is a finding.

        ``derive`` is given what was written and gives more; what is written, or was written and
        could not be read, stays.
        """
        kind = self.kinds[block.name]
        block = self.named(block)
        read = collect(block, kind.properties, customs or self.customs)
        values, failed = read.values, frozenset(read.failed)
        derived: dict[str, Derived] = {}
        for name, (value, origin) in (derive(values) if derive else {}).items():
            if name not in values and name not in failed:
                values[name], derived[name] = value, origin
        found = read.found + self._validate(kind, block, values, read.spans, failed)
        extra = {name: value for name, value in values.items() if kind.properties[name].own}
        inputs = {name: values[name] for name in kind.inputs if name in values}
        if extra or inputs:
            values = {
                name: value
                for name, value in values.items()
                if name not in extra and name not in inputs
            }
        if found:
            found.sort(key=lambda finding: (finding.place, finding.code))
        return ReadFields(
            values=values,
            extra=extra,
            inputs=inputs,
            places=_flat(read.spans),
            diagnostics=tuple(found),
            failed=failed,
            inferred=frozenset(read.inferred),
            derived=derived,
        )

    def _validate(
        self,
        kind: _Kind,
        block: Block,
        values: Mapping[str, Any],
        spans: Mapping[str, tuple[Span, ...]],
        failed: frozenset[str],
    ) -> list[Diagnostic]:
        absent = [name for name in kind.required if name not in values and name not in failed]
        # A refused field counts as written, so that nothing reports it as missing.
        instance = {**dict.fromkeys(failed, ""), **values} if failed else values
        fits = _fits(kind.schema)(instance)
        if fits and not absent:
            return []
        validator = _compiled(kind.schema)
        subject = Subject(
            label=kind.label,
            properties=kind.properties,
            schema=validator.schema,
            values=values,
            block=Place(block.file, block.name_span),
            spans=spans,
            written={written.key: written.text.value for written in block.fields},
            failed=failed,
        )
        found = [missing(subject, name) for name in absent]
        return found if fits else found + findings_of(subject, validator.iter_errors(instance))

    def check_notice(self, assembled: Mapping[str, Any], place: Place) -> list[Diagnostic]:
        """Check a notice together with its title, deadlines, contacts and attachments."""
        kind = self.kinds["notice"]
        if not kind.assembled:
            return []
        if _fits(kind.assembled)(assembled):
            return []
        validator = _compiled(kind.assembled)
        found: list[Diagnostic] = []
        for error in validator.iter_errors(assembled):
            subject = self._subject_at(assembled, list(error.path), validator.schema, place)
            found += findings_of(subject, [error])
        return [finding for index, finding in enumerate(found) if finding not in found[:index]]

    def _subject_at(
        self, assembled: Mapping[str, Any], path: Sequence[str | int], schema: Any, place: Place
    ) -> Subject:
        """Give the record an error is in: the notice, or one of its deadlines or contacts."""
        kind, values, depth = "notice", assembled, 0
        if len(path) > 1 and path[0] in ("deadlines", "contacts") and isinstance(path[1], int):
            kind, depth = path[0][:-1], 2
            values = assembled[path[0]][path[1]]
        return Subject(
            self.label(kind), self.properties(kind), schema, values, place,
            depth=depth, demanded=True,
        )  # fmt: skip

    def check_pairs(
        self, block: Block, names: Sequence[str], record: Record, customs: Customs | None = None
    ) -> list[Diagnostic]:
        """Report telephones or addresses of a contact that cannot be given to its persons."""
        known = self.kinds["contact"].properties
        named = self.named(block)
        return [*find_unpaired(named, known, names, record, customs or self.customs)]


def _flat(spans: Mapping[str, tuple[Span, ...]]) -> dict[str, Span]:
    """Give the span of each value by name, and of each piece of a list as ``name.0`` …"""
    flat = {name: found[0] for name, found in spans.items()}
    for name, found in spans.items():
        if len(found) > 1:
            flat |= {f"{name}.{index}": span for index, span in enumerate(found[1:])}
    return flat


def load_schemas(
    settings: Settings, instead: Mapping[str, str] | None = None
) -> tuple[Schemas, tuple[Diagnostic, ...]]:
    """Load our schemas and the project's; a project's that is wrong is left out and reported.

    The contacts that recur are read by them. ``instead`` holds texts, by path, that are read
    for what those files hold.
    """
    registry = _base_registry()
    kinds: dict[str, _Kind] = {}
    found: list[Diagnostic] = []
    for kind in KINDS:
        path = settings.schemas.get(kind)
        if path:
            file = Path(settings.root, path)
            loaded = _load_project(registry, kind, file, settings.places.get(f"schemas.{kind}="))
            if isinstance(loaded, _Kind):
                kinds[kind] = loaded
                continue
            found.append(loaded)
        kinds[kind] = _make_kind(registry, kind, BASE + kind)
    customs = Customs(settings.timezone, settings.telephone.country, settings.telephone.area_code)
    schemas = Schemas(kinds, customs)
    roster, slips = load_roster(settings, schemas, instead)
    return replace(schemas, roster=roster), (*found, *slips)


@cache
def _base_registry() -> Registry[Any]:
    """Hold every schema of ours; a registry retrieves nothing that is not in it."""
    registry: Registry[Any] = Registry()
    return registry.with_resources(
        (BASE + name, DRAFT202012.create_resource(json.loads(schema_text(name))))
        for name in SCHEMAS
    )


@cache
def export_validator() -> Draft202012Validator:
    """Give what judges a ``digest.json``; it is not flat, as it is seldom asked."""
    schema, registry = json.loads(schema_text("digest")), _base_registry()
    return Draft202012Validator(schema, registry=registry, format_checker=FORMATS)


def _make_kind(registry: Registry[Any], kind: str, address: str) -> _Kind:
    flat = flatten(registry, address)
    properties = {
        name: property_of(name, schema, required=name in flat.required, own=name in flat.own)
        for name, schema in flat.properties.items()
    }
    assembled = [
        inline(registry, f"{place}#/$defs/assembled")
        for place in dict.fromkeys((BASE + kind, address))
        if "assembled" in registry.contents(place).get("$defs", {})
    ]
    check_fields(flat, assembled, FORMATS.checkers.keys())
    return _Kind(
        label=flat.annotations.get("x-label", BLOCK_LABELS[kind]),
        properties=properties,
        required=tuple(flat.required),
        schema=json.dumps(flat.to_check(), ensure_ascii=False),
        labels={
            normal_word(known.label["zh"]): name for name, known in reversed(properties.items())
        },
        inputs=tuple(name for name, known in properties.items() if known.input),
        assembled=json.dumps({"allOf": assembled}, ensure_ascii=False) if assembled else "",
    )


def _load_project(
    registry: Registry[Any], kind: str, file: Path, setting: Place | None
) -> _Kind | Diagnostic:
    start = Place(str(file), Span(1, 1, 1, 1))
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return _bad(file.name, "文件读不出来", "the file cannot be read", setting or start)
    try:
        schema = json.loads(text)
        regular = FormatChecker(formats=("regex",))
        Draft202012Validator.check_schema(schema, format_checker=regular)
        for error in Draft202012Validator(ANNOTATED, registry=Registry()).iter_errors(schema):
            raise error
        if not isinstance(schema, dict):
            return _bad(file.name, "里面没有字段", "it holds no fields", start)
        address = str(schema.get("$id") or f"urn:sphinx-digest:project:{kind}")
        if address.startswith(BASE):
            raise BadSchemaError("$id 与自带的相同", "its $id is one of ours", "$id")
        resource = DRAFT202012.create_resource(schema)
        made = _make_kind(registry.with_resource(address, resource), kind, address)
    except RecursionError:
        return _bad(file.name, "层次太深", "it is nested too deeply", start)
    except json.JSONDecodeError as error:
        place = Place(str(file), Span(error.lineno, error.colno, error.lineno, error.colno))
        return _bad(file.name, f"不合 JSON 的写法（{error.msg}）", error.msg.lower(), place)
    except (SchemaError, ValidationError) as error:
        key = next((str(step) for step in reversed(error.path) if isinstance(step, str)), None)
        place = place_of(text, key, file)
        return _bad(file.name, f"“{key or ''}”处写错了", f"“{key or ''}” is wrong", place)
    except BadSchemaError as error:
        return _bad(file.name, error.zh, error.en, place_of(text, error.key, file))
    base = _base_registry().contents(BASE + kind)["properties"]
    if not base.keys() <= made.properties.keys():
        zh, en = f"没有引用“{BASE}{kind}”", f"it does not refer to “{BASE}{kind}”"
        return _bad(file.name, zh, en, start)
    return made


def _bad(name: str, zh: str, en: str, place: Place) -> Diagnostic:
    return Diagnostic("DGT083", place, {"name": name, "reason": zh, "reason.en": en}, None)
