"""The text of a field -> its values, each with its place; and a contact's persons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import Any

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import read_email, read_record_id, read_url
from sphinx_digest.core.invisible import has_invisible, trimmed, visible, visible_offsets
from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Block, Diagnostic, Field, Fix, Place, Record, Span, Text
from sphinx_digest.core.numbers import read_document_number, read_document_reference
from sphinx_digest.core.numerals import fold, read_numeral
from sphinx_digest.core.properties import Property, normal_word
from sphinx_digest.core.telephones import area_of, read_telephones
from sphinx_digest.core.times.dated_words import read_dated_words
from sphinx_digest.core.times.dates import (
    DateContext,
    read_date,
    read_interval,
    read_moment,
    read_reduced_date,
    read_written,
)
from sphinx_digest.core.times.inferred_years import lately_passed, year_rule
from sphinx_digest.core.times.periods import read_length, read_recurrence
from sphinx_digest.core.value_findings import Piece, finding, near_word, refusal, year_inferred


@dataclass(frozen=True, slots=True)
class Customs:
    """What completes a value that is written short."""

    timezone: str = "Asia/Shanghai"
    country: str = "CN"
    area_code: str | None = None
    period: str | None = None  # of the issue, by which a year is inferred


@dataclass(frozen=True, slots=True)
class ReadValue:
    """The value of one field; ``spans`` holds its place, then that of each element of a list.

    ``inferred``: its year was not written; ``wording`` is what says more than the value.
    """

    value: Any  # None where nothing could be read
    spans: tuple[Span, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False
    inferred: bool = False
    wording: str | None = None


_READERS: Mapping[str, Callable[[str], str]] = {
    "record-id": read_record_id,
    "date": read_date,
    "reduced-date": read_reduced_date,
    "interval": read_interval,
    "length": read_length,
    "recurrence": read_recurrence,
    "uri": read_url,
    "email": read_email,
    "document-number": read_document_number,
    "document-reference": read_document_reference,
    "dated-words": read_dated_words,
}


_DATES = frozenset({"date", "reduced-date", "moment"})


def read_value(
    known: Property, written: Field, file: str, customs: Customs, *, takes_words: bool = False
) -> ReadValue:
    """Read the text of a field as its property says; never raises.

    ``takes_words`` says that the record has a place for words that are more than a date.
    """
    text = written.text
    if known.reads == "flag":
        if not trimmed(text.value):
            return ReadValue(True, (written.name.span(),))
        return _failed(finding(known, "DGT031", {"value": text.value}, Place(file, text.span())))
    if not trimmed(re.sub("[;；]", "", text.value) if known.many else text.value):
        named = {"name": written.name.value}
        return _failed(finding(known, "DGT022", named, Place(file, written.name.span())))
    if known.many:
        return _read_list(known, text, file, customs)
    piece = Piece(text, file, 0, len(text.value))
    try:
        return ReadValue(_read_visible(known, text.value, customs)[0], (text.span(),))
    except UnreadableError as error:
        refused = error
    if known.reads in _DATES and refused.code == "DGT101" and not known.own:
        try:
            return _read_in_context(known, piece, customs, takes_words)
        except UnreadableError as error:
            refused = error
    return _failed(refusal(known, refused, piece, partial(_read_visible, known, customs=customs)))


def _failed(found: Diagnostic) -> ReadValue:
    return ReadValue(None, (found.place.span,), (found,), True)


def _read_in_context(
    known: Property, piece: Piece, customs: Customs, takes_words: bool
) -> ReadValue:
    """Read a date that leaves out its year, or says more than a date."""
    written = join_lines(visible(piece.value)).strip()
    rule = year_rule(known.name, customs.period)
    context = DateContext(customs.timezone, rule, takes_fuzzy=takes_words)
    read = read_written(known.reads, written, context)
    found: tuple[Diagnostic, ...] = ()
    if read.inferred:
        mend = f"{read.value[:4]}年{written}" if read.fuzzy else read.value
        if "T" in mend and read_moment(mend[:16], customs.timezone) == mend:
            mend = mend[:16]
        words = {"value": written, "mend": mend}
        earlier = lately_passed(known.name, read.value, customs.period)
        found = (year_inferred(known, words, piece.place(), earlier),)
    wording = written if read.fuzzy else None
    return ReadValue(read.value, (piece.place().span,), found, False, read.inferred, wording)


def _read_list(known: Property, text: Text, file: str, customs: Customs) -> ReadValue:
    values: list[Any] = []
    spans = [text.span()]
    found: list[Diagnostic] = []
    failed = False
    for start, end in split_list(text.value):
        piece = Piece(text, file, start, end)
        read_one = partial(_read_visible, known, customs=customs)
        try:
            read = read_one(piece.value)
        except UnreadableError as error:
            found.append(refusal(known, error, piece, read_one))
            failed = True
            continue
        span = text.span(start, end)
        if known.reads == "telephone" and (area := area_of(read[-1]["number"])):
            customs = replace(customs, area_code=area)  # of the local numbers behind it
        for value in read:
            if value in values:
                found.append(finding(known, "DGT041", {"value": piece.value}, Place(file, span)))
            else:
                values.append(value)
                spans.append(span)
    found += _several(known, text, file)
    return ReadValue(values or None, tuple(spans), tuple(found), failed)


#: What the name of an office ends with, and the signs between two that stand in one.
_OFFICE_ENDS = "局部委办院厅司处署会府行社站所组公司中心"
_IN_BRACKETS = re.compile("[（(《〈“「][^（）()《》〈〉“”「」]*[）)》〉”」]")
_GAP = "[ \\t\u3000,，/／]+"
_PERSONS = re.compile(rf"[\u4e00-\u9fff]{{2,4}}(?:{_GAP}[\u4e00-\u9fff]{{2,4}})+")
_NO_PERSON = re.compile(
    "(?:[处科室部局组院司所办厅会]|中心|主任|老师|先生|女士|同志|经理|博士|教授|书记|[局处科部司厅院所]长"
    "|秘书|专员|助理|编辑|律师|工程师|研究员|值班)$"
)


def _several(known: Property, text: Text, file: str) -> Iterator[Diagnostic]:
    """Find issuers that stand in one value, between commas."""
    if known.name != "issuer" or not re.search("[、，,]", text.value):
        return
    for start, end in split_list(text.value):
        piece = text.value[start:end]
        hidden = _IN_BRACKETS.sub(lambda found: "　" * len(found[0]), piece)
        cuts = [0, *(at.end() for at in re.finditer("[、，,]", hidden)), len(piece) + 1]
        parts = [hidden[a : b - 1].rstrip("　 \n") for a, b in pairwise(cuts)]
        if len(parts) > 1 and all(part and part[-1] in _OFFICE_ENDS for part in parts):
            mend = "；".join(piece[a : b - 1].strip() for a, b in pairwise(cuts))
            place = Place(file, text.span(start, end))
            yield finding(known, "DGT042", {"value": piece, "mend": mend}, place, mend=mend)


def split_list(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each element between ``;`` or ``；``, without spaces around it."""
    for match in re.finditer("[^;；]+", text):
        piece = match[0].strip()
        if trimmed(piece):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield start, start + len(piece)


def _read_visible(known: Property, text: str, customs: Customs) -> list[Any]:
    """Read one value past the characters that nobody sees; in text only at its ends."""
    if not has_invisible(text):
        return _read_one(known, text, customs)
    if known.reads == "text" and not known.codes:
        return _read_one(known, trimmed(text), customs)
    offsets = visible_offsets(text)
    try:
        return _read_one(known, visible(text).strip(), customs)
    except UnreadableError as error:
        if error.end is None and not error.start:
            raise
        shift = len(visible(text)) - len(visible(text).lstrip())
        error.start = offsets[error.start + shift]
        error.end = None if error.end is None else offsets[error.end + shift]
        raise


def _read_one(known: Property, text: str, customs: Customs) -> list[Any]:
    """Read one value; a telephone with several extensions gives several."""
    if known.codes:
        code = known.codes.get(normal_word(text))
        if code is not None:
            return [code]
        if known.reads == "choice" or (_WORD.fullmatch(text) and near_word(known, text)):
            raise _not_in_list(known, text)
    line = text.replace("\n", " ")
    match known.reads:
        case "text":
            return [join_lines(text)]
        case "telephone":
            return list(read_telephones(line, customs.country, customs.area_code))
        case "moment":
            return [read_moment(line, customs.timezone)]
        case "integer" | "number":
            return [_read_figure(known.reads, line)]
    reader = _READERS.get(known.reads)
    return [reader(line) if reader else join_lines(text)]


#: Letters alone, where a word may stand beside dates.
_WORD = re.compile(r"[A-Za-z]{4,}")


def join_lines(text: str) -> str:
    """Join a value that runs over several lines; between Chinese characters without a space."""
    if "\n" not in text:
        return text
    joined = re.sub(r"(?<=[^\x00-\u2fff])[ \t]*\n\s*(?=[^\x00-\u2fff])", "", text)
    return re.sub(r"\s*\n\s*", " ", joined).strip()


def _read_figure(kind: str, text: str) -> int | float:
    folded = fold(text)
    if re.fullmatch(r"[+-]?[0-9]{1,15}", folded):
        return int(folded)
    if kind == "number" and re.fullmatch(r"[+-]?[0-9]{1,15}\.[0-9]{1,15}", folded):
        return float(folded)
    number = read_numeral(re.sub(r"[\s第期号]", "", folded))
    if number is not None:
        raise UnreadableError("DGT030", {"value": text, "mend": str(number)}, "help_mend")
    raise UnreadableError("DGT030", {"value": text})


def _not_in_list(known: Property, text: str) -> UnreadableError:
    values = {"value": text, **all_codes(known)}
    if near := near_word(known, text):
        return UnreadableError("DGT023", {**values, **_code(known, near, text)}, "help_mend")
    return UnreadableError("DGT023", values)


def _code(known: Property, near: str, written: str) -> dict[str, str]:
    """Give the values ``mend`` and ``word`` of a message: the code a word stands for, as written.

    One who writes Chinese is told the label first.
    """
    code = known.codes[near]
    zh = next(iter(known.labels.get(code, {}).get("zh", ())), None)
    if zh is None:
        return {"mend": code, "word": code}
    chinese = not written.isascii()
    word = zh if chinese and known.codes.get(normal_word(zh)) == code else code
    shown = f"{zh}（{code}）" if chinese else f"{code}（{zh}）"
    return {**twin("mend", {"zh": shown, "en": code}), "word": word}


def all_codes(known: Property) -> dict[str, str]:
    """Give the value ``all`` of a message: every code with its Chinese label."""
    named = []
    for code, names in known.labels.items():
        zh = names.get("zh")
        named.append(f"{code}（{zh[0]}）" if zh else code)
    return {"all": "、".join(named), "all.en": ", ".join(known.labels)}


# Persons of a contact


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the telephones and addresses that are theirs alone."""

    name: str
    phones: tuple[Mapping[str, str], ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paired:
    """A contact's persons, and the telephones and addresses that belong to none of them alone."""

    persons: tuple[Person, ...] = ()
    phones: tuple[Mapping[str, str], ...] = field(default=())
    emails: tuple[str, ...] = ()


def read_names(block: Block) -> tuple[list[str], list[Diagnostic]]:
    """Read the names after ``contact``, separated by ``；``, ``;`` or ``、``."""
    names: list[str] = []
    found: list[Diagnostic] = []
    written = block.argument
    if written is None:
        return names, found
    for start, end in split_list(written.value.replace("、", "；")):
        name = join_lines(written.value[start:end])
        if name in names:
            place = Place(block.file, written.span(start, end))
            found.append(Diagnostic("DGT041", place, {"value": name, "name": written.value}))
        else:
            names.append(name)
        if _PERSONS.fullmatch(name) and not any(map(_NO_PERSON.search, re.split(_GAP, name))):
            mend = re.sub(_GAP, "；", name)
            words = {"value": name, "mend": mend, **twin("label", {"zh": "人名", "en": "name"})}
            place = Place(block.file, written.span(start, end))
            found.append(Diagnostic("DGT042", place, words, fixes=(Fix(place, mend),)))
    return names, found


def pair(record: Record) -> Paired:
    """Give a contact's persons with what is theirs, and what they share."""
    return pair_values(record.values)


def pair_values(values: Mapping[str, Any]) -> Paired:
    """Pair the ``names`` of a contact's values with its telephones and addresses.

    One person has them all; as many as there are persons go in order; others are shared.
    """
    names = values.get("names", ())
    phones, shared_phones = _distribute(values.get("phone", ()), len(names))
    emails, shared_emails = _distribute(values.get("email", ()), len(names))
    persons = tuple(
        Person(name, tuple(phones[index]), tuple(emails[index])) for index, name in enumerate(names)
    )
    return Paired(persons, tuple(shared_phones), tuple(shared_emails))


def _distribute(values: Any, persons: int) -> tuple[list[list[Any]], list[Any]]:
    if persons == 1:
        return [list(values)], []
    if persons and len(values) == persons:
        return [[value] for value in values], []
    return [[] for _ in range(persons)], list(values)


def pairs(persons: int, values: int) -> bool:
    """Say whether it is clear whose the values are."""
    return persons < 2 or values in (0, 1, persons)


def find_unpaired(
    block: Block,
    properties: Mapping[str, Property],
    names: Sequence[str],
    record: Record,
    customs: Customs,
) -> Iterator[Diagnostic]:
    """Find telephones or addresses of a contact that cannot be given to its persons."""
    for name in ("phone", "email"):
        values = record.values.get(name, ())
        written = next((f for f in block.fields if f.key == name), None)
        if written is None or pairs(len(names), len(values)):
            continue
        known = properties[name]
        if read_value(known, written, block.file, customs).failed:
            continue
        words = {
            "persons": str(len(names)), "numbers": str(len(values)),
            "label": known.label["zh"], "label.en": known.label["en"].lower(),
        }  # fmt: skip
        yield Diagnostic("DGT039", Place(block.file, written.text.span()), words)
