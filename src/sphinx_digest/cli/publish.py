"""``sphinx-digest publish``: keep an issue as it is on the day it goes out, in ``digest.lock``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from sphinx_digest.cli.new_issue import newest
from sphinx_digest.cli.words import Say, UsageError, reader_language, speaker, writing
from sphinx_digest.core.check import Report, check, find_sources, read_source
from sphinx_digest.core.ledger import FILE_NAME, Ledger, Published, read_ledger
from sphinx_digest.core.model import Document
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.roster import Entry, Roster
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings, find_settings, read_settings
from sphinx_digest.core.standing import publish
from sphinx_digest.core.store import records_of

#: The finding about a correction beside which nothing has changed.
_NO_CHANGE = "DGT218"
#: The finding about an issue that is not in the file yet, though later ones are.
_NOT_NOTED = "DGT228"


def run(arguments: argparse.Namespace) -> int:
    """Write down what the issues hold and call; what is called stays as it was before."""
    if arguments.config and not arguments.config.is_file():
        say = speaker(reader_language())
        raise UsageError(
            say(f"没有设置文件“{arguments.config}”。", f"there is no file “{arguments.config}”.")
        )
    folder = next((Path(name) for name in arguments.issues if Path(name).is_dir()), None)
    language = reader_language(arguments.config or folder)
    say = speaker(language)
    found = arguments.config or find_settings(folder or Path.cwd())
    if found is None:
        raise UsageError(
            say(
                "这里没有 digest.toml，不知道是哪份周报；请到周报的文件夹里运行，或加 --config。",
                "no digest.toml here: run this in the folder of a digest, or add --config.",
            )
        )
    settings, _ = read_settings(found)
    schemas, _ = load_schemas(settings)
    named = [name for name in arguments.issues if folder is None or Path(name) != folder]
    documents = [_read(source, settings, schemas) for source in find_sources(settings)]
    chosen = _chosen(documents, named, say)
    paths = [Path(document.path) for document in chosen]
    report = check(paths, found)
    # What is taken anew is the change; what is not noted is noted now.
    mended = {_NOT_NOTED, _NO_CHANGE} if arguments.again else {_NOT_NOTED}
    told = (one for one in report.diagnostics if one.code not in mended)
    report = replace(report, diagnostics=tuple(told))
    if exit_status(report):
        return _refuse(report, say)
    file = Path(settings.root, FILE_NAME)
    before = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
    first = ledger = read_ledger(before, str(file))[0] if before else Ledger()
    words = []
    for document in chosen:
        ledger, told_ = _freeze(document, ledger, schemas.roster, say, again=arguments.again)
        words.append(told_)
    if arguments.again:
        taken = {str(file): ledger.to_text()}
        report = check(paths, found, instead=taken)
        if exit_status(report):
            return _refuse(report, say)
        schemas, _ = load_schemas(settings, taken)
        chosen = [_read((d.docname, d.path), settings, schemas) for d in chosen]
    for document, said in zip(chosen, words, strict=True):
        after = publish(document, first, settings)
        assert document.issue is not None
        said += _told(document, first.issues.get(document.issue.id), after, say)
        ledger = ledger.publish(document.issue.id, after)
        if not said:
            said.append(say("已经记过，没有变化。", "nothing new to keep."))
    if ledger.whole != first.whole:
        with writing(file, language):
            _write(file, ledger.to_text())
    for document, said in zip(chosen, words, strict=True):
        name = say(f"第 {_names(document)[0]} 期：", f"Issue {_names(document)[0]}: ")
        print("\n".join(name + one for one in said))
    return 0


def _read(source: tuple[str, str], settings: Settings, schemas: Schemas) -> Document:
    docname, path = source
    return read_source(path, docname, settings, schemas)[1]


def _refuse(report: Report, say: Say) -> int:
    sys.stdout.write(render(report, "text", Path.cwd()))
    print(say("先改好上面这些，再发布。", "Mend these first, then publish."), file=sys.stderr)
    return 1


def _chosen(documents: list[Document], wanted: Sequence[str], say: Say) -> list[Document]:
    """Find the issues by number or id; the newest that is no draft where none is named."""
    issues = [document for document in documents if document.issue]
    if not wanted:
        last = newest([document for document in issues if not document.draft])
        if last is None:
            raise UsageError(say("还没有可以发布的一期。", "there is no issue to publish yet."))
        return [last]
    chosen: dict[str, Document] = {}
    for name in wanted:
        document = next((one for one in issues if name in _names(one)), None)
        if document is None:
            known = sorted((_names(one)[0] for one in issues), key=lambda word: (len(word), word))
            few = known[-5:]
            raise UsageError(
                say(
                    f"没有“{name}”这一期，最近的是：{'、'.join(few)}。",
                    f"there is no issue “{name}”; the newest are: {', '.join(few)}.",
                )
            )
        if document.draft:
            raise UsageError(
                say(
                    f"第 {_names(document)[0]} 期还是草稿，先删去 :draft:。",
                    f"issue {_names(document)[0]} is a draft: delete :draft: first.",
                )
            )
        chosen[document.docname] = document
    return list(chosen.values())


def _names(document: Document) -> tuple[str, ...]:
    """Give what an issue may be called, its number first."""
    assert document.issue is not None
    number = document.issue.values.get("number")
    return (*([str(number)] if number is not None else []), document.issue.id)


def _freeze(
    document: Document, ledger: Ledger, roster: Roster, say: Say, *, again: bool
) -> tuple[Ledger, list[str]]:
    """Write down what one issue calls from contacts.toml, and say what that is."""
    assert document.issue is not None
    issue = document.issue.id
    called = {
        contact.entry: entry
        for notice in document.notices
        for contact in notice.contacts
        if contact.entry and (entry := _entry(contact.entry, issue, roster, again=again))
    }
    kept = ledger.contacts.get(issue, {})
    after = ledger.freeze(issue, {id_: one.written for id_, one in called.items()}, again=again)
    frozen = after.contacts[issue]
    new = [id_ for id_ in sorted(called) if frozen[id_] != kept.get(id_)]
    listed = partial(_listed, say)
    told = []
    if new:
        told.append(
            say(
                f"记下了 {listed(new)}，以后改 contacts.toml 不影响这一期。",
                f"{listed(new)} kept as they are; contacts.toml no longer changes them here.",
            )
        )
    elif issue in ledger.contacts and dict(frozen) != dict(kept):
        told.append(say("去掉了不再引用的。", "left out what it no longer calls."))
    changed = [
        id_
        for id_ in sorted(called)
        if (entry := roster.entries.get(id_)) and entry.written != frozen[id_]
    ]
    if changed:
        told.append(
            say(
                f"{listed(changed)} 后来改过，这一期仍用发布时的；要换，加 --again。",
                f"{listed(changed)} changed since and stay as published; "
                "add --again to take them as they are now.",
            )
        )
    return after, told


def _told(document: Document, before: Published | None, after: Published, say: Say) -> list[str]:
    """Say what is new of the records of an issue."""
    told = []
    if before is None:
        count = len(document.notices)
        told.append(
            say(
                f"记下了 {count} 条公文，以后改动要写更正。",
                f"{count} notices kept; a later change of them needs a correction.",
            )
        )
    else:
        corrected = [
            id_
            for id_, kept in after.records.items()
            if kept.kind == "notice"
            and (old := before.records.get(id_))
            and kept.corrections != old.corrections
        ]
        added = [id_ for id_ in after.records if id_ not in before.records]
        if corrected:
            told.append(
                say(
                    f"记下了更正：{_listed(say, corrected)}。",
                    f"corrections kept: {_listed(say, corrected)}.",
                )
            )
        if added:
            told.append(
                say(f"新记下 {_listed(say, added)}。", f"new and kept: {_listed(say, added)}.")
            )
        if before.docname != after.docname:
            told.append(
                say(
                    f"地址由 {before.docname} 改为 {after.docname}，旧地址会转过来。",
                    f"moved from {before.docname} to {after.docname}; the old address leads there.",
                )
            )
    loose = [
        record.id
        for record in records_of(document)
        if record.kind in ("part", "notice") and not record.written_id
        and (before is None or record.id not in before.records)
    ]  # fmt: skip
    if loose:
        told.append(
            say(
                f"有 {len(loose)} 处没写编号，改了内容地址会变；运行 check --fix 写上。",
                f"{len(loose)} records have no written id, so a change may move their addresses; "
                "check --fix writes the ids.",
            )
        )
    return told


def _entry(id_: str, issue: str, roster: Roster, *, again: bool) -> Entry | None:
    """Give an entry as it is now, or as it was where it is gone since."""
    return (roster.entries.get(id_) if again else None) or roster.entry(id_, issue)


def _listed(say: Say, ids: Sequence[str]) -> str:
    return say("、", ", ").join(ids)


def _write(file: Path, text: str) -> None:
    """Write the file at once: a reader never sees half of it."""
    with NamedTemporaryFile("wb", dir=file.parent, prefix=f".{file.name}.", delete=False) as part:
        try:
            part.write(text.encode())
            part.close()
            Path(part.name).chmod(file.stat().st_mode if file.exists() else 0o666 & ~_umask())
            Path(part.name).replace(file)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
