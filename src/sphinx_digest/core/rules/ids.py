"""What no schema and no single document can say: ids, references and numbers of the archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sphinx_digest.core.identity import are_twins
from sphinx_digest.core.messages import BLOCK_LABELS, twin
from sphinx_digest.core.model import (
    Diagnostic,
    Document,
    Fix,
    Notice,
    Place,
    Record,
    Related,
    Severity,
    Span,
)
from sphinx_digest.core.rules.shape import place_of, rule
from sphinx_digest.core.rules.twins import has_time
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest, records_of


def where(home: Document, record: Record, seen_from: Document) -> dict[str, str]:
    """Word the place of a record, with its document where that is another one."""
    title = record.title or "；".join(record.values.get("names", ())) or record.id
    line = record.places.get("title", record.opening).line
    prefix = "" if home is seen_from else f"{home.docname} "
    return {
        "where": f"{prefix}第 {line} 行的《{title}》",
        "where.en": f"{prefix}line {line}, “{title}”",
    }


def by_issue(documents: tuple[Document, ...]) -> list[Document]:
    """Give the documents that are issues in their order, drafts included."""
    return sorted((document for document in documents if document.issue), key=_number_of_issue)


def notices_by_issue(documents: tuple[Document, ...]) -> Iterator[tuple[Document, Notice]]:
    """Yield every notice with its document in the order of the issues, drafts included."""
    for document in by_issue(documents):
        for notice in document.notices:
            yield document, notice


def _number_of_issue(document: Document) -> tuple[int, str]:
    return (document.issue.values.get("number", 0) if document.issue else 0, document.docname)


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
            if not record.written_id and (_is_told(record) or are_twins(record, other)):
                continue
            code = "DGT201" if record.written_id else "DGT204"
            if code == "DGT204" and record.kind == "notice" and _numbered(record):
                code = "DGT206"
            values = {
                "id": record.id,
                "mend": _free(record.id, digest, proposed),
                **twin("label", BLOCK_LABELS[record.kind]),
                **where(home, other, document),
            }
            related = Related(place_of(other, "id"), other.title)
            sure = code == "DGT204" and record.kind in ("notice", "deadline", "contact")
            fixes = _insert_id(document, record, values["mend"]) if sure else ()
            yield Diagnostic(code, place_of(record, "id"), values, "help", (related,), fixes=fixes)


def _follows(record: Record, same_document: bool, twice: str) -> bool:
    """Say whether a derived id is taken only because an issue or a notice is there twice."""
    if record.written_id:
        return False
    if record.kind == "issue":
        return "number" in record.values
    if record.kind == "part":
        return not same_document
    return bool(twice) and record.kind != "notice"


def _is_told(record: Record) -> bool:
    """Say whether a deadline lacks what tells it apart: its title or its time, told as such."""
    return record.kind == "deadline" and not (record.title and has_time(record))


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


def check_issue_numbers(documents: tuple[Document, ...]) -> Iterator[Diagnostic]:
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
            yield Diagnostic("DGT205", place_of(issue, "number"), values)


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
                known_id = target in digest.notices or digest.elsewhere.find("notice", target)
                if asked and not known_id:
                    yield _unresolved(place, target, "notice", known)
                continue
            found = digest.targets.get(target) or digest.elsewhere.targets.get(target)
            if found is None or found.kind != reference.role:
                yield _unresolved(place, target, reference.role, known)
        for record in records_of(document):
            yield from _fields_that_refer(record, digest, known)


def _is_id(target: str) -> bool:
    return target.isascii() and " " not in target


#: Fields that hold ids of records, and of what kind; by the kind of record.
_REFERRING: Mapping[str, Mapping[str, str]] = {
    "notice": dict.fromkeys(("repeals", "amends", "follows"), "notice"),
    "deadline": {"contact": "contact", "replaces": "deadline"},
}


def _fields_that_refer(
    record: Record, digest: Digest, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    for name, kind in _REFERRING.get(record.kind, {}).items():
        written = record.values.get(name, ())
        for index, value in enumerate([written] if isinstance(written, str) else written):
            if kind == "notice" and not _is_id(value):
                continue
            found = digest.targets.get(value) or digest.elsewhere.targets.get(value)
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


def check_ids_and_references(
    documents: tuple[Document, ...], digest: Digest
) -> Iterator[Diagnostic]:
    """Find what the archive's ids, references and numbers leave unclear."""
    yield from check_ids(documents, digest)
    yield from check_issue_numbers(documents)
    yield from check_references(documents, digest)
    yield from check_cited_numbers(documents, digest)


@rule("DGT358")
def no_lasting_id(
    documents: tuple[Document, ...], digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find a notice whose link changes with its title or date.

    公文没写编号，也没有文号，链接由标题和发布日期得来，改一个字就断。有人引用它，
    或者别的公文几乎都写了编号，才提示。草稿不报。

    A notice has neither an id nor a document number, so its link is made of title and date and
    breaks when they are mended. It is told where something links to it, or where nearly all
    other notices have an id. Drafts are left alone.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        申报书见{notice}`n-458cb043`。

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        申报书见{notice}`example-1`。
    """
    notices = [
        (document, notice.record)
        for document, notice in notices_by_issue(documents)
        if not document.draft
    ]
    bare = [
        (document, record)
        for document, record in notices
        if not record.written_id and not _numbered(record) and record.id in digest.notices
    ]
    if not bare:
        return
    usual = len(notices) >= _MANY and len(bare) * _FEW <= len(notices)
    pointing = dict(_links(documents))
    for document, record in bare:
        link = pointing.get(record.id)
        if link is None and not usual:
            continue
        severity: Severity = "warning" if link else "info"
        related = (Related(link, record.id),) if link else ()
        yield Diagnostic(
            "DGT358", place_of(record), {"id": record.id}, "help", related, severity,
            _insert_id(document, record, record.id),
        )  # fmt: skip


#: From how many notices on a habit shows, and how many of them may lack an id (one in …).
_MANY, _FEW = 8, 4


def _links(documents: tuple[Document, ...]) -> Iterator[tuple[str, Place]]:
    """Yield each id that something points to, the first place last."""
    for document in reversed(documents):
        for notice in document.notices:
            record = notice.record
            for name in ("repeals", "amends", "follows"):
                for value in record.values.get(name, ()):
                    yield value, place_of(record, name)
        for reference in reversed(document.references):
            yield reference.target.value.strip(), Place(reference.file, reference.target.span())


def _insert_id(document: Document, record: Record, id_: str) -> tuple[Fix, ...]:
    """Give the line with an id, as the first field of a record.

    Fields of reStructuredText must be indented alike; as they are shows by where values start.
    """
    line, indent = record.opening.end_line + 1, record.opening.column - 1
    fields = [
        (name, span)
        for name, span in record.places.items()
        if span.line >= line and "." not in name
    ]
    if record.file != document.path or all(span.line != line for _, span in fields):
        return ()
    if document.markup == "rst":
        indent += _RST_INDENT
        if any(span.column != indent + len(f":{name}: ") + 1 for name, span in fields):
            return ()
    return (Fix(Place(record.file, Span(line, 1, line, 1)), f"{' ' * indent}:id: {id_}\n"),)


_RST_INDENT = 3
