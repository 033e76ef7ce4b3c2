"""Which settings there are and what each must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import read_url
from sphinx_digest.core.messages import can_be_left_out, catalogue
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.resources import KINDS
from sphinx_digest.core.times.dates import read_date


@dataclass(frozen=True, slots=True)
class _Item:
    """What each item of a list must be; ``read`` raises UnreadableError where it is not."""

    zh: str
    en: str
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A type of value: what it is called and what fits; a list may read its items."""

    zh: str
    en: str
    fits: Callable[[Any], bool]
    item: _Item | None = None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_zone(value: Any) -> bool:
    try:
        return isinstance(value, str) and ZoneInfo(value) is not None
    except (ValueError, OSError, LookupError):
        return False


def _is_url(value: Any) -> bool:
    try:
        return isinstance(value, str) and (not value or bool(read_url(value)))
    except UnreadableError:
        return False


def _read_day(value: Any) -> date:
    """Read a day in quotation marks, or one without, which TOML knows by itself."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return date.fromisoformat(read_date(str(value)))


def read_code(value: Any) -> str:
    """Read the beginning of a code; errors that would lose what was written cannot be left out."""
    if not isinstance(value, str) or not value:
        raise UnreadableError("DGT101")
    meant = [code for code in catalogue() if code.startswith(value)]
    if any(map(can_be_left_out, meant)):
        return value
    if meant:
        raise UnreadableError("DGT082", {}, "help_locked")
    capitals = value.strip().upper()
    if capitals != value and any(code.startswith(capitals) for code in catalogue()):
        raise UnreadableError("DGT082", {"mend": capitals}, "help_mend")
    raise UnreadableError("DGT082", {}, "help_unknown")


def _read_year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 9999:
        raise UnreadableError("DGT101")
    return value


_TEXT = _Kind("文字", "a text", _is_text)
_NAME = _Kind(
    "文字（不能空着）", "a text that is not empty", lambda value: _is_text(value) and value != ""
)
_TEXTS = _Kind('文字的列表，形如 ["甲", "乙"]', 'a list of texts, as in ["a", "b"]', _are_texts)
_COUNTRY = _Kind(
    "两个字母的国家代码，如 CN", "a country's two letters, such as CN",
    lambda value: value in phonenumbers.SUPPORTED_REGIONS if _is_text(value) else False,
)  # fmt: skip
_AREA = _Kind(
    '区号，如 "022"', 'an area code, such as "022"',
    lambda value: _is_text(value) and value.isascii() and value.isdigit() and len(value) < 7,
)  # fmt: skip
_TABLE = _Kind(
    "一张表，形如 [{name}]", "a table, as in [{name}]", lambda value: isinstance(value, dict)
)
_TABLES = _Kind(
    "几张表，形如 [[{name}]]", "tables, as in [[{name}]]",
    lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
)  # fmt: skip
_DAYS = _Kind(
    '日期的列表，形如 ["2027-01-01"]', 'a list of days, as in ["2027-01-01"]',
    lambda value: isinstance(value, list),
    _Item("日期，形如 2027-01-01", "a day, such as 2027-01-01", _read_day),
)  # fmt: skip
_YEARS = _Kind(
    "年份的列表，形如 [2027]", "a list of years, as in [2027]",
    lambda value: isinstance(value, list),
    _Item("年份，形如 2027", "a year, such as 2027", _read_year),
)  # fmt: skip

_CODES = _Kind(
    '代码的列表，形如 ["DGT34"]', 'a list of codes, as in ["DGT34"]',
    lambda value: isinstance(value, list),
    _Item("可以略过的代码或它的开头，如 DGT34", "a code, or the beginning of codes, that can be "
          "left out, such as DGT34", read_code),
)  # fmt: skip
_CHOSEN = _Kind(
    '代码的列表（不能空着），形如 ["DGT34"]', 'a list of codes that is not empty, as in ["DGT34"]',
    lambda value: isinstance(value, list) and value != [], _CODES.item,
)  # fmt: skip
_SEVERITY = _Kind(
    "error、warning 或 info", "error, warning or info",
    lambda value: value in ("error", "warning", "info"),
)  # fmt: skip
_LANGUAGE = _Kind("zh_CN 或 en", "zh_CN or en", lambda value: value in ("zh_CN", "en"))
_ZONE = _Kind("时区名，如 Asia/Shanghai", "a time zone, such as Asia/Shanghai", _is_zone)
_ADDRESS = _Kind("https:// 开头的网址", "an address that starts with https://", _is_url)

_ANY_NAME = "*"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table: its keys, ``*`` for names of the project's own; ``many`` for ``[[…]]``."""

    keys: Mapping[str, _Kind | _Table]
    required: tuple[str, ...] = ()
    many: bool = False


_FORM = _Table(
    {
        "language": _LANGUAGE,
        "timezone": _ZONE,
        "title": _TEXT,
        "base_url": _ADDRESS,
        "source": _NAME,
        "exclude": _TEXTS,
        "markup": _Table({"myst_extensions": _TEXTS, "disable_syntax": _TEXTS}),
        "schemas": _Table(dict.fromkeys(KINDS, _NAME)),
        "parts": _Table(
            {"title": _NAME, "groups": _TEXTS, "department": _NAME}, ("title",), many=True
        ),
        "telephone": _Table({"country": _COUNTRY, "area_code": _AREA}),
        "pinyin": _Table({"exceptions": _Table({_ANY_NAME: _NAME})}),
        "calendar": _Table({"working": _DAYS, "rest": _DAYS, "years": _YEARS}),
        "rules": _Table(
            {
                "select": _CHOSEN,
                "ignore": _CODES,
                "severity": _Table({_ANY_NAME: _SEVERITY}),
                "files": _Table({_ANY_NAME: _CODES}),
            }
        ),
        "issuers": _Table(
            {_ANY_NAME: _Table({"name": _NAME, "aliases": _TEXTS, "area_code": _AREA})}
        ),
    }
)


_NOT_AT_REST = _Item("没写进 rest 的日子", "a day that is not in rest", _read_day)
_WITH_HOLIDAYS = _Item("假日写进了 rest 的年份", "a year whose holidays stand in rest", _read_year)


def check_table(
    table: Any, places: Mapping[str, Place], file: str
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Give the settings that are right, and a finding for each that is not."""
    found: list[Diagnostic] = []
    checker = _Checker(places, file, found)
    values = checker.table(table, _FORM, ()) or {}
    checker.calendar(values.get("calendar", {}))
    checker.severities(values.get("rules", {}).get("severity", {}))
    return values, sorted(found, key=lambda finding: finding.place)


def _bad_setting(
    name: str,
    expected: _Kind | _Item,
    value: Any,
    place: Place,
    error: UnreadableError | None = None,
) -> Diagnostic:
    values = {
        "name": name,
        "expected": expected.zh.replace("{name}", name),
        "expected.en": expected.en.replace("{name}", name),
        "value": str(value),
    }
    if error is None or error.code != "DGT082":
        return Diagnostic("DGT082", place, values, None)
    return Diagnostic("DGT082", place, {**values, **error.values}, error.help)


@dataclass(frozen=True, slots=True)
class _Checker:
    places: Mapping[str, Place]
    file: str
    found: list[Diagnostic]

    def table(self, table: Any, form: _Table, path: tuple[str, ...]) -> dict[str, Any] | None:
        if not isinstance(table, dict):
            self._wrong(path, _TABLE, table)
            return None
        values: dict[str, Any] = {}
        for name, value in table.items():
            expected = form.keys.get(name) or form.keys.get(_ANY_NAME)
            here = (*path, name)
            if expected is None:
                self._unknown(here, form)
            elif isinstance(expected, _Kind):
                if expected.fits(value):
                    values[name] = self._items(value, expected.item, here)
                else:
                    self._wrong(here, expected, value)
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

    def severities(self, values: dict[str, Any]) -> None:
        """Find codes whose severity cannot be changed, and leave them out."""
        assert _CODES.item
        for code in list(values):
            try:
                read_code(code)
            except UnreadableError as error:
                del values[code]
                path = ("rules", "severity")
                place = self._place((*path, code))
                self.found.append(_bad_setting(".".join(path), _CODES.item, code, place, error))

    def _items(self, value: Any, item: _Item | None, path: tuple[str, ...]) -> Any:
        """Read the items of a list, None where one cannot be read, so that each keeps its place."""
        if item is None:
            return value
        read: list[Any] = []
        for index, written in enumerate(value):
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
        item: _Item,
        value: Any,
        error: UnreadableError | None = None,
    ) -> None:
        place = self._place((*path, str(index)), "=")
        self.found.append(_bad_setting(".".join(path), item, value, place, error))

    def _tables(self, value: Any, form: _Table, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        if not _TABLES.fits(value):
            self._wrong(path, _TABLES, value)
            return
        for index, item in enumerate(value):
            nested = self.table(item, form, (*path, str(index)))
            if nested is not None and all(name in nested for name in form.required):
                yield nested

    def _place(self, path: tuple[str, ...], mark: str = "") -> Place:
        """Give the place of a key, or of the nearest table that the file spells out."""
        for length in range(len(path), 0, -1):
            place = self.places.get(".".join(path[:length]) + mark)
            if place:
                return place
        return Place(self.file, Span(1, 1, 1, 1))

    def _unknown(self, path: tuple[str, ...], form: _Table) -> None:
        names = list(form.keys)
        close = get_close_matches(path[-1].lower(), names, 1, 0.6)
        values = {"name": ".".join(path), "all": "、".join(names), "all.en": ", ".join(names)}
        if close:
            values["mend"] = ".".join((*path[:-1], close[0]))
        self.found.append(
            Diagnostic("DGT081", self._place(path), values, "help" if close else "help_all")
        )

    def _wrong(self, path: tuple[str, ...], kind: _Kind, value: Any) -> None:
        self.found.append(_bad_setting(".".join(path), kind, value, self._place(path, "=")))

    def _missing(self, path: tuple[str, ...], name: str) -> None:
        full = ".".join((*path, name))
        values = {
            "name": full, "expected": _NAME.zh, "expected.en": _NAME.en,
            "value": "空白", "value.en": "nothing",
        }  # fmt: skip
        self.found.append(Diagnostic("DGT082", self._place(path), values, None))
