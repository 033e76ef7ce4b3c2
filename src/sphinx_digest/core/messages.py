"""The catalogue of findings: what a code is called, how grave it is, and its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from sphinx_digest.core.model import Diagnostic, Markup, Severity

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One code of the catalogue. ``helps`` maps a help's name to its words by language."""

    code: str
    name: str
    severity: Severity
    words: Mapping[str, str]
    helps: Mapping[str, Mapping[str, str]]


@cache
def catalogue() -> Mapping[str, Finding]:
    """Read the findings, by code."""
    found: dict[str, Finding] = {}
    folder = files("sphinx_digest.core").joinpath("findings")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert code not in found, code
            found[code] = Finding(
                code,
                entry["name"],
                entry["severity"],
                {"zh": entry["zh"], "en": entry["en"]},
                {key: value for key, value in entry.items() if key.startswith("help")},
            )
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Example:
    """A mistake in a few lines, and the same lines right where that says more.

    ``below`` is what stands above the lines: ``notice`` (its facts), ``issue`` (its head) or
    ``nothing``.
    """

    bad: str
    good: str = ""
    below: str = "notice"
    markup: Markup = "myst"


@cache
def examples() -> Mapping[str, Example]:
    """Read the examples, by code."""
    text = files("sphinx_digest.core").joinpath("examples.toml").read_text(encoding="utf-8")
    return {code: Example(**entry) for code, entry in tomllib.loads(text).items()}


def message_language(language: str) -> Language:
    """Give the language of messages for a locale: Chinese for ``zh*``, else English."""
    return "zh" if language.lower().startswith("zh") else "en"


def severity_of(diagnostic: Diagnostic) -> Severity:
    """Give the severity of a diagnostic, the catalogue's unless it has its own."""
    return diagnostic.severity or catalogue()[diagnostic.code].severity


def can_be_left_out(code: str) -> bool:
    """Say whether findings of a code may be left out: what would hide a loss may not."""
    return code.startswith("DGT3") or catalogue()[code].severity != "error"


def _fill(template: str, values: Mapping[str, str], language: Language) -> str:
    # A value may differ by language: it then has a twin under "name.en".
    chosen = {
        key: values.get(f"{key}.en", value) if language == "en" else value
        for key, value in values.items()
    }
    expected = chosen.get("expected", "")
    if language == "zh" and expected[:1].isascii() and "是{expected}" in template:
        chosen["expected"] = f" {expected}"  # no Latin word stands close to a Chinese one
    return template.format_map(chosen)


_FIELD = re.compile(r"(?<![^\s，。；（]):([a-z][a-z-]*): ?")


def message_of(diagnostic: Diagnostic, language: Language) -> str:
    """Give the sentence that names what the editor sees."""
    return _fill(catalogue()[diagnostic.code].words[language], diagnostic.values, language)


def help_of(diagnostic: Diagnostic, language: Language) -> str | None:
    """Give the line with the mend, or None where none is known."""
    if diagnostic.help is None:
        return None
    words = catalogue()[diagnostic.code].helps.get(diagnostic.help)
    said = _fill(words[language], diagnostic.values, language) if words else None
    # In a row a field is a cell: note=…
    return _FIELD.sub(r"\1=", said) if said and diagnostic.in_row else said


#: What an editor calls each block, by language.
BLOCK_LABELS: Mapping[str, Mapping[Language, str]] = {
    "issue": {"zh": "期", "en": "issue"},
    "part": {"zh": "篇", "en": "part"},
    "group": {"zh": "分组", "en": "group"},
    "notice": {"zh": "公文", "en": "notice"},
    "deadline": {"zh": "截止", "en": "deadline"},
    "contact": {"zh": "联系人", "en": "contact"},
    "deadlines": {"zh": "截止清单", "en": "list of deadlines"},
    "contacts": {"zh": "联系人清单", "en": "list of contacts"},
    "attachments": {"zh": "附件", "en": "attachments"},
    "corrections": {"zh": "更正", "en": "corrections"},
    "digest-index": {"zh": "索引", "en": "index"},
}

#: What an editor calls what a block or a heading may stand in.
CONTAINER_LABELS: Mapping[str, Mapping[Language, str]] = {
    "list": {"zh": "列表", "en": "list"},
    "quote": {"zh": "缩进的文字", "en": "indented text"},
    "table": {"zh": "表格", "en": "table"},
    "condition": {"zh": "only", "en": "only"},
    "other": {"zh": "提示", "en": "box"},
}


def twin(name: str, words: Mapping[Language, str]) -> dict[str, str]:
    """Give the values of a message for a word that differs by language."""
    return {name: words["zh"], f"{name}.en": words["en"]}


def block_label(block: str) -> dict[str, str]:
    """Give the value ``label`` of a message for the name of a block."""
    return twin("label", BLOCK_LABELS[block])
