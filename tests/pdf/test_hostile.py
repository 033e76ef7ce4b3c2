"""Text that tries to be markup, and characters that no font has."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx

from sphinx_digest.pdf.content import Entry, Group, IndexSection, IssueRef
from sphinx_digest.pdf.literal import Cleaner, flow, quote, unquote

from .conftest import Build, FakeContent, not_made, word

EVIL = [
    '#read("/etc/passwd")',
    '"); #panic("x"); ("',
    "\\",
    "*_$@<label>`` ]} {[ // /* ~ -- ...",
    '\\"#{sys.inputs}',
    '$x$ = #image("/etc/passwd")',
    "https://example.org/#a(b)[c]",
]


def plant(text: str) -> nodes.Element:
    """Return a section with the text in every kind of place."""
    section = nodes.section("", nodes.title("", text), ids=["e"])
    section += nodes.paragraph("", "", nodes.strong("", text), nodes.literal("", text))
    section += nodes.paragraph(
        "", "", nodes.reference("", text, refuri="https://example.org/" + text)
    )
    section += nodes.paragraph("", "", nodes.math("", text))
    section += nodes.literal_block("", text, language=text)
    section += nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", text)))
    section += nodes.enumerated_list(
        "", nodes.list_item("", nodes.paragraph("", text)), prefix=text, suffix=text
    )
    fields = nodes.field_list(classes=["digest-facts"])
    fields += nodes.field(
        "", nodes.field_name("", text), nodes.field_body("", nodes.paragraph("", text)),
        classes=["digest-fact", "digest-fact-" + text],
    )  # fmt: skip
    for kind in ("deadline", "contact"):
        box = nodes.container(ids=[f"{kind}{text}"], classes=[f"digest-{kind}"])
        box += nodes.paragraph("", text, classes=[f"digest-{kind}-title"])
        box += fields.deepcopy()
        section += box
    return section


def planted(*texts: str) -> FakeContent:
    text = " ".join(texts)
    entry = Entry(text, text, (("index", f"deadline{texts[0]}"),))
    return FakeContent(
        [IssueRef("index", "evil", text, text, text, text)],
        [IndexSection("documents", text, (Group(text, (entry,)),))],
    )


def test_hostile_text_is_only_text(build: Build) -> None:
    def extend(app: Sphinx) -> None:
        def add(_app: Sphinx, doctree: nodes.document) -> None:
            for text in EVIL:
                doctree.children[0].append(plant(text))  # type: ignore[attr-defined]

        app.connect("doctree-read", add)

    built = build(
        {"index.rst": "甲\n==\n\n文。\n"}, planted(*EVIL), extend=extend,
        project="#read(\"/etc/passwd\")", author='"#{', digest_pdf_set="issue",
    )  # fmt: skip
    assert "ERROR" not in built.warnings
    pdf = built.pdf("evil")
    assert "root:" not in pdf.text
    for text in EVIL:
        assert "".join(text.split()) in pdf.bare, text


def test_what_no_font_has_is_named_with_its_place_and_marked(build: Build) -> None:
    def extend(app: Sphinx) -> None:
        def add(_app: Sphinx, doctree: nodes.document) -> None:
            # Neither a control character nor a lone surrogate survives a file's decoding.
            bad = nodes.paragraph("", "坏\x01字\ud800尾")
            bad.source, bad.line = str(app.srcdir / "index.rst"), 9
            doctree.children[0].append(bad)  # type: ignore[attr-defined]

        app.connect("doctree-read", add)

    source = "甲\n==\n\n前有\U0003134a后。\n\n又有\U0001f600。\n\n再有\U0001f600。\n"
    built = build({"index.rst": source}, extend=extend)
    message = word("No font has “%(char)s” (U+%(code)s); the PDF shows %(mark)s.")
    for line, char in ((4, "\U0003134a"), (6, "\U0001f600"), (8, "\U0001f600")):
        said = message % {"char": char, "code": f"{ord(char):04X}", "mark": "〓"}
        assert f"index.rst:{line}: WARNING: {said} [digest.pdf]" in built.warnings
    assert "index.rst:9: WARNING" in built.warnings
    for code in ("U+1F600", "U+0001", "U+D800"):
        assert code in built.warnings
    text = built.pdf().bare
    for words in ("前有〓后", "又有〓。", "坏〓字〓尾"):
        assert words in text


def test_characters_outside_the_chosen_font_come_from_the_reserve(build: Build) -> None:
    built = build({"index.rst": "甲\n==\n\n水 H₂O，面积 50㎡，①②，α，“引”。\n"})
    assert built.warnings == ""
    assert "水H₂O，面积50㎡，①②，α，“引”。" in built.pdf().bare.replace("m²", "㎡")


def test_raw_typst_cannot_read_files(build: Build) -> None:
    good = build({"index.rst": "甲\n==\n\n.. raw:: typst\n\n   *粗体文字* #(1 + 2)\n"})
    assert "粗体文字3" in good.pdf().bare
    for path in ("/etc/passwd", "../../../../etc/passwd"):
        bad = build({"index.rst": f'甲\n==\n\n.. raw:: typst\n\n   #read("{path}")\n'})
        assert "ERROR: " + not_made("volume") in bad.warnings
        assert not (bad.out / "volume.pdf").exists()


def test_only_harmless_schemes_become_links(build: Build) -> None:
    source = "甲\n==\n\n`一 <javascript:alert(1)>`__ `二 <file:///etc/passwd>`__ `三 <mailto:a@example.org>`__\n"
    pdf = build({"index.rst": source}).pdf()
    assert [target for _at, target in pdf.links() if isinstance(target, str)] == [
        "mailto:a@example.org"
    ]
    assert "一二三" in pdf.bare


@given(st.text())
def test_a_literal_holds_any_text(text: str) -> None:
    clean = Cleaner()(text)
    literal = quote(clean)
    assert literal[0] == literal[-1] == '"'
    assert unquote(literal[1:-1]) == clean
    inside = literal[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inside
    literal.encode()


def test_lines_of_chinese_join_without_a_space() -> None:
    assert flow("第一行，\n第二行") == "第一行，第二行"
    assert flow("one\n  two") == "one two"
    assert flow("中文\nLatin") == "中文 Latin"
    assert flow("行末\n") == "行末"
