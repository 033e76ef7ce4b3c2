"""The names of offices: the one that an index lists an office under, and all that it goes by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

#: How a name ends that can stand before that of a department; 中关村 is a place as well.
_BODY = re.compile(r"[\u4e00-\u9fff]{2,}[局委会院厅署部心协所社办]")
#: 市财政局, of whichever town; 市场, 市容, 市级 … begin no office.
_TOWNLESS = re.compile("(?:市(?![场容民级内域属])|省(?![级内域属]))")
_TOWN = re.compile("[\u4e00-\u9fff]{2,3}?(?=[省市])")


@dataclass(slots=True)
class Offices:
    """Knows offices by ``aliases``: the one name of each issuer by any of its names."""

    aliases: Mapping[str, str]
    _bodies: list[str] = field(init=False)
    _others: dict[str, list[str]] = field(init=False)
    _names: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    _known: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._bodies = sorted(filter(_BODY.fullmatch, self.aliases), key=len, reverse=True)
        self._others = {}
        for name, one in self.aliases.items():
            self._others.setdefault(one, []).append(name)

    def full_name(self, written: str, issuer: str = "") -> str:
        """Give the name of an office with that of its body in full.

        The town of the ``issuer`` is that of an office written without one.
        """
        key = written, issuer
        if key not in self._known:
            self._known[key] = self._full_name(written, issuer)
        return self._known[key]

    def _full_name(self, written: str, issuer: str) -> str:
        if written in self.aliases:
            return self.aliases[written]
        if body := self._body(written):
            return self.aliases[body] + written.removeprefix(body)
        town = _TOWN.match(issuer)
        # 市… of an issuer of a town, 省… of one of a province.
        if town and _TOWNLESS.match(written) and issuer[town.end()] == written[0]:
            return self._full_name(town[0] + written, "")
        return written

    def names(self, name: str) -> tuple[str, ...]:
        """Give every name that an office goes by, its own first."""
        if name not in self._names:
            body = name if name in self.aliases else self._body(name)
            rest = name.removeprefix(body)
            others = self._others.get(self.aliases.get(body, ""), ())
            self._names[name] = tuple(dict.fromkeys((name, *(one + rest for one in others))))
        return self._names[name]

    def _body(self, name: str) -> str:
        return next(filter(name.startswith, self._bodies), "")
