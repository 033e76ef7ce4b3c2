"""``sphinx-digest build``: the web pages and the PDF files, by Sphinx."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import sphinx.locale
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.console import color_terminal, nocolor, red  # type: ignore[attr-defined]
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE, NewLineStreamHandler, WarningStreamHandler

from sphinx_digest.cli.words import (
    Say,
    UsageError,
    reader_language,
    speaker,
    system_words,
    writing,
)
from sphinx_digest.core.check import Report, find_unreadable, load_or_nothing
from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.report import render
from sphinx_digest.core.settings import read_settings

_ENVIRONMENT = "environment.pickle"


class _Tally(logging.Filter):
    """Count what reaches the reader: it stands behind Sphinx's own filters.

    What an earlier run of the same command has said already is not said or counted again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.levels: Counter[str] = Counter()
        self.said: set[str] = set()
        self.said_before: set[str] = set()

    def start_run(self) -> None:
        """Take what was said so far for said before."""
        self.said_before |= self.said

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a record pass, once a command."""
        message = record.getMessage()
        if message in self.said_before:
            return False
        self.said.add(message)
        self.levels["error" if record.levelno >= logging.ERROR else "warning"] += 1
        return True


class _CountingSphinx(Sphinx):
    """Sphinx that counts errors apart: it takes them for warnings, and may succeed with them.

    What it says once it has finished is kept back; the command says how it went.
    """

    def __init__(self, tally: _Tally, *arguments: Any, **options: Any) -> None:
        self._tally = tally
        self._has_finished = False
        super().__init__(*arguments, **options)

    def setup_extension(self, extname: str) -> None:
        """Set up an extension; before the first one the log is there to be listened to."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler) and self._tally not in handler.filters:
                handler.addFilter(self._tally)
            elif isinstance(handler, NewLineStreamHandler):
                handler.addFilter(self._is_before_end)
        super().setup_extension(extname)

    def build(self, force_all: bool = False, filenames: Sequence[Path] = ()) -> None:
        """Build, and note when the handlers of the end have run."""
        self.connect("build-finished", self._finish, priority=sys.maxsize)
        super().build(force_all, filenames)

    def _finish(self, _app: Sphinx, _error: Exception | None) -> None:
        self._has_finished = True

    def _is_before_end(self, record: logging.LogRecord) -> bool:
        return not (self._has_finished and record.name == f"{NAMESPACE}.sphinx.application")


@dataclass(frozen=True, slots=True)
class _Run:
    """What the runs of one command share."""

    source: Path
    out: Path
    warnings_stop: bool
    processes: int
    tally: _Tally
    language: Language

    @property
    def doctrees(self) -> Path:
        """Where both builders keep the sources as read; beside their results."""
        return self.out / ".doctrees"

    def build(self, builder: str, folder: str, **settings: object) -> int | None:
        """Run a builder and give its status, or None where it broke off."""
        self.tally.start_run()
        try:
            with patch_docutils(self.source), docutils_namespace():
                app = _CountingSphinx(
                    self.tally, self.source, self.source, self.out / folder, self.doctrees,
                    builder, settings, status=sys.stdout, warning=sys.stderr,
                    warningiserror=self.warnings_stop, parallel=self.processes,
                )  # fmt: skip
                app.build()
                return app.statuscode
        except (SphinxError, OSError) as error:
            # What a handler of an event raises comes wrapped.
            cause = error.orig_exc if isinstance(error, ExtensionError) else error
            if isinstance(cause, OSError):
                reason = system_words(cause, self.language)
                words = speaker(self.language)(
                    f"写不进“{cause.filename}”：{reason}。",
                    f"Cannot write to “{cause.filename}”: {reason}.",
                )
                print(words, file=sys.stderr)
            elif isinstance(error, SphinxError):
                print(f"{error.category}: {error}", file=sys.stderr)
            return None


def _processes(jobs: int | str) -> int:
    return os.cpu_count() or 1 if jobs == "auto" else int(jobs)


def _check_usage(source: Path, out: Path, language: Language) -> None:
    say = speaker(language)
    if not source.is_dir():
        raise UsageError(say(f"没有文件夹“{source}”。", f"there is no folder “{source}”."))
    if not (source / "conf.py").is_file():
        raise UsageError(
            say(
                f"“{source}”里没有 conf.py，不是周报的文件夹；新建用 sphinx-digest new digest。",
                f"“{source}” has no conf.py, so it is no digest;"
                " start one with sphinx-digest new digest.",
            )
        )
    with writing(out, language):
        if out.exists() and not out.is_dir():
            raise UsageError(say(f"“{out}”不是文件夹。", f"“{out}” is not a folder."))
        if source.resolve() == out.resolve():
            raise UsageError(
                say("结果不能写进源文件的文件夹。", "the results cannot go into the source folder.")
            )


def _prepare(out: Path, language: Language) -> None:
    """Make the folder of the results, and see that files can be written into it."""
    with writing(out, language):
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass


def _unreadable(source: Path) -> str:
    """Report the files that cannot be read: Sphinx would break off without naming the line."""
    settings, _ = read_settings(source)
    found = tuple(find_unreadable(replace(settings, root=str(source), source=".")))
    files = len({diagnostic.place.file for diagnostic in found})
    report = Report(found, files, load_or_nothing, message_language(settings.language))
    return render(report, "text", Path.cwd()) if found else ""


def run(arguments: argparse.Namespace) -> int:
    """Build what is asked for, web pages first, and say where it is."""
    source, out = arguments.source, arguments.out
    language = reader_language(source)
    say = speaker(language)
    _check_usage(source, out, language)
    if words := _unreadable(source):
        print(words, end="", file=sys.stderr)
        print(say("没有通过：没有生成。", "Failed: nothing was built."), file=sys.stderr)
        return 1
    _prepare(out, language)
    if not color_terminal():
        nocolor()
    sphinx.locale.init_console()
    tally = _Tally()
    jobs = _processes(arguments.jobs)
    runs = _Run(source, out, arguments.warnings_stop, jobs, tally, language)
    both = arguments.html == arguments.pdf
    statuses: list[int | None] = []
    results: list[str] = []
    if arguments.html or both:
        settings: dict[str, object] = {"digest_show_defaults": arguments.show_defaults}
        if both and arguments.pdf_set != "volume":  # pages lead to the PDF of their issue
            settings["digest_pdf_url"] = "../pdf/{id}.pdf"
        statuses.append(runs.build("html", "html", **settings))
        if (index := out / "html" / "index.html").is_file():
            results.append(say(f"网页：{index}", f"Web pages: {index}"))
    if (arguments.pdf or both) and None not in statuses:
        statuses.append(runs.build("digestpdf", "pdf", digest_pdf_set=arguments.pdf_set))
        results += [f"PDF{say('：', ': ')}{path}" for path in sorted((out / "pdf").glob("*.pdf"))]
    for result in results:
        print(result)
    if tally.said:
        # Warnings of pages that are not read again would not come back, and the next run pass.
        (runs.doctrees / _ENVIRONMENT).unlink(missing_ok=True)
    if not any(status != 0 for status in statuses) and not tally.levels["error"]:
        return 0
    sys.stdout.flush()  # the verdict comes last, also where both streams go into one log
    print(red(_verdict(tally.levels, None in statuses, say)), file=sys.stderr)
    return 1


def _verdict(levels: Mapping[str, int], broken_off: bool, say: Say) -> str:
    errors, warnings = levels["error"], levels["warning"]
    if broken_off:
        return say("没有通过：中途停了，见上文。", "Failed: the build broke off, see above.")
    return say(
        f"没有通过：{errors} 个错误、{warnings} 个警告，见上文。",
        f"Failed: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}, see above.",
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
