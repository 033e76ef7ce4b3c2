"""Build small projects with the builder ``digestpdf`` and read the PDF again."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdf
import pytest
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.locale import get_translation
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_digest.pdf.content import Content, IndexSection, IssueRef, NoContent


def word(message: str) -> str:
    """Return a message as the builds here word it, whichever catalogues are loaded."""
    return str(get_translation("sphinx_digest")(message))


def unknown_words() -> str:
    """Return how the message begins that a node is unknown."""
    return word("The PDF does not know %s nodes; only their text is printed.").split("%s")[0]


def not_made(name: str) -> str:
    """Return how the message begins that a PDF was not made."""
    return word("%(name)s.pdf was not made: %(message)s") % {"name": name, "message": ""}


@dataclass(frozen=True)
class FakeContent:
    """Issues and indexes as a test wants them."""

    refs: Sequence[IssueRef] = ()
    sections: Sequence[IndexSection] = ()

    def issues(self) -> Sequence[IssueRef]:
        return self.refs

    def indexes(
        self, docnames: Sequence[str] | None, *, asked: bool = False
    ) -> Sequence[IndexSection]:
        return self.sections

    def index_pages(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class Pdf:
    """One PDF, read again."""

    path: Path
    reader: pypdf.PdfReader

    @property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def bare(self) -> str:
        return "".join(self.text.split())

    @property
    def outline(self) -> list[tuple[int, str]]:
        def flat(items: list[Any], level: int) -> list[tuple[int, str]]:
            found: list[tuple[int, str]] = []
            for item in items:
                if isinstance(item, list):
                    found += flat(item, level + 1)
                else:
                    found.append((level, item.title))
            return found

        return flat(self.reader.outline, 0)

    @property
    def catalog(self) -> Any:
        return self.reader.trailer["/Root"]

    def links(self) -> list[tuple[int, str | int]]:
        """Return (page, address or page) of every link."""
        found: list[tuple[int, str | int]] = []
        names = self.reader.named_destinations
        for number, page in enumerate(self.reader.pages):
            for ref in page.get("/Annots") or ():
                note = ref.get_object()
                action = note.get("/A", {})
                if "/URI" in action:
                    found.append((number, str(action["/URI"])))
                    continue
                target = note.get("/Dest", action.get("/D"))
                if isinstance(target, str):
                    place = self.reader.get_destination_page_number(names[target])
                else:
                    place = self.reader.get_page_number(target[0].get_object())
                assert place is not None
                found.append((number, place))
        return found


@dataclass(frozen=True)
class Built:
    """What one build left."""

    out: Path
    warnings: str
    status: int

    def pdf(self, name: str = "") -> Pdf:
        """Read one PDF, the only volume where none is named."""
        volumes = sorted(self.out.glob("volume*.pdf"))
        if not name:
            assert len(volumes) == 1, volumes
        path = self.out / f"{name}.pdf" if name else volumes[0]
        return Pdf(path, pypdf.PdfReader(path))


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Return a function that writes a project and builds its PDFs."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    runs = 0

    def run(
        files: Mapping[str, str | bytes],
        content: Content | None = None,
        builder: str = "digestpdf",
        extend: Callable[[Sphinx], None] = lambda app: None,
        **conf: object,
    ) -> Built:
        nonlocal runs
        runs += 1
        source, out = tmp_path / "source", tmp_path / f"out{runs}"
        for name, text in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (source / "conf.py").touch()

        class FakeDomain(Domain):
            name = "digest"
            label = "digest"

            def pdf_content(self) -> Content:
                return content or NoContent()

        def setup(app: Sphinx) -> dict[str, bool]:
            app.add_domain(FakeDomain)
            extend(app)
            return {"parallel_read_safe": True}

        module = ModuleType("fake_digest")
        module.setup = setup  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "fake_digest", module)
        settings: dict[str, object] = {
            "project": "样例周报",
            "author": "样例公司",
            "language": "zh_CN",
            "extensions": ["sphinx_digest.pdf", "fake_digest"],
            **conf,
        }
        warnings = io.StringIO()
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                source, source, out, tmp_path / f"doctrees{runs}", builder,
                confoverrides=settings, status=None, warning=warnings, freshenv=True,
            )  # fmt: skip
            app.build()
        return Built(out, re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()), app.statuscode)

    return run
