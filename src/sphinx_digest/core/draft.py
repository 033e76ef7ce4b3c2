"""A notice while its pieces are being gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sphinx_digest.core.corrections import read_corrections
from sphinx_digest.core.derived import Default
from sphinx_digest.core.lists.attachments import read_attachments
from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import (
    Attachment,
    Block,
    Citation,
    Correction,
    Derived,
    Diagnostic,
    Markup,
    Notice,
    Place,
    Record,
)
from sphinx_digest.core.roster import Entry
from sphinx_digest.core.times.dates import is_before
from sphinx_digest.core.times.wording import date_words


@dataclass(slots=True)
class NoticeDraft:
    """A notice's record with the deadlines, contacts and attachments found so far."""

    block: int  # index into Reading.blocks
    record: Record
    short_form: bool
    part: Record | None
    group: str | None
    deadlines: list[Record] = field(default_factory=list)
    contacts: list[Record] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    defaults: tuple[Default, ...] = ()  # of what belongs to it, the nearest first

    def assembled(self, failed: Mapping[int, frozenset[str]]) -> dict[str, Any]:
        """Give the notice with all that belongs to it, as ``$defs.assembled`` sees it.

        ``failed`` names the fields, by block, that were written and could not be read: they
        count as given, so that nothing reports them as missing.
        """

        def given(record: Record) -> dict[str, Any]:
            return {
                **dict.fromkeys(failed.get(record.block, ()), ""),
                **record.values,
                **record.extra,
            }

        return {
            **given(self.record),
            "title": self.record.title,
            **({"part": self.part.title} if self.part else {}),
            **({"group": self.group} if self.group else {}),
            "deadlines": [{**given(record), "title": record.title} for record in self.deadlines],
            "contacts": [given(record) for record in self.contacts],
            "attachments": [{"title": a.title} for a in self.attachments],
        }

    def name_called(self) -> None:
        """Let deadlines that name an entry of contacts.toml name the contact that calls it."""
        called = {contact.entry: contact.id for contact in self.contacts if contact.entry}
        for index, deadline in enumerate(self.deadlines):
            names = deadline.values.get("contact", ())
            if not called.keys().isdisjoint(names):
                values = {**deadline.values, "contact": [called.get(name, name) for name in names]}
                self.deadlines[index] = replace(deadline, values=values)

    def finished(self, part_id: str | None, body: str, groups: tuple[str, ...]) -> Notice:
        """Give the notice with its text."""
        return Notice(
            record=self.record,
            part=part_id,
            group=self.group,
            deadlines=tuple(self.deadlines),
            contacts=tuple(self.contacts),
            attachments=tuple(self.attachments),
            citations=tuple(self.citations),
            body=body,
            short_form=self.short_form,
            groups=groups,
            corrections=tuple(self.corrections),
        )


def take_list(block: Block, markup: Markup, owner: NoticeDraft | None) -> list[Diagnostic]:
    """Read attachments or corrections into the notice that owns them; give what is wrong."""
    fields = [
        Diagnostic("DGT020", Place(block.file, one.name.span()), {"name": one.name.value}, None)
        for one in block.fields
    ]
    if block.name == "attachments":
        attachments, found = read_attachments(block, markup)
        if owner:
            owner.attachments += attachments
    else:
        corrections, found = read_corrections(block)
        if owner:
            owner.corrections += corrections
    return [*fields, *found]


def named_contact(record: Record, names: list[str]) -> Record:
    """Give a contact its persons' names, and a title that a link to it can show."""
    values = record.values
    office = " ".join(values[key] for key in ("organization", "role") if key in values)
    return replace(record, title="；".join(names) or office, values={**values, "names": names})


def called_contact(record: Record, entry: Entry) -> Record:
    """Give a contact the names of the entry of contacts.toml that it calls."""
    derived = record.derived
    if entry.names:
        place = entry.places.get("names", entry.place)
        derived = {**derived, "names": Derived("contacts", place)}
    named = named_contact(record, list(entry.names))
    return replace(named, entry=entry.id, derived=derived)


def check_range(deadline: Record) -> Iterator[Diagnostic]:
    """Find a deadline that ends before it starts."""
    start, end = deadline.values.get("start"), deadline.values.get("end")
    if start in (None, "published") or end is None or not is_before(end, start):
        return
    values: dict[str, str] = {}
    for name, value in (("start", start), ("end", end)):
        values |= twin(name, {"zh": date_words(value, "zh"), "en": date_words(value, "en")})
    yield Diagnostic("DGT104", Place(deadline.file, deadline.places["end"]), values)
