from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from filrouge.kernel.documents.content import Block, BulletList, Heading, Paragraph
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding.models import Contribution, Sequence
from filrouge.modules.deciding.queries.ballots import readable
from filrouge.modules.deciding.queries.library import SequencePlan, Step, sequence_plans
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Participant


@dataclass(frozen=True, slots=True)
class Family:
    """What a step gathered under one name; the name is empty when the step has one list."""

    name: str
    lines: list[Contribution]


@dataclass(frozen=True, slots=True)
class Gathered:
    rank: int
    step: Step
    families: list[Family]

    @property
    def is_empty(self) -> bool:
        return not any(family.lines for family in self.families)


def plan_of(sequence: Sequence) -> SequencePlan:
    return sequence_plans()[sequence.code]


def sequences_whole(membership: Membership) -> QuerySet[Sequence]:
    """To get one sequence with what it gathered, in a constant number of queries."""
    return _whole().filter(readable(membership))


def shown_sequence(pk: UUID) -> Sequence:
    """A sequence on the screens of a session: those who see them are in the room."""
    return _whole().get(pk=pk)


def _whole() -> QuerySet[Sequence]:
    rows = Contribution.objects.order_by("sequence", "step", "family", "id")
    return Sequence.objects.select_related("meeting", "meeting__type", "item").prefetch_related(
        Prefetch("contributions", rows)
    )


def gathered(sequence: Sequence) -> list[Gathered]:
    """What each step gathered, in the order of the plan."""
    rows: dict[tuple[int, str], list[Contribution]] = {}
    for row in sequence.contributions.all():
        rows.setdefault((row.step, row.family), []).append(row)
    return [
        Gathered(rank, step, [Family(name, rows.get((rank, name), [])) for name in step.families or ("",)])
        for rank, step in enumerate(plan_of(sequence).steps)
    ]


def blocks_of(sequence: Sequence) -> list[Block]:
    """What was gathered as it enters the notes: a title, then each step that gathered something."""
    plan, found = plan_of(sequence), [one for one in gathered(sequence) if not one.is_empty]
    if not found:
        return []
    blocks: list[Block] = [Heading(f"{plan.name} : {sequence.title}")]
    for one in found:
        blocks.append(Heading(one.step.title, 2))
        for family in one.families:
            if family.name and family.lines:
                blocks.append(Paragraph(f"{family.name} :"))
            if family.lines:
                blocks.append(BulletList([line.text for line in family.lines]))
    return blocks


def people_to_hear(sequence: Sequence) -> list[tuple[Participant, bool]]:
    """Those present, each with whether they had their turn; those still to be heard first."""
    present = _present(Participant.objects.filter(meeting=sequence.meeting_id).select_related("person"))
    heard = set(sequence.spoken)
    rows = [(one, str(one.pk) in heard) for one in present]
    return sorted(rows, key=lambda row: (row[1], row[0].person.sort_name))


def _present(participants: Iterable[Participant]) -> list[Participant]:
    return [one for one in participants if one.presence in ATTENDED and one.left_at is None]
