"""What meetings propose for one another's agendas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from filrouge.modules.meetings.enums import ItemKind
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import Proposal, agenda_proposals
from filrouge.modules.meetings.queries import proposals as queries
from filrouge.ui.typography import date_long


@agenda_proposals.register("meetings.decisions")
def decisions_to_review(meeting: Meeting) -> Iterator[Proposal]:
    for one in queries.decisions_for(meeting):
        assert one.review_on is not None  # as they were read
        key, title = f"decision:{one.pk}:{one.review_on}", f"Revoir la décision {one}"
        past = one.review_on < timezone.localdate()
        why = f"à revoir {'depuis le' if past else 'le'} {date_long(one.review_on)}"
        yield Proposal(key, title, ItemKind.DECISION, 10, why, one.get_absolute_url(), returns=True)


@agenda_proposals.register("meetings.tasks")
def late_tasks(meeting: Meeting) -> Iterator[Proposal]:
    for task in queries.late_tasks_for(meeting, timezone.localdate()):
        assert task.due_on is not None  # as they were read
        owner = f", confiée à {task.owner}" if task.owner else ", à confier"
        why = f"en retard depuis le {date_long(task.due_on)}{owner}"
        key, title = f"task:{task.pk}:{task.due_on}", f"Tâche en retard : {task.title}"
        yield Proposal(key, title, ItemKind.DISCUSSION, 5, why, task.get_absolute_url())


@agenda_proposals.register("meetings.mandates")
def ending_mandates(meeting: Meeting) -> Iterator[Proposal]:
    for group in queries.ending_groups(meeting):
        why, key = _ends(group.ends_on), f"group:{group.pk}:{group.ends_on}"
        yield Proposal(key, f"Suite du groupe « {group.name} »", ItemKind.DECISION, 10, why, group.get_absolute_url())
    if queries.is_of_the_whole_team(meeting):
        for one in queries.ending_responsibilities(meeting.starts_on):
            why, key = _ends(one.ends_on), f"responsibility:{one.pk}:{one.ends_on}"
            url = one.person.get_absolute_url()
            yield Proposal(key, f"Renouveler : {one}", ItemKind.DECISION, 5, why, url)


def _ends(day: date | None) -> str:
    assert day is not None  # as they were read
    return f"{'a pris fin' if day < timezone.localdate() else 'prend fin'} le {date_long(day)}"
