"""The fields of the project's own that stand beside a notice in the tables of what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.properties import Property, normal_word
from sphinx_digest.core.settings import Settings

#: The expected values of the two settings.
_A_FIELD = ("notice 里的自有项目", "fields of the notice that are this digest's own")
_A_VALUE = ("这几项里的取值", "values of those fields")


def columns_of(settings: Settings, properties: Mapping[str, Property]) -> tuple[Property, ...]:
    """Give the fields that become columns: those set, else those with a choice of values."""
    names = settings.todo.columns
    if names is None:
        return tuple(known for known in properties.values() if known.own and known.labels)
    return tuple(known for name in names if (known := _named(name, properties)))


def marked_codes(settings: Settings, properties: Mapping[str, Property]) -> frozenset[str]:
    """Give the codes that make a row stand out."""
    codes = _codes(settings, properties)
    words = map(normal_word, settings.todo.marked)
    return frozenset(codes[word] for word in words if word in codes)


def check_columns(settings: Settings, properties: Mapping[str, Property]) -> Iterator[Diagnostic]:
    """Find names of no field of the project's own, and values that none of them can have."""
    own = {name: name for name, known in properties.items() if known.own}
    for index, name in enumerate(settings.todo.columns or ()):
        if _named(name, properties) is None:
            yield _wrong(settings, f"columns.{index}", name, _A_FIELD, own)
    codes = _codes(settings, properties)
    for index, word in enumerate(settings.todo.marked):
        if normal_word(word) not in codes:
            yield _wrong(settings, f"marked.{index}", word, _A_VALUE, codes)


def _codes(settings: Settings, properties: Mapping[str, Property]) -> dict[str, str]:
    return {
        word: code
        for known in columns_of(settings, properties)
        for word, code in known.codes.items()
        if code in known.labels
    }


def _named(name: str, properties: Mapping[str, Property]) -> Property | None:
    """Find a field of the project's own by its name or by what it is called."""
    for known in properties.values():
        if known.own and name in (known.name, *known.label.values()):
            return known
    return None


def _wrong(
    settings: Settings,
    name: str,
    value: str,
    expected: tuple[str, str],
    possible: Mapping[str, str],
) -> Diagnostic:
    start = Place(settings.path or settings.root, Span(1, 1, 1, 1))
    place = settings.places.get(f"todo.{name}=", start)
    values = {
        "name": f"todo.{name.partition('.')[0]}",
        "expected": expected[0],
        "expected.en": expected[1],
        "value": value,
    }
    if close := get_close_matches(value, list(possible), 1, 0.6):
        return Diagnostic("DGT082", place, {**values, "mend": close[0]}, "help_near")
    if not possible:
        return Diagnostic("DGT082", place, values, None)
    shown = {"all": "、".join(possible), "all.en": ", ".join(possible)}
    return Diagnostic("DGT082", place, {**values, **shown}, "help_choices")
