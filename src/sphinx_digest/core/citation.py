"""How to cite a notice, by GB/T 7714-2015."""

from __future__ import annotations

from datetime import date

from sphinx_digest.core.model import Record

#: So many authors are named before 等.
_NAMED = 3


def cite(notice: Record, accessed: date | None) -> str:
    """Cite a notice as a document on the web, else as a document of its own.

    ``accessed`` is the day that it was looked up, for a digest the day its issue went out. What
    is unknown is left out, as the standard asks for authors and days that nobody knows.
    """
    values = notice.values
    title, number = notice.title.strip(), _known(values.get("number"))
    if number and number not in title:
        title = f"{title}: {number}"
    day = _known(values.get("published")) or _known(values.get("dated"))
    parts = [f"{who}. " if (who := _authors(notice)) else ""]
    url = _known(values.get("url"))
    if not url:
        return "".join([*parts, f"{title}[Z].", f" {day[:10]}." if day else ""])
    parts.append(f"{title}[EB/OL].")
    days = [f"({day[:10]})" if day else "", f"[{accessed.isoformat()}]" if accessed else ""]
    if any(days):
        parts.append(f" {''.join(days)}.")
    return "".join([*parts, f" {url}."])


def _authors(notice: Record) -> str:
    issuers = [name for name in notice.values.get("issuer", ()) if _known(name)]
    names = issuers or [name for name in (_known(notice.values.get("source")),) if name]
    more = [", 等"] if len(names) > _NAMED else []
    return ", ".join(names[:_NAMED]) + "".join(more)


def _known(value: object) -> str:
    return value if isinstance(value, str) and value != "unknown" else ""
