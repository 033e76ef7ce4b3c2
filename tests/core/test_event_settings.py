"""What digest.toml says of the calendar file, and where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.messages import message_of
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.settings import Settings, read_settings
from sphinx_digest.core.settings.events import EventSettings


def read(text: str, folder: Path) -> tuple[EventSettings, tuple[Diagnostic, ...]]:
    (folder / "digest.toml").write_text(text, encoding="utf-8")
    settings, found = read_settings(folder)
    return settings.events, found


def test_without_settings_it_holds_what_binds_applicants_and_reminds_nobody() -> None:
    events = Settings(root=".").events
    assert events == EventSettings(frozenset({"applicant"}), effect=True, split=(), alarms={})
    assert events.alarms_of("comments") == ()


def test_every_setting_is_read_in_chinese_and_in_english(tmp_path: Path) -> None:
    chinese = (
        '[calendar]\nactors = ["申报人", "推荐单位"]\neffect = false\n'
        'split = ["期", "篇", "事项", "发文机关", "主题", "期"]\ndomain = "Digest.example.org"\n'
        '[calendar.alarms]\n"默认" = ["3 个工作日", "1 天"]\n"征求意见" = ["一周"]\n"施行" = []\n'
    )
    english = (
        '[calendar]\nactors = ["applicant", "forwarder"]\neffect = false\n'
        'split = ["issue", "part", "kind", "issuer", "topic"]\ndomain = "digest.example.org"\n'
        '[calendar.alarms]\ndefault = ["3 working days", "P1D"]\ncomments = ["1 week"]\neffect = []\n'
    )
    expected = EventSettings(
        frozenset({"applicant", "forwarder"}), False, ("issue", "part", "kind", "issuer", "topic"),
        {"default": ("3 working days", "1 day"), "comments": ("1 week",), "effect": ()},
        "digest.example.org",
    )  # fmt: skip
    assert read(chinese, tmp_path) == (expected, ())
    assert read(english, tmp_path) == (expected, ())
    assert expected.alarms_of("filing") == ("3 working days", "1 day")
    assert expected.alarms_of("comments") == ("1 week",)
    assert expected.alarms_of("effect") == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ('actors = ["applicant", "reader"]', 2, 24, "reader"),
        ("actors = []", 2, 10, "办理方"),
        ("actors = [3]", 2, 11, "办理方"),
        ('effect = "yes"', 2, 10, "true 或 false"),
        ('split = ["week"]', 2, 10, "week"),
        ("split = [1]", 2, 10, "期、篇"),
        ('domain = "not a host"', 2, 10, "主机名"),
        ("domain = 5", 2, 10, "主机名"),
        ('alarms = { default = ["soon"] }', 2, 23, "soon"),
        ('alarms = { default = ["0 days"] }', 2, 23, "0 days"),
        ('alarms = { default = ["1000 年"] }', 2, 23, "两年以内"),
        ('alarms = { default = ["1 小时"] }', 2, 23, "1 小时"),
        ("alarms = { default = [3] }", 2, 23, "提前多久"),
        ('alarms = { default = "3 days" }', 2, 22, "提前多久"),
        ('alarms = { "征求": 1 }', 2, 0, ""),
        ('alarms = { weekly = ["1 day"] }', 2, 12, "weekly"),
    ],
)
def test_a_mistake_is_found_at_its_place(
    text: str, line: int, column: int, said: str, tmp_path: Path
) -> None:
    events, (found,) = read(f"[calendar]\n{text}\n", tmp_path)
    if column:
        assert (found.code, found.place.span.line, found.place.span.column) == (
            "DGT082",
            line,
            column,
        )
        assert said in message_of(found, "zh")
    assert events == EventSettings(alarms=events.alarms)
    assert not any(events.alarms.values())


def test_what_is_right_beside_a_mistake_holds(tmp_path: Path) -> None:
    text = '[calendar]\nactors = ["reader", "authority"]\nalarms = { default = ["soon", "1 day"], x = [] }\n'
    events, found = read(text, tmp_path)
    assert events.actors == {"authority"}
    assert events.alarms == {"default": ("1 day",)}
    assert len(found) == 3
