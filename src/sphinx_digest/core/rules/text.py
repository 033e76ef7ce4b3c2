"""Slips of typing and pasting in the text: spaces, doubled, lost and odd characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sphinx_digest.core.invisible import INVISIBLE
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Fix, Place
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.rules.running import (
    ASKS,
    BREAK,
    HAN,
    Running,
    gather,
    in_address,
    prose_of,
    sentences_of,
    span_in,
    titles_of,
    values_of,
    words_of,
)
from sphinx_digest.core.rules.shape import Page, fix, rule

_Words = Mapping[Language, str]

_TIGHT = re.compile(rf"[A-Za-z0-9](?:(?<=[{HAN}].)|(?=[{HAN}]))")
_TIGHT_BEFORE = re.compile(rf"[A-Za-z0-9](?<=[{HAN}].)")
_TIGHT_BEHIND = re.compile(rf"[A-Za-z0-9](?=[{HAN}])")
_SPACED = re.compile(rf" (?:(?<=[{HAN}] )(?=[A-Za-z0-9])|(?<=[A-Za-z0-9] )(?=[{HAN}]))")
#: Where neither way is the writer's choice: titles, quotations, numbers of documents, telephones,
#: addresses, a lone letter (A股).
_NO_CHOICE = re.compile(
    "[《“〔\\[(（【［第转0-9A-Za-z](?:"
    "(?<=《)[^》\x00]*》|(?<=“)[^”\x00]*”"
    r"|(?<=[〔\[(（【［])[ ]?(?:19|20)[0-9]{2}[ ]?[〕\])）】］][ ]?第?[ ]?[0-9]+[ ]?号"
    "|(?<=[0-9])[0-9]{3}[ ]?年[ ]?第[ ]?[0-9]+[ ]?号|(?<=第)[ ]?[0-9]+[ ]?号"
    "|(?<=转)[ ]?[0-9]+|(?<=[0-9])[0-9()-]{6,}"
    "|(?<=[0-9A-Za-z])[A-Za-z0-9._+-]{0,63}@[A-Za-z0-9.-]+"
    "|(?<=[A-Za-z])(?<![A-Za-z0-9].)(?![A-Za-z0-9]))"
)


@rule("DGT341")
def spacing(page: Page) -> Iterator[Diagnostic]:
    """Find digits and Latin letters that are set apart in one place and not in another.

    同一期里，数字、英文与汉字之间有的空一格、有的不空：少数的一种要改成多数的一种。每期只报一次，
    一并给出各处的改法。书名号、引号里的和文号、电话不算。

    Digits and Latin letters stand apart from Chinese characters in some places of an issue and
    not in others. What most places do is taken as meant; one finding mends all the others.

    Wrong::

        2021年4月起受理申请，6 月底前公布结果。

    Right::

        2021 年 4 月起受理申请，6 月底前公布结果，见〔2021〕46号和《2021年计划》。
    """
    running = prose_of(page)
    if not (_SPACED.search(running.text) and _TIGHT.search(running.text)):
        return
    running = sentences_of(page)
    text = _NO_CHOICE.sub(lambda match: BREAK * len(match[0]), running.text)
    spaced = len(_SPACED.findall(text))
    tight = len(_TIGHT_BEFORE.findall(text)) + len(_TIGHT_BEHIND.findall(text))
    if not spaced or not tight or spaced == tight:
        return
    rare, mend = (_TIGHT, " ") if tight < spaced else (_SPACED, "")
    fixes: list[Fix] = []
    told: tuple[Place, str, str] | None = None
    for piece, start, match in Running(text, running.make).found(rare):
        for at in _boundaries(text, match):
            told = told or _first_odd(running, piece, start, at)
            place = running.place(piece, at - start, at - start + (0 if mend else 1))
            fixes.append(Fix(place, mend))
    if told is None:
        return
    place, written, stem = told
    values = {
        "value": written,
        "mend": stem.replace(" ", mend),
        "count": str(len(fixes)),
        "major": str(max(spaced, tight)),
        **twin("this", _NO_SPACE if mend else _HAS_SPACE),
        **twin("that", _ONE if mend else _NONE),
    }
    help_ = "help_many" if len(fixes) > 1 else "help"
    yield Diagnostic("DGT341", place, values, help_, fixes=tuple(fixes))


_RUN_BEFORE = re.compile(r"[A-Za-z0-9]+\Z")
_RUN = re.compile("[A-Za-z0-9]+")


def _first_odd(running: Running, piece: int, start: int, at: int) -> tuple[Place, str, str]:
    """Give the place and the words around a boundary, and these with one space in it."""
    text, behind = running.text, at + (running.text[at] == " ")
    before = _RUN_BEFORE.search(text, start, at)
    after = _RUN.match(text, behind)
    first = before.start() if before else at - 1
    last = after.end() if after else behind + 1
    stem = f"{text[first:at]} {text[behind:last]}"
    return running.place(piece, first - start, last - start), text[first:last], stem


_NO_SPACE: _Words = {"zh": "没有空格", "en": "has no space"}
_ONE: _Words = {"zh": "空一格", "en": "have one"}
_HAS_SPACE: _Words = {"zh": "有空格", "en": "has a space"}
_NONE: _Words = {"zh": "不空", "en": "have none"}
_IS_HAN = re.compile(f"[{HAN}]")


def _boundaries(text: str, match: re.Match[str]) -> Iterator[int]:
    """Give the offsets at which a space is to be put in, or the one of the space itself."""
    at = match.start()
    if match[0] == " ":
        yield at
        return
    if _IS_HAN.match(text[at - 1]):
        yield at
    if _IS_HAN.match(text[at + 1 : at + 2]):
        yield at + 1


_DOUBLED = re.compile(r"([的了是和在与或、，；。])\1+")
#: The signs in fields are told of by DGT348.
_DOUBLED_WORD = re.compile(r"([的了是和在与或])\1+")
#: What stands before or behind two equal characters that are right.
_RIGHT_BEFORE = {
    "的": "目标有打鹄靶",
    "了": "为不除",
    "是": "但于还凡就只若可或总老要倒也都正更算",
    "和": "共中饱温调缓总平柔谐融祥随亲讲求",
    "在": "现存所实正潜内外自健旨好意",
    "与": "参给赋授付施",
    "或": "抑",
}
_RIGHT_BEHIND = {
    "的": "确士",
    "了": "解结断却然之事望悟",
    "是": "否非",
    "和": "气美睦平谐解缓合乐约声田",
    "在": "线职建校岗册任场位编研产售逃途审办读库用先",
    "与": "会众",
    "或": "许",
}
_SHOWN = 6
_DOUBLED_WORDS = [re.compile(word * 2) for word in ("关于", "进行", "根据", "按照")]
_DOUBLED_WORDS.append(re.compile("各各(?=[区县市省州单部有街镇乡企高级地])"))


@rule("DGT345")
def doubled(page: Page) -> Iterator[Diagnostic]:
    """Find characters, words and signs that were typed twice.

    “的的”“、、”这样多打了一个的字和标点。“目的的”“为了了解”不算。

    A character, a word or a sign was typed twice where two are never right.

    Wrong::

        本办法适用于本市的的服务机构。

    Right::

        本办法为了了解建设目的的达成情况制定。
    """
    for running, doubled_one in (
        (prose_of(page), _DOUBLED),
        (titles_of(page), _DOUBLED),
        (words_of(page), _DOUBLED_WORD),
    ):
        for piece, start, match in running.found(doubled_one):
            one, at = match[1], match.start()
            before, behind = running.text[at - 1], running.text[match.end() : match.end() + 1]
            right = before in _RIGHT_BEFORE.get(one, "") or bool(
                behind and behind in _RIGHT_BEHIND.get(one, "")
            )
            if not right or len(match[0]) > 2:
                yield _repeated(running, piece, at - start, one, len(match[0]), sure=not right)
        for words in _DOUBLED_WORDS:
            for piece, start, match in running.found(words):
                word = match[0][: len(match[0]) // 2]
                yield _repeated(running, piece, match.start() - start, word, 2)


def _repeated(
    running: Running, piece: int, start: int, one: str, times: int, *, sure: bool = True
) -> Diagnostic:
    place = running.place(piece, start, start + times * len(one))
    others = running.place(piece, start + len(one), start + times * len(one))
    dots = one == "。" and times > 2
    values = {"value": one * times if times <= _SHOWN else f"{one * _SHOWN}……", "mend": one}
    values |= twin("more", {"zh": "一个" if times == 2 else f" {times - 1} 个", "en": "one"})
    if times > 2:
        values["more.en"] = str(times - 1)
    mend = fix(place.file, others.span, "") if sure and not dots else ()
    return Diagnostic("DGT345", place, values, "help_ellipsis" if dots else "help", fixes=mend)


# One character, then the rest of its run: searched twice as fast as a run.
_CONTROL = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029"
_GARBLED_ONE = (
    f"[{_CONTROL}\x80-\x9f\xa1-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff"
    "\ufffc\ufffd\ue000-\uf8ff锛銆鈥锟烫屯□]"
)
_GARBLED = re.compile(f"{_GARBLED_ONE}{_GARBLED_ONE}*")
_CERTAIN = re.compile(
    f"[\x00{_CONTROL}\x80-\x9f\ufffc\ufffd\ue000-\uf8ff锛銆鈥]|Ã[\x80-\xbf]|[\xe4-\xe9][\xa1-\xbf]|[\xa1-\xff]{{6}}"
)
#: NUL parts the pieces of a running text, but is a character of a source.
_GARBLED_SOURCE = re.compile(rf"(?:{_GARBLED_ONE}|\x00){_GARBLED_ONE}*")
_REPEATED = re.compile("烫{3}|屯{3}")
#: Boxes to be filled in: 年□□月, 同意□.
_FORM = re.compile("[年月日号时分个项件元万人份页是否男女]")
_QUESTION = re.compile(rf"\?(?<=[{HAN}].)(?=[{HAN}])")


@rule("DGT346")
def lost_characters(page: Page) -> Iterator[Diagnostic]:
    """Find characters that were lost or garbled on their way.

    复制、转码时丢了的字或乱码：“锟斤拷”、方框、控制字符，或汉字中间替代了生僻字的“?”。

    A character got lost or garbled in copying or conversion: a replacement character, a private
    one, or a question mark between Chinese characters that asks nothing.

    Wrong::

        由盈科示?知识产权部负责解释。

    Right::

        是否受理？请看盈科示例知识产权部的说明。
    """
    told: set[int] = set()
    for match in _GARBLED_SOURCE.finditer(page.text):
        end = _end_of_garbled(page.text, match)
        if end:
            place = Place(page.reading.path, span_in(page.text, match.start(), end))
            if place.span.line not in told:
                told.add(place.span.line)
                yield _lost(place, page.text, match.start(), end)
    asked = _QUESTION.search(page.text) is not None
    if not asked and not page.reading.includes:
        return
    for running in (prose_of(page), titles_of(page), values_of(page)):
        for piece, start, match in running.found(_QUESTION):
            at = match.start()
            clause = re.split(r"[，。；！？\s]", running.text[max(start, at - 40) : at])[-1]
            if ASKS.search(clause) or in_address(page, running, piece, at - start):
                continue
            place = running.place(piece, at - start, at + 1 - start)
            yield _lost(place, running.text, at, at + 1)
        if not page.reading.includes:
            continue
        for piece, start, match in running.found(_GARBLED):
            place = running.place(piece, match.start() - start, match.end() - start)
            if place.file != page.reading.path and _end_of_garbled(running.text, match):
                yield _lost(place, running.text, *match.span())


def _end_of_garbled(text: str, match: re.Match[str]) -> int | None:
    """Give the end of what is garbled; None where the characters are right."""
    written, start, end = match[0], match.start(), match.end()
    if _CERTAIN.search(written) or _REPEATED.fullmatch(written):
        return end
    if text.startswith("锟斤拷", end - 1):
        return end + 2
    if written[-1] == "â" and text[end : end + 1] == "€":
        return end + 1
    if written.strip("□") or not 2 <= len(written) <= 5:
        return None
    around = text[start - 1 : start], text[end : end + 1]
    form = any(_FORM.match(one) or not _IS_HAN.match(one) for one in around)
    return None if form else end


_UNSEEN = re.compile(f"[\x00{_CONTROL}\x80-\x9f\ufffc\ue000-\uf8ff]")


def _lost(place: Place, text: str, start: int, end: int) -> Diagnostic:
    before = re.split(rf"[\s{BREAK}]", text[max(0, start - 4) : start])[-1]
    behind = re.split(rf"[\s{BREAK}]", text[end : end + 4])[0]
    around = f"{before}{text[start : min(end, start + 8)]}{behind}"
    value = _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", around)
    return Diagnostic("DGT346", place, {"value": value})


# One character, then the rest of its run: searched twice as fast as a run.
_ODD_ONE = f"[\u00a0{INVISIBLE}Ａ-Ｚａ-ｚ０-９％]"
_ODD = re.compile(f"{_ODD_ONE}{_ODD_ONE}*")
_RUNS = re.compile("[Ａ-Ｚａ-ｚ０-９]+|％|[^Ａ-Ｚａ-ｚ０-９％]+")
_PERCENT = re.compile("%(?<=[0-9]%)")
_LATIN = re.compile("[\xa1-\xff]|.[\xa1-\xff]")
_JOINERS = "\u200c\u200d\u200e\u200f"
_PLAIN = re.compile(f"[{HAN}\x20-\x7e\u3000-\u303f\uff00-\uff65]")
_IN_NUMBER = re.compile(
    r"[〔\[(（【［][ ]?[0-9０-９]{4}[ ]?[〕\])）】］][ ]?第?[ ]?[0-9０-９]{1,6}[ ]?号"
)


@rule("DGT347")
def odd_characters(page: Page) -> Iterator[Diagnostic]:
    """Find characters that nobody sees, and full-width digits and letters.

    网页上带来的零宽字符、不间断空格，以及全角的数字、字母和百分号：看着没有区别，搜索却找不到。本期
    多用全角百分号的，不报。

    Characters that nobody sees, no-break spaces and full-width digits, letters or per cent signs
    came along with a paste: the text looks right, and no search finds it. An issue that has mostly
    full-width per cent signs is left alone.

    Wrong::

        自２０２１年起施行。

    Right::

        自2021年起施行。
    """
    for running in (prose_of(page), titles_of(page)):
        yield from gather("DGT347", _odd(running))


def _odd(running: Running) -> Iterator[tuple[int, Place, str, str, tuple[Fix, ...]]]:
    for piece, start, match in running.found(_ODD):
        for run in _RUNS.finditer(match[0]):
            written, at = run[0], match.start() + run.start()
            end = at + len(written)
            if written == "％" and not _is_rare(running.text):
                continue
            wide = written == "％" or fold(written).isalnum()
            mend = _wide(running.text, at, end) if wide else _unseen(running.text, at, end)
            if mend is None:
                continue
            place = running.place(piece, at - start, end - start)
            shown = mend
            if not wide:
                shown = mend.join(one.strip(BREAK) for one in _beside(running.text, at, end))
                written = ", ".join(f"U+{ord(one):04X}" for one in dict.fromkeys(written))
            yield piece, place, written, shown, fix(place.file, place.span, mend)


def _is_rare(text: str) -> bool:
    """Say whether most per cent signs of a text are half-width."""
    return len(_PERCENT.findall(text)) >= text.count("％")


def _wide(text: str, start: int, end: int) -> str | None:
    """Give the mend of full-width letters or digits; those of a document number are DGT344's."""
    near = text[max(0, start - 10) : end + 10]
    number = any(text[start:end] in found[0] for found in _IN_NUMBER.finditer(near))
    return None if number else fold(text[start:end])


def _unseen(text: str, start: int, end: int) -> str | None:
    """Give what stands for characters that nobody sees; None where they have their use."""
    written = text[start:end]
    before, behind = _beside(text, start, end)
    if "\u00ad" in written and _LATIN.match(before + behind):
        return None  # part of what DGT346 tells of
    if set(written) <= set(_JOINERS) and not (_PLAIN.match(before) and _PLAIN.match(behind)):
        return None
    if "\u00a0" not in written:
        return ""
    return " " if _IS_HAN.match(before) or _IS_HAN.match(behind) else None


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    return text[start - 1], text[end : end + 1] or BREAK
