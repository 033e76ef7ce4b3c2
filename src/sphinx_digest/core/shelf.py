"""The output's folder ``digest``: ``digest.json`` and all that is made of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx_digest.core.editions import Bundle, Editions

#: Folders that hold nothing else: what is of no issue and no topic any more goes.
OURS = ("issues", "calendars", "feeds")

#: By issue: the hash of all of it, and that of its fields without long texts.
_Hashes = dict[str, list[str]]


def fill(folder: Path, digest: Mapping[str, Any], editions: Editions, stamp: str = "") -> str:
    """Write a digest and its editions into a folder; give the stamp for the next time.

    ``stamp`` is that of the last time, if the same program with the same settings wrote it: what
    was made of the same is not made again. Without one all is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = {str(issue["id"]): _line(issue) for issue in digest["issues"]}
    head = _line({name: value for name, value in digest.items() if name != "issues"})
    # One line an issue: indented, it would take three times as long.
    whole = ",\n".join(lines.values())
    write_bytes(folder / "digest.json", f'{head[:-1]}, "issues": [\n{whole}\n]}}\n'.encode())
    last: dict[str, Any] = json.loads(stamp) if stamp else {"issues": {}, "bundles": {}}
    issues = _hashes(digest, lines, last["issues"])
    bundles: dict[str, tuple[str, list[str]]] = {}
    for bundle in editions.of(digest):
        of = _hash(head, *_made_of(bundle, issues))
        was, paths = last["bundles"].get(bundle.name, ("", []))
        if of != was or not all(Path(folder, path).is_file() for path in paths):
            paths = list(_write(folder, bundle))
        bundles[bundle.name] = (of, paths)
    held = {path for _, paths in bundles.values() for path in paths}
    for name in OURS:
        for path in Path(folder, name).rglob("*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in held:
                path.unlink()
    return _line({"issues": issues, "bundles": bundles})


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file unless it holds the same, so that its time says when it changed."""
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write(folder: Path, bundle: Bundle) -> Iterator[str]:
    for edition in bundle.make():
        write_bytes(folder / edition.path, edition.data)
        yield edition.path


def _hashes(digest: Mapping[str, Any], lines: Mapping[str, str], last: _Hashes) -> _Hashes:
    hashes: _Hashes = {}
    for issue in digest["issues"]:
        id_ = str(issue["id"])
        of = _hash(lines[id_])
        seen = last.get(id_)
        hashes[id_] = seen if seen and seen[0] == of else [of, _hash(_line(_short(issue)))]
    return hashes


def _made_of(bundle: Bundle, issues: _Hashes) -> Iterator[str]:
    which = 0 if bundle.texts else 1
    if bundle.issue:
        yield issues[bundle.issue][which]
        return
    for id_, hashes in issues.items():
        yield id_
        yield hashes[which]


def _short(value: Any) -> Any:
    """Leave out what editors wrote at length."""
    if isinstance(value, list):
        return [_short(one) for one in value]
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items() if name != "body"}
    return value


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
