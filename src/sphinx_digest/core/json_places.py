"""Where the values of a JSON text stand; the json module keeps no positions."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection

from sphinx_digest.core.model import Span

#: The steps to a value: names of members and indexes of items.
Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_SIGNS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def locate(text: str, wanted: Collection[Path]) -> dict[Path, Span]:
    """Give the places of values in a text that is known to be JSON.

    What holds others is placed at its opening bracket.
    """
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def span(start: int, end: int) -> Span:
        line, last = bisect_right(starts, start), bisect_right(starts, max(start, end - 1))
        return Span(line, start - starts[line - 1] + 1, last, end - starts[last - 1] + 1)

    missing, found = set(wanted), {}
    path: list[str | int] = []
    is_object: list[bool] = []
    names = False  # what comes next is the name of a member
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "]}":
            is_object.pop()
            path.pop()
        elif sign == ",":
            if is_object[-1]:
                names = True
            else:
                last = path[-1]
                assert isinstance(last, int)
                path[-1] = last + 1
        elif names and sign[0] == '"':
            path[-1] = _name(sign)
            names = False
        elif sign != ":":
            if tuple(path) in missing:
                missing.discard(tuple(path))
                found[tuple(path)] = span(*token.span())
            if sign in "[{":
                is_object.append(sign == "{")
                names = is_object[-1]
                path.append("" if names else 0)
        if sign == "}":
            names = False
        if not missing:
            break
    return found


def repeated_name(text: str) -> Path | None:
    """Give the steps to the first name that stands twice in one object of a JSON text."""
    if not _has_repeated(text):
        return None
    path: list[str | int] = []
    taken: list[set[str] | None] = []  # None in a list
    names = False
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "]}":
            taken.pop()
            path.pop()
            names = False
        elif sign == ",":
            last = path[-1]
            names = taken[-1] is not None
            if isinstance(last, int):
                path[-1] = last + 1
        elif names and sign[0] == '"':
            path[-1] = _name(sign)
            known = taken[-1]
            assert known is not None
            if path[-1] in known:
                return tuple(path)
            known.add(_name(sign))
            names = False
        elif sign in "[{":
            taken.append(set() if sign == "{" else None)
            names = sign == "{"
            path.append("" if names else 0)
    return None


def _has_repeated(text: str) -> bool:
    """Say whether any object has a name twice; reading it all is faster than looking at signs."""
    found = False

    def look(pairs: list[tuple[str, object]]) -> None:
        nonlocal found
        found = found or len({name for name, _ in pairs}) < len(pairs)

    json.loads(text, object_pairs_hook=look)
    return found


def _name(token: str) -> str:
    """Give the name of a member as it was meant."""

    def sign(escape: re.Match[str]) -> str:
        return chr(int(escape[1], 16)) if escape[1] else _SIGNS.get(escape[2], escape[2])

    return _ESCAPED.sub(sign, token[1:-1]) if "\\" in token else token[1:-1]


def shown(path: Path) -> str:
    """Give a path as one reads it: ``issues[0].notices[3].title``."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.lstrip(".") or "$"
