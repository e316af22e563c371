from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import WorkDone
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import TOOK_PLACE, EvidenceAxis
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries.periods import bounds

RUNNING_A_MEETING, RCP = "B1-03", "B1-05"


@registry.work_done.register("meetings")
def work_done(membership: Membership, first: date, last: date) -> Iterator[WorkDone]:
    """Sessions this member took part in, or ran: as long as they were there, else as long as it lasted."""
    if not can(membership, policy.VIEW):
        return
    since, until = bounds(first, last)
    there = dict(
        Participant.objects.filter(person__user=membership.user_id, minutes__gt=0).values_list("meeting_id", "minutes")
    )
    ran = Q(facilitator__user=membership.user_id) | Q(secretary__user=membership.user_id)
    held = queries.readable_meetings(membership).filter(
        Q(pk__in=there) | ran, status__in=TOOK_PLACE, starts_at__gte=since, starts_at__lt=until
    )
    for meeting in held.select_related("type").order_by("starts_at"):
        yield _work(meeting, there.get(meeting.pk))


def _work(meeting: Meeting, attended: int | None) -> WorkDone:
    opened, closed = meeting.session
    return WorkDone(
        key=f"meetings:{meeting.pk}",
        happened_on=meeting.starts_on,
        minutes=attended or max(1, round((closed - opened).total_seconds() / 60)),
        label=meeting.title,
        url=meeting.get_absolute_url(),
        activity=RCP if meeting.type.evidence_axis == EvidenceAxis.RCP else RUNNING_A_MEETING,
    )
