"""One PDF on its way: written again until every character has a glyph, compiled beside others."""

from __future__ import annotations

import shutil
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_digest.pdf.books import Book
from sphinx_digest.pdf.content import Entry, IndexSection
from sphinx_digest.pdf.fonts import Faces
from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.literal import GETA, Cleaner
from sphinx_digest.pdf.typeset import Typeset, readable, typeset
from sphinx_digest.pdf.writer import DigestPdfTranslator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_digest.pdf.builder import DigestPdfBuilder

ROUNDS = 5


@dataclass
class Sheet:
    """What is known of one PDF while it is made."""

    book: Book
    tree: nodes.document
    indexes: Sequence[IndexSection]
    faces: Faces
    folder: TemporaryDirectory[str]
    cleaner: Cleaner = field(default_factory=Cleaner)
    missing: frozenset[str] = frozenset()
    rounds: int = 0
    pictures: dict[str, str | None] = field(default_factory=dict)
    #: What there is to say of it, kept until its turn comes.
    remarks: list[Callable[[], None]] = field(default_factory=list)
    compiled: Future[Typeset] | None = None

    def picture(self, uri: str, source: Path) -> str | None:
        """Copy an image beside the source to compile; its name there, if it can be shown."""
        if uri not in self.pictures:
            # The ending decides how Typst reads it, so the name keeps that and nothing else.
            name = f"picture-{len(self.pictures)}{source.suffix.lower()}"
            target = Path(self.folder.name, name)
            shutil.copyfile(source, target)
            self.pictures[uri] = name if readable(target, self.faces) else None
        return self.pictures[uri]

    def send(self, builder: DigestPdfBuilder, pool: Executor) -> None:
        """Write the source and begin to compile it."""
        self.rounds += 1
        self.cleaner = Cleaner(self.missing, "?" if GETA in self.missing else GETA)
        writer = cast(DigestPdfTranslator, builder.create_translator(self.tree, builder))
        self.tree.walkabout(writer)
        self.compiled = pool.submit(
            typeset,
            Path(self.folder.name),
            writer.body,
            self.data(writer, builder),
            self.faces,
            self.book.made,
            preface=writer.preface,
        )

    def done(self) -> Typeset | None:
        """Wait for the compiler; None where the source has to be written once more."""
        assert self.compiled is not None
        result = self.compiled.result()
        fresh = result.unshown - self.missing
        if fresh and self.rounds < ROUNDS:
            self.missing |= fresh
            return None
        return result

    def data(self, writer: DigestPdfTranslator, builder: DigestPdfBuilder) -> dict[str, object]:
        """Give the template what it needs beside the text."""
        clean, faces, cover = self.cleaner, self.faces, self.book.cover
        language, _sep, region = str(builder.config.language).partition("_")

        def entry(item: Entry) -> dict[str, object]:
            found = [writer.labels.find(*target) for target in item.targets]
            return {
                "text": clean(item.text),
                "detail": clean(item.detail),
                "level": item.level,
                "lead": clean(item.lead),
                "labels": [clean(label) for label in found if label and label in writer.placed],
            }

        return {
            "language": language,
            "region": region.lower() or None,
            "dated": self.book.made is not None,
            "single": self.book.single,
            "parted": writer.parted,
            "fonts": {"serif": faces.serif, "sans": faces.sans, "mono": faces.mono},
            "cover": {key: clean(value) for key, value in asdict(cover).items()},
            "words": {
                "contents": str(_("Contents")),
                "added": str(_("Added by us")),
                "again": str(_(" (continued)")),
                "published": _("Published %s") % clean(cover.published),
            },
            "labels": {clean(label): True for label in sorted(writer.placed)},
            "indexes": [
                {
                    "title": clean(section.title),
                    "note": clean(section.note),
                    "groups": [
                        {
                            "title": clean(group.title),
                            "letter": clean(group.letter),
                            "entries": [entry(item) for item in group.entries],
                        }
                        for group in section.groups
                    ],
                }
                for section in self.indexes
                if section.groups
            ],
        }
