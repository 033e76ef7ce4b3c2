"""Every shape the core passes on: places in a source, blocks, records, diagnostics.

Nothing here knows Sphinx, docutils or JSON Schema, so that the command line and the build
share one meaning of a record. Text flows one way: text -> Reading -> Document -> Store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
Markup = Literal["myst", "rst"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source: 1-based lines and columns in code points, ``end_column`` exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a file. ``file`` is the path as it was opened (absolute or as given)."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of source text that remembers where each of its lines stands.

    ``lines`` holds (line, column) of the first code point of every line of ``value``.
    """

    value: str
    lines: tuple[tuple[int, int], ...]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the place of ``value[start:end]``; ``end`` is exclusive and defaults to the end."""
        end = len(self.value) if end is None else end
        if len(self.lines) == 1:  # most are, and spans are many
            line, column = self.lines[0]
            return Span(line, column + start, line, column + end)
        first_line, first_column = self._locate(start)
        last_line, last_column = self._locate(end)
        return Span(first_line, first_column, last_line, last_column)

    def _locate(self, offset: int) -> tuple[int, int]:
        head = self.value[:offset]
        index = min(head.count("\n"), len(self.lines) - 1)
        line, column = self.lines[index]
        return line, column + offset - (head.rfind("\n") + 1)


@dataclass(frozen=True, slots=True)
class Field:
    """One ``:name: value`` line of a block; an empty value has an empty ``text``.

    ``key`` is what the schema calls it, whichever name was written; readers leave it empty.
    """

    name: Text
    text: Text
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``level`` counts from 1 at the title of the document, without gaps."""

    title: Text
    level: int
    file: str
    parent: int | None = None  # index into Reading.headings of the enclosing heading


#: Where a block stands besides plain sections; "condition" is ``only`` or ``ifconfig``.
Container = Literal["", "list", "quote", "table", "condition", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A directive of ours as it was written."""

    name: str  # "issue", "notice", "deadlines" … as in ``messages.BLOCK_LABELS``
    argument: Text | None
    fields: tuple[Field, ...]
    body: Text  # content below the fields, without the closing fence; may be empty
    opening: Span  # the opening fence or ".. name::" up to the end of the argument
    name_span: Span
    end_line: int  # last line that belongs to the block, inclusive
    file: str
    heading: int | None  # index into Reading.headings of the nearest heading before it
    parent: int | None  # index into Reading.blocks of the block of ours that nests it
    container: Container
    first: bool  # nothing but comments and labels stands between the heading and this block
    row: bool = False  # made of one row of the ``deadlines`` or ``contacts`` that ``parent`` is


@dataclass(frozen=True, slots=True)
class Reference:
    """A role of ours in the text: `` {docnum}`…` `` or `` :notice:`…` ``.

    ``target`` is what stands in angle brackets (or the whole); ``title`` the explicit text.
    """

    role: str
    target: Text
    title: str | None
    file: str
    heading: int | None


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of running text (code, links and quotations left out), for cited numbers."""

    text: Text
    file: str
    heading: int | None


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a diagnostic points to."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe mend: the text that takes the place of a span; an empty text deletes it."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``values`` fill the message of ``code`` in ``core.messages``.

    ``help`` names which of the code's help lines applies; None gives none. ``fixes`` belong
    together: all of them mend it, or none is made.
    """

    code: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    help: str | None = "help"
    related: tuple[Related, ...] = ()
    severity: Severity | None = None  # None: as the catalogue says
    fixes: tuple[Fix, ...] = ()
    in_row: bool = False  # of a list, where a field is a cell


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source file (with the files it includes) says, before any meaning."""

    path: str
    markup: Markup
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]  # in order of their opening
    references: tuple[Reference, ...]
    prose: tuple[Prose, ...]
    loose: tuple[tuple[int, Place], ...]  # (index of short-form block, text that follows it)
    includes: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Mute:
    """Where findings of some codes (or prefixes) are not wanted, and why.

    It covers whole lines, ``first`` to ``last`` included. ``accepted`` says that a record's
    ``accept`` asks for it, so that ``reason`` is shown to readers; else a comment does.
    """

    place: Place  # of the code in the source
    code: str
    reason: str
    first: int
    last: int
    accepted: bool


#: How sure an end is: "event" ones start with something that has no date.
CountState = Literal["computed", "undetermined", "event"]


@dataclass(frozen=True, slots=True)
class Count:
    """How the end of a deadline's period was counted. Days are ISO, ends are included.

    ``anchor`` is not counted itself; it is None where no day is known. ``unknown`` is the day
    whose year the calendar does not have.
    """

    length: str
    anchor: str | None
    calendar: str
    state: CountState
    nominal_end: str | None = None
    rolled_end: str | None = None
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """Where a value comes from that nobody wrote in its record; ``place`` is where it stands.

    ``by``: ``title``, ``wording`` (of the time), ``issuer`` (the notice's), ``group`` or
    ``part`` (in the source above), ``settings`` (digest.toml), ``host`` (the link's, by
    ``[issuers]``), ``contacts`` (contacts.toml).
    """

    by: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """The deadline that holds in the stead of an earlier one, and its last day, where known."""

    id: str
    docname: str
    title: str
    due: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A validated ``issue``, ``part``, ``notice``, ``deadline`` or ``contact``.

    ``values`` is JSON as the schema defines it, ISO dates included; ``extra`` holds the
    project's own properties; ``places`` says where each value was written.
    """

    kind: str
    id: str
    title: str
    values: Mapping[str, Any]
    extra: Mapping[str, Any]
    places: Mapping[str, Span]
    block: int  # index into Reading.blocks
    file: str
    opening: Span
    written_id: bool  # False where ``id`` is derived
    inferred: frozenset[str] = frozenset()  # names of values whose year was not written
    count: Count | None = None  # of a deadline with ``within``
    derived: Mapping[str, Derived] = field(default_factory=dict)
    entry: str | None = None  # of contacts.toml, which a contact calls
    row: bool = False  # written as a row of a list
    body: str = ""  # text in a deadline's or a contact's block
    replaced_by: Successor | None = None  # of a deadline; known when all issues are
    replaced_due: str = ""  # the last day of the deadline that this one replaces


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment; ``level`` counts from 1 (2 for 附件 1-1)."""

    title: str
    label: str | None
    url: str | None
    embedded: bool
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed in a notice after its issue went out: on which day, what, and why.

    ``span`` is the row it was written in, ``day`` that of its date.
    """

    date: str
    what: str
    why: str
    span: Span
    day: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A document number cited by a notice; ``target`` is the text's ``<…>``, where written."""

    number: str
    target: str | None
    place: Place
    explicit: bool  # from a role, not found in running text


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with what belongs to it; ``form`` says which syntax made its section."""

    record: Record
    part: str | None
    group: str | None
    deadlines: tuple[Record, ...]
    contacts: tuple[Record, ...]
    attachments: tuple[Attachment, ...]
    citations: tuple[Citation, ...]
    body: str
    short_form: bool
    groups: tuple[str, ...] = ()  # the headings between part and notice, ``group`` the last
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of an issue outside its notices, without our blocks.

    It stands below a title: the issue's, that of a ``part`` (its id) or of a group, whose
    ``groups`` are the headings down to it and ``before`` its first notice; or behind a notice.
    """

    source: str
    part: str | None = None
    groups: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """A generated table that a document asks for; ``name`` is documents, dates, contacts …"""

    name: str
    values: Mapping[str, Any]
    block: int  # index into Reading.blocks


@dataclass(frozen=True, slots=True)
class Document:
    """All records of one source document. ``issue`` is None where it has no issue block."""

    docname: str
    path: str
    markup: Markup
    title: str
    issue: Record | None
    parts: tuple[Record, ...]
    notices: tuple[Notice, ...]
    references: tuple[Reference, ...]
    indexes: tuple[IndexBlock, ...]
    diagnostics: tuple[Diagnostic, ...]
    includes: tuple[str, ...] = ()
    draft: bool = False
    mutes: tuple[Mute, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkupSettings:
    """Which MyST syntax is on, as in ``[markup]`` of digest.toml."""

    extensions: frozenset[str] = frozenset({"colon_fence"})
    disable_syntax: frozenset[str] = frozenset()
