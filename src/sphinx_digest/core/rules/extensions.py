"""Deadlines that replace others: an extension is the same matter, with another day."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic, Document, Record, Related
from sphinx_digest.core.rules.ids import notices_by_issue, where
from sphinx_digest.core.rules.shape import place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest


@rule("DGT394")
def replaced_twice(
    documents: tuple[Document, ...], digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find a deadline that replaces itself, or one that another has replaced already.

    订阅日历的人看到的是一件事改了日子：原来的那条、第一次延期、第二次延期，一条接一条。两条都说替代了同一条，
    就不知道哪个日子算数；又延一次的，要写上一次延期的那条。

    Who follows the calendar sees one matter move: the first deadline, its extension, the next
    one. Where two claim to replace the same, nobody knows which day holds; a second extension
    replaces the first one.

    Wrong::

        :::{deadline} 网上申报
        :id: a-1
        :end: 2021-04-30
        :::

        :::{deadline} 网上申报，延期
        :id: a-2
        :end: 2021-05-14
        :replaces: a-1
        :::

        :::{deadline} 网上申报，再次延期
        :id: a-3
        :end: 2021-05-28
        :replaces: a-1
        :::

    Right::

        :::{deadline} 网上申报
        :id: a-1
        :end: 2021-04-30
        :::

        :::{deadline} 网上申报，延期
        :id: a-2
        :end: 2021-05-14
        :replaces: a-1
        :::

        :::{deadline} 网上申报，再次延期
        :id: a-3
        :end: 2021-05-28
        :replaces: a-2
        :::
    """
    first: dict[str, tuple[Document, Record]] = {}
    for document, notice in notices_by_issue(documents):
        for record in notice.deadlines:
            old = record.values.get("replaces")
            if old is None or old not in digest.targets:
                continue  # a reference to nothing is told as such
            home, other = first.setdefault(old, (document, record))
            own = old == record.id
            if other is record and not own:
                continue
            values = {"id": old, "mend": other.id, **_why(home, other, document, own=own)}
            related = () if own else (Related(place_of(other, "replaces"), other.title),)
            yield Diagnostic(
                "DGT394",
                place_of(record, "replaces"),
                values,
                "help_own" if own else "help",
                related,
            )


def _why(home: Document, other: Record, document: Document, *, own: bool) -> dict[str, str]:
    if own:
        return twin("why", {"zh": "就是它自己", "en": "is itself"})
    place = where(home, other, document)
    zh, en = place["where"], place["where.en"]
    return twin("why", {"zh": f"已经由{zh}替代了", "en": f"is replaced already by {en}"})
