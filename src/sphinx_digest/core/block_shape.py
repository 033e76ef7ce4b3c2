"""What a block may hold besides its fields: a title, text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sphinx_digest.core.messages import block_label, catalogue
from sphinx_digest.core.model import Block, Diagnostic, Place, Reading, Span
from sphinx_digest.core.reading.damage import LISTS, PLURALS

_TAKES_NO_BODY = frozenset({"issue", "part", "group"})
_TAKES_NO_TITLE = frozenset({"issue", "part", "group", *LISTS})
_TO_DO = {"what": "要做什么", "what.en": "what is to be done"}


def check_shape(block: Block, reading: Reading) -> Iterator[Diagnostic]:
    """Find a title or a text where none belongs, and a deadline without a title."""
    meant_one = block.name in PLURALS and block.fields and not block.body.value.strip()
    if block.argument and block.name in _TAKES_NO_TITLE and not meant_one:
        yield _found("DGT063", block, block.argument.span(), {"value": block.argument.value})
    if block.name == "deadline" and not block.argument:
        fence = ":::{deadline} " if reading.markup == "myst" else ".. deadline:: "
        found = _found("DGT037", block, block.name_span, {**_TO_DO, "mend": f"{fence}网上填报"})
        yield in_row(found) if block.row else found
    header_only = block.name in _TAKES_NO_BODY or (block.name == "notice" and not block.argument)
    if header_only and block.body.value.strip():
        start = len(block.body.value) - len(block.body.value.lstrip())
        first = block.body.value.strip().splitlines()[0]
        span = block.body.span(start, start + len(first))
        if not _already_found(span.line, block.file, reading):
            yield _found("DGT061", block, span, {"value": _shorten(first)})


def in_row(found: Diagnostic) -> Diagnostic:
    """Give a finding about a row the help that shows how a row is written."""
    help_ = f"{found.help}_row"
    return replace(found, help=help_) if help_ in catalogue()[found.code].helps else found


def _found(code: str, block: Block, span: Span, values: Mapping[str, str]) -> Diagnostic:
    return Diagnostic(code, Place(block.file, span), {**block_label(block.name), **values})


def _already_found(line: int, file: str, reading: Reading) -> bool:
    """Say whether the reader found damage on this line, so that it is told once."""
    return any(
        d.place.file == file and d.place.span.line <= line and d.code < "DGT020"
        for d in reading.diagnostics
        if abs(d.place.span.line - line) <= 1
    )


def _shorten(text: str, length: int = 20) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
