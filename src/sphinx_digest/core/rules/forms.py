"""One way to write what can be written in several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.model import Diagnostic, Fix, Place
from sphinx_digest.core.rules.shape import Page, rule
from sphinx_digest.core.store import records_of
from sphinx_digest.core.values import split_list

_DAYS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:/[0-9]{4}-[0-9]{2}-[0-9]{2})?")
#: What a day begins with, however it is written.
_DIGITS = frozenset("0123456789０１２３４５６７８９一二〇○零")
_OTHERWISE = re.compile(r"[0-9０-９一二]\s*[年/]|至|到|~|—")


@rule("DGT391")
def date_forms(page: Page) -> Iterator[Diagnostic]:
    """Find dates in fields that are written otherwise than the others.

    同一期里，日期有的写成 2021-04-12，有的写成 2021/4/12 或 2021 年 4 月 12 日。都读得懂，写成一样
    更好查、更好改；正文里的不管。

    Some dates of an issue are written 2021-04-12 and others 2021/4/12 or 2021 年 4 月 12 日. All
    are read; one form is easier to search and to change. Running text is left alone.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021/4/12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    found: list[tuple[Fix, str]] = []
    uniform = False
    for record in records_of(page.document):
        if record.block < 0:  # a part that has only its heading
            continue
        for field in page.reading.blocks[record.block].fields:
            written = field.text.value
            if written[:1] not in _DIGITS or field.key == "when":
                continue  # the wording of a time is the source's
            uniform = uniform or _DAYS.fullmatch(written) is not None
            if not _OTHERWISE.search(written):
                continue
            span = field.text.span()
            name = next((name for name, place in record.places.items() if place == span), None)
            value = record.values.get(name) if name and name not in record.inferred else None
            if isinstance(value, str) and _DAYS.fullmatch(value) and value != written:
                found.append((Fix(Place(record.file, span), value), written))
    if found and uniform:
        first, written = found[0]
        values = {"value": written, "mend": first.text, "count": str(len(found))}
        fixes = tuple(fix for fix, _ in found if fix.place.file == page.reading.path)
        yield Diagnostic("DGT391", first.place, values, fixes=fixes)


@rule("DGT392")
def number_forms(page: Page) -> Iterator[Diagnostic]:
    """Find document numbers in fields that are written otherwise than they are shown.

    文号的括号、全角数字、前面补的零不合“机关代字〔年〕号”的写法。读得懂，存的是改好的；源文件也改成一样，
    才搜得到。正文和标题里的另有 DGT344。

    Brackets, full-width digits or padding zeros of a document number are not those of its form.
    It is read and stored right; the source should have it so, too, to be found by a search.
    Running text and titles have DGT344.

    Wrong::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 示办函字[2021]0304号
        :issuer: 示例局
        :published: 2021-04-12
        :::

    Right::

        ## 关于示例专项的通知

        :::{notice}
        :id: example-1
        :type: 通知
        :number: 示办函字〔2021〕304号
        :issuer: 示例局
        :published: 2021-04-12
        :::
    """
    for notice in page.document.notices:
        record = notice.record
        for field in page.reading.blocks[record.block].fields:
            text = field.text
            if not _NUMBER_SIGNS.search(text.value):
                continue
            name = next((n for n in _NUMBERS if record.places.get(n) == text.span()), None)
            known = record.values.get(name) if name else None
            if known is None:  # not read, and told
                continue
            values = known if isinstance(known, list) else [known]
            pieces = list(split_list(text.value)) if name != "number" else [(0, len(text.value))]
            for (start, end), value in zip(pieces, values, strict=False):
                written = text.value[start:end]
                if len(pieces) == len(values) and _SPACE.sub("", written) != value:
                    span = text.span(start, end)
                    words = {"value": written, "mend": value}
                    place = Place(record.file, span)
                    yield Diagnostic("DGT392", place, words, fixes=(Fix(place, value),))


_NUMBERS = ("number", "repeals", "amends", "follows")
#: What a number may have that its one form has not.
_NUMBER_SIGNS = re.compile(r"[\[\](（【［﹝\])）】］﹞０-９]|(?:〕|第)\s*0")
_SPACE = re.compile(r"\s")
