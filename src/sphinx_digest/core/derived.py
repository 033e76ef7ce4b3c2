"""What nobody needs to type: values told by a title, a link, an issuer or a default.

A value written in a record is never touched. Of the rest a default comes first, the nearest
before the others; then what the record itself tells. A title that could mean two things tells
nothing: a missing value is seen, a wrong one is believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from sphinx_digest.core.model import Derived, Place
from sphinx_digest.core.numbers import read_number
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.properties import Cue, Property, defined
from sphinx_digest.core.settings import Settings

#: A value and where it comes from.
Found = tuple[Any, Derived]

_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\Z")
_SEQUEL = re.compile(r"之[一二三四五六七八九十]{1,3}\Z")
_QUOTED = re.compile(r"《(?:[^《》]|《[^《》]*》)*》")
#: What a title speaks of when the number at its end may be another document's.
#: What a document passes on or explains bears the number in its title.
_PASSED_ON = re.compile("转发|解读|图解|答记者问|政策问答")
#: What stands before a number in brackets that is another document's.
_NAMES = re.compile("依据|根据|按照?|参[见照]|详?见|[同原附]|废止|修改|代替|替代")
#: The headline of the press: who has issued something, or who says it.
_HEADLINE = re.compile("(?:发布|印发|出台|推出|公布|下发|再[出发]).{0,8}$|:")
_OTHERS = re.compile("废止|修改|修订|修正|撤销|撤回|取代|替代|转发|解读|更正")
#: What is said of how a thing is done, before it.
_MANNER = re.compile(
    "(?:网上|线上|在线|网络|集中|公开|统一|书面|及时|自行|逐级|首次|再次|重新|组织|开展|进行|完成"
    "|每(?:年|月|季度?|半年)|企业|各?单位)+"
)
#: What is said of when a thing is done, after it.
_TIME = re.compile(
    r"(?:的?(?:截止|截至|开始|结束|启动|起止|受理)?(?:时间|日期|期限|日|期间|阶段)|截止|截至|开始|结束|启动"
    r"|工作|第[0-9一二三四五六七八九十]{1,3}[讲场期批次轮])++\Z"
)


@dataclass(frozen=True, slots=True)
class Default:
    """Values that hold for what stands below; ``by`` says who gives them, as in ``Derived``."""

    by: str
    values: Mapping[str, Any]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words by which a title tells a code; an empty code says that they tell nothing."""

    endings: Mapping[str, str]
    openings: Mapping[str, str]
    frames: tuple[tuple[str, str, str], ...]  # (opening, ending, code)
    lengths: tuple[int, ...]  # of endings, the longest first
    opening_lengths: tuple[int, ...]
    anywhere: re.Pattern[str]
    codes: Mapping[str, str]  # of each word that ``anywhere`` finds


def derive_notice(
    values: Mapping[str, Any],
    title: str,
    title_place: Place | None,
    defaults: Sequence[Default],
    settings: Settings,
    *,
    type_: Property | None = None,
) -> dict[str, Found]:
    """Give the type, the number and the issuer of a notice, where they are not in ``values``.

    ``type_`` is the field as the digest's schema has it. What names a source, and news, have no
    issuer: no default gives them one.
    """
    found: dict[str, Found] = {}
    by_title = Derived("title", title_place)
    head, asides = _split(title)
    sourced = "source" in values and "issuer" not in values
    numbers = [
        number for aside in asides if not _NAMES.match(aside) and (number := read_number(aside))
    ]
    told = None
    if not (numbers and _speaks_of_another(head)):
        told = _told_type(head, type_ or defined("notice-type"), sourced=sourced)
    if "type" not in values:
        if default := _default("type", defaults):
            found["type"] = default
        elif told:
            found["type"] = told, by_title
    kind = values.get("type") or found.get("type", ("",))[0]
    own = told and kind != "interpretation" and not _PASSED_ON.search(head)
    if "number" not in values and own and len(numbers) == 1:
        found["number"] = numbers[0], by_title
    if "issuer" not in values and "source" not in values and kind != "news":
        issuer = _default("issuer", defaults) or _host_issuer(values.get("url"), settings)
        if issuer:
            found["issuer"] = issuer
    return found


def derive_deadline(
    values: Mapping[str, Any],
    title: str,
    title_place: Place | None,
    defaults: Sequence[Default],
    *,
    kind: Property | None = None,
) -> dict[str, Found]:
    """Give the kind of a deadline, where it is not in ``values``.

    ``kind`` is the field as the digest's schema has it.
    """
    if "kind" in values:
        return {}
    if default := _default("kind", defaults):
        return {"kind": default}
    told = _told_kind(title, kind or defined("deadline-kind"))
    return {"kind": (told, Derived("title", title_place))} if told else {}


def derive_contact(
    values: Mapping[str, Any],
    issuers: Sequence[str],
    issuer_place: Place | None,
    defaults: Sequence[Default],
) -> dict[str, Found]:
    """Give the organization of a contact, where it is not in ``values``.

    It is the notice's issuer where there is one; of several nobody knows whose contact it is.
    """
    if "organization" in values:
        return {}
    if default := _default("organization", defaults):
        return {"organization": default}
    if len(issuers) == 1 and issuers[0] != "unknown":
        return {"organization": (issuers[0], Derived("issuer", issuer_place))}
    return {}


def settings_defaults(
    settings: Settings, part_title: str | None, group: str | None
) -> list[Default]:
    """Give what digest.toml says of a part and of a group in it, the group first."""
    part = settings.part(part_title)
    if part is None:
        return []
    one = part.group(group)
    found = []
    if one and one.defaults:
        found.append(_settings_default(settings, one.defaults, one.path))
    if part.defaults:
        found.append(_settings_default(settings, part.defaults, part.path))
    return found


def _settings_default(settings: Settings, values: Mapping[str, Any], path: str) -> Default:
    places = {name: settings.places.get(f"{path}.{name.replace('-', '_')}=") for name in values}
    return Default("settings", values, {name: place for name, place in places.items() if place})


def _default(name: str, defaults: Sequence[Default]) -> Found | None:
    for default in defaults:
        if name in default.values:
            return default.values[name], Derived(default.by, default.places.get(name))
    return None


def _host_issuer(url: Any, settings: Settings) -> Found | None:
    """Give the issuer whose site a link leads to, by the longest host that covers it."""
    hosts = settings.hosts
    if not hosts or not isinstance(url, str):
        return None
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    while host:
        if host in hosts:
            name, place = hosts[host]
            return [name], Derived("host", place)
        host = host.partition(".")[2]
    return None


def _split(title: str) -> tuple[str, tuple[str, ...]]:
    """Part a title into its words and what stands in brackets after them."""
    head, asides = "".join(fold(title).split()), []
    while head.endswith(")") and (match := _BRACKETS.search(head)):
        asides.append(match[1])
        head = head[: match.start()]
    return head, tuple(asides)


def _speaks_of_another(head: str) -> bool:
    """Say whether a number after a title may be that of a document which the title names."""
    bare = _QUOTED.sub("", head)
    return bare.count("关于") > 1 or ("的" not in bare[-6:] and _OTHERS.search(bare) is not None)


def _told_type(head: str, type_: Property, *, sourced: bool) -> str | None:
    """Give the type that the end of a title tells, or its beginning where that agrees.

    A label tells it after 的 (关于…的意见), a shorter ending only where the schema lists it. Where
    a title is a headline of the press, which names a source, it must be that of a document.
    """
    cues = _read_cues(type_.cues, "的")
    head = _SEQUEL.sub("", head)
    if "关于" not in head and _HEADLINE.search(_QUOTED.sub("", head)):
        return None
    if head.startswith("《") and _QUOTED.fullmatch(head):
        head = head[1:-1]
    codes = {code for first, last, code in cues.frames if head.endswith(last) and first in head}
    if not codes:
        ending, opening = _ending(head, cues), _opening(head, cues)
        codes = {code for code in (ending, opening) if code is not None}
    if len(codes) != 1:
        return None
    (code,) = codes
    if sourced and code != "interpretation" and "关于" not in head:
        return None
    return code or None


def _told_kind(title: str, kind: Property) -> str | None:
    """Give the kind that all the words of a title agree on, one at its beginning or its end."""
    cues = _read_cues(kind.cues, "")
    head = _TIME.sub("", _split(title)[0])
    start = head[match.end() :] if (match := _MANNER.match(head)) else head
    for first, last, code in cues.frames:
        if start.startswith(first) and start.endswith(last):
            return code or None
    hits = {cues.codes[word] for word in cues.anywhere.findall(start)}
    if len(hits) != 1:
        return None
    (code,) = hits
    return code or None if code in (_ending(head, cues), _opening(start, cues)) else None


def _ending(head: str, cues: _Cues) -> str | None:
    for length in cues.lengths:
        code = cues.endings.get(head[-length:])
        if code is not None:
            return code
    return None


def _opening(head: str, cues: _Cues) -> str | None:
    for length in cues.opening_lengths:
        code = cues.openings.get(head[:length])
        if code is not None:
            return code
    return None


@lru_cache(maxsize=16)
def _read_cues(cues: tuple[Cue, ...], before: str) -> _Cues:
    """Sort words by where they stand; ``before`` is what a label must follow."""
    endings: dict[str, str] = {}
    openings: dict[str, str] = {}
    frames: list[tuple[str, str, str]] = []
    codes: dict[str, str] = {}

    def add(words: dict[str, str], word: str, code: str) -> None:
        words[word] = code if words.get(word, code) == code else ""

    for word, code, label in cues:
        whole = before + word if label else word
        first, gap, last = "".join(fold(whole).split()).partition("…")
        if gap and last:
            frames.append((first, last, code))
            continue
        add(openings if gap else endings, first, code)
        add(codes, first, code)
    longest = sorted(codes, key=len, reverse=True)
    return _Cues(
        endings,
        openings,
        tuple(frames),
        tuple(sorted({*map(len, endings)}, reverse=True)),
        tuple(sorted({*map(len, openings)}, reverse=True)),
        re.compile("|".join(map(re.escape, longest)) or r"\b\B"),
        codes,
    )
