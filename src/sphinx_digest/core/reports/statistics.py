"""The report for people as one line a code: how often, and how much of it mends itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Severity
from sphinx_digest.core.reports.entry import Entry, count_mendable

_SEVERITIES: dict[Language, dict[Severity, str]] = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}


def count_codes(
    entries: Sequence[Entry], language: Language, paint: Callable[[str, str], str]
) -> list[str]:
    """Give a line for every code that was found, the most frequent first."""
    groups: defaultdict[tuple[str, Severity], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.code, entry.severity].append(entry)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    digits = max((len(str(len(group))) for group in groups.values()), default=0)
    longest = max((len(entry.name) for entry in entries), default=0)
    names = _SEVERITIES[language]
    lines = []
    for (code, severity), group in ordered:
        word = names[severity].ljust(max(map(len, names.values())))
        line = (
            f"{len(group):>{digits}}  {code}  {group[0].name:<{longest}}  {paint(word, severity)}"
        )
        if mendable := count_mendable(group):
            line += {"zh": f"  --fix 能改 {mendable} 个", "en": f"  --fix mends {mendable}"}[
                language
            ]
        lines.append(line.rstrip())
    return lines
