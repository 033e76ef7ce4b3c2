"""What is said about a value that could not be read, with its mend where that is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.model import Diagnostic, Fix, Place, Text
from sphinx_digest.core.properties import Property, normal_word

if TYPE_CHECKING:
    from sphinx_digest.core.pinyin import Collator


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a field's text that is one value."""

    text: Text
    file: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """Give the text of the piece."""
        return self.text.value[self.start : self.end]

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Give the place of a part of the piece."""
        end = self.end if end is None else self.start + end
        return Place(self.file, self.text.span(self.start + start, end))


def finding(
    known: Property,
    code: str,
    values: Mapping[str, str],
    place: Place,
    *,
    help_: str | None = "help",
    mend: str | None = None,
) -> Diagnostic:
    """Report something about a field; ``mend`` is the text that belongs in its place."""
    words = {"name": known.name, "label": known.label["zh"], "label.en": known.label["en"]}
    fixes = () if mend is None else (Fix(place, mend),)
    return Diagnostic(code, place, {**words, **values}, help_, fixes=fixes)


def year_inferred(
    known: Property, values: Mapping[str, str], place: Place, earlier: str | None
) -> Diagnostic:
    """Tell a year that was not written; ``earlier`` is the day that may be meant as well."""
    if earlier is None:
        return finding(known, "DGT109", values, place, mend=values["mend"])
    words = {**values, "other": earlier[:4] + values["mend"][4:]}
    found = finding(known, "DGT109", words, place, help_="help_passed")
    return replace(found, severity="warning")


def refusal(
    known: Property, error: UnreadableError, piece: Piece, read: Callable[[str], object]
) -> Diagnostic:
    """Report a piece that could not be read; ``read`` tries what a mend makes of it."""
    help_ = _help(known, error)
    mend = _sure_mend(known, error, help_)
    if mend is not None:
        end = len(piece.value) if error.end is None else error.end
        try:
            mended = piece.value[: error.start] + mend + piece.value[end:]
            for one in mended.split("；") if known.many else [mended]:
                read(one)
        except UnreadableError:
            mend = None
    place = piece.place(error.start, error.end)
    return finding(known, error.code, error.values, place, help_=help_, mend=mend)


def _help(known: Property, error: UnreadableError) -> str | None:
    """Give the help that fits the field: only a deadline has a start, an end and a status."""
    due = known.reads == "moment" and not known.own
    if error.help in ("help_range", "help_open") and not due:
        return "help_form"
    if error.help == "help_words" and known.name == "signed":
        return "help"
    return error.help


#: The help lines that name the one thing that was meant.
_SURE = {
    ("DGT023", "help_mend"), ("DGT024", "help_mend"), ("DGT025", "help_mend"), ("DGT027", "help"),
    ("DGT028", "help_mend"), ("DGT030", "help_mend"), ("DGT101", "help"),
}  # fmt: skip
_TIME = re.compile("[:：点时]")


def _sure_mend(known: Property, error: UnreadableError, help_: str | None) -> str | None:
    """Give the text to write where only one can be meant, and nothing is lost by it."""
    if (error.code, error.help) not in _SURE or help_ != error.help:
        return None
    if error.code == "DGT023":
        return error.values["word"] if _one_code(known, error.values["value"]) else None
    if error.code == "DGT101" and _TIME.search(error.values["value"]):
        return None  # a whole day is asked for, and the time would be lost
    return error.values.get("mend")


def _one_code(known: Property, text: str) -> bool:
    """Say whether all words that are near a text stand for one code."""
    near = get_close_matches(normal_word(text), list(known.codes), 5, 0.7)
    return len({known.codes[word] for word in near}) == 1


def near_word(known: Property, text: str) -> str | None:
    """Give the word of a field that is probably meant: a letter, a sound or a character apart."""
    written, words = normal_word(text), list(known.codes)
    if close := get_close_matches(written, words, 1, 0.7):
        return close[0]
    meant = _SAYS.get(written)
    return meant if meant in known.codes else alike(written, known.codes)


def alike(written: str, words: Mapping[str, str]) -> str | None:
    """Give the Chinese word that sounds as another one, or else is a character apart.

    ``words`` says what each stands for; where two things are alike, neither is meant.
    """
    if not is_chinese(written):
        return None
    near_ones = [word for word in words if len(word) == len(written) and is_chinese(word)]
    for near in (_sounds_of, _is_one_off):
        found = {words[word]: word for word in reversed(near_ones) if near(word, written)}
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def is_chinese(word: str) -> bool:
    """Say whether a word is written in Chinese characters alone."""
    return _CHINESE.fullmatch(word) is not None


#: What editors call something that has another word here.
_SAYS = {
    "会议": "活动", "论坛": "活动", "展会": "活动", "比赛": "活动", "讲座": "培训",
    "主管单位": "主管部门",
}  # fmt: skip
_CHINESE = re.compile("[\u4e00-\u9fff]{2,}")


def _sounds_of(one: str, other: str) -> bool:
    first, second = ([token[1] for token in _collator().key(word)[1]] for word in (one, other))
    return first == second


def _is_one_off(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


@cache
def _collator() -> Collator:
    from sphinx_digest.core.pinyin import Collator  # few mistakes need it

    return Collator()
