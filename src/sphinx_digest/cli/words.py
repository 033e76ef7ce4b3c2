"""How the command line speaks: in the language of the digest or of the terminal."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.messages import Language, help_of, message_language, message_of
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.settings import find_settings, read_settings

Say = Callable[[str, str], str]


class UsageError(Exception):
    """A command that cannot be run as it was typed; its text is for the person who typed it."""


def reader_language(path: Path | None = None) -> Language:
    """Give the language of the digest that governs ``path``, else that of the terminal.

    ``path`` is the current folder unless it is given.
    """
    try:
        found = find_settings(path or Path.cwd())
    except OSError:  # the current folder is gone
        found = None
    return message_language(read_settings(found)[0].language) if found else terminal_language()


def terminal_language() -> Language:
    """Give the language of the terminal; Chinese, as in the settings, where it names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            locale = re.split("[_.@-]", value.lower())[0]
            return "zh" if locale in ("zh", "c", "posix") else "en"
    return "zh"


def speaker(language: Language) -> Say:
    """Give the function that picks one of two wordings."""
    return lambda zh, en: zh if language == "zh" else en


def finding_words(found: Diagnostic, language: Language) -> str:
    """Give the sentence of a finding, and its mend where one is known."""
    return " ".join(filter(None, (message_of(found, language), help_of(found, language))))


def read_argument(read: Callable[[str], str], text: str, label: str, language: Language) -> str:
    """Read what was typed after ``label`` as a field of that form is read."""
    try:
        return read(text)
    except UnreadableError as error:
        place = Place("", Span(1, 1, 1, 1))
        found = Diagnostic(error.code, place, {"label": label, **error.values}, error.help)
        raise UsageError(finding_words(found, language)) from error


#: Why a file cannot be written or read, as an editor reads it in Chinese.
_REASONS_ZH = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里只能读",
    errno.ENOSPC: "没有空间了",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "路径中间是一个文件，不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EISDIR: "那是一个文件夹",
    errno.ENAMETOOLONG: "名称太长",
}


def system_words(error: OSError, language: Language) -> str:
    """Say why the system refused, without the number and the path."""
    reason = error.strerror or type(error).__name__
    if language == "zh":
        return _REASONS_ZH.get(error.errno or 0, reason)
    return reason[:1].lower() + reason[1:]


@contextmanager
def writing(path: Path, language: Language) -> Iterator[None]:
    """Take a place that cannot be written to for wrong usage."""
    try:
        yield
    except OSError as error:
        reason = system_words(error, language)
        say = speaker(language)
        raise UsageError(
            say(f"写不进“{path}”：{reason}。", f"cannot write to “{path}”: {reason}.")
        ) from error
