"""The files that a ``digest.json`` becomes, and whether they say what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from sphinx_digest.core.check import read_source
from sphinx_digest.core.digest_file import DigestFile
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.json_places import Path, shown
from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import FILE_NAME, Settings
from sphinx_digest.core.store import resolve
from sphinx_digest.core.writing.issue_source import issue_source, markup_of

_SUFFIXES = {"myst": ".md", "rst": ".rst"}
#: What follows from the build, the settings and what was published, not from the sources.
_ELSEWHERE = frozenset({
    "page_url", "html", "modified", "sequence", "first_published", "calendar", "words",
})  # fmt: skip
_RECORDS = {"issue": "issue", "parts": "part", "notices": "notice", "deadlines": "deadline",
            "contacts": "contact"}  # fmt: skip


_DEFINITIONS = "urn:sphinx-digest:1:defs#/$defs/"
_TYPES: Mapping[str, Mapping[str, str]] = {
    "text": {"$ref": f"{_DEFINITIONS}text"},
    "flag": {"$ref": f"{_DEFINITIONS}flag"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "telephone": {"$ref": f"{_DEFINITIONS}telephone"},
}


def issue_files(digest: Mapping[str, Any]) -> dict[str, str]:
    """Give the sources of the issues, by their path in the folder of the sources."""
    return {
        issue["docname"] + _SUFFIXES[markup_of(issue)]: issue_source(issue, digest["timezone"])
        for issue in digest["issues"]
    }


def settings_files(digest: Mapping[str, Any]) -> dict[str, str]:
    """Give ``digest.toml``, with a schema for each kind of record that has fields of its own."""
    lines = [
        f"{name} = {json.dumps(digest[name], ensure_ascii=False)}"
        for name in ("title", "language", "timezone", "base_url")
        if name in digest
    ]
    own = _own_schemas(digest)
    files = {f"schemas/{kind}.schema.json": _schema(kind, fields) for kind, fields in own.items()}
    if own:
        lines += ["", "[schemas]"]
        lines += [f'{kind} = "schemas/{kind}.schema.json"' for kind in own]
    return {FILE_NAME: "\n".join(lines) + "\n", **files}


def _own_schemas(digest: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the schema of each field of a project's own, by the kind of record and its name.

    What the digest says of a field holds; of others the values tell what they take.
    """
    found: dict[str, dict[str, list[Any]]] = {}
    for kind, record in _records(digest["issues"], "issue"):
        for name, value in record.get("extra", {}).items():
            found.setdefault(kind, {}).setdefault(name, []).append(value)
    described: Mapping[str, Mapping[str, Any]] = digest.get("fields", {})
    return {
        kind: {
            **{name: _described(field) for name, field in described.get(kind, {}).items()},
            **{
                name: _type_of(values)
                for name, values in found.get(kind, {}).items()
                if name not in described.get(kind, {})
            },
        }
        for kind in dict.fromkeys((*described, *found))
    }


def _described(field: Mapping[str, Any]) -> dict[str, Any]:
    """Give the schema of a field that a digest describes."""
    schema: dict[str, Any] = dict(_TYPES[field["type"]])
    if codes := field.get("codes"):
        schema = {"type": "string", "enum": list(codes), "x-labels": codes}
    if field.get("many"):
        schema = {"type": "array", "items": schema, "minItems": 1, "uniqueItems": True}
    return {**schema, "x-label": field["label"]}


def _records(records: Sequence[Any], kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for record in records:
        yield kind, record
        for name, below in _RECORDS.items():
            yield from _records(record.get(name, ()), below)


def _schema(kind: str, fields: Mapping[str, Any]) -> str:
    """Give the schema of a kind of record with fields of the project's own."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [{"$ref": f"urn:sphinx-digest:1:{kind}"}],
        "properties": fields,
        "unevaluatedProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _type_of(values: Sequence[Any]) -> dict[str, Any]:
    if all(isinstance(value, bool) for value in values):
        return {"$ref": f"{_DEFINITIONS}flag"}
    if all(isinstance(value, int) for value in values):
        return {"type": "integer"}
    if all(isinstance(value, (int, float)) for value in values):
        return {"type": "number"}
    if all(isinstance(value, list) for value in values):
        items = [item for value in values for item in value]
        named = items and all(isinstance(item, Mapping) for item in items)
        return {"$ref": f"{_DEFINITIONS}{'telephones' if named else 'texts'}"}
    return {"$ref": f"{_DEFINITIONS}text"}


def find_changes(
    file: DigestFile, files: Mapping[str, str], settings: Settings, schemas: Schemas
) -> Iterator[Diagnostic]:
    """Yield where the sources, read again, do not say what the ``digest.json`` says.

    ``files`` holds the sources by their path in the folder of the sources.
    """
    assert file.digest is not None
    root = FilePath(settings.root, settings.source)
    texts = {str(root / name): text for name, text in files.items()}
    documents = [
        read_source(str(root / name), str(FilePath(name).with_suffix("").as_posix()), settings,
                    schemas, texts)[1]
        for name in files
    ]  # fmt: skip
    again = to_digest_json(
        resolve(documents, settings.aliases()), settings,
        bodies={}, page_url=lambda docname: docname, language=settings.language,
    )  # fmt: skip
    number = {issue["docname"]: index for index, issue in enumerate(file.digest["issues"])}
    read = {issue["docname"]: issue for issue in again["issues"]}
    changes = [
        (("issues", index, *path), before, after)
        for docname, index in number.items()
        for path, before, after in differences(file.digest["issues"][index], read.get(docname), ())
    ]
    places = file.place(*(path for path, _, _ in changes))
    for (path, before, after), place in zip(changes, places, strict=True):
        words = {
            "path": shown(path),
            **twin("before", {"zh": _said(before, "没有"), "en": _said(before, "absent")}),
            **twin("after", {"zh": _said(after, "没有"), "en": _said(after, "absent")}),
        }
        yield Diagnostic("DGT235", place, words)


def differences(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Yield where two values differ, but for what the sources do not decide."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            if name not in _ELSEWHERE:
                yield from differences(before.get(name), after.get(name), (*path, name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, (*path, index))
    elif before != after:
        yield path, before, after


def _said(value: Any, nothing: str) -> str:
    if value is None:
        return nothing
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    words = words.replace("\n", "↵")
    return f"“{words}”" if len(words) <= 40 else f"“{words[:39]}…”"
