"""Read a MyST source: headings, blocks, roles, running text and damages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markdown_it.token import Token

from sphinx_digest.core.model import (
    Block,
    MarkupSettings,
    Reading,
    Reference,
    Span,
)
from sphinx_digest.core.reading.damage import OF_FACTS, Slip, block_of, read_opening
from sphinx_digest.core.reading.lines import (
    Line,
    join_lines,
    split_lines,
    without_blank_ends,
)
from sphinx_digest.core.reading.myst_blocks import Fenced, Items, Paragraph, Title, find_blocks
from sphinx_digest.core.reading.myst_ends import swallowed_by
from sphinx_digest.core.reading.myst_fences import mend_fences
from sphinx_digest.core.reading.myst_fields import FieldReader
from sphinx_digest.core.reading.myst_include import (
    find_included,
    heading_offset,
    include_options,
    included_lines,
    normal_path,
)
from sphinx_digest.core.reading.myst_inline import split_inline
from sphinx_digest.core.reading.myst_literal import LITERAL, hidden_in_html, opens_block
from sphinx_digest.core.reading.myst_places import (
    after_options,
    argument_of,
    content_lines,
    indent,
    inline_text,
    name_place,
    text_from,
    text_of,
)
from sphinx_digest.core.reading.myst_state import Load, State
from sphinx_digest.core.reading.myst_syntax import indented_code
from sphinx_digest.core.reading.myst_where import (
    CLOSING,
    CONTAINERS,
    DEEPEST,
    DIRECTIVES,
    MOST_INCLUDES,
    UNSEEN,
    Where,
)


class _Reader(State):
    def walk(self, lines: Sequence[Line], where: Where) -> None:
        if where.depth > DEEPEST or not lines:
            return
        region, slips = mend_fences(lines, indented_code(self.markup))
        for slip in slips:
            self.report(where, slip)
        sections, running = where.in_sections, where.container != "quote"
        for block in find_blocks(region, self.markup):
            if isinstance(block, list):
                self._tokens(block, region, where)
                continue
            line = region[block.first]
            if isinstance(block, Paragraph):
                if sections:
                    self.content(line, where)
                below = region[block.first + 1 : block.end]
                self.words(text_of(line, below), below, where, running=running)
            elif isinstance(block, Title):
                text = text_from(line, block.start)
                self.title(text, block.level, where, nested=False)
                self.words(text, (), where, running=False)
            elif isinstance(block, Items):
                if sections:
                    self.content(line, where)
                for at, start in block.items:
                    self.words(text_from(region[at], start), (), where, running=True)
            else:
                self._fence(block, region, where)

    def _tokens(self, tokens: Sequence[Token], region: Sequence[Line], where: Where) -> None:
        containers: list[Where] = []
        for index, token in enumerate(tokens):
            kind = token.type
            inside = containers[-1] if containers else where
            if token.level == 0 and token.nesting >= 0 and token.map:
                self._seen(token, region, where)
            if kind == "inline":
                heading = index > 0 and tokens[index - 1].type == "heading_open"
                self._inline(token, region, inside, heading)
            elif kind == "heading_open":
                title = inline_text(tokens[index + 1], region)
                self.title(title, int(token.tag[1:]), inside, nested=bool(token.level))
            elif kind in {"colon_fence", "fence"}:
                assert token.map is not None
                content, colons = content_lines(token, region), kind == "colon_fence"
                first, end = token.map
                block = Fenced(first, end, token.info, content, colons)
                self._fence(block, region, inside)
            elif kind == "code_block":
                self._code(token, region, inside)
            elif kind == "html_block":
                self._html(token, region, inside)
            elif kind == "front_matter":
                self._front_matter(token, region, inside)
            elif kind in CONTAINERS:
                table = where.container == "table" and CONTAINERS[kind] == "list"
                container = "table" if table else CONTAINERS[kind]
                containers.append(replace(where, container=container))
            elif kind in CLOSING and containers:
                containers.pop()

    def _seen(self, token: Token, region: Sequence[Line], where: Where) -> None:
        """Keep count of what stands between a heading or a short form and the next block."""
        if not where.in_sections or token.type == "heading_open" or token.type in UNSEEN:
            return
        text = token.content.strip()
        if token.type == "html_block" and text.startswith("<!--") and text.endswith("-->"):
            return
        if token.type in {"colon_fence", "fence"}:
            return  # decided where the directive is read
        assert token.map is not None
        self.content(region[token.map[0]], where)

    def _inline(self, token: Token, region: Sequence[Line], where: Where, heading: bool) -> None:
        lines = region[slice(*token.map)] if token.map else ()
        if not token.content or (token.map and all(line.put_in for line in lines)):
            return
        running = not heading and where.container != "quote"
        text = inline_text(token, region)
        self.words(text, lines[1:], where, running=running, lines=lines)

    def _code(self, token: Token, region: Sequence[Line], where: Where) -> None:
        assert token.map is not None
        lines = region[token.map[0] : token.map[1]]
        if not any(opens_block(line) for line in lines):
            return
        first = True
        margin = min((indent(line) for line in lines if line.text.strip()), default=0)
        for line in lines:
            if first and self.in_code(line, where):
                first = False
        moved = [line.cut_to(line.text[margin:]) for line in lines]
        self.walk(moved, replace(where, depth=where.depth + 1))

    def _html(self, token: Token, region: Sequence[Line], where: Where) -> None:
        assert token.map is not None
        lines = region[token.map[0] : token.map[1]]
        at = hidden_in_html(lines)
        if at is None:
            return
        opening = read_opening(lines[at].text)
        if opening is not None and opening.slip is None:
            written = lines[at].piece(opening.start, opening.end)
            values = {"written": written.value}
            self.report(where, Slip("DGT011", written.span(), values, "help_blank"))
        self.walk(lines[at:], replace(where, depth=where.depth + 1))

    def _front_matter(self, token: Token, region: Sequence[Line], where: Where) -> None:
        assert token.map is not None
        lines = region[token.map[0] + 1 : token.map[1] - 1]
        hidden = next((at for at, line in enumerate(lines) if opens_block(line)), None)
        if hidden is None:
            return
        values = {
            "line": str(region[0].number),
            "label": "---",
            "end": str(lines[0].number),
            "fence": "---",
            **swallowed_by(lines, hidden, hidden),
        }
        span = lines[0].span(0, len(lines[0].text.rstrip()))
        self.report(where, Slip("DGT001", span, values, "help_end"))
        self.walk(lines, replace(where, depth=where.depth + 1))

    def _fence(self, fenced: Fenced, region: Sequence[Line], where: Where) -> None:
        info = fenced.info.strip().split(maxsplit=1)
        name = info[0] if info else ""
        lines = fenced.lines
        braced = name.startswith("{") and name.endswith("}")
        block = block_of(name[1:-1]) if braced else None
        if block is not None:
            self._block(block, fenced, region, where)
            return
        directive = name[1:-1].lower() if braced else ""
        inner = replace(where, container=where.container or "other", depth=where.depth + 1)
        if directive == "include":
            self._include(fenced, region, where)
            return
        opening = region[fenced.first]
        if where.in_sections:
            self.content(opening, where)
        if not braced:
            if fenced.colons:
                self.walk(lines, inner)
            return
        if directive == "eval-rst":
            self._rst(lines, where)
        if directive in LITERAL:
            return
        own = DIRECTIVES.get(directive, "other")
        if where.container == "condition":
            own = "condition"
        if len(info) > 1 and "{" in info[1]:
            at = opening.text.rfind(info[1])
            for role, target, title in split_inline(opening.piece(max(at, 0)))[1]:
                self.references.append(Reference(role, target, title, where.file, self.heading))
        self.walk(after_options(lines), replace(inner, container=own))

    def _rst(self, lines: Sequence[Line], where: Where) -> None:
        """Take in what ``eval-rst`` holds, as it stands here."""
        from sphinx_digest.core.reading.rst import read_rst_lines  # few digests need it

        found = read_rst_lines(lines, where.file, self.load)
        base, here = len(self.blocks), self.heading
        for block in found.blocks:
            parent = where.parent if block.parent is None else base + block.parent
            block = replace(block, heading=here, parent=parent)
            condition = where.container == "condition" and block.container == "other"
            self.blocks.append(replace(block, container="condition") if condition else block)
        self.references.extend(replace(one, heading=here) for one in found.references)
        if where.container != "quote":
            self.prose.extend(replace(one, heading=here) for one in found.prose)
        self.includes.extend(path for path in found.includes if path not in self.includes)
        self.diagnostics.extend(found.diagnostics)

    def _block(self, name: str, fenced: Fenced, region: Sequence[Line], where: Where) -> None:
        opening = region[fenced.first]
        argument = argument_of(opening, fenced.info)
        short = name == "notice" and argument is not None
        if where.in_sections and self.short is not None:
            if short or name == "notice":
                self.short = None
            else:
                self.content(opening, where)
        written = opening.source()
        name_span, whole = name_place(written)
        end = argument.span().end_column if argument else whole.end_column
        reader = FieldReader(
            name,
            opening.number,
            text_allowed=short or name in {"deadline", "contact"},
            field_lists=short and "fieldlist" in self.markup.extensions,
        )
        rest = reader.read(fenced.lines)
        for slip in reader.slips:
            self.report(where, slip)
        body = without_blank_ends(rest)
        index = len(self.blocks)
        last = fenced.end - 1
        while region[last].put_in:
            last -= 1
        self.blocks.append(
            Block(
                name=name,
                argument=argument,
                fields=tuple(reader.fields.values()),
                body=join_lines(body),
                opening=Span(whole.line, whole.column, whole.line, max(end, whole.end_column)),
                name_span=name_span,
                end_line=region[last].number,
                file=where.file,
                heading=self.heading,
                parent=where.parent,
                container=where.container,
                first=where.in_sections and self.clean and self.heading is not None,
            )
        )
        if where.in_sections:
            self.clean = False
            if short:
                self.short = index
        if body:
            told = len(self.prose)
            self.walk(body, replace(where, parent=index, container="", depth=where.depth + 1))
            if name in OF_FACTS or (name == "notice" and not short):
                del self.prose[told:]  # its rows are fields

    def _include(self, fenced: Fenced, region: Sequence[Line], where: Where) -> None:
        opening = region[fenced.first]
        argument = argument_of(opening, fenced.info)
        if argument is None:
            return
        options = include_options(fenced.lines)
        if "literal" in options or "code" in options:
            if where.in_sections:
                self.content(opening, where)
            return
        name = argument.value
        path, text = find_included(self.path, name, self.load)
        again = path in self.includes and any(block.file == path for block in self.blocks)
        if again or path in where.chain:
            self.report(where, Slip("DGT018", argument.span(), {"name": name}))
            return
        if text is None:
            self.report(where, Slip("DGT017", argument.span(), {"name": name}, None))
            return
        if path not in self.includes:
            self.includes.append(path)
        self.expansions += 1
        if self.expansions > MOST_INCLUDES:
            return
        inner = replace(
            where,
            file=path,
            depth=where.depth + 1,
            offset=heading_offset(options),
            chain=(*where.chain, path),
        )
        self.walk(included_lines(split_lines(text), options), inner)


def read_myst(text: str, path: str, markup: MarkupSettings, load: Load) -> Reading:
    """Read one source with the files that it includes."""
    reader = _Reader(path, markup, load)
    reader.walk(split_lines(text), Where(path, chain=(normal_path(path),)))
    return reader.reading()
