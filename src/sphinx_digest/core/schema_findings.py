"""A value that its schema refuses -> findings in an editor's words, at the right place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Protocol

from sphinx_digest.core.flat_schema import SUBSCHEMAS, names_in
from sphinx_digest.core.messages import help_of, message_of, twin
from sphinx_digest.core.model import Block, Diagnostic, Field, Fix, Place, Span
from sphinx_digest.core.properties import Property, Words
from sphinx_digest.core.value_findings import alike
from sphinx_digest.core.values import all_codes


class SchemaError(Protocol):
    """What is used of an error of jsonschema."""

    @property
    def path(self) -> Sequence[str | int]:
        """Give the way to the value."""

    @property
    def absolute_schema_path(self) -> Iterable[str | int]:
        """Give the way to the keyword."""

    validator: Any
    validator_value: Any
    instance: Any


#: What an assembled notice holds besides its fields.
BESIDE_FIELDS: Mapping[str, Words] = {
    "title": {"zh": "标题", "en": "Title"},
    "part": {"zh": "篇", "en": "Part"},
    "group": {"zh": "组", "en": "Group"},
    "deadlines": {"zh": "截止", "en": "Deadlines"},
    "contacts": {"zh": "联系人", "en": "Contacts"},
    "attachments": {"zh": "附件", "en": "Attachments"},
    "names": {"zh": "姓名", "en": "Names"},
}

#: Keyword -> what it demands, in Chinese and English; ``{}`` is the keyword's value.
_RULES: Mapping[str, tuple[str, str]] = {
    "minLength": ("至少 {} 个字", "at least {} characters"),
    "maxLength": ("至多 {} 个字", "at most {} characters"),
    "pattern": ("要写成“{}”的样子", "it must match “{}”"),
    "minimum": ("不小于 {}", "at least {}"),
    "maximum": ("不大于 {}", "at most {}"),
    "exclusiveMinimum": ("大于 {}", "more than {}"),
    "exclusiveMaximum": ("小于 {}", "less than {}"),
    "multipleOf": ("是 {} 的倍数", "a multiple of {}"),
    "minItems": ("至少 {} 项", "at least {} values"),
    "maxItems": ("至多 {} 项", "at most {} values"),
    "const": ("只能是“{}”", "it must be “{}”"),
    "format": ("写法不对", "it is written in another form"),
    "contains": ("缺了必有的一项", "a value that must be there is not"),
    "not": ("这里不能这样写", "it is not allowed here"),
    "type": ("不是这一类的内容", "it is of another kind"),
}
_OTHER_RULE = ("不合约定", "it does not fit")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being validated, and where each part of it was written.

    ``spans`` holds the place of each value, then of its elements, where it is a list;
    ``written`` the text of each field; ``failed`` names the fields that have a finding
    already, about which nothing more is said.
    """

    label: Words
    properties: Mapping[str, Property]
    schema: Any
    values: Mapping[str, Any]
    block: Place
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()
    depth: int = 0  # steps from what was validated to this record
    demanded: bool = False  # what is missing is asked of the notice as a whole

    def place(self, names: Iterable[str], index: int | None = None) -> Place:
        """Give the place of the last of ``names`` that is written, else the block's."""
        found = self.block
        for name in names:
            spans = self.spans.get(name)
            if spans:
                number = 0 if index is None or index + 1 >= len(spans) else index + 1
                found = Place(self.block.file, spans[number])
        return found


def findings_of(subject: Subject, errors: Iterable[SchemaError]) -> list[Diagnostic]:
    """Give the findings for what a schema refused, each once, in order of place."""
    found: dict[tuple[Any, ...], Diagnostic] = {}
    for error in errors:
        for finding in _findings(subject, error):
            key = (finding.code, finding.place, finding.values.get("name"))
            found.setdefault(key, finding)
    return sorted(found.values(), key=lambda finding: (finding.place, finding.code))


def missing(subject: Subject, name: str, other: str = "") -> Diagnostic:
    """Report a field that must be there; ``other`` may stand in its stead."""
    known = subject.properties.get(name)
    values = {
        **_label(subject, name),
        "name": name,
        "example": known.example if known else "…",
    }
    if subject.demanded:
        title = subject.values.get("title")
        values |= twin("subject", {"zh": title, "en": title} if title else subject.label)
        if known:
            return Diagnostic("DGT040", subject.block, values)
        return Diagnostic("DGT040", subject.block, values, None)
    if other:
        return Diagnostic("DGT021", subject.block, {**values, "other": other}, "help_either")
    help_ = "help_unknown" if known and known.unknown else "help"
    return Diagnostic("DGT021", subject.block, values, help_)


def unknown_field(properties: Mapping[str, Property], written: Field, block: Block) -> Diagnostic:
    """Report a field there is not, with the one that was meant, by name or by label."""
    name = written.name.value
    words = _words(properties)
    close = _near(name, words)
    place = Place(block.file, written.name.span())
    if close:
        meant = properties[words[close[0]]]
        values = {"name": name, "mend": meant.name, **twin("label", meant.label)}
        values |= _said(meant, name)
        others = [other.key for other in block.fields if other is not written]
        sure = _is_slip(name.lower(), close[0]) and (
            close[0] == name.lower() or {words[word] for word in close} == {meant.name}
        )
        taken = meant.name in others or any(
            words[word] == meant.name
            for other in others
            if other not in properties
            for word in _near(other, words)
        )
        fixes = (Fix(place, values["word"]),) if sure and not taken else ()
        return Diagnostic("DGT020", place, values, fixes=fixes)
    everything = {
        "all": "、".join(f"{known.name}（{known.label['zh']}）" for known in properties.values()),
        "all.en": ", ".join(properties),
    }
    return Diagnostic("DGT020", place, {"name": name, **everything}, "help_all")


def _said(meant: Property, written: str) -> dict[str, str]:
    """Give what a field is called, in the language it was written in, and both names."""
    name, zh = meant.name, "".join(meant.label["zh"].split())
    chinese = not written.isascii()
    shown = f"{zh}（{name}）" if chinese else f"{name}（{meant.label['zh']}）"
    words = twin("said", {"zh": shown, "en": f"{name} ({meant.label['en']})"})
    return {**words, "word": zh if chinese else name}


def _words(properties: Mapping[str, Property]) -> dict[str, str]:
    """Give all that fields are called, with their names."""
    words: dict[str, str] = {}
    for known in properties.values():
        for word in (known.label["zh"], known.label["en"].lower(), known.name):
            words[word] = known.name
    return words


#: Words with a sense of their own, however near to the name of a field.
_OTHER_SENSE = frozenset({"date", "dates", "issue", "issues", "publisher", "signer"})


def _is_slip(written: str, word: str) -> bool:
    """Say whether a word is another but for its form or one slip of the pen."""
    short = min(len(written), len(word)) < 3
    if short or written in _OTHER_SENSE or not (written + word).isascii():
        return written == word
    start = _shared(written, word)
    one, other = written[start:], word[start:]
    end = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    turned = len(one) == len(other) == 2 and one == other[::-1]
    return max(len(one), len(other)) < 2 or turned or {one, other} == {"", "ed"}


def _shared(one: str, other: str) -> int:
    """Give the number of letters that two words begin with alike."""
    letters = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in letters if a != b), min(len(one), len(other)))


def _near(name: str, words: Mapping[str, str]) -> list[str]:
    if close := get_close_matches(name.lower(), list(words), 5, 0.65):
        return close
    if meant := [word for word in _SAYS.get(name, ()) if word in words]:
        return meant
    near = alike(name, words)
    return [near] if near else []


#: What editors call fields that have another name here.
_SAYS = {
    "发文单位": ("发文机关",), "发布单位": ("发文机关",), "发布机关": ("发文机关",),
    "发布机构": ("发文机关",), "类别": ("事项", "文种"), "类型": ("事项", "文种"),
    "方式": ("渠道",), "途径": ("渠道",), "备注": ("编者注",), "说明": ("编者注",),
    "手机": ("电话",), "座机": ("电话",), "处室": ("单位",), "职务": ("身份",),
}  # fmt: skip


def _findings(subject: Subject, error: SchemaError) -> Iterator[Diagnostic]:
    marks = _marks(subject.schema, error)
    path = list(error.path)[subject.depth :]
    spoken_of = [str(step) for step in path[:1]]
    spoken_of += names_in(_constraint(subject.schema, error))
    if not subject.failed.isdisjoint(spoken_of):
        return
    if "x-finding" in marks:
        yield _named(subject, marks["x-finding"])
    elif error.validator == "required":
        names = [name for name in error.validator_value if name not in error.instance]
        yield from (missing(subject, name) for name in names)
    elif error.validator == "dependentRequired":
        for name, needed in error.validator_value.items():
            for other in needed:
                if name in error.instance and other not in error.instance:
                    yield _named(subject, {"code": "DGT038", "fields": [name, other]})
    elif error.validator == "anyOf" and (choice := _choice(error.validator_value)):
        yield missing(subject, choice[0], ":, :".join(choice[1:]))
    elif path:
        yield _refused(subject, error, path, marks.get("x-rule"))
    else:
        yield _refused_together(subject, error, marks.get("x-rule"), spoken_of)


def _marks(schema: Any, error: SchemaError) -> dict[str, Any]:
    """Gather ``x-finding`` and ``x-rule`` on the way to the keyword that failed."""
    marks: dict[str, Any] = {}
    for step in _steps(error):
        if isinstance(schema, dict):
            marks.update({key: schema[key] for key in ("x-finding", "x-rule") if key in schema})
        schema = schema[step]
    return marks


def _steps(error: SchemaError) -> list[str | int]:
    """Give the way to the keyword that failed; jsonschema has "if", "then" for "then"."""
    steps = list(error.absolute_schema_path)
    return [
        step
        for step, following in zip(steps, [*steps[1:], None], strict=True)
        if not (step == "if" and following in ("then", "else"))
    ]


def _constraint(schema: Any, error: SchemaError) -> Any:
    """Give the constraint on the whole record that failed, or None."""
    steps = _steps(error)
    return schema["allOf"][steps[1]] if steps[0] == "allOf" else None


def _label(subject: Subject, name: str) -> dict[str, str]:
    known = subject.properties.get(name)
    return twin(
        "label", known.label if known else BESIDE_FIELDS.get(name, {"zh": name, "en": name})
    )


def _choice(alternatives: Any) -> list[str]:
    """Give the names of an ``anyOf`` that asks for one of several fields, else none."""
    names = []
    for item in alternatives:
        if not isinstance(item, dict) or item.keys() != {"required"} or len(item["required"]) != 1:
            return []
        names += item["required"]
    return names


def _named(subject: Subject, finding: Mapping[str, Any]) -> Diagnostic:
    """Make the finding that an ``x-finding`` names; its other words fill the message."""
    values: dict[str, str] = {}
    fields = [str(name) for name in finding.get("fields", ())]
    if fields:
        last = subject.properties.get(fields[-1])
        values = {"name": fields[0], "other": fields[-1], "example": last.example if last else "…"}
        values |= _label(subject, fields[-1])
    for key, value in finding.items():
        if isinstance(value, dict):
            values |= twin(key, {"zh": str(value["zh"]), "en": str(value["en"])})
        elif key not in ("code", "fields"):
            values[key] = str(value)
    return Diagnostic(str(finding["code"]), subject.place(fields), values)


def unknown_code(schema: Any) -> str | None:
    """Give the code of an ``x-finding`` that no message can be made of, or None."""
    if isinstance(schema, list):
        return next((code for item in schema if (code := unknown_code(item))), None)
    if not isinstance(schema, dict):
        return None
    finding = schema.get("x-finding")
    if finding is not None:
        place = Place("", Span(1, 1, 1, 1))
        try:
            named = _named(Subject({}, {}, {}, {}, place), finding)
            for language in ("zh", "en"):
                message_of(named, language)
                help_of(named, language)
        except (KeyError, TypeError):
            return str(finding["code"])
    return unknown_code([schema[key] for key in SUBSCHEMAS if key in schema])


def _rule(error: SchemaError, rule: Any) -> dict[str, str]:
    if isinstance(rule, dict):
        return twin("rule", {"zh": str(rule["zh"]), "en": str(rule["en"])})
    zh, en = _RULES.get(str(error.validator), _OTHER_RULE)
    value = str(error.validator_value)
    return twin("rule", {"zh": zh.replace("{}", value), "en": en.replace("{}", value)})


def _refused(
    subject: Subject, error: SchemaError, path: Sequence[str | int], rule: Any
) -> Diagnostic:
    """Report one value that its property refuses."""
    name = str(path[0])
    index = path[1] if len(path) > 1 and isinstance(path[1], int) else None
    known = subject.properties.get(name)
    place = subject.place([name], index)
    value = error.instance if isinstance(error.instance, str | int | float) else None
    whole = subject.written.get(name) or str(subject.values.get("title", name))
    shown = whole if value is None else str(value)
    words = {"name": name, "value": shown}
    words |= _label(subject, name)
    if error.validator == "enum" and known and known.labels:
        return Diagnostic("DGT023", place, {**words, **all_codes(known)})
    if error.validator == "format" and error.validator_value == "date" and rule is None:
        return Diagnostic("DGT107", place, words)
    return Diagnostic("DGT029", place, {**words, **_rule(error, rule)}, None)


def _refused_together(
    subject: Subject, error: SchemaError, rule: Any, spoken_of: Sequence[str]
) -> Diagnostic:
    """Report values that do not go together; the last one written is shown."""
    present = [name for name in spoken_of if name in subject.values]
    known = subject.properties.get(present[-1]) if present else None
    shown = subject.written.get(present[-1], "") if present else ""
    words = {"value": shown or str(subject.values.get("title", subject.label["zh"]))}
    words |= twin("label", known.label if known else subject.label)
    if present:
        words["name"] = present[-1]
    return Diagnostic("DGT029", subject.place(present), {**words, **_rule(error, rule)}, None)
