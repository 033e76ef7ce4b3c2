"""A notice while its pieces are being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sphinx_digest.core.model import Attachment, Citation, Notice, Record


@dataclass(slots=True)
class NoticeDraft:
    """A notice's record with the deadlines, contacts and attachments found so far."""

    block: int  # index into Reading.blocks
    record: Record
    short_form: bool
    part: Record | None
    group: str | None
    deadlines: list[Record] = field(default_factory=list)
    contacts: list[Record] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def assembled(self) -> dict[str, Any]:
        """Give the notice with all that belongs to it, as ``$defs.assembled`` sees it."""
        return {
            **self.record.values,
            **self.record.extra,
            "title": self.record.title,
            **({"part": self.part.title} if self.part else {}),
            **({"group": self.group} if self.group else {}),
            "deadlines": [{**r.values, **r.extra, "title": r.title} for r in self.deadlines],
            "contacts": [{**r.values, **r.extra} for r in self.contacts],
            "attachments": [{"title": a.title} for a in self.attachments],
        }

    def finished(self, part_id: str | None, body: str) -> Notice:
        """Give the notice with its text."""
        return Notice(
            record=self.record,
            part=part_id,
            group=self.group,
            deadlines=tuple(self.deadlines),
            contacts=tuple(self.contacts),
            attachments=tuple(self.attachments),
            citations=tuple(self.citations),
            body=body,
            short_form=self.short_form,
        )
