"""Bodies that stand under a title that is not theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from zlib import crc32

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Document, Notice, Related
from sphinx_digest.core.rules.ids import notices_by_issue, where
from sphinx_digest.core.rules.shape import place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest


@rule("DGT331")
def pasted_body(
    documents: tuple[Document, ...], _digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find a body that another notice has already, under another title.

    两条公文的正文相同或几乎相同，标题却不同，多半是贴错了正文。各期之间也查。一批一批、一年一年
    发布的同类公文，正文各说各的标题，不报。

    Two notices have the same or nearly the same body under different titles: one was probably
    pasted into the wrong place. The whole archive is compared. Notices of a series, and bodies
    that each speak of their own title, are normal.

    Wrong::

        ## 关于组织申报创新券的通知

        :::{notice}
        :id: voucher-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::

        注册不满五年的科技型企业可以申领创新券，用于向高校院所购买检测服务；每家每年不超过十万元。

        ## 关于征集技术需求的通知

        :::{notice}
        :id: demand-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-13
        :::

        注册不满五年的科技型企业可以申领创新券，用于向高校院所购买检测服务；每家每年不超过十万元。

    Right::

        ## 关于组织申报创新券的通知

        :::{notice}
        :id: voucher-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::

        注册不满五年的科技型企业可以申领创新券，用于向高校院所购买检测服务；每家每年不超过十万元。

        ## 关于征集技术需求的通知

        :::{notice}
        :id: demand-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-13
        :::

        企业把急需解决的技术难题报给所在区，市局汇总后向院所发布；涉密的内容请先脱密再报。
    """
    bearers = list(notices_by_issue(documents))
    told = -1
    for earlier, later in _alike([notice.body for _, notice in bearers]):
        (home, first), (document, second) = bearers[earlier], bearers[later]
        verdict = _verdict(first, second) if later != told else None
        if verdict is None or not (verdict == "equal" or _nearly_equal(first.body, second.body)):
            continue
        told = later
        values = {**where(home, first.record, document), **twin("same", _WORDS[verdict])}
        if home is not document:
            values["where"] = f" {values['where']}"  # a name in Latin letters follows
        related = Related(place_of(first.record, "title"), first.record.title)
        yield Diagnostic("DGT331", place_of(second.record, "title"), values, "help", (related,))


_WORDS: Mapping[str, Mapping[Language, str]] = {
    "equal": {"zh": "相同", "en": "the same as"},
    "near": {"zh": "几乎相同", "en": "nearly the same as"},
}

#: Fewer characters than this say nothing; below the second, only equal bodies are compared.
_SHORTEST, _SHORT = 20, 40
#: What is said three times may be an editor's set phrase up to here; what is nearly the same
#: and speaks of neither title may be one up to the second.
_PHRASE, _PARAGRAPH = 80, 120
#: The share of characters in common from which bodies are nearly the same.
_ALIKE = 0.85
_DIFFERED = 400  # characters up to which bodies are compared one by one
_LONG, _VERY_LONG = 24, 80  # clauses of a long body
_MARKS = 32  # kept of one
_TELLING = 24  # bytes, eight Chinese characters
_NEEDED = 4  # marks in common of long bodies
_MANY = 8  # bodies that a mark tells apart; what more have is a set text


def _squeezed(body: str) -> str:
    return "".join(body.split())


def _clauses(squeezed: str) -> list[bytes]:
    return squeezed.replace("。", "，").replace("；", "，").encode().split(b"\xef\xbc\x8c")


def _marks(clauses: list[bytes]) -> list[int]:
    """Give hashes that a body shares with one that differs in a few clauses.

    A mark is three clauses in a row. Of long bodies those are kept whose first clause ends in
    a byte that ends in zeros, so that equal clauses are kept in both, wherever they stand; in
    short ones a long clause is a mark, too.
    """
    if len(clauses) >= _LONG:
        mask = 3 if len(clauses) < _VERY_LONG else 7  # what the second keeps the first does, too
        starts = [at for at, one in enumerate(clauses) if one and not one[-1] & mask]
        if len(starts) * 2 >= _NEEDED:
            return sorted({crc32(b",".join(clauses[at : at + 3])) for at in starts})[:_MARKS]
    rows = {crc32(b",".join(clauses[at : at + 3])) for at in range(max(1, len(clauses) - 2))}
    if len(clauses) >= _LONG:
        return sorted(rows)[:_MARKS]
    return [*rows, *{crc32(clause) for clause in clauses if len(clause) >= _TELLING}]


def _alike(bodies: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) of bodies that may be nearly the same, by the later one.

    Each body is paired with two others at most, and marks that it alone bears, or that very
    many bear, are left out; so the time grows with the archive and not with its square.
    """
    first: dict[str, int] = {}
    equal: dict[int, int] = {}
    marks: dict[int, list[int]] = {}
    for index, body in enumerate(bodies):
        squeezed = _squeezed(body)
        if len(squeezed) < _SHORTEST:
            continue
        other = first.setdefault(squeezed, index)
        if other != index:
            equal[index] = other
        elif len(squeezed) >= _SHORT:
            marks[index] = _marks(_clauses(squeezed))
    bearing = Counter(equal.values())
    borne = Counter(mark for several in marks.values() for mark in several)
    bearers: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(len(bodies)):
        if index in equal:
            copies = bearing[equal[index]]
            if copies == 1 or (len(bodies[index]) >= _PHRASE and copies < _MANY):
                yield equal[index], index
        elif index in marks:
            rare = [mark for mark in marks[index] if 1 < borne[mark] <= _MANY]
            votes = Counter(other for mark in rare for other in bearers[mark])
            needed = max(1, min(len(marks[index]) // 5, _NEEDED))
            for other, count in votes.most_common(2):
                if count >= needed:
                    yield other, index
            for mark in rare:
                bearers[mark].append(index)


def _nearly_equal(first: str, second: str) -> bool:
    one, two = _squeezed(first), _squeezed(second)
    clauses, others = Counter(_clauses(one)), Counter(_clauses(two))
    common = sum(len(clause) * count for clause, count in (clauses & others).items())
    total = sum(len(clause) * count for each in (clauses, others) for clause, count in each.items())
    if common * 2 >= _ALIKE * total:
        return True
    if max(len(one), len(two)) > _DIFFERED or common * 4 < total:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


@dataclass(frozen=True, slots=True)
class _Words:
    """How much of what only its own title says a body says: ``said`` of ``all`` trigrams."""

    said: int
    all: int

    @property
    def speaks_of_it(self) -> bool:
        return self.said * 2 >= self.all


def _verdict(first: Notice, second: Notice) -> str | None:
    """Say whether one of two alike bodies stands under a title that is not its own."""
    titles = _squeezed(first.record.title), _squeezed(second.record.title)
    bodies = _squeezed(first.body), _squeezed(second.body)
    if titles[0] == titles[1]:
        return None
    equal = bodies[0] == bodies[1]
    if _NUMERAL.sub("", titles[0]) == _NUMERAL.sub("", titles[1]):
        return "equal" if equal and _says_when(bodies[0], *titles) else None
    trigrams = _trigrams(titles[0]), _trigrams(titles[1])
    own = [
        _Words(sum(t in body for t in mine - theirs), len(mine - theirs))
        for body, mine, theirs in (
            (bodies[0], trigrams[0], trigrams[1]),
            (bodies[1], trigrams[1], trigrams[0]),
        )
    ]
    if own[0].speaks_of_it and own[1].speaks_of_it:
        return None
    if equal:
        return "equal"
    silent = len(bodies[1]) < _PARAGRAPH and not any(words.said for words in own)
    return None if silent else "near"


_NUMERAL = re.compile("[0-9０-９]+|[〇零一二三四五六七八九十百千两]+|首|[上下](?=半年)")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fffA-Za-z]{3,}")
_DAY = re.compile("(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|-[0-9]{2}-[0-9]{2})")


def _trigrams(title: str) -> set[str]:
    """Give the runs of three characters of a title, numbers and punctuation left out."""
    runs = _HAN.findall(_NUMERAL.sub(" ", title))
    return {run[at : at + 3] for run in runs for at in range(len(run) - 2)}


def _says_when(body: str, first: str, second: str) -> bool:
    """Say whether a body can belong to one notice of a series alone: it names a day or a batch."""
    if _DAY.search(body):
        return True
    numbered = zip(_NUMERAL.finditer(first), _NUMERAL.finditer(second), strict=False)
    differing = [
        (first[a.start() : a.end() + 1], second[b.start() : b.end() + 1])
        for a, b in numbered
        if a[0] != b[0]
    ]
    return any((one in body) != (two in body) for one, two in differing)
