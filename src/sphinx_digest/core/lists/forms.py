"""What the cells of a row of ``deadlines`` and of ``contacts`` are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_digest.core.messages import Language


@dataclass(frozen=True, slots=True)
class Form:
    """What the cells of a row are: ``cells`` names the first ones, "" being the title."""

    name: str
    cells: tuple[str, ...]
    named_from: int  # the cell from which on a colon stands for an equals sign
    example: str
    more: Mapping[Language, str]  # the name shown for a cell too many


FORMS: Mapping[str, Form] = {
    "deadlines": Form(
        "deadline",
        ("when", "", "for"),
        2,
        "- 2021-04-30 前 | 报送材料",
        {"zh": "渠道", "en": "channel"},
    ),
    "contacts": Form(
        "contact",
        ("", "organization", "role"),
        1,
        "- 张某 010-5550 0101 | 示例局",
        {"zh": "编者注", "en": "note"},
    ),
}
