"""Reading -> Document: which record belongs where, and what is wrong with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sphinx_digest.core import identity
from sphinx_digest.core.block_shape import check_shape, in_row
from sphinx_digest.core.body import body_of, plain_title
from sphinx_digest.core.citations import check_numbers, find_citations
from sphinx_digest.core.completion import Completion
from sphinx_digest.core.draft import (
    NoticeDraft,
    called_contact,
    check_range,
    named_contact,
    take_list,
)
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import (
    Block,
    Diagnostic,
    Fix,
    IndexBlock,
    Notice,
    Place,
    Reading,
    Record,
    Related,
    Span,
)
from sphinx_digest.core.outline import Outline
from sphinx_digest.core.passages import content_of
from sphinx_digest.core.reading.damage import LISTS, PLURALS
from sphinx_digest.core.requests import read_request
from sphinx_digest.core.roster import call, find_mixed_call
from sphinx_digest.core.schema import Derive, Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.values import Customs, join_lines, read_names

_RECORDS = frozenset({"deadline", "contact"})
_BELONGS_TO_NOTICE = _RECORDS | LISTS


class Assembly:
    """Gathers the records of one reading and every finding about them."""

    def __init__(self, reading: Reading, text: str, schemas: Schemas, settings: Settings) -> None:
        self.reading = reading
        self.outline = Outline(reading)
        self.text = text
        self.schemas = schemas
        self.completion = Completion(self.outline, schemas, settings)
        self.canonical_issuer = settings.canonical_issuer
        self.diagnostics = [*reading.diagnostics, *check_numbers(reading, text)]
        self.issue: Record | None = None
        self.parts: dict[int, Record] = {}  # by heading
        self.notice_of_heading: dict[int, NoticeDraft] = {}
        self.notice_of_block: dict[int, NoticeDraft] = {}
        self.drafts: list[NoticeDraft] = []
        self.indexes: list[IndexBlock] = []
        self.failed: dict[int, frozenset[str]] = {}  # fields that were written and not read

    def place(self, block: Block, span: Span | None = None) -> Place:
        """Give the place of a block's name, or of ``span`` in its file."""
        return Place(block.file, span or block.name_span)

    def report(
        self,
        code: str,
        block: Block,
        values: Mapping[str, str] | None = None,
        *,
        span: Span | None = None,
        help: str | None = "help",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note a finding about a block."""
        words = {**block_label(block.name), **(values or {})}
        self.diagnostics.append(Diagnostic(code, self.place(block, span), words, help, related))

    def record(
        self,
        index: int,
        block: Block,
        title: str,
        derive: Derive | None = None,
        customs: Customs | None = None,
    ) -> Record:
        """Validate a block's fields into a record; ``id`` stays empty where none is written."""
        read = self.schemas.read(block, customs, derive)
        source = self.outline.title_source(block)
        self.diagnostics.extend(map(in_row, read.diagnostics) if block.row else read.diagnostics)
        self.failed[index] = read.failed
        if block.name in ("part", "group"):
            self.completion.note(block, read)
        values = dict(read.values)
        if "issuer" in values:
            values["issuer"] = list(map(self.canonical_issuer, values["issuer"]))
        return Record(
            kind=block.name,
            id=str(read.values.get("id", "")),
            title=title,
            values=values,
            extra=read.extra,
            places=read.places | ({"title": source.span()} if source else {}),
            block=index,
            file=block.file,
            opening=block.opening,
            written_id="id" in read.values,
            inferred=read.inferred,
            derived=read.derived,
            row=block.row,
            body=content_of(self.reading, block) if block.name in _RECORDS else "",
        )

    @property
    def period(self) -> str | None:
        """The days that the issue covers, by which years are inferred."""
        return self.issue.values.get("period") if self.issue else None

    def run(self) -> None:
        """Walk through the blocks in the order of the source."""
        for index, block in enumerate(self.reading.blocks):
            if block.container == "condition" and block.name != "digest-index":
                self.report("DGT058", block)
            if not block.row:
                self.diagnostics += check_shape(block, self.reading)
            if block.name == "issue":
                self.take_issue(index, block)
            elif block.name == "part":
                self.take_part(index, block)
            elif block.name == "group":
                self.take_group(index, block)
            elif block.name == "notice":
                self.take_notice(index, block)
            elif block.name == "digest-index":
                self.take_index(index, block)
        # Deadlines may stand before a notice's block in a wrong order; owners come first.
        for index, block in enumerate(self.reading.blocks):
            if block.name in _BELONGS_TO_NOTICE:
                self.take_belonging(index, block)
        for block_index, where in self.reading.loose:
            title = self.reading.blocks[block_index].argument
            words = {"title": title.value if title else ""}
            self.diagnostics.append(Diagnostic("DGT056", where, words))
        for draft, citation in find_citations(self.reading, self.notice_at):
            draft.citations.append(citation)
        self.derive_ids()
        self.check_notices()

    def take_issue(self, index: int, block: Block) -> None:
        """Read the issue block of the document."""
        if self.issue:
            first = self.reading.blocks[self.issue.block]
            self.report("DGT059", block, {"line": str(first.opening.line)})
            self.record(index, block, "")
            return
        if block.heading is None:
            self.report("DGT060", block)
        title = self.outline.title(block.heading)
        issue = self.record(index, block, title)
        self.issue = identity.with_id(issue, identity.issue_id(issue))

    def take_part(self, index: int, block: Block) -> None:
        """Read a part block under its heading."""
        if block.heading is None or not self.outline.below_title(block.heading):
            self.report("DGT060", block)
            self.record(index, block, "")
            return
        record = self.record(index, block, self.outline.title(block.heading))
        if block.heading in self.parts:
            other = self.parts[block.heading].opening.line
            self.report("DGT052", block, {"title": record.title, "line": str(other)})
            return
        if not block.first:
            self.report("DGT053", block, {"title": record.title})
        self.parts[block.heading] = record

    def take_group(self, index: int, block: Block) -> None:
        """Read what the notices below a heading have in common."""
        if not self.outline.below_title(block.heading):
            self.report("DGT060", block)
        elif not block.first:
            other = block.heading in self.parts or block.heading in self.notice_of_heading
            words = {"title": self.outline.title(block.heading)}
            self.report("DGT053", block, words, help="help_group" if other else "help")
        self.record(index, block, "")

    def take_notice(self, index: int, block: Block) -> None:
        """Read a notice block: section form, or short form with a title."""
        short = block.argument is not None
        if self.issue is None:
            mend = ":::{issue}" if self.reading.markup == "myst" else ".. issue::"
            self.report("DGT050", block, {"mend": mend})
        if (around := self.nested_in_notice(block)) is not None:
            self.report("DGT051", block, {"title": around[1]}, help=around[0])
            self.record(index, block, "")
            return
        argument = block.argument
        if argument and block.first and _same(argument.value, self.outline.title(block.heading)):
            place = self.place(block, argument.span())
            values = {"title": argument.value, **block_label(block.name)}
            fixes = _without_title(block, place)
            self.diagnostics.append(Diagnostic("DGT057", place, values, fixes=fixes))
            short = False
        written = plain_title(block.argument.value) if short and block.argument else None
        title = self.outline.title(block.heading) if written is None else written
        if not short and not self.check_section_form(block, title):
            self.record(index, block, title, self.completion.of_notice(block, title))
            return
        if short and block.container in ("list", "quote", "table", "other"):
            self.report("DGT055", block)
        part_heading = self.part_heading(block, short)
        part = self.parts[part_heading] if part_heading is not None else None
        group = self.outline.group(block, short, part_heading)
        defaults = self.completion.defaults(block, part.title if part else None, group)
        derive = self.completion.of_notice(block, title, defaults)
        record = self.record(index, block, title, derive, self.completion.dated(self.period))
        draft = NoticeDraft(index, record, short, part, group, defaults=defaults)
        self.drafts.append(draft)
        self.notice_of_block[index] = draft
        if not short and block.heading is not None:
            self.notice_of_heading[block.heading] = draft

    def part_heading(self, block: Block, short: bool) -> int | None:
        """Find the heading of the part that a notice stands in.

        It is one with a part block, else the one right below the title of the document, which
        then makes a part without facts.
        """
        above = list(self.outline.ancestors(block.heading))
        written = next((heading for heading in above if heading in self.parts), None)
        if written is not None:
            return written
        own = () if short else (block.heading,)
        division = next((h for h in above if self.outline.level(h) == 2 and h not in own), None)
        if division is not None:
            self.parts[division] = self.outline.bare_part(division)
        return division

    def take_index(self, index: int, block: Block) -> None:
        """Read a request for a generated table."""
        request, found = read_request(block, index, self.schemas)
        self.diagnostics.extend(found)
        if request:
            self.indexes.append(request)

    def nested_in_notice(self, block: Block) -> tuple[str, str] | None:
        """Give the mend, and the heading around, of a notice in another one's block or section."""
        if any(self.reading.blocks[i].name == "notice" for i in self.outline.around(block)):
            return "help", ""
        above = list(self.outline.ancestors(block.heading))
        short = block.argument is not None
        around = next((h for h in above[not short :] if h in self.notice_of_heading), None)
        if around is None:
            return None
        return "help_heading" if short else "help_level", self.outline.title(around)

    def check_section_form(self, block: Block, title: str) -> bool:
        """Check that a header block stands right below a heading of its own."""
        if not self.outline.below_title(block.heading):
            self.report("DGT060", block)
            return False
        if block.heading in self.notice_of_heading:
            other = self.notice_of_heading[block.heading].record.opening.line
            self.report("DGT052", block, {"title": title, "line": str(other)})
            return False
        if block.container in ("list", "quote", "table", "other") or not block.first:
            self.report("DGT053", block, {"title": title})
        return True

    def owner_of(self, block: Block) -> NoticeDraft | None:
        """Find the notice that a deadline, contact or list of attachments belongs to."""
        for index in self.outline.around(block):
            if index in self.notice_of_block:
                return self.notice_of_block[index]
        for heading in self.outline.ancestors(block.heading):
            if heading in self.notice_of_heading:
                return self.notice_of_heading[heading]
        return None

    def take_belonging(self, index: int, block: Block) -> None:
        """Read a deadline, a contact, attachments or corrections into the notice of theirs."""
        owner = self.owner_of(block)
        if owner is None and not block.row and not self.outline.in_notice(block):
            self.report("DGT054", block)
        if block.name in LISTS - PLURALS:
            self.diagnostics += take_list(block, self.reading.markup, owner)
        if block.name in _RECORDS:
            self.take_record(index, block, owner)

    def take_record(self, index: int, block: Block, owner: NoticeDraft | None) -> None:
        """Read a deadline or a contact."""
        before = len(self.diagnostics)
        if block.name == "deadline":
            title = plain_title(join_lines(block.argument.value)) if block.argument else ""
            place = self.place(block, block.argument.span()) if block.argument else None
            derive = self.completion.of_deadline(title, place, owner)
            record = self.record(index, block, title, derive, self.completion.dated(self.period))
            self.diagnostics.extend(check_range(record))
        else:
            record = self.contact(index, block, owner)
        # What stands beside the time in its cell is the title that there is not.
        if block.row and all(found.code != "DGT111" for found in self.diagnostics[before:]):
            self.diagnostics += check_shape(block, self.reading)
        if owner:
            (owner.deadlines if block.name == "deadline" else owner.contacts).append(record)

    def contact(self, index: int, block: Block, owner: NoticeDraft | None) -> Record:
        """Read a contact, written out or called from contacts.toml by its id."""
        issue = self.issue.id if self.issue else ""
        called = call(block, self.schemas.roster, issue)
        entry = called.entry
        customs = self.completion.customs(block, owner, entry)
        derive = self.completion.of_contact(owner, entry)
        before = len(self.diagnostics)
        record = self.record(index, block, "", derive, customs)
        if entry:
            return called_contact(record, entry)
        if called.meant:  # so it is not said as well that nobody can reach it
            said = [found for found in self.diagnostics[before:] if found.code != "DGT034"]
            self.diagnostics[before:] = [*said, *called.findings]
            return record
        names, found = read_names(block)
        self.diagnostics += [*found, *find_mixed_call(block, names, self.schemas.roster)]
        if not self.alternates(block):
            self.diagnostics.extend(self.schemas.check_pairs(block, names, record, customs))
        return named_contact(self.completion.completed(block, owner, entry, record), names)

    def alternates(self, block: Block) -> bool:
        """Say whether persons and numbers alternate in a row, which is told already."""
        return block.row and any(
            found.code == "DGT049" and found.place.span == block.opening
            for found in self.reading.diagnostics
        )

    def notice_at(self, file: str, line: int, heading: int | None) -> NoticeDraft | None:
        """Find the notice that a stretch of text belongs to."""
        for draft in self.drafts:
            block = self.reading.blocks[draft.block]
            if (
                draft.short_form
                and block.file == file
                and block.opening.line <= line <= block.end_line
            ):
                return draft
        for above in self.outline.ancestors(heading):
            if above in self.notice_of_heading:
                return self.notice_of_heading[above]
        return None

    def derive_ids(self) -> None:
        """Give every record an id: the written one, or one that no position decides."""
        if self.issue:
            for heading, part in self.parts.items():
                self.parts[heading] = identity.with_id(part, identity.part_id(self.issue, part))
        for draft in self.drafts:
            draft.record = identity.with_id(draft.record, identity.notice_id(draft.record))
            for records in (draft.deadlines, draft.contacts):
                ids = identity.child_ids(draft.record, records)
                records[:] = map(identity.with_id, records, ids)
            draft.name_called()

    def check_notices(self) -> None:
        """Validate each notice with all that belongs to it."""
        for draft in self.drafts:
            block = self.reading.blocks[draft.block]
            place = self.place(block, block.opening)
            if draft.record.title:
                self.diagnostics.extend(
                    self.schemas.check_notice(draft.assembled(self.failed), place)
                )

    def notices(self) -> tuple[Notice, ...]:
        """Give the finished notices in the order of the source."""
        part_ids = {part.block: part.id for part in self.parts.values()}
        return tuple(
            draft.finished(
                part_ids[draft.part.block] if draft.part else None,
                body_of(self.reading, self.text, block, draft.short_form),
                self.outline.groups(block, draft.short_form, draft.part),
            )
            for draft in self.drafts
            for block in [self.reading.blocks[draft.block]]
        )


def _same(first: str, second: str) -> bool:
    return "".join(first.split()) == "".join(second.split())


def _without_title(block: Block, title: Place) -> tuple[Fix, ...]:
    """Delete a title with the space before it, where nothing but fields stands below it."""
    span = replace(title.span, column=title.span.column - 1)
    beside = span.line == block.name_span.line and span.column > block.name_span.end_column
    return (Fix(replace(title, span=span), ""),) if beside and not block.body.value.strip() else ()
