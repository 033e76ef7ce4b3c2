"""What no schema and no single document can say: ids, references and numbers of the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from sphinx_digest.core.messages import BLOCK_LABELS, twin
from sphinx_digest.core.model import Diagnostic, Document, Place, Record, Related, Span
from sphinx_digest.core.store import Digest, records_of

Rule = Callable[[tuple[Document, ...], Digest], Iterator[Diagnostic]]


def _place(record: Record, name: str | None = None) -> Place:
    span = record.places.get(name, record.opening) if name else record.opening
    return Place(record.file, span)


def _where(home: Document, record: Record, seen_from: Document) -> dict[str, str]:
    """Word the place of a record, with its document where that is another one."""
    title = record.title or "；".join(record.values.get("names", ())) or record.id
    line = record.opening.line
    prefix = "" if home is seen_from else f"{home.docname} "
    return {
        "where": f"{prefix}第 {line} 行的《{title}》",
        "where.en": f"{prefix}line {line}, “{title}”",
    }


def check_ids(documents: tuple[Document, ...], digest: Digest) -> Iterator[Diagnostic]:
    """Find ids that two records of the digest share; what follows from one is not told again."""
    first: dict[str, tuple[Document, Record]] = {}
    proposed: set[str] = set()
    for document in documents:
        twice = ""  # the id of the notice that is there already, which its records' ids start with
        for record in records_of(document):
            home, other = first.setdefault(record.id, (document, record))
            if record.kind == "notice":
                twice = record.id if other is not record and not record.written_id else ""
            if other is record or _follows(record, home is document, twice):
                continue
            code = "DGT201" if record.written_id else "DGT204"
            if code == "DGT204" and record.kind == "notice" and _numbered(record):
                code = "DGT206"
            values = {
                "id": record.id,
                "mend": _free(record.id, digest, proposed),
                **twin("label", BLOCK_LABELS[record.kind]),
                **_where(home, other, document),
            }
            related = Related(_place(other, "id"), other.title)
            yield Diagnostic(code, _place(record, "id"), values, "help", (related,))


def _follows(record: Record, same_document: bool, twice: str) -> bool:
    """Say whether a derived id is taken only because an issue or a notice is there twice."""
    if record.written_id:
        return False
    if record.kind == "issue":
        return "number" in record.values
    if record.kind == "part":
        return not same_document
    return bool(twice) and record.kind != "notice"


def _numbered(notice: Record) -> bool:
    """Say whether the derived id of a notice stands for its issuer and its number."""
    values = notice.values
    issuer = values.get("issuer") or values.get("source")
    return bool(issuer) and values.get("number") not in (None, "unknown")


def _free(id_: str, digest: Digest, proposed: set[str]) -> str:
    """Propose an id that nothing bears and that no other finding proposes."""
    number = 2
    while (mend := f"{id_}-{number}") in digest.targets or mend in proposed:
        number += 1
    proposed.add(mend)
    return mend


def check_issue_numbers(documents: tuple[Document, ...], _: Digest) -> Iterator[Diagnostic]:
    """Find two issues with one number."""
    first: dict[int, Document] = {}
    for document in documents:
        issue = document.issue
        if issue is None or "number" not in issue.values:
            continue
        number = issue.values["number"]
        other = first.setdefault(number, document)
        if other is not document and not issue.written_id:
            values = {"number": str(number), "where": other.docname, "where.en": other.docname}
            yield Diagnostic("DGT205", _place(issue, "number"), values)


def _unresolved(
    place: Place, target: str, kind: str, known: Mapping[str, tuple[str, ...]]
) -> Diagnostic:
    values = {"target": target, **twin("label", BLOCK_LABELS[kind])}
    near = get_close_matches(target, known.get(kind, ()), n=1, cutoff=0.6)
    if near:
        return Diagnostic("DGT202", place, {**values, "mend": near[0]})
    return Diagnostic("DGT202", place, values, None)


def check_references(documents: tuple[Document, ...], digest: Digest) -> Iterator[Diagnostic]:
    """Find references to records that the digest does not have, and numbers of several."""
    by_kind: dict[str, list[str]] = {}
    for known_target in digest.targets.values():
        by_kind.setdefault(known_target.kind, []).append(known_target.id)
    known = {kind: tuple(ids) for kind, ids in by_kind.items()}
    for document in documents:
        for reference in document.references:
            place = Place(reference.file, reference.target.span())
            target = reference.target.value.strip()
            if reference.role == "docnum":
                asked = reference.title is not None and _is_id(target)
                if asked and target not in digest.notices:
                    yield _unresolved(place, target, "notice", known)
                continue
            found = digest.targets.get(target)
            if found is None or found.kind != reference.role:
                yield _unresolved(place, target, reference.role, known)
        for record in records_of(document):
            yield from _fields_that_refer(record, digest, known)


def _is_id(target: str) -> bool:
    return target.isascii() and " " not in target


def _fields_that_refer(
    record: Record, digest: Digest, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    names = {"notice": ("repeals", "amends", "follows"), "deadline": ("contact",)}
    for name in names.get(record.kind, ()):
        kind = "contact" if name == "contact" else "notice"
        for index, value in enumerate(record.values.get(name, ())):
            if kind == "notice" and not _is_id(value):
                continue
            found = digest.targets.get(value)
            if found is None or found.kind != kind:
                span = record.places.get(f"{name}.{index}") or record.places.get(name)
                place = Place(record.file, span or record.opening)
                yield _unresolved(place, value, kind, known)


def check_cited_numbers(documents: tuple[Document, ...], digest: Digest) -> Iterator[Diagnostic]:
    """Find cited numbers that several notices bear, where the editor asked for a link."""
    for document in documents:
        for notice in document.notices:
            for cited in digest.cites.get(notice.record.id, ()):
                if cited.citation.explicit and len(cited.fits) > 1:
                    mend = f"{cited.number} <{cited.fits[0]}>"
                    values = {"number": cited.number, "mend": mend}
                    yield Diagnostic("DGT203", cited.citation.place, values)


RULES: tuple[Rule, ...] = (
    check_ids,
    check_issue_numbers,
    check_references,
    check_cited_numbers,
)


def check_digest(documents: Iterable[Document], digest: Digest) -> list[Diagnostic]:
    """Give the findings of all rules over the whole digest, in no particular order."""
    ordered = tuple(sorted(documents, key=lambda d: d.docname))
    return [diagnostic for rule in RULES for diagnostic in rule(ordered, digest)]


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and keep one diagnostic a place and code."""
    seen: dict[tuple[str, Span, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        seen.setdefault((diagnostic.place.file, diagnostic.place.span, diagnostic.code), diagnostic)
    return tuple(seen[key] for key in sorted(seen))
