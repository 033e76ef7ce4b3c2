"""The reference pages of the manual, made from the schemas, the catalogue and the settings.

Nothing that the software knows is written twice: ``{reference-fields} notice`` is the schema of
a notice, ``{reference-findings}`` the catalogue of findings, and so on; ``:lang: en`` gives the
English words. What is said here by hand are the words for a format and for a setting.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from digest_examples import setup as setup_examples
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_digest.cli import main
from sphinx_digest.core import settings_form
from sphinx_digest.core.messages import Finding, Language, catalogue
from sphinx_digest.core.properties import Property
from sphinx_digest.core.report import FORMATS
from sphinx_digest.core.resources import schema_text
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

Words = Mapping[str, str]

#: What is written into a field, by how it is read.
READS: Mapping[str, Words] = {
    "text": {"zh": "文字", "en": "text"},
    "flag": {"zh": "只写名称，不写内容", "en": "the name alone, without a value"},
    "integer": {"zh": "整数", "en": "a whole number"},
    "number": {"zh": "数字", "en": "a number"},
    "choice": {"zh": "下列之一", "en": "one of these"},
    "record-id": {"zh": "编号：小写字母、数字、连字符", "en": "an id: small letters, digits, hyphens"},
    "date": {"zh": "日期，写到日", "en": "a whole date"},
    "reduced-date": {"zh": "日期，可以只到月、季、年", "en": "a day, month, quarter or year"},
    "moment": {
        "zh": "日期，可以只到月、季、年，也可以写到几点几分",
        "en": "a day, month, quarter or year, or a day with a time",
    },
    "interval": {"zh": "起止日期，首尾都含", "en": "a first and a last day, both included"},
    "length": {"zh": "时间的长度", "en": "a length of time"},
    "recurrence": {"zh": "多久一次", "en": "how often"},
    "uri": {"zh": "完整的网址", "en": "a whole web address"},
    "email": {"zh": "电子邮箱", "en": "an e-mail address"},
    "telephone": {"zh": "电话号码，可带分机", "en": "a telephone number, with extension"},
    "document-number": {"zh": "文号", "en": "a document number"},
    "document-reference": {"zh": "文号，或公文的编号", "en": "a document number or a notice's id"},
}

#: What a setting is for, by its name; ``*`` stands for a name of the project's own.
SETTINGS: Mapping[str, Words] = {
    "title": {"zh": "刊名。", "en": "The digest's title."},
    "language": {
        "zh": "提示和导出所用的语言；网页的语言由 conf.py 的 language 定。",
        "en": "Of messages and exports; pages follow `language` in conf.py.",
    },
    "timezone": {"zh": "原文写了钟点时，按哪里的时间。", "en": "Where times of day are meant."},
    "base_url": {"zh": "网页发布在哪里；导出的链接由此写全。", "en": "Where the pages are published."},
    "source": {"zh": "源文件所在的文件夹。", "en": "The folder of the sources."},
    "exclude": {"zh": "不收录的文件和文件夹，可用 *。", "en": "Files and folders to leave out."},
    "markup.myst_extensions": {
        "zh": "启用哪些 MyST 扩展；要保留 colon_fence。",
        "en": "MyST extensions that are on; keep colon_fence.",
    },
    "markup.disable_syntax": {
        "zh": "关掉哪些 Markdown 写法；粘贴的文字多时，建议关掉 code 和 lheading。",
        "en": "Markdown that is off; code and lheading, where much is pasted.",
    },
    "schemas.*": {
        "zh": "这类条目用本刊自己的定义，写文件的路径。",
        "en": "The project's own definition of this record: the path of a file.",
    },
    "parts.title": {"zh": "每期都有的篇，篇名。", "en": "A part that every issue has."},
    "parts.groups": {"zh": "篇里的分组，按先后。", "en": "Its groups, in order."},
    "parts.department": {"zh": "编写这一篇的部门。", "en": "The department that writes it."},
    "telephone.country": {"zh": "电话没写国家时，按哪国。", "en": "Of numbers without a country."},
    "telephone.area_code": {"zh": "电话没写区号时，补哪个。", "en": "Of numbers without an area."},
    "pinyin.exceptions.*": {"zh": "这个字或词读什么音。", "en": "How this word is read."},
    "issuers.*.name": {"zh": "机关的统一名称。", "en": "The one name of an issuing body."},
    "issuers.*.aliases": {"zh": "同一机关的其他写法。", "en": "Other names it goes by."},
}

_SEVERITIES: Mapping[str, Words] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "info": {"zh": "提示", "en": "info"},
}


def schemas() -> Schemas:
    """Give our schemas, without any project's."""
    return load_schemas(Settings("."))[0]


def described(name: str) -> Words | None:
    """Give what a setting is for; None where the manual does not say."""
    return SETTINGS.get(name) or SETTINGS.get(f"{name.rpartition('.')[0]}.*")


def settings() -> Iterator[tuple[str, settings_form._Kind, bool]]:
    """Yield every setting: its dotted name, what it must be, whether it is required."""
    yield from _keys(settings_form._FORM, ())


def _keys(
    table: settings_form._Table, path: tuple[str, ...]
) -> Iterator[tuple[str, settings_form._Kind, bool]]:
    for name, expected in table.keys.items():
        here = (*path, name)
        if isinstance(expected, settings_form._Table):
            yield from _keys(expected, here)
        else:
            yield ".".join(here), expected, name in table.required


# Cells

Cell = str | nodes.Node | Sequence[nodes.Node]
_CODE = re.compile(r"`([^`]+)`")


def inline(text: str) -> list[nodes.Node]:
    """Give a text whose `code` is set as code."""
    made: list[nodes.Node] = []
    for index, piece in enumerate(_CODE.split(text)):
        if piece:
            made.append(nodes.literal(piece, piece) if index % 2 else nodes.Text(piece))
    return made


def paragraph(text: str) -> nodes.paragraph:
    """Give a paragraph of a cell."""
    return nodes.paragraph("", "", *inline(text), classes=["generated-help"])


def code(text: str) -> nodes.paragraph:
    """Give a paragraph that is code."""
    return nodes.paragraph("", "", nodes.literal(text, text)) if text else nodes.paragraph()


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> nodes.table:
    """Make a table."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["generated"])


def _row(cells: Sequence[Cell]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        if isinstance(cell, str):
            cell = paragraph(cell)
        row += nodes.entry("", *([cell] if isinstance(cell, nodes.Node) else cell))
    return row


class _Reference(SphinxDirective):
    """A piece of the reference; ``:lang:`` is zh unless it is written."""

    required_arguments = 0
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "lang": lambda written: directives.choice(written, ("zh", "en"))
    }

    @property
    def lang(self) -> Language:
        """The language of the words."""
        lang: Language = self.options.get("lang", "zh")
        return lang

    def say(self, zh: str, en: str) -> str:
        """Pick a wording."""
        return zh if self.lang == "zh" else en


class Fields(_Reference):
    """``{reference-fields} notice``: the fields of a record."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        known = schemas().properties(self.arguments[0])
        head = (self.say("名称", "Name"), self.say("填什么", "Value"), self.say("例", "Example"))
        return [table(head, [self.row(field) for field in known.values()], (20, 50, 30))]

    def row(self, field: Property) -> list[Cell]:
        """Make the row of a field."""
        label = f"{field.label['zh']}" if self.lang == "zh" else field.label["en"]
        name: list[nodes.Node] = [code(field.name), paragraph(label)]
        if field.required:
            must = self.say("必填", "required")
            name.append(nodes.paragraph("", "", nodes.strong(must, must)))
        value: list[nodes.Node] = [paragraph(field.help.get(self.lang, "")), self.form(field)]
        return [name, value, code(field.example)]

    def form(self, field: Property) -> nodes.Node:
        """Say what is written: the form, the codes, the words that stand for a value."""
        words = READS.get(field.reads, {}).get(self.lang, field.reads)
        if field.many:
            words += self.say("，几个用“；”隔开", "; several are separated by “;”")
        if field.unknown:
            words += self.say("；原文没写就写 `unknown`", ", or `unknown`")
        codes = [self.choice(code, names) for code, names in field.labels.items()]
        if codes:
            words += self.say("：", ": ") + self.say("、", ", ").join(codes)
        return paragraph(words + self.say("。", "."))

    def choice(self, code_: str, names: Mapping[Language, Sequence[str]]) -> str:
        """Give a code with what it is called; Chinese names may be written as well."""
        written = self.say("、", "/").join(names.get(self.lang, ()))
        return f"`{code_}`" + (self.say(f"（{written}）", f" ({written})") if written else "")


class Findings(_Reference):
    """``{reference-findings}``: every code, what it says and how it is mended."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        head = (self.say("代码", "Code"), self.say("提示和改法", "Message and mend"))
        return [table(head, [self.row(f) for f in catalogue().values()], (28, 72))]

    def row(self, finding: Finding) -> list[Cell]:
        """Make the row of a code, to which a link can lead."""
        anchor = finding.code.lower() if self.lang == "zh" else f"{finding.code.lower()}-en"
        target = nodes.target("", "", ids=[anchor])
        self.state.document.note_explicit_target(target)
        first = nodes.paragraph("", "", target, nodes.strong(finding.code, finding.code))
        severity = _SEVERITIES[finding.severity][self.lang]
        message = nodes.paragraph("", "", *inline(_filled(finding.words[self.lang])))
        mends = [
            paragraph(self.say("改法：", "Mend: ") + _filled(words[self.lang]))
            for words in finding.helps.values()
        ]
        name: list[nodes.Node] = [first, paragraph(finding.name), paragraph(severity)]
        return [name, [message, *mends]]


def _filled(words: str) -> str:
    return re.sub(r"\{[\w.]+\}", "…", words)


class SettingsTable(_Reference):
    """``{reference-settings}``: every key of digest.toml."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        head = (self.say("名称", "Name"), self.say("内容", "Value"), self.say("用途", "What for"))
        rows = [self.row(*setting) for setting in settings()]
        return [table(head, rows, (30, 35, 35))]

    def row(self, name: str, kind: settings_form._Kind, required: bool) -> list[Cell]:
        """Make the row of a setting."""
        must = self.say("；必填", "; required") if required else ""
        words = described(name) or {}
        value = self.say(kind.zh, kind.en).replace("{name}", name)
        return [code(name), value + must + self.default(name), words.get(self.lang, "")]

    def default(self, name: str) -> str:
        """Say what holds where a setting is not written."""
        value: Any = Settings(".")
        for piece in name.split("."):
            piece = {"myst_extensions": "extensions"}.get(piece, piece)
            value = getattr(value, piece, None)
        if isinstance(value, frozenset):
            value = ", ".join(sorted(value))
        if not isinstance(value, str) or not value:
            return ""
        return self.say(f"；默认 `{value}`", f"; `{value}` by default")


class Command(_Reference):
    """``{reference-command} check``: what ``sphinx-digest check --help`` prints."""

    optional_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Run the command for its help."""
        text = help_of_command(self.arguments, self.lang)
        return [nodes.literal_block(text, text, language="text")]


def help_of_command(command: Sequence[str], lang: Language) -> str:
    """Give the help of a command in a language."""
    words = {"COLUMNS": "88", "LC_ALL": "en_US.UTF-8" if lang == "en" else "zh_CN.UTF-8"}
    before = {name: os.environ.get(name) for name in words}
    os.environ.update(words)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            main([*command, "--help"])
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return printed.getvalue()


class Formats(_Reference):
    """``{reference-formats}``: the formats that ``check`` can report in."""

    def run(self) -> list[nodes.Node]:
        """List them."""
        text = self.say("、", ", ").join(f"`{name}`" for name in FORMATS)
        return [nodes.paragraph("", "", *inline(text))]


class Export(_Reference):
    """``{reference-json}``: the objects of digest.json."""

    def run(self) -> list[nodes.Node]:
        """Make a table for each object of the schema."""
        schema = json.loads(schema_text("digest"))
        objects = {"digest.json": schema, **schema.get("$defs", {})}
        made: list[nodes.Node] = []
        for name, shape in objects.items():
            if shape.get("properties"):
                made += [nodes.rubric(name, name), self.object(shape)]
        if made:
            return made
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        return [nodes.literal_block(text, text, language="json")]

    def object(self, shape: Mapping[str, Any]) -> nodes.table:
        """Make the table of an object."""
        required = shape.get("required", ())
        head = (self.say("名称", "Name"), self.say("内容", "Value"), self.say("说明", "Meaning"))
        rows: list[Sequence[Cell]] = []
        for name, value in shape["properties"].items():
            must = self.say("，总有", ", always there") if name in required else ""
            rows.append([code(name), _shape(value) + must, self.meaning(value)])
        return table(head, rows, (25, 30, 45))

    def meaning(self, value: Mapping[str, Any]) -> str:
        """Give the schema's words about a value."""
        help_ = value.get("x-help") or {}
        return str(help_.get(self.lang) or value.get("description") or "")


def _shape(value: Any) -> str:
    """Say in short what a value of the export is."""
    if not isinstance(value, dict):
        return ""
    if "$ref" in value:
        return f"`{value['$ref'].rpartition('/')[2]}`"
    if "const" in value:
        return f"`{json.dumps(value['const'], ensure_ascii=False)}`"
    if "enum" in value:
        return " ".join(f"`{item}`" for item in value["enum"])
    for key in ("anyOf", "oneOf"):
        if key in value:
            return " | ".join(filter(None, map(_shape, value[key])))
    if value.get("type") == "array":
        return f"[{_shape(value.get('items'))} …]"
    kind = value.get("type", "")
    return str(value.get("format") or (" | ".join(kind) if isinstance(kind, list) else kind))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives of the reference, and show the examples."""
    app.add_directive("reference-fields", Fields)
    app.add_directive("reference-findings", Findings)
    app.add_directive("reference-settings", SettingsTable)
    app.add_directive("reference-command", Command)
    app.add_directive("reference-formats", Formats)
    app.add_directive("reference-json", Export)
    setup_examples(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
