"""Who must be there for a meeting to count: told while it is held, when somebody can still be called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from filrouge.kernel.people.enums import Profession
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Meeting, Participant

# They work in the team without being one of its professions of care: they do not make a meeting pluriprofessional.
AROUND_CARE = frozenset(
    {
        Profession.COORDINATOR,
        Profession.SECRETARY,
        Profession.MEDICAL_ASSISTANT,
        Profession.MEDIATOR,
        Profession.OTHER,
    }
)


@dataclass(frozen=True, slots=True)
class Minimum:
    """One condition: how many are asked, how many are there."""

    asked: int
    found: int
    unit: str  # "profession", "personne"
    among: int = 0  # people called, for a share of them
    percent: int = 0

    @property
    def reached(self) -> bool:
        return self.found >= self.asked


def minimums_of(meeting: Meeting, participants: Collection[Participant]) -> list[Minimum]:
    """Conditions of the type of the meeting, against the participants given."""
    came = [one for one in participants if one.presence in ATTENDED]
    conditions = []
    if asked := meeting.type.minimum_professions:
        professions = {one.profession for one in came} - AROUND_CARE
        conditions.append(Minimum(asked, len(professions), "profession"))
    if percent := meeting.type.quorum_percent:
        asked = -(-len(participants) * percent // 100)  # rounded up: half of five is three
        conditions.append(Minimum(asked, len(came), "personne", len(participants), percent))
    return conditions
