"""Where blocks stand: the headings above them and the blocks around them."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_digest.core.body import plain_title
from sphinx_digest.core.model import Block, Reading, Record, Text

_UNDER_HEADING = frozenset({"issue", "part", "notice"})


class Outline:
    """Answers questions about the place of a block in a reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def ancestors(self, heading: int | None) -> Iterator[int]:
        """Yield a heading and those that enclose it, inmost first."""
        while heading is not None:
            yield heading
            heading = self.reading.headings[heading].parent

    def around(self, block: Block) -> Iterator[int]:
        """Yield the indexes of the blocks that a block stands in, inmost first."""
        parent = block.parent
        while parent is not None:
            yield parent
            parent = self.reading.blocks[parent].parent

    def title(self, heading: int | None) -> str:
        """Give a heading's words without their markup; none without a heading."""
        if heading is None:
            return ""
        return plain_title(self.reading.headings[heading].title.value)

    def title_source(self, block: Block) -> Text | None:
        """Give the title of a block as it was written, where that is in the block's file."""
        if block.argument:
            return block.argument
        if block.heading is None or block.name not in _UNDER_HEADING:
            return None
        heading = self.reading.headings[block.heading]
        return heading.title if heading.file == block.file else None

    def below_title(self, heading: int | None) -> bool:
        """Say whether a heading is one below the title of the document."""
        return heading is not None and self.reading.headings[heading].level > 1

    def level(self, heading: int) -> int:
        """Give the level of a heading, from 1 at the title of the document."""
        return self.reading.headings[heading].level

    def in_notice(self, block: Block) -> bool:
        """Say whether a block stands in a notice, also in one that is refused."""
        blocks = self.reading.blocks
        if any(blocks[index].name == "notice" for index in self.around(block)):
            return True
        return any(
            other.name == "notice" and other.heading == block.heading and not other.argument
            for other in blocks
        )

    def bare_part(self, heading: int) -> Record:
        """Make a part of a heading without a part block; no block bears its negative number."""
        written = self.reading.headings[heading]
        return Record(
            kind="part",
            id="",
            title=self.title(heading),
            values={},
            extra={},
            places={},
            block=-1 - heading,
            file=written.file,
            opening=written.title.span(),
            written_id=False,
        )

    def group(self, block: Block, short_form: bool, part_heading: int | None) -> str | None:
        """Give the nearest heading between part (or issue) and notice."""
        if block.heading is None:
            return None
        nearest = block.heading if short_form else self.reading.headings[block.heading].parent
        if nearest == part_heading or not self.below_title(nearest):
            return None
        return self.title(nearest)

    def groups(self, block: Block, short_form: bool, part: Record | None) -> tuple[str, ...]:
        """Give the headings between part (or issue) and notice, the nearest last."""
        above = list(self.ancestors(block.heading))[not short_form :]
        own = part and (
            self.reading.blocks[part.block].heading if part.block >= 0 else -1 - part.block
        )
        end = above.index(own) if own in above else len(above)
        return tuple(self.title(h) for h in reversed(above[:end]) if self.below_title(h))
