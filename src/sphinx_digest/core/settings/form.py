"""Which settings there are and what each must be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.resources import KINDS
from sphinx_digest.core.settings.events import ALARM_KIND, EVENTS
from sphinx_digest.core.settings.kinds import (
    ADDRESS,
    AREA,
    CHOSEN,
    CODES,
    COUNT,
    COUNTRY,
    DAYS,
    DEFAULTS,
    ENTRIES,
    FLAG,
    GROUPS,
    HOSTS,
    LANGUAGE,
    NAME,
    SEVERITY,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    YEARS,
    ZONE,
    Item,
    Kind,
    Table,
    read_code,
    read_day,
    read_year,
)

_ANY_NAME = "*"

_FORM = Table(
    {
        "language": LANGUAGE,
        "timezone": ZONE,
        "title": TEXT,
        "base_url": ADDRESS,
        "source": NAME,
        "exclude": TEXTS,
        "contacts": NAME,
        "markup": Table({"myst_extensions": TEXTS, "disable_syntax": TEXTS}),
        "schemas": Table(dict.fromkeys(KINDS, NAME)),
        "parts": Table(
            {"title": NAME, "groups": GROUPS, "department": NAME, **DEFAULTS}, ("title",), many=True
        ),
        "telephone": Table({"country": COUNTRY, "area_code": AREA}),
        "pinyin": Table({"exceptions": Table({_ANY_NAME: NAME})}),
        "calendar": Table({"working": DAYS, "rest": DAYS, "years": YEARS, **EVENTS}),
        "rules": Table(
            {
                "select": CHOSEN,
                "ignore": CODES,
                "severity": Table({_ANY_NAME: SEVERITY}),
                "files": Table({_ANY_NAME: CODES}),
            }
        ),
        "todo": Table({"columns": TEXTS, "marked": TEXTS}),
        "feed": Table(
            {"entries": ENTRIES, "limit": COUNT, "topics": FLAG, "author": TEXT, "id_url": ADDRESS}
        ),
        "volumes": Table(
            {_ANY_NAME: Table({"inventory": NAME, "url": NAME}, ("inventory", "url"))}
        ),
        "issuers": Table(
            {
                _ANY_NAME: Table(
                    {
                        "name": NAME,
                        "aliases": TEXTS,
                        "area_code": AREA,
                        "hosts": HOSTS,
                        "level": NAME,
                    }
                )
            }
        ),
    }
)


#: What a table of a list also holds: its dotted name, by which its places are found.
PATH = ""

_OF_NO_OTHER = Item("没写在别的机关名下的主机名", "a host of no other issuer", str)
_NOT_AT_REST = Item("没写进 rest 的日子", "a day that is not in rest", read_day)
_WITH_HOLIDAYS = Item("假日写进了 rest 的年份", "a year whose holidays stand in rest", read_year)


def check_table(
    table: Any, places: Mapping[str, Place], file: str
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Give the settings that are right, and a finding for each that is not."""
    found: list[Diagnostic] = []
    checker = _Checker(places, file, found)
    values = checker.table(table, _FORM, ()) or {}
    checker.calendar(values.get("calendar", {}))
    checker.alarms(values.get("calendar", {}).get("alarms", {}))
    checker.hosts(values.get("issuers", {}))
    checker.severities(values.get("rules", {}).get("severity", {}))
    return values, sorted(found, key=lambda finding: finding.place)


def _bad_setting(
    name: str,
    expected: Kind | Item,
    value: Any,
    place: Place,
    error: UnreadableError | None = None,
) -> Diagnostic:
    values = {
        "name": name,
        "expected": expected.zh.replace("{name}", name),
        "expected.en": expected.en.replace("{name}", name),
        "value": _shown(value, quoted=expected in (COUNT, FLAG)),
    }
    if error is None or error.code != "DGT082":
        return Diagnostic("DGT082", place, values, None)
    return Diagnostic("DGT082", place, {**values, **error.values}, error.help)


def _shown(value: Any, *, quoted: bool = True) -> str:
    """Give a value as it stands in TOML; a text by itself without its quotation marks."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if quoted else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        pairs = (f"{name} = {_shown(one)}" for name, one in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    return str(value)


@dataclass(frozen=True, slots=True)
class _Checker:
    places: Mapping[str, Place]
    file: str
    found: list[Diagnostic]

    def table(self, table: Any, form: Table, path: tuple[str, ...]) -> dict[str, Any] | None:
        if not isinstance(table, dict):
            self._wrong(path, TABLE, table)
            return None
        values: dict[str, Any] = {}
        for name, value in table.items():
            expected = form.keys.get(name) or form.keys.get(_ANY_NAME)
            here = (*path, name)
            if expected is None:
                self._unknown(here, form)
            elif isinstance(expected, Kind):
                read = self._value(value, expected, here)
                if read is not None:
                    values[name] = read
            elif expected.many:
                values[name] = list(self._tables(value, expected, here))
            else:
                nested = self.table(value, expected, here)
                if nested is not None:
                    values[name] = nested
        for name in form.required:
            if name not in table:
                self._missing(path, name)
        return values

    def calendar(self, values: Mapping[str, list[Any]]) -> None:
        """Find days that are both worked and not, and years whose holidays nobody gave."""
        rest = values.get("rest", [])
        for index, day in enumerate(values.get("working", ())):
            if day and day in rest:
                self._wrong_item(("calendar", "working"), index, _NOT_AT_REST, day)
        for index, year in enumerate(values.get("years", ())):
            if year and all(day is not None and day.year != year for day in rest):
                self._wrong_item(("calendar", "years"), index, _WITH_HOLIDAYS, year)

    def alarms(self, values: dict[str, Any]) -> None:
        """Find reminders for what is no kind of deadline, and leave them out."""
        for name in list(values):
            try:
                ALARM_KIND.read(name)
            except UnreadableError as error:
                del values[name]
                path = ("calendar", "alarms")
                place = self._place((*path, name))
                self.found.append(_bad_setting(".".join(path), ALARM_KIND, name, place, error))

    def severities(self, values: dict[str, Any]) -> None:
        """Find codes whose severity cannot be changed, and leave them out."""
        assert CODES.item
        for code in list(values):
            try:
                read_code(code)
            except UnreadableError as error:
                del values[code]
                path = ("rules", "severity")
                place = self._place((*path, code))
                self.found.append(_bad_setting(".".join(path), CODES.item, code, place, error))

    def hosts(self, issuers: Mapping[str, Any]) -> None:
        """Find sites that belong to two issuers: whose notices they hold, nobody can say."""
        owners: dict[str, str] = {}
        for key, issuer in issuers.items():
            for index, host in enumerate(issuer.get("hosts", ())):
                if host and owners.setdefault(host, key) != key:
                    self._wrong_item(("issuers", key, "hosts"), index, _OF_NO_OTHER, host)

    def _value(self, value: Any, kind: Kind, path: tuple[str, ...]) -> Any:
        """Read a value; None where it does not fit."""
        if not kind.fits(value):
            self._wrong(path, kind, value)
            return None
        if kind.read is None:
            return self._items(value, kind.item, path, kind.table)
        try:
            return kind.read(value)
        except UnreadableError as error:
            place = self._place(path, "=")
            self.found.append(_bad_setting(".".join(path), kind, value, place, error))
            return None

    def _items(
        self, value: Any, item: Item | None, path: tuple[str, ...], form: Table | None
    ) -> Any:
        """Read the items of a list, None where one cannot be read, so that each keeps its place."""
        if item is None:
            return value
        read: list[Any] = []
        for index, written in enumerate(value):
            if form and isinstance(written, dict):
                read.append(self._whole(written, form, (*path, str(index))))
                continue
            try:
                read.append(item.read(written))
            except UnreadableError as error:
                read.append(None)
                if error.code == "DGT102":  # says which day there is not, and why
                    place = self._place((*path, str(index)), "=")
                    self.found.append(Diagnostic(error.code, place, error.values, None))
                else:
                    self._wrong_item(path, index, item, written, error)
        return read

    def _wrong_item(
        self,
        path: tuple[str, ...],
        index: int,
        item: Item,
        value: Any,
        error: UnreadableError | None = None,
    ) -> None:
        place = self._place((*path, str(index)), "=")
        self.found.append(_bad_setting(".".join(path), item, value, place, error))

    def _tables(self, value: Any, form: Table, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        if not TABLES.fits(value):
            self._wrong(path, TABLES, value)
            return
        for index, item in enumerate(value):
            nested = self._whole(item, form, (*path, str(index)))
            if nested is not None:
                yield nested

    def _whole(
        self, table: dict[str, Any], form: Table, path: tuple[str, ...]
    ) -> dict[str, Any] | None:
        """Read a table in a list, with where it stands; None where it lacks what it needs."""
        nested = self.table(table, form, path)
        if nested is None or any(name not in nested for name in form.required):
            return None
        return {**nested, PATH: ".".join(path)}

    def _place(self, path: tuple[str, ...], mark: str = "") -> Place:
        """Give the place of a key, or of the nearest table that the file spells out."""
        for length in range(len(path), 0, -1):
            place = self.places.get(".".join(path[:length]) + mark)
            if place:
                return place
        return Place(self.file, Span(1, 1, 1, 1))

    def _unknown(self, path: tuple[str, ...], form: Table) -> None:
        names = list(form.keys)
        close = get_close_matches(path[-1].lower(), names, 1, 0.6)
        values = {"name": ".".join(path), "all": "、".join(names), "all.en": ", ".join(names)}
        if close:
            values["mend"] = ".".join((*path[:-1], close[0]))
        self.found.append(
            Diagnostic("DGT081", self._place(path), values, "help" if close else "help_all")
        )

    def _wrong(self, path: tuple[str, ...], kind: Kind, value: Any) -> None:
        self.found.append(_bad_setting(".".join(path), kind, value, self._place(path, "=")))

    def _missing(self, path: tuple[str, ...], name: str) -> None:
        full = ".".join((*path, name))
        values = {
            "name": full, "expected": NAME.zh, "expected.en": NAME.en,
            "value": "空白", "value.en": "nothing",
        }  # fmt: skip
        self.found.append(Diagnostic("DGT082", self._place(path), values, None))
