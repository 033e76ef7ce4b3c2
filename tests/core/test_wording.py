"""Dates and rules as readers see them."""

from __future__ import annotations

import pytest

from sphinx_digest.core.times.periods import read_recurrence
from sphinx_digest.core.times.wording import due_words, recurrence_words


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("每天", "每天", "every day"),
        ("每月", "每月", "every month"),
        ("每季度", "每季度", "every quarter"),
        ("每半年", "每半年", "every half-year"),
        ("每季度最后一月", "每年 3、6、9、12 月", "every year in March, June, September, December"),
        (
            "每季度最后一日",
            "每年 3、6、9、12 月最后一日",
            "every year in March, June, September, December, last day",
        ),
        ("每年5月20日", "每年 5 月 20 日", "every year in May, day 20"),
        ("每月15日", "每月 15 日", "every month, day 15"),
        ("每周五", "每周五", "every week on Friday"),
        (
            "每个工作日",
            "每周一、二、三、四、五",
            "every week on Monday, Tuesday, Wednesday, Thursday, Friday",
        ),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "每 2 周的周一", "every 2 weeks on Monday"),
        ("FREQ=MONTHLY;INTERVAL=2", "每 2 个月", "every 2 months"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "每月 1、15 日", "every month, day 1, 15"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3"),
        ("FREQ=HOURLY", "FREQ=HOURLY", "FREQ=HOURLY"),
    ],
)
def test_recurrences(rule: str, zh: str, en: str) -> None:
    stored = read_recurrence(rule)
    assert (recurrence_words(stored, "zh"), recurrence_words(stored, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("values", "inferred", "zh", "en"),
    [
        ({"end": "2021-04-30"}, {"end"}, "2021-04-30 止（年份按本期推定）",
         "until 2021-04-30 (year inferred from the issue)"),
        ({"start": "2021-04-30"}, {"start"}, "2021-04-30 起（年份按本期推定）",
         "from 2021-04-30 (year inferred from the issue)"),
        ({"on": "2021-04-30"}, {"on"}, "2021-04-30（年份按本期推定）",
         "2021-04-30 (year inferred from the issue)"),
        ({"start": "2021-07-01", "end": "2021-07-31"}, {"start", "end"},
         "2021-07-01 至 2021-07-31（年份按本期推定）",
         "2021-07-01 to 2021-07-31 (year inferred from the issue)"),
        ({"start": "2021-12-20", "end": "2022-01-05"}, {"start"},
         "2021-12-20（年份按本期推定）至 2022-01-05",
         "2021-12-20 (year inferred from the issue) to 2022-01-05"),
        ({"start": "published", "end": "2021-07-31"}, {"end"},
         "发布之日至 2021-07-31（年份按本期推定）",
         "publication to 2021-07-31 (year inferred from the issue)"),
        ({"start": "2021-07-01", "end": "2021-07-31"}, set(), "2021-07-01 至 2021-07-31",
         "2021-07-01 to 2021-07-31"),
        ({"within": "1 month", "from": "2021-04-15"}, {"from"}, "自 2021-04-15（年份按本期推定）起 1 个月",
         "within 1 month from 2021-04-15 (year inferred from the issue)"),
        ({"start": "published", "within": "1 month"}, set(), "自发布之日起 1 个月",
         "within 1 month from publication"),
        ({"start": "published", "within": "1 month", "from": "dated"}, set(),
         "自发布之日起；自成文之日起 1 个月", "from publication; within 1 month from the date of the document"),
    ],
)  # fmt: skip
def test_what_is_due_and_whose_year_was_inferred(
    values: dict[str, str], inferred: set[str], zh: str, en: str
) -> None:
    assert (due_words(values, "zh", inferred), due_words(values, "en", inferred)) == (zh, en)
