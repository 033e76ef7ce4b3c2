"""The manual builds without a warning, and leaves out nothing that the software has."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from sphinx_digest.core.messages import catalogue
from sphinx_digest.core.report import FORMATS
from sphinx_digest.core.resources import KINDS

# They stand in the manual, where mypy does not look.
export, reference, words = map(import_module, ("digest_export", "digest_reference", "digest_words"))

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("manual")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    done = subprocess.run(
        [*command, str(DOCS), str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return out


def html(built: Path, name: str) -> str:
    return (built / name).read_text(encoding="utf-8")


def test_every_finding_has_an_anchor_and_its_words(built: Path) -> None:
    for name, ending, language in (
        ("reference/findings.html", "", "zh"), ("en/reference.html", "-en", "en"),
    ):  # fmt: skip
        text = html(built, name)
        ids = set(re.findall(r'id="(dgt[0-9]{3}(?:-en)?)"', text))
        assert ids == {code.lower() + ending for code in catalogue()}
        assert ("缺…。" if language == "zh" else "… is missing.") in text


def test_every_field_of_every_record_stands_in_the_reference(built: Path) -> None:
    for name in ("reference/fields.html", "en/reference.html"):
        text = html(built, name)
        for kind in KINDS:
            for field in reference.schemas().properties(kind):
                assert f'<span class="pre">{field}</span>' in text, (kind, field)


def test_every_kind_of_record_has_a_table() -> None:
    for name in ("reference/fields.md", "en/reference.md"):
        assert re.findall(r"\{reference-fields\} (\S+)", page(name)) == list(KINDS)


def test_every_way_of_reading_a_field_has_words() -> None:
    kinds = [reference.schemas().properties(kind).values() for kind in KINDS]
    assert {field.reads for fields in kinds for field in fields} <= words.READS.keys()


def test_every_setting_is_described_and_no_other() -> None:
    names = [name for name, _, _ in reference.settings()]
    assert [name for name in names if reference.described(name) is None] == []
    used = {name for name in names if name in words.SETTINGS}
    used |= {f"{name.rpartition('.')[0]}.*" for name in names if name not in used}
    assert used == words.SETTINGS.keys()


def test_what_check_says_stands_below_a_mistake(built: Path) -> None:
    assert "2021-04-31 不存在，4 月只有 30 天。" in html(built, "guide/mistakes.html")
    assert "2021-04-31 does not exist: April has only 30 days." in html(built, "en/guide.html")


def test_the_help_of_every_command_is_shown(built: Path) -> None:
    (commands,) = re.findall(r"COMMAND\n((?: {4}.*\n)+)", reference.help_of_command([], "en"))
    named = re.findall(r"^ {4}([\w-]+)", commands, re.MULTILINE)
    shown = re.findall(r"\{reference-command\} ([\w-]+)", page("reference/cli.md"))
    assert set(shown) == set(named)
    assert "用法：sphinx-digest check" in html(built, "reference/cli.html")
    for name in FORMATS:
        assert f"| `{name}` |" in page("reference/cli.md")


def test_the_export_is_described_by_its_schema(built: Path) -> None:
    for name in ("reference/output.html", "en/reference.html"):
        for field in ("source_url", "precision", "extension"):
            assert f'<span class="pre">{field}</span>' in html(built, name)
    names = [(o, name) for o, shape in export.exported() for name in shape["properties"]]
    assert [name for name in names if export.meaning(*name) is None] == []
    assert words.EXPORT.keys() <= {name for _, name in names}


def test_the_sample_is_read_and_exported(built: Path) -> None:
    assert 'id="sample-special"' in html(built, "sample.html")
    assert '"sample-special"' in html(built, "digest/digest.json")


def test_every_dependency_is_explained_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(name for extra in project["project"]["optional-dependencies"].values() for name in extra),
        *(name for group in project["dependency-groups"].values() for name in group),
    ]
    text = page("maintain.md").partition("## 依赖")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|（]*`)", text, re.MULTILINE)
    explained = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    assert explained == {re.split(r"[^\w-]", requirement)[0] for requirement in named}


def test_the_manual_checks_clean() -> None:
    from sphinx_digest.core.check import check

    assert check([DOCS]).diagnostics == ()
