"""One body under several names: beside the full name a common shortening of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic, Document, Place, Record
from sphinx_digest.core.rules.ids import notices_by_issue
from sphinx_digest.core.rules.issuers import LOOSE, named
from sphinx_digest.core.rules.shape import place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest

#: How the words of names of offices are shortened; longer ones come first.
_SHORT = {
    "科学技术委员会": "科委", "科学技术协会": "科协", "科学技术": "科技", "知识产权": "知产",
    "工业和信息化": "工信", "工业信息化": "工信", "经济和信息化": "经信", "经济信息化": "经信",
    "食品药品监督管理": "食药监", "药品监督管理": "药监", "市场监督管理": "市场监管",
    "发展和改革": "发改", "发展改革": "发改", "人力资源和社会保障": "人社", "人力社保": "人社",
    "卫生健康": "卫健", "卫生和计划生育": "卫计", "住房和城乡建设": "住建", "住房城乡建设": "住建",
    "规划和自然资源": "规自", "文化和旅游": "文旅", "交通运输": "交通", "教育委员会": "教委",
    "国有资产监督管理": "国资", "证券监督管理": "证监", "银行保险监督管理": "银保监",
    "医疗保障": "医保", "药品审评": "药审", "医疗器械技术审评": "器审",
    "高新技术产业开发区": "高新区", "经济技术开发区": "经开区",
    "国家知识产权局": "国知局", "国家税务总局": "国税总局", "中华人民共和国": "",
    "管理委员会": "管委会", "委员会": "委", "办公室": "办",
}  # fmt: skip
_LONG = re.compile("|".join(sorted(_SHORT, key=len, reverse=True)))
#: 市科技局: of which town is not said.
_PLACELESS = re.compile("[我本]?(?=[市省区县](?!场|级|委|政府))")
_PLACE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,4}")


def _key(name: str) -> str:
    """Give what the full name of a body and its shortenings have in common."""
    return _LONG.sub(lambda found: _SHORT[found[0]], LOOSE.sub("", name))


@rule("DGT367")
def two_names(
    documents: tuple[Document, ...], _digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find a body that is named by a common shortening here, and in full elsewhere.

    同一机关在别处写全称，这里写简称（科技局、药审中心），或者只写“市科技局”、没说是哪里的：索引里成了
    两家。写进 digest.toml 的 aliases 就统一了。每期、每个名称只报一次。

    A body is called by its full name elsewhere, and by a common shortening here, or without the
    name of its town: the indexes take it for two. Put the shortening under its aliases in
    digest.toml. It is told once an issue.

    Wrong::

        ## 关于示例甲项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::

        ## 关于示例乙项的公示

        :::{notice}
        :id: example-2
        :type: 公示
        :issuer: 示例市科技局
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例甲项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例市科学技术局
        :published: 2021-04-12
        :::

        ## 关于示例乙项的公示

        :::{notice}
        :id: example-2
        :type: 公示
        :issuer: 示例区科技局
        :published: 2021-04-12
        :::
    """
    known = settings.aliases()
    notices = list(notices_by_issue(documents))
    written = {name for _, notice in notices for name, _ in named(notice.record)}
    offices = {
        contact.values["organization"]
        for _, notice in notices
        for contact in notice.contacts
        if "organization" in contact.values
    } - known.keys()
    meant = _meant(written - known.keys(), offices, known)
    if not meant:
        return
    for document in documents:
        told: set[str] = set()
        for notice in document.notices:
            for name, place in (*named(notice.record), *_organizations(notice.contacts)):
                if name in meant and name not in told:
                    told.add(name)
                    yield _two(name, meant[name], place)


def _two(name: str, full: list[str], place: Place) -> Diagnostic:
    placeless = _PLACELESS.match(name) is not None
    values = {"name": name}
    values |= twin("mend", {"zh": "”或“".join(full), "en": "” or “".join(full)})
    return Diagnostic("DGT367", place, values, "help_place" if placeless else "help")


def _organizations(contacts: tuple[Record, ...]) -> Iterator[tuple[str, Place]]:
    for contact in contacts:
        if name := contact.values.get("organization"):
            yield name, place_of(contact, "organization")


def _meant(unknown: set[str], offices: set[str], known: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the full names that each name the settings do not know may stand for.

    What a contact is of may be said in short, without the town.
    """
    full: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(known.values()):
        full[_key(name)].append(name)
    for name, one in known.items():
        if one not in (names := full[_key(name)]):
            names.append(one)
    of_archive = sorted(unknown, key=lambda name: (-len(name), name))
    for name in of_archive:
        if not full[_key(name)]:
            full[_key(name)].append(name)
    found: dict[str, list[str]] = {}
    for name in (*of_archive, *sorted(offices - unknown)):
        key = _key(name)
        placeless = _PLACELESS.match(name)
        if placeless and name not in unknown:
            continue
        if placeless:
            tail = _key(name[placeless.end() :])
            fits = [
                one
                for other, names in full.items()
                if other.endswith(tail) and _PLACE.fullmatch(other.removesuffix(tail))
                for one in names
            ]
        else:
            fits = [one for one in full.get(key, ()) if one != name]
        if fits:
            found[name] = list(dict.fromkeys(fits))[:_SHOWN]
    return found


_SHOWN = 3
