"""Whatever stands in contacts.toml and digest.lock is read or told, never raised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.roster import load_roster
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings
from tests.core.test_roster import LOCK, OFFICE

PIECES = st.sampled_from(
    [
        *"[]{}\"'=.,#\\\n ",
        '"""',
        "''",
        "phone",
        "name",
        "电话",
        "1",
        "true",
        "2021-04-12",
        "；",
        "\u200b",
    ]
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Schemas]:
    read = Settings(str(tmp_path_factory.mktemp("fuzz")))
    return read, load_schemas(read)[0]


@st.composite
def damaged(draw: Callable[..., object], text: str) -> str:
    """Give a text with a few pieces put in or taken out."""
    for _ in range(draw(st.integers(1, 4))):  # type: ignore[call-overload]
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 6))
        put = "".join(draw(st.lists(PIECES, max_size=3)))  # type: ignore[arg-type]
        text = text[:at] + put + text[at + gone :]  # type: ignore[index,operator]
    return text


@settings(max_examples=150, deadline=None)
@given(toml=damaged(OFFICE), lock=damaged(LOCK))
def test_nothing_is_raised(project: tuple[Settings, Schemas], toml: str, lock: str) -> None:
    read, schemas = project
    texts = {str(Path(read.root, "contacts.toml")): toml, str(Path(read.root, "digest.lock")): lock}
    _, found = load_roster(read, schemas, texts)
    for one in found:
        rows = texts[one.place.file].splitlines() or [""]
        span = one.place.span
        assert 1 <= span.line <= span.end_line <= max(len(rows), 1) + 1
        assert span.column >= 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert message_of(one, "zh")
        help_of(one, "en")
