"""Records of a ``digest.json`` as fields: each value as an editor writes it, so that it reads back.

A value that a field of MyST cannot hold stands in quotation marks, or below its name in a block
between ``---``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.model import Markup
from sphinx_digest.core.reading.myst_yaml import VOIDING, is_read
from sphinx_digest.core.telephones import read_telephones, show_telephone
from sphinx_digest.core.times.dates import DateContext, read_written
from sphinx_digest.core.times.inferred_years import year_rule
from sphinx_digest.core.times.quarters import quarter_of, quarters_in

#: The fields of each record as the export calls them, by the names that are written.
_ISSUE = ("number", "period", "published", "note")
_PART = ("period", "department", "signed", "note")
_NOTICE = {
    "type": "type", "number": "number", "issuer": "issuers", "source": "source",
    "published": "published", "dated": "dated", "effective": "effective", "url": "source_url",
    "addressees": "addressees", "eligibility": "eligibility", "amount": "amount",
    "topics": "topics", "repeals": "repeals", "amends": "amends", "follows": "follows",
    "related": "related", "text": "text", "note": "note",
}  # fmt: skip
_DEADLINE = (
    "kind", "on", "start", "end", "within", "from", "event", "every", "occurrence", "length",
    "status", "replaces", "for", "actor", "channel", "place", "materials", "late", "except",
)  # fmt: skip
_CONTACT = ("organization", "role", "fax", "address", "qq", "url", "text", "note")

_READS = {"published": "reduced-date", "dated": "reduced-date", "effective": "reduced-date",
          "signed": "date", "on": "moment", "start": "moment", "end": "moment",
          "from": "date"}  # fmt: skip
#: What stands for itself behind a name between ``---``.
_PLAIN = re.compile(r"[^\W_](?:[\w ./〔〕（）、，；-]*\w)?")
_BREAK = re.compile(r"\s*\n\s*")


class RecordSource:
    """Writes the fields of the records of one issue; ``period`` is the issue's ``a/b``."""

    def __init__(self, timezone: str, period: str | None) -> None:
        self.timezone = timezone
        self.period = period

    def issue(self, issue: Mapping[str, Any]) -> dict[str, str]:
        """Give the fields of an issue."""
        return self._fields(issue, _ISSUE)

    def part(self, part: Mapping[str, Any]) -> dict[str, str]:
        """Give the fields of a part."""
        return self._fields(part, _PART)

    def notice(self, notice: Mapping[str, Any]) -> dict[str, str]:
        """Give the fields of a notice."""
        named = {name: notice[key] for name, key in _NOTICE.items() if notice.get(key)}
        if withdrawn := notice.get("withdrawn"):
            named["withdrawn"] = f"{withdrawn['date']} {withdrawn['reason']}"
        return self._fields({**notice, **named}, tuple(named))

    def deadline(self, deadline: Mapping[str, Any]) -> dict[str, str]:
        """Give the fields of a deadline, with the contacts that it names."""
        ids = [contact["id"] for contact in deadline["contacts"]]
        values = {**deadline, **quarters_in(deadline), **({"contact": ids} if ids else {})}
        return self._fields(values, (*_DEADLINE, "contact", "text", "note"))

    def contact(self, contact: Mapping[str, Any]) -> dict[str, str]:
        """Give the fields of a contact, without its names."""
        persons = contact["persons"]
        phones = [phone for person in persons for phone in person["phones"]]
        emails = [email for person in persons for email in person["emails"]]
        values = {
            **contact,
            "phone": [*phones, *contact["phones"]],
            "email": [*emails, *contact["emails"]],
        }
        order = (*_CONTACT[:2], "phone", "fax", "email", *_CONTACT[3:])
        return self._fields(values, order)

    def _fields(self, record: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
        inferred = record.get("inferred_fields", ())
        fields = {"id": record["id"]}
        for name in names:
            value = record.get(name)
            if value is None or value == []:
                continue
            if name == "period":
                fields[name] = f"{value['start']}/{value['end']}"
            elif name in inferred:
                fields[name] = self._yearless(name, value)
            else:
                fields[name] = written(value)
        fields |= {name: written(value) for name, value in record.get("extra", {}).items()
                   if value is not False}  # fmt: skip
        if accepted := record.get("accepted"):
            fields["accept"] = "；".join(f"{one['code']} {one['reason']}" for one in accepted)
        return fields

    def _yearless(self, name: str, value: str) -> str:
        """Give a date without its year where the issue's period tells it; else as it is."""
        context = DateContext(self.timezone, year_rule(name, self.period))
        for text in _without_year(value):
            try:
                read = read_written(_READS[name], text, context)
            except UnreadableError:
                continue
            if read.value == value and read.inferred and not read.fuzzy:
                return text
        return written(value)


def _without_year(value: str) -> Iterable[str]:
    """Yield how a date may be written without its year."""
    day, _, time = value.partition("T")
    pieces = day.split("-")[1:]
    if not pieces or not all(piece.isdigit() for piece in pieces):
        return
    words = "".join(f"{int(piece)}{unit}" for piece, unit in zip(pieces, "月日", strict=False))
    yield f"{words} {time[:5]}".strip()


def written(value: Any) -> str:
    """Give a value as it is written behind the name of its field."""
    if value is True:
        return ""
    if isinstance(value, (list, tuple)):
        return "；".join(map(written, value))
    if isinstance(value, Mapping):
        return _telephone(value)
    return quarter_of(str(value))


def _telephone(telephone: Mapping[str, str]) -> str:
    """Give a telephone as it is shown, where that reads as the same number."""
    shown = show_telephone(telephone)
    try:
        if read_telephones(shown, "CN", None) == [dict(telephone)]:
            return shown
    except UnreadableError:
        pass
    extension = telephone.get("extension")
    return telephone["number"] + (f" 转 {extension}" if extension else "")


def one_line(text: str) -> str:
    """Give a text in one line, as the reader joins it."""
    return _BREAK.sub(" ", text) if "\n" in text else text


def field_lines(fields: Mapping[str, str], markup: Markup) -> list[str]:
    """Give the lines of fields, so that every value reads as it is."""
    values = {name: one_line(value) for name, value in fields.items()}
    if markup == "rst":
        return [f":{name}: {value}".rstrip() for name, value in values.items()]
    held = {name: _held(value) for name, value in values.items()}
    if None not in held.values():
        return [f":{name}: {value}".rstrip() for name, value in held.items()]
    lines = ["---"]
    for name, value in values.items():
        if not value or _PLAIN.fullmatch(value):
            lines.append(f"{name}: {value}".rstrip())
        else:  # indented so far that it closes no fence
            lines += [f"{name}: |", f"    {VOIDING.sub(' ', value)}"]
    return [*lines, "---"]


def _held(value: str) -> str | None:
    """Give a value as a field of MyST holds it; None where only a block does."""
    bare = VOIDING.sub(" ", value)
    if is_read(bare) and bare == bare.strip():
        return bare
    for quote in "\"'":
        if quote not in bare and "\\" not in bare:
            return f"{quote}{bare}{quote}"
    return None
