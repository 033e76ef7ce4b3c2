"""What a record says, as a short hash of each of its fields: how it says so does not count.

White space, most signs, full width and comments are left out of words, so that markup, wrapped
lines and another form of the same record change nothing. Signs that change what a number says
stay, and addresses are as they are written. Dates, numbers and codes are the schema's.

Leaving it out takes time, so a record has a hash of how it stands as well: where that is the
same, nothing else need be looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b, blake2s
from typing import Any

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.model import Attachment, Correction, Markup, Notice, Record
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.times.times_of_day import DEFAULT_ZONE
from sphinx_digest.core.times.when import WhenContext, read_when
from sphinx_digest.core.times.wording import is_plain

#: What is no part of what a record tells of its source.
_LEFT_OUT = frozenset({"id", "accept", "withdrawn"})
#: What a field says where it is not written.
_DEFAULTS = frozenset({("from", "published"), ("actor", "applicant")})
#: Fields of a deadline that hold a year.
_TIMES = ("end", "on", "start")
_ANY_YEAR = 2000
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What counts: addresses; letters, digits, signs of amounts; what stands between two digits.
_WORDS = re.compile(
    r"""
    (?P<address> https?://[^\s<>()\[\]"“”，。；、（）]*[\w/=\#&] | [\w.+-]+@[\w.-]*\w
        | (?<=\]\()[^()\s]+ | (?<=[ \`]<)[^<>\s]+(?=>`_) )
    | [^\W_]+ | [%‰≥≤≠≈±×÷¥€£℃°]
    | (?<![\w–—~-])[-−](?=[0-9])  # of a number below zero
    | (?<!^)[<>]=?(?=[ ]?[0-9]) | [$](?=[ ]?[0-9]) | (?<=[\w+])[+]
    | (?P<list> (?<=[0-9])\s*[,、;]\s*(?=[0-9]) ) | (?P<dash> (?<=[0-9])[–—~〜−-]+(?=[0-9]) )
    | (?<=[0-9])[.:/](?=[0-9])
    """,
    re.VERBOSE | re.MULTILINE,
)
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％－＋＜＞＄￥]|[．：／，；～](?=\\s*[0-9])")
#: A number that an ordered list gives anew.
_ITEM = re.compile(r"^([ \t]*)(?:[0-9]{1,3}|\#)[.)](?=[ \t])", re.MULTILINE)
_DAY = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]")
_COMMENTS: Mapping[Markup, re.Pattern[str]] = {
    "myst": re.compile(r"^[ \t]*%.*$|<!--(?:(?!-->)[\s\S])*-->", re.MULTILINE),
    "rst": re.compile(
        r"^([ \t]*)\.\.(?:[ \t]+(?![^\s:]+::|_|\[|\|).*)?$(?:\n(?:\1[ \t]+\S.*|[ \t]*$))*",
        re.MULTILINE,
    ),
}
_MAY_COMMENT: Mapping[Markup, re.Pattern[str]] = {
    "myst": re.compile("%|<!--"), "rst": re.compile(r"\.\."),
}  # fmt: skip


def words_of(text: str, markup: Markup | None = None) -> str:
    """Give the letters and digits of a text; of a source in a markup, without its comments."""
    if markup and _MAY_COMMENT[markup].search(text):
        text = _COMMENTS[markup].sub("", text)
    if markup:
        text = _ITEM.sub(r"\1", text)
    if _WIDE.search(text):
        text = fold(text.replace("￥", "¥"))
    text = text.replace("*", "")  # which may stand between a number and its sign
    return "".join(map(_counting, _WORDS.finditer(text)))


def _counting(word: re.Match[str]) -> str:
    """Give what counts of a word: of signs that mean the same, one."""
    kind = word.lastgroup
    return "," if kind == "list" else "-" if kind == "dash" or word[0] == "−" else word[0]


def fields_of(record: Record, notice: Record | None = None) -> dict[str, str]:
    """Give a hash by field of a deadline or a contact, or of what a notice says by itself.

    What is said by reference to the notice it belongs to is as if it were written.
    """
    values = {**record.values, **record.extra}
    published = notice.values.get("published") if notice else None
    if published and values.get("start") == "published":
        values["start"] = published
    found = {
        name: hash_of(value)
        for name, value in values.items()
        if name not in _LEFT_OUT
        and not (isinstance(value, str) and (name, value) in _DEFAULTS)
        and not (name == "text" and (is_plain(value) or _is_read(value, values)))
    }
    if record.kind != "contact":
        found["title"] = hash_of(record.title)
    if record.body:
        found["body"] = hash_of(record.body)
    return found


def _is_read(text: str, values: Mapping[str, Any]) -> bool:
    """Say whether the source's words for a time say nothing but what the fields say."""
    dated = next((values[name] for name in _TIMES if name in values), "")
    year = int(dated[:4]) if dated[:4].isdigit() else _ANY_YEAR
    try:
        read = read_when(text, WhenContext(DEFAULT_ZONE, lambda _name: lambda _month, _day: year))
    except UnreadableError:
        return False
    said = {pair for pair in read.values.items() if pair not in _DEFAULTS}
    if ("start", "published") in said and _ISO_DAY.fullmatch(values.get("start", "")):
        said.remove(("start", "published"))  # the fields have it by its day
    return all(values.get(name) == value for name, value in said)


def fields_of_notice(notice: Notice, markup: Markup) -> dict[str, str]:
    """Give a hash by field of a notice, its text and its attachments; not of what it owns."""
    found = fields_of(notice.record)
    if notice.body:
        found["body"] = _hash(words_of(notice.body, markup))
    if notice.attachments:
        found["attachments"] = _hash("\x1f".join(map(_attachment, notice.attachments)))
    return found


def exact_of(record: Record, notice: Record, said: Mapping[str, str]) -> str:
    """Give a hash of what a notice owns as it stands, and of the hashes of its fields."""
    return _exact(record, record.body, said, notice.values.get("published"))


def exact_of_notice(notice: Notice, markup: Markup, said: Mapping[str, str]) -> str:
    """Give a hash of a notice, its text and its attachments as they stand, and of its fields."""
    listed = [(one.label, one.title, one.url) for one in notice.attachments]
    return _exact(notice.record, notice.record.body, said, markup, listed, text=notice.body)


def _exact(record: Record, *more: Any, text: str = "") -> str:
    whole = _to_json([record.kind, record.title, record.values, record.extra, *more])
    total = blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8)
    total.update(text.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _plain(value: Any) -> Any:
    """Give what JSON has for a value that it does not know."""
    return dict(value) if isinstance(value, Mapping) else str(value)


_to_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
).encode


def _attachment(one: Attachment) -> str:
    return "\x1e".join([words_of(one.label or ""), words_of(one.title), (one.url or "").strip()])


def hash_of(value: Any) -> str:
    """Give the hash of a value as the schema reads it."""
    return _hash(_said(value))


def _said(value: Any) -> str:
    if isinstance(value, str):
        return words_of(_DAY.sub(_iso, value))
    if isinstance(value, Mapping):
        pairs = (f"{name}\x1e{_said(one)}" for name, one in sorted(value.items()))
        return "\x1d".join(pairs)
    if isinstance(value, Iterable):
        return "\x1f".join(map(_said, value))
    return str(value).lower()


def _iso(day: re.Match[str]) -> str:
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"


def correction_hash(correction: Correction) -> str:
    """Give what tells a correction from others."""
    return _hash("\x1f".join(map(words_of, (correction.date, correction.what, correction.why))))


def _hash(text: str) -> str:
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
