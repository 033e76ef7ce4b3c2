"""Files that we write and write anew: a mark in them tells whether somebody changed them since."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

_WORDS = "written by sphinx-digest new editor, "
_MARK = re.compile(
    rf'^(?:// |# |  "\$comment": "){_WORDS}(?P<hash>[0-9a-f]{{16}})"?,?\n', re.MULTILINE
)


def marked(name: str, text: str) -> str:
    """Put the mark into a text, as a comment of its format."""
    words = _WORDS + _hash(text)
    suffix = PurePath(name).suffix
    if suffix == ".json":
        return text.replace("{\n", f'{{\n  "$comment": "{words}",\n', 1)
    return f"{'//' if suffix == '.code-snippets' else '#'} {words}\n{text}"


def is_untouched(text: str) -> bool:
    """Say whether a text is as we wrote it, whatever we would write now."""
    found = _MARK.search(text)
    return found is not None and found["hash"] == _hash(_MARK.sub("", text, count=1))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
