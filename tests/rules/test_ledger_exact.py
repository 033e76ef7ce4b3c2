"""The hash of a record as it stands spares the others, and says nothing that they do not say."""

from __future__ import annotations

import json
import re

from sphinx_digest.cli import main

from .test_ledger import NOTICE, OTHER, Write, found, issue, published, write

__all__ = ["write"]  # a fixture


def test_another_way_to_write_it_is_no_change(write: Write) -> None:
    folder = published(write)
    lock = folder / "digest.lock"

    def records() -> dict[str, dict[str, str]]:
        held = json.loads(lock.read_text(encoding="utf-8"))["issues"]["issue-1"]["records"]
        return {id_: one for id_, one in held.items() if "fields" in one}

    text = NOTICE.replace("正文第一段。", "正文\n第一段。")
    text = text.replace(":kind: submission", ":actor: applicant\n:kind: submission")
    write("first", issue(1, text + "\n" + OTHER))
    assert found(folder) == []
    before = records()
    assert main(["publish", "1"]) == 0
    assert found(folder) == []
    after = records()
    changed = {id_ for id_, one in after.items() if one.pop("exact") != before[id_].pop("exact")}
    assert changed == {"example-1", "example-1-submission"}
    assert after == before


def test_a_deadline_that_starts_on_publication_changes_with_its_notice(write: Write) -> None:
    text = NOTICE.replace(":end: 2021-05-01", ":start: published\n:end: 2021-05-01")
    folder = published(write, text + "\n" + OTHER)
    text = text.replace(":published: 2021-04-07", ":published: 2021-04-06")
    write("first", issue(1, text + "\n" + OTHER))
    spans = [one.place.span.line for one in found(folder) if one.code == "DGT215"]
    assert len(spans) == 2


def test_what_was_published_without_a_hash_of_the_whole_is_compared_by_field(write: Write) -> None:
    folder = published(write)
    lock = folder / "digest.lock"
    whole = lock.read_text(encoding="utf-8")
    lock.write_text(re.sub('"exact": "[0-9a-f]+", ', "", whole), encoding="utf-8")
    assert "exact" not in lock.read_text(encoding="utf-8")
    assert found(folder) == []
    write("first", issue(1, NOTICE.replace("第一段", "第二段") + "\n" + OTHER))
    (one,) = found(folder)
    assert one.values["fields"] == "正文"
    write("first", issue(1, NOTICE + "\n" + OTHER))
    assert main(["publish", "1"]) == 0
    assert lock.read_text(encoding="utf-8") == whole
