"""How exports show what ``digest.json`` holds: names of fields, times, telephones, persons."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sphinx_digest.core.exported import Object, one_line
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Count, Record, Span, Successor
from sphinx_digest.core.properties import Property, property_of
from sphinx_digest.core.resources import schema_text
from sphinx_digest.core.telephones import show_telephone
from sphinx_digest.core.times.counting_words import last_day_words
from sphinx_digest.core.times.replaced import is_extended
from sphinx_digest.core.times.wording import date_words, interval_words

_NOWHERE = Span(1, 1, 1, 1)
_TIMES = ("on", "start", "end", "within", "from", "event", "every", "status")
_QUARTER_ENDS = {"03-31": 1, "06-30": 2, "09-30": 3, "12-31": 4}
#: The field of a record that a name of the export comes from.
_FIELD_OF = {"issuers": "issuer", "source_url": "url", "phones": "phone", "emails": "email"}
_STATUSES: Mapping[str, tuple[str, str]] = {
    "withdrawn": ("已撤回", "Withdrawn"),
    "replaced": ("已被替代", "Replaced"),
    "corrected": ("已更正", "Corrected"),
}


@cache
def _property(kind: str, name: str) -> Property | None:
    """Read a field out of our schema; it holds references to shared definitions."""
    schema = json.loads(schema_text(kind))["properties"].get(name)
    if schema is None:
        return None
    shared = json.loads(schema_text("defs"))["$defs"]

    def flat(shape: Any) -> Any:
        if isinstance(shape, dict):
            base = shared[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else {}
            own = {key: value for key, value in shape.items() if key != "$ref"}
            return {key: flat(value) for key, value in {**base, **own}.items()}
        return [flat(one) for one in shape] if isinstance(shape, list) else shape

    return property_of(name, flat(schema), required=False, own=False)


def label(kind: str, name: str, language: Language) -> str:
    """Give what a field of the export is called; the project's own by its name."""
    known = _property(kind, _FIELD_OF.get(name, name))
    return known.label[language] if known else name


def code_words(kind: str, name: str, code: str, language: Language) -> str:
    """Give what a code of an enumeration is called; one that has no name stands for itself."""
    known = _property(kind, name)
    names = known.labels.get(code, {}).get(language) if known else None
    return names[0] if names else one_line(code)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the project's own: what it is called, and what its codes are."""

    label: str
    codes: Mapping[str, str] = field(default_factory=dict)


def own_fields(properties: Mapping[str, Property], language: Language) -> dict[str, OwnField]:
    """Give the project's own fields of a record, by name."""
    return {
        name: OwnField(
            known.label[language],
            {code: names[language][0] for code, names in known.labels.items() if language in names},
        )
        for name, known in properties.items()
        if known.own
    }


def own_words(value: Any, known: OwnField | None, language: Language) -> str:
    """Show a value of a field of the project's own."""
    if isinstance(value, (list, tuple)):
        return joined([own_words(one, known, language) for one in value], language)
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[language][value]
    return known.codes.get(str(value), str(value)) if known else str(value)


def status_words(status: str, language: Language) -> str:
    """Say what became of a notice."""
    words = _STATUSES.get(status)
    return words[language == "en"] if words else one_line(status)


def joined(values: Sequence[str], language: Language) -> str:
    """Put the values of a list behind each other."""
    return ("；" if language == "zh" else "; ").join(filter(None, map(one_line, values)))


def date_of(value: str, language: Language) -> str:
    """Show a date of the export, a quarter of it too."""
    if "/" not in value:
        return date_words(value, language)
    start, _, end = value.partition("/")
    quarter = _quarter(start, end)
    return date_words(quarter, language) if quarter else interval_words(value, language)


def _quarter(start: str, end: str) -> str:
    quarter = _QUARTER_ENDS.get(end[5:], 0)
    if not quarter or start != f"{end[:4]}-{quarter * 3 - 2:02d}-01":
        return ""
    return f"{end[:4]}-Q{quarter}"


def when_words(deadline: Object, language: Language) -> str:
    """Say in few words by when a deadline must be met, or when it is."""
    values = {name: deadline[name] for name in _TIMES if deadline.get(name) is not None}
    if deadline.get("precision") == "quarter":
        quarter = _quarter(values.get("start", ""), values.get("end", ""))
        if quarter:
            values = {name: one for name, one in values.items() if name not in ("start", "end")}
            values["on"] = quarter
    record = Record(
        kind="deadline", id=deadline["id"], title="", values=values, extra={}, places={},
        block=0, file="", opening=_NOWHERE, written_id=True,
        inferred=frozenset(deadline.get("inferred_fields", ())), count=_count(deadline),
        replaced_by=_successor(deadline), replaced_due=deadline.get("replaced_due", ""),
    )  # fmt: skip
    words = one_line(last_day_words(record, language))
    status = deadline.get("status")
    if status and status != "tba" and not (status == "extended" and is_extended(record)):
        said = code_words("deadline", "status", status, language)
        words += f"（{said}）" if language == "zh" else f" ({said})"
    return words


def _successor(deadline: Object) -> Successor | None:
    by = deadline.get("replaced_by")
    return Successor(by["id"], "", "", by.get("due", ""), "cancelled" in by) if by else None


def _count(deadline: Object) -> Count | None:
    counted, length = deadline.get("counted"), deadline.get("within")
    if not counted or not length:
        return None
    anchor, nominal = counted.get("anchor"), deadline.get("nominal_end")
    if anchor and not nominal:
        return None  # the calendar lacks a year; which one is not exported
    return Count(
        length, anchor, counted.get("calendar", ""), counted["state"], nominal,
        deadline.get("rolled_end"), nominal if not deadline.get("rolled_end") else None,
    )  # fmt: skip


def deadline_words(deadline: Object, language: Language) -> str:
    """Say what is due, when, for whom and how, in one line."""
    return "".join(deadline_pieces(deadline, language))


def deadline_pieces(deadline: Object, language: Language) -> tuple[str, str, str]:
    """Say what is due, when, and for whom and how: pieces of one line."""
    colon, comma = ("：", "，") if language == "zh" else (": ", ", ")
    title = one_line(deadline["title"]) or code_words(
        "deadline", "kind", deadline.get("kind", "other"), language
    )
    when = when_words(deadline, language)
    facts = [one_line(deadline[name]) for name in ("for", "channel", "place") if name in deadline]
    rest = comma.join(filter(None, facts))
    if not when:
        return title, "", f"{colon}{rest}" if rest else ""
    return title, f"{colon}{when}", f"{comma}{rest}" if rest else ""


def telephones(values: Sequence[Mapping[str, str]], language: Language) -> list[str]:
    """Show telephone numbers."""
    return [one_line(show_telephone(value, language)) for value in values]


def contact_words(contact: Object, language: Language, known: Collection[str] = ()) -> str:
    """Name an office and its persons with all the ways to reach them, in one line.

    ``known`` are organizations named above; that a contact is one need not be said, either.
    """
    obvious = {*map(one_line, known), "联系人", "联系方式", "Contact", "contact"}
    said = [one_line(contact[name]) for name in ("organization", "role") if name in contact]
    said = [words for words in said if words not in obvious]
    for person in contact["persons"]:
        ways = [*telephones(person["phones"], language), *person["emails"]]
        said.append(" ".join([one_line(person["name"]), *map(one_line, ways)]))
    said += telephones(contact["phones"], language)
    said += [one_line(email) for email in contact["emails"]]
    for name, values in (
        ("fax", telephones(contact.get("fax", ()), language)),
        ("qq", list(contact.get("qq", ()))),
    ):
        said += [f"{label('contact', name, language)} {one_line(value)}" for value in values]
    said += [one_line(contact[name]) for name in ("address", "url") if name in contact]
    return ("，" if language == "zh" else ", ").join(filter(None, said))


def facts_words(notice: Object, language: Language) -> str:
    """Say who issued a notice, under which number and when, in one line."""
    issuers = list(notice.get("issuers", ())) or [notice.get("source", "")]
    said = [joined(issuers, language)]
    if notice.get("number") not in (None, "unknown"):
        said.append(one_line(notice["number"]))
    if notice.get("published") not in (None, "unknown"):
        said.append(date_of(notice["published"], language))
    return " · ".join(filter(None, said))


def title_words(notice: Object, language: Language) -> str:
    """Give the title of a notice, after what became of it."""
    title = one_line(notice["title"])
    status = notice.get("status") or ("withdrawn" if notice.get("withdrawn") else "")
    if not status:
        return title
    said = status_words(status, language)
    return f"【{said}】{title}" if language == "zh" else f"[{said}] {title}"


def correction_words(notice: Object, language: Language) -> Iterator[str]:
    """Say why a notice was withdrawn; of each correction when it was made, of what, and why."""
    if withdrawn := notice.get("withdrawn"):
        told = withdrawn if isinstance(withdrawn, str) else " ".join(map(str, withdrawn.values()))
        yield ("撤回：" if language == "zh" else "Withdrawn: ") + one_line(told)
    for correction in notice.get("corrections", ()):
        said = [one_line(str(correction[name])) for name in ("what", "why") if correction.get(name)]
        day = date_words(str(correction.get("date", "")), language)
        head = f"{day} 更正：" if language == "zh" else f"Corrected {day}: "
        yield head + ("；" if language == "zh" else "; ").join(said)


def group_words(notice: Object) -> str:
    """Give the headings that a notice stands below within its part."""
    groups = notice.get("groups") or [notice.get("group", "")]
    return " · ".join(filter(None, map(one_line, groups)))


def attachment_words(attachment: Object, language: Language) -> str:
    """Name an attachment with its label."""
    title, named = one_line(attachment["title"]), one_line(attachment.get("label", ""))
    return f"{named}{'：' if language == 'zh' else ': '}{title}" if named else title


def shortened(text: str, length: int) -> str:
    """Cut a text to a length, with an ellipsis where something is left out."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
