"""Patterns and names of reStructuredText's block structure."""

from __future__ import annotations

import re
import unicodedata

from sphinx_digest.core.model import Container

NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"

_ENUM = r"([0-9]+|[a-z]|[A-Z]|[ivxlcdm]+|[IVXLCDM]+|#)"
_OPTARG = r"([a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_SHORT = rf"(-|\+)[a-zA-Z0-9]( ?{_OPTARG})?"
_LONG = rf"(--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*([ =]{_OPTARG})?"
_OPTION = rf"({_SHORT}|{_LONG})"

BULLET = re.compile("[-+*\u2022\u2023\u2043]( +|$)")
ENUMERATOR = re.compile(
    rf"((?P<parens>\({_ENUM}\))|(?P<rparen>{_ENUM}\))|(?P<period>{_ENUM}\.))( +|$)"
)
FIELD = re.compile(r":(?![: ])([^:\\]|\\.|:(?!([ `]|$)))*(?<! ):( +|$)")
OPTION = re.compile(rf"{_OPTION}(, {_OPTION})*(  +| ?$)")
DOCTEST = re.compile(r">>>( +|$)")
LINE_BLOCK = re.compile(r"\|( +|$)")
GRID_TOP = re.compile(r"\+-[-+]+-\+ *$")
SIMPLE_TOP = re.compile(r"=+( +=+)+ *$")
SIMPLE_BORDER = re.compile(r"=+[ =]*$")
EXPLICIT = re.compile(r"\.\.( +|$)")
ANONYMOUS = re.compile(r"__( +|$)")
LINE = re.compile(r"([!-/:-@\[-`{-~])\1* *$")
LITERAL_NEXT = re.compile(r"(?<!\\)(\\\\)*::$")

FOOTNOTE = re.compile(rf"\.\. +\[([0-9]+|#|#{NAME}|\*|{NAME})\]( +|$)")
TARGET = re.compile(r"\.\. +_(?! |$)")
TARGET_NAME = re.compile(
    r"(_|(?!_)(?P<quote>`?)(?![ `])(?P<name>.+?)(?<![\s\x00])(?P=quote))"
    r"(?<!(?<!\x00):)(?<![\s\x00]) ?:( +|$)"
)
SUBSTITUTION = re.compile(r"\.\. +\|(?! |$)")
SUBSTITUTION_NAME = re.compile(r"((?! )(?P<name>.+?)(?<![\s\x00])\|)( +|$)")
DIRECTIVE = re.compile(rf"\.\. +(?P<name>{NAME}) ?::( +|$)")
ATTRIBUTION = re.compile(r"(---?(?!-)|\u2014) *(?=[^ \n])")

_LITERAL = """
aafig actdiag bibliography blockdiag code code-block csv-table csv表格 digraph doctest graph
graphviz highlight html image index inheritance-diagram ipython literalinclude math mermaid
meta nwdiag packetdiag parsed-literal plantuml productionlist prompt rackdiag raw role
seqdiag sourcecode tabularcolumns testcleanup testcode testoutput testsetup toctree uml vega
vegalite replace unicode date 代替 元数据 原文 图片 统一码
"""
#: What stands in these is no markup.
LITERAL = frozenset(_LITERAL.split())

_WITHOUT = """
acks attention caution compound danger epigraph error highlights hint hlist important
line-block note pull-quote seealso tip warning 危险 复合 小心 技巧 提示 注意 注解 要点 警告
重要 铭文 错误
"""
#: These take no argument: what stands behind the colons is their content already.
WITHOUT_ARGUMENT = frozenset(_WITHOUT.split())

#: These hold nothing: docutils drops them with whatever stands below.
WITHOUT_CONTENT = frozenset(
    {"rubric", "centered", "contents", "sectnum", "target-notes", "title", "醒目", "目录"}
)

INCLUDES = frozenset({"include", "包含"})
CONDITIONS = frozenset({"only", "ifconfig"})

_CONTAINERS: dict[str, Container] = {
    "only": "condition",
    "ifconfig": "condition",
    "epigraph": "quote",
    "highlights": "quote",
    "pull-quote": "quote",
    "铭文": "quote",
    "要点": "quote",
    "hlist": "list",
    "acks": "list",
    "table": "table",
    "list-table": "table",
    "表格": "table",
    "列表表格": "table",
}

#: Names of others near enough to ours to be taken for a slip.
FOREIGN = frozenset({"contents", "note", "index", "container", "attention", "part", "parts"})


def container_of(directive: str) -> Container:
    """Say what kind of container a directive that is not ours makes."""
    return _CONTAINERS.get(directive, "other")


def column_width(text: str) -> int:
    """Count columns: full-width characters take two, combining ones none."""
    return sum(
        (2 if unicodedata.east_asian_width(c) in "WF" else 1)
        - (1 if unicodedata.combining(c) else 0)
        for c in text
    )


_ROMAN = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90),
    ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip

_SEQUENCES = {
    "arabic": re.compile("[0-9]+$"),
    "loweralpha": re.compile("[a-z]$"),
    "upperalpha": re.compile("[A-Z]$"),
    "lowerroman": re.compile("[ivxlcdm]+$"),
    "upperroman": re.compile("[IVXLCDM]+$"),
}


def _to_roman(number: int) -> str | None:
    if not 0 < number < 5000:
        return None
    letters = ""
    for letter, value in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _from_roman(letters: str) -> int | None:
    if len(letters) > 20:
        return None
    number, rest = 0, letters
    for letter, value in _ROMAN:
        while rest.startswith(letter):
            number += value
            rest = rest[len(letter) :]
    return number if not rest and _to_roman(number) == letters else None


def _ordinal(sequence: str, text: str) -> int | None:
    if sequence == "#":
        return 1
    if sequence == "arabic":
        return int(text) if len(text) < 4000 else None
    if sequence.endswith("alpha"):
        return ord(text.lower()) - 96
    return _from_roman(text.upper())


def _enumerator(sequence: str, ordinal: int) -> str | None:
    if sequence == "#":
        return "#"
    if sequence == "arabic":
        return str(ordinal)
    if sequence.endswith("alpha"):
        letter = chr(ordinal + 96) if ordinal <= 26 else None
    else:
        letter = _to_roman(ordinal)
        letter = letter.lower() if letter else None
    if letter is None:
        return None
    return letter.upper() if sequence.startswith("upper") else letter


def enumerated(
    match: re.Match[str], following: str | None, last: tuple[str, str, int] | None
) -> tuple[str, str, int] | None:
    """Give form, sequence and number of an enumerated item, or None where it is mere text.

    ``following`` is the next row (None at the end), ``last`` the item of the list before it.
    """
    form = next(name for name in ("parens", "rparen", "period") if match[name])
    text = match[form].strip("().")
    sequences: list[str] = []
    if text == "#":
        sequences = ["#"]
    else:
        if last and last[0] == form and last[1] != "#" and _SEQUENCES[last[1]].match(text):
            number = _ordinal(last[1], text)
            if number == last[2] + 1:
                sequences.append(last[1])
        if text in "iI":
            sequences.append("lowerroman" if text == "i" else "upperroman")
        else:
            sequences.append(next(key for key, pat in _SEQUENCES.items() if pat.match(text)))
    for sequence in sequences:
        ordinal = _ordinal(sequence, text)
        if ordinal is None:
            continue
        if following is None or not following[:1].strip():
            return form, sequence, ordinal
        successor = _enumerator(sequence, ordinal + 1)
        opening, closing = {"parens": ("(", ")"), "rparen": ("", ")"), "period": ("", ".")}[form]
        if successor and following.startswith(
            (f"{opening}{successor}{closing} ", f"{opening}#{closing} ")
        ):
            return form, sequence, ordinal
    return None


_REST = """
admonition centered class contents cssclass default-domain default-role deprecated describe
figure footer header object rst-class rubric sectionauthor sectnum sidebar target-notes
title todo topic versionadded versionchanged versionremoved
"""
#: Directives of docutils and Sphinx, which are no slip for one of ours.
KNOWN = (
    LITERAL
    | WITHOUT_ARGUMENT
    | WITHOUT_CONTENT
    | INCLUDES
    | CONDITIONS
    | frozenset(_CONTAINERS)
    | FOREIGN
    | frozenset(_REST.split())
)
