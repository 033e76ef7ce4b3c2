"""How notices follow each other, and what of earlier issues still runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sphinx_digest.core.chains import chains
from sphinx_digest.core.model import Document, Notice, Record, Span
from sphinx_digest.core.still_open import still_open
from sphinx_digest.core.store import resolve

SPAN = Span(1, 1, 1, 1)


def record(sort: str, id_: str, title: str = "", /, **values: Any) -> Record:
    return Record(sort, id_, title or id_, values, {}, {}, 0, "a.md", SPAN, True)


def notice(id_: str, *deadlines: Record, title: str = "", **values: Any) -> Notice:
    made = record("notice", id_, title, **values)
    return Notice(made, None, None, deadlines, (), (), (), "", False)


def issue(number: int, published: str | None, *notices: Notice) -> Document:
    values: dict[str, Any] = {"number": number}
    if published:
        values["published"] = published
    head = record("issue", f"issue-{number}", **values)
    return Document(
        f"i{number}", f"{number}.md", "myst", f"第 {number} 期", head, (), notices, (), (), ()
    )


def told(id_: str, *documents: Document) -> list[tuple[str, str, str | None]]:
    return [(s.day, s.what, s.id or s.text) for s in chains(resolve(documents)).steps(id_)]


DRAFT = notice("draft", record("deadline", "d", kind="comments"), published="2021-03-01")
FINAL = notice(
    "final", published="2021-04-07", effective="2021-05-01", follows=["draft"], number="2021年第2号"
)
AFTER = notice("after", published="2021-06-01", effective="published", repeals=["2021年第2号"])
LONE = notice("lone", published="2021-03-01", effective="2021-05-01")


def test_a_matter_is_told_from_its_draft_to_its_repeal() -> None:
    whole = [
        ("2021-03-01", "comments asked for", "draft"),
        ("2021-04-07", "issued", "final"),
        ("2021-05-01", "in force", "final"),
        ("2021-06-01", "repealed", "after"),
    ]
    issues = (issue(1, None, DRAFT, LONE), issue(2, None, FINAL), issue(3, None, AFTER))
    assert told("draft", *issues) == whole
    assert told("final", *issues) == whole
    assert told("after", *issues) == [
        ("2021-06-01", "issued", "after"),
        ("2021-06-01", "repeals", "final"),
    ]
    assert told("lone", *issues) == []


def test_what_the_digest_does_not_have_is_told_without_a_day() -> None:
    one = notice("one", published="2021-04-07", follows=["2020年第41号"], amends=["2019年第1号"])
    assert told("one", issue(1, None, one)) == [
        ("", "before", "2020年第41号"),
        ("2021-04-07", "issued", "one"),
        ("2021-04-07", "amends", "2019年第1号"),
    ]


def test_batches_that_follow_each_other_in_a_circle_end() -> None:
    one = notice("one", published="2021-04-01", follows=["two"])
    two = notice("two", published="2021-04-02", follows=["one"])
    assert [id_ for _, _, id_ in told("one", issue(1, None, one, two))] == ["one", "two"]


def test_only_what_ends_after_an_issue_goes_out_still_runs() -> None:
    def until(day: str, **values: Any) -> Notice:
        deadline = record("deadline", f"d-{day}", end=day, **values)
        return notice(f"n-{day}", deadline)

    first = issue(
        1, "2021-04-02", until("2021-04-16"), until("2021-05-01"), until("2021-04-17"),
        until("2021-06-01", status="cancelled"),
    )  # fmt: skip
    second = issue(2, "2021-04-16", until("2021-07-01"))
    undated = issue(3, None)
    fourth = issue(4, "2021-05-01")
    found = {
        name: [one.deadline.id for one in running]
        for name, running in still_open(resolve([fourth, first, second, undated])).items()
    }
    assert found == {
        "i1": [],
        "i2": ["d-2021-04-17", "d-2021-05-01"],
        "i4": ["d-2021-07-01"],
    }


def test_a_draft_says_nothing_of_what_runs() -> None:
    draft = replace(issue(2, "2021-04-16"), draft=True)
    assert "i2" not in still_open(resolve([issue(1, "2021-04-02"), draft]))
