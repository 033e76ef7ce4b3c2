"""How notices are cited, by GB/T 7714."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sphinx_digest.core.citation import cite
from sphinx_digest.core.model import Record, Span

DAY = date(2021, 4, 16)
URL = "https://www.example.org/1.html"


def notice(title: str, **values: Any) -> Record:
    return Record("notice", "n", title, values, {}, {}, 0, "a.md", Span(1, 1, 1, 1), True)


@pytest.mark.parametrize(
    ("record", "cited"),
    [
        (
            notice(
                "关于备案的通知", issuer=["甲局"], number="甲函〔2021〕3号",
                published="2021-04-07", url=URL,
            ),
            f"甲局. 关于备案的通知: 甲函〔2021〕3号[EB/OL]. (2021-04-07)[2021-04-16]. {URL}.",
        ),
        (
            notice("公告（2021年第27号）", issuer=["甲局"], number="2021年第27号", url=URL),
            f"甲局. 公告（2021年第27号）[EB/OL]. [2021-04-16]. {URL}.",
        ),
        (
            notice("通知", issuer=["甲", "乙", "丙", "丁"], published="2021-04-07"),
            "甲, 乙, 丙, 等. 通知[Z]. 2021-04-07.",
        ),
        (
            notice("通知", issuer=["unknown"], published="unknown", dated="2021-04-01"),
            "通知[Z]. 2021-04-01.",
        ),
        (notice("解读", source="样例前沿", published="2021"), "样例前沿. 解读[Z]. 2021."),
    ],
)  # fmt: skip
def test_a_notice_is_cited_with_what_is_known(record: Record, cited: str) -> None:
    assert cite(record, DAY) == cited


def test_what_nobody_looked_up_has_no_day_of_it() -> None:
    assert cite(notice("通知", url=URL), None) == f"通知[EB/OL]. {URL}."
