"""The builder ``digestpdf``: one PDF for each issue, and one of everything."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence, Set
from dataclasses import asdict
from pathlib import Path
from typing import ClassVar, cast
from urllib.parse import quote as quote_url

from docutils import nodes
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.logging import get_node_location

from sphinx_digest.pdf.assemble import assemble, places
from sphinx_digest.pdf.content import (
    Content,
    ContentSource,
    IndexSection,
    IssueRef,
    NoContent,
)
from sphinx_digest.pdf.cover import Cover, issue_cover, timestamp, volume_cover
from sphinx_digest.pdf.fonts import Faces, FontError, choose_faces
from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.literal import GETA, Cleaner
from sphinx_digest.pdf.typeset import Typeset, readable, typeset
from sphinx_digest.pdf.writer import DigestPdfTranslator

logger = logging.getLogger(__name__)

VOLUME = "volume"
SETS = ("issue", "volume", "all")
ROUNDS = 5


def file_name(issue: IssueRef) -> str:
    """Name the file of an issue after its id."""
    return re.sub(r"[^\w.-]+", "-", issue.id or issue.docname).strip(".-") or "issue"


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

    def init(self) -> None:
        """Prepare what one run keeps."""
        self.cleaner = Cleaner()
        self.single_issue = False
        self.digest_issue: str | None = None  # the id that ``digest-index`` keeps to
        self.issue_docnames: frozenset[str] = frozenset()
        self.unknown_nodes: set[str] = set()
        self._warned: set[tuple[str, str | None]] = set()
        self._faces: Faces | None = None
        self._folder = Path()
        self._pictures: dict[str, str | None] = {}

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

    def image_path(self, uri: str) -> str | None:
        """Return the name of the image beside the source to compile, if it can be shown."""
        if uri not in self._pictures:
            self._pictures[uri] = self._take_picture(uri)
        return self._pictures[uri]

    def _take_picture(self, uri: str) -> str | None:
        name = self.images.get(uri)
        source = Path(self.srcdir, uri)
        if name is None or self._faces is None or not source.is_file():
            return None
        # The ending decides how Typst reads it, so the name keeps that and nothing else.
        target = self._folder / f"picture-{len(self._pictures)}{source.suffix.lower()}"
        shutil.copyfile(source, target)
        return target.name if readable(target, self._faces) else None

    def write_documents(self, docnames: Set[str]) -> None:
        """Typeset the PDFs that ``digest_pdf_set`` asks for."""
        del docnames
        content = self.content
        issues = list(content.issues())
        self.issue_docnames = frozenset(issue.docname for issue in issues)
        wanted: str = self.config.digest_pdf_set
        if wanted not in SETS:
            self._error(_("digest_pdf_set is %s; expected issue, volume or all.") % wanted)
            return
        self._faces = self._choose_faces()
        names: dict[str, str] = {VOLUME: VOLUME}
        for issue in issues if wanted != "volume" else ():
            name = file_name(issue)
            if name in names:
                self._error(
                    _("Two PDFs are called %(name)s.pdf: %(first)s and %(second)s.")
                    % {"name": name, "first": names[name], "second": issue.docname},
                    issue.docname,
                )
                continue
            names[name] = issue.docname
            self.single_issue, self.digest_issue = True, issue.id
            tree = assemble(self, issue.docname)
            cover = issue_cover(issue, self._written("project"), self._written("author"))
            self._write(name, tree, cover, content.indexes(issue.docname), timestamp([issue]))
        if wanted != "issue":
            self.single_issue, self.digest_issue = False, None
            # The indexes close the volume with page numbers, so their web pages stay out.
            pages = content.index_pages() - {self.config.root_doc}
            named = [issue.docname for issue in issues]
            tree = assemble(self, self.config.root_doc, named, pages)
            cover = volume_cover(
                issues, self._written("project") or self.config.root_doc,
                self.config.release, self._written("author"),
            )  # fmt: skip
            self._write(VOLUME, tree, cover, content.indexes(None), timestamp(issues))

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

    def _write(
        self,
        name: str,
        tree: nodes.document,
        cover: Cover,
        indexes: Sequence[IndexSection],
        made: int | None,
    ) -> None:
        target = Path(self.outdir, f"{name}.pdf")
        # A stale file must never pass for the new one.
        target.unlink(missing_ok=True)
        if self._faces is None:
            return
        with tempfile.TemporaryDirectory(prefix="digestpdf-") as folder:
            self._folder = Path(folder)
            self._pictures = {}
            done = self._typeset(tree, cover, indexes, made)
        if done.pdf is None:
            for message in done.errors or (_("Some text cannot be typeset."),):
                self._error(
                    _("%(name)s.pdf was not made: %(message)s")
                    % {"name": name, "message": message},
                    tree["docname"],
                )
            return
        target.write_bytes(done.pdf)
        logger.info(_("%s written"), target.name)

    def _typeset(
        self,
        tree: nodes.document,
        cover: Cover,
        indexes: Sequence[IndexSection],
        made: int | None,
    ) -> Typeset:
        faces = self._faces
        assert faces is not None
        missing: frozenset[str] = frozenset()
        done = Typeset(None)
        for _round in range(ROUNDS):
            self.cleaner = Cleaner(missing, "?" if GETA in missing else GETA)
            writer = cast(DigestPdfTranslator, self.create_translator(tree, self))
            tree.walkabout(writer)
            settings = self._settings(writer, cover, indexes, faces, made)
            done = typeset(self._folder, writer.body, settings, faces, made, preface=writer.preface)
            if not done.unshown - missing:
                break
            missing |= done.unshown
        self._report_missing(tree, frozenset(self.cleaner.replaced))
        return done

    def _settings(
        self,
        writer: DigestPdfTranslator,
        cover: Cover,
        indexes: Sequence[IndexSection],
        faces: Faces,
        made: int | None,
    ) -> dict[str, object]:
        clean = self.cleaner
        language, _sep, region = str(self.config.language).partition("_")
        return {
            "language": language,
            "region": region.lower() or None,
            "dated": made is not None,
            "fonts": {"serif": faces.serif, "sans": faces.sans, "mono": faces.mono},
            "cover": {key: clean(value) for key, value in asdict(cover).items()},
            "words": {
                "contents": str(_("Contents")),
                "published": _("Published %s") % clean(cover.published),
            },
            "labels": {clean(label): True for label in sorted(writer.placed)},
            "indexes": [
                {
                    "title": clean(section.title),
                    "groups": [
                        {
                            "title": clean(group.title),
                            "entries": [
                                {
                                    "text": clean(entry.text),
                                    "detail": clean(entry.detail),
                                    "level": entry.level,
                                    "labels": [
                                        clean(label)
                                        for target in entry.targets
                                        if (label := writer.labels.find(*target)) in writer.placed
                                        and label is not None
                                    ],
                                }
                                for entry in group.entries
                            ],
                        }
                        for group in section.groups
                    ],
                }
                for section in indexes
                if section.groups
            ],
        }

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
        key = (message, get_node_location(node) if node is not None else None)
        if key not in self._warned:
            self._warned.add(key)
            logger.warning(message, location=node, type="digest", subtype="pdf")

    def _error(self, message: str, docname: str | None = None) -> None:
        # Sphinx takes a location without a line for a docname.
        location = docname or f"{Path(self.confdir, 'conf.py')}:1"
        logger.error(message, location=location, type="digest", subtype="pdf")
