"""The index of contacts: persons and offices by organization."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sphinx_digest.core.departments import with_body
from sphinx_digest.core.index.offices import Offices
from sphinx_digest.core.index.shapes import (
    EVERYTHING,
    Entry,
    Filter,
    Group,
    Item,
    Labels,
    Link,
    limited,
    plain,
    select,
)
from sphinx_digest.core.model import Record
from sphinx_digest.core.pinyin import OTHERS_GROUP, Collator
from sphinx_digest.core.store import Digest
from sphinx_digest.core.values import pair

#: Shows a stored telephone: its ``number`` and, where it has one, its ``extension``.
ShowTelephone = Callable[[Mapping[str, str]], str]

NO_ORGANIZATION = "no-organization"

_CHANNELS = ("phone", "fax", "email", "address", "qq", "url")


@dataclass(slots=True)
class _Card:
    """A person or an office, gathered from every notice it stands in."""

    name: str
    organization: str
    cells: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[Link, None] = field(default_factory=dict)


def contacts(
    digest: Digest,
    *,
    by: Literal["organization", "letter"] = "organization",
    filters: Filter = EVERYTHING,
    collator: Collator,
    labels: Labels = plain,
    show_telephone: ShowTelephone,
) -> tuple[Group, ...]:
    """List the contacts by organization, or by letter; a person of one office stands once."""
    cards: dict[tuple[str, ...], _Card] = {}
    offices = Offices(digest.aliases)
    for item in select(digest, filters):
        for contact in item.notice.contacts:
            for identity, name, found in _found(contact, show_telephone):
                organization = _organization(item, contact, offices)
                card = cards.setdefault((organization, *identity), _Card(name, organization))
                for cell, listed in found.items():
                    card.cells[cell].update(dict.fromkeys(listed))
                card.links[item.link(contact.id)] = None
    held: defaultdict[str, list[_Card]] = defaultdict(list)
    for card in cards.values():
        held[_key(card, by, collator)].append(card)
    groups = []
    for key in sorted(held, key=lambda key: _order(key, by, collator)):
        ordered = sorted(held[key], key=lambda card: _card_order(card, by, collator))
        entries = tuple(_entry(card, labels) for card in ordered)
        title = labels(_TITLES[key]) if key in _TITLES else key
        slug = "other" if key == OTHERS_GROUP else collator.slug(key)
        groups.append(Group(key, title, f"digest-contacts-{by}-{slug}", entries))
    return limited(groups, filters.limit)


_TITLES = {NO_ORGANIZATION: "Without organization", OTHERS_GROUP: "Others"}


def _organization(item: Item, contact: Record, offices: Offices) -> str:
    """Give the office of a contact by its full name, a bare department with its issuer's."""
    issuer = item.issuers[0] if item.issuers else ""
    written: str = contact.values.get("organization", "")
    named = with_body(written, issuer) or offices.full_name(written, issuer)
    return named or issuer or NO_ORGANIZATION


def _found(
    contact: Record, show_telephone: ShowTelephone
) -> Iterator[tuple[tuple[str, ...], str, dict[str, list[str]]]]:
    """Yield (what makes it the same, name, cells) of each person, or of the office."""
    values = contact.values
    paired = pair(contact)
    shared: dict[str, list[str]] = {
        "role": _listed(values.get("role")),
        "fax": [show_telephone(fax) for fax in values.get("fax", ())],
        "address": _listed(values.get("address")),
        "qq": list(values.get("qq", ())),
        "url": _listed(values.get("url")),
        "note": _listed(values.get("note")),
    }
    for person in paired.persons:
        phones = (*person.phones, *paired.phones)
        yield (
            ("person", person.name),
            person.name,
            {
                **shared,
                "phone": [show_telephone(phone) for phone in phones],
                "dialled": [dialled(phone) for phone in phones],
                "email": [*person.emails, *paired.emails],
            },
        )
    if not paired.persons:
        cells = {
            **shared,
            "phone": [show_telephone(phone) for phone in paired.phones],
            "dialled": [dialled(phone) for phone in paired.phones],
            "email": list(paired.emails),
        }
        same = (values.get("role", ""), *(";".join(cells[name]) for name in _CHANNELS))
        yield ("office", *same), "", cells


def dialled(telephone: Mapping[str, str]) -> str:
    """Give a stored telephone as it is dialled, with its extension (RFC 3966)."""
    extension = telephone.get("extension")
    return telephone["number"] + (f";ext={extension}" if extension else "")


def _listed(value: Any) -> list[str]:
    return [value] if value else []


def _key(card: _Card, by: str, collator: Collator) -> str:
    if by == "organization":
        return card.organization
    if card.name:
        return collator.group(card.name, surname=True)
    return collator.group(_office(card))


def _office(card: _Card) -> str:
    return "" if card.organization == NO_ORGANIZATION else card.organization


def _order(key: str, by: str, collator: Collator) -> tuple[bool, Any]:
    if by == "letter":
        return key == OTHERS_GROUP, (not key.isalpha(), key)
    return key == NO_ORGANIZATION, collator.key(key)


def _card_order(card: _Card, by: str, collator: Collator) -> tuple[Any, ...]:
    roles = collator.key("".join(card.cells["role"]))
    channels = tuple(tuple(card.cells[name]) for name in _CHANNELS)
    if by == "letter":
        name = card.name or _office(card)
        return collator.key(name, surname=bool(card.name)), collator.key(_office(card)), channels
    return bool(card.name), collator.key(card.name, surname=True), roles, channels


def _entry(card: _Card, labels: Labels) -> Entry:
    separator = labels("; ")
    cells = {"name": card.name, "organization": _office(card)}
    cells |= {name: separator.join(held) for name, held in card.cells.items()}
    cells["dialled"] = " ".join(card.cells["dialled"])
    cells["notices"] = separator.join(_titles(card.links))
    text = card.name or cells.get("role") or _office(card) or labels("Contact")
    detail = cells.get("role", "") if card.name else ""
    filled = {name: cell for name, cell in cells.items() if cell}
    return Entry(text, detail, tuple(card.links), 0, filled)


def _titles(links: Iterable[Link]) -> list[str]:
    return list(dict.fromkeys(link.title for link in links))
