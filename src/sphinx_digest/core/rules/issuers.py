"""Issuing bodies that are misspelt, or that title, source and issuer name differently."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from sphinx_digest.core.model import Diagnostic, Document, Notice, Place, Record
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.rules.ids import notices_by_issue
from sphinx_digest.core.rules.shape import Page, fix, place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest

LOOSE = re.compile(r"[\s、，,·•．.。（）()“”\"《》]+")
#: Characters that make another body of a name by standing in it or not.
_TELLING = frozenset("一二三四五六七八九十东南西北中上下新老原总分副0123456789")
#: A character before one of these may tell two places of like sound apart: 抚州, 福州.
_AFTER_PLACES = frozenset("省市州县区盟旗镇乡西东")
#: What another body may have or lack behind a place's name; behind these there is but one.
_PLACES = frozenset("省市区县州盟旗镇乡")
_CITIES = ("北京市", "上海市", "天津市", "重庆市")
_SHORTEST = 5
#: Sounds that a typist may take for one: zh and z, sh and s, ch and c, ng and n.
_BLURRED = re.compile("(?<=[zsc])h|(?<=n)g")


class _Names:
    """Names of issuers, found by one that is nearly the same."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            for key in _keys(name):
                self._by_key[key].append(name)

    def near(self, name: str) -> str | None:
        """Give the one other name that ``name`` is a slip of."""
        if len(name) < _SHORTEST:
            return None
        found = {
            other: None
            for key in _keys(name)
            for other in self._by_key.get(key, ())
            if other != name and _is_slip(name, other)
        }
        return next(iter(found)) if len(found) == 1 else None


def _keys(name: str) -> set[str]:
    """Give a name and all that is left of it when one character is taken away."""
    plain = LOOSE.sub("", name)
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))}


def _is_slip(name: str, other: str) -> bool:
    """Say whether two names are surely one: a sign, a sound or an order apart, one character."""
    one, two = LOOSE.sub("", name), LOOSE.sub("", other)
    if one == two:
        return True
    if len(one) == len(two):
        apart = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        if len(apart) == 1:
            return _sounds_alike(one, two, apart[0])
        at = apart[0]
        return apart == [at, at + 1] and one[at : at + 2] == two[at : at + 2][::-1]
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) + 1 != len(longer) or len(shorter) < _SHORTEST:
        return False
    at = next((i for i, c in enumerate(shorter) if c != longer[i]), len(shorter))
    if at == 0 or shorter[at:] != longer[at + 1 :] or longer[at] in _TELLING:
        return False
    return longer[at] not in _PLACES or longer[: at + 1] in _CITIES


def _sounds_alike(one: str, two: str, at: int) -> bool:
    if {*one[at + 1 : at + 4], *two[at + 1 : at + 4]} & _AFTER_PLACES:
        return False
    first, second = (
        [_BLURRED.sub("", token[1]) for token in _collator().key(name)[1]] for name in (one, two)
    )
    return first == second


@cache
def _collator() -> Collator:
    return Collator()


@lru_cache(maxsize=8)
def _names_of(names: tuple[str, ...]) -> _Names:
    return _Names(names)


def named(record: Record) -> Iterator[tuple[str, Place]]:
    """Yield the issuers of a notice, or its source, each with its place."""
    for index, name in enumerate(record.values.get("issuer", ())):
        span = record.places.get(f"issuer.{index}") or record.places.get("issuer", record.opening)
        yield name, Place(record.file, span)
    if "source" in record.values:
        yield record.values["source"], place_of(record, "source")


@rule("DGT361")
def misspelt_issuer(page: Page) -> Iterator[Diagnostic]:
    """Find an issuer whose name is a slip of one that the settings know.

    发文机关和 digest.toml 里的一个名称只差一个字（同音、颠倒、多字或漏字），多半是笔误。
    地名不同的、上下级的，还有只差一个省、市、区、县、州字的，可能是另一家，都不报。

    An issuer is one character away from a name in digest.toml: of the same sound, swapped, one
    too many or missing. Different places and offices of a body are different issuers, and so
    may be those that differ by 省, 市, 区, 县 or 州.

    digest.toml::

        [issuers.cnipa]
        name = "国家知识产权局"

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 国家知识产局权
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 国家知识产权局办公室
        :published: 2021-04-12
        :::
    """
    known = page.settings.aliases()
    if not known:
        return
    names = _names_of(tuple(known))
    for notice in page.document.notices:
        for name, place in named(notice.record):
            mend = None if name in known else names.near(name)
            if mend:
                fixes = fix(place.file, place.span, mend)
                one = place.span.end_column - place.span.column == len(name)
                values = {"name": name, "mend": mend}
                yield Diagnostic("DGT361", place, values, fixes=fixes if one else ())


@rule("DGT360")
def rare_spelling(
    documents: tuple[Document, ...], _digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find an issuer that is written in another way than nearly everywhere else.

    同一机关在各期里有两种写法，其中一种只用了一两次。写进 digest.toml 的 [issuers]，就能统一。

    An issuer is written once or twice in a way that is one character away from the usual one.
    Under [issuers] in digest.toml both are made one.

    Wrong::

        ## 关于示例甲项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例省科学技术厅
        :published: 2021-04-12
        :::

        ## 关于示例乙项的公示

        :::{notice}
        :id: example-2
        :type: 通知
        :issuer: 示例省科学技术厅
        :published: 2021-04-12
        :::

        ## 关于示例丙项的通告

        :::{notice}
        :id: example-3
        :type: 通知
        :issuer: 示例省科学技术厅
        :published: 2021-04-12
        :::

        ## 关于示例丁项的公告

        :::{notice}
        :id: example-4
        :type: 通知
        :issuer: 示例省科学计术厅
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例甲项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例省科学技术厅
        :published: 2021-04-12
        :::

        ## 关于示例乙项的公示

        :::{notice}
        :id: example-2
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::
    """
    known = settings.aliases()
    notices = list(notices_by_issue(documents))
    counted = Counter(
        name for _, notice in notices for name, _ in named(notice.record) if name not in known
    )
    usual = _Names(name for name, count in counted.items() if count >= _USUAL)
    near = {
        name: mend
        for name, count in counted.items()
        if count < _USUAL and (mend := usual.near(name)) and counted[mend] >= _USUAL * count
    }
    if not near:
        return
    for _, notice in notices:
        for name, place in named(notice.record):
            if name in near:
                values = {"name": name, "mend": near[name], "count": str(counted[near[name]])}
                yield Diagnostic("DGT360", place, values)


_USUAL = 3


def _known_everywhere(documents: tuple[Document, ...], settings: Settings) -> dict[str, str]:
    """Give the one name of each issuer that the settings or a notice of the archive names."""
    known = {
        name: name
        for _, notice in notices_by_issue(documents)
        for name in notice.record.values.get("issuer", ())
    }
    return {**known, **settings.aliases()}


def _may_be_one(name: str, other: str) -> bool:
    """Say whether a name may be short for the other: its characters in their order."""
    shorter, longer = sorted((name, other), key=len)
    characters = iter(longer)
    return all(character in characters for character in shorter)


@rule("DGT362")
def source_not_issuer(
    documents: tuple[Document, ...], _digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find a source that is an issuer itself, but another one than the notice's.

    “来源”写的是另一家发文机关，和“发文机关”对不上，有一处可能抄错了。来源是媒体或网站的不报。

    The source is an issuing body, but not the one that the notice is said to come from. A
    newspaper or a site as the source is normal.

    digest.toml::

        [issuers.st]
        name = "示例市科学技术局"
        aliases = ["示例市科技局"]

    Wrong::

        ## 关于示例税收的公告

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 国家税务总局示例税务局
        :source: 示例市科技局
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例专项的公告

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例市科学技术局
        :source: 示例市科技局
        :published: 2021-04-12
        :::
    """
    known = _known_everywhere(documents, settings)
    for _, notice in notices_by_issue(documents):
        record = notice.record
        source, issuers = record.values.get("source", ""), record.values.get("issuer", ())
        name = known.get(source)
        if name is None or not issuers or any(_may_be_one(name, one) for one in issuers):
            continue
        values = {"source": source, "issuer": "；".join(issuers)}
        yield Diagnostic("DGT362", place_of(record, "source"), values)


@rule("DGT363")
def title_of_another_issuer(
    documents: tuple[Document, ...], _digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find a title that begins with another issuer than the notice's.

    标题开头是另一家机关（如“国家药监局关于……”），和“发文机关”对不上。简称、联合发文、解读和资讯不报。

    The title begins with another issuing body than the one given. Short names, joint issuers,
    interpretations and news are normal.

    digest.toml::

        [issuers.nmpa]
        name = "国家药品监督管理局"
        aliases = ["国家药监局"]

    Wrong::

        ## 国家药监局关于示例目录的通告

        :::{notice}
        :id: example-1
        :type: 通告
        :issuer: 国家知识产权局
        :published: 2021-04-12
        :::

    Right::

        ## 国家药监局关于示例目录的通告

        :::{notice}
        :id: example-1
        :type: 通告
        :issuer: 国家药监局
        :published: 2021-04-12
        :::
    """
    known = _known_everywhere(documents, settings)
    for _, notice in notices_by_issue(documents):
        record = notice.record
        issuers = record.values.get("issuer", ())
        if not issuers or record.values.get("type") in ("news", "interpretation"):
            continue
        head = _head(notice)
        name = known.get(head)
        if name is None or head.startswith(_LOCAL):
            continue
        if not any(_may_be_one(name, one) or _may_be_one(head, one) for one in issuers):
            values = {"name": head, "issuer": "；".join(issuers)}
            yield Diagnostic("DGT363", place_of(record, "issuer"), values)


_VERB = re.compile("关于|印发|发布|转发|公布|公开|举办|召开")
#: Names that several places have: 市科技局.
_LOCAL = ("市", "省", "区", "县", "我", "本")


def _head(notice: Notice) -> str:
    """Give what stands before the first verb of a title."""
    title = notice.record.title
    found = _VERB.search(title)
    return "".join(title[: found.start()].split()) if found else ""
