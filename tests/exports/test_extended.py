"""A deadline that was put off says so, and to when; the one that holds says from when."""

from __future__ import annotations

import json
from typing import Any

from sphinx_digest.core.digest_file import read_digest
from sphinx_digest.core.exported.edition import edition
from sphinx_digest.core.exported.words import when_words
from sphinx_digest.core.exports.deadlines_csv import to_deadlines_csv
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.exports.ics import events_of, to_ics
from sphinx_digest.core.merging import merge
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.still_open import still_open
from sphinx_digest.core.store import Digest, resolve
from tests.index.digests import deadline, issue, notice

from .calendars import lines


def extended(old: dict[str, Any], new: dict[str, Any], **values: Any) -> Digest:
    """Give a digest of two issues, the second of which replaces a deadline of the first."""
    first = notice("n-1", "关于申报的通知", deadlines=[deadline("n-1-d", "网上申报", **old)])
    new_one = deadline("n-2-d", "网上申报", replaces="n-1-d", **new)
    second = notice("n-2", "关于延期的通知", deadlines=[new_one], **values)
    return resolve([issue(1, first), issue(2, second), issue(3)])


def exported(digest: Digest) -> dict[str, Any]:
    return to_digest_json(
        digest, Settings(".", base_url="https://digest.example.org/"),
        bodies={}, page_url=lambda docname: f"{docname}.html", language="zh_CN",
    )  # fmt: skip


def whens(digest: Digest, language: Any = "zh") -> list[str]:
    return [
        when_words(one, language)
        for one_issue in exported(digest)["issues"]
        for held in one_issue["notices"]
        for one in held["deadlines"]
    ]


OLD, NEW = {"end": "2021-09-30"}, {"end": "2021-10-15", "status": "extended"}


def test_both_say_what_became_of_the_day() -> None:
    digest = extended(OLD, NEW)
    assert whens(digest) == [
        "2021-09-30 止（已延期至 2021-10-15）",
        "2021-10-15 止（由 2021-09-30 延期）",
    ]
    assert whens(digest, "en") == [
        "until 2021-09-30 (extended to 2021-10-15)",
        "until 2021-10-15 (extended from 2021-09-30)",
    ]


def test_what_is_no_extension_is_not_called_one() -> None:
    assert whens(extended(OLD, {"end": "2021-09-15"})) == [
        "2021-09-30 止（已改为 2021-09-15）",
        "2021-09-15 止（原为 2021-09-30）",
    ]
    assert whens(extended(OLD, {"status": "cancelled"}))[0] == "2021-09-30 止（后来取消）"
    assert whens(extended(OLD, {"status": "tba"}))[0] == "2021-09-30 止（后来改期）"


def test_the_last_of_several_extensions_is_the_one_that_holds() -> None:
    digest = resolve(
        [
            issue(1, notice("n-1", "一", deadlines=[deadline("a", "申报", end="2021-05-01")])),
            issue(2, notice("n-2", "二", deadlines=[
                deadline("b", "申报", end="2021-05-10", replaces="a")])),
            issue(3, notice("n-3", "三", deadlines=[
                deadline("c", "申报", end="2021-05-20", replaces="b")])),
        ]
    )  # fmt: skip
    assert whens(digest) == [
        "2021-05-01 止（已延期至 2021-05-20）",
        "2021-05-10 止（由 2021-05-01 延期，已延期至 2021-05-20）",
        "2021-05-20 止（由 2021-05-10 延期）",
    ]


def test_a_withdrawn_extension_and_a_circle_change_nothing() -> None:
    withdrawn = extended(OLD, NEW, withdrawn="2021-09-20 发错了")
    assert whens(withdrawn)[0] == "2021-09-30 止"
    circle = extended({**OLD, "replaces": "n-2-d"}, {"end": "2021-10-15"})
    assert whens(circle) == ["2021-09-30 止", "2021-10-15 止"]


def test_what_was_put_off_does_not_run_to_its_old_day() -> None:
    digest = extended({"end": "2021-12-30"}, {"end": "2022-01-15"})
    running = still_open(digest)[digest.issues[2].docname]
    assert [one.deadline.id for one in running] == ["n-2-d"]


def test_the_data_have_both_days() -> None:
    issues = exported(extended(OLD, NEW))["issues"]
    old, new = (one["notices"][0]["deadlines"][0] for one in issues[:2])
    assert old["replaced_by"] == {"id": "n-2-d", "due": "2021-10-15"}
    assert old["due"] == "2021-09-30"
    assert (new["replaces"], new["replaced_due"]) == ("n-1-d", "2021-09-30")


def test_tables_texts_and_calendars_tell_it() -> None:
    data = exported(extended(OLD, NEW))
    rows = to_deadlines_csv(data).splitlines()
    (old,) = (row for row in rows if row.endswith('"n-1-d"'))
    assert "已延期至 2021-10-15" in old
    assert '"n-2-d"' in old
    assert "网上申报：2021-09-30 止（已延期至 2021-10-15）" in edition(data, "issue-1")
    told = "\n".join(lines(to_ics(data, events_of(data)).data))
    assert "SUMMARY:截止（已延期）：网上申报 · 关于延期的通知" in told
    assert "替代：关于申报的通知，原定 2021-09-30" in told.replace("\\,", ",")


def test_merged_volumes_find_what_replaces_what() -> None:
    data = exported(extended(OLD, NEW))
    for one_issue in data["issues"]:
        one_issue["parts"] = []
        for held in one_issue["notices"]:
            held.pop("part_id")
            for one in held["deadlines"]:
                one.pop("replaced_by", None)
                one.pop("replaced_due", None)
    files = [
        read_digest(f"{number}.json", json.dumps({**data, "issues": [one]}))
        for number, one in enumerate(data["issues"])
    ]
    merged, found = merge(files)
    assert merged is not None, found
    assert merged["issues"][0]["notices"][0]["deadlines"][0]["replaced_by"]["id"] == "n-2-d"
