"""Where each setting stands in its TOML file; tomllib keeps no positions."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from sphinx_digest.core.model import Span

_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_HEADER = re.compile(rf"\s*(\[{{1,2}})\s*({_KEY_PART}(?:\s*\.\s*{_KEY_PART})*)\s*\]{{1,2}}")
_PAIR = re.compile(rf"\s*({_KEY_PART}(?:\s*\.\s*{_KEY_PART})*)\s*=\s*")
_TOKEN = re.compile(
    r"""(?P<between>[\s,]+|\#.*)|(?P<word>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,\[\]{}#"'=]+)|(?P<sign>.)""",
    re.DOTALL,
)
_VALUE_END = re.compile(r"""(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*""")


def locate(text: str, prefix: tuple[str, ...] = ()) -> dict[str, Span]:
    """Give the place of each key as ``name.key`` and of each value as ``name=``.

    Names are dotted; what stands in an array has its index: ``parts.0.title``, ``exclude.0=``.
    ``prefix`` is the table that holds the settings; what lies outside is left out.
    """
    places: dict[str, Span] = {}
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    closing = ""  # of a multi-line string that is open
    rows = text.splitlines()
    for number, line in enumerate(rows, 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if match := _HEADER.match(line):
            table = _resolve(_names(match[2]), counts, is_array=match[1] == "[[")
            span = Span(number, match.start(2) + 1, number, match.end(2) + 1)
            _note(places, table, prefix, span, span)
        elif match := _PAIR.match(line):
            value = _VALUE_END.match(line, match.end())
            end = len(line[: value.end() if value else None].rstrip())
            key = Span(number, match.start(1) + 1, number, match.end(1) + 1)
            stop = max(end, match.end())
            name = table + _names(match[1])
            _note(places, name, prefix, key, Span(number, match.end() + 1, number, stop + 1))
            if line.startswith(("[", "{"), match.end()):
                tokens = _tokens(rows, number, match.end())
                for inner in _value(tokens, name, *next(tokens)):
                    _note(places, inner[0], prefix, *inner[1:])
        for mark in ('"""', "'''"):
            if line.count(mark) % 2:
                closing = mark
    return places


def _tokens(rows: list[str], number: int, column: int) -> Iterator[tuple[str, Span]]:
    """Give the words and signs from a place on; ``column`` counts from 0."""
    for row in range(number, len(rows) + 1):
        for match in _TOKEN.finditer(rows[row - 1], column):
            if match["between"] is None:
                yield match[0], Span(row, match.start() + 1, row, match.end() + 1)
        column = 0


#: A path with the places of its key and its value; what is given at last ends the whole.
_Inner = Generator[tuple[tuple[str, ...], Span, Span], None, Span | None]


def _value(
    tokens: Iterator[tuple[str, Span]], path: tuple[str, ...], token: str, span: Span
) -> _Inner:
    """Read a value that starts with ``token``: where it ends, or None where nobody can say."""
    if token == "[":
        return (yield from _array(tokens, path))
    if token == "{":
        return (yield from _table(tokens, path))
    return None if token in ("]", "}", "=") else span


def _array(tokens: Iterator[tuple[str, Span]], path: tuple[str, ...]) -> _Inner:
    for index, (token, span) in enumerate(tokens):
        if token == "]":
            return span
        inner = (*path, str(index))
        end = yield from _value(tokens, inner, token, span)
        if end is None:
            return None
        whole = Span(span.line, span.column, end.end_line, end.end_column)
        yield inner, whole, whole
    return None


def _table(tokens: Iterator[tuple[str, Span]], path: tuple[str, ...]) -> _Inner:
    for token, key in tokens:
        if token == "}":
            return key
        sign, first = next(tokens, ("", key)), next(tokens, ("]", key))
        inner = path + _names(token)
        end = yield from _value(tokens, inner, *first)
        if end is None or sign[0] != "=":
            return None
        yield inner, key, Span(first[1].line, first[1].column, end.end_line, end.end_column)
    return None


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_KEY_PART, dotted))


def _resolve(
    names: tuple[str, ...], counts: dict[tuple[str, ...], int], *, is_array: bool
) -> tuple[str, ...]:
    """Give the path of a table with the index of every array of tables on the way."""
    path: tuple[str, ...] = ()
    for position, name in enumerate(names):
        path += (name,)
        if is_array and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (str(counts[path]),)
    return path


def _note(
    places: dict[str, Span],
    path: tuple[str, ...],
    prefix: tuple[str, ...],
    key: Span,
    value: Span,
) -> None:
    if path[: len(prefix)] == prefix and len(path) > len(prefix):
        name = ".".join(path[len(prefix) :])
        places.setdefault(name, key)
        places.setdefault(f"{name}=", value)
