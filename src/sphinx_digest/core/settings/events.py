"""What goes into the calendar file: whose deadlines, which reminders, which further files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.properties import defined, normal_word
from sphinx_digest.core.settings.kinds import FLAG, Item, Kind, Table, read_choice, read_host
from sphinx_digest.core.times.periods import read_length

#: What reminders are set for that is no kind of deadline.
DEFAULT, EFFECT = "default", "effect"
_OTHERS = {"default": DEFAULT, "默认": DEFAULT, "effect": EFFECT, "施行": EFFECT}


@dataclass(frozen=True, slots=True)
class EventSettings:
    """What the calendar file holds.

    ``alarms`` are lengths of time by kind of deadline, ``default`` and ``effect``; ``domain`` is
    what the ids of events end with.
    """

    actors: frozenset[str] = frozenset({"applicant"})
    effect: bool = True
    split: tuple[str, ...] = ()
    alarms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    domain: str = ""

    def alarms_of(self, kind: str) -> tuple[str, ...]:
        """Give how long before an event of a kind people are reminded."""
        return self.alarms.get(kind, self.alarms.get(DEFAULT, ()))


def read_alarm_kind(name: str) -> str:
    """Read what reminders are for: a kind of deadline by any name, or one of the others."""
    if other := _OTHERS.get(normal_word(name)):
        return other
    code = defined("deadline-kind").codes.get(normal_word(name))
    if code is None:
        raise UnreadableError("DGT101")
    return code


def event_settings(values: Mapping[str, Any]) -> EventSettings:
    """Make the settings of values that are known to have the right types."""
    default = EventSettings()
    actors = frozenset(filter(None, values.get("actors", ())))
    return EventSettings(
        actors or default.actors,
        values.get("effect", default.effect),
        tuple(dict.fromkeys(filter(None, values.get("split", ())))),
        {
            read_alarm_kind(name): tuple(dict.fromkeys(filter(None, lengths)))
            for name, lengths in values.get("alarms", {}).items()
        },
        values.get("domain", ""),
    )


_SPLITS = {
    "issue": "issue", "期": "issue", "part": "part", "篇": "part", "kind": "kind", "事项": "kind",
    "issuer": "issuer", "发文机关": "issuer", "topic": "topic", "主题": "topic",
}  # fmt: skip


def _read_split(value: Any) -> str:
    found = _SPLITS.get(normal_word(value)) if isinstance(value, str) else None
    if found is None:
        raise UnreadableError("DGT101")
    return found


def _read_actor(value: Any) -> str:
    if not isinstance(value, str):
        raise UnreadableError("DGT101")
    return read_choice(value, "actor")


#: Nobody is reminded of something that is more than two years ahead.
_MOST = {"day": 730, "week": 104, "month": 24, "year": 2, "working day": 500}


def _read_length(value: Any) -> str:
    if not isinstance(value, str):
        raise UnreadableError("DGT101")
    length = read_length(value)
    count, _, unit = length.partition(" ")
    if int(count) > _MOST[unit.removesuffix("s")]:
        raise UnreadableError("DGT101")
    return length


ACTORS = Kind(
    '办理方的列表（不能空着），形如 ["申报人", "推荐单位"]',
    'a list of actors that is not empty, as in ["applicant", "forwarder"]',
    lambda value: isinstance(value, list) and value != [],
    Item("办理方，如 申报人 或 applicant", "an actor, such as applicant", _read_actor),
)
SPLITS = Kind(
    '列表，可写 期、篇、事项、发文机关、主题，形如 ["期", "事项"]',
    'a list of issue, part, kind, issuer or topic, as in ["issue", "kind"]',
    lambda value: isinstance(value, list),
    Item("期、篇、事项、发文机关或主题", "issue, part, kind, issuer or topic", _read_split),
)
ALARMS = Kind(
    '提前多久的列表，形如 ["3 个工作日", "1 天"]',
    'a list of lengths of time, as in ["3 working days", "1 day"]',
    lambda value: isinstance(value, list),
    Item(
        "提前多久，用天、周、个月、年或个工作日写，两年以内，如 3 个工作日",
        "a length of time in days, weeks, months, years or working days, two years at most, "
        "such as 3 working days",
        _read_length,
    ),
)
DOMAIN = Kind(
    "主机名，形如 digest.example.org",
    "a host name, such as digest.example.org",
    lambda value: isinstance(value, str),
    read=read_host,
)
#: What reminders can be set for.
ALARM_KIND = Item(
    "截止的事项，或“默认”、“施行”", "a kind of deadline, `default` or `effect`", read_alarm_kind
)
#: The settings of the calendar file, beside those of working days.
EVENTS: Mapping[str, Kind | Table] = {
    "actors": ACTORS,
    "effect": FLAG,
    "split": SPLITS,
    "domain": DOMAIN,
    "alarms": Table({"*": ALARMS}),
}
