"""A deadline is held against the sentence that it is, and never against its neighbour's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.model import Text
from sphinx_digest.core.rules import cues, pairing
from sphinx_digest.core.rules.lines import lines_of
from tests.rules.day_pages import due, findings, page, told

BODY = "请各推荐单位于2021年6月15日前完成网上申报，6月18日前寄出纸质材料（以邮戳为准）。"
OWN_WORDS = "|:text: 6月18日前寄出纸质材料（以邮戳为准）"
SECOND = ":kind: 报送|:end: 2021-06-18"
UNREADABLE = ["2021-06-31", "2021.6.15", "2O21-06-15", "2021-06-15T26:00", "6 月中旬"]


def two(first: str, second: str = SECOND + OWN_WORDS) -> str:
    """Give a notice with two deadlines, of which the second is right."""
    fields = f":kind: 申报|{first}|:actor: 推荐单位"
    return page(f"{BODY}\n\n{due(fields)}\n{due(second, '寄出纸质材料')}")


@pytest.mark.parametrize("own", [OWN_WORDS, ""])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-06-15", []),
        ("2021-03-15", ["DGT321 w 2021-03-15"]),
        ("2021-06-14", ["DGT321 w 2021-06-14"]),
        ("2021-06-17", ["DGT321 w 2021-06-17"]),
        *((value, []) for value in UNREADABLE),
    ],
)
def test_the_neighbour_of_a_wrong_deadline_is_not_accused(
    tmp_path: Path, value: str, own: str, expected: list[str]
) -> None:
    source = two(f":end: {value}", SECOND + own)
    assert told(tmp_path, source, "DGT321", "DGT322") == expected


def test_nor_that_of_one_without_a_day(tmp_path: Path) -> None:
    second = SECOND.replace("06-18", "06-16")
    assert told(tmp_path, two(":channel: 网上", second), "DGT321", "DGT322") == []
    assert told(tmp_path, two(":end:", second), "DGT321", "DGT322") == []
    # What is not set yet has no day in the text: the other one is meant.
    assert told(tmp_path, two(":status: tba", second), "DGT321") == ["DGT321 w 2021-06-16"]


def test_a_day_in_another_order_of_deadlines(tmp_path: Path) -> None:
    first, second = due(":kind: 申报|:end: 2021.6.15"), due(SECOND + OWN_WORDS)
    source = page(f"{BODY}\n\n{second}\n{first}")
    assert told(tmp_path, source, "DGT321", "DGT322") == []


@pytest.mark.parametrize(
    ("body", "fields", "expected"),
    [
        ("请于 5 月 14 日前申报。", ":end: 2021-05-12|:text: 请于 5 月 14 日前申报", "2021-05-12"),
        ("征求意见的时限为自发布之日起一个月。",
         ":within: 15 日|:text: 时限为自发布之日起一个月", "15 日"),
    ],
)  # fmt: skip
def test_what_a_wording_and_the_text_say_is_told_once(
    tmp_path: Path, body: str, fields: str, expected: str
) -> None:
    source = page(f"{body}\n\n{due(':kind: other|' + fields)}")
    assert told(tmp_path, source, "DGT321", "DGT322") == [f"DGT321 w {expected}"]


def many(count: int, step: int, year: bool = True) -> str:
    """Give a notice with as many sentences as deadlines, each some days off or right."""
    parts = []
    for at in range(count):
        month, day = 5 + at // 28, 1 + at % 28
        said = f"2021年{month}月{day}日" if year else f"{month}月{day}日"
        end = f"2021-{month:02}-{min(day + step, 28):02}"
        parts.append(f"请于{said}前报送材料。\n\n{due(f':kind: 报送|:end: {end}')}")
    return page("\n".join(parts))


def calls_of(module: Any, name: str, patch: pytest.MonkeyPatch, run: Callable[[], object]) -> int:
    """Count how often a function of a module is called."""
    found, plain = 0, getattr(module, name)

    def counted(*values: Any) -> Any:
        nonlocal found
        found += 1
        return plain(*values)

    with patch.context() as patched:
        patched.setattr(module, name, counted)
        run()
    return found


@pytest.mark.parametrize("name", ["_has", "_means", "_passage"])
@pytest.mark.parametrize("step", [0, 2, 27])
@pytest.mark.parametrize("year", [True, False])
def test_twice_the_deadlines_are_twice_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, step: int, year: bool
) -> None:
    module = cues if name == "_passage" else pairing

    def calls(count: int) -> int:
        source = many(count, step, year)
        return calls_of(module, name, monkeypatch, lambda: findings(tmp_path, source, "DGT322"))

    assert calls(168) <= 2 * calls(84) + 168
    assert calls(168) <= 6 * 168


def test_ranges_that_share_their_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def calls(name: str, step: int) -> int:
        source = many(168, step)
        source = source.replace("请于2021年", "申报时间：2021年5月1日至2021年").replace(
            "日前", "日"
        )
        source = source.replace(":end:", ":start: 2021-05-01\n:end:")
        return calls_of(pairing, name, monkeypatch, lambda: findings(tmp_path, source, "DGT322"))

    for step in (0, 27):
        assert calls("_has", step) <= 6 * 168
        assert calls("_means", step) <= 6 * 168


def test_a_paragraph_is_cut_into_sentences_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    judge = cues._judge

    def judged(time: Any, before: str, after: str) -> bool | None:
        seen.append(len(before) + len(after))
        return judge(time, before, after)

    monkeypatch.setattr(cues, "_judge", judged)
    source = page("请于2021年4月30日前报送材料，" * 300)
    cut = calls_of(cues, "_passage", monkeypatch, lambda: findings(tmp_path, source, "DGT322"))
    assert cut == 1
    assert len(seen) == 300  # both rules share what was read
    assert max(seen) <= 2 * cues._WINDOW


def test_lines_give_what_a_text_gives() -> None:
    for value, lines in (
        ("一行", ((3, 5),)),
        ("一\n二行\n\n四", ((1, 4), (2, 1), (3, 1), (7, 3))),
        ("一\n二", ((1, 4),)),
        ("", ((1, 1),)),
    ):
        text = Text(value, lines)
        known = lines_of(text)
        for start in range(len(value) + 1):
            for end in range(start, len(value) + 1):
                assert known.span(start, end) == text.span(start, end)
