"""Snippets for text editors: what an issue is written of, made from the schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx_digest.core.messages import BLOCK_LABELS, Language, message_language
from sphinx_digest.core.model import Markup
from sphinx_digest.core.properties import Property
from sphinx_digest.core.resources import KINDS
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings

#: What Visual Studio Code calls the markups, and Vim.
SCOPES: Mapping[Markup, str] = {"myst": "markdown", "rst": "restructuredtext"}
VIM_TYPES: Mapping[Markup, str] = {"myst": "markdown", "rst": "rst"}

_RULES = "=-~^"
_RULE_WIDTH = 72
#: The fields of the short form of a block, and those of the full one.
_SHORT: Mapping[str, tuple[str, ...]] = {
    "issue": ("number", "period", "published"),
    "part": ("period", "department", "signed"),
    "group": ("issuer",),
    "notice": ("issuer", "published", "url"),
    "deadline": ("kind", "start", "end", "for"),
    "contact": ("organization", "role", "phone", "email"),
    "digest-index": ("group-by", "limit"),
}
_LEVELS = {"issue": 1, "part": 2, "group": 3, "notice": 4}
_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("科技信息周报", "Weekly Notices"),
    "issue": ("第 {} 期", "issue {}"),
    "part": ("政策信息篇", "Policy"),
    "group": ("国家级", "National"),
    "notice": ("关于组织申报专项项目的通知", "Circular on applications for the programme"),
    "deadline": ("网上填报申报书", "Apply online"),
    "contact": ("张某", "Zhang Example"),
    "deadlines": (
        "2021-07-01 至 2021-07-30 | 网上申报 | 申报单位",
        "2021-07-01 to 2021-07-30 | Apply online | Applicants",
    ),
    "contacts": (
        "张某 010-5550 0101 转 6011 planning@example.org | 规划处",
        "Zhang Example 010-5550 0101 planning@example.org | Planning Division",
    ),
    "attachments": ("附件 1：申报书.doc", "Application form"),
    "url": ("https://www.example.org/1-1.doc", "https://www.example.org/1-1.doc"),
    "summary": ("摘要：谁可以办，办什么，要点是什么。", "Summary: who may apply, for what."),
}
_ROWS = ("deadlines", "contacts")


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to fill in, with what stands there first; ``choices`` are offered."""

    default: str
    choices: tuple[str, ...] = ()


#: A line of plain text and places to fill in.
Line = tuple[str | Stop, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """What a prefix is replaced by."""

    prefix: str
    markup: Markup
    description: str
    lines: tuple[Line, ...]

    def filled(self) -> str:
        """Give the text with everything left as it is first."""
        return "".join(
            "".join(p.default if isinstance(p, Stop) else p for p in line) + "\n"
            for line in self.lines
        )


def make_snippets(schemas: Schemas, settings: Settings) -> tuple[Snippet, ...]:
    """Make the snippets of a digest: its blocks, short forms first, then each field."""
    language = message_language(settings.language)
    return tuple(
        snippet
        for markup in SCOPES
        for snippet in (
            *_Maker(schemas, settings, language, markup).blocks(),
            *_Maker(schemas, settings, language, markup).fields(),
        )
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    schemas: Schemas
    settings: Settings
    language: Language
    markup: Markup

    def blocks(self) -> Iterator[Snippet]:
        for name in ("issue", "part", "group", "notice"):
            if name in KINDS:
                yield self._snippet(name, [*self._heading(name), (), *self._block(name, None)])
        for name in _ROWS:
            yield self._snippet(name, self._list(name, ("- ", Stop(self._word(name)))))
        for name in ("deadline", "contact"):
            yield self._snippet(name, self._block(name, Stop(self._word(name))))
        title, url = Stop(self._word("attachments")), Stop(self._word("url"))
        link: Line = ("- [", title, "](", url, ")")
        if self.markup == "rst":
            link = ("- `", title, " <", url, ">`__")
        yield self._snippet("attachments", self._list("attachments", link))
        names = ("documents", "dates", "contacts", "issuers", "issues")
        yield self._snippet("digest-index", self._block("digest-index", Stop(names[0], names)))

    def fields(self) -> Iterator[Snippet]:
        for kind in KINDS:
            for name, known in self.schemas.properties(kind).items():
                help_ = known.help.get(self.language, "")
                words = " ".join(filter(None, (f"{known.label[self.language]}:", help_)))
                yield Snippet(f"{kind}-{name}", self.markup, words, (self._field(known),))

    def _snippet(self, name: str, lines: Sequence[Line]) -> Snippet:
        return Snippet(name, self.markup, BLOCK_LABELS[name][self.language], tuple(lines))

    def _word(self, name: str) -> str:
        return _WORDS[name][self.language == "en"]

    def _heading(self, name: str) -> list[Line]:
        level = _LEVELS[name]
        title: Line = (Stop(self._word(name)),)
        if name == "issue":
            before, after = self._word(name).split("{}")
            gap = ", " if self.language == "en" else " "
            shown = self.settings.title or self._word("title")
            number = Stop(self.schemas.properties("issue")["number"].example)
            title = (f"{shown}{gap}{before}", number, after)
        elif name == "part" and self.settings.parts:
            title = (_stop([part.title for part in self.settings.parts]),)
        elif name == "group" and (
            names := [g.title for p in self.settings.parts for g in p.groups]
        ):
            title = (_stop(list(dict.fromkeys(names))),)
        if self.markup == "myst":
            return [("#" * level + " ", *title)]
        return [title, (_RULES[level - 1] * _RULE_WIDTH,)]

    def _block(self, name: str, argument: Stop | None) -> list[Line]:
        known = self.schemas.properties(name)
        names = [field for field in _SHORT[name] if field in known]
        if name == "notice" and self.language == "en":
            names.insert(0, "type")  # which Chinese titles say by themselves
        names += [field for field in known if known[field].own and field not in names]
        fields = [self._field(known[field]) for field in names]
        end: Line = (" ", argument) if argument else ()
        if self.markup == "myst":
            return [(f":::{{{name}}}", *end), *fields, (":::",)]
        return [(f".. {name}::", *end), *(("   ", *field) for field in fields)]

    def _list(self, name: str, row: Line) -> list[Line]:
        if self.markup == "myst":
            return [(f":::{{{name}}}",), row, (":::",)]
        return [(f".. {name}::",), (), ("   ", *row)]

    def _field(self, known: Property) -> Line:
        start = f":{known.name}:"
        if known.reads == "flag":
            return (start,)
        if known.labels:
            return (
                f"{start} ",
                _stop([_choice(known, code, self.language) for code in known.labels]),
            )
        return (f"{start} ", Stop(known.example or known.label[self.language]))


def _choice(known: Property, code: str, language: Language) -> str:
    """Give how a code is written: by its first label in Chinese, else by itself."""
    names = known.labels[code].get("zh", ()) if language == "zh" else ()
    return names[0] if names else code


def _stop(names: Sequence[str]) -> Stop:
    return Stop(names[0], tuple(names) if len(names) > 1 else ())


def to_vscode(snippets: Sequence[Snippet]) -> str:
    """Give the snippets as a project's file of Visual Studio Code."""
    table = {
        f"{snippet.prefix} ({SCOPES[snippet.markup]})": {
            "scope": SCOPES[snippet.markup],
            "prefix": snippet.prefix,
            "description": snippet.description,
            "body": [*_vscode_lines(snippet), "$0"],
        }
        for snippet in snippets
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _vscode_lines(snippet: Snippet) -> Iterator[str]:
    number = 0
    for line in snippet.lines:
        pieces = []
        for piece in line:
            if isinstance(piece, str):
                pieces.append(re.sub(r"[\\$]", r"\\\g<0>", piece))
                continue
            number += 1
            if piece.choices:
                names = (re.sub(r"[\\,|$}]", r"\\\g<0>", name) for name in piece.choices)
                pieces.append(f"${{{number}|{','.join(names)}|}}")
            else:
                text = re.sub(r"[\\$}]", r"\\\g<0>", piece.default)
                pieces.append(f"${{{number}:{text}}}")
        yield "".join(pieces)


def to_vim(snippets: Sequence[Snippet], markup: Markup) -> str:
    """Give the snippets of a markup as SnipMate writes them; UltiSnips and LuaSnip read it too."""
    texts = []
    for snippet in snippets:
        if snippet.markup != markup:
            continue
        lines = [f"snippet {snippet.prefix} {snippet.description}"]
        number = 0
        for line in snippet.lines:
            pieces = []
            for piece in line:
                if isinstance(piece, str):
                    pieces.append(re.sub(r"[\\$`]", r"\\\g<0>", piece))
                    continue
                number += 1
                text = re.sub(r"[\\$`}]", r"\\\g<0>", piece.default)
                pieces.append(f"${{{number}:{text}}}")
            lines.append(f"\t{''.join(pieces)}")
        texts.append("\n".join(lines) + "\n")
    return "\n".join(texts)
