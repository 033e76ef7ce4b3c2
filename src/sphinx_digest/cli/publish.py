"""``sphinx-digest publish``: keep the contacts of an issue as they are on the day it goes out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from sphinx_digest.cli.new_issue import newest
from sphinx_digest.cli.words import Say, UsageError, reader_language, speaker, writing
from sphinx_digest.core.check import check, find_sources, read_source
from sphinx_digest.core.ledger import FILE_NAME, Ledger, read_ledger
from sphinx_digest.core.model import Document
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.roster import Entry, Roster
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import find_settings, read_settings


def run(arguments: argparse.Namespace) -> int:
    """Write down what the issues call from contacts.toml; what was written before stays."""
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
    documents = [
        read_source(path, docname, settings, schemas)[1] for docname, path in find_sources(settings)
    ]
    named = [name for name in arguments.issues if folder is None or Path(name) != folder]
    chosen = _chosen(documents, named, say)
    report = check([Path(document.path) for document in chosen], found)
    if exit_status(report):
        sys.stdout.write(render(report, "text", Path.cwd()))
        print(say("先改好上面这些，再发布。", "Mend these first, then publish."), file=sys.stderr)
        return 1
    file = Path(settings.root, FILE_NAME)
    before = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
    first = ledger = read_ledger(before, str(file))[0] if before else Ledger()
    words = []
    for document in chosen:
        ledger, told = _publish(document, ledger, schemas.roster, say, again=arguments.again)
        words += told
    if ledger.whole != first.whole:
        with writing(file, language):
            _write(file, ledger.to_text())
    print("\n".join(words))
    return 0


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


def _publish(
    document: Document, ledger: Ledger, roster: Roster, say: Say, *, again: bool
) -> tuple[Ledger, list[str]]:
    """Write down one issue, and say what was."""
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
    name = say(f"第 {_names(document)[0]} 期", f"Issue {_names(document)[0]}")
    listed = partial(_listed, say)
    if new:
        words = say(
            f"{name}：记下了 {listed(new)}，以后改 contacts.toml 不影响这一期。",
            f"{name}: {listed(new)} kept as they are; contacts.toml no longer changes them here.",
        )
    elif issue in ledger.contacts and dict(frozen) == dict(kept):
        words = say(f"{name}：已经记过，没有变化。", f"{name}: nothing new to keep.")
    elif issue in ledger.contacts:
        words = say(f"{name}：去掉了不再引用的。", f"{name}: left out what it no longer calls.")
    else:
        words = say(
            f"{name}：没有引用 contacts.toml，记为已发布。",
            f"{name}: noted as published; it calls nothing of contacts.toml.",
        )
    changed = [
        id_
        for id_ in sorted(called)
        if (entry := roster.entries.get(id_)) and entry.written != frozen[id_]
    ]
    told = [words]
    if changed:
        told.append(
            say(
                f"{name}：{listed(changed)} 后来改过，这一期仍用发布时的；要换，加 --again。",
                f"{name}: {listed(changed)} changed since and stay as published; "
                "add --again to take them as they are now.",
            )
        )
    return after, told


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
