"""What completes a record that is written short: the part and group around it, the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.outline import Outline
from sphinx_digest.core.roster import Entry
from sphinx_digest.core.schema import Derive, ReadFields, Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.telephones import area_of
from sphinx_digest.core.values import Customs

#: 公示 7 天: a length that runs from the day something is put on show.
_SHOWN_FOR = re.compile(r"\s*公示期?限?[\s为:：]*(?:[0-9]|[一二三四五六七八九十])")


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
        shown = owner is None or owner.record.values.get("type") == "publicity"

        def derive(values: Mapping[str, Any]) -> Mapping[str, tuple[Any, Derived]]:
            found = derive_deadline(values, title, place, defaults, kind=kind)
            if not shown and "within" in values and _SHOWN_FOR.match(str(values.get("text", ""))):
                # What will be put on show later has no day yet to count from.
                by_wording = Derived("wording", place)
                found |= {"from": ("event", by_wording), "event": ("公示开始", by_wording)}
            return found

        return derive

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
        return replace(self.schemas.customs, area_code=self._area_code(block, owner, entry)[0])

    def completed(
        self, block: Block, owner: NoticeDraft | None, entry: Entry | None, record: Record
    ) -> Record:
        """Say of a contact where the area code of its telephones comes from, if nobody wrote it."""
        code, origin = self._area_code(block, owner, entry)
        told = "".join(f.text.value for f in block.fields if f.key in ("phone", "fax"))
        if origin is None or code is None or not told:
            return record
        digits = re.sub("[^0-9]", "", fold(told))
        for value in (*record.values.get("phone", ()), *record.values.get("fax", ())):
            number = value["number"]
            if area_of(number) == code and number.removeprefix("+86") not in digits:
                return replace(record, derived={**record.derived, "area-code": origin})
        return record

    def _area_code(
        self, block: Block, owner: NoticeDraft | None, entry: Entry | None
    ) -> tuple[str | None, Derived | None]:
        """Find the area code: written, of the organization, the nearest, or of the issuers.

        Beside it is where it comes from; nobody can say which it is where issuers have several.
        """
        fields = {field.key: field.text.value.strip() for field in block.fields}
        if fields.get("area-code"):
            return fields["area-code"], None
        own = [fields["organization"]] if "organization" in fields else []
        if entry and not own:
            own = [str(entry.values.get("organization", ""))]
        if codes := self.settings.area_codes_of(own):
            return _only(codes)
        for default in owner.defaults if owner else ():
            if "area-code" in default.values:
                origin = Derived(default.by, default.places.get("area-code"))
                return str(default.values["area-code"]), origin
        if owner and (codes := self.settings.area_codes_of(_issuers(owner.record)[0])):
            return _only(codes)
        place = self.settings.places.get("telephone.area_code=")
        return self.settings.telephone.area_code, Derived("settings", place)


def _only(codes: Mapping[str, Place | None]) -> tuple[str | None, Derived | None]:
    if len(codes) > 1:
        return None, None
    ((code, place),) = codes.items()
    return code, Derived("settings", place)


def _issuers(notice: Record) -> tuple[Sequence[str], Place | None]:
    issuers = notice.values.get("issuer", ())
    origin = notice.derived.get("issuer")
    if origin:
        return issuers, origin.place
    span = notice.places.get("issuer")
    return issuers, Place(notice.file, span) if span else None
