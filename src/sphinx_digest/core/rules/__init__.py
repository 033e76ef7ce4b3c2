"""What no schema can say: the rules of a consistent digest, by page and over the whole archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sphinx_digest.core.model import Diagnostic, Document, Place, Span
from sphinx_digest.core.rules import (
    attachment_titles,
    attachments,
    bodies,
    brackets,
    contacts,
    days,
    documents,
    ends,
    extensions,
    fields,
    forms,
    ids,
    issuers,
    lengths,
    links,
    markdown,
    mastheads,
    names,
    numbering,
    parts,
    punctuation,
    roster_calls,
    sentences,
    text,
    titles,
    twins,
    wording,
    written_days,
)
from sphinx_digest.core.rules.ids import check_ids_and_references
from sphinx_digest.core.rules.ledger import check_ledger
from sphinx_digest.core.rules.shape import (
    AnyRule,
    DigestRule,
    Documentation,
    Page,
    PageRule,
    Rule,
    documentation,
)
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest

PAGE_RULES: tuple[Rule[PageRule], ...] = (
    mastheads.out_of_its_period,
    mastheads.number_not_of_heading,
    days.wrong_year,
    days.later_than_its_issue,
    days.long_before,
    days.dated_after_published,
    ends.already_past,
    ends.ends_before_published,
    ends.rest_day,
    lengths.length_mismatch,
    twins.written_twice,
    wording.wording_differs,
    wording.deadline_without_record,
    written_days.impossible_day_in_text,
    written_days.wrong_weekday,
    contacts.no_area_code,
    contacts.mailbox_missing,
    contacts.telephone_missing,
    contacts.placeholder_number,
    contacts.misspelt_mail_host,
    contacts.code_to_scan_missing,
    contacts.spaced_name,
    attachments.attachment_not_listed,
    attachments.attachment_not_cited,
    attachments.attachment_numbers,
    attachment_titles.stray_signs,
    attachment_titles.named_otherwise,
    attachment_titles.numbered_otherwise,
    text.spacing,
    punctuation.half_width,
    brackets.unbalanced,
    punctuation.bracket_variants,
    text.doubled,
    text.lost_characters,
    text.odd_characters,
    fields.stray_signs,
    sentences.stopped_for_up_to,
    numbering.typed_numbers,
    markdown.heading_without_space,
    sentences.said_twice,
    forms.date_forms,
    forms.number_forms,
    links.link_scheme,
    links.link_without_target,
    titles.group_for_a_title,
    titles.block_of_a_group_for_a_notice,
    titles.title_not_in_body,
    titles.title_runs_on,
    documents.impossible_year,
    documents.number_not_of_title,
    documents.number_of_another_year,
    issuers.misspelt_issuer,
    parts.unknown_part,
    parts.unknown_group,
    parts.groups_out_of_order,
)
DIGEST_RULES: tuple[Rule[DigestRule], ...] = (
    bodies.pasted_body,
    titles.same_title,
    documents.same_number,
    issuers.rare_spelling,
    issuers.source_not_issuer,
    issuers.title_of_another_issuer,
    names.two_names,
    parts.missing_part,
    parts.parts_out_of_order,
    ids.no_lasting_id,
    extensions.replaced_twice,
    mastheads.period_of_the_last_issue,
    roster_calls.not_published,
)


def documented() -> Mapping[str, Documentation]:
    """Give what each rule says of itself, by code."""
    rules: tuple[AnyRule, ...] = (*PAGE_RULES, *DIGEST_RULES)
    return {rule.code: documentation(rule) for rule in rules}


def check_page(page: Page) -> Iterator[Diagnostic]:
    """Give the findings of all rules over one document, in no particular order."""
    for rule in PAGE_RULES:
        for found in rule.find(page):
            yield _without_wordings(page, found) if found.fixes else found


#: Fields that hold the source's own words, which nothing rewrites.
_WORDINGS = ("when", "text")


def _without_wordings(page: Page, found: Diagnostic) -> Diagnostic:
    """Leave out the mends inside of what is kept as the source has it."""
    fixes = tuple(one for one in found.fixes if not _is_wording(page, one.place))
    return found if len(fixes) == len(found.fixes) else replace(found, fixes=fixes)


def _is_wording(page: Page, place: Place) -> bool:
    return any(
        block.file == place.file and _inside(place.span, field.text.span())
        for block in page.reading.blocks
        if block.opening.line <= place.span.line <= block.end_line
        for field in block.fields
        if field.key in _WORDINGS
    )


def _inside(span: Span, other: Span) -> bool:
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    return (other.line, other.column) <= start and end <= (other.end_line, other.end_column)


def check_digest(
    documents: Iterable[Document], digest: Digest, settings: Settings
) -> list[Diagnostic]:
    """Give the findings of all rules over the whole digest, in no particular order."""
    ordered = tuple(sorted(documents, key=lambda d: d.docname))
    found = [*check_ids_and_references(ordered, digest), *check_ledger(ordered, digest, settings)]
    for rule in DIGEST_RULES:
        found += rule.find(ordered, digest, settings)
    return found


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and keep one diagnostic a place and code."""
    seen: dict[tuple[str, Span, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        seen.setdefault((diagnostic.place.file, diagnostic.place.span, diagnostic.code), diagnostic)
    return tuple(seen[key] for key in sorted(seen))
