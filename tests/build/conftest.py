"""Build digests with Sphinx; the example is built once and looked at by many tests."""

from __future__ import annotations

import io
import json
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example_docs"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Built:
    """What one build left."""

    source: Path
    out: Path
    log: str
    warnings: str
    status: int
    written: tuple[str, ...]

    def text(self, name: str) -> str:
        return next(self.out.glob(name)).read_text(encoding="utf-8")

    def main(self, name: str) -> str:
        """Return the text of a page without the theme's bars."""
        page = self.text(name)
        start = re.search(r'<(div|article)[^>]* role="main"[^>]*>', page)
        assert start is not None
        end = page.find("<footer", start.end())
        return page[start.start() : end if end > 0 else page.index('<div class="sphinxsidebar"')]

    @cached_property
    def digest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text("digest/digest.json"))
        return found

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.text("digest/diagnostics.json"))[
            "diagnostics"
        ]
        return found

    @property
    def codes(self) -> list[str]:
        """Return the code of every finding in the log, in its order."""
        return re.findall(r"\[(DGT[0-9]+)\]", self.warnings)


def build(
    source: Path,
    out: Path,
    builder: str = "html",
    *,
    doctrees: Path | None = None,
    jobs: int = 1,
    strict: bool = False,
    **conf: Any,
) -> Built:
    """Run one build as ``sphinx-build`` does, ``strict`` with ``-W``."""
    log, errors = io.StringIO(), io.StringIO()
    locale.translators.clear()  # those of an earlier build in another language
    written: list[str] = []
    with patch_docutils(str(source)), docutils_namespace(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "", RemovedInSphinx11Warning, "myst_parser|sphinx_design")
        app = Sphinx(
            source, source, out, doctrees or out.with_name(f"{out.name}.doctrees"), builder,
            confoverrides=conf, status=log, warning=errors,
            warningiserror=strict, parallel=jobs,
        )  # fmt: skip
        app.connect("doctree-resolved", lambda _app, _tree, docname: written.append(docname))
        app.build()
    assert not strict or app.statuscode == 0, errors.getvalue()
    return Built(
        source,
        out,
        _COLOURS.sub("", log.getvalue()),
        _COLOURS.sub("", errors.getvalue()),
        app.statuscode,
        tuple(written),
    )


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder, with a time of change of their own."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def touch_later(path: Path, seconds: int = 5) -> None:
    """Make a file look changed, however coarse the file system's clock is."""
    then = path.stat().st_mtime + seconds
    os.utime(path, (then, then))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder that a reader gets."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".buildinfo", "environment.pickle")
    }


CONF = """\
project = "样例周报"
language = "zh_CN"
extensions = ["sphinx_digest"]
html_theme = "basic"
exclude_patterns = ["inc/*"]
"""
INDEX = "# 样例周报\n\n```{toctree}\n:glob:\n\nissues/*\n```\n"


def issue(number: int, *sections: str, flags: str = "") -> str:
    """Return an issue in MyST with the given notices."""
    head = (
        f"# 样例周报 第 {number} 期\n\n:::{{issue}}\n:number: {number}\n"
        f":period: 2021-04-{number:02}/2021-04-{number + 6:02}\n{flags}:::\n\n## 样例篇\n"
    )
    return head + "".join(f"\n{section.strip()}\n" for section in sections)


def notice(id_: str, title: str, body: str = "正文。", more: str = "") -> str:
    """Return a section with a notice in MyST."""
    return (
        f"### {title}\n\n:::{{notice}}\n:id: {id_}\n:type: other\n:issuer: 样例局\n"
        f":published: 2021-04-07\n{more}:::\n\n{body}\n"
    )


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Return a function that writes a project with the given files."""

    def make(files: Mapping[str, str]) -> Path:
        return write(
            tmp_path / "source",
            {"conf.py": CONF, "index.md": INDEX, "digest.toml": 'title = "样例周报"\n', **files},
        )

    return make


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Built]]:
    """Return a function that builds the example with a builder, once."""
    folder = tmp_path_factory.mktemp("example")
    built: dict[str, Built] = {}

    def get(builder: str) -> Built:
        if builder not in built:
            # gettext marks its doctrees; EPUB wants facts that the example need not state.
            doctrees = folder / ("gettext-doctrees" if builder == "gettext" else "doctrees")
            conf: dict[str, Any] = (
                {"version": "1", "copyright": "样例公司"} if builder == "epub" else {}
            )
            built[builder] = build(
                EXAMPLE, folder / builder, builder, doctrees=doctrees, strict=True, **conf
            )
        return built[builder]

    yield get
