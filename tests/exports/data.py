"""Digests as data, as exports get them; what is hostile in them stands in every text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

BASE = "https://digest.example.org/"
PAGE = f"{BASE}issues/2021-158.html"

#: Texts with what breaks formats: control characters, halves of pairs, quotes, formulas, markup.
hostile = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(
        [
            "=1+1", "'=1", "\x00\x0b\x1f", "]]><!--&amp;", "\ud800\uffff", "a\r\nBcc: x@example.org",
            "\\n;,", '"^\'', "<script>alert(1)</script>", "＝SUM(A1)", "甲" * 90, "END:VCARD",
            "javascript:alert(1)", "//[", "\u2028\u202e\ufeff", "=?utf-8?b?YQ==?=",
        ]
    ),
)  # fmt: skip


def contact(id_: str = "office", **values: Any) -> dict[str, Any]:
    return {"id": id_, "persons": [], "phones": [], "emails": [], **values}


def person(name: str, *phones: dict[str, str], emails: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": name, "phones": list(phones), "emails": list(emails)}


def deadline(id_: str, title: str, **values: Any) -> dict[str, Any]:
    return {"id": id_, "title": title, "anchor": id_, "contacts": [], **values}


def notice(id_: str, title: str = "通知", html: str = "", **values: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": id_, "title": title, "type": "circular", "issuers": ["甲局"],
        "published": "2021-04-12", "page_url": PAGE, "anchor": id_, "attachments": [],
        "cites": [], "cited_by": [], "body": {"markup": "myst", "source": "", "html": html},
        "deadlines": [], "contacts": [],
    }  # fmt: skip
    return given | values


def issue(number: int, *notices: dict[str, Any], **values: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": f"issue-{number}", "number": number, "title": f"周报 第 {number} 期",
        "published": f"2021-04-{number % 28 + 1:02d}",
        "docname": f"issues/{number}", "page_url": PAGE,
        "parts": [{"id": "p", "title": "知识产权信息篇"}], "notices": list(notices),
    }  # fmt: skip
    return given | values


def digest(*issues: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "format_version": 1, "title": "科技信息周报", "language": "zh_CN",
        "timezone": "Asia/Shanghai", "base_url": BASE, "issues": list(issues),
    } | values  # fmt: skip


@st.composite
def hostile_digests(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a digest whose every text is hostile."""

    def say() -> str:
        return draw(hostile)

    phone = {"number": draw(st.sampled_from(["+861055500101", "12330"])), "extension": "12"}
    held = contact(
        "c", persons=[person(say(), phone, emails=("a@example.org",))], phones=[phone],
        fax=[phone], emails=["b@example.org"], organization=say(), role=say(), address=say(),
        qq=["100000001"], url=say(), note=say(),
    )  # fmt: skip
    office = contact("o", organization=say(), role=say(), address=say(), note=say())
    due = deadline(
        "n-d", say(), kind="comments", end="2021-05-01", due="2021-05-01", precision="day",
        channel=say(), place=say(), materials=say(), late=say(), text=say(), note=say(),
        contacts=[held], extra={"owner": say()}, **{"for": say(), "except": say()},
    )  # fmt: skip
    one = notice(
        "n", say(), say(), number=say(), issuers=[say()], source=say(), source_url=say(),
        addressees=[say()], eligibility=say(), amount=say(), topics=[say()], repeals=[say()],
        related=[say()], text=say(), note=say(), status=say(), group=say(), part_id="p",
        corrections=[{"date": "2021-04-20", "what": say(), "why": say()}],
        attachments=[{"title": say(), "label": say(), "url": say(), "embedded": False}],
        deadlines=[due], contacts=[held, office], extra={"impact": say()},
    )  # fmt: skip
    return digest(
        issue(1, one, notice("m"), title=say(), parts=[{"id": "p", "title": say()}]), title=say()
    )
