"""Read a MyST source: headings, blocks, roles, running text and damages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.token import Token

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import (
    Block,
    Diagnostic,
    Heading,
    MarkupSettings,
    Place,
    Prose,
    Reading,
    Reference,
    Span,
    Text,
)
from sphinx_digest.core.reading.damage import Slip, block_of, read_opening
from sphinx_digest.core.reading.lines import (
    Line,
    join_lines,
    split_lines,
    without_blank_ends,
)
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
from sphinx_digest.core.reading.myst_inline import role_slips, split_inline
from sphinx_digest.core.reading.myst_literal import LITERAL, hidden_in_html, opens_block
from sphinx_digest.core.reading.myst_places import (
    after_options,
    argument_of,
    content_lines,
    indent,
    inline_text,
    name_place,
)
from sphinx_digest.core.reading.myst_syntax import block_tokens, indented_code
from sphinx_digest.core.reading.myst_where import (
    CLOSING,
    CONTAINERS,
    DEEPEST,
    DIRECTIVES,
    MOST_INCLUDES,
    UNSEEN,
    Where,
)

Load = Callable[[str], str | None]


class _Reader:
    def __init__(self, path: str, markup: MarkupSettings, load: Load) -> None:
        self.path = path
        self.markup = markup
        self.load = load
        self.headings: list[Heading] = []
        self.sections: list[tuple[int, int]] = []  # (raw level, index) of the open sections
        self.blocks: list[Block] = []
        self.references: list[Reference] = []
        self.prose: list[Prose] = []
        self.loose: list[tuple[int, Place]] = []
        self.includes: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.heading: int | None = None
        self.expansions = 0
        self.clean = False
        self.short: int | None = None  # the short-form notice that nothing may follow

    def report(self, where: Where, slip: Slip) -> None:
        self.diagnostics.append(
            Diagnostic(slip.code, Place(where.file, slip.span), slip.values, slip.help)
        )

    def walk(self, lines: Sequence[Line], where: Where) -> None:
        if where.depth > DEEPEST or not lines:
            return
        region, slips = mend_fences(lines, indented_code(self.markup))
        for slip in slips:
            self.report(where, slip)
        source = "\n".join([line.text for line in region]) + "\n"
        containers: list[Where] = []
        tokens = block_tokens(source, self.markup)
        for index, token in enumerate(tokens):
            kind = token.type
            inside = containers[-1] if containers else where
            if token.level == 0 and token.nesting >= 0 and token.map:
                self._seen(token, region, where)
            if kind == "inline":
                heading = index > 0 and tokens[index - 1].type == "heading_open"
                self._inline(token, region, inside, heading)
            elif kind == "heading_open":
                self._heading(token, tokens[index + 1], region, inside)
            elif kind in {"colon_fence", "fence"}:
                self._fence(token, region, inside)
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
        self._content(token, region, where)

    def _content(self, token: Token, region: Sequence[Line], where: Where) -> None:
        self.clean = False
        if self.short is not None and token.map and not region[token.map[0]].put_in:
            line = region[token.map[0]].source()
            text = line.text
            start = len(text) - len(text.lstrip())
            self.loose.append((self.short, Place(where.file, line.span(start, len(text.rstrip())))))
            self.short = None

    def _heading(self, token: Token, inline: Token, region: Sequence[Line], where: Where) -> None:
        title = inline_text(inline, region)
        if where.parent is not None:
            values = {"title": title.value, **block_label(self.blocks[where.parent].name)}
            self.report(where, Slip("DGT012", title.span(), values))
            return
        if not where.in_sections or token.level:
            return
        raw = int(token.tag[1:]) + where.offset
        while self.sections and self.sections[-1][0] >= raw:
            self.sections.pop()
        parent = self.sections[-1][1] if self.sections else None
        self.heading = len(self.headings)
        self.sections.append((raw, self.heading))
        self.headings.append(Heading(title, len(self.sections), where.file, parent))
        self.clean, self.short = True, None

    def _inline(self, token: Token, region: Sequence[Line], where: Where, heading: bool) -> None:
        if not token.content or (token.map and _put_in(region[slice(*token.map)])):
            return
        text = inline_text(token, region)
        self._indented(text, token, region, where)
        prose, roles = split_inline(text)
        for slip in role_slips(text):
            self.report(where, slip)
        for role, target, title in roles:
            self.references.append(Reference(role, target, title, where.file, self.heading))
        if not heading and where.container != "quote":
            self.prose.extend(Prose(piece, where.file, self.heading) for piece in prose)

    def _indented(self, text: Text, token: Token, region: Sequence[Line], where: Where) -> None:
        if token.map is None or not ("::{" in text.value or "``{" in text.value):
            return
        for line in region[token.map[0] + 1 : token.map[1]]:
            self._in_code(line, where)

    def _in_code(self, line: Line, where: Where) -> bool:
        opening = read_opening(line.text)
        if opening is None or opening.block is None or opening.prefixed:
            return False
        written = line.piece()
        self.report(where, Slip("DGT014", written.span(), {"written": written.value}))
        return True

    def _code(self, token: Token, region: Sequence[Line], where: Where) -> None:
        assert token.map is not None
        lines = region[token.map[0] : token.map[1]]
        if not any(opens_block(line) for line in lines):
            return
        first = True
        margin = min((indent(line) for line in lines if line.text.strip()), default=0)
        for line in lines:
            if first and self._in_code(line, where):
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

    def _fence(self, token: Token, region: Sequence[Line], where: Where) -> None:
        assert token.map is not None
        info = token.info.strip().split(maxsplit=1)
        name = info[0] if info else ""
        lines = content_lines(token, region)
        braced = name.startswith("{") and name.endswith("}")
        block = block_of(name[1:-1]) if braced else None
        if block is not None:
            self._block(block, token, region, lines, where)
            return
        directive = name[1:-1].lower() if braced else ""
        inner = replace(where, container=where.container or "other", depth=where.depth + 1)
        if directive == "include":
            self._include(token, region, lines, where)
            return
        if where.in_sections:
            self._content(token, region, where)
        if not braced:
            if token.type == "colon_fence":
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
            opening = region[token.map[0]]
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

    def _block(
        self,
        name: str,
        token: Token,
        region: Sequence[Line],
        lines: Sequence[Line],
        where: Where,
    ) -> None:
        assert token.map is not None
        opening = region[token.map[0]]
        argument = argument_of(opening, token)
        short = name == "notice" and argument is not None
        if where.in_sections and self.short is not None:
            if short or name == "notice":
                self.short = None
            else:
                self._content(token, region, where)
        written = opening.source()
        name_span, whole = name_place(written)
        end = argument.span().end_column if argument else whole.end_column
        reader = FieldReader(
            name,
            opening.number,
            text_allowed=short or name in {"deadline", "contact"},
            field_lists=short and "fieldlist" in self.markup.extensions,
        )
        rest = reader.read(lines)
        for slip in reader.slips:
            self.report(where, slip)
        body = without_blank_ends(rest)
        index = len(self.blocks)
        own_lines = [line for line in region[token.map[0] : token.map[1]] if not line.put_in]
        self.blocks.append(
            Block(
                name=name,
                argument=argument,
                fields=tuple(reader.fields.values()),
                body=join_lines(body),
                opening=Span(whole.line, whole.column, whole.line, max(end, whole.end_column)),
                name_span=name_span,
                end_line=own_lines[-1].number,
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
            self.walk(body, replace(where, parent=index, container="", depth=where.depth + 1))

    def _include(
        self, token: Token, region: Sequence[Line], lines: Sequence[Line], where: Where
    ) -> None:
        assert token.map is not None
        opening = region[token.map[0]]
        argument = argument_of(opening, token)
        if argument is None:
            return
        options = include_options(lines)
        if "literal" in options or "code" in options:
            if where.in_sections:
                self._content(token, region, where)
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


def _put_in(lines: Sequence[Line]) -> bool:
    return all(line.put_in for line in lines)


def read_myst(text: str, path: str, markup: MarkupSettings, load: Load) -> Reading:
    """Read one source with the files that it includes."""
    reader = _Reader(path, markup, load)
    reader.walk(split_lines(text), Where(path, chain=(normal_path(path),)))
    return Reading(
        path=path,
        markup="myst",
        headings=tuple(reader.headings),
        blocks=tuple(reader.blocks),
        references=tuple(reader.references),
        prose=tuple(reader.prose),
        loose=tuple(reader.loose),
        includes=tuple(reader.includes),
        diagnostics=tuple(sorted(reader.diagnostics, key=lambda one: (one.place, one.code))),
    )
