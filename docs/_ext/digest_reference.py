"""The reference pages of the manual, made from the schemas, the catalogue and the settings.

Nothing that the software knows is written twice: ``{reference-fields} notice`` is the schema of
a notice, ``{reference-findings}`` the catalogue of findings, and so on; ``:lang: en`` gives the
English words. What is said here by hand are the words for a format and for a setting.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from digest_examples import setup as setup_examples
from digest_export import Export
from digest_tables import Cell, Reference, code, inline, paragraph, table
from digest_words import READS, SETTINGS, Words
from docutils import nodes

from sphinx_digest.cli import main
from sphinx_digest.core.messages import Finding, Language, catalogue
from sphinx_digest.core.properties import Property
from sphinx_digest.core.report import FORMATS
from sphinx_digest.core.rules import documented
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings, form, kinds

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


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


def settings() -> Iterator[tuple[str, kinds.Kind, bool]]:
    """Yield every setting: its dotted name, what it must be, whether it is required."""
    yield from _keys(form._FORM, ())


def _keys(table: kinds.Table, path: tuple[str, ...]) -> Iterator[tuple[str, kinds.Kind, bool]]:
    for name, expected in table.keys.items():
        here = (*path, name)
        if isinstance(expected, kinds.Table):
            yield from _keys(expected, here)
        else:
            yield ".".join(here), expected, name in table.required


class Fields(Reference):
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


class Findings(Reference):
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
        rule = documented().get(finding.code)
        about = [paragraph(rule.zh if self.lang == "zh" else rule.en)] if rule else []
        return [name, [message, *mends, *about]]


def _filled(words: str) -> str:
    return re.sub(r"\{[\w.]+\}", "…", words)


class SettingsTable(Reference):
    """``{reference-settings}``: every key of digest.toml."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        head = (self.say("名称", "Name"), self.say("内容", "Value"), self.say("用途", "What for"))
        rows = [self.row(*setting) for setting in settings()]
        return [table(head, rows, (30, 35, 35))]

    def row(self, name: str, kind: kinds.Kind, required: bool) -> list[Cell]:
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


class Command(Reference):
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


class Formats(Reference):
    """``{reference-formats}``: the formats that ``check`` can report in."""

    def run(self) -> list[nodes.Node]:
        """List them."""
        text = self.say("、", ", ").join(f"`{name}`" for name in FORMATS)
        return [nodes.paragraph("", "", *inline(text))]


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
