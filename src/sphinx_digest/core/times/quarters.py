"""Quarters, which ISO 8601 does not have: exported as their first and last day, and read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sphinx_digest.core.times.dates import first_day, last_day

_QUARTER = re.compile(r"([0-9]{4})-(?:01-01/\1-03-31|04-01/\1-06-30|07-01/\1-09-30|10-01/\1-12-31)")


def quarter_of(interval: str) -> str:
    """Give the quarter that an interval is; anything else stays."""
    match = _QUARTER.fullmatch(interval)
    return f"{match[1]}-Q{(int(interval[5:7]) + 2) // 3}" if match else interval


def quarters_in(deadline: Mapping[str, Any]) -> dict[str, str | None]:
    """Give the times of an exported deadline that is as exact as a quarter; None: has none.

    One quarter from its first day to its last is that in which something happens.
    """
    if deadline.get("precision") != "quarter":
        return {}
    found = {name: _edge(deadline[name], name) for name in ("start", "end") if name in deadline}
    if len(found) == 2 and len({*found.values()}) == 1:
        return {"start": None, "end": None, "on": found["start"]}
    return {**found}


def _edge(value: str, name: str) -> str:
    """Give the quarter that begins or ends on a day; anything else stays."""
    if len(value) != len("2021-04-01"):
        return value
    day = date.fromisoformat(value)
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    edge = first_day(quarter) if name == "start" else last_day(quarter)
    return quarter if day == edge else value
