"""What a record says, as a short hash of each of its fields: how it says so does not count.

White space, signs, full width and comments are left out of words, so that markup, wrapped lines
and another form of the same record change nothing. Dates, numbers and codes are the schema's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2s
from typing import Any

from sphinx_digest.core.model import Attachment, Correction, Markup, Notice, Record
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.times.wording import is_plain

#: What is no part of what a record tells of its source.
_LEFT_OUT = frozenset({"id", "accept", "withdrawn"})
#: What a field says where it is not written.
_DEFAULTS = frozenset({("from", "published"), ("actor", "applicant")})
#: What is no sign; between two digits a point, a colon, a slash and a dash are none.
_WORDS = re.compile(r"[\w%‰]+(?:(?<=[0-9])[.:/-](?=[0-9])[\w%‰]+)*")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％]|[．：／－](?=[0-9])")
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
    if _WIDE.search(text):
        text = fold(text)
    return "".join(_WORDS.findall(text)).replace("_", "")


def fields_of(record: Record) -> dict[str, str]:
    """Give a hash by field of a deadline or a contact, or of what a notice says by itself."""
    values = {**record.values, **record.extra}
    found = {
        name: hash_of(value)
        for name, value in values.items()
        if name not in _LEFT_OUT
        and not (isinstance(value, str) and (name, value) in _DEFAULTS)
        and not (name == "text" and is_plain(value))
    }
    if record.kind != "contact":
        found["title"] = hash_of(record.title)
    if record.body:
        found["body"] = hash_of(record.body)
    return found


def fields_of_notice(notice: Notice, markup: Markup) -> dict[str, str]:
    """Give a hash by field of a notice, its text and its attachments; not of what it owns."""
    found = fields_of(notice.record)
    if notice.body:
        found["body"] = _hash(words_of(notice.body, markup))
    if notice.attachments:
        found["attachments"] = _hash("\x1f".join(map(_attachment, notice.attachments)))
    return found


def _attachment(one: Attachment) -> str:
    label = one.label or ""
    return "\x1e".join([words_of(label), words_of(one.title), words_of(one.url or "")])


def hash_of(value: Any) -> str:
    """Give the hash of a value as the schema reads it."""
    return _hash(_said(value))


def _said(value: Any) -> str:
    if isinstance(value, str):
        return words_of(value)
    if isinstance(value, Mapping):
        pairs = (f"{name}\x1e{_said(one)}" for name, one in sorted(value.items()))
        return "\x1d".join(pairs)
    if isinstance(value, Iterable):
        return "\x1f".join(map(_said, value))
    return str(value).lower()


def correction_hash(correction: Correction) -> str:
    """Give what tells a correction from others."""
    return _hash("\x1f".join(map(words_of, (correction.date, correction.what, correction.why))))


def _hash(text: str) -> str:
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
