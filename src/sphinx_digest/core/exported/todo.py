"""What readers of an issue must do by when, and what the project says of each notice itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx_digest.core.exported import Object, one_line
from sphinx_digest.core.exported.words import (
    OwnField,
    date_of,
    deadline_pieces,
    joined,
    label,
    own_words,
    when_words,
)
from sphinx_digest.core.messages import Language
from sphinx_digest.core.times.closing import HAPPENINGS

#: What asks nothing of anybody.
_NOTHING_TO_DO = frozenset({"restriction"})


@dataclass(frozen=True, slots=True)
class ToDo:
    """A deadline of an applicant; ``number`` is the notice's in the issue, from 1."""

    when: str
    what: str
    number: int
    notice: Object
    deadline: Object


def to_do(notices: Sequence[Object], language: Language) -> list[ToDo]:
    """Give what applicants must do, the soonest first; what has no day comes last."""
    return sorted(_found(notices, language), key=_soonest)


def _found(notices: Sequence[Object], language: Language) -> Iterator[ToDo]:
    for number, notice in enumerate(notices, 1):
        if notice.get("status") == "withdrawn":
            continue
        for deadline in notice["deadlines"]:
            theirs = deadline.get("actor", "applicant") != "applicant"
            idle = deadline.get("kind") in _NOTHING_TO_DO or deadline.get("status") == "cancelled"
            when = when_words(deadline, language)
            if when and not theirs and not idle:
                what = deadline_pieces(deadline, language)[0]
                yield ToDo(when, what, number, notice, deadline)


def _soonest(one: ToDo) -> tuple[str, int]:
    start = one.deadline.get("start", "")
    begins = start if one.deadline.get("kind") in HAPPENINGS and start != "published" else ""
    return str(begins or one.deadline.get("due", "")) or "~", one.number


#: What else a notice says of itself, beside who issued it, under which number and when.
_FACTS = ("effective", "addressees", "eligibility", "amount")


def fact_lines(notice: Object, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the label and the words of what readers must know of a notice before its text."""
    for name in _FACTS:
        value = notice.get(name)
        if not value or value == "unknown":
            continue
        if name == "effective":
            on_publication = {"zh": "自发布之日起", "en": "on publication"}[language]
            words = on_publication if value == "published" else date_of(value, language)
        else:
            words = joined([value] if isinstance(value, str) else value, language)
        yield label("notice", name, language), words


def own_lines(
    notice: Object, own: Mapping[str, OwnField], language: Language
) -> Iterator[tuple[str, str]]:
    """Yield what a project's own fields are called, and what they say."""
    for name, value in notice.get("extra", {}).items():
        called = own[name].label if name in own else name
        if words := one_line(own_words(value, own.get(name), language)):
            yield one_line(called), words
