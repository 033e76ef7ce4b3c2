"""What is wrong with a TOML text, in the words of somebody who writes one, with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sphinx_digest.core.messages import Language

#: What ``tomllib`` says, as an editor reads it.
_WORDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), zh, en)
    for pattern, zh, en in (
        (r"Expected '=' after a key", "名称后面少了等号“=”", "an equals sign is missing"),
        (r"Expected '\]+' at the end of a", "方括号没有收尾", "a bracket is not closed"),
        (r"Cannot declare \((.*?),?\) twice", "“{0}”写了两次", "“{0}” is written twice"),
        (r"Cannot overwrite a value", "同一项写了两次", "one key is written twice"),
        (r"Cannot mutate immutable namespace '?(.*?)'?$", "“{0}”写了两次", "“{0}” stands twice"),
        (r"Invalid value", "等号后面的内容没有加引号", "the value is not in quotation marks"),
        (r"Unclosed array", "方括号没有收尾", "a bracket is not closed"),
        (r"Unclosed inline table", "花括号没有收尾", "a brace is not closed"),
        (r"Unterminated string", "引号没有收尾", "a quotation mark is not closed"),
        (r"Illegal character '\\n'", "引号没有收尾", "a quotation mark is not closed"),
        (r"Expected newline or end of document", "这一行后面多了内容", "more stands behind it"),
        (r"Invalid initial character for a key part", "名称不能这样开头", "no name starts so"),
        (r"Invalid statement", "这一行既不是“名称 = 内容”，也不是方括号里的名称",
         "this line is neither “name = value” nor a name in brackets"),
        (r"Unescaped '\\\\' in a string", "引号里的反斜杠要写两个", "a backslash is written twice"),
        (r"Invalid date or datetime|Invalid hex value", "这个值不存在", "there is no such value"),
    )
)  # fmt: skip
_AT = re.compile(r"(.*?) \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)", re.DOTALL)
_WIDE = {
    "［": "[",
    "］": "]",
    "＝": "=",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＂": '"',
    "：": ":",
}
_BARE_NAME = re.compile(r"\s*(?P<name>[^\W\d][^\W]*)\s*=", re.UNICODE)
_BARE_TABLE = re.compile(r"\s*\[+\s*(?P<name>[^\]\"']*[^\x00-\x7f][^\]\"']*?)\s*\]")
_BARE_VALUE = re.compile(r"""\s*[\w"'-]+\s*=\s*[^\s"'\[{]""")


@dataclass(frozen=True, slots=True)
class TomlSlip:
    """A mistake in a TOML text at ``line`` and ``column`` up to ``end``, all from 1.

    ``mend`` is what takes its place where that is sure; ``help`` names the help line.
    """

    line: int
    column: int
    end: int
    words: Mapping[Language, str]
    help: str
    mend: str = ""


def read_slip(message: str, rows: Sequence[str]) -> TomlSlip:
    """Read what ``tomllib`` says of a text with these lines."""
    rows = rows or [""]
    match = _AT.fullmatch(message)
    line = min(int(match[2]), len(rows)) if match and match[2] else len(rows)
    row = rows[line - 1]
    column = int(match[3]) if match and match[3] else len(row) + 1
    if column == 1 and line > 1 and not row.strip():  # what is not closed is told of the next line
        line, row = line - 1, rows[line - 2]
        column = len(row) + 1
    end = max(column, len(row)) + 1
    words = _words(match[1] if match else message)
    wide = next((at for at, sign in enumerate(row) if sign in _WIDE and _matters(row, at)), None)
    if wide is not None:
        return TomlSlip(
            line, wide + 1, wide + 2,
            {"zh": f"这里用了中文的“{row[wide]}”", "en": f"“{row[wide]}” is full-width"},
            "help_wide", _WIDE[row[wide]],
        )  # fmt: skip
    if (bare := _BARE_NAME.match(row)) and not bare["name"].isascii():
        span = bare.span("name")
        words = {"zh": f"“{bare['name']}”没有加引号", "en": f"“{bare['name']}” is not quoted"}
        return TomlSlip(line, span[0] + 1, span[1] + 1, words, "help_quotes", f'"{bare["name"]}"')
    if table := _BARE_TABLE.match(row):
        start, stop = table.span("name")
        words = {
            "zh": "方括号里的编号只用字母、数字和连字符",
            "en": "an id has letters, digits and hyphens",
        }
        return TomlSlip(line, start + 1, stop + 1, words, "help")
    return TomlSlip(line, column, end, words, "help_value" if _BARE_VALUE.match(row) else "help")


def _matters(row: str, at: int) -> bool:
    """Say whether a full-width sign stands where TOML wants its own: in no string or comment."""
    quoted = row[:at].count('"') % 2 == 1
    if quoted:  # what was opened with a quotation mark may be closed with a full-width one
        return row[at] in "“”＂" and not row[at + 1 :].strip() and '"' not in row[at:]
    return "#" not in row[:at]


def _words(message: str) -> Mapping[Language, str]:
    for pattern, zh, en in _WORDS:
        if found := pattern.search(message):
            said = [".".join(re.findall(r"[^\s,'\"()]+", group)) for group in found.groups()]
            return {"zh": zh.format(*said), "en": en.format(*said)}
    plain = message.rstrip(".")
    return {"zh": f"不合 TOML 的写法（{plain}）", "en": plain[:1].lower() + plain[1:]}
