"""What a digest says although nobody wrote it: derived values, and where each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sphinx_digest.core.model import Document, Place, Record
from sphinx_digest.core.properties import Property, Words
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.schema_findings import BESIDE_FIELDS
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import records_of
from sphinx_digest.core.telephones import area_of, show_telephone
from sphinx_digest.core.times.wording import length_words


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A value that nobody wrote in its record, which stands at ``place``.

    ``by`` is as in ``Derived``, or ``id`` (made of other values, and not lasting), ``year`` (of
    the issue) or ``counted``, where ``how`` says from when and how long. ``setting`` is the
    dotted name of a setting.
    """

    place: Place
    record: str
    id: str
    name: str
    label: Words
    value: Any
    shown: Words
    by: str
    origin: Place | None = None
    setting: str = ""
    how: Words = field(default_factory=dict)


def find_unwritten(document: Document, schemas: Schemas, settings: Settings) -> Iterator[Unwritten]:
    """Find the values of a document that nobody wrote, in the order of the source."""
    for record in records_of(document):
        if record.block >= 0:
            yield from unwritten_in(record, schemas, settings)


def unwritten_in(record: Record, schemas: Schemas, settings: Settings) -> Iterator[Unwritten]:
    """Find the values of a record that nobody wrote, in the order of its schema."""
    known = schemas.properties(record.kind)
    values = {**record.values, **record.extra}
    if "area-code" in record.derived:
        numbers = [*record.values.get("phone", ()), *record.values.get("fax", ())]
        codes = filter(None, (area_of(number["number"]) for number in numbers))
        values["area-code"] = next(codes, "")
    place = Place(record.file, record.opening)
    kind, id_ = record.kind, record.id

    def one(
        name: str, value: Any, by: str, origin: Place | None, *, setting: str = "",
        how: Words = MappingProxyType({}),
    ) -> Unwritten:  # fmt: skip
        label, shown = _words(known.get(name), name, value)
        return Unwritten(place, kind, id_, name, label, value, shown, by, origin, setting, how)

    if not record.written_id:
        yield one("id", record.id, "id", None)
    order = {name: number for number, name in enumerate(known)}
    for name in sorted(values, key=lambda name: order.get(name, len(order))):
        derived = record.derived.get(name)
        if derived is not None:
            setting = _setting_at(derived.place, settings)
            yield one(name, values[name], derived.by, derived.place, setting=setting)
        elif name in record.inferred:
            span = record.places.get(name)
            yield one(name, values[name], "year", Place(record.file, span) if span else None)
    count = record.count
    if count is not None and count.anchor and (end := count.rolled_end or count.nominal_end):
        span = record.places.get("within")
        origin = Place(record.file, span) if span else None
        how: Words = {
            "zh": f"从 {count.anchor} 起 {length_words(count.length, 'zh')}",
            "en": f"{length_words(count.length, 'en')} from {count.anchor}",
        }
        yield one("end", end, "counted", origin, how=how)


#: Where a value comes from.
ORIGINS: Mapping[str, Words] = {
    "title": {"zh": "标题", "en": "title"},
    "issuer": {"zh": "发文机关", "en": "issuer"},
    "group": {"zh": "分组", "en": "group"},
    "part": {"zh": "篇", "en": "part"},
    "wording": {"zh": "时间的写法", "en": "wording of the time"},
    "id": {"zh": "没写，由内容定", "en": "not written, so made of the content"},
    "year": {"zh": "年份按本期推定", "en": "year of the issue"},
}


def _setting_at(place: Place | None, settings: Settings) -> str:
    """Name the setting whose value stands at a place."""
    named = [name for name, at in settings.places.items() if at == place and name.endswith("=")]
    return named[-1].removesuffix("=") if named else ""


def setting_words(name: str) -> str:
    """Give a setting as it stands in its file: ``[issuers.cnipa] hosts``."""
    name = re.sub(r"\.[0-9]+$", "", name)
    table, _, key = name.rpartition(".")
    if re.search(r"\.[0-9]+", table):
        return f"[[{re.sub('[.][0-9]+', '', table)}]] {key}"
    return f"[{table}] {key}" if table else key


def _words(known: Property | None, name: str, value: Any) -> tuple[Words, Words]:
    """Give what a field and its value are called; lists are joined as they are written."""
    label = known.label if known else BESIDE_FIELDS.get(name, {"zh": name, "en": name})
    values = value if isinstance(value, list) else [value]
    shown = [_shown(known, one) for one in values]
    return label, {
        "zh": "；".join(words["zh"] for words in shown),
        "en": "; ".join(words["en"] for words in shown),
    }


def _shown(known: Property | None, value: Any) -> Words:
    if isinstance(value, Mapping):
        return {"zh": show_telephone(value), "en": show_telephone(value, "en")}
    names = known.labels.get(value) or known.words.get(value) if known else None
    first = next(iter((names or {}).get("zh", ())), None)
    said = str(value)
    return {"zh": f"{first}（{said}）" if first else said, "en": said}
