"""What completes a record that is written short: the part and group around it, the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sphinx_digest.core.body import link_of
from sphinx_digest.core.derived import (
    Default,
    derive_contact,
    derive_deadline,
    derive_notice,
    settings_defaults,
)
from sphinx_digest.core.draft import NoticeDraft
from sphinx_digest.core.formats import is_web_address, read_url
from sphinx_digest.core.model import Block, Derived, Place, Record
from sphinx_digest.core.outline import Outline
from sphinx_digest.core.roster import Entry
from sphinx_digest.core.schema import Derive, ReadFields, Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.values import Customs


class Completion:
    """Knows what holds for the records of one document, by the headings above them."""

    def __init__(self, outline: Outline, schemas: Schemas, settings: Settings) -> None:
        self.outline = outline
        self.schemas = schemas
        self.settings = settings
        self.written: dict[int, Default] = {}  # of parts and groups, by heading

    def note(self, block: Block, read: ReadFields) -> None:
        """Keep what a part or a group says of all that stands below it."""
        if block.heading is not None and read.inputs:
            places = {
                name: Place(block.file, read.places[name])
                for name in read.inputs
                if name in read.places
            }
            values = dict(read.inputs)
            if "issuer" in values:
                names = map(self.settings.canonical_issuer, values["issuer"])
                values["issuer"] = list(dict.fromkeys(names))
            self.written[block.heading] = Default(block.name, values, places)

    def defaults(self, block: Block, part: str | None, group: str | None) -> tuple[Default, ...]:
        """Give what holds for a notice, the nearest first."""
        above = self.outline.ancestors(block.heading)
        written = (self.written[heading] for heading in above if heading in self.written)
        return (*written, *settings_defaults(self.settings, part, group))

    def of_notice(self, block: Block, title: str, defaults: Sequence[Default] = ()) -> Derive:
        """Give what completes a notice: first the link that its title is."""
        source = self.outline.title_source(block)
        place = Place(block.file, source.span() if source else block.name_span)
        link = link_of(source.value) if source else None
        type_ = self.schemas.properties("notice")["type"]

        def derive(values: Mapping[str, Any]) -> Mapping[str, tuple[Any, Derived]]:
            found: dict[str, tuple[Any, Derived]] = {}
            if source and link and is_web_address(source.value[slice(*link)]):
                at = Place(block.file, source.span(*link))
                found["url"] = read_url(source.value[slice(*link)]), Derived("title", at)
                values = {"url": found["url"][0], **values}
            settings = self.settings
            return found | derive_notice(values, title, place, defaults, settings, type_=type_)

        return derive

    def of_deadline(self, title: str, place: Place | None, owner: NoticeDraft | None) -> Derive:
        """Give what completes a deadline."""
        defaults = owner.defaults if owner else ()
        kind = self.schemas.properties("deadline")["kind"]
        return partial(
            derive_deadline, title=title, title_place=place, defaults=defaults, kind=kind
        )

    def of_contact(self, owner: NoticeDraft | None, entry: Entry | None) -> Derive:
        """Give what completes a contact: its entry in contacts.toml, then its notice's issuer."""

        def derive(values: Mapping[str, Any]) -> Mapping[str, tuple[Any, Derived]]:
            found: dict[str, tuple[Any, Derived]] = {}
            if entry:
                found |= {
                    name: (value, Derived("contacts", entry.places.get(name, entry.place)))
                    for name, value in entry.values.items()
                }
            if owner:
                issuers, place = _issuers(owner.record)
                given = derive_contact(values, issuers, place, owner.defaults)
                found = {**given, **found}
            return found

        return derive

    def dated(self, period: str | None) -> Customs:
        """Give what completes days without a year: the issue's ``a/b``."""
        return replace(self.schemas.customs, period=period)

    def customs(self, block: Block, owner: NoticeDraft | None, entry: Entry | None) -> Customs:
        """Give what completes the telephones of a contact."""
        return replace(self.schemas.customs, area_code=self._area_code(block, owner, entry))

    def _area_code(
        self, block: Block, owner: NoticeDraft | None, entry: Entry | None
    ) -> str | None:
        """Find the area code: written, of the organization, the nearest, or of the issuers."""
        fields = {field.key: field.text.value.strip() for field in block.fields}
        if fields.get("area-code"):
            return fields["area-code"]
        own = [fields["organization"]] if "organization" in fields else []
        if entry and not own:
            own = [str(entry.values.get("organization", ""))]
        if codes := self._codes_of(own):
            return _only(codes)
        for default in owner.defaults if owner else ():
            if "area-code" in default.values:
                return str(default.values["area-code"])
        codes = self._codes_of(_issuers(owner.record)[0]) if owner else set()
        return _only(codes) if codes else self.settings.telephone.area_code

    def _codes_of(self, names: Sequence[str]) -> set[str]:
        return {
            issuer.area_code
            for issuer in self.settings.issuers
            if issuer.area_code and not {issuer.name, *issuer.aliases}.isdisjoint(names)
        }


def _only(codes: set[str]) -> str | None:
    """Give the one area code; nobody can say which it is where issuers have several."""
    return codes.pop() if len(codes) == 1 else None


def _issuers(notice: Record) -> tuple[Sequence[str], Place | None]:
    issuers = notice.values.get("issuer", ())
    origin = notice.derived.get("issuer")
    if origin:
        return issuers, origin.place
    span = notice.places.get("issuer")
    return issuers, Place(notice.file, span) if span else None
