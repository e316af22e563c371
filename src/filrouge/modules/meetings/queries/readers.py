"""Who reads which meetings. Every page, list, export and contribution asks here."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import Confidentiality
from filrouge.modules.meetings.models import Meeting, Participant


def levels_of(membership: Membership) -> Collection[Confidentiality]:
    """What this member reads without being called."""
    return [level for level, capability in policy.READING.items() if can(membership, capability)]


def reads_all(membership: Membership) -> bool:
    return len(levels_of(membership)) == len(Confidentiality)


def readable_by(membership: Membership, meeting: str = "") -> Q:
    """A condition on ``Meeting``, or on rows that lead to one: ``readable_by(member, "meeting__")``.

    Whoever is called to one item only reads that item, by their link: the meeting itself stays closed to them.
    """
    if reads_all(membership):
        return Q()
    called = Participant.objects.filter(person__user=membership.user_id).order_by().values("meeting")
    return Q(**{f"{meeting}confidentiality__in": levels_of(membership)}) | Q(**{f"{meeting}pk__in": called})


def readable_meetings(membership: Membership) -> QuerySet[Meeting]:
    return Meeting.objects.filter(readable_by(membership))


def may_read(membership: Membership, meeting: Meeting) -> bool:
    if can(membership, policy.READING[Confidentiality(meeting.confidentiality)]):
        return True
    return readable_meetings(membership).filter(pk=meeting.pk).exists()


def sealed_to(membership: Membership) -> QuerySet[Meeting]:
    """Meetings this member may not read."""
    if reads_all(membership):
        return Meeting.objects.none()
    return Meeting.objects.exclude(readable_by(membership))
