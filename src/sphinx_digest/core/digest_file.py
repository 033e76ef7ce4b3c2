"""A ``digest.json`` from outside: read, and judged before anything is made of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sphinx_digest.core.docnames import is_docname
from sphinx_digest.core.exports.digest_json import FORMAT_VERSION
from sphinx_digest.core.json_places import Path, locate, repeated_name, shown
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Place, Related, Span
from sphinx_digest.core.schema import export_validator

_START = Span(1, 1, 1, 1)
_MOST = 50  # findings of one file

_NOT_JSON: tuple[tuple[str, str, str], ...] = (
    ("Expecting value", "这里缺内容", "a value is missing here"),
    ("Expecting property name", "名称要写在双引号里", "a name stands in quotation marks"),
    ("Expecting ',' delimiter", "两项之间缺逗号", "a comma is missing between two items"),
    ("Expecting ':' delimiter", "名称后面缺冒号", "a colon is missing behind the name"),
    ("Unterminated string", "引号没有收尾", "a quotation mark is not closed"),
    ("Extra data", "结尾多了内容", "more stands behind the end"),
    ("Invalid control character", "引号里不能换行", "no line breaks within quotation marks"),
    ("Invalid \\", "反斜杠用错了", "a backslash stands for nothing"),
)
_TYPES: Mapping[str, tuple[str, str]] = {
    "string": ("文字", "a text"),
    "integer": ("整数", "a whole number"),
    "boolean": ("true 或 false", "true or false"),
    "array": ("列表", "a list"),
    "object": ("一组名称和内容", "a set of names and values"),
}


@dataclass(frozen=True, slots=True)
class DigestFile:
    """A ``digest.json`` with its text; ``digest`` is None where it is none."""

    path: str
    text: str
    digest: Mapping[str, Any] | None
    diagnostics: tuple[Diagnostic, ...]

    def place(self, *paths: Path) -> list[Place]:
        """Give the places of values."""
        found = locate(self.text, paths)
        return [Place(self.path, found.get(path, _START)) for path in paths]


def read_digest(path: str, text: str) -> DigestFile:
    """Read a ``digest.json``; every mistake is a finding at its place."""
    text = text.removeprefix("\ufeff")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        words = {"reason": error.msg, "reason.en": error.msg[:1].lower() + error.msg[1:]}
        for start, zh, en in _NOT_JSON:
            if error.msg.startswith(start):
                words = twin("reason", {"zh": zh, "en": en})
        return DigestFile(path, text, None, (Diagnostic("DGT230", Place(path, span), words),))
    except RecursionError:
        words = twin("reason", {"zh": "层次太深", "en": "it is nested too deeply"})
        return DigestFile(path, text, None, (Diagnostic("DGT230", Place(path, _START), words),))
    version = data.get("format_version") if isinstance(data, dict) else None
    if isinstance(version, int) and version > FORMAT_VERSION:
        values = {"value": str(version), "known": str(FORMAT_VERSION)}
        place = Place(path, locate(text, [("format_version",)])[("format_version",)])
        return DigestFile(path, text, None, (Diagnostic("DGT231", place, values),))
    problems = [*_repeated(text), *_misfits(data)] or [*_judge(data)]
    problems = problems[:_MOST]
    places = locate(text, [problem.path for problem in problems])
    found = [
        Diagnostic(
            problem.code,
            Place(path, places.get(problem.path, _START)),
            {"path": shown(problem.path), **problem.values},
            None if problem.code == "DGT232" else "help",
        )
        for problem in problems
    ]
    if not found:
        found = [*repeated_ids([DigestFile(path, text, data, ())])][:_MOST]
    return DigestFile(path, text, None if found else data, tuple(found))


def repeated_ids(files: Sequence[DigestFile]) -> Iterator[Diagnostic]:
    """Yield ids that several records have; what is below them is not told of again."""
    seen: dict[str, tuple[DigestFile, Path]] = {}
    for file in files:
        if file.digest is None:
            continue
        again = list(_taken({"issues": file.digest["issues"]}, (), file, seen))
        places = file.place(*((*path, "id") for path, _ in again))
        for (_, id_), place in zip(again, places, strict=True):
            other, at = seen[id_]
            (first,) = other.place((*at, "id"))
            values = {"value": id_, "file": other.path}
            yield Diagnostic("DGT236", place, values, related=(Related(first, id_),))


def _taken(
    record: Mapping[str, Any],
    path: Path,
    file: DigestFile,
    seen: dict[str, tuple[DigestFile, Path]],
) -> Iterator[tuple[Path, str]]:
    """Yield the steps to records whose id is taken; what a deadline names is no record."""
    if "id" in record:
        if record["id"] in seen:
            yield path, record["id"]
            return
        seen[record["id"]] = file, path
    for name in ("issues", "parts", "notices", "deadlines", "contacts"):
        if name == "contacts" and len(path) > 1 and path[-2] == "deadlines":
            continue
        for index, below in enumerate(record.get(name, ())):
            yield from _taken(below, (*path, name, index), file, seen)


@dataclass(frozen=True, slots=True)
class _Problem:
    path: Path
    code: str
    values: Mapping[str, str]


def _misfits(data: Any) -> Iterator[_Problem]:
    """Yield where data is no digest of this format."""
    for error in export_validator().iter_errors(data):
        yield _Problem(tuple(error.absolute_path), "DGT232", twin("reason", _reason(error)))
    yield from _unwritable(data, ())


def _reason(error: Any) -> dict[Language, str]:
    match error.validator:
        case "required":
            name = re.sub("^'(.*)' is a required property$", r"\1", error.message)
            return {"zh": f"缺“{name}”", "en": f"“{name}” is missing"}
        case "additionalProperties":
            names = sorted(set(error.instance) - set(error.schema.get("properties", ())))
            zh, en = "、".join(names), ", ".join(names)
            return {"zh": f"没有“{zh}”这一项", "en": f"there is no “{en}”"}
        case "type":
            zh, en = _TYPES.get(error.validator_value, (error.validator_value,) * 2)
            return {"zh": f"应当是{zh}", "en": f"it must be {en}"}
        case "enum" | "const":
            known = error.validator_value
            listed = [str(one) for one in (known if isinstance(known, list) else [known])]
            return {
                "zh": f"只能是 {'、'.join(listed)}",
                "en": f"it can only be {', '.join(listed)}",
            }
        case "minLength" | "minItems":
            return {"zh": "不能是空的", "en": "it must not be empty"}
        case "uniqueItems":
            return {"zh": "里面有重复的", "en": "it holds one thing twice"}
    value = json.dumps(error.instance, ensure_ascii=True)[:60]
    return {"zh": f"{value} 的写法不对", "en": f"{value} is not written as it must be"}


def _repeated(text: str) -> Iterator[_Problem]:
    """Yield the first name that stands twice in one object: only the last value would count."""
    if path := repeated_name(text):
        name = str(path[-1])
        words: dict[Language, str] = {
            "zh": f"“{name}”写了两次，只会用后一个",
            "en": f"“{name}” is given twice; only the last counts",
        }
        yield _Problem(path[:-1], "DGT232", twin("reason", words))


def _unwritable(data: Any, path: Path) -> Iterator[_Problem]:
    """Yield texts that no file can hold: half of a character, or none."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _unwritable(value, (*path, name))
            if path and path[-1] == "extra":
                yield from _misfit_of_own(name, value, path)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _unwritable(value, (*path, index))
    elif isinstance(data, str):
        if "\0" in data:
            words: dict[Language, str] = {
                "zh": "里面有空字符 U+0000，网页里显示不出来",
                "en": "it holds the character U+0000, which no page can show",
            }
            yield _Problem(path, "DGT232", twin("reason", words))
        try:
            data.encode()
        except UnicodeEncodeError:
            words = {
                "zh": "里面有半个字符，写不进文件",
                "en": "it holds half a character, which no file can hold",
            }
            yield _Problem(path, "DGT232", twin("reason", words))


#: What can stand between the colons, or before the colon, of a field.
_FIELD_NAME = re.compile(r"[^\W_](?:[\w .-]*\w)?")


def _misfit_of_own(name: str, value: Any, path: Path) -> Iterator[_Problem]:
    """Yield what no field of a source says: a name with a colon, a value with others in it."""
    words: dict[Language, str]
    if not _FIELD_NAME.fullmatch(name):
        words = {
            "zh": f"“{name}”不能用作字段名", "en": f"“{name}” cannot be the name of a field",
        }  # fmt: skip
        yield _Problem(path, "DGT232", twin("reason", words))
    elif not all(map(_is_plain, value if isinstance(value, list) else [value])):
        words = {
            "zh": "只能是文字、数、true、false、电话，或这些的列表",
            "en": "it can only be a text, a number, true, false, a telephone, or a list of these",
        }
        yield _Problem((*path, name), "DGT232", twin("reason", words))


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        texts = all(isinstance(one, str) for one in value.values())
        return texts and "number" in value and value.keys() <= {"number", "extension"}
    return isinstance(value, (str, bool, int, float))


def _judge(data: Mapping[str, Any]) -> Iterator[_Problem]:
    """Yield what makes a digest unfit for files of its own: names, and two markups in one."""
    times = Counter(issue["docname"].lower() for issue in data["issues"])
    for index, issue in enumerate(data["issues"]):
        docname = issue["docname"]
        path: Path = ("issues", index, "docname")
        if not is_docname(docname):
            words: dict[Language, str] = {
                "zh": "不能用作文件名", "en": "which cannot be the name of a file",
            }  # fmt: skip
            yield _Problem(path, "DGT233", {"value": docname, **twin("reason", words)})
        elif times[docname.lower()] > 1:
            words = {"zh": "不止一期用这个名称", "en": "which is the name of two issues"}
            yield _Problem(path, "DGT233", {"value": docname, **twin("reason", words)})
        yield from _markups(issue, ("issues", index))


def _markups(issue: Mapping[str, Any], at: Path) -> Iterator[_Problem]:
    """Yield the first text of an issue whose markup is not that of the others."""
    first: str | None = None
    for path, body in bodies_of(issue):
        if not body["source"]:
            continue
        first = first or body["markup"]
        if body["markup"] != first:
            values = {"value": body["markup"], "other": first}
            yield _Problem((*at, *path, "markup"), "DGT234", values)
            return


def bodies_of(issue: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Yield every text of an issue that names its markup, with the steps to it."""
    records: list[tuple[Path, Mapping[str, Any]]] = [((), issue)]
    records += [(("parts", n), part) for n, part in enumerate(issue["parts"])]
    for n, notice in enumerate(issue["notices"]):
        records.append((("notices", n), notice))
        for name in ("deadlines", "contacts"):
            records += [(("notices", n, name, m), one) for m, one in enumerate(notice[name])]
    for path, record in records:
        if "body" in record:
            yield (*path, "body"), record["body"]
