"""``sphinx-digest check``: judge the sources, mend them where asked, and print the report."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sphinx_digest.cli.defaults import defaults_as_json, defaults_as_text
from sphinx_digest.cli.mended import Written, changeable, diff, write_changes
from sphinx_digest.cli.progress import showing_progress
from sphinx_digest.cli.words import Say, UsageError, reader_language, speaker, system_words
from sphinx_digest.core.check import Report, check
from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.mends.mending import Settled, Texts, settle
from sphinx_digest.core.mends.wanted import Wants, without_wanted
from sphinx_digest.core.messages import Language
from sphinx_digest.core.report import exit_status, render
from sphinx_digest.core.reports.entry import relative
from sphinx_digest.core.reports.text import Terminal
from sphinx_digest.core.settings import RuleSettings
from sphinx_digest.core.settings.kinds import read_code


def _terminal() -> Terminal:
    shown = sys.stdout.isatty()
    forced = os.environ.get("FORCE_COLOR", "0") not in ("", "0")
    wanted = forced or (shown and os.environ.get("TERM") != "dumb")
    width = shutil.get_terminal_size().columns if shown else None
    return Terminal(color=wanted and not os.environ.get("NO_COLOR"), width=width)


def _check_usage(arguments: argparse.Namespace, say: Say) -> None:
    for path in arguments.paths:
        if not path.exists():
            raise UsageError(
                say(f"没有“{path}”这个文件或文件夹。", f"there is no file or folder “{path}”.")
            )
    if arguments.config and not arguments.config.is_file():
        raise UsageError(
            say(f"没有设置文件“{arguments.config}”。", f"there is no file “{arguments.config}”.")
        )
    if arguments.names and not (arguments.fix or arguments.diff):
        raise UsageError(
            say("--names 要和 --fix 或 --diff 一起用。", "--names needs --fix or --diff.")
        )
    if arguments.show_defaults and arguments.format not in ("text", "json"):
        raise UsageError(
            say(
                "--show-defaults 只能用 --format text 或 json。",
                "--show-defaults needs --format text or json.",
            )
        )
    if arguments.show_defaults and arguments.diff:
        raise UsageError(
            say(
                "--show-defaults 不能和 --diff 一起用。",
                "--show-defaults cannot be used with --diff.",
            )
        )
    if arguments.format != "text":
        for name in ("diff", "statistics"):
            if getattr(arguments, name):
                raise UsageError(
                    say(
                        f"--{name} 是给人看的，只能用 --format text。",
                        f"--{name} is for people, so it needs --format text.",
                    )
                )


def _codes(written: Sequence[str], name: str, say: Say) -> tuple[str, ...]:
    """Read codes, or their beginnings, that stand between commas."""
    codes = [code.strip().upper() for some in written for code in some.split(",")]
    for code in codes:
        try:
            read_code(code)
        except UnreadableError:
            raise UsageError(
                say(
                    f"--{name} 不能写“{code}”，要写可以略过的代码或它的开头，如 DGT34。",
                    f"--{name} cannot be “{code}”: write codes that can be left out, or their "
                    "beginning, such as DGT34.",
                )
            ) from None
    return tuple(codes)


def _choice(arguments: argparse.Namespace, say: Say) -> Callable[[RuleSettings], RuleSettings]:
    """Give what the command line asks for in place of the settings."""
    select = _codes(arguments.select, "select", say)
    ignore = _codes(arguments.ignore, "ignore", say)
    return lambda rules: replace(
        rules, select=select or rules.select, ignore=ignore or rules.ignore
    )


def _settle(judge: Callable[..., Report], texts: Texts, names: Language | None) -> Settled:
    """Mend what can be mended; then write what is missing, so that it is made of what is right."""
    first = settle(lambda changed: judge(instead=changed, wants=Wants(later=True)), texts)
    now, wants = first.texts, Wants(names)
    second = settle(
        lambda changed: judge(instead={**now, **changed}, wants=wants),
        lambda file: now[file] if file in now else texts(file),
    )
    report = replace(second.report, diagnostics=without_wanted(second.report.diagnostics))
    made = Counter(first.made) + Counter(second.made)
    return Settled(report, {**now, **second.texts}, dict(made))


def run(arguments: argparse.Namespace) -> int:
    """Check the paths; mend them, or show what would be mended, where that is asked for."""
    language = reader_language(arguments.config or next(iter(arguments.paths), None))
    say = speaker(language)
    _check_usage(arguments, say)
    choose = _choice(arguments, say)
    texts = changeable(arguments.paths)
    with showing_progress(sys.stderr, say, quiet=arguments.quiet) as progress:
        judge = partial(
            check, arguments.paths, arguments.config, choose=choose, progress=progress,
            unwritten=arguments.show_defaults,
        )  # fmt: skip
        if arguments.fix or arguments.diff:
            settled = _settle(judge, texts, arguments.names)
        else:
            settled = Settled(judge(), {}, {})
    report = settled.report
    if not report.files and not report.diagnostics:
        raise UsageError(
            say("这里没有 .md 或 .rst 文件，没有可查的。", "no .md or .rst file here to check.")
        )
    if arguments.diff:
        sys.stdout.write(diff(settled.texts, texts, Path.cwd()))
        if not arguments.quiet:
            print(_diff_words(settled, say), file=sys.stderr)
        return int(bool(settled.texts)) or exit_status(report, strict=arguments.strict)
    written = write_changes(settled.texts, texts)
    if written.refused:  # what is left in them was not judged yet
        report = judge(progress=None)
    if arguments.show_defaults and arguments.format == "json":
        sys.stdout.write(defaults_as_json(report, Path.cwd()))
        return int(bool(written.refused)) or exit_status(report, strict=arguments.strict)
    sys.stdout.write(
        render(
            report,
            arguments.format,
            Path.cwd(),
            strict=arguments.strict,
            terminal=_terminal(),
            statistics=arguments.statistics,
            quiet=arguments.quiet,
        )
    )
    if arguments.show_defaults:
        sys.stdout.write(defaults_as_text(report, Path.cwd()))
    for file, reason in written.refused.items():
        print(_refused_words(file, reason, language), file=sys.stderr)
    if written.files and not arguments.quiet:
        stream = sys.stdout if arguments.format == "text" else sys.stderr
        print(_fix_words(settled, written, say), file=stream)
    return int(bool(written.refused)) or exit_status(report, strict=arguments.strict)


def _fix_words(settled: Settled, written: Written, say: Say) -> str:
    changes = sum(settled.made[file] for file in written.files)
    files = len(written.files)
    return say(
        f"改了 {changes} 处，{files} 个文件。",
        f"{_plural(changes, 'change')} made in {_plural(files, 'file')}.",
    )


def _diff_words(settled: Settled, say: Say) -> str:
    changes, files = sum(settled.made.values()), len(settled.texts)
    left = len(settled.report.diagnostics)
    words = say("没有可以用 --fix 改的", "--fix has nothing to mend")
    if files:
        words = say(
            f"--fix 会改 {changes} 处，{files} 个文件",
            f"--fix would make {_plural(changes, 'change')} in {_plural(files, 'file')}",
        )
    rest = say(f"；另有 {left} 个问题要自己改", f"; {left} more to mend by hand") if left else ""
    return words + rest + say("。", ".")


def _refused_words(file: str, reason: OSError | None, language: Language) -> str:
    say = speaker(language)
    name = relative(file, Path.cwd())
    if reason is None:
        return say(
            f"“{name}”刚刚被别的程序改过，没有动它；请再运行一次。",
            f"“{name}” was changed by something else just now and was left alone; run this again.",
        )
    why = system_words(reason, language)
    return say(f"写不进“{name}”：{why}。", f"Cannot write to “{name}”: {why}.")


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
