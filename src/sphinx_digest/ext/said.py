"""What documents say, as one hash: while it stays, so do the indexes that are made of them all.

Where something is written in its source counts for nothing, nor does the text between records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from sphinx_digest.core.model import (
    Attachment,
    Citation,
    Correction,
    Count,
    Derived,
    Document,
    IndexBlock,
    Notice,
    Record,
)

#: What no index shows. A field that is not named here counts.
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Document: frozenset({"path", "references", "diagnostics", "includes", "mutes", "passages"}),
    Notice: frozenset({"body"}),
    Record: frozenset({"places", "block", "file", "opening"}),
    Attachment: frozenset({"span"}),
    Citation: frozenset({"place"}),
    Correction: frozenset({"span", "day"}),
    Derived: frozenset({"place"}),
    IndexBlock: frozenset({"block"}),
    Count: frozenset(),
}


@cache
def _values_of(shape: Any) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(shape) if field.name not in _LEFT_OUT[shape]]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


def _plain(value: Any) -> Any:
    """Give what JSON has for a value that it does not know."""
    shape: Any = type(value)
    if shape in _LEFT_OUT:
        return _values_of(shape)(value)
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, (set, frozenset)) else repr(value)


_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain).encode


def what_is_said(documents: Iterable[Document]) -> bytes:
    """Give a hash of what documents say, in their order."""
    total = blake2b(digest_size=16)
    for document in documents:
        total.update(_to_json(document).encode("utf-8", "surrogatepass"))
    return total.digest()
