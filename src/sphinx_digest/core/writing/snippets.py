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
    "attachments": ("附件 1：申报书.doc", "Application form"),
    "url": ("https://www.example.org/1-1.doc", "https://www.example.org/1-1.doc"),
    "summary": ("摘要：谁可以办，办什么，要点是什么。", "Summary: who may apply, for what."),
}
#: The cells of the rows of each list.
_ROWS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "deadlines": (
        ("2021-07-01 至 2021-07-30", "网上申报", "申报单位"),
        ("2021-07-01 to 2021-07-30", "Apply online", "Applicants"),
    ),
    "contacts": (
        ("张某 010-5550 0101 转 6011 planning@example.org", "规划处"),
        ("Zhang Example 010-5550 0101 planning@example.org", "Planning Division"),
    ),
}
_ROW_WORDS: Mapping[str, tuple[str, str]] = {
    "row-deadline": ("清单里的一条截止：时间 | 做什么 | 对象", "A row: when | what | for whom"),
    "row-contact": (
        "清单里的一个联系人：姓名、电话、邮箱 | 单位",
        "A row: who, telephone | office",
    ),
    "row-attachment": ("清单里的一个附件", "A row: an attachment"),
    "row-accept": ("一格：原文如此，不必再提示", "A cell: the source has it so"),
    "row-id": ("contacts.toml 里的一条", "An entry of contacts.toml"),
    "docnum": ("引用一份文件的文号", "The number of a document that is cited"),
}


#: What is put into a line.
_INLINE = frozenset({"row-accept", "docnum"})


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


def make_snippets(
    schemas: Schemas, settings: Settings, *, labels: bool = False
) -> tuple[Snippet, ...]:
    """Make the snippets of a digest: its blocks, short forms first, then each field.

    ``labels`` writes the names of fields in Chinese.
    """
    language = message_language(settings.language)
    return tuple(
        snippet
        for markup in SCOPES
        for snippet in (
            *_Maker(schemas, settings, language, markup, labels).blocks(),
            *_Maker(schemas, settings, language, markup, labels).rows(),
            *_Maker(schemas, settings, language, markup, labels).fields(),
        )
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    schemas: Schemas
    settings: Settings
    language: Language
    markup: Markup
    labels: bool

    def blocks(self) -> Iterator[Snippet]:
        for name in ("issue", "part", "group"):
            yield self._snippet(name, [*self._heading(name), (), *self._block(name, None)])
        notice = [*self._heading("notice"), (), *self._block("notice", None)]
        yield self._snippet("notice", self._with_rows(notice))
        for name in _ROWS:
            yield self._snippet(name, self._list(name, self._row(name)))
        for name in ("deadline", "contact"):
            yield self._snippet(name, self._block(name, Stop(self._word(name))))
        yield self._snippet("attachments", self._list("attachments", self._link()))
        names = ("documents", "dates", "contacts", "issuers", "issues")
        yield self._snippet("digest-index", self._block("digest-index", Stop(names[0], names)))

    def rows(self) -> Iterator[Snippet]:
        """Give what stands in lists and in running text."""
        accept = "认可" if self.labels else "accept"
        number = Stop("国知办函服字〔2021〕304号")
        lines: dict[str, Line] = {
            "row-deadline": self._row("deadlines"),
            "row-contact": self._row("contacts"),
            "row-attachment": self._link(),
            "row-accept": (f" | {accept}=", Stop("DGT312"), " ", Stop("原文如此")),
            "docnum": ("{docnum}`" if self.markup == "myst" else ":docnum:`", number, "`"),
        }
        if self.schemas.roster.entries:
            lines["row-id"] = ("- ", _stop(sorted(self.schemas.roster.entries)))
        for name, line in lines.items():
            words = _ROW_WORDS[name][self.language == "en"]
            yield Snippet(name, self.markup, words, (line,))

    def _row(self, name: str) -> Line:
        cells: list[str | Stop] = []
        for cell in _ROWS[name][self.language == "en"]:
            cells += [" | " if cells else "- ", Stop(cell)]
        return tuple(cells)

    def _link(self) -> Line:
        title, url = Stop(self._word("attachments")), Stop(self._word("url"))
        if self.markup == "rst":
            return ("- `", title, " <", url, ">`__")
        return ("- [", title, "](", url, ")")

    def _with_rows(self, notice: Sequence[Line]) -> list[Line]:
        """Put the list of what belongs to a notice into its block."""
        rows = [self._row("deadlines"), self._row("contacts"), self._link()]
        if self.markup == "myst":
            return [*notice[:-1], (), *rows, notice[-1]]
        return [*notice, (), *(("   ", *row) for row in rows)]

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
        label = "".join(known.label["zh"].split())
        start = f":{label if self.labels else known.name}:"
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
            "body": _vscode_body(snippet),
        }
        for snippet in snippets
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _vscode_body(snippet: Snippet) -> list[str]:
    lines = list(_vscode_lines(snippet))
    if snippet.prefix in _INLINE:
        return [f"{lines[0]}$0"]
    apart = snippet.markup == "rst" and len(lines) > 1
    return [*lines, "", "$0"] if apart else [*lines, "$0"]


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
