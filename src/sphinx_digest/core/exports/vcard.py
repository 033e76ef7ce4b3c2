"""``contacts.vcf``: the persons and offices of all notices as address cards (RFC 6350)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from sphinx_digest.core.departments import with_body
from sphinx_digest.core.exported import (
    EVERYTHING,
    Choice,
    Object,
    absolute,
    link_of,
    notices_of,
    one_line,
    safe_text,
)
from sphinx_digest.core.exported import words_language as language_of
from sphinx_digest.core.exported.words import label, title_words
from sphinx_digest.core.messages import Language

#: So many notices are named on a card, the newest.
_NAMED = 5
_LINE = 75  # octets (RFC 6350, 3.2)
_MOBILE = re.compile(r"\+861[3-9][0-9]{9}")


@dataclass(slots=True)
class _Card:
    """A person or an office, gathered from every notice it stands in; the newest comes first."""

    organization: str
    person: str
    role: str
    lines: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)
    notices: dict[str, None] = field(default_factory=dict)


def to_vcard(digest: Object, choice: Choice = EVERYTHING) -> str:
    """Give a card for each person of an organization, and for each office without persons.

    What is the same person or office makes one card, with all that notices say of it.
    """
    language = language_of(digest)
    cards: dict[tuple[str, str, str], _Card] = {}
    for issue, notice in notices_of(digest, choice):
        told = _told(digest, issue, notice, language)
        for contact in notice["contacts"]:
            for person, ways in _persons(contact):
                organization = _organization(contact, notice)
                role = one_line(contact.get("role", ""))
                same = (organization, person, "" if person else role)
                card = cards.setdefault(same, _Card(organization, person, role))
                card.lines.update(dict.fromkeys((*ways, *_shared(digest, contact))))
                card.remarks.update(dict.fromkeys(_remarks(contact, language)))
                card.notices[told] = None
    lines = [line for same in sorted(cards) for line in _lines(cards[same], language)]
    return "".join(f"{folded}\r\n" for line in lines for folded in [_fold(line)])


def _organization(contact: Object, notice: Object) -> str:
    issuer = one_line(next(iter(notice["issuers"]), ""))
    written = one_line(contact.get("organization", ""))
    return with_body(written, issuer) or written or issuer


def _persons(contact: Object) -> Iterator[tuple[str, list[str]]]:
    """Yield each person's name and ways, or an empty one for the office itself."""
    shared = _ways(contact["phones"], contact["emails"])
    for person in contact["persons"]:
        yield one_line(person["name"]), [*_ways(person["phones"], person["emails"]), *shared]
    if not contact["persons"]:
        yield "", shared


def _ways(phones: Iterable[Mapping[str, str]], emails: Iterable[str]) -> list[str]:
    kinds = [("cell" if _MOBILE.match(one["number"]) else "voice", one) for one in phones]
    return [*(_telephone(kind, one) for kind, one in kinds), *map(_email, emails)]


def _email(address: str) -> str:
    return f"EMAIL:{_escaped(one_line(address))}"


def _telephone(kind: str, phone: Mapping[str, str]) -> str:
    """Give a number that can be dialled from anywhere as an address, another as it is."""
    number, extension = one_line(phone["number"]), one_line(phone.get("extension", ""))
    if number.startswith("+"):
        return f"TEL;VALUE=uri;TYPE={kind}:tel:{number}{f';ext={extension}' if extension else ''}"
    return f"TEL;VALUE=text;TYPE={kind}:{_escaped(f'{number} {extension}'.strip())}"


def _shared(digest: Object, contact: Object) -> Iterator[str]:
    for fax in contact.get("fax", ()):
        yield _telephone("fax", fax)
    if address := one_line(contact.get("address", "")):
        # An address in Chinese has no parts of its own: all of it is the street.
        yield f'ADR;LABEL="{_parameter(address)}":;;{_escaped(address)};;;;'
    if "url" in contact and (url := absolute(digest, contact["url"])):
        yield f"URL:{url}"


def _remarks(contact: Object, language: Language) -> Iterator[str]:
    for group in contact.get("qq", ()):
        yield f"{label('contact', 'qq', language)} {one_line(group)}"
    if "note" in contact:
        yield one_line(contact["note"])


def _told(digest: Object, issue: Object, notice: Object, language: Language) -> str:
    number = issue.get("number")
    issued = "" if number is None else f"第 {number} 期" if language == "zh" else f"No. {number}"
    return " ".join(filter(None, (issued, title_words(notice, language), link_of(digest, notice))))


def _lines(card: _Card, language: Language) -> Iterator[str]:
    """Yield the lines of a card; its id is made of what makes it the same, and stays."""
    office = " ".join(filter(None, (card.organization, card.role)))
    name = card.person or office or ("联系人" if language == "zh" else "Contact")
    key = (card.organization, card.person, "" if card.person else card.role)
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"KIND:{'individual' if card.person else 'org'}"
    yield f"UID:urn:uuid:{uuid5(NAMESPACE_URL, _hashed(key))}"
    yield f"FN:{_escaped(name)}"
    if card.person:
        # Where a name divides is not known; programs that sort by family name need one.
        yield f"N:{_escaped(card.person)};;;;"
    if card.organization:
        yield f"ORG:{_escaped(card.organization)}"
    if card.role:
        yield f"ROLE:{_escaped(card.role)}"
    yield from card.lines
    if note := _note(card, language):
        yield f"NOTE:{_escaped(note)}"
    yield "END:VCARD"


def _hashed(key: Sequence[str]) -> str:
    return "urn:sphinx-digest:contact:" + "\x1f".join(key)


def _note(card: _Card, language: Language) -> str:
    told = list(card.notices)
    said = [*card.remarks, *told[:_NAMED]]
    if len(told) > _NAMED:
        more = len(told) - _NAMED
        said.append(f"……另有 {more} 件" if language == "zh" else f"… and {more} more")
    return "\n".join(said)


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")


def _parameter(text: str) -> str:
    """Escape a parameter's value (RFC 6868)."""
    return safe_text(text).replace("^", "^^").replace('"', "^'").replace("\n", "^n")


def _fold(line: str) -> str:
    """Break a line after 75 octets, never within a character."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece])
