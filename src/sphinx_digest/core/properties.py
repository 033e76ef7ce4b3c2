"""What a schema says about one field: its name, how its text is read, what it is called."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sphinx_digest.core.messages import Language
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.resources import schema_text

#: A word by language: {"zh": "文种", "en": "Type"}.
Words = Mapping[Language, str]
#: Code -> names by language, the first of which is shown.
Names = Mapping[str, Mapping[Language, Sequence[str]]]

UNKNOWN: Mapping[Language, Sequence[str]] = {"zh": ("不详", "未知"), "en": ("unknown",)}


class Cue(NamedTuple):
    """A word of a title and the code it tells; an empty code says that it tells nothing.

    The title ends with the word, begins with it where ``…`` follows, or has ``…`` between both.
    """

    word: str
    code: str
    label: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """One field of a record.

    ``reads`` is "flag", "integer", "number", "choice", "text" or the name of a format;
    ``many`` says that the text is a list. ``codes`` maps what may be written to its code.
    """

    name: str
    label: Words
    help: Words
    reads: str
    format: str | None = None
    many: bool = False
    labels: Names = field(default_factory=dict)
    words: Names = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    unknown: bool = False
    translatable: bool = False
    required: bool = False
    own: bool = False  # the project's, not ours
    input: bool = False  # read for other values' sake, and not kept
    example: str = ""


def normal_word(text: str) -> str:
    """Give the form in which written words are compared with codes and labels."""
    return "".join(fold(text).lower().split())


def property_of(name: str, schema: Mapping[str, Any], *, required: bool, own: bool) -> Property:
    """Read a property out of its flat schema."""
    many = schema.get("type") == "array"
    value = schema.get("items", {}) if many else schema
    labels = _names(value.get("x-labels") or schema.get("x-labels"))
    words = _names(schema.get("x-words"))
    unknown = bool(schema.get("x-unknown"))
    labels = {str(code): labels.get(str(code), {}) for code in value.get("enum", ())}
    codes = {normal_word(code): code for code in labels}
    for code, names in (*words.items(), *labels.items()):
        codes.update({normal_word(word): code for word in _all(names)})
    if unknown:
        codes.update({normal_word(word): "unknown" for word in _all(UNKNOWN)})
    format_ = format_of(value)
    label = schema.get("x-label") or {}
    return Property(
        name=name,
        label={"zh": label.get("zh", name), "en": label.get("en", label.get("zh", name))},
        help=dict(schema.get("x-help") or {}),
        reads=_reads(value, format_),
        format=format_,
        many=many,
        labels=labels,
        words=words,
        codes=codes,
        cues=_cues(schema["x-cues"], labels) if "x-cues" in schema else (),
        unknown=unknown,
        translatable=bool(schema.get("x-translatable")),
        required=required,
        own=own,
        input=bool(schema.get("x-input")),
        example=str((schema.get("examples") or [""])[0]),
    )


def _cues(written: Any, labels: Names) -> tuple[Cue, ...]:
    """Give the words of titles: the Chinese labels, and those listed; a code left out has none."""
    named = ((word, code) for code, names in labels.items() for word in names.get("zh", ()))
    listed = (
        (word, code if code in labels else "")
        for code, names in _names(written).items()
        for word in _all(names)
    )
    return (*(Cue(*one, label=True) for one in named), *(Cue(*one) for one in listed))


@cache
def defined(definition: str) -> Property:
    """Read a shared definition of ours, such as ``notice-type``."""
    schema = json.loads(schema_text("defs"))["$defs"][definition]
    return property_of(definition, schema, required=False, own=False)


def format_of(schema: Mapping[str, Any]) -> str | None:
    """Give the format of a value: its own, that beside words, or a telephone's."""
    if schema.get("type") == "object":
        schema = schema.get("properties", {}).get("number", {})
    if "format" not in schema and is_format_or_word(schema):
        schema = schema["then"]
    return str(schema["format"]) if "format" in schema else None


def is_format_or_word(schema: Mapping[str, Any]) -> bool:
    """Say whether a value has a format unless it is one of a few words."""
    condition, then = schema.get("if"), schema.get("then")
    if not isinstance(condition, dict) or not isinstance(then, dict) or "else" in schema:
        return False
    unless = condition.get("not")
    word = isinstance(unless, dict) and (unless.keys() == {"const"} or unless.keys() == {"enum"})
    return word and condition.keys() == {"not"} and then.keys() == {"format"}


def _reads(schema: Mapping[str, Any], format_: str | None) -> str:
    if "enum" in schema:
        return "choice"
    plain = {"boolean": "flag", "integer": "integer", "number": "number"}
    return plain.get(str(schema.get("type")), format_ or "text")


def _names(written: Any) -> dict[str, Mapping[Language, Sequence[str]]]:
    return {
        code: {
            language: (words,) if isinstance(words, str) else tuple(words)
            for language, words in names.items()
        }
        for code, names in (written or {}).items()
    }


def _all(names: Mapping[Language, Sequence[str]]) -> Iterator[str]:
    for words in names.values():
        yield from words
