"""Whatever is written in a field, the calendar stays a calendar and says what was written."""

from __future__ import annotations

import re
from typing import Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_digest.core.exports.ics import events_of, to_ics
from sphinx_digest.core.exports.ics.lines import address_line, folded, plain, text_line
from sphinx_digest.core.settings.events import EventSettings
from tests.exports.calendars import (
    calendar,
    day,
    deadline,
    digest,
    events,
    lines,
    notice,
    read_elsewhere,
    unescaped,
)

HOSTILE = "a\r\nBEGIN:VEVENT\nb\rc\x00\u2028d\u2029e\x85f\x0bg\x0ch\x1ci\ud800\\n\\;,:\"^'\x7f\x9f\ufeff𠮷\tz"
TEXTS = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from('\r\n\x00\x85\u2028\u2029\ud800\udfff\\;,:"汉𠮷🀄 \t'),
    ),
    max_size=120,
)


def everywhere(text: str) -> dict[str, Any]:
    """Make a digest that has a text in each of its fields."""
    number = {"number": "+861055500101", "extension": "6011"}
    person = {"name": text, "phones": [number], "emails": [text]}
    office = {
        "id": "c", "persons": [person], "phones": [number], "emails": [text], "fax": [number],
        "organization": text, "role": text, "address": text, "url": text, "qq": [text],
        "text": text, "note": text,
    }  # fmt: skip
    facts = ("for", "channel", "place", "materials", "late", "except", "text", "note", "event")
    due = day(
        "2021-05-07", title=text, kind=text, contacts=[office], within="1 month", actor="applicant",
        counted={"rule": "months", "state": "computed", "words": text, "calendar": text},
        accepted=[{"code": "DGT311", "reason": text}], **{f"{name}_": text for name in facts},
    )  # fmt: skip
    whole = notice(
        due, title=text, issuers=[text], source=text, number=text, topics=[text], note=text,
        page_url=text, contacts=[office], effective="2021-05-01", group=text,
    )  # fmt: skip
    return digest(whole, title=text)


@given(TEXTS)
@example(HOSTILE)
@example("汉" * 200)
@example("𠮷" * 200)
@example(" " * 200)
def test_every_field_takes_every_text(text: str) -> None:
    settings = EventSettings(alarms={"default": ("1 day",)})
    made = digest_of(text, settings)
    due, effect = events(made)
    assert (due["DTSTART;VALUE=DATE"], effect["DTSTART;VALUE=DATE"]) == ("20210507", "20210501")
    said = " ".join(unescaped(due["DESCRIPTION"]).split())
    assert " ".join(f"怎么数的：{plain(text)}".split()) in said or not text
    assert made == digest_of(text, settings)


def digest_of(text: str, settings: EventSettings) -> bytes:
    whole = everywhere(text)
    return to_ics(whole, events_of(whole, settings), title=text).data


@given(TEXTS)
@example(HOSTILE)
def test_what_was_written_is_read_back(text: str) -> None:
    data = folded([text_line("DESCRIPTION", text)])
    (line,) = lines(data)
    assert unescaped(line.removeprefix("DESCRIPTION:")) == plain(text)


@given(TEXTS)
def test_a_plain_text_has_no_control_but_the_line_feed_and_the_tab(text: str) -> None:
    shown = plain(text)
    assert shown.splitlines() == shown.split("\n")[: len(shown.splitlines())]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", shown)
    if text.isprintable():
        assert shown == text


def test_signs_that_nothing_shows_are_shown_and_not_dropped() -> None:
    assert plain("a\x00b\x7fc\ud800d") == "a␀b␡c\ufffdd"
    assert plain("a\r\nb\u2028c\u2029d\x85e\x0bf") == "a\nb\nc\nd\ne\nf"


@pytest.mark.parametrize("start", range(8))
def test_lines_of_chinese_are_folded_between_characters(start: int) -> None:
    text = "x" * start + "药𠮷é" * 60
    (line,) = lines(folded([text_line("SUMMARY", text)]))
    assert line == f"SUMMARY:{text}"
    physical = folded([text_line("SUMMARY", text)]).split(b"\r\n")
    assert all(len(one) > 70 for one in physical[:-2])  # and no sooner than they must


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150])
def test_a_line_is_folded_behind_75_octets(length: int) -> None:
    data = folded(["x" * length])
    assert data.replace(b"\r\n ", b"") == b"x" * length + b"\r\n"
    sizes = [len(one) for one in data.split(b"\r\n")[:-1]]
    assert sizes == {74: [74], 75: [75], 76: [75, 2], 149: [75, 75], 150: [75, 75, 2]}[length]


def test_an_address_holds_nothing_that_an_address_cannot() -> None:
    line = address_line("URL", "https://www.example.org/公 告\r\nX:1?a=b&c=%20#d")
    assert line == "URL:https://www.example.org/%E5%85%AC%20%E5%91%8A%0AX:1?a=b&c=%20#d"


def test_other_programs_read_it_as_we_do() -> None:
    text = HOSTILE.replace("\ud800", "")
    made = calendar(day("2021-07-31", title=text, text=text, topics=[text]), topics=["甲,乙", "丙"])
    (ours,) = events(made.data)
    (theirs,) = read_elsewhere(made.data)
    assert str(theirs["SUMMARY"]) == unescaped(ours["SUMMARY"])
    assert str(theirs["DESCRIPTION"]) == unescaped(ours["DESCRIPTION"])
    assert [str(one) for one in theirs["CATEGORIES"].cats] == ["甲,乙", "丙"]
    others = vobject.readOne(made.data.decode()).vevent
    assert others.summary.value == unescaped(ours["SUMMARY"])
    assert others.description.value == unescaped(ours["DESCRIPTION"])


def test_a_correction_and_a_withdrawal_stand_above_all_else() -> None:
    corrected = {"date": "2021-04-20", "what": "止期", "why": "原文更正"}
    made = calendar(
        day("2021-05-14"), status="withdrawn", corrections=[corrected],
        withdrawn={"date": "2021-04-22", "reason": "发错了"}, effective="2021-06-01",
    )  # fmt: skip
    told = [line for line in lines(made.data) if line.startswith("DESCRIPTION:")]
    assert len(told) == 2, "of the deadline and of the day of effect"
    for line in told:
        assert line.startswith(
            "DESCRIPTION:撤回：2021-04-22 发错了\\n2021-04-20 更正：止期；原文更正\\n"
        )


def test_the_single_day_on_which_something_is_handed_in_is_its_last() -> None:
    def summary(kind: str) -> str:
        one = deadline(on="2021-10-11", due="2021-10-11", precision="day", kind=kind)
        return next(x for x in lines(calendar(one).data) if x.startswith("SUMMARY"))

    assert summary("submission").startswith("SUMMARY:截止：填报")
    assert summary("event").startswith("SUMMARY:填报")
