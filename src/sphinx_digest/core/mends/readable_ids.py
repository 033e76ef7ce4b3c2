"""Ids that people can read, made of what a record says: cnipa-2021-304, bjip-2021-04-sfdw."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.model import Record
from sphinx_digest.core.numbers import document_key
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.pinyin import WORD, Collator
from sphinx_digest.core.settings import Settings

#: The most characters of a notice's id, and of any other's.
LONGEST, LONGEST_BELOW = 32, 48
_MOST_INITIALS = 8
_TELLING = 4  # syllables of a title that go into an id
_SHORT = 4  # letters of a word that stands for itself: CDE, PCT

_NO_TEXT = ("", "unknown")
_QUOTED = re.compile("《([^《》]+)》")
_BRACKETED = re.compile("[（(〔\\[【][^（）()〔〕\\[\\]【】]*[）)〕\\]】]")
#: What a title ends with, whatever it is about; taken off again and again.
_USUAL_END = re.compile(
    "(?:的|有关|相关|通知|通告|公告|公示|意见|解读|决定|规定|办法|细则|条例|方案|指南|规范|措施|名单|结果"
    "|的函|工作|事项|事宜|活动|情况|安排|管理|实施|试行|暂行|申报|推荐|征集|备案|报名|评选|遴选|填报|报送"
    "|公开|征求|征求意见)$"
)
_SMALL_WORDS = frozenset({
    "a", "about", "an", "and", "announcement", "application", "applications", "at", "by", "call",
    "calls", "circular", "concerning", "for", "from", "in", "notice", "notices", "of", "on", "or",
    "regarding", "the", "to", "with",
})  # fmt: skip
_LATIN = re.compile("[a-z]+|[0-9]+")


class ReadableIds:
    """Make ids of records; what an id is made of is all that it depends on."""

    def __init__(self, settings: Settings) -> None:
        self._collator = Collator(settings.pinyin)
        self._keys = {
            name: issuer.key
            for issuer in reversed(settings.issuers)
            for name in (issuer.name, *issuer.aliases)
        }

    def of_notice(self, notice: Record) -> str | None:
        """Give issuer and number, else issuer, month and words of the title."""
        values = notice.values
        issuer = next(iter(values.get("issuer", ())), None) or values.get("source", "")
        issuer = "" if issuer in _NO_TEXT else issuer
        key = self._keys.get(issuer)
        number = str(values.get("number", ""))
        figures: Sequence[str] = ()
        if number not in _NO_TEXT:
            code = document_key(number)
            figures = re.findall("[0-9]+", code)
            if figures:
                said = re.split("[0-9〔]", code)[0].removesuffix("字")
                head = self._key(key) or self._initials(said) or self._initials(issuer)
                return _joined([head, *figures], LONGEST)
        head = self._key(key) or self._initials(issuer)
        month = next((values[n] for n in ("published", "dated") if _is_day(values.get(n))), "")
        return _joined([head, month[:7].lower(), self._telling(notice.title)], LONGEST)

    def of_part(self, part: Record, issue: Record) -> str | None:
        """Give the initials of the part's title and the number of its issue."""
        number = str(issue.values.get("number") or issue.id)
        return _joined([self._initials(part.title), number], LONGEST)

    def of_deadline(self, notice: str, deadline: Record) -> str | None:
        """Give the notice's id and what kind of thing is due, else words of the title."""
        said = deadline.values.get("kind") or self._telling(deadline.title) or "date"
        return _joined([notice, str(said)], LONGEST_BELOW)

    def of_contact(self, notice: str, contact: Record) -> str | None:
        """Give the notice's id and whom the contact names."""
        values = contact.values
        names = values.get("names", ())
        said = contact.entry or (self._name(names[0]) if names else "")
        office = str(values.get("organization", ""))
        # What the whole notice has in common tells its contacts apart last.
        others = [str(values.get("role", "")), office]
        for text in others if "organization" in contact.derived else others[::-1]:
            said = said or self._key(self._keys.get(text)) or self._initials(text)
        return _joined([notice, said or "contact"], LONGEST_BELOW)

    def _key(self, key: str | None) -> str:
        if not key:
            return ""
        plain = re.sub("[^a-z0-9]+", "-", fold(key).lower()).strip("-")
        return plain if key.isascii() else self._initials(key)

    def _pieces(self, text: str, *, surname: bool = False) -> list[tuple[str, bool]]:
        """Give the words of a text in ASCII letters, each with whether it is a syllable."""
        tokens = self._collator.key(text, surname=surname)[1]
        return [
            (letters, bool(character))
            for kind, letters, _tone, character in tokens
            if kind == WORD and letters.isascii() and letters.isalpha()
        ]

    def _initials(self, text: str) -> str:
        pieces = self._pieces(text)
        if len(pieces) == 1 and not pieces[0][1]:
            return pieces[0][0][:_MOST_INITIALS]
        return "".join(letters[0] for letters, _ in pieces)[:_MOST_INITIALS]

    def _name(self, name: str) -> str:
        pieces = self._pieces(name, surname=True)
        sign = "" if all(syllable for _, syllable in pieces) else "-"
        return sign.join(letters for letters, _ in pieces)

    def _telling(self, title: str) -> str:
        """Give the initials of the last words that say what a title is about."""
        quoted = _QUOTED.search(title)
        core = _BRACKETED.sub("", quoted[1] if quoted else title)
        pieces = self._pieces(core)
        if not any(syllable for _, syllable in pieces):
            return self._english(core)
        while (shorter := _USUAL_END.sub("", core)) != core:
            left = self._pieces(shorter)
            if len(left) < 2:
                break
            core, pieces = shorter, left
        return "".join(
            letters if not syllable and len(letters) <= _SHORT else letters[0]
            for letters, syllable in pieces[-_TELLING:]
        )

    @staticmethod
    def _english(title: str) -> str:
        words = _LATIN.findall(fold(title).lower())
        telling = [word for word in words if word not in _SMALL_WORDS and not word.isdigit()]
        return "-".join((telling or words)[:_TELLING])


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and value not in _NO_TEXT


def _joined(pieces: Iterable[str], longest: int) -> str | None:
    """Join what an id is made of; None where nothing is left of it."""
    id_ = "-".join(piece for piece in pieces if piece)
    if not id_:
        return None
    if not id_[0].isalpha():
        id_ = f"n-{id_}"
    if len(id_) > longest:
        cut = id_[:longest]
        id_ = cut if id_[longest] == "-" else cut.rpartition("-")[0] or cut
    id_ = id_.strip("-")
    return id_ if RECORD_ID.fullmatch(id_) else None


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Give the id, with a number behind it where it is taken."""
    id_, number = wanted, 2
    while id_ in taken:
        id_, number = f"{wanted}-{number}", number + 1
    return id_
