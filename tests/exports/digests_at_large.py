"""Digests as Hypothesis makes them: every kind of record, with words that are hard to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

PIECES = [
    *"\"'#:|>\\`*_[]{}<>!&%@-=+~^$,./;?0aA（）：，。“”《》〔〕　 ", "关于", "通知", " # ", ": ", "''",
    '"x"', "---", ":::", "```", "{docnum}`x`", "[a](b)", "|x|", "<b>", "&amp;", "yes", "null", "~",
    "- ", "1. ", "{{x}}", ".. x::", "::", "\\", "％", "＃", "０", "附件", "on: x", ":id: y", "é", "𠮷",
]  # fmt: skip

_raw = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)


def _is_line(text: str) -> bool:
    return bool(text.strip(" 　"))


#: Text of a field: one line that begins and ends with something to be seen.
words = _raw.map(lambda text: " ".join(text.split())).filter(_is_line)
#: A title: spaces in it are single, as they are shown.
titles = words.filter(lambda text: text.strip("\\"))
#: An item of a list, which no semicolon parts.
items = words.map(lambda text: text.replace(";", "、").replace("；", "、")).filter(_is_line)
lists = st.lists(items, min_size=1, max_size=3, unique=True)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 30)).map(
    lambda day: day.isoformat()
)
months = days.map(lambda day: day[:7])
quarters = st.sampled_from(["2021-01-01/2021-03-31", "2021-10-01/2021-12-31"])
dates = st.one_of(days, months, days.map(lambda day: day[:4]), quarters, st.just("unknown"))
links = st.sampled_from(
    [
        "https://www.example.org/a?b=c&d=%20#e",
        "https://example.org/(x)_y.html",
        "http://例子.example.org/",
    ]
)
numbers = st.sampled_from(["国知办函服字〔2021〕304号", "2021年第27号", "unknown"])
BODIES = [
    "摘要一行。", "两段。\n\n第二段，有 `:x: y`。", "- 一\n- 二\n  - 三", "    缩进的\n    代码",
    "```\n:::{deadline} x\n:::\n```", "> 引 # 用", "| a | b |\n| --- | --- |\n| c | d |",
    "::::{note}\n一\n\n:::{tip}\n二\n:::\n::::", "行尾的井号 #", "(label)=\n",
    "一\n\n(label)=", "<div>\n\n:::\n\n</div>", "[x]: https://www.example.org/",
    "\\:::{deadline} x", "`` {docnum}`2021年第3号` ``", "结尾是\n\n% 注释",
]  # fmt: skip
RST_BODIES = [
    "摘要一行。", "两段。\n\n第二段。", "- 一\n- 二\n\n  - 三", "代码::\n\n    .. deadline:: x", "\\*不是重点\\*",
    ".. note::\n\n   一\n\n   - 二", "结尾\n\n.. 注释", ".. _label:",
    "=====  =====\na      b\n=====  =====\nc      d\n=====  =====",
]  # fmt: skip


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Give a record with some of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


telephones = st.sampled_from(
    [
        {"number": "+861055500101"},
        {"number": "+861055500202", "extension": "232"},
        {"number": "+8613800000000"},
        {"number": "+862255500303"},
        {"number": "55500101"},
        {"number": "+441632960961"},
        {"number": "+8612345"},
    ]
)
emails = st.sampled_from(["a@example.org", "b.c+d@example.com", "x_y@example.net"])
names = items.map(lambda name: name.strip("、 　:"))


@st.composite
def contacts(draw: st.DrawFn, id_: str, markup: str) -> dict[str, Any]:
    """Make a contact; persons have what is theirs as a source can say it."""
    persons = draw(st.lists(names_of(markup), max_size=3, unique=True))
    phones = draw(st.lists(telephones, max_size=3, unique_by=str))
    if len(phones) > 1:  # a number without an area takes that of the one before it
        phones = [phone for phone in phones if phone["number"].startswith("+")]
    addresses = draw(st.lists(emails, max_size=2, unique=True))
    given = draw(
        optional(role=words, address=words, qq=st.just(["100000001"]), url=links, text=words,
                 note=words, fax=st.just([{"number": "+861055500109"}]))
    )  # fmt: skip
    own = {"phones": _paired(persons, phones), "emails": _paired(persons, addresses)}
    shared = {"phones": _shared(persons, phones), "emails": _shared(persons, addresses)}
    return {
        "id": id_,
        "persons": [
            {"name": name, "phones": own["phones"][at], "emails": own["emails"][at]}
            for at, name in enumerate(persons)
        ],
        "organization": draw(words),
        **given,
        **shared,
        **draw(marks()),
        **draw(content(markup)),
    }


def names_of(markup: str) -> st.SearchStrategy[str]:
    """Give names of persons, which no sign of a list parts."""
    return st.one_of(
        st.sampled_from(
            ["张某", "李样例", "Zhang Example", "王 示例", "O'Neill # 2", '"甲"', "值班室:x"]
        ),
        items.map(lambda text: "甲" + text.replace("、", "")),
    )


def _paired(persons: list[str], values: list[Any]) -> list[list[Any]]:
    if len(persons) == 1:
        return [values]
    return [[value] for value in values] if len(persons) == len(values) else [[] for _ in persons]


def _shared(persons: list[str], values: list[Any]) -> list[Any]:
    return [] if persons and len(persons) in (1, len(values)) else values


def marks() -> st.SearchStrategy[dict[str, Any]]:
    """Give what the editors accept."""
    reasons = items.filter(lambda text: "DGT" not in text)
    accepted = st.lists(
        st.fixed_dictionaries({"code": st.sampled_from(["DGT311", "DGT312"]), "reason": reasons}),
        min_size=1, max_size=2,
    )  # fmt: skip
    return optional(accepted=accepted)


def content(markup: str) -> st.SearchStrategy[dict[str, Any]]:
    """Give the text in a block."""
    texts = st.sampled_from(["先打电话。", "两段。\n\n第二段。", "- 一\n- 二"])
    return optional(body=texts.map(lambda source: {"markup": markup, "source": source}))


def times() -> st.SearchStrategy[dict[str, Any]]:
    """Give the times of a deadline, as they are exported."""
    known: Callable[[str], dict[str, Any]] = lambda day: {"due": day, "precision": "day"}  # noqa: E731
    moment = "2021-03-19T09:00:00+08:00"
    return st.one_of(
        days.map(lambda day: {"on": day, **known(day)}),
        days.map(lambda day: {"end": day, **known(day)}),
        days.map(lambda day: {"start": "2020-01-01", "end": day, **known(day)}),
        st.sampled_from(
            [
                {"on": "2021-02", "due": "2021-02-28", "precision": "month"},
                {"on": "2021", "due": "2021-12-31", "precision": "year"},
                {"start": "2021-10-01", "end": "2021-12-31", "due": "2021-12-31", "precision": "quarter"},
                {"start": "2021-01-15", "end": "2021-09-30", "due": "2021-09-30", "precision": "quarter"},
                {"start": moment, "end": "2021-03-19", "due": "2021-03-19", "precision": "day"},
                {"end": moment, "due": moment, "precision": "minute"},
                {"start": "2021-08", "precision": "month"},
                {"status": "tba"},
                {"every": "FREQ=MONTHLY;BYMONTHDAY=-1", "occurrence": "window"},
                {"within": "1 month", "from": "event", "event": "收到 # 发文",
                 "counted": {"rule": "months", "state": "event"}},
                {"start": "2021-04-12", "inferred": True, "inferred_fields": ["start"], "precision": "day"},
                {"event": "批准: 前"},
            ]
        ),
    )  # fmt: skip


@st.composite
def deadlines(
    draw: st.DrawFn, id_: str, markup: str, known: list[dict[str, Any]]
) -> dict[str, Any]:
    """Make a deadline that names some of the contacts."""
    given = draw(
        optional(actor=st.just("applicant"), channel=words, place=words, materials=words,
                 late=words, text=words, note=words, length=st.just("10 working days"))
    )  # fmt: skip
    called = draw(st.lists(st.sampled_from(known), unique_by=lambda c: c["id"])) if known else []
    return {
        "id": id_,
        "title": draw(titles),
        "kind": draw(st.sampled_from(["comments", "other", "public-notice"])),
        "anchor": id_,
        **draw(times()),
        **draw(optional(**{"for": words, "except": words})),
        **given,
        **draw(marks()),
        **draw(content(markup)),
        "contacts": called,
    }


@st.composite
def notices(draw: st.DrawFn, id_: str, markup: str, docname: str) -> dict[str, Any]:
    """Make a notice with all that belongs to it."""
    own = [draw(contacts(f"{id_}-c{n}", markup)) for n in range(draw(st.integers(0, 2)))]
    sourced = draw(st.booleans())
    attachments = draw(
        st.lists(
            st.fixed_dictionaries(
                {"title": st.sampled_from(["申报书.doc", "清单 # 1", "“表”*x*", "a|b"]),
                 "embedded": st.booleans(), "level": st.just(1)},
                optional={"label": st.sampled_from(["附件", "附件一"]), "url": links},
            ),
            max_size=3,
        )
    )  # fmt: skip
    bodies = BODIES if markup == "myst" else RST_BODIES
    return {
        "id": id_,
        "title": draw(titles),
        "type": draw(st.sampled_from(["circular", "news", "other"])),
        "number": draw(numbers),
        **({"source": draw(words), "issuers": []} if sourced else {"issuers": draw(lists)}),
        "published": draw(dates),
        **draw(optional(dated=dates, effective=st.one_of(dates, st.just("published")),
                        source_url=links, addressees=lists, eligibility=words, amount=words,
                        topics=lists, related=st.lists(links, min_size=1, unique=True),
                        follows=st.just(["2018年第1号"]), text=words, note=words)),
        **draw(marks()),
        "page_url": f"{docname}.html",
        "anchor": id_,
        "attachments": attachments,
        "cites": [],
        "cited_by": [],
        "body": {"markup": markup, "source": draw(st.sampled_from(["", *bodies])).strip("\n")},
        "deadlines": [
            draw(deadlines(f"{id_}-d{n}", markup, own)) for n in range(draw(st.integers(0, 2)))
        ],
        "contacts": own,
    }  # fmt: skip


@st.composite
def issues(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """Make an issue: its parts, groups, notices, and the text between them."""
    markup = draw(st.sampled_from(["myst", "rst"]))
    docname = f"issues/{number}"
    texts = st.sampled_from(["导语。", "导语。\n\n第二段 # 。", "- 一\n- 二"])
    body = optional(body=texts.map(lambda source: {"markup": markup, "source": source}))
    parts = [
        {
            "id": f"p-{number}-{n}",
            "title": draw(titles),
            **draw(optional(department=words, signed=days, note=words)),
            **draw(marks()),
            **draw(body),
        }
        for n in range(draw(st.integers(0, 2)))
    ]
    made, passages = [], []
    for at, part in enumerate([None, *parts] if draw(st.booleans()) else parts):
        group: list[str] = []
        for n in range(draw(st.integers(0, 2))):
            id_ = f"n-{number}-{at}-{n}"
            notice = draw(notices(id_, markup, docname))
            if part:
                notice["part_id"] = part["id"]
                path = draw(
                    st.sampled_from([group, [], ["国家级"], ["国家级", "药监: 局"], ["甲 # 组"]])
                )
                path = path if len(path) >= len(group) or path != group[: len(path)] else group
                fresh = path and path != group
                if fresh and draw(st.booleans()):
                    passages.append(
                        {
                            "part_id": part["id"],
                            "groups": path,
                            "before": id_,
                            "source": draw(texts),
                        }
                    )
                group = path
                if path:
                    notice["group"] = path[-1]
                if len(path) > 1:
                    notice["groups"] = path
            made.append(notice)
    return {
        "id": f"issue-{number}",
        "number": number,
        "title": draw(titles),
        "period": {"start": "2021-04-10", "end": "2021-04-16"},
        **draw(optional(published=st.just("2021-04-16"), note=words)),
        **draw(marks()),
        "docname": docname,
        "page_url": f"{docname}.html",
        **draw(body),
        **({"texts": passages} if passages else {}),
        "parts": parts,
        "notices": made,
    }


@st.composite
def digests(draw: st.DrawFn) -> dict[str, Any]:
    """Make a digest of one or two issues."""
    return {
        "format_version": 1,
        "language": draw(st.sampled_from(["zh_CN", "en"])),
        "timezone": "Asia/Shanghai",
        "issues": [draw(issues(number)) for number in range(1, draw(st.integers(2, 3)))],
    }
