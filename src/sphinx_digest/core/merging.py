"""Several digests, or volumes of an archive, made one: issues in order, citations across them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sphinx_digest.core.digest_file import DigestFile, repeated_ids
from sphinx_digest.core.exports.digest_json import cited_values, replaced_values
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.recall import documents_of
from sphinx_digest.core.store import resolve

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
_SAME: Mapping[str, Mapping[Language, str]] = {
    "language": {"zh": "语言", "en": "language"},
    "timezone": {"zh": "时区", "en": "time zone"},
}


def merge(
    files: Sequence[DigestFile],
    aliases: Mapping[str, str] | None = None,
    prefixes: Sequence[str] = (),
) -> tuple[dict[str, Any] | None, tuple[Diagnostic, ...]]:
    """Make one digest of several; None where they contradict each other, which is told.

    ``aliases`` gives the one name of each issuer; ``prefixes`` what leads to the pages of each
    file, for addresses that are not absolute.
    """
    found = [*_contradictions(files), *repeated_ids(files)]
    if found or not files:
        return None, tuple(found)
    digests = [file.digest for file in files if file.digest is not None]
    issues = [
        _moved(issue, prefix)
        for digest, prefix in zip(digests, prefixes or [""] * len(digests), strict=True)
        for issue in digest["issues"]
    ]
    issues.sort(key=lambda issue: (issue.get("number", 0), issue["docname"]))
    merged = {**digests[0], "issues": issues}
    if fields := _fields(digests):
        merged["fields"] = fields
    if len({digest.get("base_url") for digest in digests}) > 1:
        merged.pop("base_url", None)
    return _resolved(merged, aliases), ()


def _fields(digests: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give the project's own fields of all; of what two describe, the later holds."""
    fields: dict[str, dict[str, Any]] = {}
    for digest in digests:
        for kind, described in digest.get("fields", {}).items():
            fields[kind] = {**fields.get(kind, {}), **described}
    return fields


def _contradictions(files: Sequence[DigestFile]) -> Iterator[Diagnostic]:
    """Yield what must be the same in all files and is not."""
    for name, label in _SAME.items():
        first: tuple[str, DigestFile] | None = None
        for file in files:
            if file.digest is None:
                continue
            value = str(file.digest[name])
            first = first or (value, file)
            if value != first[0]:
                (place,) = file.place((name,))
                values = {"value": value, "other": first[0], "file": first[1].path,
                          **twin("label", label)}  # fmt: skip
                yield Diagnostic("DGT237", place, values)


def _moved(issue: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Give an issue with the addresses of its pages as they are from elsewhere."""

    def moved(url: str) -> str:
        if not prefix or _ABSOLUTE.match(url):
            return url
        return f"{prefix}{url}" if _ABSOLUTE.match(prefix) else posixpath.join(prefix, url)

    notices = [{**one, "page_url": moved(one["page_url"])} for one in issue["notices"]]
    return {**issue, "page_url": moved(issue["page_url"]), "notices": notices}


def _resolved(digest: Mapping[str, Any], aliases: Mapping[str, str] | None) -> dict[str, Any]:
    """Give a digest whose notices cite each other wherever they stand."""
    whole = resolve(documents_of(digest), aliases)

    records = {one.id: one for notice in whole.notices.values() for one in notice.deadlines}

    def replaced(deadline: Mapping[str, Any]) -> dict[str, Any]:
        told = {**deadline, **replaced_values(records[deadline["id"]])}
        return {name: value for name, value in told.items() if value is not None}

    def cited(notice: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **notice,
            "deadlines": [replaced(deadline) for deadline in notice["deadlines"]],
            "cites": [cited_values(one) for one in whole.cites.get(notice["id"], ())],
            "cited_by": list(whole.cited_by.get(notice["id"], ())),
        }

    issues = [
        {**issue, "notices": [cited(notice) for notice in issue["notices"]]}
        for issue in digest["issues"]
    ]
    return {**digest, "issues": issues}
