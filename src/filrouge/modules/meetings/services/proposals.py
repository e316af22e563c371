"""What may be put on an agenda in one gesture: points that wait, and what the rooms propose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, BacklogItem, Meeting, SetAside
from filrouge.modules.meetings.panels import Proposal, proposals_of
from filrouge.modules.meetings.queries.backlog import points_waiting_for
from filrouge.modules.meetings.services.backlog import plan_point
from filrouge.modules.meetings.services.status import lock

POINT = "point:"  # key of a point that waits
AHEAD = timedelta(days=45)  # decisions come back by themselves to meetings this near; to the others when convened


@dataclass(frozen=True, slots=True)
class Offer:
    key: str
    title: str
    kind: str
    minutes: int
    why: str
    url: str
    point: BacklogItem | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    now: list[Offer]
    later: list[Offer]  # set aside for this meeting


def offers_for(meeting: Meeting) -> Offers:
    """What waits for this meeting: a constant number of queries."""
    aside = set(SetAside.objects.filter(meeting=meeting).values_list("key", flat=True))
    offers = [_of_point(point) for point in points_waiting_for(meeting)]
    offers += [_of_proposal(one) for one in _new(proposals_of(meeting))]
    return Offers([one for one in offers if one.key not in aside], [one for one in offers if one.key in aside])


@transaction.atomic
def take_offer(meeting: Meeting, key: str, *, by: Membership) -> AgendaItem:
    """Put it on the agenda. Twice is once."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    if key.startswith(POINT):
        there = AgendaItem.objects.filter(meeting=meeting, point__isnull=False, postponed_at__isnull=True)
        already = next((item for item in there if f"{POINT}{item.point_id}" == key), None)
        if already is not None:
            return already
        point = next((one for one in points_waiting_for(meeting) if f"{POINT}{one.pk}" == key), None)
    else:
        point = BacklogItem.objects.filter(source_key=key).first()
        if point is None:
            proposal = next((one for one in proposals_of(meeting) if one.key == key), None)
            point = _point_from(proposal, meeting) if proposal else None
    if point is None:
        raise ValidationError("Cette proposition n’a plus lieu d’être : rechargez la page.", code="gone")
    return plan_point(point, meeting, by=by)


@transaction.atomic
def set_aside(meeting: Meeting, key: str, *, by: Membership) -> None:
    """« Plus tard »: no longer shown for this meeting."""
    require(by, policy.PLAN)
    SetAside.objects.get_or_create(meeting=lock(meeting), key=key[:120], defaults={"set_by": str(by.user)[:200]})


@transaction.atomic
def bring_back(meeting: Meeting, key: str, *, by: Membership) -> None:
    require(by, policy.PLAN)
    SetAside.objects.filter(meeting=meeting, key=key).delete()


def bring_decisions_back(meeting: Meeting, *, by: Membership) -> list[AgendaItem]:
    """What comes back by itself, to the meetings whose type says so. Never twice, nor what was set aside."""
    if not meeting.type.brings_decisions_back:
        return []
    aside = set(SetAside.objects.filter(meeting=meeting).values_list("key", flat=True))
    returning = [one for one in _new(proposals_of(meeting)) if one.returns and one.key not in aside]
    return [plan_point(_point_from(one, meeting), meeting, by=by) for one in returning]


def is_near(meeting: Meeting) -> bool:
    return meeting.starts_at <= timezone.now() + AHEAD


def _new(proposals: list[Proposal]) -> list[Proposal]:
    """Those never taken."""
    keys = [one.key for one in proposals]
    taken = set(BacklogItem.objects.filter(source_key__in=keys).values_list("source_key", flat=True)) if keys else set()
    return [one for one in proposals if one.key not in taken]


def _point_from(proposal: Proposal, meeting: Meeting) -> BacklogItem:
    point = BacklogItem(
        title=proposal.title[:200],
        kind=proposal.kind,
        minutes=proposal.minutes,
        group=meeting.group,
        confidentiality=meeting.confidentiality,
        source_key=proposal.key,
        source_label=proposal.why[:200],
        source_url=proposal.url,
    )
    point.full_clean()
    point.save()
    return point


def _of_point(point: BacklogItem) -> Offer:
    who = f"déposé par {point.author_name}" if point.author_name else point.source_label
    if times := point.postponed:  # type: ignore[attr-defined]
        who = " · ".join(part for part in (f"reporté {times} fois", who) if part)
    return Offer(
        f"{POINT}{point.pk}", point.title, point.get_kind_display(), point.minutes, who, point.get_absolute_url(), point
    )


def _of_proposal(one: Proposal) -> Offer:
    return Offer(one.key, one.title, one.kind.label, one.minutes, one.why, one.url)
