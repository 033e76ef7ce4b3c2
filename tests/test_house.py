"""The rules of the house that a test can keep."""

from __future__ import annotations

import ast
import dataclasses
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from sphinx_digest.core import model
from sphinx_digest.core.messages import BLOCK_LABELS, catalogue
from sphinx_digest.core.resources import KINDS
from sphinx_digest.ext.domain import DigestDomain
from sphinx_digest.ext.words import CATALOGUE, LOCALE_DIR

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CATALOGUES = sorted(Path(LOCALE_DIR).glob("*/LC_MESSAGES"))


def test_no_file_is_too_long() -> None:
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py")]
    long = {str(p.relative_to(ROOT)): n for p in files if (n := _lines(p)) > 400}
    assert not long


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("module", ["sphinx_digest.core.check", "sphinx_digest.cli"])
def test_what_needs_no_sphinx_loads_none(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'sphinx','docutils','myst_parser'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_contracts_between_modules_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


#: What a stored environment holds. A change here needs a new ``data_version``.
STORED = {
    5: {
        "Document": "docname path markup title issue parts notices references indexes "
        "diagnostics includes draft mutes passages",
        "Notice": "record part group deadlines contacts attachments citations body short_form "
        "groups corrections",
        "Record": "kind id title values extra places block file opening written_id inferred count "
        "derived entry row body replaced_by replaced_due",
        "Derived": "by place",
        "Count": "length anchor calendar state nominal_end rolled_end unknown",
        "Passage": "source part groups before after",
        "Mute": "place code reason first last accepted",
        "Attachment": "title label url embedded level span",
        "Correction": "date what why span day",
        "Citation": "number target place explicit",
        "IndexBlock": "name values block",
        "Reference": "role target title file heading",
        "Diagnostic": "code place values help related severity fixes in_row",
        "Fix": "place text",
        "Related": "place message",
        "Place": "file span",
        "Span": "line column end_line end_column",
        "Text": "value lines",
    }
}


def test_stored_shapes_and_their_version_go_together() -> None:
    shapes = STORED[DigestDomain.data_version]
    for name, fields in shapes.items():
        assert [f.name for f in dataclasses.fields(getattr(model, name))] == fields.split(), name


def test_every_code_speaks_both_languages_of_the_same_things() -> None:
    for finding in catalogue().values():
        assert re.fullmatch(r"DGT[0-9]{3}", finding.code)
        assert re.fullmatch(r"[a-z][a-z-]+", finding.name)
        for words in (finding.words, *finding.helps.values()):
            assert set(words) == {"zh", "en"}, finding.code
            assert _holes(words["zh"]) == _holes(words["en"]), finding.code
            assert not re.search("指令|选项|解析|非法|schema", words["zh"]), finding.code
    names = [finding.name for finding in catalogue().values()]
    assert len(names) == len(set(names))


def _holes(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_code_is_reported_somewhere() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)
    schemas = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "schemas").glob("*.json"))
    unused = [code for code in catalogue() if f'"{code}"' not in source + schemas]
    assert not unused


def test_every_kind_of_block_has_a_schema_and_a_name() -> None:
    assert set(BLOCK_LABELS) - set(KINDS) == {
        "attachments",
        "corrections",
        "deadlines",
        "contacts",
    }


def _messages_of_the_code() -> set[str]:
    found: set[str] = set()
    for folder in ("ext", "pdf"):
        for path in (ROOT / "src" / "sphinx_digest" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in ("_", "_lazy")
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found.add(str(node.args[0].value))
    return found


@pytest.mark.parametrize("folder", CATALOGUES, ids=lambda path: path.parent.name)
def test_catalogue_is_complete_and_compiled(folder: Path) -> None:
    with (folder / f"{CATALOGUE}.po").open("rb") as file:
        written = {m.id: m.string for m in read_po(file) if m.id}
    with (folder / f"{CATALOGUE}.mo").open("rb") as file:
        compiled = {m.id: m.string for m in read_mo(file) if m.id}
    assert written == compiled
    assert not _messages_of_the_code() - {id_ for id_, words in written.items() if words}


def test_there_is_a_chinese_catalogue() -> None:
    assert [path.parent.name for path in CATALOGUES] == ["zh_CN"]
