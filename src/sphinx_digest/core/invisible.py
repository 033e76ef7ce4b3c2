"""Characters that nobody sees: read past in a value, named where the markup stumbles on them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sphinx_digest.core.messages import Language, twin

#: Soft hyphen, zero-width spaces and joiners, marks of direction, byte order mark.
INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_ENDS = re.compile(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$")
_NAMED = re.compile(f"[{INVISIBLE}\u00a0\u3000]")

_GAPS: Mapping[str, Mapping[Language, str]] = {
    "\t": {"zh": "是制表符，不是空格", "en": "There is a tab, not a space, after the colon"},
    "\u00a0": {
        "zh": "是不间断空格（U+00A0），不是空格",
        "en": "There is a no-break space (U+00A0), not a space, after the colon",
    },
    "\u3000": {
        "zh": "是全角空格，不是空格",
        "en": "There is a full-width space after the colon",
    },
    "": {"zh": "没有空格", "en": "There is no space after the colon"},
}


def has_invisible(text: str) -> bool:
    """Say whether a text holds a character that nobody sees."""
    return not text.isascii() and _INVISIBLE.search(text) is not None


def visible(text: str) -> str:
    """Give the text without characters that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def trimmed(text: str) -> str:
    """Give the text without white space and invisible characters at its ends."""
    return _ENDS.sub("", text)


def visible_offsets(text: str) -> list[int]:
    """Give the offset in ``text`` of each visible character, and its end."""
    return [*(i for i, c in enumerate(text) if not _INVISIBLE.match(c)), len(text)]


def named(text: str) -> str:
    """Name the characters in a text that nobody sees, or takes for spaces: U+200B."""
    found = dict.fromkeys(_NAMED.findall(text))
    return ", ".join(f"U+{ord(character):04X}" for character in found)


def gap(text: str) -> dict[str, str]:
    """Give the value ``gap`` of a message: what stands behind a colon in a space's stead."""
    return twin("gap", _GAPS.get(text[:1], _GAPS[""]))


def first_visible(text: str) -> int:
    """Give the offset of the first character that is seen."""
    found = _ENDS.match(text)
    return found.end() if found else 0
