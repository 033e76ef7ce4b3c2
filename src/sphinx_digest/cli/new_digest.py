"""Write the files of a new digest: settings, pages, a first issue, the checks in CI."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template

from sphinx_digest.cli.new import read_day
from sphinx_digest.cli.new_editor import editor_files
from sphinx_digest.cli.words import UsageError, reader_language, speaker, writing
from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.settings import FILE_NAME, Settings, read_settings
from sphinx_digest.core.times.calendar import Calendar

#: The day of the first issue where none is given: nothing here looks at the clock.
SAMPLE_DAY = "2021-04-16"

_TITLES = {"zh_CN": "科技信息周报", "en": "Weekly Notices"}
_COMMON = {"gitignore": ".gitignore", "requirements.txt": "requirements.txt"}
_BY_LANGUAGE = {
    name: name
    for name in (
        "conf.py",
        "digest.toml",
        "contacts.toml",
        "index.md",
        "documents.md",
        "dates.md",
        "contacts.md",
    )
} | {"workflow.yml": ".github/workflows/digest.yml", "issue.md": "issues/${year}-001.md"}


def _days(published: date) -> dict[str, str]:
    """Give every date of the first issue, counted from the day it is published."""
    distances = {"published": 0, "first": -6, "issued": -3, "opens": 10, "closes": 40}
    days = {name: published + timedelta(distance) for name, distance in distances.items()}
    days["closes"] = _working_day(days["closes"])
    return {name: day.isoformat() for name, day in days.items()}


def _working_day(day: date) -> date:
    """Give the day, or the next one that is worked; weekends alone rest in years not announced."""
    calendar = Calendar()
    while not (kind.working if (kind := calendar.kind(day)) else day.weekday() < 5):
        day += timedelta(1)
    return day


def digest_files(language: str, title: str, published: date) -> dict[str, str]:
    """Give the files of a new digest, by their path in its folder."""
    days = _days(published)
    values = {
        **days,
        "title": title,
        "quoted_title": json.dumps(title, ensure_ascii=False),
        "period": f"{days['first']}/{days['published']}",
        "year": str(published.year),
    }
    templates = files("sphinx_digest") / "templates" / "digest"
    written = {}
    for folder, names in (("common", _COMMON), (language, _BY_LANGUAGE)):
        for name, target in names.items():
            text = (templates / folder / f"{name}.in").read_text(encoding="utf-8")
            written[Template(target).substitute(values)] = Template(text).substitute(values)
    return written


def write_files(folder: Path, texts: Mapping[str, str], language: Language) -> None:
    """Write files into a folder and print their paths."""
    for name, text in texts.items():
        target = folder / name
        with writing(target, language):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        print(target)


def write_digest(arguments: argparse.Namespace) -> int:
    """Write a new digest into a folder, and nothing over what is there."""
    wanted = arguments.language
    language = message_language(wanted) if wanted else reader_language()
    wanted = wanted or "zh_CN"
    say = speaker(language)
    folder: Path = arguments.folder
    title = arguments.title or _TITLES[wanted]
    if not title.strip() or not title.isprintable():
        raise UsageError(say("刊名要写在一行里。", "the title must be one line of text."))
    published = date.fromisoformat(read_day(arguments.published or SAMPLE_DAY, language))
    texts = digest_files(wanted, title, published)
    with writing(folder, language):
        if folder.exists() and not folder.is_dir():
            raise UsageError(say(f"“{folder}”不是文件夹。", f"“{folder}” is not a folder."))
        help_ = editor_files(Settings(str(folder), language=wanted), "vscode")
    taken = [name for name in (*texts, *help_) if (folder / name).exists()]
    if taken:
        listed = "、".join(taken) if language == "zh" else ", ".join(taken)
        raise UsageError(
            say(
                f"“{folder}”里已经有 {listed}，没有改动。换一个文件夹。",
                f"“{folder}” has {listed} already; nothing was written. Choose another folder.",
            )
        )
    write_files(folder, texts, language)
    settings, _ = read_settings(folder / FILE_NAME)
    write_files(folder, editor_files(settings, "vscode"), language)
    here = shlex.quote(str(folder))
    out = shlex.quote(str(folder / "build"))
    print(say("\n接着：", "\nNext:"))
    print(f"  sphinx-digest check {here}\n  sphinx-digest build {here} {out}")
    return 0
