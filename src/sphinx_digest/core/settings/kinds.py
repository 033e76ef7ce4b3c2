"""What each setting must be, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import phonenumbers

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import read_url
from sphinx_digest.core.messages import can_be_left_out, catalogue
from sphinx_digest.core.properties import defined, normal_word
from sphinx_digest.core.times.dates import read_date


@dataclass(frozen=True, slots=True)
class Item:
    """What each item of a list must be; ``read`` raises UnreadableError where it is not."""

    zh: str
    en: str
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A type of value: what it is called and what fits; a list may read its items.

    ``read`` makes a value of what fits, and raises UnreadableError where it cannot; an item
    that is a table of its own has the form ``table``.
    """

    zh: str
    en: str
    fits: Callable[[Any], bool]
    item: Item | None = None
    read: Callable[[Any], Any] | None = None
    table: Table | None = None


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


def read_day(value: Any) -> date:
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


def read_year(value: Any) -> int:
    """Read a year of the calendar."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 9999:
        raise UnreadableError("DGT101")
    return value


_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


def read_host(value: Any) -> str:
    """Read the name of a host."""
    if not isinstance(value, str):
        raise UnreadableError("DGT101")
    host = value.strip().lower()
    if _HOST.fullmatch(host):
        return host
    try:
        meant = urlsplit(host if "//" in host else f"//{host}").hostname or ""
    except ValueError:
        meant = ""
    if _HOST.fullmatch(meant):
        raise UnreadableError("DGT082", {"mend": meant}, "help_near")
    raise UnreadableError("DGT082", {}, None)


def _read_names(value: str) -> list[str]:
    names = [name.strip() for name in re.split("[;；]", value)]
    if not all(names):
        raise UnreadableError("DGT082", {}, None)
    return names


def read_choice(value: str, definition: str) -> str:
    """Read a code or one of its names, as a shared definition of the schemas has them."""
    known = defined(definition)
    word = normal_word(value)
    if word in known.codes:
        return known.codes[word]
    close = get_close_matches(word, list(known.codes), 2, 0.6)
    if len({known.codes[near] for near in close}) == 1:
        raise UnreadableError("DGT082", {"mend": close[0]}, "help_near")
    shown = [names.get("zh", (code,))[0] for code, names in known.labels.items()]
    words = {"all": "、".join(shown), "all.en": ", ".join(known.labels)}
    raise UnreadableError("DGT082", words, "help_choices")


def _read_word(value: str, words: Mapping[str, str]) -> str:
    """Read one of a few words; ``words`` gives what each stands for."""
    word = normal_word(value)
    if word in words:
        return words[word]
    close = get_close_matches(word, list(words), 1, 0.6)
    raise UnreadableError(
        "DGT082", {"mend": close[0]} if close else {}, "help_near" if close else None
    )


def _read_title(value: Any) -> dict[str, Any]:
    if not isinstance(value, str) or not value:
        raise UnreadableError("DGT101")
    return {"title": value}


TEXT = Kind("文字", "a text", _is_text)
NAME = Kind(
    "文字（不能空着）", "a text that is not empty", lambda value: _is_text(value) and value != ""
)
TEXTS = Kind('文字的列表，形如 ["甲", "乙"]', 'a list of texts, as in ["a", "b"]', _are_texts)
COUNTRY = Kind(
    "两个字母的国家代码，如 CN", "a country's two letters, such as CN",
    lambda value: value in phonenumbers.SUPPORTED_REGIONS if _is_text(value) else False,
)  # fmt: skip
AREA = Kind(
    '区号，如 "022"', 'an area code, such as "022"',
    lambda value: _is_text(value) and value.isascii() and value.isdigit() and len(value) < 7,
)  # fmt: skip
TABLE = Kind(
    "一张表，形如 [{name}]", "a table, as in [{name}]", lambda value: isinstance(value, dict)
)
TABLES = Kind(
    "几张表，形如 [[{name}]]", "tables, as in [[{name}]]",
    lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
)  # fmt: skip
DAYS = Kind(
    '日期的列表，形如 ["2027-01-01"]', 'a list of days, as in ["2027-01-01"]',
    lambda value: isinstance(value, list),
    Item("日期，形如 2027-01-01", "a day, such as 2027-01-01", read_day),
)  # fmt: skip
YEARS = Kind(
    "年份的列表，形如 [2027]", "a list of years, as in [2027]",
    lambda value: isinstance(value, list),
    Item("年份，形如 2027", "a year, such as 2027", read_year),
)  # fmt: skip

CODES = Kind(
    '代码的列表，形如 ["DGT34"]', 'a list of codes, as in ["DGT34"]',
    lambda value: isinstance(value, list),
    Item("可以略过的代码或它的开头，如 DGT34", "a code, or the beginning of codes, that can be "
          "left out, such as DGT34", read_code),
)  # fmt: skip
CHOSEN = Kind(
    '代码的列表（不能空着），形如 ["DGT34"]', 'a list of codes that is not empty, as in ["DGT34"]',
    lambda value: isinstance(value, list) and value != [], CODES.item,
)  # fmt: skip
SEVERITY = Kind(
    "error、warning 或 info", "error, warning or info", _is_text,
    read=partial(_read_word, words={word: word for word in ("error", "warning", "info")}),
)  # fmt: skip
LANGUAGE = Kind("zh_CN 或 en", "zh_CN or en", lambda value: value in ("zh_CN", "en"))
ZONE = Kind("时区名，如 Asia/Shanghai", "a time zone, such as Asia/Shanghai", _is_zone)
ADDRESS = Kind("https:// 开头的网址", "an address that starts with https://", _is_url)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table: its keys, ``*`` for names of the project's own; ``many`` for ``[[…]]``."""

    keys: Mapping[str, Kind | Table]
    required: tuple[str, ...] = ()
    many: bool = False


ENTRY_WORDS = {
    "notices": "notices", "公文": "notices", "issues": "issues", "期": "issues",
    "both": "both", "两者": "both",
}  # fmt: skip
ENTRIES = Kind(
    "公文、期或两者（notices、issues、both）", "notices, issues or both", _is_text,
    read=partial(_read_word, words=ENTRY_WORDS),
)  # fmt: skip
FLAG = Kind("true 或 false", "true or false", lambda value: isinstance(value, bool))
COUNT = Kind(
    "从 1 起的整数", "a whole number from 1",
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
)  # fmt: skip
HOSTS = Kind(
    '主机名的列表，形如 ["www.example.org"]', 'a list of host names, as in ["www.example.org"]',
    lambda value: isinstance(value, list),
    Item("主机名，形如 www.example.org", "a host name, such as www.example.org", read_host),
)  # fmt: skip
_ISSUERS = Kind(
    "机关的名称，几个用“；”隔开", "names of issuers, separated by “;”", NAME.fits, read=_read_names
)
_TYPE = Kind(
    "文种，如 通知 或 circular", "a type, such as circular", _is_text,
    read=partial(read_choice, definition="notice-type"),
)  # fmt: skip
_DEADLINE_KIND = Kind(
    "截止的事项，如 申报 或 application", "a deadline's kind, such as application", _is_text,
    read=partial(read_choice, definition="deadline-kind"),
)  # fmt: skip
#: What holds for the records of a part or of a group, unless they say otherwise.
DEFAULTS: Mapping[str, Kind] = {
    "issuer": _ISSUERS,
    "type": _TYPE,
    "kind": _DEADLINE_KIND,
    "organization": NAME,
    "area_code": AREA,
}
GROUPS = Kind(
    '分组名或表的列表，形如 ["国家级", { title = "天津市", area_code = "022" }]',
    'a list of groups, as in ["National", { title = "Tianjin", area_code = "022" }]',
    lambda value: isinstance(value, list),
    Item("分组名，或写明 title 的表", "a group's title, or a table with its title", _read_title),
    table=Table({"title": NAME, **DEFAULTS}, ("title",)),
)
