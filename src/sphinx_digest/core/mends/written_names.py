"""Names of fields and their values as codes or as Chinese labels: 发布日期 and published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sphinx_digest.core.mends.id_places import Heads, Line
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Block, Diagnostic, Field, Fix, Place, Reading, Span, Text
from sphinx_digest.core.properties import UNKNOWN, Property, normal_word
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.values import split_list


def find_other_names(
    reading: Reading, line: Line, schemas: Schemas, language: Language
) -> Iterator[Diagnostic]:
    """Find blocks with names that are written otherwise; what would not be read back stays."""
    names, heads = _Names(line, schemas, language), Heads(reading)
    for block in reading.blocks:
        if block.name not in schemas.kinds or not heads.is_whole(block):
            continue
        if fixes := tuple(names.changes(block)):
            yield Diagnostic("DGT398", Place(block.file, block.name_span), fixes=fixes)


class _Names:
    def __init__(self, line: Line, schemas: Schemas, language: Language) -> None:
        self.line = line
        self.schemas = schemas
        self.language = language

    def changes(self, block: Block) -> Iterator[Fix]:
        """Give what is written anew in a block."""
        called = {id(field): self.field_name(block, field) for field in block.fields}
        times = Counter(map(normal_word, called.values()))
        for field in block.fields:
            known = self.schemas.properties(block.name).get(field.key)
            if known is None:
                continue
            name = called[id(field)]
            stands = not block.row or self.is_named(block.file, field)
            if times[normal_word(name)] == 1 and field.name.value != name and stands:
                yield from self.change(block.file, field.name, 0, len(field.name.value), name)
            yield from self.values(block.file, field.text, known)

    def is_named(self, file: str, field: Field) -> bool:
        """Say whether a cell has a name and a sign; a label in pasted words is the source's."""
        span = field.name.span()
        behind = (self.line(file, span.end_line) or "")[span.end_column - 1 :].lstrip()
        return field.name.lines != field.text.lines[:1] and behind[:1] in ("=", "＝")

    def field_name(self, block: Block, field: Field) -> str:
        """Give what a field is to be called."""
        known = self.schemas.properties(block.name).get(field.key)
        if known is None:
            return field.name.value
        name = known.name
        if self.language == "zh":
            name = "".join(known.label["zh"].split())
        # A name may hold what ends it; a label may stand for several fields.
        plain = not any(sign in name for sign in ":：=＝|｜#\"'`<>")
        read = self.schemas.field_name(block.name, name) == known.name
        return name if plain and read else field.name.value

    def values(self, file: str, text: Text, known: Property) -> Iterator[Fix]:
        """Give what is written anew in a value: each of a list by itself."""
        if not known.codes:
            return
        value = text.value
        start = len(value) - len(value.lstrip())
        pieces = split_list(value) if known.many else [(start, len(value.rstrip()))]
        for first, end in pieces:
            code = known.codes.get(normal_word(value[first:end]))
            if code is None:
                continue
            word = self.word(known, code)
            if word is not None and word != value[first:end]:
                yield from self.change(file, text, first, end, word)

    def word(self, known: Property, code: str) -> str | None:
        """Give what stands for a code; None where it would not be read as that code."""
        word: str = code
        if self.language == "zh":
            words = known.labels.get(code) or known.words.get(code) or {}
            if not words and code == "unknown":
                words = UNKNOWN
            word = next(iter(words.get("zh", ())), code)
        return word if known.codes.get(normal_word(word)) == code else None

    def change(self, file: str, text: Text, start: int, end: int, word: str) -> Iterator[Fix]:
        """Write a word anew, where the source has it as it was read."""
        span = text.span(start, end)
        line = self.line(file, span.line) or ""
        if span.line == span.end_line and _cut(line, span) == text.value[start:end]:
            yield Fix(Place(file, span), word)


def _cut(line: str, span: Span) -> str:
    return line[span.column - 1 : span.end_column - 1]
