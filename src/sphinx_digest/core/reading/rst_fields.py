"""Fields of a block: as they are read, and as they were meant where they are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Field, Span, Text
from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading.lines import joined, stripped
from sphinx_digest.core.reading.rst_rows import Row

_WORDS = """
accept action actor addressees address amends amount channel contact dated deadline
department draft effective eligibility email end event every except fax follows for from id
impact issuer kind late length materials note number occurrence on organization owner period
phone place published qq related repeals role signed source start status text topics type
url when within 编号 期号 起止日期 发布日期 草稿 编者注 部门 签发日期 文种 文号 发文机关
来源 成文日期 施行日期 原文链接 主送 申报条件 金额 主题 废止 修改 承接 相关链接 原文表述
事项 日期 开始 截止 期限 起算日 起算事件 重复 重复方式 状态 原文期限 对象 办理方 渠道 地点
材料 逾期 除外 联系人 单位 身份 电话 传真 邮箱 地址 网址
"""
#: Names of fields, in both languages: a line that starts with one is no running text.
FIELD_NAMES = frozenset(_WORDS.split())

_NAME = r"[A-Za-z][\w-]*|[\u4e00-\u9fff]{1,8}"
_FULL = re.compile(rf"(?P<open>[:：]) *(?P<name>{_NAME}) *(?P<close>[:：])(?P<rest>.*)")
_GLUED = re.compile(rf":(?P<name>{_NAME}):(?P<rest>[^\s:`].*)")
_HALF = re.compile(rf"(?:: *(?P<first>{_NAME})[ \u3000]|(?P<last>{_NAME})[:：](?= |$))(?P<rest>.*)")

Report = Callable[[str, str, Span, Mapping[str, str], str | None], None]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A row that holds a field: columns of its name and the start of its value.

    ``slip`` is the code of the damage, if any, at ``at``, with the text that was lost.
    """

    name: tuple[int, int]
    value: int
    slip: str | None = None
    at: tuple[int, int] = (0, 0)
    mend: str = ""


def read_field_line(text: str, *, known: bool = False, half: bool = True) -> FieldLine | None:
    """Read a row that starts in the first column.

    ``known`` asks for a name of ours; ``half`` allows a field that lacks one of its colons.
    """
    found = _field_line(text)
    if found is None and half:
        found = _half_line(text)
    if found is None or not known:
        return found
    return found if text[slice(*found.name)].lower() in FIELD_NAMES else None


def _field_line(text: str) -> FieldLine | None:
    match = grammar.FIELD.match(text)
    if match:
        marker = match.group().rstrip()
        name = marker[1:-1]
        first, colon, rest = name.partition(":")
        if colon and re.fullmatch(_NAME, first):
            start = len(first) + 2
            mend = f":{first}: {text[start:]}"
            return FieldLine((1, 1 + len(first)), start, "DGT004", (start, start + 1), mend)
        full = _FULL.match(text) if "：" in marker else None
        if full is None:
            slip = "DGT019" if len(name.split()) > 1 else None
            return FieldLine((1, 1 + len(name)), match.end(), slip, (0, len(text)))
    match = _FULL.match(text)
    if match and "：" in match["open"] + match["close"]:
        at = text.index("：")
        rest = match["rest"].strip()
        mend = f":{match['name']}: {rest}".rstrip()
        return FieldLine(match.span("name"), match.start("rest"), "DGT003", (at, at + 1), mend)
    match = _GLUED.match(text)
    if match:
        start = match.start("rest")
        mend = f":{match['name']}: {match['rest']}"
        return FieldLine(match.span("name"), start, "DGT004", (start, start + 1), mend)
    return None


def _half_line(text: str) -> FieldLine | None:
    match = _HALF.match(text)
    if match:
        group = "first" if match["first"] else "last"
        if match[group].lower() in FIELD_NAMES:
            return FieldLine(match.span(group), match.start("rest"), "DGT019", (0, len(text)))
    return None


def looks_like_field(text: str) -> bool:
    """Say whether a row holds a field of ours, damaged or not."""
    return read_field_line(text, known=True, half=False) is not None


@dataclass(slots=True)
class FieldReader:
    """Read the fields of one block; every damage is reported where it stands."""

    block: str
    opening_line: int
    report: Report
    text: list[Row] = field(default_factory=list)  # rows among the fields that are none
    _fields: dict[str, Field] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Give the fields read; of two with one name the last, as in MyST."""
        return tuple(self._fields.values())

    def read(self, rows: Sequence[Row]) -> None:
        """Read rows that start with a field."""
        base, aligned = self._base(rows)
        index = 0
        in_text = False
        while index < len(rows):
            row = rows[index]
            indent = row.indent
            line = read_field_line(row.text[indent:], known=indent > base)
            if line is None:
                if not in_text:
                    self._not_read(row, "help_text")
                self.text.append(row)
                in_text = True
                index += 1
                continue
            in_text = False
            if indent != base or (index == 0 and base and aligned):
                self._not_read(row, "help_indent")
            following = index + 1
            while following < len(rows):
                deeper = rows[following].indent
                if deeper <= base or looks_like_field(rows[following].text.lstrip()):
                    break
                if len(rows[following].text) - len(rows[following].text.lstrip(" ")) <= base:
                    self._not_read(rows[following], "help_indent")  # full-width spaces are none
                following += 1
            self._field(row.cut(indent), line, rows[index + 1 : following])
            index = following

    @staticmethod
    def _base(rows: Sequence[Row]) -> tuple[int, bool]:
        """Give the indent that most fields have, and whether all have it."""
        counts = Counter(row.indent for row in rows if looks_like_field(row.text.lstrip()))
        if not counts:
            return rows[0].indent, True
        most = max(counts.values())
        return next(indent for indent in counts if counts[indent] == most), len(counts) == 1

    def _not_read(self, row: Row, help_name: str) -> None:
        shown = row.stripped()
        values = {**block_label(self.block), "value": shown.text_of().value}
        self.report("DGT019", row.file, shown.span(), values, help_name)

    def _field(self, row: Row, line: FieldLine, more: Sequence[Row]) -> None:
        name = row.text_of(*line.name)
        if line.slip:
            value = row.text_of(line.value).value
            if line.slip == "DGT019":
                value = row.text_of().value
            values = {**block_label(self.block), "value": value, "mend": line.mend}
            self.report(line.slip, row.file, row.span(*line.at), values, "help")
        first = stripped(row.text_of(line.value))
        pieces = [first] if first.value else []
        least = min((part.indent for part in more), default=0)
        pieces.extend(part.text_of(least) for part in more)
        key = name.value.lower()
        before = self._fields.pop(key, None)
        if before is not None:
            values = {"name": name.value, "line": str(before.name.lines[0][0])}
            self.report("DGT009", row.file, row.span(*line.name), values, "help")
        self._fields[key] = Field(name, joined(pieces) if pieces else _after(row))


def _after(row: Row) -> Text:
    span = row.span()
    return Text("", ((span.end_line, span.end_column),))
