"""``digest/digest.json`` of a build: valid, complete, with the text of every notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.exports.validation import validate

from .conftest import Built

Example = Callable[[str], Built]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_export_is_valid_and_leads_to_its_pages(example: Example, builder: str) -> None:
    built = example(builder)
    validate(built.digest)
    assert [issue["number"] for issue in built.digest["issues"]] == [153, 158, 159]
    base = built.digest["base_url"]
    for issue in built.digest["issues"]:
        for notice in issue["notices"]:
            address = notice["page_url"]
            assert address.startswith(base)
            page = address.removeprefix(base).partition("#")[0]
            text = built.text(page if page.endswith(".html") else f"{page}index.html")
            assert f'id="{notice["anchor"]}"' in text


def test_every_notice_has_its_text_without_our_blocks(example: Example) -> None:
    for issue in example("html").digest["issues"]:
        for notice in issue["notices"]:
            html = notice["body"]["html"]
            for foreign in ("digest-deadline", "digest-contact", "digest-attachments", "<!--"):
                assert foreign not in html, notice["id"]
            assert html.count("<section") == html.count("</section>"), notice["id"]
            if notice["body"]["source"].strip():
                assert html.strip(), notice["id"]


def test_both_builders_export_the_same_but_for_addresses(example: Example) -> None:
    ids = [
        [[n["id"] for n in issue["notices"]] for issue in example(builder).digest["issues"]]
        for builder in ("html", "dirhtml")
    ]
    assert ids[0] == ids[1]
    assert example("html").diagnostics == example("dirhtml").diagnostics == []
