"""The settings of a digest: ``digest.toml`` as a frozen value, mistakes as findings."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic, Fix, MarkupSettings, Place, Severity, Span
from sphinx_digest.core.properties import normal_word
from sphinx_digest.core.resources import SCHEMAS, schema_text
from sphinx_digest.core.settings.events import EventSettings, event_settings
from sphinx_digest.core.settings.form import PATH, check_table
from sphinx_digest.core.settings.kinds import DEFAULTS
from sphinx_digest.core.settings.places import locate
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.toml_slips import read_slip

FILE_NAME = "digest.toml"
_TABLE_IN_PYPROJECT = ("tool", "sphinx-digest")


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """A group of a part's notices; ``defaults`` are values of its records, by field.

    ``path`` is the dotted name of the table, where it has one.
    """

    title: str
    defaults: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""


@dataclass(frozen=True, slots=True)
class PartSettings:
    """A part that every issue has, with the groups of its notices in order.

    ``defaults`` are values of its records, by field; ``path`` is the table's dotted name.
    """

    title: str
    groups: tuple[GroupSettings, ...] = ()
    department: str | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    _named: dict[str, GroupSettings] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find groups by their headings: an archive may have thousands."""
        named = {plain_heading(group.title): group for group in reversed(self.groups)}
        object.__setattr__(self, "_named", named)

    def group(self, heading: str | None) -> GroupSettings | None:
        """Give the group that a heading names."""
        return self._named.get(plain_heading(heading)) if heading else None


@dataclass(frozen=True, slots=True)
class VolumeSettings:
    """Another volume of the archive: the inventory of its pages, and where the pages are.

    ``url`` is an address, or the way from the root of our pages.
    """

    key: str
    inventory: str
    url: str


_PERIOD = re.compile(r"[（(][^（）()]*[0-9][^（）()]*[）)]\s*\Z")


@lru_cache(maxsize=256)
def plain_heading(title: str) -> str:
    """Give a heading without spaces and without a period in brackets at its end."""
    return normal_word(_PERIOD.sub("", title))


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """An issuing body: its one name and the others it goes by."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    area_code: str | None = None  # of its telephones
    hosts: tuple[str, ...] = ()  # of its sites, and of what lies below them
    level: str | None = None  # the group that its notices go to


@dataclass(frozen=True, slots=True)
class TelephoneSettings:
    """What completes a telephone number written without country or area."""

    country: str = "CN"
    area_code: str | None = None


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Which findings are told and how grave they are; codes may be given by their beginning."""

    select: tuple[str, ...] = ("DGT",)
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (pattern, codes left out there)


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What feeds hold, and who names their entries."""

    entries: Literal["notices", "issues", "both"] = "notices"
    limit: int = 50  # notices, whole issues
    topics: bool = False  # a feed and a calendar for each topic
    author: str = ""  # the digest's title where it is empty
    id_url: str = ""  # the address that ids are made of; base_url where it is empty


@dataclass(frozen=True, slots=True)
class ToDoSettings:
    """What the tables of what to do say of a notice in fields of the project's own.

    Without ``columns`` it is those with a choice of values; rows with a ``marked`` value stand out.
    """

    columns: tuple[str, ...] | None = None
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one digest. ``root`` is the folder that paths are relative to."""

    root: str
    path: str | None = None  # the file they were read from
    language: str = "zh_CN"
    timezone: str = "Asia/Shanghai"
    title: str = ""
    base_url: str = ""
    source: str = "."
    exclude: tuple[str, ...] = ()
    contacts: str = "contacts.toml"  # the roster of contacts that recur
    markup: MarkupSettings = field(default_factory=MarkupSettings)
    schemas: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[PartSettings, ...] = ()
    telephone: TelephoneSettings = field(default_factory=TelephoneSettings)
    pinyin: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    events: EventSettings = field(default_factory=EventSettings)
    rules: RuleSettings = field(default_factory=RuleSettings)
    feed: FeedSettings = field(default_factory=FeedSettings)
    todo: ToDoSettings = field(default_factory=ToDoSettings)
    issuers: tuple[IssuerSettings, ...] = ()
    volumes: tuple[VolumeSettings, ...] = ()
    hosts: Mapping[str, tuple[str, Place | None]] = field(default_factory=dict)  # -> issuer
    places: Mapping[str, Place] = field(default_factory=dict)  # dotted name -> value

    def part(self, heading: str | None) -> PartSettings | None:
        """Give the part that a heading names."""
        wanted = plain_heading(heading) if heading else None
        return next((part for part in self.parts if plain_heading(part.title) == wanted), None)

    def canonical_issuer(self, name: str) -> str:
        """Give the one name of an issuer; a name the settings do not know stays."""
        for issuer in self.issuers:
            if name == issuer.name or name in issuer.aliases:
                return issuer.name
        return name

    def area_codes_of(self, names: Iterable[str]) -> dict[str, Place | None]:
        """Give the area codes of issuers by any of their names, each with the place it is set.

        Nobody can say which it is where issuers who stand together have several.
        """
        asked = frozenset(names)
        return {
            issuer.area_code: self.places.get(f"issuers.{issuer.key}.area_code=")
            for issuer in self.issuers
            if issuer.area_code and not asked.isdisjoint((issuer.name, *issuer.aliases))
        }

    def aliases(self) -> dict[str, str]:
        """Give the one name of each issuer by any of its names, its own included."""
        return {
            name: issuer.name
            for issuer in reversed(self.issuers)  # the first one named so has it
            for name in (issuer.name, *issuer.aliases)
        }

    def roster_files(self) -> tuple[Path, Path]:
        """Give where the contacts that recur stand, and what published issues keep of them."""
        return Path(self.root, self.contacts), Path(self.root, "digest.lock")

    def digest(self) -> str:
        """Give a hash over the settings file, every schema and the calendar's version."""
        texts = [_text(Path(self.path))] if self.path else []
        texts += [schema_text(name).encode() for name in SCHEMAS]
        texts += [_text(Path(self.root, path)) for _, path in sorted(self.schemas.items())]
        texts.append(self.calendar.source.encode())
        # What the two files hold concerns the documents that note them as dependencies.
        texts += [bytes(path.is_file()) for path in self.roster_files()]
        total = hashlib.sha256()
        for text in texts:
            total.update(hashlib.sha256(text).digest())
        return total.hexdigest()


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def read_settings(path: Path | str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings that govern ``path``: a settings file itself, or any file or folder.

    Looks upward for ``digest.toml``, and where there is none for ``[tool.sphinx-digest]`` in
    pyproject.toml. Without either the defaults hold, with the folder of ``path`` as root.
    """
    start = Path(path).absolute()
    file = find_settings(start)
    if file:
        return _read_file(file)
    return Settings(str(start if start.is_dir() else start.parent)), ()


def find_settings(path: Path | str) -> Path | None:
    """Find the settings file that governs ``path``, or None.

    A TOML file is one of settings, unless a digest.toml beside it names it as its contacts.
    """
    start = Path(path).absolute()
    beside = start.parent / FILE_NAME
    if start.suffix == ".toml" and start.is_file() and not _is_roster(start, beside):
        return start
    folders = [start, *start.parents] if start.is_dir() else list(start.parents)
    for parent in folders:
        if (parent / FILE_NAME).is_file():
            return parent / FILE_NAME
    for parent in folders:
        if _mentions_digest(parent / "pyproject.toml"):
            return parent / "pyproject.toml"
    return None


def _is_roster(file: Path, settings: Path) -> bool:
    if file.name in (FILE_NAME, "pyproject.toml") or not settings.is_file():
        return False
    try:
        named = tomllib.loads(_text(settings).decode("utf-8-sig")).get("contacts", "contacts.toml")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        named = "contacts.toml"
    return bool(named == file.name)


def _mentions_digest(pyproject: Path) -> bool:
    return (
        re.search(rb'^\s*\[+\s*tool\s*\.\s*"?sphinx-digest\b', _text(pyproject), re.M) is not None
    )


def _read_file(path: Path) -> tuple[Settings, tuple[Diagnostic, ...]]:
    blank = Settings(str(path.parent), str(path))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return blank, (_unreadable(path, reason, reason),)
    except UnicodeDecodeError:
        return blank, (_unreadable(path, "不是 UTF-8 编码", "it is not UTF-8"),)
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return blank, (_bad_toml(path, text, str(error)),)
    prefix = _TABLE_IN_PYPROJECT if path.name == "pyproject.toml" else ()
    for name in prefix:
        table = table.get(name, {})
    places = {name: Place(str(path), span) for name, span in locate(text, prefix).items()}
    values, diagnostics = check_table(table, places, str(path))
    return _to_settings(path, values, places), tuple(diagnostics)


def _unreadable(path: Path, zh: str, en: str, span: Span | None = None) -> Diagnostic:
    span = span or Span(1, 1, 1, 1)
    return Diagnostic("DGT080", Place(str(path), span), {"reason": zh, "reason.en": en}, None)


def _bad_toml(path: Path, text: str, message: str) -> Diagnostic:
    slip = read_slip(message, text.splitlines())
    place = Place(str(path), Span(slip.line, slip.column, slip.line, slip.end))
    words = {"mend": slip.mend, **twin("reason", slip.words)}
    fixes = (Fix(place, slip.mend),) if slip.mend else ()
    return Diagnostic("DGT080", place, words, slip.help, fixes=fixes)


def _to_settings(path: Path, values: Mapping[str, Any], places: Mapping[str, Place]) -> Settings:
    """Make the settings of values that are known to have the right types."""
    plain = {
        name: values[name]
        for name in ("language", "timezone", "title", "base_url", "source", "contacts")
        if name in values
    }
    if plain.get("base_url"):
        # What stands below it is put behind it.
        plain["base_url"] = plain["base_url"].removesuffix("/") + "/"
    markup = values.get("markup", {})
    telephone = values.get("telephone", {})
    return Settings(
        root=str(path.parent),
        path=str(path),
        exclude=tuple(values.get("exclude", ())),
        markup=MarkupSettings(
            frozenset(markup.get("myst_extensions", MarkupSettings().extensions)),
            frozenset(markup.get("disable_syntax", ())),
        ),
        schemas=dict(values.get("schemas", {})),
        parts=tuple(_part(part) for part in values.get("parts", ())),
        telephone=TelephoneSettings(telephone.get("country", "CN"), telephone.get("area_code")),
        pinyin=dict(values.get("pinyin", {}).get("exceptions", {})),
        calendar=Calendar(
            *(
                frozenset(filter(None, values.get("calendar", {}).get(name, ())))
                for name in ("working", "rest", "years")
            )
        ),
        events=event_settings(values.get("calendar", {})),
        rules=_rules(values.get("rules", {})),
        feed=FeedSettings(**values.get("feed", {})),
        todo=ToDoSettings(**{name: tuple(one) for name, one in values.get("todo", {}).items()}),
        issuers=tuple(
            IssuerSettings(
                key,
                issuer.get("name", key),
                tuple(issuer.get("aliases", ())),
                issuer.get("area_code"),
                tuple(filter(None, issuer.get("hosts", ()))),
                issuer.get("level"),
            )
            for key, issuer in values.get("issuers", {}).items()
        ),
        hosts=_hosts(values.get("issuers", {}), places),
        volumes=tuple(
            VolumeSettings(key, one["inventory"], one["url"].removesuffix("/") + "/")
            for key, one in values.get("volumes", {}).items()
            if "inventory" in one and "url" in one
        ),
        places=dict(places),
        **plain,
    )


def _part(values: Mapping[str, Any]) -> PartSettings:
    groups = tuple(
        GroupSettings(group["title"], _defaults(group), group.get(PATH, ""))
        for group in filter(None, values.get("groups", ()))
    )
    department = values.get("department")
    return PartSettings(values["title"], groups, department, _defaults(values), values[PATH])


def _defaults(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", "-"): values[name] for name in DEFAULTS if name in values}


def _hosts(
    issuers: Mapping[str, Mapping[str, Any]], places: Mapping[str, Place]
) -> dict[str, tuple[str, Place | None]]:
    """Give the issuer of each site; a site that two claim is nobody's."""
    found: dict[str, tuple[str, Place | None]] = {}
    claimed: set[str] = set()
    for key, issuer in issuers.items():
        name = issuer.get("name", key)
        for index, host in enumerate(issuer.get("hosts", ())):
            if host in found and found[host][0] != name:
                claimed.add(host)
            elif host:
                found[host] = name, places.get(f"issuers.{key}.hosts.{index}=")
    return {host: issuer for host, issuer in found.items() if host not in claimed}


def _rules(values: Mapping[str, Any]) -> RuleSettings:
    return RuleSettings(
        tuple(filter(None, values.get("select", ("DGT",)))),
        tuple(filter(None, values.get("ignore", ()))),
        tuple(values.get("severity", {}).items()),
        tuple(
            (pattern, tuple(filter(None, codes)))
            for pattern, codes in values.get("files", {}).items()
        ),
    )
