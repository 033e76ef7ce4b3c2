"""What page and tables have, text, message and feed have as well."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pytest

from sphinx_digest.core.exported.edition import edition
from sphinx_digest.core.exported.entries import feed_of
from sphinx_digest.core.exported.words import OwnField
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.exports.email import to_eml
from sphinx_digest.core.ledger import Ledger
from sphinx_digest.core.settings import FeedSettings, Settings
from sphinx_digest.core.standing import publish
from sphinx_digest.core.store import resolve
from tests.exports.data import digest, issue, notice
from tests.index.digests import issue as written_issue

OWN = {"impact": OwnField("对我司的影响", {"high": "大"})}
SAID = (
    "施行日期：自发布之日起",
    "申报条件：在京企业",
    "金额：100 万元",
    "主送：各区局；各园区",
    "对我司的影响：大",
    "编者注：第二次发布",
    "编者注：本期推迟一天",
)


def told() -> dict[str, Any]:
    one = notice(
        "n", effective="published", eligibility="在京企业", amount="100 万元",
        addressees=["各区局", "各园区"], extra={"impact": "high"}, note="第二次发布",
        source_url="https://www.example.org/a", html="<p>正文</p>",
        attachments=[{"title": "申报表", "label": "附件 1", "url": "files/a.docx",
                      "embedded": False, "level": 1}],
    )  # fmt: skip
    return digest(issue(1, one, note="本期推迟一天"))


def message() -> Any:
    return message_from_bytes(to_eml(told(), "issue-1", own=OWN), policy=policy.default)


def feed() -> str:
    made = feed_of(told(), FeedSettings(entries="issues"), "feed.atom", own=OWN)
    assert made is not None
    return made.entries[0].html


@pytest.mark.parametrize("words", SAID)
def test_every_way_to_pass_an_issue_on_says_it(words: str) -> None:
    assert words in edition(told(), "issue-1", OWN)
    for kind in ("plain", "html"):
        body = message().get_body(preferencelist=(kind,)).get_content()
        assert words in body.replace("<strong>", "").replace("</strong>", ""), kind
    assert words in feed()


def test_the_text_leads_to_the_original_and_to_the_attachments() -> None:
    lines = edition(told(), "issue-1").splitlines()
    assert "原文：https://www.example.org/a" in lines
    assert "附件：附件 1：申报表 https://digest.example.org/issues/files/a.docx" in lines


def test_the_ledger_keeps_the_first_day_of_an_issue() -> None:
    first = publish(written_issue(1, published="2021-04-16"), Ledger(), Settings("."))
    ledger = Ledger(issues={"issue-1": first})
    mended = written_issue(1, published="2022-01-04")
    assert publish(mended, ledger, Settings(".")).published == "2021-04-16"
    made = to_digest_json(
        resolve([mended], None, ledger), Settings("."),
        bodies={}, page_url=lambda docname: f"{docname}.html", language="zh_CN",
    )  # fmt: skip
    assert made["issues"][0]["published"] == "2022-01-04"
    assert made["issues"][0]["first_published"] == "2021-04-16"


def test_ids_do_not_move_with_the_day_of_an_issue() -> None:
    made = digest(issue(1, notice("n"), published="2022-01-04", first_published="2021-04-16"))
    whole = feed_of(made, FeedSettings(), "feed.atom")
    assert whole is not None
    assert whole.entries[0].id == "tag:digest.example.org,2021:notice/n"
    assert whole.entries[0].published.startswith("2022-01-04")
