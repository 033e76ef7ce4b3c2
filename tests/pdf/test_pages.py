"""What a reader finds: contents, bookmarks, links, index pages, long tables."""

from __future__ import annotations

import re

from sphinx_digest.pdf.content import Entry, Group, IndexSection, IssueRef

from .conftest import Build, FakeContent, Pdf, word

NOTICES = 12
FILLER = "这一段正文用来把页面占满，以便后面的通知落到别的页上。" * 12


def issue(prefix: str, number: int) -> str:
    parts = [f"样例周报 第 {number} 期\n{'=' * 24}\n\n政策篇\n------\n"]
    for i in range(1, NOTICES + 1):
        title = f"关于{prefix}第{i}类项目的通知"
        parts.append(f".. _{prefix}-{i}:\n\n{title}\n{'~' * 40}\n\n{FILLER}\n")
    return "\n".join(parts)


FILES = {
    "index.rst": "样例周报\n========\n\n.. toctree::\n\n   a\n   b\n",
    "a.rst": issue("甲", 1) + "\n见 :ref:`乙-7`，又见 `官网 <https://www.example.org/x>`_。\n",
    "b.rst": issue("乙", 2),
}
REFS = (
    IssueRef("a", "one", "样例周报 第 1 期", "1"),
    IssueRef("b", "two", "样例周报 第 2 期", "2"),
)


def indexes() -> tuple[IndexSection, ...]:
    def entries(docname: str, prefix: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(f"索引{prefix}{i}", f"样发〔2021〕{i}号", ((docname, f"{prefix}-{i}"),))
            for i in range(1, NOTICES + 1)
        )

    both = Entry("张某", "", tuple(("a", f"甲-{i}") for i in (1, 5, 9)))
    nowhere = Entry("无处可寻", "", (("a", "no-such-id"),))
    return (
        IndexSection(
            "documents",
            "文件索引",
            (Group("J", entries("a", "甲")), Group("Y", entries("b", "乙"))),
        ),
        IndexSection(
            "dates",
            "日期索引",
            (Group("2021 年 4 月", (Entry("4 月 30 日", "报送", (("a", "甲-3"),), 1),)),),
        ),
        IndexSection("contacts", "联系人索引", (Group("Z", (both, nowhere)),)),
    )


def anchors(files: dict[str, str]) -> dict[str, str]:
    """Chinese names give no ids of their own, so write the explicit targets in ASCII."""
    table = str.maketrans({"甲": "jia", "乙": "yi"})
    return {
        name: re.sub(
            r"(\.\. _|:ref:`)([甲乙]-[0-9]+)", lambda m: m[1] + m[2].translate(table), text
        )
        for name, text in files.items()
    }


def sections() -> tuple[IndexSection, ...]:
    table = str.maketrans({"甲": "jia", "乙": "yi"})
    return tuple(
        IndexSection(
            section.name,
            section.title,
            tuple(
                Group(
                    group.title,
                    tuple(
                        Entry(
                            e.text,
                            e.detail,
                            tuple((d, a.translate(table)) for d, a in e.targets),
                            e.level,
                        )
                        for e in group.entries
                    ),
                )
                for group in section.groups
            ),
        )
        for section in indexes()
    )


def page_of(pdf: Pdf, words: str) -> int:
    """Return the first page after the contents that holds the words."""
    labels = pdf.reader.page_labels
    return next(
        i
        for i, page in enumerate(pdf.pages)
        if labels[i].isdigit() and i > 1 and words in "".join(page.split())
    )


def notice_page(pdf: Pdf, prefix: str, number: int) -> int:
    """Return the page of a heading, told from links to it by the text under it."""
    return page_of(pdf, f"关于{prefix}第{number}类项目的通知这一段正文")


def test_every_page_in_an_index_holds_its_target(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS, sections()), digest_pdf_set="volume").pdf()
    labels = pdf.reader.page_labels
    start = page_of(pdf, "文件索引J")
    tail = "".join("".join(page.split()) for page in pdf.pages[start:])
    for docname in "甲乙":
        for i in range(1, NOTICES + 1):
            match = re.search(rf"索引{docname}{i}样发〔2021〕{i}号[.\s]*([0-9]+)", tail)
            assert match, (docname, i, tail)
            # The next entry begins with a word, so the digits are the page's alone.
            page = notice_page(pdf, docname, i)
            assert labels[page] == match[1]
    targets = {page for at, page in pdf.links() if at >= start and isinstance(page, int)}
    assert {notice_page(pdf, "乙", i) for i in range(1, NOTICES + 1)} <= targets


def test_an_entry_lists_each_page_once_and_one_without_a_place_has_none(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS, sections()), digest_pdf_set="volume").pdf()
    labels = pdf.reader.page_labels
    pages = [labels[notice_page(pdf, "甲", i)] for i in (1, 5, 9)]
    assert f"张某{', '.join(dict.fromkeys(pages))}".replace(" ", "") in re.sub(
        r"\.{2,}", "", pdf.bare
    )
    assert "无处可寻" in pdf.bare


def test_an_issue_lists_only_what_it_holds(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS, sections()), digest_pdf_set="issue").pdf("one")
    assert "关于甲第3类项目的通知" in pdf.bare
    assert "关于乙第3类项目的通知" not in "".join("".join(p.split()) for p in pdf.pages[2:-2])


def test_contents_name_the_page_of_each_heading(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS), digest_pdf_set="issue").pdf("one")
    labels = pdf.reader.page_labels
    assert labels[1] == "i"
    contents = "".join(pdf.pages[1].split())
    assert contents.startswith("".join(word("Contents").split()))
    for i in range(1, NOTICES + 1):
        match = re.search(rf"关于甲第{i}类项目的通知[.\s]*([0-9]+)", contents)
        assert match
        assert labels[notice_page(pdf, "甲", i)] == match[1]
    assert {page for at, page in pdf.links() if at == 1} >= {
        notice_page(pdf, "甲", i) for i in range(1, NOTICES + 1)
    }


def test_bookmarks_follow_the_headings(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS, sections()), digest_pdf_set="volume").pdf()
    assert pdf.outline[:3] == [(0, "样例周报 第 1 期"), (1, "政策篇"), (2, "关于甲第1类项目的通知")]
    assert [title for level, title in pdf.outline if level == 0][-3:] == [
        "文件索引",
        "日期索引",
        "联系人索引",
    ]


def test_links_lead_into_the_other_document_and_out(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS), digest_pdf_set="volume").pdf()
    here = page_of(pdf, "又见官网")
    links = [target for at, target in pdf.links() if at == here]
    # A link stands in the text and, on its address, at the foot of the page.
    assert links[:2] == [notice_page(pdf, "乙", 7), "https://www.example.org/x"]
    assert links.count("https://www.example.org/x") == 2


def test_a_link_out_of_the_issue_goes_to_the_web_or_nowhere(build: Build) -> None:
    refs = FakeContent(REFS)
    plain = build(anchors(FILES), refs, digest_pdf_set="issue").pdf("one")
    assert {target for _at, target in plain.links() if isinstance(target, str)} == {
        "https://www.example.org/x"
    }
    web = build(
        anchors(FILES), refs, digest_pdf_set="issue", html_baseurl="https://digest.example.org/"
    ).pdf("one")
    assert "https://digest.example.org/b.html#yi-7" in [target for _at, target in web.links()]


def test_equal_ids_of_two_documents_stay_apart(build: Build) -> None:
    body = (
        "{t}\n====\n\n通知\n----\n\n"
        + FILLER * 3
        + "\n\n细则\n----\n\n见 :ref:`{n}`。\n\n.. _{n}:\n\n细则之二\n--------\n\n{t}的细则。\n"
    )
    files = {
        "index.rst": "总\n==\n\n.. toctree::\n\n   a\n   b\n",
        "a.rst": body.format(t="子文", n="x1"),
        "b.rst": body.format(t="丑文", n="x2"),
    }
    pdf = build(files, digest_pdf_set="volume").pdf()
    for words in ("子文", "丑文"):
        page = page_of(pdf, f"{words}的细则")
        assert page in [target for at, target in pdf.links() if at >= 2]


def test_the_running_head_names_the_part(build: Build) -> None:
    pdf = build(anchors(FILES), FakeContent(REFS), digest_pdf_set="issue").pdf("one")
    later = notice_page(pdf, "甲", 9)
    assert "".join(pdf.pages[later].split()).startswith("样例周报第1期政策篇")


def test_a_long_table_repeats_its_head_and_loses_no_row(build: Build) -> None:
    rows = "\n".join(f"   * - {i}\n     - 第{i}号单位" for i in range(1, 151))
    table = (
        f".. list-table:: 单位名单\n   :header-rows: 1\n\n   * - 序号\n     - 承担单位\n{rows}\n"
    )
    pdf = build({"index.rst": f"名单\n====\n\n{table}"}).pdf()
    pages = [page for page in pdf.pages if "号单位" in page]
    assert len(pages) >= 3
    assert all("承担单位" in page for page in pages)
    found = re.findall(r"第([0-9]+)号单位", pdf.bare)
    assert [int(number) for number in found] == list(range(1, 151))
    assert pdf.bare.count("单位名单") == 1


def test_no_heading_stands_alone_at_the_end_of_a_page(build: Build) -> None:
    body = "".join(
        f"第{i}节\n------\n\n" + "".join("一行正文。\n\n" * (i % 5 + 2)) + "\n"
        for i in range(1, 60)
    )
    pdf = build({"index.rst": f"全文\n====\n\n{body}"}).pdf()
    for page in pdf.pages[3:]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        lines = [line for line in lines if not line.startswith("—")]
        assert not lines[-1].startswith("第"), lines[-3:]
