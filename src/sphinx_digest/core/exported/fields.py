"""The project's own fields in ``digest.json``: what they are called, what their codes are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sphinx_digest.core.exported.words import OwnField
from sphinx_digest.core.messages import Language
from sphinx_digest.core.properties import Property

#: The kinds of records that may have fields of the project's own.
KINDS = ("issue", "part", "notice", "deadline", "contact")
_PLAIN = frozenset({"flag", "integer", "number", "telephone"})


def describe_fields(properties: Mapping[str, Mapping[str, Property]]) -> dict[str, Any]:
    """Describe the project's own fields, by kind of record and name."""
    described = {
        kind: {name: _described(known) for name, known in properties[kind].items() if known.own}
        for kind in KINDS
        if kind in properties
    }
    return {kind: fields for kind, fields in described.items() if fields}


def described_fields(
    digest: Mapping[str, Any], language: Language
) -> dict[str, dict[str, OwnField]]:
    """Give the words of the fields that a ``digest.json`` describes."""
    return {
        kind: {name: _own_field(known, language) for name, known in fields.items()}
        for kind, fields in digest.get("fields", {}).items()
    }


def _described(known: Property) -> dict[str, Any]:
    described: dict[str, Any] = {
        "label": dict(known.label),
        "type": known.reads if known.reads in _PLAIN else "text",
    }
    if known.many:
        described["many"] = True
    if known.labels:
        described["codes"] = {
            code: {language: list(words) for language, words in names.items()}
            for code, names in known.labels.items()
        }
    return described


def _own_field(known: Mapping[str, Any], language: Language) -> OwnField:
    codes = {
        code: names[language][0]
        for code, names in known.get("codes", {}).items()
        if names.get(language)
    }
    return OwnField(known["label"][language], codes)
