"""The order of Chinese and Latin words and of numbers, and the letters they are grouped by.

Chinese goes by pinyin, character by character: syllable, then tone, then the character, as a
dictionary does; Latin words stand among the syllables, numbers count (第2批 before 第10批), and
punctuation and case decide only between what is otherwise the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sphinx_digest.core.numerals import NUMERAL, read_numeral

#: A piece of a key: what it is (word, number, other), its letters, tone, and itself.
Token = tuple[int, str, int, str]
Key = tuple[int, tuple[Token, ...], str]

WORD, NUMBER, OTHER = range(3)
DIGITS_GROUP = "0-9"
OTHERS_GROUP = "#"

#: Readings that the phrases of pypinyin lack, or lose after 省 and 市 (省长, 市长).
PLACES = MappingProxyType({
    "重庆": "chong2 qing4", "长春": "chang2 chun1", "长沙": "chang2 sha1",
    "长治": "chang2 zhi4", "长兴": "chang2 xing1", "长宁": "chang2 ning2",
    "长乐": "chang2 le4", "长葛": "chang2 ge3", "长垣": "chang2 yuan2",
    "市长安区": "shi4 chang2 an1 qu1", "长江": "chang2 jiang1", "厦门": "xia4 men2",
    "六合区": "lu4 he2 qu1",
    "六安": "lu4 an1", "涡阳": "guo1 yang2", "都匀": "du1 yun2", "朝阳": "chao2 yang2",
    "都江堰": "du1 jiang1 yan4", "中国": "zhong1 guo2",
})  # fmt: skip

#: Surnames that are read unlike the word they are written as.
SURNAMES = MappingProxyType({
    "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "单于": "chan2 yu2",
    "澹台": "tan2 tai2", "令狐": "ling2 hu2", "乐正": "yue4 zheng4", "亓官": "qi2 guan1",
    "曾": "zeng1", "单": "shan4", "解": "xie4", "仇": "qiu2", "区": "ou1", "查": "zha1",
    "任": "ren2", "华": "hua4", "朴": "piao2", "盖": "ge3", "缪": "miao4", "乐": "yue4",
    "翟": "zhai2", "覃": "qin2", "黑": "he4", "折": "she2", "宁": "ning4", "召": "shao4",
    "员": "yun4", "纪": "ji3", "过": "guo1", "那": "na1", "繁": "po2", "种": "chong2",
    "秘": "bi4", "燕": "yan1", "应": "ying1", "祭": "zhai4", "佴": "nai4", "乜": "nie4",
    "褚": "chu3", "葛": "ge3", "牟": "mou4", "车": "che1", "贾": "jia3", "郗": "xi1",
    "谌": "chen2", "晁": "chao2", "隗": "wei3", "莘": "shen1", "句": "gou1", "阚": "kan4",
    "逯": "lu4", "行": "xing2", "费": "fei4", "强": "qiang2", "相": "xiang4", "於": "yu1",
    "钭": "tou3", "呙": "guo1", "柏": "bai3", "薄": "bo2", "都": "du1", "干": "gan1",
    "盛": "sheng4", "卜": "bu3", "尹": "yin3", "曲": "qu1", "殷": "yin1", "贲": "ben1",
    "叶": "ye4", "俞": "yu2", "肖": "xiao1", "仉": "zhang3", "冯": "feng2", "万": "wan4",
    "尤": "you2", "谷": "gu3", "石": "shi2", "哈": "ha3", "幺": "yao1", "洗": "xian3",
    "重": "chong2", "适": "kuo4", "能": "nai4", "不": "fou1", "教": "jiao1", "弗": "fei4",
})  # fmt: skip

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECES = re.compile(rf"[{_HAN}]+|[a-z]+|[0-9]+|[^\W_]")
_LEADING_HAN = re.compile(rf"[{_HAN}]+")
_ORDINAL = re.compile(rf"(?<=第){NUMERAL}+")
_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_UMLAUT = 6
_WIDTH = 6  # of the length that goes before a number
_LONGEST_NAME = 4
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _ordinal(match: re.Match[str]) -> str:
    number = read_numeral(match.group())
    return match.group() if number is None else str(number)


def _fold(text: str) -> str:
    """Give the letters without width, accents and case, and ordinals in digits."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = _ORDINAL.sub(_ordinal, text)
    return text.casefold()


def _syllable(reading: str) -> tuple[str, int]:
    """Split a reading (``lv4``, ``lǜ``, ``lü4``) into its letters and its rank; ü follows u."""
    tone, umlaut = 0, 0
    letters = []
    for c in unicodedata.normalize("NFD", reading.casefold()):
        if c in "12345":
            tone = int(c)
        elif c in _MARKS:
            tone = _MARKS[c]
        elif c in "v\u0308":
            umlaut = _UMLAUT
            letters.append("u" if c == "v" else "")
        elif c.isascii() and c.isalpha():
            letters.append(c)
    return "".join(letters), tone + umlaut


class Collator:
    """Sort keys and group letters; ``readings`` (word: pinyin) precede every other reading."""

    def __init__(self, readings: Mapping[str, str] = MappingProxyType({})) -> None:
        folded = {_fold(word): reading for word, reading in readings.items()}
        self._own = frozenset(folded)
        self._readings = {
            word: _spell(word, reading) for word, reading in (PLACES | folded).items() if word
        }
        words = sorted(self._readings, key=len, reverse=True)
        self._split = re.compile("(" + "|".join(map(re.escape, words)) + ")")
        self._words: dict[str, tuple[Token, ...]] = {}
        self.read: dict[str, tuple[Token, ...]] = {}  # by stretches of Chinese, to be used again
        self._keys: dict[tuple[str, bool], Key] = {}

    def key(self, text: str, *, surname: bool = False) -> Key:
        """Give the sort key of ``text``; ``surname`` reads its beginning as a surname."""
        key = self._keys.get((text, surname))
        if key is None:
            folded = _fold(text)
            tokens = tuple(self._tokens(folded, surname))
            key = self._keys[text, surname] = (tokens[0][0] if tokens else OTHER, tokens, text)
        return key

    def group(self, text: str, *, surname: bool = False) -> str:
        """Give the letter that ``text`` stands under: ``A`` to ``Z``, ``0-9`` or ``#``."""
        kind, tokens, _ = self.key(text, surname=surname)
        if kind == WORD:
            return tokens[0][1][0].upper()
        return DIGITS_GROUP if kind == NUMBER else OTHERS_GROUP

    def initials(self, text: str) -> str:
        """Give the first letters of the syllables, with Latin words and numbers as they are."""
        return "".join(
            letters[_WIDTH:] if kind == NUMBER else letters[:1] if character else letters
            for kind, letters, _tone, character in self.key(text)[1]
            if kind != OTHER
        )

    def slug(self, text: str) -> str:
        """Give an ASCII name that depends on ``text`` alone, for anchors."""
        if _PLAIN.fullmatch(text):
            return text
        if len(text) == 1 and text.isascii() and text.isalpha():
            return text.lower()  # a group's letter
        tokens = self.key(text)[1]
        pieces = (token[1][_WIDTH:] if token[0] == NUMBER else token[1] for token in tokens)
        readable = "".join(piece for piece in pieces if piece.isascii())[:40]
        code = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
        return f"{readable}-{code}" if readable else code

    def _tokens(self, folded: str, surname: bool) -> Iterator[Token]:
        if surname and (read := self._surname(folded)):
            yield from read[1]
            folded = folded[read[0] :]
        for match in _PIECES.finditer(folded):
            piece = match.group()
            if piece[0].isascii():
                if piece[0].isdigit():
                    number = piece.lstrip("0")
                    # Length first makes numbers of any size compare by value.
                    yield (NUMBER, f"{len(number):0{_WIDTH}d}{number}", 0, "")
                else:
                    yield (WORD, piece, 0, "")
            else:
                yield from self._read(piece)

    def _surname(self, folded: str) -> tuple[int, tuple[Token, ...]] | None:
        run = _LEADING_HAN.match(folded)
        if run is None or run.end() > _LONGEST_NAME:
            return None
        if (own := self._split.match(folded)) and own.group() in self._own:
            return None
        for length in (2, 1):
            name = folded[:length]
            if len(name) == length and (reading := SURNAMES.get(name)):
                return length, _spell(name, reading)
        return None

    def _read(self, run: str) -> Iterator[Token]:
        for stretch in self._split.split(run):
            if stretch in self._readings:
                yield from self._readings[stretch]
            elif stretch:
                tokens = self.read.get(stretch)
                if tokens is None:
                    words = map(self._word, _segments(stretch))
                    tokens = self.read[stretch] = tuple(token for word in words for token in word)
                yield from tokens

    def _word(self, word: str) -> tuple[Token, ...]:
        tokens = self._words.get(word)
        if tokens is None:
            tokens = self._words[word] = _spell(word, _reading(word))
        return tokens


def _segments(run: str) -> list[str]:
    from pypinyin.seg.mmseg import seg  # slow to import

    return list(seg.cut(run))


def _reading(word: str) -> str:
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(word, style=Style.TONE3)
    return " ".join(syllable if syllable.isascii() else "?" for syllable in read)


def _spell(word: str, reading: str) -> tuple[Token, ...]:
    """Join characters and syllables; a reading that does not match goes to the first."""
    syllables = reading.replace("'", " ").split()
    if len(syllables) != len(word):
        syllables = ["".join(syllables), *[""] * (len(word) - 1)]
    tokens = []
    for character, syllable in zip(word, syllables, strict=True):
        letters, tone = _syllable(syllable)
        if letters:
            tokens.append((WORD, letters, tone, character))
        elif not tokens:
            tokens.append((OTHER, character, 0, ""))
    return tuple(tokens)
