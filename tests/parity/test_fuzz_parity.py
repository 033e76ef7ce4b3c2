"""Damaged documents by the hundred: check and build agree, and no word goes unnoticed."""

from __future__ import annotations

import io
import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_digest.core.check import check
from sphinx_digest.core.model import Diagnostic, Document
from sphinx_digest.core.rules import in_order
from sphinx_digest.core.store import records_of
from sphinx_digest.ext.state import archive_of, project_of
from tests.parity.mutations import SOURCES, mutated, with_tokens

DOCUMENTS = 120
#: What says that a whole notice is refused, with all that belongs to it.
REFUSED = {"DGT050", "DGT051", "DGT052", "DGT053", "DGT054", "DGT059", "DGT060"}
#: What says that the lines below went into another block, or into none.
SWALLOWED = {"DGT001", "DGT002", "DGT003", "DGT011"}

Finding = tuple[str, int, int, str]


@dataclass(frozen=True)
class Built:
    checked: set[Finding]
    built: set[Finding]
    sources: dict[str, str]
    kept: dict[str, str]  # what each page and its records say
    log: str


def write_project(folder: Path, seed: int) -> dict[str, str]:
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text('extensions = ["sphinx_digest"]\n', encoding="utf-8")
    markup = '[markup]\ndisable_syntax = ["code", "lheading"]\n' if seed % 2 else ""
    (folder / "digest.toml").write_text(markup, encoding="utf-8")
    (folder / "index.md").write_text("# 首页\n", encoding="utf-8")
    sources: dict[str, str] = {}
    for number in range(DOCUMENTS):
        kind = chance.choice(["md", "rst"])
        source = chance.choice(SOURCES[kind]).replace("158", str(1000 + number))
        text = mutated(with_tokens(source, f"q{number}"), kind, chance)
        sources[f"d{number:03}.{kind}"] = text
        path = folder / f"d{number:03}.{kind}"
        path.write_text(text, encoding="utf-8", newline="")
    return sources


def finding(diagnostic: Diagnostic) -> Finding:
    place = diagnostic.place
    return Path(place.file).name, place.span.line, place.span.column, diagnostic.code


def words_of(document: Document | None) -> str:
    if document is None:
        return ""
    records = [(record.title, record.values) for record in records_of(document)]
    return repr((records, [notice.attachments for notice in document.notices]))


@pytest.fixture(scope="module", params=[1, 2])
def fuzzed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    base = tmp_path_factory.mktemp("fuzz")
    folder, out = base / "src", base / "out"
    sources = write_project(folder, request.param)
    checked = {finding(diagnostic) for diagnostic in check([folder]).diagnostics}
    log = io.StringIO()
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(folder, folder, out, out, "dummy", status=None, warning=log, freshenv=True)
        app.build()
        archive = archive_of(app.env)
        built = in_order(
            (*project_of(app.env).diagnostics, *archive.diagnostics(project_of(app.env).settings))
        )
        kept = {
            name: app.env.get_doctree(Path(name).stem).astext()
            + words_of(archive.document(Path(name).stem))
            for name in sources
        }
    return Built(checked, {finding(one) for one in built}, sources, kept, log.getvalue())


def test_check_and_build_find_the_same(fuzzed: Built) -> None:
    assert len(fuzzed.checked) > 200
    assert sorted(fuzzed.checked - fuzzed.built) == []
    assert sorted(fuzzed.built - fuzzed.checked) == []


def test_no_word_vanishes_without_a_finding(fuzzed: Built) -> None:
    lost = [
        (name, number, token)
        for name, text in fuzzed.sources.items()
        for number, line in enumerate(text.splitlines(), 1)
        for token in re.findall(r"q\d+k\d+z", line)
        if token not in fuzzed.kept[name]
        and not in_comment(text, token)
        and not explained(fuzzed, name, text.splitlines(), number)
    ]
    assert lost == []


def in_comment(text: str, token: str) -> bool:
    """Say whether a word stands in what an editor has commented out."""
    before = text[: text.index(token)]
    if before.rfind("<!--") > before.rfind("-->") or before.rsplit("\n")[-1].startswith("%"):
        return True
    comment = re.findall(r"^( *)\.\.(?: 注释)?\s*\n(?=\s)((?:\1 .*\n|\s*\n)*)", text, re.M)
    return any(token in body for _, body in comment)


def explained(built: Built, name: str, lines: list[str], number: int) -> bool:
    """Say whether a finding stands by the paragraph of a line, or above, where all below is lost."""
    first = last = number
    while first > 1 and lines[first - 2].strip():
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    own = [(line, code) for file, line, _, code in built.built if file == name]
    if any(first - 3 <= line <= last + 3 for line, _ in own):
        return True
    if any(line <= number and code in REFUSED | SWALLOWED for line, code in own):
        return True
    told = re.findall(rf"{re.escape(name)}:(\d+): (?:WARNING|ERROR|CRITICAL)", built.log)
    return any(first - 8 <= int(line) <= last + 3 for line in told)
