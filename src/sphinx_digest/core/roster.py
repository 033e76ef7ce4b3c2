"""``contacts.toml``: persons and offices that recur, called by id; published issues keep theirs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_digest.core import ledger
from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import RECORD_ID, read_record_id
from sphinx_digest.core.invisible import visible
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import (
    Block,
    Diagnostic,
    Field,
    Fix,
    Place,
    Reading,
    Record,
    Span,
    Text,
)
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.properties import Property
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.settings.places import locate
from sphinx_digest.core.sheet import START, Sheet
from sphinx_digest.core.toml_slips import read_slip
from sphinx_digest.core.values import read_names

if TYPE_CHECKING:
    from sphinx_digest.core.schema import Schemas

#: What the names of persons may be called.
_NAMES = frozenset({"name", "names", "姓名", "人名"})
#: The fields of a contact that belong to the place where it stands.
_OF_THE_PLACE = frozenset({"id", "accept"})
#: The fields that say how to reach somebody.
_WAYS = frozenset({"phone", "fax", "email", "address", "qq", "url"})
#: So many ids are named where none is near.
_FEW = 8
_AN_ENTRY: Mapping[Language, str] = {
    "zh": "一条联系人，形如 [cnipa-service]",
    "en": "an entry, as in [cnipa-service]",
}
_TEXT: Mapping[Language, str] = {"zh": "文字", "en": "a text"}
_TEXTS: Mapping[Language, str] = {"zh": "文字，或文字的列表", "en": "a text or a list of texts"}
#: What says that something is not there.
_MISSING = frozenset({"DGT021", "DGT034"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A person or an office; ``written`` is what its file says, by the names of the schema.

    ``block`` is the contact that the entry would be, were it written in an issue.
    """

    id: str
    names: tuple[str, ...]
    values: Mapping[str, Any]  # as in a record, the project's own included
    places: Mapping[str, Place]  # "names" as well
    place: Place
    written: ledger.Written = field(default_factory=dict)
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The entries of contacts.toml by id, and those that published issues keep, by issue."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    frozen: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    broken: bool = False  # contacts.toml is there and cannot be read
    ledger: ledger.Ledger = field(default_factory=ledger.Ledger)

    def entry(self, id: str, issue_id: str = "") -> Entry | None:
        """Give an entry as it was when the issue was published, else as it is."""
        return self.frozen.get(issue_id, {}).get(id) or self.entries.get(id)

    def knows(self, id: str) -> bool:
        """Say whether some issue may call an entry by this id."""
        return id in self.entries or any(id in entries for entries in self.frozen.values())

    def ids(self, issue_id: str = "") -> list[str]:
        """Give the ids that an issue can call, in order of the alphabet."""
        return sorted({*self.entries, *self.frozen.get(issue_id, ())})


@dataclass(frozen=True, slots=True)
class Call:
    """What a contact calls: an ``entry``, or, where it is ``meant`` to, what is wrong with that."""

    entry: Entry | None = None
    meant: bool = False
    findings: tuple[Diagnostic, ...] = ()


def call(block: Block, roster: Roster, issue_id: str = "") -> Call:
    """Give the entry that a contact calls, where all it names is an id.

    What looks like an id and is none is a finding, unless contacts.toml cannot be read.
    """
    name = _named(block)
    if entry := roster.entry(name, issue_id):
        return Call(entry, meant=True)
    ids = roster.ids(issue_id)
    meant = fold(name).lower()
    alone = not any(field.key in _WAYS for field in block.fields)
    like_id = RECORD_ID.fullmatch(name) is not None and re.search("[-0-9]", name) is not None
    if block.argument is None or not (meant in ids or like_id) or not (ids or alone):
        return Call()
    if roster.broken:
        return Call(meant=True)
    place = Place(block.file, block.argument.span())
    words = {"value": name, "all": "、".join(ids), "all.en": ", ".join(ids)}
    fixes: tuple[Fix, ...] = ()
    if near := get_close_matches(meant, ids, 2, 0.75):
        fixes = (Fix(place, near[0]),) if len(near) == 1 or near[0] == meant else ()
        words, help_ = {"value": name, "mend": near[0]}, "help"
    elif not ids:
        help_ = "help_none"
    else:
        help_ = "help_all" if len(ids) <= _FEW else "help_add"
    return Call(meant=True, findings=(Diagnostic("DGT088", place, words, help_, fixes=fixes),))


def find_mixed_call(block: Block, names: Sequence[str], roster: Roster) -> Iterator[Diagnostic]:
    """Find ids of contacts.toml among the names of a contact: they call nothing there."""
    if block.argument is None or len(names) < 2:
        return
    for name in names:
        if roster.knows(name) and RECORD_ID.fullmatch(name):
            start = block.argument.value.find(name)
            place = Place(block.file, block.argument.span(start, start + len(name)))
            yield Diagnostic("DGT089", place, {"value": name})


def _named(block: Block) -> str:
    return visible(block.argument.value).strip() if block.argument else ""


def follows(reading: Reading) -> bool:
    """Say whether a document shows what contacts.toml holds, or would show it."""
    return any(
        (block.name == "contact" and RECORD_ID.fullmatch(fold(_named(block)).lower()))
        or (block.name == "digest-index" and _named(block) == "roster")
        for block in reading.blocks
    )


def load_roster(
    settings: Settings, schemas: Schemas, instead: Mapping[str, str] | None = None
) -> tuple[Roster, tuple[Diagnostic, ...]]:
    """Read contacts.toml and digest.lock, each entry as a ``contact`` block is read.

    ``instead`` holds texts, by path, that are read for what the files hold.
    """
    found: list[Diagnostic] = []
    entries: dict[str, Entry] = {}
    frozen: dict[str, dict[str, Entry]] = {}
    file = Path(settings.root, settings.contacts)
    text = _load(file, found, instead)
    if text is not None:
        sheet = Sheet(str(file), text.splitlines(), locate(text))
        reader = _Reader(sheet, settings, schemas, found)
        for name, table in _tables(text, sheet, found).items():
            entries[name] = reader.entry(name, name, table)
    broken = any(one.code == "DGT084" for one in found)
    if text is None and not found and (place := settings.places.get("contacts=")):
        words = {"file": settings.contacts}
        words |= twin("reason", {"zh": "没有这个文件", "en": "there is no such file"})
        found.append(Diagnostic("DGT084", place, words, "help_missing"))
    file = Path(settings.root, ledger.FILE_NAME)
    text = _load(file, found, instead)
    kept = ledger.Ledger()
    if text is not None:
        kept, wrong = ledger.read_ledger(text, str(file))
        found += wrong
        sheet = Sheet(str(file), text.split("\n"), kept.places)
        slips: list[Diagnostic] = []
        reader = _Reader(sheet, settings, schemas, slips)
        for issue, tables in kept.contacts.items():
            frozen[issue] = {
                name: reader.entry(name, f"issues.{issue}.contacts.{name}", table)
                for name, table in tables.items()
            }
        found += (replace(one, fixes=()) for one in slips)  # nobody but ``publish`` writes it
    return Roster(entries, frozen, broken, kept), tuple(found)


def _load(
    file: Path, found: list[Diagnostic], instead: Mapping[str, str] | None = None
) -> str | None:
    """Read a file that need not be there."""
    if instead and str(file) in instead:
        return instead[str(file)].removeprefix("\ufeff")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        words: Mapping[Language, str] = {"zh": reason, "en": reason[:1].lower() + reason[1:]}
    except UnicodeDecodeError:
        words = {"zh": "不是 UTF-8 编码", "en": "it is not UTF-8"}
    values = {"file": file.name, **twin("reason", words)}
    help_ = "help_encoding" if words["zh"].startswith("不是") else "help"
    found.append(Diagnostic("DGT084", Place(str(file), START), values, help_))
    return None


def _tables(text: str, sheet: Sheet, found: list[Diagnostic]) -> dict[str, dict[str, Any]]:
    """Read the tables of a TOML text, by id."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found.append(_bad_toml(str(error), sheet))
        return {}
    kept = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            words = {"name": name, "value": _shown(table), **twin("expected", _AN_ENTRY)}
            found.append(Diagnostic("DGT085", sheet.place(name), words, "help_entry"))
            continue
        try:
            read_record_id(name)
        except UnreadableError as error:
            place = sheet.key_place(name)
            mend = error.values.get("mend", "")
            fixes = (Fix(place, mend),) if mend and mend not in tables else ()
            found.append(Diagnostic(error.code, place, error.values, error.help, fixes=fixes))
        kept[name] = table
    return kept


def _bad_toml(message: str, sheet: Sheet) -> Diagnostic:
    slip = read_slip(message, sheet.rows)
    place = Place(sheet.file, Span(slip.line, slip.column, slip.line, slip.end))
    words = {"file": Path(sheet.file).name, "mend": slip.mend, **twin("reason", slip.words)}
    fixes = (Fix(place, slip.mend),) if slip.mend else ()
    return Diagnostic("DGT084", place, words, slip.help, fixes=fixes)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _no_such(key: str, meant: str, place: Place) -> Diagnostic:
    said = twin("said", {"zh": f"{meant}（姓名）", "en": f"{meant} (Names)"})
    values = {"name": key, "mend": meant, **said}
    return Diagnostic("DGT020", place, values, fixes=(Fix(place, meant),))


class _Reader:
    """Reads entries of one file by the schema of ``contact``."""

    def __init__(
        self, sheet: Sheet, settings: Settings, schemas: Schemas, found: list[Diagnostic]
    ) -> None:
        self.sheet = sheet
        self.settings = settings
        self.schemas = schemas
        self.properties = schemas.properties("contact")
        self.found = found

    def entry(self, id_: str, base: str, table: Mapping[str, Any]) -> Entry:
        """Read an entry; what is wrong with it is found, what is right is kept."""
        fields: list[Field] = []
        names: Text | None = None
        written: dict[str, Any] = {}
        lost = False  # a field that was written and does not count as missing
        for key, value in table.items():
            path = f"{base}.{key}"
            name = self.name_of(key)
            texts = self.texts(path, key, value, self.properties.get(name))
            if name in _OF_THE_PLACE:
                help_ = "help_id" if name == "id" else "help"
                words = {"name": key, "id": id_}
                self.found.append(Diagnostic("DGT087", self.sheet.key_place(path), words, help_))
                continue
            if texts is None:
                lost = True
                continue
            if not texts:
                continue  # a flag that is not set
            written[name] = value.isoformat() if isinstance(value, date) else value
            near = () if name in self.properties else get_close_matches(key, _NAMES, 1, 0.75)
            if near and name != "names":
                self.found.append(_no_such(key, near[0], self.sheet.key_place(path)))
            elif name != "names":
                fields.append(Field(self.sheet.key(path, key), self.sheet.text(path, texts), name))
            elif names is None:
                names = self.sheet.text(path, texts)
            else:
                first = self.sheet.settled(Place(self.sheet.file, names.span()))
                words = {"name": key, "line": str(first.span.line)}
                self.found.append(Diagnostic("DGT009", self.sheet.key_place(path), words))
        place = self.sheet.key_place(base)
        block = Block(
            name="contact", argument=names, fields=tuple(fields),
            body=Text("", ((place.span.line, place.span.column),)),
            opening=place.span, name_span=place.span, end_line=place.span.end_line,
            file=self.sheet.file, heading=None, parent=None, container="", first=False,
        )  # fmt: skip
        known = len(self.found)
        entry = self.read(id_, block, place, written)
        if lost:
            self.found[known:] = [one for one in self.found[known:] if one.code not in _MISSING]
        return entry

    def area_code_of(self, organization: str) -> str | None:
        codes = list(self.settings.area_codes_of([organization]))
        if not codes:
            return self.settings.telephone.area_code
        return codes[0] if len(codes) == 1 else None

    def read(self, id_: str, block: Block, place: Place, written: dict[str, Any]) -> Entry:
        """Read the block that an entry makes."""
        texts = {one.key: one.text.value.strip() for one in block.fields}
        area = texts.get("area-code") or self.area_code_of(texts.get("organization", ""))
        customs = replace(self.schemas.customs, area_code=area)
        if area and not texts.keys().isdisjoint(("phone", "fax")):
            written["area-code"] = area  # what completes the numbers today is part of them
        read = self.schemas.read(block, customs)
        persons, found = read_names(block)
        record = Record(
            kind="contact", id=id_, title="", values=read.values, extra=read.extra,
            places=read.places, block=0, file=block.file, opening=block.opening, written_id=True,
        )  # fmt: skip
        found += read.diagnostics
        found += self.schemas.check_pairs(block, persons, record, customs)
        self.found += map(self.sheet.told, sorted(found, key=lambda one: (one.place, one.code)))
        places = {
            name: self.sheet.settled(Place(block.file, span)) for name, span in read.places.items()
        }
        if block.argument:
            places["names"] = self.sheet.settled(Place(block.file, block.argument.span()))
        values = {**read.values, **read.extra}
        return Entry(id_, tuple(persons), values, places, place, written, block)

    def name_of(self, key: str) -> str:
        """Give the name that the schema has for a key: its label, or with underscores."""
        if key.strip() in _NAMES:
            return "names"
        name = self.schemas.field_name("contact", key)
        dashed = name.replace("_", "-")
        return dashed if name not in self.properties and dashed in self.properties else name

    def texts(self, path: str, key: str, value: Any, known: Property | None) -> list[str] | None:
        """Give the texts of a value; what is none is reported."""
        several = known is None or known.many
        if known is None and key not in _NAMES:
            return [_shown(value)]  # the schema says that there is no such field
        if isinstance(value, str):
            return [value]
        if several and isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value or [""]
        reads = known.reads if known else ""
        if isinstance(value, bool):
            if reads == "flag":
                return [""] if value else []
        elif isinstance(value, int | float) and reads in ("integer", "number"):
            return [str(value)]
        elif isinstance(value, date) and reads in ("date", "reduced-date", "moment"):
            return [value.isoformat()]
        place = self.sheet.place(path)
        expected = _TEXTS if several else _TEXT
        words = {"name": key, "value": _shown(value), **twin("expected", expected)}
        number = isinstance(value, int) and not isinstance(value, bool)
        fixes = (Fix(place, f'"{value}"'),) if number else ()
        self.found.append(Diagnostic("DGT085", place, words, fixes=fixes))
        return None
