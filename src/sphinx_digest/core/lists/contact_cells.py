"""The first cell of a row of contacts: persons, telephones, addresses as they stand in a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.lists.contact_tokens import Token, bare, is_label, tokens_of
from sphinx_digest.core.lists.items import Findings
from sphinx_digest.core.lists.office_words import (
    is_hours,
    is_office,
    is_person,
    is_place,
    office_in,
    place_in,
)
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Field, Span, Text
from sphinx_digest.core.reading.lines import cut, joined

_PLAIN_GAP = re.compile(r"\s*[;；]\s*")
_BETWEEN = re.compile("或者?|和|及|以及|or|and")
_TOLD = re.compile(
    r"(?:^|[\s；;、,，])(?P<what>(?P<label>[^\s；;、,，:：=＝]*)[:：=＝].*)", re.DOTALL
)
_WORD = re.compile(r"[^\W_]")
_PERSON = re.compile(
    r"[\u4e00-\u9fff·]{2,4}(?:[\s、,，]{1,4}[\u4e00-\u9fff·]{2,4}){0,3}(?:[(（][^()（）]*[)）])?"
    r"|[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*){0,3}"
)
_ROLE = re.compile("职务|职位|职称|身份|岗位|角色|负责|分工")
_UNIT = re.compile("部门|处室|科室|机构|单位")
_LABEL_AT_END = re.compile(r"[\s；;、,，]*(?:联系人|姓名|负责人|经办人)\s*$")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in a row beside its first cell.

    ``rest`` is what every row of a person repeats; ``indent`` what stands before another row,
    None where that is not sure.
    """

    organization: str = ""
    rest: str = ""
    indent: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """What the first cell says: whom, how to reach them, and what could not be read."""

    names: Text | None
    fields: tuple[Field, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_persons(cell: Text, file: str, beside: Beside | None = None) -> Reached:
    """Read persons, telephones and addresses, with or without a label in front of each."""
    if RECORD_ID.fullmatch(cell.value):
        return Reached(cell, ())
    return _Reader(cell, Findings(file), beside or Beside()).read()


@dataclass(slots=True)
class _Reader:
    cell: Text
    notes: Findings
    beside: Beside
    tokens: list[Token] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)
    strangers: list[tuple[int, int]] = field(default_factory=list)
    office: tuple[int, int] | None = None

    def read(self) -> Reached:
        """Read the cell."""
        text = self.cell.value
        self.tokens = list(tokens_of(text))
        self.strangers = [(one.start, one.end) for one in self.tokens if "hours" in one.kinds]
        self.persons()
        self.places()
        self.offices()
        self.behind()
        for span in sorted(self.strangers):
            self.stranger(*span)
        reach = self.reach()
        if self.names and any(
            self.names[0][1] <= token.start < self.names[-1][0] for token in reach
        ):
            self.apart()
        mended = self.numbers()
        fields = list(_fields(mended, self.tokens))
        if self.office:
            written = cut(self.cell, *self.office)
            fields.append(Field(Text("organization", written.lines[:1]), written, "organization"))
        names = _list_of(self.cell, self.names) if self.names else None
        return Reached(names, tuple(fields), tuple(self.notes.found))

    def words(self) -> Iterator[tuple[int, int]]:
        """Give what stands before, between and behind the values, without the signs around it."""
        starts = [0, *(token.whole[1] for token in self.tokens)]
        ends = [*(token.whole[0] for token in self.tokens), len(self.cell.value)]
        for start, end in zip(starts, ends, strict=True):
            yield bare(self.cell.value, start, end)

    def persons(self) -> None:
        """Sort what is no value into names and what could not be read."""
        text, tokens, names = self.cell.value, self.tokens, self.names
        labelled = False
        for index, (start, end) in enumerate(self.words()):
            written = text[start:end]
            if not written or _BETWEEN.fullmatch(written):
                continue
            if told := _TOLD.search(written):  # a label that is none of ours
                if is_office(told["label"]) and not self.office and not self.beside.organization:
                    self.office = (start + told.start("label"), start + told.end("label"))
                    start, end = bare(text, start + told.end("label") + 1, end)
                else:
                    self.strangers.append((start + told.start("what"), end))
                    start, end = bare(text, start, start + told.start("what"))
                written = text[start:end]
            if not written:
                continue
            if not _WORD.search(written):
                self.strangers.append((start, end))
            elif index and not tokens[index - 1].kinds:
                if not any(token.kinds for token in tokens[:index]) and not labelled:
                    for name in names:  # whose office it is
                        self.as_office(*name)
                    names.clear()
                labelled = True
                names.append((start, end))
            elif not index or (names and index < len(tokens) and _PERSON.fullmatch(written)):
                names.append((start, end))
            else:
                self.strangers.append((start, end))

    def as_office(self, start: int, end: int) -> None:
        """Take what is no person for the office, where none is written and it is one."""
        words = self.cell.value[start:end].split()
        free = self.office is None and not self.beside.organization
        if free and words and is_office(words[-1]):
            self.office = (start, end)
        else:
            self.strangers.append((start, end))

    def places(self) -> None:
        """Take an address without a label out of the names."""
        for index, (start, end) in enumerate(self.names):
            at = place_in(self.cell.value[start:end])
            if at is None:
                continue
            self.strangers.append((start + at, end))
            first, last = bare(self.cell.value, start, start + at)
            self.names[index : index + 1] = [(first, last)] if first < last else []
            return

    def offices(self) -> None:
        """Take an office out of the names: 规划处, 规划处 张某."""
        for index, (start, end) in enumerate(self.names):
            found = office_in(self.cell.value[start:end])
            if found is None:
                continue
            first, last = start + found[0], start + found[1]
            before = bare(self.cell.value, start, first)
            behind = bare(self.cell.value, last, end)
            self.names[index : index + 1] = [one for one in (before, behind) if one[0] < one[1]]
            self.as_office(first, last)
            return

    def behind(self) -> None:
        """Take the person who stands behind the only number for the name."""
        if self.names or len(self.strangers) != 1 or not self.tokens:
            return
        start, end = self.strangers[0]
        name = self.cell.value[start:end]
        if start < self.tokens[-1].end or not is_person(name):
            return
        self.strangers.clear()
        self.names.append((start, end))
        first = self.cell.span(0, 0)
        gap = self.cell.value[:start]
        cutting = self.cell.span(len(gap.rstrip(" \t、,，;；")), end)
        rest = f"{gap.rstrip(' 、,，;；')}{self.cell.value[end:]}"
        where: dict[Language, str] = {"zh": "号码后面", "en": "behind the number"}
        what: dict[Language, str] = {"zh": "姓名", "en": "The name"}
        words = {
            **twin("what", what), **twin("where", where),
            "value": name, "mend": f"- {name} {rest}{_bar(self.beside.rest)}",
        }  # fmt: skip
        fixes = [] if "\n" in self.cell.value else [(first, f"{name} "), (cutting, "")]
        self.notes.report("DGT075", self.cell.span(start, end), words, "help", *fixes)

    def reach(self) -> list[Token]:
        """Give the values by which somebody can be reached."""
        return [token for token in self.tokens if token.kinds and "hours" not in token.kinds]

    def numbers(self) -> Text:
        """Report extensions and further numbers that are written otherwise; give the cell read."""
        cell, value = self.cell, self.cell.value
        for token in self.tokens:
            start, end = token.start, token.whole[1]
            if token.tail is not None:
                number = value[start : token.tail].strip()
                tails = re.findall("[0-9]+", value[token.tail : end])
                whole = [number, *(number[: -len(tail)] + tail for tail in tails)]
                words = {
                    "value": value[start:end].strip(),
                    "mend": "；".join(whole),
                    "other": f"{number} 转 {'、'.join(tails)}",
                }
                self.notes.report("DGT026", cell.span(start, end), words, "help_tail")
            elif token.slip is not None:
                digits = re.sub(r"\D", "", value[token.slip : token.end])
                number = value[start : token.slip].rstrip()
                gap = start + len(number)
                said = value[start : token.end]
                words = {"value": said, "mend": f"{number} 转 {digits}"}
                fix = (cell.span(gap, token.end), f" 转 {digits}")
                self.notes.report("DGT026", cell.span(start, token.end), words, "help_mend", fix)
                meant = f"{number}转{digits}".ljust(len(said))
                value = value[:start] + meant + value[token.end :]
        return Text(value, cell.lines)

    def stranger(self, start: int, end: int) -> None:
        """Report what could not be read, with the cell it may be."""
        value = " ".join(self.cell.value[start:end].split())
        said = re.sub(r"^[(（](.*)[)）]$", r"\1", value)
        label, _, rest = re.sub("[:=＝]", "：", said).partition("：")
        help_, kind, mend = "help", ("身份", "role"), said
        if rest and is_label(label):
            kind, mend = (label, label), rest
        elif is_hours(said):
            kind = ("编者注", "note")
        elif rest and not _ROLE.search(label):
            kind = ("单位", "organization") if _UNIT.search(label) else ("编者注", "note")
            mend = rest if kind[1] == "organization" else f"{label}：{rest}"
        elif rest:
            mend = rest
        elif is_place(said):
            kind = ("地址", "address")
        elif is_office(said.split()[-1] if said.split() else ""):
            kind = ("单位", "organization")
            if self.beside.organization:
                help_, mend = "help_office", f"{self.beside.organization}{said}"
        elif _PERSON.fullmatch(value):
            help_ = "help_person"
        words = {
            "value": value,
            **twin("mend", {"zh": f"{kind[0]}={mend}", "en": f"{kind[1]}={mend}"}),
        }
        if help_ == "help_office":
            words = {"value": value, "mend": mend}
        self.notes.report("DGT048", self.cell.span(start, end), words, help_)

    # Several persons

    def apart(self) -> None:
        """Report persons between their numbers, with the rows as they should be."""
        value = self.cell.value
        shared = self.shared()
        last = len(value) if shared is None else shared.whole[0]
        starts = [start for start, _ in self.names]
        rows = []
        for start, end in zip(starts, [*starts[1:], last], strict=True):
            first, stop = bare(value, start, end)
            row = " ".join(value[first:stop].split())
            rows.append(_LABEL_AT_END.sub("", row))
        plain = shared is None and self.is_plain()
        if shared is not None:
            rows.append(" ".join(value[shared.whole[0] :].split()).strip("；;，,。"))
        rest = _bar(self.beside.rest)
        words = {
            "value": " ".join(value.split()),
            "mend": f"{rows[0]}{rest}",
            "other": f"{rows[1]}{rest}",
            "shared": f"{rows[-1]}{rest}",
        }
        fixes: list[tuple[Span, str]] = []
        if plain and self.beside.indent is not None and "\n" not in value:
            bars = f"{rest}\n{self.beside.indent}"
            fixes = [(self.cell.span(), bars.join(rows))]
        help_ = "help" if shared is None else "help_shared"
        self.notes.report("DGT049", self.cell.span(), words, help_, *fixes)

    def shared(self) -> Token | None:
        """Give the first value behind the last person that no other has of its kind."""
        start = self.names[-1][1]
        before = {kind for token in self.reach() if token.start < start for kind in token.kinds}
        behind = [token for token in self.reach() if token.start >= start]
        return next((one for one in behind[1:] if not before & set(one.kinds)), None)

    def is_plain(self) -> bool:
        """Say whether each person has one number, and nothing else is in the cell."""
        if self.strangers or self.office or self.notes.found:
            return False
        signs = sorted(
            [*((start, "name") for start, _ in self.names)]
            + [(token.start, "value") for token in self.reach()]
        )
        alternate = [sign for _, sign in signs] == ["name", "value"] * len(self.names)
        single = all(re.fullmatch(r"[^\s、,，]+", self.cell.value[a:b]) for a, b in self.names)
        kinds = {token.kinds for token in self.reach()}
        slips = any(token.slip or token.tail for token in self.tokens)
        return alternate and single and kinds <= {("phone",), ("email",)} and not slips


def _bar(rest: str) -> str:
    return f" | {rest}" if rest else ""


def _fields(cell: Text, tokens: Sequence[Token]) -> Iterator[Field]:
    """Give one field a kind, in order of their first values."""
    of: dict[str, list[Token]] = {}
    for token in tokens:
        for kind in token.kinds:
            of.setdefault(kind, []).append(token)
    of.pop("hours", None)
    for kind, own in of.items():
        span = cell.span(own[0].start, own[0].start)
        name = Text(kind, ((span.line, span.column),))
        if label := own[0].name:
            name = cut(cell, *label)
        yield Field(name, _list_of(cell, [_value_of(cell, token) for token in own]), kind)


def _value_of(cell: Text, token: Token) -> tuple[int, int]:
    return token.start, token.start + len(cell.value[token.start : token.end].rstrip())


def _list_of(cell: Text, spans: Sequence[tuple[int, int]]) -> Text:
    """Give the stretch as it was written, or its pieces where other signs stand between them."""
    gaps = pairwise(spans)
    if all(_PLAIN_GAP.fullmatch(cell.value, one[1], other[0]) for one, other in gaps):
        return cut(cell, spans[0][0], spans[-1][1])
    pieces = [cut(cell, *span) for span in spans]
    listed = [Text(f"{piece.value}；", piece.lines) for piece in pieces[:-1]]
    return joined([*listed, pieces[-1]])
