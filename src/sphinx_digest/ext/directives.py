"""The directives. They leave markers; what they say was read from the source by the core."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_digest.core.messages import BLOCK_LABELS, block_label
from sphinx_digest.core.model import Block, Diagnostic, Place, Record, Span
from sphinx_digest.core.reading.damage import LISTS, PLURALS
from sphinx_digest.ext.reading import current_reading
from sphinx_digest.ext.state import project_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class digest_block(nodes.General, nodes.Element):  # noqa: N801
    """Marks where a block ran: ``index`` into the document's reading, translatable children."""


class _AnyOption(dict[str, Callable[[str], str]]):
    """Lets every option through to the core, which knows the schemas and the positions."""

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: str) -> Callable[[str | None], str]:
        return lambda value: value or ""

    def __bool__(self) -> bool:
        return True


class DigestDirective(SphinxDirective):
    """A block of ours. Its title is optional here, so that the core can say what is wrong."""

    has_content = True
    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOption()

    @property
    def block_name(self) -> str:
        """The directive's name without the domain."""
        return self.name.lower().rpartition(":")[2]

    def run(self) -> list[nodes.Node]:
        """Leave a marker, with the content and the words that can be translated."""
        path, line = self.get_source_info()
        path = str(Path(path).absolute())
        current = current_reading(self.env)
        title = self.arguments[0] if self.arguments else ""
        written = {name.lower() for name in self.options}
        index = current.claim(self.block_name, path, line, title, written)
        if index is None:
            self.note_stray(path, line)
            return self.parse_content_to_nodes() if self.content else []
        block = current.reading.blocks[index]
        marker, messages = self.mark(index, block, path, line)
        rows = [node for row in self.rows(index, path) for node in row]
        if rows or self.block_name in PLURALS:
            return [marker, *messages, *rows]
        notice = self.block_name == "notice" and block.argument is not None
        content: list[nodes.Node] = []
        if self.content and self.block_name not in (*LISTS, "digest-index"):
            content = self.parse_content_to_nodes(allow_section_headings=False)
        if notice and self.arguments:
            return [self.short_form(marker, content), *messages]
        marker += [nodes.container("", *content, digest_field="content")] if content else []
        return [marker, *messages]

    def mark(
        self, index: int, block: Block, path: str, line: int
    ) -> tuple[digest_block, list[nodes.system_message]]:
        """Make the marker of a block, with its title and the words that can be translated."""
        marker = digest_block(index=index, block=block.name)
        marker.source, marker.line = path, line
        messages: list[nodes.system_message] = []
        if block.argument is not None and block.name in ("notice", "deadline"):
            messages = self.add_title(marker, block.argument.value, path, line)
        record = current_reading(self.env).records.get(index)
        if record and project_of(self.env).translating:
            self.add_translatable(marker, record, path)
        return marker, messages

    def rows(self, plural: int, path: str) -> Iterator[list[nodes.Node]]:
        """Mark each row of a list of ours, as if it had a block of its own."""
        blocks = current_reading(self.env).reading.blocks
        for index in range(plural + 1, len(blocks)):
            block = blocks[index]
            if not block.row:
                return
            if block.parent == plural:
                marker, messages = self.mark(index, block, path, block.opening.line)
                yield [marker, *messages]

    def add_title(
        self, marker: digest_block, title: str, path: str, line: int
    ) -> list[nodes.system_message]:
        """Put the title into the marker, with its inline markup."""
        inline, messages = self.parse_inline(title, lineno=line)
        paragraph = nodes.paragraph(title, "", *inline, digest_field="title")
        paragraph.source, paragraph.line = path, line
        marker += paragraph
        return messages

    def add_translatable(self, marker: digest_block, record: Record, path: str) -> None:
        """Put each value that may be translated into the marker, as the source has it."""
        properties = project_of(self.env).schemas.properties(record.kind)
        for name, value in {**record.values, **record.extra}.items():
            known = properties.get(name)
            if known is None or not known.translatable or value in ("unknown", ["unknown"]):
                continue
            text = "；".join(value) if isinstance(value, list) else str(value)
            paragraph = nodes.paragraph(text, "", nodes.Text(text), digest_field=name)
            span = record.places.get(name)
            paragraph.source, paragraph.line = path, span.line if span else marker.line
            marker += paragraph

    def short_form(self, marker: digest_block, content: list[nodes.Node]) -> nodes.section:
        """Make the section of a notice that was written with its title."""
        section = nodes.section("", classes=["digest-notice"])
        section.source, section.line = marker.source, marker.line
        paragraph = marker[0]
        assert isinstance(paragraph, nodes.Element)
        title = nodes.title(paragraph.rawsource, "", *paragraph.children)
        title.source, title.line = marker.source, marker.line
        marker.remove(paragraph)
        section += [title, marker, *content]
        return section

    def note_stray(self, path: str, line: int) -> None:
        """Report a block that ran without standing in the source file."""
        place = Place(path, Span(max(line, 1), 1, max(line, 1), 1))
        current_reading(self.env).stray.append(
            Diagnostic("DGT071", place, block_label(self.block_name))
        )


NAMES = tuple(BLOCK_LABELS)


def add_bare_directives(app: Sphinx) -> None:
    """Register ``notice`` beside ``digest:notice`` where no other extension has the name."""
    from docutils.parsers.rst import directives

    for name in NAMES:
        if name not in directives._directives:  # type: ignore[attr-defined]
            app.add_directive(name, DigestDirective)
