"""Which date suits best, who would be missing, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from filrouge.kernel.people.enums import Profession
from filrouge.modules.scheduling.enums import POSSIBLE, Availability
from filrouge.modules.scheduling.models import Poll, Respondent, Slot


@dataclass(frozen=True, slots=True)
class Missing:
    """A profession of which nobody could come. ``waiting``: some have not answered yet."""

    profession: str
    people: Sequence[Respondent]
    waiting: int = 0
    is_required: bool = False

    @property
    def label(self) -> str:
        return Profession(self.profession).label


@dataclass(frozen=True, slots=True)
class Tally:
    """One date and what was answered to it."""

    slot: Slot
    answers: dict[UUID, str]  # respondent → answer
    yes: int
    if_needed: int
    no: int
    silent: int
    missing: Sequence[Missing] = ()
    absent: Sequence[Respondent] = field(default=())  # indispensable people who said no

    @property
    def lacks(self) -> int:
        """Indispensable professions and people that would be missing."""
        return sum(one.is_required for one in self.missing) + len(self.absent)

    @property
    def rank(self) -> tuple[int, float, int, int]:
        """The larger, the better: nobody indispensable missing, then how many would come, then how gladly."""
        return -self.lacks, self.yes + self.if_needed * 0.6, self.yes, -len(self.missing)


def tallies_of(poll: Poll) -> list[Tally]:
    """One tally per date, in the order of dates. The poll comes from ``polls_with_everything``."""
    respondents = list(poll.respondents.all())
    required = set(poll.required_professions)
    return [_tally(slot, respondents, required) for slot in poll.slots.all()]


def _tally(slot: Slot, respondents: Sequence[Respondent], required: set[str]) -> Tally:
    asked = {one.pk for one in respondents}
    answers = {one.respondent_id: str(one.answer) for one in slot.answers.all() if one.respondent_id in asked}
    given = list(answers.values())
    return Tally(
        slot=slot,
        answers=answers,
        yes=given.count(Availability.YES),
        if_needed=given.count(Availability.IF_NEEDED),
        no=given.count(Availability.NO),
        silent=len(respondents) - len(given),
        missing=list(_missing(respondents, answers, required)),
        absent=[one for one in respondents if one.is_required and answers.get(one.pk) == Availability.NO],
    )


def _missing(respondents: Sequence[Respondent], answers: dict[UUID, str], required: set[str]) -> Iterable[Missing]:
    people: dict[str, list[Respondent]] = {}
    for one in respondents:
        people.setdefault(one.profession, []).append(one)
    for profession, members in people.items():
        given = [answers.get(one.pk) for one in members]
        if not any(answer in POSSIBLE for answer in given) and Availability.NO in given:
            yield Missing(profession, members, given.count(None), profession in required)
    for profession in required - people.keys():
        yield Missing(profession, (), 0, is_required=True)


def best_of(tallies: Iterable[Tally], now: datetime) -> Tally | None:
    """The date that suits best among those to come; the earliest of equals; nothing while nobody can come."""
    possible = [one for one in tallies if one.slot.starts_at > now and one.yes + one.if_needed]
    return max(possible, key=lambda one: (one.rank, -one.slot.starts_at.timestamp()), default=None)
