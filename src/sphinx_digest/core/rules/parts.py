"""Parts and groups that are not those of the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from sphinx_digest.core.model import Diagnostic, Document, Notice, Place, Record, Related
from sphinx_digest.core.rules.ids import by_issue
from sphinx_digest.core.rules.shape import Page, fix, place_of, rule
from sphinx_digest.core.settings import PartSettings, Settings
from sphinx_digest.core.store import Digest

_PERIOD = re.compile(r"[（(][^（）()]*[0-9][^（）()]*[）)]\Z")


def _plain(title: str) -> str:
    """Give a heading without spaces and without a period in brackets at its end."""
    return _PERIOD.sub("", "".join(title.split()))


def _positions(settings: Settings) -> dict[str, int]:
    return {_plain(part.title): at for at, part in enumerate(settings.parts)}


def _near(title: str, known: Sequence[str]) -> str | None:
    near = get_close_matches(_plain(title), [_plain(one) for one in known], n=1, cutoff=0.7)
    return next((one for one in known if near and _plain(one) == near[0]), None)


def _place_of_part(page: Page, part: Record) -> Place:
    """Give the place of a part's heading."""
    if part.block < 0:
        return place_of(part)
    heading = page.reading.blocks[part.block].heading
    return _place_of_heading(page, heading) if heading is not None else place_of(part)


def _place_of_heading(page: Page, heading: int) -> Place:
    written = page.reading.headings[heading]
    return Place(written.file, written.title.span())


def _misnamed(
    page: Page, code: str, place: Place, known: Sequence[str], values: dict[str, str]
) -> Diagnostic:
    """Tell of a heading that the settings do not have, with the one that may be meant.

    The line below a heading in reStructuredText would no longer fit a longer title.
    """
    title = values["title"]
    values = {**values, "known": "、".join(known)}
    mend = _near(title, known)
    if mend is None:
        return Diagnostic(code, place, values, "help_unknown", severity="info")
    period = _PERIOD.search(title)
    whole = mend + (period[0] if period else "")
    fixes = fix(place.file, place.span, whole)
    width = place.span.end_column - place.span.column
    safe = width == len(title) and (page.document.markup == "myst" or len(whole) <= len(title))
    values = {**values, "mend": mend}
    return Diagnostic(code, place, values, fixes=fixes if safe else ())


@rule("DGT353")
def unknown_part(page: Page) -> Iterator[Diagnostic]:
    """Find a part that the settings do not have.

    digest.toml 的 [[parts]] 列出了各篇，这里的篇名不在其中，多半是写错了字。

    The heading of a part is none of those under [[parts]] in digest.toml.

    digest.toml::

        [[parts]]
        title = "医药信息篇"

    Wrong::

        ## 医药信息编

        :::{part}
        :department: 注册部
        :::

    Right::

        ## 医药信息篇

        :::{part}
        :department: 注册部
        :::
    """
    known = _positions(page.settings)
    if not known:
        return
    titles = [part.title for part in page.settings.parts]
    for part in page.document.parts:
        if part.title and _plain(part.title) not in known:
            place = _place_of_part(page, part)
            yield _misnamed(page, "DGT353", place, titles, {"title": part.title})


@rule("DGT354")
def missing_part(
    documents: tuple[Document, ...], _digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find an issue that lacks a part of the settings.

    digest.toml 的 [[parts]] 里有的篇，这一期没有：没有它的“篇”，也没有公文归在它下面。
    别的期也常缺的，就当它可有可无，不报。

    A part under [[parts]] in digest.toml is missing: the issue has neither its block nor a notice
    in it. One that other issues leave out, too, is taken for optional.

    digest.toml::

        [[parts]]
        title = "知识产权信息篇"

        [[parts]]
        title = "医药信息篇"

    Wrong::

        ## 医药信息篇

        :::{part}
        :department: 注册部
        :::

    Right::

        ## 知识产权信息篇

        :::{part}
        :department: 知识产权部
        :::

        ## 医药信息篇

        :::{part}
        :department: 注册部
        :::
    """
    if not settings.parts:
        return
    issues = [(d, _titles(d)) for d in by_issue(documents) if d.parts and not d.draft]
    for part in settings.parts:
        name = _plain(part.title)
        lacking = [document for document, titles in issues if name not in titles]
        if len(lacking) > 1 and len(lacking) * _OPTIONAL >= len(issues):
            continue
        for document in lacking:
            if document.issue and not _almost(name, _titles(document)):
                yield Diagnostic("DGT354", place_of(document.issue), {"title": part.title})


_OPTIONAL = 4  # a part that a fourth of the issues lacks


def _titles(document: Document) -> set[str]:
    return {_plain(part.title) for part in document.parts}


def _almost(name: str, titles: set[str]) -> bool:
    """Say whether the part is there under a name that is told of already."""
    return bool(get_close_matches(name, titles, n=1, cutoff=0.7))


@rule("DGT355")
def parts_out_of_order(
    documents: tuple[Document, ...], _digest: Digest, settings: Settings
) -> Iterator[Diagnostic]:
    """Find a part that stands before one that the settings give first.

    各篇的先后与 digest.toml 的 [[parts]] 不同。改用这个次序以前的旧刊不报。

    The parts are in another order than under [[parts]] in digest.toml. Issues older than the
    first one that follows the order are left as they are.

    digest.toml::

        [[parts]]
        title = "知识产权信息篇"

        [[parts]]
        title = "医药信息篇"

    Wrong::

        ## 医药信息篇

        :::{part}
        :department: 注册部
        :::

        ## 知识产权信息篇

        :::{part}
        :department: 知识产权部
        :::

    Right::

        ## 知识产权信息篇

        :::{part}
        :department: 知识产权部
        :::

        ## 医药信息篇

        :::{part}
        :department: 注册部
        :::
    """
    known = _positions(settings)
    if len(known) < 2:
        return
    found: list[Diagnostic] = []
    followed = False
    for document in by_issue(documents):
        parts = [part for part in document.parts if _plain(part.title) in known]
        late = list(_out_of_order([known[_plain(part.title)] for part in parts]))
        if len(parts) > 1 and not late and not followed:
            followed = True
            found.clear()
        for at, before in late:
            place, related = place_of(parts[at]), parts[before]
            values = {"title": parts[at].title, "other": related.title}
            seen = (Related(place_of(related), related.title),)
            found.append(Diagnostic("DGT355", place, values, "help", seen))
    yield from found


def _out_of_order(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield what comes too late, with the first before it that belongs behind it."""
    for at, position in enumerate(positions):
        before = next((i for i, other in enumerate(positions[:at]) if other > position), None)
        if before is not None:
            yield at, before


@rule("DGT356")
def unknown_group(page: Page) -> Iterator[Diagnostic]:
    """Find a group that the settings do not have in its part.

    digest.toml 给这一篇列出了分组，这里的分组不在其中。

    The heading of a group is none of those that digest.toml gives its part.

    digest.toml::

        [[parts]]
        title = "医药信息篇"
        groups = ["国家级", "地方级"]

    Wrong::

        ## 医药信息篇

        ### 国家局

        #### 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 医药信息篇

        ### 国家级

        #### 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for part, groups in _groups(page):
        for title, heading in groups:
            names = tuple(group.title for group in part.groups)
            if _plain(title) not in map(_plain, names):
                values = {"title": title, "part": part.title}
                place = _place_of_heading(page, heading)
                yield _misnamed(page, "DGT356", place, names, values)


@rule("DGT357")
def groups_out_of_order(page: Page) -> Iterator[Diagnostic]:
    """Find a group that stands before one that the settings give first.

    一篇里各分组的先后与 digest.toml 不同。

    The groups of a part are in another order than in digest.toml.

    digest.toml::

        [[parts]]
        title = "医药信息篇"
        groups = ["国家级", "地方级"]

    Wrong::

        ## 医药信息篇

        ### 地方级

        #### 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例省局
        :published: 2021-04-12
        :::

        ### 国家级

        #### 关于示例目录的通告

        :::{notice}
        :id: example-2
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 医药信息篇

        ### 国家级

        #### 关于示例目录的通告

        :::{notice}
        :id: example-2
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::

        ### 地方级

        #### 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例省局
        :published: 2021-04-12
        :::
    """
    for part, groups in _groups(page):
        order = {_plain(group.title): at for at, group in enumerate(part.groups)}
        standing = [(title, heading) for title, heading in groups if _plain(title) in order]
        for at, before in _out_of_order([order[_plain(title)] for title, _ in standing]):
            (title, heading), (other, heading_before) = standing[at], standing[before]
            values = {"title": title, "other": other}
            seen = (Related(_place_of_heading(page, heading_before), other),)
            place = _place_of_heading(page, heading)
            yield Diagnostic("DGT357", place, values, "help", seen)


def _groups(page: Page) -> Iterator[tuple[PartSettings, list[tuple[str, int]]]]:
    """Yield each part with groups in the settings, and its groups here with their headings."""
    wanted = {_plain(part.title): part for part in page.settings.parts if part.groups}
    if not wanted:
        return
    titles = {part.id: _plain(part.title) for part in page.document.parts}
    found: dict[str, dict[int, str]] = {}
    for notice in page.document.notices:
        part = titles.get(notice.part or "")
        heading = _heading_of_group(page, notice)
        if part in wanted and notice.group and heading is not None:
            found.setdefault(part, {}).setdefault(heading, notice.group)
    for title, groups in found.items():
        yield wanted[title], [(group, heading) for heading, group in groups.items()]


def _heading_of_group(page: Page, notice: Notice) -> int | None:
    nearest = page.reading.blocks[notice.record.block].heading
    if nearest is None or notice.short_form:
        return nearest
    return page.reading.headings[nearest].parent
