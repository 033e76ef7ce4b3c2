"""What the PDF needs to know of the digest: its issues and its indexes, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class IssueRef:
    """One issue; ``period`` and ``published`` are worded as readers see them."""

    docname: str
    id: str
    title: str
    number: str = ""
    period: str = ""
    published: str = ""
    released: date | None = None
    ends: date | None = None

    @property
    def year(self) -> int | None:
        """The year of the volume that it belongs to: published, else the end of its period."""
        day = self.released or self.ends
        return day.year if day else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an index; a target is a docname and an anchor in it.

    Entries that follow each other under one ``lead`` (a day) share it.
    """

    text: str
    detail: str = ""
    targets: tuple[tuple[str, str], ...] = ()
    level: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under one office, month or letter; ``letter`` is what the title stands under."""

    title: str
    entries: tuple[Entry, ...]
    letter: str = ""


@dataclass(frozen=True, slots=True)
class IndexSection:
    """One index: documents, dates or contacts."""

    name: str
    title: str
    groups: tuple[Group, ...]
    note: str = ""  # what an editor says of it


class Content(Protocol):
    """Tell which issues there are, oldest first, and give the indexes of some or of all."""

    def issues(self) -> Sequence[IssueRef]:
        """Return the issues."""
        ...

    def indexes(
        self, docnames: Sequence[str] | None, *, asked: bool = False
    ) -> Sequence[IndexSection]:
        """Return the indexes of some issues, or of all for None; with ``asked``, further ones.

        Those are what the pages ask for that ``index_pages`` names.
        """
        ...

    def index_pages(self) -> frozenset[str]:
        """Return the documents that the indexes of the volume stand for."""
        ...


@runtime_checkable
class ContentSource(Protocol):
    """The domain ``digest``, as far as the PDF is concerned."""

    def pdf_content(self) -> Content:
        """Return what the PDF shows of the records."""
        ...


@dataclass(frozen=True, slots=True)
class NoContent:
    """A project without issues: the volume alone."""

    def issues(self) -> Sequence[IssueRef]:
        """Return no issue."""
        return ()

    def indexes(
        self,
        docnames: Sequence[str] | None,  # noqa: ARG002
        *,
        asked: bool = False,  # noqa: ARG002
    ) -> Sequence[IndexSection]:
        """Return no index."""
        return ()

    def index_pages(self) -> frozenset[str]:
        """Return no document."""
        return frozenset()
