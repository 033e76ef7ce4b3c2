"""Text as Typst string literals: nothing from a source is ever markup or code."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r'["\\]|[\x00-\x1f\x7f-\x9f\u2028\u2029]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_WIDE = "\u2e80-\u2eff\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
_WIDE_BREAK = re.compile(
    rf"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t]*(?=[{_WIDE}]|$)|^[ \t]*[\r\n]+[ \t]*(?=[{_WIDE}])"
)

#: The longest word that a line of text is sure to have room for.
LONGEST_WORD = 30
_RUN = re.compile(r"[^\s\u2e80-\uffef]+")

GETA = "\u3013"


def quote(text: str) -> str:
    """Write a Typst string literal."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return "\\" + char if char in '"\\' else f"\\u{{{ord(char):x}}}"


def runs(text: str, fits: int) -> list[tuple[str, bool]]:
    """Cut a text into what breaks by itself and words longer than ``fits``, which do not."""
    found: list[tuple[str, bool]] = []
    last = 0
    for match in _RUN.finditer(text):
        if match.end() - match.start() > fits:
            found += [(text[last : match.start()], False), (match[0], True)]
            last = match.end()
    return [piece for piece in (*found, (text[last:], False)) if piece[0]]


def unquote(literal: str) -> str:
    """Read back the inside of a literal as Typst prints it."""
    return re.sub(
        r"\\u\{([0-9a-fA-F]+)\}|\\(.)",
        lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(m[2], m[2]),
        literal,
    )


def flow(text: str) -> str:
    """Join the lines of running text: Chinese without a space, all else with one."""
    return _BLANKS.sub(" ", _WIDE_BREAK.sub("", text)).replace("\t", " ")


class Cleaner:
    """Put the geta mark in place of characters that cannot be shown, and remember them."""

    def __init__(self, missing: frozenset[str] = frozenset(), mark: str = GETA) -> None:
        self.missing = missing
        self.replaced: set[str] = set()
        self._mark = mark

    def __call__(self, text: str) -> str:
        """Return the text with every character that cannot be shown replaced."""
        found = set(_SURROGATE.findall(text))
        found.update(self.missing.intersection(text))
        if not found:
            return text
        self.replaced |= found
        return text.translate({ord(char): self._mark for char in found})
