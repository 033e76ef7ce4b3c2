"""What ``check --fix`` writes besides mends: ids that are missing, names in another language.

They are findings with fixes, of which nothing is told: only what is mended of them is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_digest.core.identity import are_twins, child_id, child_ids
from sphinx_digest.core.mends.id_places import IdPlaces, Line
from sphinx_digest.core.mends.readable_ids import ReadableIds, free_id
from sphinx_digest.core.mends.written_names import find_other_names
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Diagnostic, Document, Fix, Notice, Place, Reading, Record
from sphinx_digest.core.reading.lines import split_lines
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.selection import select
from sphinx_digest.core.settings import RuleSettings, Settings
from sphinx_digest.core.store import records_of

ID, NAME = "DGT397", "DGT398"
#: Findings that write an id, too: not a readable one.
_OTHER_IDS = frozenset({"DGT204", "DGT206", "DGT358"})
#: What an id is made of; where one of them was written and not read, the id waits.
_MADE_OF = ("number", "issuer", "source", "published", "dated")
_REFERRING = {"notice": ("repeals", "amends", "follows"), "deadline": ("contact",)}

Sources = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Wants:
    """What is to be written: ids, and where ``names`` is given the names of that language.

    ``later`` holds it back, until all that can be mended is.
    """

    names: Language | None = None
    later: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole digest as it was read; ``sources`` gives the text of a file."""

    read: Sequence[tuple[Reading, Document]]
    sources: Sources
    schemas: Schemas
    settings: Settings


def with_wanted(found: Iterable[Diagnostic], whole: Whole, wants: Wants) -> list[Diagnostic]:
    """Give the findings of a digest, and what is to be written into its sources."""
    told = list(found)
    line = _Lines(whole.sources).line
    if _is_on(whole.settings.rules):
        told = [replace(one, fixes=()) if one.code in _OTHER_IDS else one for one in told]
        if not wants.later:
            told += select(_Ids(whole, line).find(), (), whole.settings)
    if wants.names and not wants.later:
        for reading, _ in whole.read:
            told += find_other_names(reading, line, whole.schemas, wants.names)
    return told


def _is_on(rules: RuleSettings) -> bool:
    return ID.startswith(rules.select) and not (rules.ignore and ID.startswith(rules.ignore))


def without_wanted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what is only there to be written."""
    return tuple(one for one in found if one.code not in (ID, NAME))


class _Lines:
    """Gives lines of files, each of which is split once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._files: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """Give a line by its number; None where there is none."""
        if file not in self._files:
            self._files[file] = [one.text for one in split_lines(self._sources(file) or "")]
        lines = self._files[file]
        return lines[number - 1] if 0 < number <= len(lines) else None


class _Ids:
    """Gives an id to every record that needs one, in the order of the issues."""

    def __init__(self, whole: Whole, line: Line) -> None:
        self.read = sorted(whole.read, key=_issue_order)
        self.line = line
        self.schemas = schemas = whole.schemas
        self.ids = ReadableIds(whole.settings)
        records = [record for _, document in self.read for record in records_of(document)]
        self.taken = Counter(record.id for record in records)
        for names in (schemas.roster.entries, *schemas.roster.frozen.values()):
            self.taken.update(names.keys())
        issues = schemas.roster.ledger.issues.values()
        self.published = {id_ for issue in issues for id_ in issue.records}
        self.owner: dict[str, Record] = {}  # whom a link to an id means
        for record in records:
            self.owner.setdefault(record.id, record)
        self.links = self._find_links()

    def find(self) -> Iterator[Diagnostic]:
        """Yield a finding for each record without an id, with those below it."""
        for reading, document in self.read:
            label = self.schemas.properties("notice")["id"].label["zh"]
            places = IdPlaces(self.line, reading, "".join(label.split()))
            one = _Document(self, reading, places)
            for part in document.parts:
                if document.issue and not part.written_id:
                    wanted = self.ids.of_part(part, document.issue)
                    if made := one.write(part, wanted):
                        yield _finding(reading, part, made[1])
            for notice in document.notices:
                yield from one.take_notice(notice)

    def free(self, wanted: str) -> str:
        """Give an id that no record has, and keep it."""
        id_ = free_id(wanted, set(_variants(wanted, self.taken)))
        self.taken[id_] += 1
        return id_

    def moved(self, record: Record, id_: str) -> list[Fix] | None:
        """Give what changes the links to a record; None where one cannot be changed."""
        if id_ == record.id or self.owner.get(record.id) is not record:
            return []
        fixes = []
        for place in self.links.get(record.id, ()):
            span = place.span
            line = self.line(place.file, span.line) or ""
            there = line[span.column - 1 : span.end_column - 1]
            if span.end_line != span.line or there != record.id:
                return None
            fixes.append(Fix(place, id_))
        return fixes

    def _find_links(self) -> Mapping[str, Sequence[Place]]:
        """Find every place that names an id, each once."""
        links: defaultdict[str, dict[Place, None]] = defaultdict(dict)
        for reading, document in self.read:
            for reference in document.references:
                text = reference.target
                id_ = text.value.strip()
                start = text.value.find(id_)
                place = Place(reference.file, text.span(start, start + len(id_)))
                links[id_][place] = None
            for record in records_of(document):
                for name in _REFERRING.get(record.kind, ()):
                    for number, value in enumerate(record.values.get(name, ())):
                        if span := record.places.get(f"{name}.{number}"):
                            links[value][Place(record.file, span)] = None
            for index in document.indexes:
                block = reading.blocks[index.block]
                for field in block.fields:
                    if field.key in ("part", "issue"):
                        links[field.text.value][Place(block.file, field.text.span())] = None
        return {id_: tuple(places) for id_, places in links.items()}


def _variants(wanted: str, taken: Counter[str]) -> Iterator[str]:
    """Yield those that are taken of an id and its numbered forms."""
    id_, number = wanted, 2
    while taken[id_] > 0:
        yield id_
        id_, number = f"{wanted}-{number}", number + 1


class _Document:
    """Writes ids into one document."""

    def __init__(self, ids: _Ids, reading: Reading, places: IdPlaces) -> None:
        self.all = ids
        self.reading = reading
        self.places = places

    def write(self, record: Record, wanted: str | None) -> tuple[str, list[Fix]] | None:
        """Give the id of a record and what writes it; None where it cannot be written.

        What was published keeps the id that it was published with.
        """
        published = record.id in self.all.published
        wanted = record.id if published else wanted
        if wanted is None or record.block < 0:
            return None
        block = self.reading.blocks[record.block]
        if self.places.write(block, wanted) is None:
            return None
        id_ = record.id if published else self.all.free(wanted)
        put_in, moved = self.places.write(block, id_), self.all.moved(record, id_)
        return None if put_in is None or moved is None else (id_, [put_in, *moved])

    def take_notice(self, notice: Notice) -> Iterator[Diagnostic]:
        """Yield a finding for a notice and all below it, or for each of these alone."""
        record = notice.record
        children = (*notice.deadlines, *notice.contacts)
        if record.written_id:
            for child, fixes in self._below(record, children):
                yield _finding(self.reading, child, fixes)
            return
        wanted = self.all.ids.of_notice(record) if self._is_ready(record) else None
        made = self.write(record, wanted)
        if made is None:
            return
        id_, fixes = made
        for _, more in self._below(replace(record, id=id_), children):
            fixes += more
        yield _finding(self.reading, record, fixes)

    def _is_ready(self, notice: Record) -> bool:
        """Say whether all that an id is made of was read, and enough is there."""
        values = notice.values
        fields = {field.key for field in self.reading.blocks[notice.block].fields}
        if not notice.title or any(name in fields and name not in values for name in _MADE_OF):
            return False
        known = "issuer" in values or "source" in values
        return known and ("number" in values or "published" in values)

    def _below(
        self, notice: Record, children: Sequence[Record]
    ) -> Iterator[tuple[Record, list[Fix]]]:
        """Yield each record of a notice whose id is written, or moves with the notice's."""
        bare = [
            child
            for number, child in enumerate(children)
            if not child.written_id and not any(are_twins(child, o) for o in children[:number])
        ]
        plain = {id(child): child_id(notice, replace(child, id="")) for child in bare}
        derived = dict(zip(map(id, bare), _ids_of(notice, bare), strict=True))
        times = Counter(plain.values())
        rows = [child for child in bare if self._stays(child)]
        alone = [row for row in rows if times[plain[id(row)]] == 1 and self._has(row, derived)]
        for row in alone:
            id_ = derived[id(row)]
            if id_ != row.id:
                self.all.taken[id_] += 1
                if moved := self.all.moved(row, id_):
                    yield row, moved
        left = [child for child in bare if not any(child is row for row in alone)]
        self.all.taken.subtract(child.id for child in left)
        for child in left:
            made = self.write(child, self._wanted(notice, child))
            if made:
                yield child, made[1]
                continue
            self.all.taken[derived[id(child)]] += 1
            if moved := self.all.moved(child, derived[id(child)]):
                yield child, moved

    def _wanted(self, notice: Record, child: Record) -> str | None:
        if child.kind == "contact":
            return self.all.ids.of_contact(notice.id, child)
        return self.all.ids.of_deadline(notice.id, child) if child.title else None

    def _stays(self, child: Record) -> bool:
        return child.block >= 0 and self.reading.blocks[child.block].row

    def _has(self, row: Record, derived: Mapping[int, str]) -> bool:
        """Say whether the derived id of a row is its own."""
        id_ = derived[id(row)]
        return self.all.taken[id_] == (id_ == row.id)


def _ids_of(notice: Record, children: Sequence[Record]) -> list[str]:
    """Derive the ids of deadlines, then of contacts, that have none written."""
    deadlines = [child for child in children if child.kind == "deadline"]
    contacts = children[len(deadlines) :]
    return [*child_ids(notice, deadlines), *child_ids(notice, contacts)]


def _issue_order(read: tuple[Reading, Document]) -> tuple[int, str]:
    document = read[1]
    return (document.issue.values.get("number", 0) if document.issue else 0, document.docname)


def _finding(reading: Reading, record: Record, fixes: Sequence[Fix]) -> Diagnostic:
    place = Place(record.file, reading.blocks[record.block].name_span)
    return Diagnostic(ID, place, fixes=tuple(fixes))
