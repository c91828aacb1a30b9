"""The people of the made-up company: teams, phones, and what became of some of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from callyzer.sandbox import texts
from callyzer.sandbox.draws import below, normal, salted, uniform

MOST = 1000
"""People a company can have: client numbers are dealt out by their place."""

REGIONS = ("North", "South", "West", "East")
_TEAMS = 40
_NO_TAGS, _LAGGARDS = 13, (5, 17, 33)
_LEFT = {3: 20, 11: 47, 26: 75}
_SILENT = {7: 6, 19: 16}
_UNINSTALLED = {23: 9}
_NEW_HIRES = {6: 12, 18: 24, 30: 38}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One employee. `left` is the day from which the account is deleted, `silent` the last day the phone reported.

    `stories` is how many conversations begin on a plain working day, `skill` a factor on the connect rate,
    `inbound` the share of conversations a client begins.
    """

    place: int
    name: str
    code: str
    number: str
    tags: tuple[str, ...]
    joined: date
    left: date | None
    silent: date | None
    uninstalled: bool
    recording: bool
    leads: bool
    laggard: bool
    battery: int
    stories: float
    skill: float
    inbound: float
    talk: float
    portfolio: int
    new_clients: float
    salt: int

    @property
    def team(self) -> str:
        """The tag by which work is shared, "" for somebody without one."""
        return self.tags[0] if self.tags else ""

    @property
    def last_day(self) -> date:
        """The last day with calls."""
        days = [day for day in (self.silent, self.left and self.left - timedelta(days=1)) if day]
        return min(days, default=date.max)


def hire(seed: int, count: int, until: date) -> tuple[Person, ...]:
    """The staff, the same for the same arguments; what happened to people happened so many days before `until`."""
    if not 1 <= count <= MOST:
        raise ValueError(f"a company has 1 to {MOST} employees, not {count}")
    return tuple(_person(seed, place, until) for place in range(count))


def _person(seed: int, place: int, until: date) -> Person:
    salt = int(salted(salted(seed, "staff"), f"person {place}")[0])

    def draw(words: str) -> float:
        return float(uniform(salt, words)[0])

    role = place % _TEAMS
    tags = _tags(role)
    gone = _SILENT.get(role) or _UNINSTALLED.get(role)
    key_account = "Key Accounts" in tags
    return Person(
        place=place,
        name=_name(salt, place),
        code="" if draw("code") < 0.15 else f"E{101 + place:03}",
        number=f"60000{place * 7919 % 100_000:05}",
        tags=tags,
        joined=until - timedelta(days=_NEW_HIRES.get(role, 120 + int(draw("joined") * 1100))),
        left=until - timedelta(days=_LEFT[role]) if role in _LEFT else None,
        silent=until - timedelta(days=gone) if gone else None,
        uninstalled=role in _UNINSTALLED,
        recording=draw("recording") < 0.35,
        leads=draw("leads") < 0.6,
        laggard=role in _LAGGARDS,
        battery=int(draw("low battery") * 15) + 2 if draw("battery") < 0.15 else 25 + int(draw("charge") * 75),
        stories=min(48.0, max(26.0, 36.0 + 6.0 * float(normal(salt, "stories")[0]))) * (0.8 if key_account else 1.0),
        skill=min(1.3, max(0.7, 1.0 + 0.13 * float(normal(salt, "skill")[0]))),
        inbound=0.2 + 0.12 * draw("inbound") + (0.15 if "Renewals" in tags else 0.0),
        talk=(1.7 if key_account else 1.0) * (0.8 + 0.5 * draw("talk")),
        portfolio=60 + int(draw("portfolio") * 90),
        new_clients=(1.5 if key_account else 4.0) + 3.5 * draw("new clients"),
        salt=salt,
    )


def _tags(role: int) -> tuple[str, ...]:
    if role == _NO_TAGS:
        return ()
    region = REGIONS[role % 4]
    if role in _NEW_HIRES:
        return (region, "New hires")
    if role % 10 == 4:
        return ("Key Accounts",) if role != 34 else ("Key Accounts", region)
    if role % 8 == 5:
        return ("Renewals",)
    return (region,)


def _name(salt: int, place: int) -> str:
    if place in texts.ODD_EMPLOYEES:
        return texts.ODD_EMPLOYEES[place]
    first = texts.FIRST_NAMES[int(below(salt, "first name", len(texts.FIRST_NAMES))[0])]
    last = texts.LAST_NAMES[int(below(salt, "last name", len(texts.LAST_NAMES))[0])]
    return f"{first} {last}"
