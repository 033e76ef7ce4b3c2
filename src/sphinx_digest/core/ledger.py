"""``digest.lock``: what an issue held when it was published, so that later changes pass it by.

JSON, which later versions may add to: keys that are not known are kept and not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic, Place, Span

FILE_NAME = "digest.lock"
FORMAT_VERSION = 1

#: The fields of an entry of contacts.toml as they were written.
Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was published: the entries of contacts.toml by issue, and the whole file.

    ``places`` holds the place of each key as ``name.key`` and of each value as ``name.key=``.
    """

    contacts: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)
    whole: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)

    def freeze(self, issue: str, entries: Mapping[str, Written], *, again: bool = False) -> Ledger:
        """Give the ledger with an issue's entries; what is frozen stays unless ``again``."""
        kept = {} if again else dict(self.contacts.get(issue, {}))
        frozen = {**entries, **kept}
        issues = dict(self.whole.get("issues", {}))
        issues[issue] = {**issues.get(issue, {}), "contacts": frozen}
        whole = {**self.whole, "format_version": FORMAT_VERSION, "issues": issues}
        return Ledger({**self.contacts, issue: frozen}, whole)

    def to_text(self) -> str:
        """Give the text of the file, the same for the same ledger."""
        return json.dumps(self.whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_ledger(text: str, file: str) -> tuple[Ledger, list[Diagnostic]]:
    """Read the text of a ``digest.lock``; what is not as ``publish`` writes it is a finding."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        zh = f"第 {error.lineno} 行第 {error.colno} 列不合 JSON 的写法（{error.msg}）"
        words = {"file": FILE_NAME, **twin("reason", {"zh": zh, "en": error.msg.lower()})}
        return Ledger(), [Diagnostic("DGT084", Place(file, span), words, "help_lock")]
    except (RecursionError, ValueError):
        words = {"file": FILE_NAME, **twin("reason", {"zh": "层次太深", "en": "nested too deeply"})}
        return Ledger(), [Diagnostic("DGT084", Place(file, Span(1, 1, 1, 1)), words, "help_lock")]
    places: dict[str, Span] = {}
    found: list[Diagnostic] = []
    for name, span, value in _locate(text):
        if places.setdefault(name, span) is not span:
            found.append(Diagnostic("DGT086", Place(file, span), {"name": name}, "help_lock"))
        places.setdefault(f"{name}=", value)
    reader = _Reader(file, places, found)
    return Ledger(reader.contacts(whole), whole if isinstance(whole, dict) else {}, places), found


class _Reader:
    """Takes what fits out of a ledger; the rest is found."""

    def __init__(self, file: str, places: Mapping[str, Span], found: list[Diagnostic]) -> None:
        self.file = file
        self.places = places
        self.found = found

    def contacts(self, whole: Any) -> dict[str, dict[str, Written]]:
        top = self.table(whole, "")
        version = top.get("format_version")
        if not isinstance(whole, dict):
            return {}
        if type(version) is not int or version != FORMAT_VERSION:
            expected = {"zh": str(FORMAT_VERSION), "en": str(FORMAT_VERSION)}
            self.refuse("format_version", version, expected)
            return {}
        issues: dict[str, dict[str, Written]] = {}
        for issue, held in self.table(top.get("issues"), "issues").items():
            name = f"issues.{issue}"
            entries = self.table(self.table(held, name).get("contacts", {}), f"{name}.contacts")
            issues[issue] = {
                entry: self.table(fields, f"{name}.contacts.{entry}")
                for entry, fields in entries.items()
            }
        return issues

    def table(self, value: Any, name: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.refuse(name, value, {"zh": "一组“名称: 内容”", "en": "names with their values"})
        return {}

    def refuse(self, name: str, value: Any, expected: Mapping[Any, str]) -> None:
        shown = json.dumps(value, ensure_ascii=False)
        words = {"name": name or FILE_NAME, "value": shown[:40], **twin("expected", expected)}
        help_ = "help_lock"
        if name == "format_version" and type(value) is int and value > FORMAT_VERSION:
            help_ = "help_newer"
        span = self.places.get(f"{name}=", Span(1, 1, 1, 1))
        self.found.append(Diagnostic("DGT085", Place(self.file, span), words, help_))


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s\[\]{}:,"]+|[\[\]{}:,]')


def _locate(text: str) -> Iterator[tuple[str, Span, Span]]:
    """Yield dotted name, place of the name and of the value of each in a JSON text.

    A value that is an object or a list has the place of its opening.
    """
    tokens = [
        (match[0], number, match.start() + 1, match.end() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for match in _TOKEN.finditer(line)
    ]
    path: list[str | int] = []  # the keys and numbers on the way, of open objects and lists
    for at, (token, line, _start, end) in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else ("", line, end, end)
        if token == ":" and path:
            path[-1] = json.loads(tokens[at - 1][0])
            name = ".".join(map(str, path))
            _, key_line, key_start, key_end = tokens[at - 1]
            _, value_line, value_start, value_end = following
            key = Span(key_line, key_start, key_line, key_end)
            yield name, key, Span(value_line, value_start, value_line, value_end)
        elif token in "{[":
            path.append("" if token == "{" else 0)
        elif token in "}]":
            path.pop()
        elif token == "," and isinstance(path[-1], int):
            path[-1] += 1
        if path and isinstance(path[-1], int) and token in "[," and following[0] != "]":
            _, value_line, value_start, value_end = following
            item = Span(value_line, value_start, value_line, value_end)
            yield ".".join(map(str, path)), item, item
