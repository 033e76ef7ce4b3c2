"""Write a notice, filled in, at the end of its group in the newest issue."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sphinx_digest.cli.asking import asker_of
from sphinx_digest.cli.new import open_digest
from sphinx_digest.cli.notice_desk import (
    Candidate,
    Desk,
    check_line,
    find_issue,
    read_with,
    refuse,
    written,
)
from sphinx_digest.cli.notice_place import Chooser, NoticePlace
from sphinx_digest.cli.words import UsageError, finding_words, speaker, writing
from sphinx_digest.core.check import check, find_sources, load_or_nothing, read_source
from sphinx_digest.core.messages import severity_of
from sphinx_digest.core.model import Notice
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.reports.entry import relative
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.writing.notice_source import IssueSource, NoticeText

#: The order in which fields are asked for; they are written in the order of the schema.
_ASKED = ("url", "published", "issuer", "source", "number", "dated")
_WRITTEN = ("type", "number", "issuer", "source", "published", "dated", "url")
#: What the title, the settings or the headings above may say as well.
_DERIVED = ("type", "number", "issuer")
_ROWS = {"deadlines": "deadline", "contacts": "contact"}


def write_notice(arguments: argparse.Namespace) -> int:
    """Write the notice, print where it stands and what the check finds in it."""
    found, language = open_digest(arguments.config)
    say = speaker(language)
    settings, _ = read_settings(found)
    schemas, _ = load_schemas(settings)
    names = dict(find_sources(settings))
    documents = [read_source(path, name, settings, schemas)[1] for name, path in names.items()]
    document = find_issue(documents, arguments.issue, say)
    reading, document = read_source(document.path, document.docname, settings, schemas)
    files = {reading.path, *(heading.file for heading in reading.headings)}
    texts = {file: text for file in files if (text := load_or_nothing(file)) is not None}
    titles = [part.title for part in settings.parts]
    source = IssueSource(reading, document, texts, titles)
    desk = Desk(settings, schemas, document, documents, source, language, say, asker_of(say))
    _answer(desk, arguments)
    told = _told(desk)
    if not arguments.anyway and (there := _same(desk, told)):
        line = f"{relative(there.record.file, Path.cwd())}:{there.record.opening.line}"
        print(
            say(f"{line} 已经有《{there.record.title}》，没有写入；仍要写，加 --anyway。",
                f"{line} has “{there.record.title}” already; nothing was written."
                " Add --anyway to write it all the same.")
        )  # fmt: skip
        return 1
    chooser = Chooser(desk.source, settings, documents, say, desk.asker)
    place = chooser.choose(arguments.part, arguments.group, _issuers(told))
    content = _complete(desk, place)
    content = _with_rows(desk, place, content, arguments)
    done = _shortened(desk, place, content, frozenset(n for n in _DERIVED if n in desk.values))
    if load_or_nothing(done.file) != texts[done.file]:
        print(
            say(f"“{relative(done.file, Path.cwd())}”刚刚被别的程序改过，没有写入。这一条是：",
                f"“{relative(done.file, Path.cwd())}” was changed by something else just now;"
                " nothing was written. This is the notice:")
        )  # fmt: skip
        print("", *done.lines(), sep="\n")
        return 1
    with (
        writing(Path(done.file), language),
        Path(done.file).open("w", encoding="utf-8", newline="") as file,
    ):
        file.write(done.text)
    return _report(desk, done, found)


def _answer(desk: Desk, arguments: argparse.Namespace) -> None:
    """Take what the options give, and ask for the rest."""
    asker, say = desk.asker, desk.say
    required = ("title", "published")
    if not asker and (lacking := [n for n in required if getattr(arguments, n) is None]):
        listed = say("、", ", ").join(f"--{name}" for name in lacking)
        raise UsageError(say(f"还要写 {listed}。", f"{listed} must be given too."))
    given = {n: getattr(arguments, n) for n in _WRITTEN if getattr(arguments, n) is not None}
    given |= dict(_other_field(desk, written) for written in arguments.field)
    if arguments.title is not None:
        _take_title(desk, arguments.title)
    desk.values = {name: desk.read(name, written) for name, written in given.items()}
    if not asker:
        return
    if not desk.title:
        example = say("关于组织申报 2021 年度专项的通知", "Circular on applications for 2021")
        label = say("标题", "Title")
        asker.ask(label, example, lambda text: _take_title(desk, text), required=True)
    for name in _ASKED:
        if name in desk.values or (name in _DERIVED and name in _told(desk)):
            continue
        if name == "source" and ("issuer" in desk.values or "issuer" in _told(desk)):
            continue
        if answer := _ask(desk, name, required=name in required):
            desk.values[name] = answer


def _other_field(desk: Desk, written: str) -> tuple[str, str]:
    """Read ``NAME=VALUE``; a name may be a label too."""
    name, equals, value = written.replace("＝", "=", 1).partition("=")
    name = desk.schemas.field_name("notice", name)
    known = desk.schemas.properties("notice")
    if not equals or name not in known:
        listed = desk.say("、", ", ").join(known)
        raise UsageError(
            desk.say(f"--field 写的“{written}”不对，要写 名称=内容，名称是 {listed} 之一。",
                     f"--field “{written}”: write NAME=VALUE, the name one of {listed}.")
        )  # fmt: skip
    return name, value


def _ask(desk: Desk, name: str, *, required: bool) -> str:
    assert desk.asker
    known = desk.property(name)
    example = known.example
    if known.reads == "choice":
        names = [words[desk.language][0] for words in known.labels.values()]
        example = desk.say("、", ", ").join(names)
    label = known.label[desk.language]
    return desk.asker.ask(label, example, lambda text: desk.read(name, text), required=required)


def _take_title(desk: Desk, written: str) -> str:
    """Take a title that reads as it was given."""
    desk.title = desk.read_title(written)
    if _probe(desk) is None:
        refuse(desk.title, desk.say)
    return desk.title


def _probe(desk: Desk) -> Notice | None:
    """Read the notice as far as it is known, before its place is."""
    place = NoticePlace(next(iter(desk.source.parts()), None), None)
    tried = read_with(desk, place, _content(desk))
    return tried.notice if tried else None


def _told(desk: Desk) -> dict[str, Any]:
    """Give what is written, and what the title and the link say wherever the notice goes."""
    notice = _probe(desk)
    if notice is None:
        refuse(desk.title, desk.say)
    derived = notice.record.derived
    return {
        name: value
        for name, value in notice.record.values.items()
        if name not in derived or derived[name].by in ("title", "host")
    }


def _content(desk: Desk) -> NoticeText:
    names = dict.fromkeys([*_WRITTEN, *desk.schemas.properties("notice")])
    fields = {name: desk.values[name] for name in names if name in desk.values}
    return NoticeText(desk.title, fields)


def _same(desk: Desk, told: Mapping[str, Any]) -> Notice | None:
    """Find a notice of the issue with the same title, or the same number and issuer."""
    canonical = desk.settings.canonical_issuer
    issuers = set(map(canonical, _issuers(told)))
    for notice in desk.document.notices:
        values = notice.record.values
        if "".join(notice.record.title.split()) == "".join(desk.title.split()):
            return notice
        same = "number" in told and values.get("number") == told["number"]
        if same and issuers & set(map(canonical, _issuers(values))):
            return notice
    return None


def _issuers(values: Mapping[str, Any]) -> list[str]:
    issuers = values.get("issuer", ())
    return list(issuers) if isinstance(issuers, list) else []


def _complete(desk: Desk, place: NoticePlace) -> NoticeText:
    """Ask for what the check would miss and nothing says; name it where nobody can be asked."""
    record = written(desk, place, _content(desk)).notice.record
    values = {**record.values, **record.extra}
    known = desk.schemas.properties("notice")
    wanted = ["issuer", *(name for name in known if known[name].required)]
    lacking = [name for name in dict.fromkeys(wanted) if name not in values]
    if "source" in values and "issuer" in lacking:
        lacking.remove("issuer")
    if lacking and not desk.asker:
        options = [f"--{n}" if n in _WRITTEN else f"--field {n}=…" for n in lacking]
        labels = (f"（{known[n].label['zh']}）" if desk.language == "zh" else "" for n in lacking)
        listed = desk.say("、", ", ").join(map("".join, zip(options, labels, strict=True)))
        raise UsageError(desk.say(f"还要写 {listed}。", f"{listed} must be given too."))
    for name in lacking:
        desk.values[name] = _ask(desk, name, required=True)
    return _content(desk)


def _with_rows(
    desk: Desk, place: NoticePlace, content: NoticeText, arguments: argparse.Namespace
) -> NoticeText:
    """Add the deadlines and contacts, each read as the check reads it."""
    for plural, row in _rows(desk, arguments):
        if row is not None:
            content = _with_row(desk, place, content, plural, row)
        else:
            content = _asked_rows(desk, place, content, plural)
    return content


def _asked_rows(desk: Desk, place: NoticePlace, content: NoticeText, plural: str) -> NoticeText:
    """Ask for rows until there are no more."""
    assert desk.asker
    label = desk.schemas.label(_ROWS[plural])[desk.language]
    example = desk.say(*_EXAMPLES[plural])
    taken = [content]

    def read(text: str) -> str:
        taken.append(_with_row(desk, place, taken[-1], plural, text))
        return text

    while desk.asker.ask(label, example, read):
        pass
    return taken[-1]


_EXAMPLES = {
    "deadlines": (
        "2021-07-01 至 2021-07-30 | 网上填报 | 申报单位",
        "2021-07-01 to 2021-07-30 | Apply online | Applicants",
    ),
    "contacts": ("张某 010-5550 0101 转 6011 | 规划处", "Zhang 010-5550 0101 | Planning Division"),
}


def _rows(desk: Desk, arguments: argparse.Namespace) -> Iterator[tuple[str, str | None]]:
    """Yield the rows that the options give; None for a list that must be asked for."""
    for plural, option in _ROWS.items():
        written: Sequence[str] = getattr(arguments, option)
        yield from ((plural, row) for row in written)
        if not written and desk.asker:
            yield plural, None


def _with_row(
    desk: Desk, place: NoticePlace, content: NoticeText, plural: str, row: str
) -> NoticeText:
    """Add a row to one of the lists; refuse one that cannot be read."""
    check_line(row, desk.say)
    row = row.strip().removeprefix("- ").lstrip()  # as it stands in a list
    longer = content.with_row(plural, row)
    tried = written(desk, place, longer)
    lines = tried.lines()
    for finding in tried.findings:
        line = lines[finding.place.span.line - tried.first].strip()
        if severity_of(finding) == "error" and line == f"- {row}":
            raise UsageError(finding_words(finding, desk.language))
    if len(getattr(tried.notice, plural)) != len(getattr(longer, plural)):
        refuse(row, desk.say)
    return longer


def _shortened(
    desk: Desk, place: NoticePlace, content: NoticeText, names: frozenset[str]
) -> Candidate:
    """Leave out the fields that read the same without being written."""
    best = written(desk, place, content)
    for name in sorted(names):
        fields = {key: text for key, text in content.fields.items() if key != name}
        shorter = replace(content, fields=fields)
        tried = read_with(desk, place, shorter)
        if tried and tried.notice.record.values == best.notice.record.values:
            best, content = tried, shorter
    return best


def _report(desk: Desk, done: Candidate, config: Path) -> int:
    """Print where the notice stands, and what the check finds in its lines."""
    here = relative(done.file, Path.cwd())
    print(f"{here}:{done.first}")
    report = check([Path(desk.document.path)], config)
    own = tuple(
        one
        for one in report.diagnostics
        if one.place.file == done.file and done.first <= one.place.span.line <= done.last
    )
    report = replace(report, diagnostics=own)
    print(render(report, "text", Path.cwd(), quiet=True), end="")
    print(desk.say("接着写摘要，再运行：", "Write the summary, then run:"))
    print(f"  sphinx-digest check {here}")
    return exit_status(report)
