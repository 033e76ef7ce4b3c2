"""The indexes in the build: domain indexes, the directive's tables, and that both agree."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .conftest import EXAMPLE, Built, build

Example = Callable[[str], Built]
NAMES = ("documents", "dates", "contacts")


def _entries(html: str) -> list[str]:
    """Return the addresses of the entries of a page in their order."""
    return [
        href.removeprefix("issues/")
        for href in re.findall(r'<a (?:class="reference internal" )?href="([^"]*)"', html)
        if "#" in href and not re.match(r"#(cap-|$)", href) and ".html#" in href
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_entries_of_a_domain_index_exist(example: Example, name: str) -> None:
    built = example("html")
    entries = _entries(built.main(f"digest-{name}.html"))
    assert len(entries) > 10
    pages = {p.name: p.read_text(encoding="utf-8") for p in (built.out / "issues").glob("*.html")}
    for entry in entries:
        page, anchor = entry.split("#")
        assert f'id="{anchor}"' in pages[page]


@pytest.mark.parametrize("name", NAMES)
def test_the_directive_lists_in_the_same_order(example: Example, name: str) -> None:
    built = example("html")
    tables = built.main(f"{name}.html").split(f'<div class="digest-index digest-index-{name} ')
    # The domain index gives documents by issuer, then by number where they have one.
    numbered = tables[2].split('id="digest-documents-number-no-number"') if len(tables) > 2 else []
    shown = tables[1] + (numbered[0] if name == "documents" else "")
    assert _entries(shown) == _entries(built.main(f"digest-{name}.html"))


@pytest.mark.parametrize("name", NAMES)
def test_groups_have_anchors_of_their_own(example: Example, name: str) -> None:
    ids = re.findall(
        r'<p class="digest-group rubric" id="([^"]+)"', example("html").main(f"{name}.html")
    )
    assert ids
    assert all(re.fullmatch(r"[a-z0-9-]+", id_) for id_ in ids)
    assert len(set(ids)) == len(ids)


def test_every_page_number_of_the_latex_indexes_has_a_target(example: Example) -> None:
    tex = next(example("latex").out.glob("*.tex")).read_text(encoding="utf-8")
    targets = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    wanted = re.findall(r"\\sphinxstyleindexpageref\{([^}]*):\\detokenize\{([^}]*)\}\}", tex)
    assert len(wanted) > 50
    assert [f"{d}:{a}" for d, a in wanted if f"{d}:{a}" not in targets] == []
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex))
    assert links <= targets
    assert r"\begin{longtable}" in tex


def test_the_indexes_of_a_builder_can_be_chosen(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("chosen")
    html = build(
        EXAMPLE, folder / "html", doctrees=folder / "trees", html_domain_indices=["digest-dates"]
    )
    assert (html.out / "digest-dates.html").is_file()
    assert not (html.out / "digest-documents.html").exists()
    latex = build(
        EXAMPLE, folder / "latex", "latex", doctrees=folder / "trees", latex_domain_indices=False
    )
    assert r"\sphinxstyleindexpageref" not in latex.text("*.tex")
