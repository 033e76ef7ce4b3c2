"""How the command line speaks: in the reader's language, and of usage without jargon."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from typing import NoReturn

from sphinx_digest.core.messages import Language

Say = Callable[[str, str], str]


class UsageError(Exception):
    """A command that cannot be run as it was typed; its text is for the person who typed it."""


def reader_language() -> Language:
    """Give the language of the terminal: English where it says so, else Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def speaker(language: Language) -> Say:
    """Give the function that picks one of two wordings."""
    return lambda zh, en: zh if language == "zh" else en


#: What argparse says in English, as an editor reads it in Chinese.
_USAGE_ZH = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少 \1。"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识“\1”。"),
    (
        re.compile(r"argument (\S+): invalid choice: '?([^']*?)'? \(choose from (.*)\)"),
        r"\1 没有“\2”这一种，可以写：\3。",
    ),
    (re.compile(r"argument (\S+): expected one argument"), r"\1 后面要写内容。"),
    (re.compile(r"argument (\S+): invalid \S+ value: '?([^']*?)'?"), r"\1 不能写“\2”。"),
    (re.compile(r"argument (\S+): (.*)"), r"\1：\2"),
    (re.compile(r"ambiguous option: (\S+) could match (.*)"), r"“\1”有几种可能：\2。"),
)


def usage_words(message: str, language: Language) -> str:
    """Put a message of argparse into words for the editor."""
    if language == "zh":
        for pattern, words in _USAGE_ZH:
            if found := pattern.fullmatch(message):
                return found.expand(words)
    return message


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line and where to look further."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with 2."""
        language = reader_language()
        say = speaker(language)
        print(f"{self.prog}: {usage_words(message, language)}", file=sys.stderr)
        print(
            say(f"用法见 {self.prog} --help。", f"See {self.prog} --help."),
            file=sys.stderr,
        )
        raise SystemExit(2)
