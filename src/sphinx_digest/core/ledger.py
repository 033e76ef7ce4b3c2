"""``digest.lock``: what an issue held when it was published, so that later changes are seen.

JSON, which later versions may add to: keys that are not known are kept and not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any

from sphinx_digest.core.docnames import stays_below
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Place, Span

FILE_NAME = "digest.lock"
FORMAT_VERSION = 1

#: The fields of an entry of contacts.toml as they were written.
Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was published: what it was, and a short hash of each of its fields.

    ``exact`` is one of how it stood, whatever it said; ``notice`` owns a deadline or a contact;
    ``corrections`` holds hashes of those made by then, ``withdrawn`` one of day and reason; a
    contact that a correction took away is ``gone``, and its id stays taken.
    """

    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    sequence: int = 0
    modified: str = ""
    corrections: tuple[str, ...] = ()
    gone: bool = False
    exact: str = field(default="", compare=False)
    withdrawn: str = ""

    def written(self) -> dict[str, Any]:
        """Give what the file holds: nothing of what is as it is for most."""
        whole = {
            "kind": self.kind, "fields": dict(self.fields), "notice": self.notice,
            "sequence": self.sequence, "modified": self.modified,
            "corrections": list(self.corrections), "gone": self.gone, "exact": self.exact,
            "withdrawn": self.withdrawn,
        }  # fmt: skip
        return {name: value for name, value in whole.items() if value}


@dataclass(frozen=True, slots=True)
class Published:
    """An issue as it was published: its page, those it had before, its records by id."""

    docname: str
    published: str = ""
    former: tuple[str, ...] = ()
    records: Mapping[str, Kept] = field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """Give what the file holds."""
        whole = {"published": self.published, "former": list(self.former)}
        records = {id_: kept.written() for id_, kept in self.records.items()}
        given = {name: value for name, value in whole.items() if value}
        return {"docname": self.docname, **given, "records": records}


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was published: entries of contacts.toml and records by issue, and the whole file.

    ``places`` holds the place of each key as ``name.key`` and of each value as ``name.key=``,
    but not what is inside of a record.
    """

    contacts: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)
    issues: Mapping[str, Published] = field(default_factory=dict)
    whole: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)
    file: str = FILE_NAME
    version: str = ""  # of what the file holds

    def freeze(self, issue: str, entries: Mapping[str, Written], *, again: bool = False) -> Ledger:
        """Give the ledger with an issue's entries; what is frozen stays unless ``again``."""
        kept = {} if again else dict(self.contacts.get(issue, {}))
        frozen = {**entries, **kept}
        whole = self._with(issue, {"contacts": frozen})
        return replace(self, contacts={**self.contacts, issue: frozen}, whole=whole, places={})

    def publish(self, issue: str, published: Published) -> Ledger:
        """Give the ledger with the records of an issue as they are now."""
        whole = self._with(issue, published.written(), without=("published", "former"))
        return replace(self, issues={**self.issues, issue: published}, whole=whole, places={})

    def _with(
        self, issue: str, values: Mapping[str, Any], without: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        issues = dict(self.whole.get("issues", {}))
        before = {k: v for k, v in issues.get(issue, {}).items() if k not in without}
        issues[issue] = {**before, **values}
        return {**self.whole, "format_version": FORMAT_VERSION, "issues": issues}

    def place(self, name: str) -> Place:
        """Give the place of a key of the file, or its start."""
        return Place(self.file, self.places.get(name, Span(1, 1, 1, 1)))

    def to_text(self) -> str:
        """Give the text of the file, the same for the same ledger; a record is one line."""
        return "".join(_lines(self.whole, 0)) + "\n"


def _lines(value: Any, depth: int) -> Iterator[str]:
    """Yield the pieces of a JSON text with its keys in order."""
    indent, end = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, dict) and value and not (depth == 4 and "kind" in value):
        for at, key in enumerate(sorted(value)):
            yield f"{',' if at else '{'}{indent}{json.dumps(key, ensure_ascii=False)}: "
            yield from _lines(value[key], depth + 1)
        yield f"{end}}}"
    elif isinstance(value, list) and value:
        for at, item in enumerate(value):
            yield f"{',' if at else '['}{indent}"
            yield from _lines(item, depth + 1)
        yield f"{end}]"
    else:
        yield json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_ledger(text: str, file: str) -> tuple[Ledger, list[Diagnostic]]:
    """Read the text of a ``digest.lock``; what is not as ``publish`` writes it is a finding."""
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            twice.extend(made)
        return made

    try:
        whole = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        zh = f"第 {error.lineno} 行第 {error.colno} 列不合 JSON 的写法"
        words = {"file": FILE_NAME, **twin("reason", {"zh": zh, "en": error.msg.lower()})}
        if conflict := _CONFLICT.search(text):
            line = text.count("\n", 0, conflict.start()) + 1
            span = Span(line, 1, line, 1 + len(conflict[0]))
            words |= twin("reason", _UNMERGED)
        help_ = "help_conflict" if conflict else "help_lock"
        return Ledger(), [Diagnostic("DGT084", Place(file, span), words, help_)]
    except (RecursionError, ValueError):
        words = {"file": FILE_NAME, **twin("reason", {"zh": "层次太深", "en": "nested too deeply"})}
        return Ledger(), [Diagnostic("DGT084", Place(file, Span(1, 1, 1, 1)), words, "help_lock")]
    places = Places(text)
    found: list[Diagnostic] = []
    if twice:
        found += (
            Diagnostic("DGT086", Place(file, span), {"name": name}, "help_lock")
            for name, span in places.repeated()
        )
    reader = _Reader(file, places, found)
    contacts, issues = reader.issues(whole)
    whole = whole if isinstance(whole, dict) else {}
    version = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
    return Ledger(contacts, issues, whole, places, file, version), found


#: What version control leaves where two sides changed the same lines.
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
_UNMERGED: Mapping[Language, str] = {
    "zh": "两边的改动还没有合好", "en": "the changes of two sides are not merged yet",
}  # fmt: skip


_A_PAGE: Mapping[Language, str] = {
    "zh": "周报文件夹里的网页，形如 issues/2021-158",
    "en": "a page of the digest, as in issues/2021-158",
}


class _Reader:
    """Takes what fits out of a ledger; the rest is found."""

    def __init__(self, file: str, places: Mapping[str, Span], found: list[Diagnostic]) -> None:
        self.file = file
        self.places = places
        self.found = found

    def issues(self, whole: Any) -> tuple[dict[str, dict[str, Written]], dict[str, Published]]:
        top = self.table(whole, "")
        version = top.get("format_version")
        if not isinstance(whole, dict):
            return {}, {}
        if type(version) is not int or version != FORMAT_VERSION:
            expected = {"zh": str(FORMAT_VERSION), "en": str(FORMAT_VERSION)}
            self.refuse("format_version", version, expected)
            return {}, {}
        contacts: dict[str, dict[str, Written]] = {}
        issues: dict[str, Published] = {}
        for issue, value in self.table(top.get("issues"), "issues").items():
            name = f"issues.{issue}"
            held = self.table(value, name)
            entries = self.table(held.get("contacts", {}), f"{name}.contacts")
            contacts[issue] = {
                entry: self.table(fields, f"{name}.contacts.{entry}")
                for entry, fields in entries.items()
            }
            if "records" in held:
                issues[issue] = self.published(held, name)
        return contacts, issues

    def published(self, held: Mapping[str, Any], name: str) -> Published:
        records = {}
        for id_, value in self.table(held["records"], f"{name}.records").items():
            try:
                records[id_] = _kept(value)
            except (TypeError, ValueError, AttributeError, KeyError):
                expected = {"zh": "发布时记下的一条", "en": "a record as it was published"}
                self.refuse(f"{name}.records.{id_}", value, expected)
        texts = {}
        for key in ("docname", "published"):
            texts[key] = held.get(key, "")
            if not isinstance(texts[key], str):
                self.refuse(f"{name}.{key}", texts[key], {"zh": "文字", "en": "a text"})
                texts[key] = ""
        former = held.get("former", [])
        if not isinstance(former, list) or not all(isinstance(one, str) for one in former):
            self.refuse(f"{name}.former", former, {"zh": "文字的列表", "en": "a list of texts"})
            former = []
        if texts["docname"] and not stays_below(texts["docname"]):
            self.refuse(f"{name}.docname", texts["docname"], _A_PAGE)
            texts["docname"] = ""
        for number, one in enumerate(former):
            if not stays_below(one):
                self.refuse(f"{name}.former.{number}", one, _A_PAGE)
        return Published(
            texts["docname"], texts["published"], tuple(filter(stays_below, former)), records
        )

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


def _kept(value: Mapping[str, Any]) -> Kept:
    """Read a record; raises what any wrong value raises."""
    get = value.get
    fields = get("fields", {})
    if not all(map(str.__instancecheck__, fields.values())):
        fields = {name: str(hash_) for name, hash_ in fields.items()}
    return Kept(
        str(value["kind"]), fields, str(get("notice", "")), int(get("sequence", 0)),
        str(get("modified", "")), tuple(map(str, get("corrections", ()))), bool(get("gone")),
        str(get("exact", "")), str(get("withdrawn", "")),
    )  # fmt: skip


class Places(Mapping[str, Span]):
    """The place of each key of a JSON text and of each value, looked for when one is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _found(self) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for name, span, value in _locate(self.text):
            found.setdefault(name, span)
            found.setdefault(f"{name}=", value)
        return found

    def repeated(self) -> Iterator[tuple[str, Span]]:
        """Yield each key that stood before, with its place."""
        return ((name, span) for name, span, _ in _locate(self.text) if self[name] != span)

    def __getitem__(self, name: str) -> Span:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s\[\]{}:,"]+|[\[\]{}:,]')
#: A record on a line of its own, in which nothing is looked for.
_RECORD = re.compile(
    r' *("(?:[^"\\]|\\.)*")(:) (\{)"(?:corrections|exact|fields|gone|kind)": .*(\})(,?)'
)


def _tokens(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield each token of a JSON text with its line, its first column and its end."""
    for number, line in enumerate(text.split("\n"), 1):
        if record := _RECORD.fullmatch(line):
            for group in range(1, 6):
                if record[group]:
                    yield record[group], number, record.start(group) + 1, record.end(group) + 1
            continue
        for match in _TOKEN.finditer(line):
            yield match[0], number, match.start() + 1, match.end() + 1


def _locate(text: str) -> Iterator[tuple[str, Span, Span]]:
    """Yield dotted name, place of the name and of the value of each in a JSON text.

    A value that is an object or a list has the place of its opening.
    """
    tokens = list(_tokens(text))
    path: list[str | int] = []  # the keys and numbers on the way, of open objects and lists
    for at, (token, line, _start, end) in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else ("", line, end, end)
        if token == ":" and path:
            written = tokens[at - 1][0]
            path[-1] = json.loads(written) if "\\" in written else written[1:-1]
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
