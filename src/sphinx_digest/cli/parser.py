"""The parsers of the command line: help and complaints in the reader's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import ClassVar, NoReturn

from sphinx_digest.cli.words import speaker
from sphinx_digest.core.messages import Language

#: What argparse says, as an editor reads it; ``{choices}`` are those it names at the end.
_CHOICE = r": invalid choice: '?([^']*?)'? \(choose from (?P<choices>.*)\)"
_USAGE: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "zh": (
        (re.compile("the following arguments are required: 命令"), "缺少命令。"),
        (re.compile("the following arguments are required: 种类"), "缺少种类。"),
        (re.compile("the following arguments are required: (.*)"), r"缺少 \1。"),
        (re.compile("unrecognized arguments: (.*)"), r"不认识“\1”。"),
        (re.compile("argument 命令" + _CHOICE), r"没有“\1”这个命令，可以写：{choices}。"),
        (re.compile("argument 种类" + _CHOICE), r"没有“\1”这一种，可以写：{choices}。"),
        (re.compile(r"argument (\S+)" + _CHOICE), r"\1 没有“\2”这一种，可以写：{choices}。"),
        (re.compile(r"argument (\S+): expected one argument"), r"\1 后面要写内容。"),
        (re.compile(r"argument (\S+): invalid \S+ value: '?([^']*?)'?"), r"\1 不能写“\2”。"),
        (re.compile(r"argument (\S+): (.*)"), r"\1：\2"),
        (re.compile(r"ambiguous option: (\S+) could match (.*)"), r"“\1”有几种可能：\2。"),
    ),
    "en": (
        (re.compile("argument COMMAND" + _CHOICE), r"there is no command “\1”: write {choices}."),
        (re.compile(r"argument (\S+)" + _CHOICE), r"\1 cannot be “\2”: write {choices}."),
    ),
}


def usage_words(message: str, language: Language) -> str:
    """Put a message of argparse into words for the editor."""
    for pattern, words in _USAGE[language]:
        if found := pattern.fullmatch(message):
            named = re.findall(r"[^\s',]+", found.groupdict().get("choices", ""))
            choices = ("、" if language == "zh" else ", ").join(named)
            return found.expand(words).replace("{choices}", choices)
    return message


class _ChineseFormatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Head the usage in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line and where to look further."""

    language: ClassVar[Language] = "en"
    formatter: ClassVar[type[argparse.HelpFormatter]] = argparse.HelpFormatter

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(
            prog=prog, description=description, formatter_class=self.formatter, add_help=False
        )
        say = speaker(self.language)
        self._positionals.title = say("要写的", "positional arguments")
        self._optionals.title = say("可以加的", "options")
        self.add_argument(
            "-h", "--help", action="help", help=say("显示用法", "show this help and exit")
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with 2."""
        say = speaker(self.language)
        print(f"{self.prog}: {usage_words(message, self.language)}", file=sys.stderr)
        print(
            say(f"用法见 {self.prog} --help。", f"See {self.prog} --help."),
            file=sys.stderr,
        )
        raise SystemExit(2)


class ChineseParser(Parser):
    """The parser for those who read Chinese; its commands are parsers of its kind."""

    language = "zh"
    formatter = _ChineseFormatter
