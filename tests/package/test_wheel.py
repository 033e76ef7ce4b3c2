"""The wheel and the source distribution hold all that a user needs: built, installed, used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, expect: int = 0) -> str:
    env = {**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # The backend is installed with the tests, so nothing is fetched.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


def make_venv(folder: Path) -> Path:
    """Make an environment that sees the installed dependencies and nothing of this checkout."""
    venv.create(folder, with_pip=False)
    site = next((folder / "lib").glob("python*/site-packages"))
    own = Path(sysconfig.get_paths()["purelib"])
    for entry in own.iterdir():
        if "sphinx_digest" not in entry.name and not entry.name.startswith("__editable__"):
            (site / entry.name).symlink_to(entry)
    return folder


def install(environment: Path, archive: Path) -> Path:
    python = environment / "bin" / "python"
    run(
        python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
        "--no-index", "--ignore-installed", archive, cwd=environment,
    )  # fmt: skip
    return python


def test_the_wheel_holds_every_file_it_reads(built: Path) -> None:
    names = set(zipfile.ZipFile(next(built.glob("*.whl"))).namelist())
    package = ROOT / "src" / "sphinx_digest"
    data = {
        f"sphinx_digest/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert data <= names
    schemas = {f"sphinx_digest/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    assert schemas <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "benchmarks/"))]


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("schemas/notice.schema.json", "tests/test_house.py", "example_docs/conf.py"):
        assert needed in names
    for needed in (".importlinter", "benchmarks/generate.py"):
        assert needed in names
    for needed in (
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "src/sphinx_digest/pdf/template/base.typ",
    ):
        assert needed in names


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"])
def test_an_installed_copy_makes_checks_and_builds_a_digest(
    built: Path, pattern: str, tmp_path: Path
) -> None:
    python = install(make_venv(tmp_path / "env"), next(built.glob(pattern)))
    command = python.with_name("sphinx-digest")
    run(command, "new", "digest", "weekly", cwd=tmp_path)
    run(command, "check", "--strict", "weekly", cwd=tmp_path)
    run(command, "build", "weekly", "out", "--html", "-W", cwd=tmp_path)
    exported = json.loads((tmp_path / "out/html/digest/digest.json").read_text(encoding="utf-8"))
    assert len(exported["issues"]) == 1
    issue = next(
        p for p in (tmp_path / "weekly").rglob("*.md") if "{notice}" in p.read_text("utf-8")
    )
    text = issue.read_text(encoding="utf-8")
    issue.write_text(text.replace(":published: 2021", ":published: 1o21", 1), encoding="utf-8")
    assert "DGT101" in run(command, "check", "weekly", cwd=tmp_path, expect=1)
