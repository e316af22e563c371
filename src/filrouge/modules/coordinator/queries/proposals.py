from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import WorkDone
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator.enums import activity_label
from filrouge.modules.coordinator.models import IgnoredWork, TimeEntry

BACK = timedelta(days=45)  # what is older is no longer remembered well enough to be proposed
DEFAULT_ACTIVITY = "B1-06"


@dataclass(frozen=True, slots=True)
class Proposal:
    work: WorkDone
    activity: str

    @property
    def activity_label(self) -> str:
        return activity_label(self.activity)


def proposals_for(membership: Membership, person: Person, today: date) -> list[Proposal]:
    """What this member did lately and neither noted nor set aside, the last first. Never twice."""
    seen = set(TimeEntry.objects.filter(person=person).exclude(work_key="").values_list("work_key", flat=True))
    seen |= set(IgnoredWork.objects.filter(person=person).values_list("work_key", flat=True))
    done = [work for work in _done_lately(membership, today) if work.key not in seen]
    return [Proposal(work, work.activity or DEFAULT_ACTIVITY) for work in done]


def set_aside_lately(membership: Membership, person: Person, now: datetime) -> list[WorkDone]:
    """What may still be taken back."""
    lately = IgnoredWork.objects.filter(person=person, ignored_at__gte=now - timedelta(hours=1))
    keys = set(lately.values_list("work_key", flat=True))
    if not keys:
        return []
    return [work for work in _done_lately(membership, timezone.localdate(now)) if work.key in keys]


def _done_lately(membership: Membership, today: date) -> list[WorkDone]:
    done = [work for give in registry.work_done.values() for work in give(membership, today - BACK, today)]
    return sorted(done, key=lambda work: (work.happened_on, work.key), reverse=True)
