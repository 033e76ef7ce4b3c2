"""Read the fields at the head of a directive: ``:name: value`` lines or a ``---`` block."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sphinx_digest.core.invisible import INVISIBLE, gap, has_invisible, named, trimmed, visible
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Field, Span, Text
from sphinx_digest.core.reading.damage import FIELD_NAMES, Mend, Slip
from sphinx_digest.core.reading.lines import Line, cut, joined
from sphinx_digest.core.reading.myst_yaml import CUT, VOIDING, is_read, read_yaml

_PAIR = re.compile(r"\s*(?P<colon>[:：]+)(?P<name>[^:：]*)(?P<sep>[:：])(?P<value>.*)", re.DOTALL)
#: A pair that has nothing to be found in it, as most are.
_CLEAN = re.compile(
    ":([A-Za-z][A-Za-z-]*): +([^\\s\"'|>#][^#\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*)"
)
_NO_END = re.compile(r"\s*:(?P<name>[A-Za-z][A-Za-z-]*)(?:[ \t]+(?P<value>.*))?$", re.DOTALL)
_NO_START = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z-]*|[\u4e00-\u9fff]{2,8})[ \t]*[:：](?!//)(?P<value>.*)", re.DOTALL
)
#: A line that can only be meant as a field, wherever it stands.
_FIELD = re.compile(
    r"[ \t]{0,3}(?::[^\s:：`{}]{1,32}:(?=\s|$)"
    r"|[:：]{1,2}[A-Za-z][A-Za-z-]*\s?[:：](?!`)|：[^\s:：]{1,8}[:：])"
)
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,}|:{3,})(.*)", re.DOTALL)
_HIDDEN = re.compile(rf"[\s{INVISIBLE}]+")
#: A value that quotation marks may not hold, or with a # that may well begin a comment.
_UNSURE = re.compile(r'["\\]|(?:^| )#(?![0-9])')
_NAME_ONLY = re.compile(":[A-Za-z][A-Za-z-]*:")


def _is_known(name: str) -> bool:
    return name.lower() in FIELD_NAMES


def _is_field(text: str) -> bool:
    """Say whether MyST reads a line as a field."""
    return _CLEAN.fullmatch(text) is not None or _NAME_ONLY.fullmatch(text) is not None


def _in_quotes(line: Line, value: Text, quote: str) -> Mend | None:
    mend = f"{quote}{value.value}{quote}"
    return None if line.written is not None else (value.span(), mend)


def is_option_line(text: str) -> bool:
    """Say whether MyST takes a line for an option."""
    bare = text.lstrip()
    return bare.startswith(":") and not bare.startswith(":::")


class FieldReader:
    """Read the head of one block; call ``read`` once."""

    def __init__(self, block: str, line: int, *, text_allowed: bool, field_lists: bool) -> None:
        self.block = block
        self.line = line
        self.text_allowed = text_allowed
        self.field_lists = field_lists
        self.fields: dict[str, Field] = {}
        self.slips: list[Slip] = []
        self.quiet = False
        self.adrift = False  # the whole head is reported already

    def read(self, lines: Sequence[Line]) -> list[Line]:
        """Read the fields; give the lines of the body."""
        index = self._skip_blank(lines)
        if index < len(lines) and lines[index].text.startswith("---"):
            index = read_yaml(self, lines, index)
        else:
            index = self._list(lines, index)
        return self._body(lines, index)

    def slip(
        self,
        code: str,
        span: Span,
        help_name: str = "help",
        repair: Mend | None = None,
        /,
        **values: str,
    ) -> None:
        """Note a damage, unless the line is part of one that is noted already."""
        if not self.quiet:
            self.slips.append(Slip(code, span, values, help_name, repair))
            self.adrift = self.adrift or code in {"DGT005", "DGT015"}

    def unread(
        self,
        line: Line,
        start: int = 0,
        end: int | None = None,
        help_name: str = "help",
        repair: Mend | None = None,
        /,
        **words: str,
    ) -> None:
        """Note a line that MyST does not read."""
        values = {"value": trimmed(line.text), **words, **block_label(self.block)}
        self.slip("DGT019", line.span(start, end), help_name, repair, **values)

    def goes_on(self, line: int) -> None:
        """Leave a value that goes on below ``line`` to be mended by hand."""
        self._by_hand(lambda slip: slip.span.line == line and slip.code in {"DGT007", "DGT010"})

    def _by_hand(self, which: Callable[[Slip], bool]) -> None:
        self.slips = [replace(slip, mend=None) if which(slip) else slip for slip in self.slips]

    def _unhidden(self, line: Line) -> Line | None:
        """Give a field without what hides it from MyST: characters that nobody sees."""
        start = _HIDDEN.match(line.text)
        if start is None or not has_invisible(start[0]):
            return None
        bare = line.cut_to(line.text[start.end() :])
        if not _FIELD.match(visible(bare.text)):
            return None
        hidden = next(at for at, one in enumerate(line.text) if has_invisible(one))
        safe = _is_field(bare.text) and bare.text[1:].partition(":")[0] not in self.fields
        repair = line.mend(hidden, start.end(), "") if safe else None
        self.unread(line, 0, None, "help_invisible", repair, char=named(start[0]))
        return bare

    def add(self, name: Text, value: Text) -> None:
        """Add a field; the last of two with one name counts, as in MyST."""
        before = self.fields.pop(name.value, None)
        if before is not None:
            self.slip("DGT009", name.span(), name=name.value, line=str(before.name.lines[0][0]))
        self.fields[name.value] = Field(name, value)

    def _skip_blank(self, lines: Sequence[Line]) -> int:
        index = 0
        while index < len(lines) and not lines[index].text.strip():
            index += 1
        if 0 < index < len(lines):
            text = lines[index].text
            if _FIELD.match(text) or (
                text.startswith("---")
                and index + 1 < len(lines)
                and _NO_START.match(lines[index + 1].text)
            ):
                blank, field = lines[0], lines[index]
                whole = field.number - blank.number == index
                whole = whole and all(line.written is None for line in lines[: index + 1])
                repair = (Span(blank.number, 1, field.number, 1), "") if whole else None
                self.slip("DGT005", blank.span(), "help", repair, line=str(blank.number))
        return index

    def _list(self, lines: Sequence[Line], index: int) -> int:
        continued = False
        while index < len(lines):
            line = lines[index]
            text = line.text
            if (clean := _CLEAN.fullmatch(text)) is not None:
                name, value = clean.groups()
                at, column = line.number, line.shift + 1
                self.add(
                    Text(name, ((at, max(column + 1, 1)),)),
                    Text(value.rstrip(), ((at, max(column + clean.start(2), 1)),)),
                )
                continued = False
            elif is_option_line(text) or (text.lstrip()[:1] == "：" and _FIELD.match(text)):
                self.pair(line)
                continued = False
            elif (bare := self._unhidden(line)) is not None:
                quiet, self.quiet = self.quiet, True
                self.pair(bare)
                self.quiet, continued = quiet, False
            elif not text.strip():
                break
            elif text[0] in " \t" and self.fields and not _FENCE.match(text):
                name, field = self.fields.popitem()
                piece = line.piece()
                if not continued:
                    self.slip("DGT008", piece.span(), name=name)
                    self.goes_on(field.text.lines[0][0])
                continued = True
                value = joined([field.text, piece]) if field.text.value else piece
                self.fields[name] = Field(field.name, value)
            elif self._is_field_without_colon(lines, index):
                found = _NO_START.match(text)
                assert found is not None
                mend = f":{found['name']}: {found['value'].strip()}".rstrip()
                help_name = "help_mend" if found["name"].isascii() else "help"
                safe = _is_field(mend) and _is_known(found["name"])
                repair = line.mend(0, len(text), mend) if safe else None
                self.unread(line, 0, None, help_name, repair, mend=mend)
                self._quietly(line, found)
                continued = False
            else:
                break
            index += 1
        return index

    def _is_field_without_colon(self, lines: Sequence[Line], index: int) -> bool:
        found = _NO_START.match(lines[index].text)
        if found is None:
            return False
        if not self.fields and index == 0 and found["name"].lower() in FIELD_NAMES:
            return True  # nothing but a field stands right below the opening
        if not found["name"].isascii():
            return False
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        return not self.text_allowed or bool(self.fields) or bool(_FIELD.match(after))

    def _quietly(self, line: Line, found: re.Match[str]) -> None:
        value = found["value"]
        text = (
            line.piece(found.start("value"), found.end("value"))
            if value
            else line.piece(len(line.text))
        )
        self.add(line.piece(found.start("name"), found.end("name")), text)

    def pair(self, line: Line) -> None:
        """Read one ``:name: value`` line, damaged or not."""
        text = line.text
        found = _PAIR.match(text)
        if found is None or not found["name"].strip():
            self.unread(line)
            if no_end := _NO_END.match(text):
                self._quietly(line, no_end)
            return
        name = line.piece(found.start("name"), found.end("name"))
        start = found.start("value")
        colon, sep = found["colon"], found["sep"]
        clean = True
        if "：" in colon or sep == "：":
            at = text.index("：")
            value = found["value"].strip()
            mend = f":{name.value}: {value}".rstrip()
            repair = None
            if is_read(value) and (_is_field(f":{name.value}:") or _is_known(name.value)):
                end = start + len(found["value"]) - len(found["value"].lstrip())
                label = mend if end == len(text) else f":{name.value}: "
                repair = line.mend(found.start("colon"), end, label)
            self.slip("DGT003", line.span(at, at + 1), "help", repair, mend=mend)
            clean = False
        elif len(colon) > 1 or found["name"][0].isspace() or found["name"][0] in "\"'#":
            self.unread(line)
            clean = False
        self.add(name, self.value(line, start, name.value, clean, f":{name.value}:"))

    def value(self, line: Line, start: int, name: str, clean: bool, label: str) -> Text:
        """Read the value from ``start`` to the end of the line."""
        text = line.text
        rest = text[start:]
        value = line.piece(start)
        if clean and rest and rest[0] != " " and value.value:
            end = start + len(rest) - len(rest.lstrip())
            safe = _is_known(name) and is_read(value.value)
            self.slip(
                "DGT004",
                line.span(start, start + 1),
                "help",
                line.mend(start, end, " ") if safe else None,
                value=trimmed(value.value),
                mend=f"{label} {trimmed(value.value)}",
                **gap(rest),
            )
            clean = False
        elif clean and (bad := VOIDING.search(rest)):
            help_name = "help_tab" if bad[0] == "\t" else "help"
            repair = None
            if is_read(rest.replace("\t", " ").strip(" ")):
                tabs = rest[bad.start() : rest.rindex("\t") + 1]
                end = start + bad.start() + len(tabs)
                repair = line.mend(start + bad.start(), end, tabs.replace("\t", " "))
            self.unread(line, start + bad.start(), start + bad.end(), help_name, repair)
            clean = False
        if not value.value:
            return value
        first = value.value[0]
        if first in "\"'":
            return self._quoted(line, value, name, clean)
        if first in "|>" and clean:
            self.unread(line, text.index(first, start), None, "help_sign")
        elif clean and (lost_at := CUT.search(value.value)):
            at = lost_at.end() - 1
            lost = value.value[at:]
            repair = None if _UNSURE.search(value.value) else _in_quotes(line, value, '"')
            span = value.span(at, len(value.value))
            self.slip("DGT007", span, "help", repair, name=name, lost=lost)
        return value

    def _quoted(self, line: Line, value: Text, name: str, clean: bool) -> Text:
        inner = value.value[1:-1]
        whole = len(value.value) > 1 and value.value[-1] == value.value[0]
        if clean and not (whole and value.value[0] not in inner and "\\" not in inner):
            other = "'" if value.value[0] == '"' else '"'
            unsure = whole or other in value.value or "\\" in inner or CUT.search(value.value)
            repair = None if unsure else _in_quotes(line, value, other)
            self.slip("DGT010", value.span(0, 1), "help", repair, name=name)
        return cut(value, 1, len(value.value) - 1) if whole else value

    def _body(self, lines: Sequence[Line], index: int) -> list[Line]:
        body: list[Line] = []
        fence, after_field = "", True
        for line in lines[index:]:
            text = line.text
            if text.startswith((":", "`", "~", " ", "\t", "：")):
                mark = _FENCE.match(text)
                if mark is not None:
                    if not fence and (mark[2].strip() or mark[1][0] != ":"):
                        fence = mark[1]
                    elif mark[1].startswith(fence) and fence and not mark[2].strip():
                        fence = ""
                elif not fence and _FIELD.match(text) and not (self.field_lists and body):
                    if not after_field or not self.quiet:
                        self._misplaced(line)
                    else:
                        self.pair(line)
                    after_field = True
                    continue
            if text.strip():
                after_field, self.quiet = False, False
            body.append(line)
        self.quiet = False
        return body

    def _misplaced(self, line: Line) -> None:
        found = _PAIR.match(line.text)
        name = found["name"].strip() if found else line.text.strip()
        self.quiet = False
        if self.adrift:
            self._by_hand(lambda slip: slip.code == "DGT005")  # what it hides would come to light
        else:
            self.slip(
                "DGT006",
                line.piece().span(),
                name=f":{name}:",
                line=str(self.line),
                **block_label(self.block),
            )
        self.quiet = True
        self.pair(line)
