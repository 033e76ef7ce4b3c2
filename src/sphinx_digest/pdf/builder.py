"""The builder ``digestpdf``: one PDF for each issue, and one volume for each year."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar
from urllib.parse import quote as quote_url

from docutils import nodes
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.logging import get_node_location

from sphinx_digest.pdf.assemble import assemble, places
from sphinx_digest.pdf.books import SETS, VOLUME, Book, Titles, issue_books, volume_books
from sphinx_digest.pdf.content import Content, ContentSource, NoContent
from sphinx_digest.pdf.fonts import Faces, FontError, choose_faces
from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.literal import GETA, Cleaner
from sphinx_digest.pdf.press import Sheet
from sphinx_digest.pdf.writer import DigestPdfTranslator

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 4
_VOLUMES = re.compile(rf"{VOLUME}(-[0-9]+)?\.pdf")


def cores() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class DigestPdfBuilder(Builder):
    """Typeset the digest with Typst."""

    name = "digestpdf"
    format = "typst"
    epilog = _("The PDFs are in %(outdir)s.")
    default_translator_class = DigestPdfTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # Nothing is fetched while building: a remote image stays a link.
    supported_remote_images = True
    #: The ids that ``digest-index`` keeps to; all issues where there is none.
    digest_issues: tuple[str, ...] = ()

    def init(self) -> None:
        """Prepare what one run keeps."""
        self.issue_docnames: frozenset[str] = frozenset()
        self._numbers: dict[str, str] = {}
        self.unknown_nodes: set[str] = set()
        self._warned: set[tuple[str, str | None]] = set()
        self._sheet: Sheet | None = None

    @property
    def cleaner(self) -> Cleaner:
        """What takes characters without a glyph out of the PDF that is being written."""
        return self._sheet.cleaner if self._sheet else Cleaner()

    @property
    def single_issue(self) -> bool:
        """Whether the PDF that is being written holds one issue alone."""
        return self._sheet is not None and self._sheet.book.single

    @property
    def cover_words(self) -> frozenset[str]:
        """What the cover says, so that the text below need not."""
        return self._sheet.book.cover_words if self._sheet else frozenset()

    def get_outdated_docs(self) -> str:
        """Typeset everything: each PDF depends on all documents."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return a mark that the writer turns into a label."""
        return "%" + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return the same mark: all documents are one."""
        return self.get_target_uri(to, typ)

    @property
    def content(self) -> Content:
        """What the domain ``digest`` knows of issues and indexes."""
        domain = self.env.domains.get("digest")
        return domain.pdf_content() if isinstance(domain, ContentSource) else NoContent()

    def web_uri(self, docname: str, anchor: str) -> str:
        """Return the address of the page on the web, where the project has one."""
        base: str = self.config.html_baseurl
        if not base or docname not in self.env.found_docs:
            return ""
        page = f"{base.rstrip('/')}/{quote_url(docname)}.html"
        return f"{page}#{quote_url(anchor)}" if anchor else page

    def issue_number(self, uri: str) -> str:
        """Return the number of the issue that a mark leads to, worded; empty for what is none."""
        number = self._numbers.get(uri.removeprefix("%").partition("#")[0], "")
        return _("Issue %s") % number if uri.startswith("%") and number else ""

    def image_path(self, uri: str) -> str | None:
        """Return the name of the image beside the source to compile, if it can be shown."""
        source = Path(self.srcdir, uri)
        if self._sheet is None or self.images.get(uri) is None or not source.is_file():
            return None
        return self._sheet.picture(uri, source)

    def write_documents(self, docnames: Set[str]) -> None:
        """Typeset the PDFs that ``digest_pdf_set`` asks for."""
        del docnames
        wanted: str = self.config.digest_pdf_set
        if wanted not in SETS:
            self._error(_("digest_pdf_set is %s; expected issue, volume or all.") % wanted)
            return
        faces = self._choose_faces()
        books = self._books(wanted)
        # A stale file must never pass for the new one.
        for path in Path(self.outdir).glob("*.pdf"):
            volume = wanted != "issue" and _VOLUMES.fullmatch(path.name)
            if volume or path.stem in {book.name for book in books}:
                path.unlink()
        if faces is not None:
            self._print(books, faces)

    def _books(self, wanted: str) -> list[Book]:
        content, root = self.content, self.config.root_doc
        issues = list(content.issues())
        self.issue_docnames = frozenset(issue.docname for issue in issues)
        self._numbers = {issue.docname: issue.number for issue in issues}
        titles = Titles(self._written("project"), self._written("author"), self.config.release)
        books: dict[str, Book] = {}
        if wanted != "issue":
            books = {book.name: book for book in volume_books(issues, content, titles, root)}
        volumes = list(books.values())
        singles = []
        for book in issue_books(issues, titles) if wanted != "volume" else ():
            if (other := books.setdefault(book.name, book)) is not book:
                first = other.docname if other.single else other.name
                self._error(
                    _("Two PDFs are called %(name)s.pdf: %(first)s and %(second)s.")
                    % {"name": book.name, "first": first, "second": book.docname},
                    book.docname,
                )
            else:
                singles.append(book)
        return singles + volumes

    def _print(self, books: Iterable[Book], faces: Faces) -> None:
        """Write one book after the other; the compiler works on some beside that."""
        wanted = self._app.parallel
        at_once = wanted if wanted > 1 else min(cores(), MOST_AT_ONCE)
        under_way: deque[Sheet] = deque()
        with ThreadPoolExecutor(at_once) as pool:
            for book in books:
                # A volume takes the memory of all its issues, so it has no other beside it.
                while under_way and (
                    len(under_way) == at_once or not (book.single or under_way[-1].book.single)
                ):
                    self._finish(under_way.popleft(), pool)
                under_way.append(self._begin(book, faces, pool))
            while under_way:
                self._finish(under_way.popleft(), pool)

    def _begin(self, book: Book, faces: Faces, pool: ThreadPoolExecutor) -> Sheet:
        self.digest_issues = book.scope
        tree = assemble(self, book.docname, book.further, book.without)
        folder = TemporaryDirectory(prefix="digestpdf-")
        sheet = Sheet(
            book, tree, self.content.indexes(book.issues, asked=not book.single), faces, folder
        )
        self._write(sheet, pool)
        return sheet

    def _write(self, sheet: Sheet, pool: ThreadPoolExecutor) -> None:
        self._sheet = sheet
        sheet.send(self, pool)
        self._sheet = None

    def _finish(self, sheet: Sheet, pool: ThreadPoolExecutor) -> None:
        while (done := sheet.done()) is None:
            self._write(sheet, pool)
        sheet.folder.cleanup()
        for remark in sheet.remarks:
            remark()
        self._report_missing(sheet.tree, frozenset(sheet.cleaner.replaced))
        name = sheet.book.name
        if done.pdf is None:
            for message in done.errors or (_("Some text cannot be typeset."),):
                self._error(
                    _("%(name)s.pdf was not made: %(message)s")
                    % {"name": name, "message": message},
                    sheet.tree["docname"],
                )
            return
        target = Path(self.outdir, f"{name}.pdf")
        target.write_bytes(done.pdf)
        logger.info(_("%s written"), target.name)
        for message in done.unarchived:
            logger.info(
                _("%(name)s is no PDF/A: %(message)s"), {"name": target.name, "message": message}
            )

    def _written(self, name: str) -> str:
        """Return a setting of conf.py; empty where Sphinx puts “… not set”."""
        value = str(getattr(self.config, name))
        return "" if value == Config.config_values[name].default else value

    def _choose_faces(self) -> Faces | None:
        paths = [Path(self.confdir, path) for path in self.config.digest_pdf_font_paths]
        for path in paths:
            if not path.is_dir():
                self._error(_("%s in digest_pdf_font_paths is not a folder.") % path)
        chinese = str(self.config.language).startswith("zh")
        try:
            return choose_faces(paths, self.config.digest_pdf_fonts, chinese)
        except FontError as error:
            self._error(
                _("No font %s is installed, so no PDF was made. Install fonts-noto-cjk, or "
                    "name the folder of the fonts in digest_pdf_font_paths."
                )
                % ", ".join(error.names)
            )  # fmt: skip
            return None

    def _report_missing(self, tree: nodes.document, chars: frozenset[str]) -> None:
        for char, blocks in sorted(places(tree, chars).items()):
            message = _("No font has “%(char)s” (U+%(code)s); the PDF shows %(mark)s.") % {
                "char": char.encode("utf-8", "replace").decode() if char.isprintable() else "",
                "code": f"{ord(char):04X}",
                "mark": GETA,
            }
            for block in blocks or [tree]:
                self.warn(message, block)

    def warn(self, message: str, node: nodes.Node | None) -> None:
        """Log a warning, once: a text is read for its issue and for the volume."""
        location = get_node_location(node) if node is not None else None
        if self._sheet is not None:
            self._sheet.remarks.append(partial(self._warn, message, location))
        else:
            self._warn(message, location)

    def _warn(self, message: str, location: str | None) -> None:
        if (message, location) not in self._warned:
            self._warned.add((message, location))
            logger.warning(message, location=location, type="digest", subtype="pdf")

    def _error(self, message: str, docname: str | None = None) -> None:
        # Sphinx takes a location without a line for a docname.
        location = docname or f"{Path(self.confdir, 'conf.py')}:1"
        logger.error(message, location=location, type="digest", subtype="pdf")
