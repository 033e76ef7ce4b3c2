"""Say whether a record fits its schema, without a validator, for schemas of a few plain words.

Nearly every record fits, and then nobody needs to hear why: a predicate answers many times
faster than a validator does. A schema that says more than is understood here has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Predicate = Callable[[Any], bool]


class NotPlainError(ValueError):
    """A schema that says more than a predicate understands."""


def predicate_of(schema: Any) -> Predicate | None:
    """Give what says whether a value fits a schema; None where only a validator can say it."""
    try:
        return _read(schema)
    except NotPlainError:
        return None


def _read(schema: Any) -> Predicate:
    if isinstance(schema, bool):
        return _always if schema else _never
    if not isinstance(schema, dict):
        raise NotPlainError
    parts: list[Predicate] = []
    if "if" in schema:
        parts.append(_condition(schema))
    for keyword, value in schema.items():
        if keyword in _SILENT or keyword.startswith("x-"):
            continue
        make = _KEYWORDS.get(keyword)
        if make is None:
            raise NotPlainError
        parts.append(make(value))
    return _all(parts)


def _always(_value: Any) -> bool:
    return True


def _never(_value: Any) -> bool:
    return False


def _all(parts: list[Predicate]) -> Predicate:
    if len(parts) == 1:
        return parts[0]
    return lambda value: all(part(value) for part in parts) if parts else True


def _list(value: Any) -> list[Predicate]:
    if not isinstance(value, list):
        raise NotPlainError
    return [_read(item) for item in value]


def _condition(schema: Mapping[str, Any]) -> Predicate:
    test = _read(schema["if"])
    then, other = _read(schema.get("then", True)), _read(schema.get("else", True))
    return lambda value: then(value) if test(value) else other(value)


def _any_of(value: Any) -> Predicate:
    parts = _list(value)
    return lambda value: any(part(value) for part in parts)


def _not(value: Any) -> Predicate:
    part = _read(value)
    return lambda value: not part(value)


def _required(names: Any) -> Predicate:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise NotPlainError
    wanted = frozenset(names)
    return lambda value: not isinstance(value, dict) or wanted <= value.keys()


def _properties(value: Any) -> Predicate:
    if not isinstance(value, dict):
        raise NotPlainError
    parts = {name: _read(schema) for name, schema in value.items()}
    items = tuple(parts.items())

    def fits(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(part(value[name]) for name, part in items if name in value)

    return fits


def _enum(values: Any) -> Predicate:
    # Only of words: 1, 1.0 and true are one to Python, and two to JSON.
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise NotPlainError
    words = frozenset(values)
    return lambda value: isinstance(value, str) and value in words


def _pattern(value: Any) -> Predicate:
    if not isinstance(value, str):
        raise NotPlainError
    try:
        pattern = re.compile(value)
    except re.error:
        raise NotPlainError from None
    return lambda value: not isinstance(value, str) or pattern.search(value) is not None


def _contains(value: Any) -> Predicate:
    part = _read(value)
    return lambda value: not isinstance(value, list) or any(part(item) for item in value)


def _items(value: Any) -> Predicate:
    part = _read(value)
    return lambda value: not isinstance(value, list) or all(part(item) for item in value)


def _minimum(least: Any) -> Predicate:
    if isinstance(least, bool) or not isinstance(least, int | float):
        raise NotPlainError

    def fits(value: Any) -> bool:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return not number or value >= least

    return fits


#: What says nothing about whether a value fits, beside what stands there.
_SILENT = frozenset({"if", "then", "else", "title", "description", "examples", "default"})
_KEYWORDS: Mapping[str, Callable[[Any], Predicate]] = {
    "allOf": lambda value: _all(_list(value)),
    "anyOf": _any_of,
    "not": _not,
    "required": _required,
    "properties": _properties,
    "enum": _enum,
    "const": lambda value: _enum([value]),
    "pattern": _pattern,
    "contains": _contains,
    "items": _items,
    "minimum": _minimum,
}
