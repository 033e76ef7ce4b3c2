"""Links that lead nowhere: addresses that only a browser's page knew, and none at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sphinx_digest.core.model import Diagnostic, Place, Reading
from sphinx_digest.core.reading.myst_literal import LITERAL
from sphinx_digest.core.rules.running import source_lines, span_in
from sphinx_digest.core.rules.shape import Page, rule

_FINE = (
    "(?:https?|mailto|tel|sms|ftps?|sftp|geo|doi|wiki|inv|project|path|myst|magnet|xmpp|ircs?|news)"
)
_SCHEME = r"(?P<target>(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:[^\s()<>\"']|\([^()\n]*\))*)"
_AHEAD = rf"(?!{_FINE}:)(?i:{_SCHEME})"
#: What a page must hold, and the links that it may hold then.
_WITH_SCHEME = {
    "myst": (
        ("](", re.compile(rf"\]\([ \t]*<?{_AHEAD}")),
        ("<", re.compile(rf"<{_AHEAD}>")),
        ("]:", re.compile(rf"\]:[ \t]*<?{_AHEAD}")),
        ("<", re.compile(rf"[hH][rR][eE][fF][ ]?=[ ]?[\"']?{_AHEAD}")),
    ),
    "rst": (
        ("<", re.compile(rf"<{_AHEAD}>`_")),
        (".. _", re.compile(rf"\.\. _[^:\n]*:[ \t]+{_AHEAD}")),
        ("__ ", re.compile(rf"__[ ](?<=^__[ ]){_AHEAD}", re.MULTILINE)),
    ),
}
_SCRIPTS = {"javascript", "vbscript", "livescript"}
_LOCAL = {"file", "about", "blob", "data", "chrome", "edge", "view-source", "res", "ms-word"}


@rule("DGT381")
def link_scheme(page: Page) -> Iterator[Diagnostic]:
    """Find links whose address no reader's browser can follow.

    链接是 javascript:void(0) 这样的脚本，或编辑自己电脑上的文件，读者点不开。网址、电话、邮箱和
    站内的相对地址都可以。

    A link holds a script, as in javascript:void(0), or a file of the editor's own computer.
    Addresses of the web, e-mail, telephones and relative addresses are fine.

    Wrong::

        详见[原文](javascript:void(0))。

    Right::

        详见[原文](https://www.example.org/a.html)，或写信至<mailto:service@example.org>。
    """
    elsewhere = _Elsewhere(page)
    for sign, pattern in _WITH_SCHEME[page.reading.markup]:
        for match in pattern.finditer(page.text) if sign in page.text else ():
            scheme = match["scheme"].lower()
            drive = len(scheme) == 1
            if match["target"].startswith("data:image/"):
                continue
            known = drive or scheme in _SCRIPTS or scheme in _LOCAL
            if not (known or match["target"][len(scheme) + 1 :].startswith("//")):
                continue
            if elsewhere.holds(match.start()):
                continue
            place = Place(page.reading.path, span_in(page.text, *match.span("target")))
            help_ = "help"
            if scheme in _SCRIPTS:
                help_ = "help_script"
            elif drive or scheme == "file":
                help_ = "help_file"
            yield Diagnostic("DGT381", place, {"value": match["target"]}, help_)


_EMPTY = {
    "myst": (
        re.compile(r"\]\((?P<target>[ \t]*(?:<[ \t]*>|#)?[ \t]*)\)"),
        re.compile(r"<[aA](?=[\s>])(?P<target>[^<>]*)>"),
    ),
    "rst": (re.compile(r"<(?P<target>[ \t]*#?[ \t]*)>`_"),),
}
_HREF = re.compile(
    r"\b(?:href\s*=\s*(?!\"\s*#?\s*\"|'\s*#?\s*'|#?(?:[\s>]|\Z))|(?:id|name)\s*=)", re.IGNORECASE
)
_TEXT = {
    "myst": re.compile(r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\Z"),
    "rst": re.compile(r"`(?P<text>[^`\n]+)\Z"),
}
#: No text of a link is longer.
_LONG_TEXT = 300
_TO_TOP = re.compile(r"顶部|页首|top\b", re.IGNORECASE)


@rule("DGT382")
def link_without_target(page: Page) -> Iterator[Diagnostic]:
    """Find links that have no address.

    链接的地址是空的，或只有一个“#”：多半是复制时丢了。

    A link has no address, or nothing but a “#”: it was probably lost in a paste.

    Wrong::

        申请表[见附件]()。

    Right::

        申请表[见附件](https://www.example.org/a.doc)。
    """
    elsewhere = _Elsewhere(page)
    for pattern in _EMPTY[page.reading.markup]:
        for match in pattern.finditer(page.text):
            start, end = match.span()
            if match[0][0] == "<" and page.reading.markup == "myst":
                if _HREF.search(match["target"]):
                    continue
                words = match[0]
            else:
                near = max(0, start - _LONG_TEXT)
                line = page.text[max(near, page.text.rfind("\n", near, start) + 1) : start]
                before = _TEXT[page.reading.markup].search(line)
                if before is None or (page.reading.markup == "myst" and before["image"]):
                    continue
                words = before["text"].strip()
                start -= len(before[0])
                end += match[0].endswith("_") and page.text[end : end + 1] == "_"
            if _TO_TOP.search(words) or elsewhere.holds(match.start()):
                continue
            place = Place(page.reading.path, span_in(page.text, start, end))
            yield Diagnostic("DGT382", place, {"value": words})


class _Elsewhere:
    """What stands in code, in a comment, or in a block that is judged by itself."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: Sequence[str] = ()
        self.left_out: set[int] = set()
        self.spans: dict[int, tuple[Sequence[int], Sequence[int]]] = {}  # by line

    def holds(self, offset: int) -> bool:
        """Say whether an offset of the page's text stands there."""
        if not self.lines:
            self.lines = source_lines(self.page.text)
            hidden = _hidden_rst if self.page.reading.markup == "rst" else hidden_myst
            self.left_out = hidden(self.lines) | _judged(self.page.reading)
        span = span_in(self.page.text, offset, offset)
        number, at = span.line, span.column - 1
        if number in self.left_out:
            return True
        if number not in self.spans:
            found = list(_SPANS[self.page.reading.markup].finditer(self.lines[number - 1]))
            self.spans[number] = [one.start() for one in found], [one.end() for one in found]
        starts, ends = self.spans[number]
        last = bisect_left(starts, at) - 1
        return last >= 0 and at < ends[last]


def _judged(reading: Reading) -> set[int]:
    """Give the lines whose links have rules of their own: attachments, fields."""
    found: set[int] = set()
    for block in reading.blocks:
        if block.file != reading.path:
            continue
        if block.name == "attachments":
            found.update(range(block.opening.line, block.end_line + 1))
        for field in block.fields:
            found.update(line for line, _ in field.text.lines)
    return found


_SPANS = {
    "myst": re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<!--.*?-->"),
    "rst": re.compile(r"``.+?``"),
}


_FENCE = re.compile(
    r"[\s>*+-]*(?P<marks>`{3,}|~{3,}|:{3,})[ \t]*(?:\{(?P<name>[\w:.-]+)\})?(?P<rest>.*)"
)
_RST_CODE = re.compile(
    r"(?P<indent>[ \t]*)(?:\.\.[ ](?P<name>[\w:-]+)::|\.\.[ ](?!_|\[|\|)|.*::[ \t]*\Z)"
)


def hidden_myst(lines: Sequence[str]) -> set[int]:
    """Give the numbers of the lines that are code or a comment."""
    found: set[int] = set()
    closing = ""
    comment = False
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if closing:
            found.add(number)
            marks = fence["marks"] if fence and not fence["name"] else ""
            if marks.startswith(closing) and fence and not fence["rest"].strip():
                closing = ""
        elif comment or line.lstrip().startswith("%"):
            found.add(number)
            comment = comment and "-->" not in line
        elif fence and (fence["name"] in LITERAL if fence["name"] else fence["marks"][0] != ":"):
            closing = fence["marks"]
        else:
            comment = "<!--" in line and "-->" not in line.rpartition("<!--")[2]
    return found


def _hidden_rst(lines: Sequence[str]) -> set[int]:
    found: set[int] = set()
    within: int | None = None
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if within is not None and line.strip() and indent <= within:
            within = None
        if within is not None:
            found.add(number)
            continue
        opening = _RST_CODE.match(line)
        if opening is None or (opening["name"] and opening["name"] not in LITERAL):
            continue
        within = len(opening["indent"])
        if not opening["name"] and line.lstrip().startswith(".. "):
            found.add(number)
    return found
