"""Walk through the block structure of reStructuredText, construct by construct."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_digest.core.messages import CONTAINER_LABELS, block_label, twin
from sphinx_digest.core.model import Container
from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading import rst_markup, rst_slips
from sphinx_digest.core.reading.rst_rows import Row, indented
from sphinx_digest.core.reading.rst_state import DEEPEST, State, Where
from sphinx_digest.core.reading.rst_tables import Cells, grid_table, simple_table

_Item = tuple[str, str, int]


class Scanner:
    """Read rows into a state. Included rows are put into the list that is being read."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._last: _Item | None = None

    def body(self, rows: list[Row], where: Where) -> None:
        """Read rows as body elements."""
        if where.depth > DEEPEST:
            return
        index = 0
        last: _Item | None = None
        while index < len(rows):
            if rows[index].blank:
                index += 1
                continue
            self._last, last = last, None
            index = self._element(rows, index, where)
            last, self._last = self._last, None

    def nested(self, rows: Sequence[Row], where: Where, container: Container | None) -> None:
        """Read rows one level down; ``container`` None leaves the surroundings' own."""
        last, self._last = self._last, None
        self.body(list(rows), where.inside(container))
        self._last = last

    def nested_block(self, rows: Sequence[Row], where: Where) -> None:
        """Read the content of a block of ours."""
        last, self._last = self._last, None
        self.body(list(rows), where)
        self._last = last

    def _element(self, rows: list[Row], index: int, where: Where) -> int:
        last, self._last = self._last, None
        row = rows[index]
        text = row.text
        first = text[0]
        if first == " ":
            return self._block_quote(rows, index, where)
        if first in "-+*\u2022\u2023\u2043" and (match := grammar.BULLET.match(text)):
            return self._item(rows, index, match.end(), where)
        if (match := grammar.ENUMERATOR.match(text)) is not None:
            following = rows[index + 1].text if index + 1 < len(rows) else None
            item = grammar.enumerated(match, following, last)
            if item is None:
                return self._text(rows, index, where)
            end = self._item(rows, index, match.end(), where)
            self._last = item
            return end
        if first == ":" and (match := grammar.FIELD.match(text)):
            return self._hanging(rows, index, match.end(), where)
        if first in "-+/" and (match := grammar.OPTION.match(text)):
            block, _ = indented(rows, index, first=match.end())
            if not any(part.text for part in block):
                return self._text(rows, index, where)
            return self._hanging(rows, index, match.end(), where)
        if first == ">" and grammar.DOCTEST.match(text):
            self.state.content(row, where)
            return _block_end(rows, index)
        if first == "|" and (match := grammar.LINE_BLOCK.match(text)):
            self.state.content(row, where)
            block, end = indented(rows, index, first=match.end(), until_blank=True)
            self.state.running([part for part in block if part.text], where)
            return end
        if first == "+" and grammar.GRID_TOP.match(text):
            return self._table(*grid_table(rows, index), rows, index, where)
        if first == "=" and grammar.SIMPLE_TOP.match(text):
            return self._table(*simple_table(rows, index), rows, index, where)
        if first == "." and grammar.EXPLICIT.match(text):
            return rst_markup.explicit(self, rows, index, where)
        if first == "_" and (match := grammar.ANONYMOUS.match(text)):
            return indented(rows, index, first=match.end(), until_blank=True)[1]
        if grammar.LINE.match(text):
            return self._line(rows, index, where)
        return self._text(rows, index, where)

    def _block_quote(self, rows: list[Row], index: int, where: Where) -> int:
        block, end = indented(rows, index)
        self.state.content(rows[index], where)
        start = 0
        while start < len(block):
            cut = _attribution(block, start)
            if cut is None:
                self.nested(block[start:], where, "quote")
                break
            self.nested(block[start : cut[0]], where, "quote")
            self.state.running(block[cut[0] : cut[1]], where.inside("quote"))
            start = cut[1]
            while start < len(block) and block[start].blank:
                start += 1
        return end

    def _item(self, rows: list[Row], index: int, width: int, where: Where) -> int:
        self.state.content(rows[index], where)
        if rows[index].text[width:]:
            block, end = indented(rows, index, known=width)
        else:
            block, end = indented(rows, index, first=width)
        self.nested(block, where, "list")
        return end

    def _hanging(self, rows: list[Row], index: int, width: int, where: Where) -> int:
        self.state.content(rows[index], where)
        block, end = indented(rows, index, first=width)
        self.nested(block, where, "list")
        return end

    def _table(
        self, cells: Cells | None, end: int, rows: list[Row], index: int, where: Where
    ) -> int:
        self.state.content(rows[index], where)
        end = max(end, index + 1)
        if cells is None:
            rst_slips.report_lost(self, rows[index:end], "help_table")
        for cell in cells or ():
            self.nested([row.in_cell() for row in cell], where, "table")
        return end

    def _line(self, rows: list[Row], index: int, where: Where) -> int:
        overline = rows[index].text.rstrip()
        short = len(overline) < 4
        if not where.titles:
            if overline == "::" or short:
                return self._text(rows, index, where)
            self.state.content(rows[index], where)
            return index + 1
        if index + 1 == len(rows) or rows[index + 1].blank:
            if short:
                return self._text(rows, index, where)
            self.state.content(rows[index], where)
            return index + 1
        title = rows[index + 1]
        if title.text[0] != " " and grammar.LINE.match(title.text):
            if short:
                return self._text(rows, index, where)
            self.state.content(rows[index], where)
            return index + 2
        underline = rows[index + 2].text.rstrip() if index + 2 < len(rows) else ""
        if underline != overline:
            if short:
                return self._text(rows, index, where)
            return self._broken_heading(rows, index, title, underline)
        if short and grammar.column_width(title.text) > len(overline):
            return self._text(rows, index, where)
        self._heading(title, overline[0] * 2)
        return index + 3

    def _broken_heading(self, rows: list[Row], index: int, title: Row, underline: str) -> int:
        """Report what docutils drops between two lines that differ, and read it as meant."""
        title = title.stripped()
        if title.line:
            values = {"title": title.text_of().value}
            self.state.report("DGT066", title.file, title.span(), values)
        if underline and grammar.LINE.match(underline):
            self._heading(title, rows[index].text[0] * 2)
            return index + 3
        return index + 1

    def _heading(self, row: Row, style: str) -> None:
        title = row.stripped()
        self.state.open_heading(title.text_of(), style, title.file)
        self.state.running([title], Where(quoted=True))

    def _text(self, rows: list[Row], index: int, where: Where) -> int:
        end = rst_slips.opening(self, rows, index, where)
        if end is not None:
            return end
        row = rows[index]
        if index + 1 == len(rows) or rows[index + 1].blank:
            self._paragraph(rows[index : index + 1], where)
            return self._after_paragraph(rows, index + 1, row.text)
        following = rows[index + 1]
        if following.text[0] == " ":
            self.state.content(row, where)
            self.state.running([row], where)
            block, end = indented(rows, index + 1)
            self.nested(block, where, "list")
            return end
        if grammar.LINE.match(following.text):
            underline = following.text.rstrip()
            if len(underline) >= 4 or grammar.column_width(row.text) <= len(underline):
                self._title(row, underline[0], where)
                return index + 2
        end = index + 1
        while end < len(rows) and rows[end].text and rows[end].text[0] != " ":
            if rst_slips.glued(rows[end].text):
                break
            end += 1
        self._paragraph(rows[index:end], where)
        if end < len(rows) and rows[end].text and rows[end].text[0] != " ":
            rst_slips.report_glued(self, rows[end])
            return end
        return self._after_paragraph(rows, end, rows[end - 1].text)

    def _title(self, row: Row, style: str, where: Where) -> None:
        if where.titles:
            self._heading(row, style)
            return
        self.state.content(row, where)
        if not row.line or (where.parent is None and where.depth == 0):
            return
        values = {"title": row.text_of().value}
        if where.container == "" and where.parent is not None:
            values |= block_label(self.state.blocks[where.parent].name)
            help_name = "help"
        else:
            values |= twin("label", CONTAINER_LABELS[where.container])
            help_name = "help_indent" if where.container == "quote" else "help_bold"
        self.state.report("DGT012", row.file, row.span(), values, help_name)

    def _paragraph(self, rows: Sequence[Row], where: Where) -> None:
        self.state.content(rows[0], where)
        self.state.running(rows, where)

    def _after_paragraph(self, rows: list[Row], index: int, text: str) -> int:
        """Skip the literal block that a paragraph announces."""
        if not grammar.LITERAL_NEXT.search(text) or index >= len(rows):
            return index
        block, end = indented(rows, index)
        if any(row.text for row in block):
            return end
        index = end
        if index < len(rows) and rows[index].text[0] in _QUOTES:
            quote = rows[index].text[0]
            while index < len(rows) and rows[index].text[:1] == quote:
                index += 1
        return index


_QUOTES = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def _block_end(rows: Sequence[Row], index: int) -> int:
    while index < len(rows) and rows[index].text:
        index += 1
    return index


def _attribution(rows: Sequence[Row], start: int) -> tuple[int, int] | None:
    """Give first and last row (exclusive) of a quotation's attribution."""
    seen = False
    for index in range(start, len(rows)):
        text = rows[index].text
        if not text:
            continue
        if seen and rows[index - 1].blank and grammar.ATTRIBUTION.match(text):
            end = index + 1
            indents = set()
            while end < len(rows) and rows[end].text:
                indents.add(rows[end].indent)
                end += 1
            if len(indents) <= 1:
                return index, end
        seen = True
    return None
