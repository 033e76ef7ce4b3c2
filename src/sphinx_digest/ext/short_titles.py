"""Titles of notices, shortened for a line that says elsewhere where the notice stands."""

from __future__ import annotations

import re

#: How titles of notices end.
_ENDING = re.compile(
    r"的?(?:通知|公告|通告|公示|公布|决定|意见|函|批复|报告|办法|解读)(?:（[^）]*）)?$(?!\n)"
)
#: So many Chinese characters tell notices apart; letters are half as wide.
_MOST = 26


def short_title(title: str) -> str:
    """Shorten a title to what the notice is about."""
    chinese = re.match("[^《]*?关于(.+)$", title)
    words = _ENDING.sub("", chinese[1]) if chinese else title
    most = _MOST if re.search("[\u4e00-\u9fff]", title) else 2 * _MOST
    return words if len(words) <= most + 2 else words[:most].rstrip() + "…"
