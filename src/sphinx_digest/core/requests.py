"""A request for a generated table: what ``digest-index`` asks for, checked."""

from __future__ import annotations

from sphinx_digest.core.index.options import KNOWN_COLUMNS, OWNERS, find_misfits
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Block, Diagnostic, IndexBlock, Place, Span
from sphinx_digest.core.schema import Schemas


def read_request(
    block: Block, index: int, schemas: Schemas
) -> tuple[IndexBlock | None, list[Diagnostic]]:
    """Read a ``digest-index`` block; an option that does not fit its index is left out."""
    read = schemas.read(block)
    found = list(read.diagnostics)
    name = block.argument.value.strip() if block.argument else ""
    if name not in KNOWN_COLUMNS:
        span = block.argument.span() if block.argument else block.name_span
        return None, [*found, _refused(block, span, name, tuple(KNOWN_COLUMNS))]
    kind = OWNERS.get(name, "notice")
    own = [field for field, known in schemas.properties(kind).items() if known.own]
    refused: set[str] = set()
    for place, value, possible in find_misfits(name, read.values, own):
        found.append(_refused(block, read.places[place], value, possible))
        refused.add(place.partition(".")[0])
    values = {option: value for option, value in read.values.items() if option not in refused}
    return IndexBlock(name, values, index), found


def _refused(block: Block, span: Span, value: str, possible: tuple[str, ...]) -> Diagnostic:
    words = {"value": value, "all": "、".join(possible), "all.en": ", ".join(possible)}
    return Diagnostic("DGT023", Place(block.file, span), {**block_label(block.name), **words})
