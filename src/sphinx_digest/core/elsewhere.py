"""Records of other volumes, as the inventories of their pages name them (``objects.inv``)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sphinx_digest.core.numbers import document_key, split_issuer

KINDS = frozenset({"issue", "notice", "deadline", "contact"})
_HEAD = b"# Sphinx inventory version 2"
_LINE = re.compile(
    r"(?P<name>.+?)\s+digest:(?P<kind>[a-z]+)\s+-?[0-9]+\s+(?P<uri>\S+)\s+(?P<title>.*)"
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A record of another volume, and where its page is: an address, or a path from our root."""

    kind: str
    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other volumes hold; ``numbers`` has (issuer, notice) by the key of a number."""

    targets: Mapping[str, Foreign] = field(default_factory=dict)
    numbers: Mapping[str, tuple[tuple[str, Foreign], ...]] = field(default_factory=dict)

    def find(self, kind: str, id_: str) -> Foreign | None:
        """Give the record with an id."""
        found = self.targets.get(id_)
        return found if found and kind in (found.kind, "any") else None

    def find_document(
        self, number: str, target: str | None, aliases: Mapping[str, str]
    ) -> Foreign | None:
        """Give the one notice that a number may mean, as ``Digest.find_document`` reads it."""
        if target is not None and (found := self.find("notice", target)):
            return found
        issuer, _, rest = (target or "").rpartition(" ")
        bearing = self.numbers.get(document_key(rest or number), ())
        if not bearing and not issuer:
            named, rest = split_issuer(number)
            issuer = named or ""
            bearing = self.numbers.get(document_key(rest), ()) if issuer else ()
        issuer = aliases.get(issuer, issuer)
        fits = {one.id: one for by, one in bearing if not issuer or by == issuer}
        return next(iter(fits.values())) if len(fits) == 1 else None


def number_name(issuer: str | None, number: str) -> str:
    """Give what an inventory calls a document number of an issuer."""
    return f"{issuer} {number}" if issuer else number


def read_inventory(data: bytes, url: str) -> list[Foreign]:
    """Read the records of a volume whose pages lie at ``url``; ValueError where it is none."""
    if not data.startswith(_HEAD):
        raise ValueError(url)
    try:
        text = zlib.decompress(data.split(b"\n", 4)[4]).decode()
    except (zlib.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(url) from error
    return list(_read_lines(text.splitlines(), url))


def _read_lines(lines: Iterable[str], url: str) -> Iterator[Foreign]:
    for line in lines:
        if match := _LINE.fullmatch(line):
            name, uri = match["name"], match["uri"]
            page = uri.removesuffix("$") + name if uri.endswith("$") else uri
            title = name if match["title"] == "-" else match["title"]
            if match["kind"] in KINDS or match["kind"] == "docnum":
                yield Foreign(match["kind"], name, title, url + page)


def gather(records: Iterable[Foreign]) -> Elsewhere:
    """Put the records of several volumes together; the first keeps an id that is used twice."""
    targets: dict[str, Foreign] = {}
    numbered: list[Foreign] = []
    for record in records:
        if record.kind == "docnum":
            numbered.append(record)
        else:
            targets.setdefault(record.id, record)
    by_url = {record.url: record for record in targets.values()}
    numbers: dict[str, tuple[tuple[str, Foreign], ...]] = {}
    for record in numbered:
        issuer, _, number = record.id.rpartition(" ")
        if notice := by_url.get(record.url):
            key = document_key(number)
            numbers[key] = (*numbers.get(key, ()), (issuer, notice))
    return Elsewhere(targets, numbers)
