"""A department's bare name, 规划处, says little without the body it belongs to."""

from __future__ import annotations

import re

_BARE = re.compile(r"(?!.*[国省市区县局委院校])[\u4e00-\u9fff]{1,6}(?:司|处|科|室|股|组|部|中心)")


def with_body(office: str, body: str) -> str | None:
    """Give a department with its body's name in front; None for an office that has a full name."""
    return f"{body} {office}" if body and _BARE.fullmatch(office) else None
