"""The techniques and guided sequences that ship with the house: two files, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from filrouge.kernel.search.text import fold
from filrouge.modules.deciding.enums import ACTIVITIES, Method, Purpose
from filrouge.modules.meetings.enums import ItemKind

Capture = Literal["none", "ideas", "families", "turns"]
SUGGESTED = 3
PURPOSES_OF_KIND = {
    ItemKind.INFORMATION: (Purpose.START, Purpose.CLOSE),
    ItemKind.DISCUSSION: (Purpose.PRODUCE, Purpose.UNDERSTAND, Purpose.SORT),
    ItemKind.DECISION: (Purpose.DECIDE,),
}


@dataclass(frozen=True, slots=True)
class Technique:
    code: str
    name: str
    purposes: tuple[Purpose, ...]
    people: tuple[int, int]
    minutes: tuple[int, int]
    what_for: str
    when: str
    not_when: str
    material: str
    steps: tuple[str, ...]
    phones: str
    sequence: str = ""  # what can be run for it here
    method: str = ""
    board: bool = False

    @property
    def purpose_labels(self) -> list[str]:
        return [str(purpose.label) for purpose in self.purposes]

    @property
    def activities(self) -> list[str]:
        return sorted({ACTIVITIES[purpose] for purpose in self.purposes})

    @property
    def can_be_run(self) -> bool:
        return bool(self.sequence or self.method or self.board)

    def fits(self, *, people: int | None = None, minutes: int | None = None) -> bool:
        """Whether so many people can do it, and whether it can be done in so little time."""
        right_size = people is None or self.people[0] <= people <= self.people[1]
        return right_size and (minutes is None or self.minutes[0] <= minutes)

    def speaks_of(self, words: Sequence[str]) -> bool:
        text = fold(" ".join((self.name, self.what_for, self.when, *self.steps, *self.purpose_labels)))
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    minutes: int
    capture: Capture
    facilitator: str
    phones: str
    projector: str
    families: tuple[str, ...] = ()
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class SequencePlan:
    code: str
    name: str
    icon: str
    what_for: str
    question: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@cache
def techniques() -> Mapping[str, Technique]:
    return {row["code"]: _technique(row) for row in _read("techniques.toml")["technique"]}


@cache
def sequence_plans() -> Mapping[str, SequencePlan]:
    return {row["code"]: _plan(row) for row in _read("sequences.toml")["sequence"]}


def find_techniques(
    *, q: str = "", purpose: str = "", people: int | None = None, minutes: int | None = None
) -> list[Technique]:
    words = fold(q).split()
    return [
        one
        for one in techniques().values()
        if (not purpose or purpose in one.purposes)
        and one.fits(people=people, minutes=minutes)
        and (not words or one.speaks_of(words))
    ]


def suggest(kind: str, *, people: int, minutes: int) -> list[Technique]:
    """A few ideas for a point of the agenda: by what it is, who is called and the time it has."""
    fitting = [one for one in techniques().values() if one.fits(people=people, minutes=minutes)]
    purposes = PURPOSES_OF_KIND[ItemKind(kind)]
    ranked = [one for purpose in purposes for one in fitting if one.purposes[0] == purpose]
    return ranked[:SUGGESTED]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("filrouge.modules.deciding").joinpath(name).read_text("utf-8"))


def _technique(row: dict[str, Any]) -> Technique:
    ready = {
        **row,
        "purposes": tuple(Purpose(purpose) for purpose in row["purposes"]),
        "people": tuple(row["people"]),
        "minutes": tuple(row["minutes"]),
        "steps": tuple(row["steps"]),
    }
    if ready.get("method"):
        Method(ready["method"])
    return Technique(**ready)


def _plan(row: dict[str, Any]) -> SequencePlan:
    steps = tuple(Step(**{**step, "families": tuple(step.get("families", ()))}) for step in row["step"])
    return SequencePlan(**{name: value for name, value in row.items() if name != "step"}, steps=steps)
