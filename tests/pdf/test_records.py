"""The records of a digest as they stand on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_digest.pdf.content import IssueRef

from .conftest import Build, FakeContent, unknown_words, word

CHIEF = FakeContent([IssueRef("a", "one", "样例周报 第 1 期", "1")])
FILES = {
    "index.rst": "样例周报\n========\n\n.. toctree::\n\n   a\n",
    "a.rst": "样例周报 第 1 期\n=================\n\n首段。\n",
}


def facts(**values: str) -> nodes.field_list:
    listing = nodes.field_list(classes=["digest-facts"])
    for name, value in values.items():
        listing += nodes.field(
            "",
            nodes.field_name("", f"标{name}"),
            nodes.field_body("", nodes.paragraph("", value)),
            classes=["digest-fact", f"digest-fact-{name}"],
        )
    return listing


def box(kind: str, title: str, *content: nodes.Node) -> nodes.container:
    container = nodes.container(ids=[f"{kind}-1"], classes=[f"digest-{kind}"])
    container += nodes.paragraph("", title, classes=[f"digest-{kind}-title"])
    container += list(content)
    return container


def issue() -> list[nodes.Node]:
    contents = nodes.container("", classes=["digest-toc"])
    line = nodes.paragraph("", "", nodes.reference("", "目次里的通知", refid="n1", internal=True))
    contents += nodes.bullet_list("", nodes.list_item("", line))
    masthead = nodes.container("", facts(number="第 1 期"), classes=["digest-masthead"])
    notice = nodes.section("", nodes.title("", "甲通知"), ids=["n1"], classes=["digest-notice"])
    notice += facts(number="样发〔2021〕1号", issuer="样例局")
    extra = nodes.container("", facts(impact="影响说明"), classes=["digest-extra"])
    notice += extra
    notice += nodes.section(
        "", nodes.title("", "一、总则"), nodes.paragraph("", "总则的话。"), ids=["s1"]
    )
    notice += box(
        "deadline",
        "报送材料",
        facts(end="2021-04-30", channel="网上"),
        nodes.paragraph("", "备注的话"),
    )
    notice += box("contact", "张某", facts(phone="010-5550 1234", email="zhang@example.org"))
    attachment = nodes.list_item("", nodes.paragraph("", "附件 1：申报表.doc"))
    notice += box("attachments", "附件", nodes.bullet_list("", attachment))
    notice += nodes.container("", nodes.paragraph("", "被引：乙通知"), classes=["digest-cited-by"])
    part = nodes.section("", nodes.title("", "政策篇"), ids=["p1"], classes=["digest-part"])
    group = nodes.section("", nodes.title("", "国家级"), notice, ids=["g1"])
    part += group
    part += nodes.container(
        "", nodes.paragraph("", "样例部 2021 年 4 月 16 日"), classes=["digest-signoff"]
    )
    index = nodes.container("", classes=["digest-index", "digest-index-dates"])
    index += nodes.rubric("", "四月", ids=["group-4"], classes=["digest-group"])
    return [masthead, contents, index, part]


def extend(app: Sphinx) -> None:
    def add(running: Sphinx, doctree: nodes.document) -> None:
        if running.env.docname == "a":
            section = doctree.children[0]
            assert isinstance(section, nodes.section)
            section += issue()

    app.connect("doctree-read", add)


def test_every_record_is_on_the_page(build: Build) -> None:
    built = build(FILES, CHIEF, extend=extend, digest_pdf_set="issue")
    assert built.warnings == ""
    pdf = built.pdf("one")
    for words in (
        "样发〔2021〕1号", "样例局", "影响说明", "总则的话", "报送材料", "标end2021-04-30",
        "标channel网上", "备注的话", "张某", "标phone010-55501234", "标emailzhang@example.org", "附件1：申报表.doc",
        "被引：乙通知", "样例部2021年4月16日", "四月",
    ):  # fmt: skip
        assert words in pdf.bare, words
    assert pdf.outline == [(0, "政策篇"), (1, "国家级"), (2, "甲通知")]


def test_the_contents_of_an_issue_are_in_the_volume_with_pages(build: Build) -> None:
    built = build(FILES, CHIEF, extend=extend)
    assert "目次里的通知" not in built.pdf("one").bare
    pdf = built.pdf()
    page = next(i for i, text in enumerate(pdf.pages) if "目次里的通知" in text)
    target = next(i for i, text in enumerate(pdf.pages) if "总则的话" in text)
    label = pdf.reader.page_labels[target]
    line = next(line for line in pdf.pages[page].splitlines() if "目次里的通知" in line)
    assert line.rstrip().endswith(label)
    assert target in [to for at, to in pdf.links() if at == page]


@pytest.mark.parametrize("name", ["toctree", "index", "highlightlang"])
def test_nodes_without_a_look_leave_no_trace(build: Build, name: str) -> None:
    def strange(app: Sphinx) -> None:
        def add(_app: Sphinx, _name: str, source: list[str]) -> None:
            assert hasattr(addnodes, name)
            source[0] += {
                "toctree": "\n.. toctree::\n   :hidden:\n\n   self\n",
                "index": "\n.. index:: 看不见的词\n",
                "highlightlang": "\n.. highlight:: python\n",
            }[name]

        app.connect("source-read", add)

    built = build({"index.rst": "甲\n==\n\n正文。\n"}, extend=strange)
    assert unknown_words() not in built.warnings
    assert "看不见的词" not in built.pdf().bare


def add(*content: nodes.Node) -> Callable[[Sphinx], None]:
    """Return an extension that puts a notice of this content into the issue."""

    def extended(app: Sphinx) -> None:
        def take(running: Sphinx, doctree: nodes.document) -> None:
            if running.env.docname == "a":
                section = doctree.children[0]
                assert isinstance(section, nodes.section)
                notice = nodes.section("", nodes.title("", "甲通知"), ids=["n1"])
                notice["classes"] = ["digest-notice"]
                notice += [item.deepcopy() for item in content]
                section += notice

        app.connect("doctree-read", take)

    return extended


def text_of(build: Build, *content: nodes.Node) -> str:
    built = build(FILES, CHIEF, extend=add(*content), digest_pdf_set="issue")
    assert built.warnings == ""
    return built.pdf("one").bare


def test_a_wording_that_says_the_same_as_the_date_stands_once(build: Build) -> None:
    when = "自发布之日起 1 个月：数到 2021-05-12"
    text = text_of(build, box("deadline", "征求意见", facts(when=when, text="自发布之日起一个月")))
    assert "自发布之日起1个月" in text
    assert "标text" not in text
    other = box("deadline", "征求意见", facts(when="2021-05-12 止", text="5 月 12 日前"))
    assert "2021-05-12止标text5月12日前" in text_of(build, other)


def test_a_kind_that_is_the_title_stands_once(build: Build) -> None:
    deadline = box("deadline", "", facts(when="2021-05-12 止"))
    title = deadline.children[0]
    assert isinstance(title, nodes.paragraph)
    kind = nodes.inline("", "征求意见", classes=["digest-kind"])
    title += [kind, nodes.Text(" "), nodes.strong("", "征求意见")]
    assert text_of(build, deadline).count("征求意见") == 1


def test_a_kind_that_the_title_says_stands_no_second_time(build: Build) -> None:
    def deadline(kind: str) -> nodes.container:
        block = box("deadline", "", facts(when="2021-05-12 止"))
        block.children[0].extend(  # type: ignore[attr-defined]
            [
                nodes.inline("", kind, classes=["digest-kind"]),
                nodes.Text(" "),
                nodes.strong("", "网上申报项目"),
            ]
        )
        return block

    assert text_of(build, deadline("申报")).count("申报") == 1
    assert "培训网上申报项目" in text_of(build, deadline("培训"))


def test_the_office_of_a_contact_that_is_the_issuer_is_not_said_again(build: Build) -> None:
    own = facts(issuer="样例局")
    person = box("contact", "张某", facts(organization="样例局", role="联系人"))
    other = box("contact", "李某", facts(organization="另一局"))
    text = text_of(build, own, person, other)
    assert text.count("样例局") == 1
    assert "联系人" in text
    assert "另一局" in text


def test_what_the_project_adds_bears_its_name(build: Build) -> None:
    extra = nodes.container("", facts(impact="与我们有关"), classes=["digest-extra"])
    text = text_of(build, facts(issuer="样例局"), extra)
    added = word("Added by us").replace(" ", "")
    assert text.index("样例局") < text.index(added) < text.index("与我们有关")


@pytest.mark.parametrize("kind", ["deadline", "contact", "attachments", "signoff"])
def test_a_block_longer_than_a_page_is_not_cut(build: Build, kind: str) -> None:
    lines = [nodes.paragraph("", f"第{i}段：" + "说明的话。" * 30) for i in range(60)]
    text = text_of(build, box(kind, "很长的一块", *lines))
    assert all(f"第{i}段：" in text for i in range(60))


def test_facts_longer_than_a_page_are_not_cut(build: Build) -> None:
    long = {f"n{i}": f"第{i}项：" + "说明的话。" * 30 for i in range(60)}
    text = text_of(build, facts(**long))
    assert all(f"第{i}项：" in text for i in range(60))


def test_short_facts_share_a_line(build: Build) -> None:
    built = build(
        FILES,
        CHIEF,
        extend=add(facts(type="通知", number="样发〔2021〕1号")),
        digest_pdf_set="issue",
    )
    lines = ["".join(line.split()) for page in built.pdf("one").pages for line in page.splitlines()]
    assert any("通知" in line and "样发〔2021〕1号" in line for line in lines)


def test_addresses_of_attachments_stand_behind_them(build: Build) -> None:
    link = nodes.reference("", "申报表.doc", refuri="https://www.example.org/a1.doc")
    listing = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "", link)))
    text = text_of(build, box("attachments", "附件", listing))
    assert "申报表.dochttps://www.example.org/a1.doc" in text
