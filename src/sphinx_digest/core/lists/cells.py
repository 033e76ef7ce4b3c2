"""The cells of a row: where one ends, what was meant for a bar, which of them have a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sphinx_digest.core.invisible import trimmed
from sphinx_digest.core.lists.contact_tokens import is_label, reaches_somebody
from sphinx_digest.core.lists.forms import Form
from sphinx_digest.core.lists.items import OTHER_BARS, Findings
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Field, Text
from sphinx_digest.core.reading.lines import cut, stripped

#: What may be the name of a field.
_NAME = "(?:[A-Za-z][A-Za-z-]+|[\u4e00-\u9fff]{2,6})"
_LIKE_NAME = re.compile(_NAME)
_COLON = re.compile(
    r"[:：]?\s*(?P<name>[^\s:：=＝](?:[^:：=＝]{0,30}[^\s:：=＝])?)\s*[:：]\s*(?P<value>.*)",
    re.DOTALL,
)
_OTHER_BAR = re.compile(f"[{OTHER_BARS}]")
_TABS = re.compile(r"[ \u3000]*\t[ \t\u3000]*")
#: A bar, and a name where a cell may begin without one: on a line of its own, behind a space.
_END = re.compile(
    rf"(?P<bar>[|{OTHER_BARS}])|(?P<gap>\n|[ \t\u3000]+)(?={_NAME}[ \t]?[=＝](?![=＝]))"
)
_END_OR_TAB = re.compile(_END.pattern.replace("(?P<bar>", r"(?P<bar>[ \u3000]*\t[ \t\u3000]*|"))
#: What is calculated, and no name with its value.
_SUM = re.compile("[×÷+*^=＝]")
#: Cells that hold running text, in which nothing else is looked for.
_PROSE = frozenset({"note", "编者注", "text", "原文表述", "accept", "认可"})
_SIGNS: Mapping[str, Mapping[Language, str]] = {
    "｜": {"zh": "中文竖线", "en": "full-width bar"},
    "\t": {"zh": "制表符", "en": "tab"},
}


@dataclass(frozen=True, slots=True)
class Cells:
    """Finds the cells of rows; ``is_name`` knows the names and labels of a record's fields."""

    form: Form
    is_name: Callable[[str], bool]
    notes: Findings

    def of(self, row: Text) -> list[tuple[int, Text]]:
        """Give the cells that hold something, each with its number from 0."""
        tabbed = self._signs(row)
        cells: list[tuple[int, Text]] = []
        start = number = 0
        for end in (_END_OR_TAB if tabbed else _END).finditer(row.value):
            if end["gap"] and not self._begins(row, start, end, number):
                continue
            cells.append((number, stripped(cut(row, start, end.start()))))
            start, number = end.end(), number + 1
        cells.append((number, stripped(cut(row, start, len(row.value)))))
        return [(number, cell) for number, cell in cells if trimmed(cell.value)]

    def _signs(self, row: Text) -> bool:
        """Report what stands for bars; say whether tabs do."""
        value = row.value
        found = list(_OTHER_BAR.finditer(value))
        tabbed = not found and "\t" in value and "|" not in value and self._is_tabbed(value)
        if tabbed:
            found = list(_TABS.finditer(value))
        if found:
            sign = "\t" if tabbed else found[0][0]
            code = f"“{sign}”（U+{ord(sign):04X}）"
            other: dict[Language, str] = {"zh": code, "en": f"“{sign}” (U+{ord(sign):04X})"}
            words = _SIGNS.get(sign, other)
            bar = " | " if tabbed else "|"
            mend = (_TABS if tabbed else _OTHER_BAR).sub(bar, value)
            fixes = [(row.span(*one.span()), bar) for one in found]
            values = {**twin("sign", words), "mend": f"- {mend}"}
            self.notes.report("DGT044", fixes[0][0], values, "help", *fixes)
        return tabbed

    def _is_tabbed(self, value: str) -> bool:
        """Say whether tabs stand between cells, and not between a name and a number."""
        if self.form.name == "deadline":
            return True
        return reaches_somebody(value.partition("\t")[0])

    def _begins(self, row: Text, start: int, end: re.Match[str], number: int) -> bool:
        """Say whether a name in the midst of a cell begins one, which is reported."""
        before = row.value[start : end.start()]
        match = _LIKE_NAME.match(row.value, end.end())
        assert match
        name = match[0]
        if not trimmed(before) or (number == 0 and self.form.name == "contact" and is_label(name)):
            return False
        if end["gap"] == "\n":
            return self.is_name(name) or not _SUM.search(row.value, match.end() + 2)
        own = re.match(r"\s*([^\s=＝]+)\s?[=＝]", before)
        if not self.is_name(name) or (own and own[1] in _PROSE):
            return False
        gap = row.span(*end.span())
        mend = f"- {row.value[: end.start()]} | {row.value[end.end() :]}"
        words = {"value": before.strip(), "name": name, "mend": mend}
        self.notes.report("DGT076", row.span(*match.span()), words, "help", (gap, " | "))
        return True

    def named(self, cell: Text, number: int) -> Field | None:
        """Read ``name=value``; a colon in its stead is reported where a name stands before it."""
        if sign := re.search("[=＝]", cell.value):
            name = stripped(cut(cell, 0, sign.start()))
            if name.value and self._is_named(cell, name.value, sign.end(), number):
                return Field(name, stripped(cut(cell, sign.end(), len(cell.value))))
        if number < self.form.named_from:
            return None
        written = _COLON.fullmatch(cell.value)
        if written is None or not self.is_name(written["name"]):
            return None
        span = cell.span(0, written.start("value"))
        mend = f"{written['name']}="
        words = {"value": cell.value, "mend": f"{mend}{written['value']}"}
        self.notes.report("DGT045", span, words, "help", (span, mend))
        value = cut(cell, *written.span("value"))
        return Field(cut(cell, *written.span("name")), stripped(value))

    def _is_named(self, cell: Text, name: str, end: int, number: int) -> bool:
        if self.is_name(name):
            return True
        of_persons = number == 0 and self.form.name == "contact"
        if of_persons and is_label(name):
            return False
        return _LIKE_NAME.fullmatch(name) is not None and not _SUM.search(cell.value, end)

    def too_many(self, cell: Text, number: int) -> None:
        """Report a cell of which nothing says what it is."""
        value = cell.value.lstrip("=＝ ")
        words = {zh: f"{name}={value}" for zh, name in self.form.more.items()}
        values = {"number": str(number + 1), "value": cell.value, **twin("mend", words)}
        self.notes.report("DGT046", cell.span(), values)
