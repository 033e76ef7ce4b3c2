"""Rules over the contacts that are called from contacts.toml."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from sphinx_digest.core import ledger
from sphinx_digest.core.model import Diagnostic, Document, Notice, Reading, Record
from sphinx_digest.core.roster import Entry, Roster
from sphinx_digest.core.rules import contacts
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest


@rule("DGT393")
def not_published(
    _documents: tuple[Document, ...], digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find an issue that is out, as a later one is there, and whose contacts can still change.

    已有下一期，这一期引用的联系人却还会跟着 contacts.toml 变：以后改了电话，这一期也会跟着改。
    发布之后运行 sphinx-digest publish，引用到的内容就记进 digest.lock，不再变。

    An issue is followed by another, and the contacts it calls still change with contacts.toml:
    a telephone that changes later would change in it too. Run sphinx-digest publish once it is
    out, which keeps what it calls in digest.lock.

    Wrong::

        # 示例周报 第 1 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        :::{contact} example-office
        :::

        === second.md ===
        # 示例周报 第 2 期

        :::{issue}
        :number: 2
        :period: 2021-04-17/2021-04-23
        :::

        === contacts.toml ===
        # 常用联系人
        [example-office]
        phone = "010-55500101"

    Right::

        # 示例周报 第 1 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :::

        === second.md ===
        # 示例周报 第 2 期

        :::{issue}
        :number: 2
        :period: 2021-04-17/2021-04-23
        :::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        :::{contact} example-office
        :::

        === contacts.toml ===
        # 常用联系人
        [example-office]
        phone = "010-55500101"
    """
    issues = [(d.issue, d) for d in digest.issues if d.issue and "number" in d.issue.values]
    numbers = sorted({issue.values["number"] for issue, _ in issues})
    for issue, document in issues:
        after = bisect_right(numbers, issue.values["number"])
        called = (contact for notice in document.notices for contact in notice.contacts)
        if after < len(numbers) and any(map(_changes, called)):
            values = {"number": str(issue.values["number"]), "later": str(numbers[after])}
            yield Diagnostic("DGT393", place_of(issue, "number"), values)


def _changes(contact: Record) -> bool:
    """Say whether anything of a contact comes from contacts.toml as it is today."""
    return contact.entry is not None and any(
        origin.by == "contacts"
        and origin.place
        and Path(origin.place.file).name != ledger.FILE_NAME
        for origin in contact.derived.values()
    )


#: The rules over what a contact says by itself, wherever it stands.
_OF_ENTRIES = (
    contacts.no_area_code,
    contacts.placeholder_number,
    contacts.misspelt_mail_host,
    contacts.spaced_name,
)


def check_entries(roster: Roster, settings: Settings) -> Iterator[Diagnostic]:
    """Judge the entries of contacts.toml as contacts, in their file; once, not at every call."""
    entries = [entry for entry in roster.entries.values() if entry.block]
    if not entries:
        return
    records = tuple(_record(entry, index) for index, entry in enumerate(entries))
    file = entries[0].place.file
    holder = Notice(
        record=records[0], part=None, group=None, deadlines=(), contacts=records,
        attachments=(), citations=(), body="", short_form=False,
    )  # fmt: skip
    document = Document(
        docname="", path=file, markup="myst", title="", issue=None, parts=(), notices=(holder,),
        references=(), indexes=(), diagnostics=(),
    )  # fmt: skip
    blocks = tuple(entry.block for entry in entries if entry.block)
    reading = Reading(file, "myst", (), blocks, (), (), (), (), ())
    page = Page(document, reading, "", settings, {})
    for one in _OF_ENTRIES:
        # A value that is not written as it reads has no place for its characters.
        yield from (found for found in one.find(page) if found.place.span.line > 0)


def _record(entry: Entry, index: int) -> Record:
    return Record(
        kind="contact", id=entry.id, title="", values=entry.values, extra={},
        places={name: place.span for name, place in entry.places.items()}, block=index,
        file=entry.place.file, opening=entry.place.span, written_id=True,
    )  # fmt: skip
