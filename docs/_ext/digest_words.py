"""What the manual says by hand about formats, settings and the export; tests find what lacks."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

#: What is written into a field, by how it is read.
READS: Mapping[str, Words] = {
    "text": {"zh": "文字", "en": "text"},
    "flag": {"zh": "只写名称，不写内容", "en": "the name alone, without a value"},
    "integer": {"zh": "整数", "en": "a whole number"},
    "number": {"zh": "数字", "en": "a number"},
    "choice": {"zh": "下列之一", "en": "one of these"},
    "record-id": {
        "zh": "编号：小写字母、数字、连字符",
        "en": "an id: small letters, digits, hyphens",
    },
    "date": {"zh": "日期，写到日", "en": "a whole date"},
    "reduced-date": {"zh": "日期，可以只到月、季、年", "en": "a day, month, quarter or year"},
    "moment": {
        "zh": "日期，可以只到月、季、年，也可以写到几点几分",
        "en": "a day, month, quarter or year, or a day with a time",
    },
    "interval": {"zh": "起止日期，首尾都含", "en": "a first and a last day, both included"},
    "length": {"zh": "时间的长度", "en": "a length of time"},
    "recurrence": {"zh": "多久一次", "en": "how often"},
    "uri": {"zh": "完整的网址", "en": "a whole web address"},
    "email": {"zh": "电子邮箱", "en": "an e-mail address"},
    "telephone": {"zh": "电话号码，可带分机", "en": "a telephone number, with extension"},
    "document-number": {"zh": "文号", "en": "a document number"},
    "document-reference": {"zh": "文号，或公文的编号", "en": "a document number or a notice's id"},
}

#: What a setting is for, by its name; ``*`` stands for a name of the project's own.
SETTINGS: Mapping[str, Words] = {
    "title": {"zh": "刊名。", "en": "The digest's title."},
    "language": {
        "zh": "提示和导出所用的语言；网页的语言由 conf.py 的 language 定。",
        "en": "Of messages and exports; pages follow `language` in conf.py.",
    },
    "timezone": {"zh": "原文写了钟点时，按哪里的时间。", "en": "Where times of day are meant."},
    "base_url": {
        "zh": "网页发布在哪里；导出的链接由此写全。",
        "en": "Where the pages are published.",
    },
    "source": {"zh": "源文件所在的文件夹。", "en": "The folder of the sources."},
    "exclude": {"zh": "不收录的文件和文件夹，可用 *。", "en": "Files and folders to leave out."},
    "markup.myst_extensions": {
        "zh": "启用哪些 MyST 扩展；要保留 colon_fence。",
        "en": "MyST extensions that are on; keep colon_fence.",
    },
    "markup.disable_syntax": {
        "zh": "关掉哪些 Markdown 写法；粘贴的文字多时，建议关掉 code 和 lheading。",
        "en": "Markdown that is off; code and lheading, where much is pasted.",
    },
    "rules.select": {
        "zh": "只报这些代码（可以只写开头）；读不懂的一定报。",
        "en": "Report these codes alone, given by their beginning; what cannot be read stays.",
    },
    "rules.ignore": {
        "zh": "不报这些代码（可以只写开头）。",
        "en": "Leave these codes out, given by their beginning.",
    },
    "rules.severity.*": {
        "zh": "这个代码（或开头相同的）算错误、警告还是提示。",
        "en": "How grave this code is, or all that begin so.",
    },
    "rules.files.*": {
        "zh": "名字相符的文件里不报这些代码。",
        "en": "Codes to leave out in the files that this pattern fits.",
    },
    "schemas.*": {
        "zh": "这类条目用本刊自己的定义，写文件的路径。",
        "en": "The project's own definition of this record: the path of a file.",
    },
    "parts.title": {"zh": "每期都有的篇，篇名。", "en": "A part that every issue has."},
    "parts.groups": {"zh": "篇里的分组，按先后。", "en": "Its groups, in order."},
    "parts.department": {"zh": "编写这一篇的部门。", "en": "The department that writes it."},
    "telephone.country": {"zh": "电话没写国家时，按哪国。", "en": "Of numbers without a country."},
    "telephone.area_code": {"zh": "电话没写区号时，补哪个。", "en": "Of numbers without an area."},
    "pinyin.exceptions.*": {"zh": "这个字或词读什么音。", "en": "How this word is read."},
    "calendar.working": {
        "zh": "日历之外，或日历有误，要上班的日子。",
        "en": "Days worked that the calendar does not have so.",
    },
    "calendar.rest": {
        "zh": "日历之外，或日历有误，休息的日子；只本地放的假也写这里。",
        "en": "Days of rest that the calendar does not have so; local holidays too.",
    },
    "calendar.years": {
        "zh": "日历还没有、由以上两项写全了的年份；没写到的日子按周末和平日算。",
        "en": "Years that the calendar does not have yet and the two lists give in full.",
    },
    "issuers.*.name": {"zh": "机关的统一名称。", "en": "The one name of an issuing body."},
    "issuers.*.aliases": {"zh": "同一机关的其他写法。", "en": "Other names it goes by."},
    "issuers.*.area_code": {
        "zh": "这一机关的电话没写区号时，补哪个；先于 telephone.area_code。",
        "en": "Of its numbers without an area; comes before telephone.area_code.",
    },
}

#: What a property of the export is, where it is no field of a record; by its name.
EXPORT: Mapping[str, Words] = {
    "format_version": {"zh": "格式的版本。", "en": "The version of this format."},
    "language": {"zh": "周报的语言。", "en": "The digest's language."},
    "timezone": {"zh": "时刻所在的时区。", "en": "The time zone of times of day."},
    "base_url": {"zh": "网页发布在哪里。", "en": "Where the pages are published."},
    "issues": {"zh": "各期，按期号。", "en": "The issues, by number."},
    "parts": {"zh": "各篇，按先后。", "en": "The parts, in order."},
    "notices": {"zh": "公文，按先后。", "en": "The notices, in order."},
    "title": {"zh": "标题。", "en": "The title."},
    "docname": {"zh": "源文件，不带后缀。", "en": "The source file, without its suffix."},
    "page_url": {"zh": "网页的地址。", "en": "The address of the page."},
    "anchor": {"zh": "网页里的锚点。", "en": "The anchor on the page."},
    "extra": {"zh": "本刊自己的字段。", "en": "The project's own fields."},
    "start": {"zh": "第一天，含。", "en": "The first day, included."},
    "end": {"zh": "最后一天，含。", "en": "The last day, included."},
    "part_id": {"zh": "所在篇的编号。", "en": "The id of its part."},
    "group": {"zh": "所在分组的标题。", "en": "The title of its group."},
    "attachments": {"zh": "附件，按先后。", "en": "The attachments, in order."},
    "cites": {"zh": "引用的文件。", "en": "The documents it cites."},
    "cited_by": {"zh": "引用它的公文，写编号。", "en": "The ids of notices that cite it."},
    "body": {"zh": "正文：写法、源文字、网页。", "en": "The text: markup, source, HTML."},
    "modified": {"zh": "最后更改的日子。", "en": "The day of the last change."},
    "sequence": {"zh": "第几次更改。", "en": "The number of the change."},
    "status": {"zh": "状态。", "en": "The status."},
    "corrections": {"zh": "更正。", "en": "Corrections."},
    "deadlines": {"zh": "截止，按先后。", "en": "The deadlines, in order."},
    "contacts": {"zh": "联系人，按先后。", "en": "The contacts, in order."},
    "label": {"zh": "序号，如“附件 1”。", "en": "The label, such as “Annex 1”."},
    "url": {"zh": "网址。", "en": "The link."},
    "embedded": {"zh": "正文里已经附上。", "en": "Whether it is part of the body."},
    "level": {"zh": "层级，从 1 起。", "en": "How deep it is nested, from 1."},
    "number": {"zh": "文号。", "en": "The document number."},
    "issuer": {"zh": "发文机关。", "en": "The issuer."},
    "id": {"zh": "公文的编号，刚好有一条时才有。", "en": "The notice, where just one fits."},
    "nominal_end": {"zh": "数出来的最后一天。", "en": "The last day as it is counted."},
    "rolled_end": {"zh": "遇假日顺延后的最后一天。", "en": "That day moved past holidays."},
    "due": {"zh": "最晚哪天；写了月、季、年的，是它的最后一天；数出来的，是 nominal_end。",
            "en": "By when at the latest; the last day of a month, quarter or year."},
    "precision": {"zh": "准到什么程度。", "en": "How exact that is."},
    "inferred": {"zh": "有日期没写年份，是按本期推定的。", "en": "A year was not written."},
    "inferred_fields": {"zh": "是哪几项。", "en": "The fields whose year was not written."},
    "accepted": {"zh": "编辑认可的提示，各有理由。", "en": "Findings that the editors accept."},
    "code": {"zh": "提示的代码。", "en": "The finding's code."},
    "reason": {"zh": "认可的理由，印给读者。", "en": "The reason, shown to readers."},
    "counted": {"zh": "怎么数出来的。", "en": "How it was counted."},
    "persons": {"zh": "每个人，和只属于他的电话、邮箱。", "en": "The persons with what is theirs."},
    "name": {"zh": "姓名。", "en": "The name."},
    "phones": {"zh": "电话；联系人的是几人共用的。", "en": "Telephones; a contact's are shared."},
    "emails": {"zh": "邮箱；联系人的是几人共用的。", "en": "Addresses; a contact's are shared."},
}  # fmt: skip
