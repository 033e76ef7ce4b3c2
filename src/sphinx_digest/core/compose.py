"""Reading -> Document: assemble the records, then judge them as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from sphinx_digest.core.assemble import Assembly
from sphinx_digest.core.due import count_deadlines
from sphinx_digest.core.model import Document, Passage, Prose, Reading
from sphinx_digest.core.mutes import find_mutes
from sphinx_digest.core.passages import PassageFinder
from sphinx_digest.core.rules import check_page
from sphinx_digest.core.rules.shape import Page
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import records_of


def assemble(
    reading: Reading, text: str, schemas: Schemas, settings: Settings, docname: str
) -> Document:
    """Bring the blocks of a reading together into the records of a document, with all findings."""
    assembly = Assembly(reading, text, schemas, settings)
    assembly.run()
    assembly.diagnostics += count_deadlines(assembly.drafts, assembly.failed, settings.calendar)
    title = assembly.outline.title(0) if reading.headings else ""
    document = Document(
        docname=docname,
        path=reading.path,
        markup=reading.markup,
        title=title,
        issue=assembly.issue,
        parts=tuple(part for _heading, part in sorted(assembly.parts.items())),
        notices=assembly.notices(),
        references=reading.references,
        indexes=tuple(assembly.indexes),
        diagnostics=tuple(assembly.diagnostics),
        includes=reading.includes,
        draft=bool(assembly.issue and assembly.issue.values.get("draft")),
        passages=tuple(_passages(assembly)) if assembly.issue else (),
    )
    mutes, found = find_mutes(reading, text, records_of(document))
    if document.issue or document.notices:  # else a home page, a page of indexes
        page = Page(document, reading, text, settings, _prose_of_notices(assembly))
        found = (*found, *check_page(page))
    return replace(document, diagnostics=(*document.diagnostics, *found), mutes=mutes)


def _passages(assembly: Assembly) -> Iterator[Passage]:
    """Yield the text of an issue outside its notices."""
    parts = {heading: part.id for heading, part in assembly.parts.items()}
    notices = {h: draft.record.id for h, draft in assembly.notice_of_heading.items()}
    finder = PassageFinder(assembly.reading, assembly.text, parts, notices)
    titles = {heading: assembly.outline.title(heading) for heading in finder.groups}
    return finder.find({draft.block: draft.record.id for draft in assembly.drafts}, titles)


def _prose_of_notices(assembly: Assembly) -> dict[int, tuple[Prose, ...]]:
    """Give the running text of each notice, by the notice's block."""
    short = any(draft.short_form for draft in assembly.drafts)
    owners: dict[int | None, int | None] = {}  # heading -> block of its notice
    gathered: defaultdict[int, list[Prose]] = defaultdict(list)
    for prose in assembly.reading.prose:
        if short or prose.heading not in owners:
            line = prose.text.lines[0][0]
            draft = assembly.notice_at(prose.file, line, prose.heading)
            owners[prose.heading] = draft.block if draft else None
        block = owners[prose.heading]
        if block is not None:
            gathered[block].append(prose)
    return {block: tuple(pieces) for block, pieces in gathered.items()}
