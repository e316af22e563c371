"""Points dropped for a next meeting: by a member, by a phone, by what the house proposes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import can, require
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work.queries import person_of
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus, PointState
from filrouge.modules.meetings.models import AgendaItem, BacklogItem, Meeting
from filrouge.modules.meetings.panels import tell_followers
from filrouge.modules.meetings.queries.backlog import PLACES, placed, usual_confidentiality
from filrouge.modules.meetings.services.agenda import add_item

MOST_PROPOSED = 10  # by one person without an account, before anybody answers
COMING = (MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN)


@transaction.atomic
def drop_point(
    *,
    by: Membership | Actor,
    title: str,
    group: Group | None = None,
    meeting: Meeting | None = None,
    word: str = "",
    once: UUID | None = None,
    acknowledged: Collection[str] = (),
    **details: Any,
) -> BacklogItem:
    """Leave a point for the next meeting of a group. From a phone without account, the coordination accepts it first.

    Sent twice, it is kept once: by the key of its form, or by the same words of the same person.
    """
    validate_no_identity(f"{title}\n{word}", known_names=known_names(), acknowledged=acknowledged)
    group = meeting.group if meeting else group
    point = BacklogItem(title=" ".join(title.split()), group=group, meeting=meeting, word=word.strip(), once=once)
    point.author, point.author_name = _author(by), timeline.name_of(by)[:200]
    already = _already(once, point)
    if already is not None:
        return already
    point.confidentiality = meeting.confidentiality if meeting else usual_confidentiality(group)
    point.state = PointState.WAITING if isinstance(by, Membership) else PointState.PROPOSED
    for name, value in details.items():
        setattr(point, name, value)
    point.full_clean()
    point.save()
    timeline.record(point, "meetings.point_dropped", by=by, title=point.title, group=str(point.asked_of))
    if meeting is not None:
        tell_followers(meeting)
    return point


@transaction.atomic
def change_point(point: BacklogItem, *, by: Membership, **changes: Any) -> BacklogItem:
    """Its words, while it waits: whoever arranges agendas, or who dropped it."""
    point = _waiting(point, by)
    for name, value in changes.items():
        setattr(point, name, value)
    if "group" in changes:
        point.meeting = None
    point.full_clean()
    point.save(update_fields=[*changes, "meeting"])
    timeline.record(point, "meetings.point_changed", by=by, title=point.title)
    return point


@transaction.atomic
def accept_point(point: BacklogItem, *, by: Membership, word: str = "") -> BacklogItem:
    """Proposed for a meeting to come, it goes on its agenda; else it waits for the next one."""
    require(by, policy.PLAN)
    point = _locked(point)
    if point.state != PointState.PROPOSED:
        return point
    point.state, point.answer = PointState.WAITING, word.strip()
    point.full_clean()
    point.save(update_fields=["state", "answer"])
    timeline.record(point, "meetings.point_accepted", by=by, title=point.title)
    if point.meeting is not None and point.meeting.status in COMING:
        plan_point(point, point.meeting, by=by)
    return point


@transaction.atomic
def give_up_point(point: BacklogItem, *, by: Membership, word: str = "") -> BacklogItem:
    """Drop it, with a word. It can be taken up again."""
    point = _waiting(point, by)
    point.state, point.answer = PointState.DROPPED, word.strip()
    point.full_clean()
    point.save(update_fields=["state", "answer"])
    timeline.record(point, "meetings.point_given_up", by=by, title=point.title)
    return point


@transaction.atomic
def take_up_point(point: BacklogItem, *, by: Membership) -> BacklogItem:
    """« Annuler » after giving it up: it waits again."""
    point = _locked(point)
    _require_mine(point, by)
    if point.state == PointState.DROPPED:
        point.state, point.answer = PointState.WAITING, ""
        point.save(update_fields=["state", "answer"])
        timeline.record(point, "meetings.point_taken_up", by=by, title=point.title)
    return point


@transaction.atomic
def plan_point(point: BacklogItem, meeting: Meeting, *, by: Membership) -> AgendaItem:
    """Put it on an agenda, with what is known of its previous ones. Twice is once."""
    require(by, policy.PLAN)
    point = _locked(point)
    there = AgendaItem.objects.filter(point=point, postponed_at__isnull=True, meeting__status__in=COMING).first()
    if there is not None and there.meeting_id == meeting.pk:
        return there
    if there is not None:
        raise ValidationError("Ce point est déjà à l’ordre du jour d’une autre réunion.", code="planned")
    if point.state != PointState.WAITING:
        point.state = PointState.WAITING
        point.save(update_fields=["state"])
    before = list(AgendaItem.objects.filter(point=point).select_related("meeting").order_by("meeting__starts_at", "pk"))
    past = [one for one in before if one.postponed_at]
    item = add_item(
        meeting,
        by=by,
        title=point.title,
        kind=point.kind,
        minutes=point.minutes,
        presenter=point.presenter,
        point=point,
        postponed_times=len(past),
        first_planned_on=past[0].meeting.starts_on if past else None,
    )
    AgendaItem.objects.filter(pk__in=[one.pk for one in past], postponed_to__isnull=True).update(postponed_to=item)
    timeline.record(point, "meetings.point_planned", by=by, title=point.title, meeting=meeting.open_title)
    return item


def may_change(point: BacklogItem, by: Membership) -> bool:
    return can(by, policy.PLAN) or (point.author is not None and point.author.user_id == by.user_id)


def _require_mine(point: BacklogItem, by: Membership) -> None:
    require(by, policy.PROPOSE)
    if not may_change(point, by):
        raise PermissionDenied("Ce point a été déposé par quelqu’un d’autre. Demandez à la coordination.")


def _locked(point: BacklogItem) -> BacklogItem:
    points = BacklogItem.objects.select_for_update(of=("self",))
    return points.select_related("author", "presenter", "meeting", "meeting__group", "group").get(pk=point.pk)


def _waiting(point: BacklogItem, by: Membership) -> BacklogItem:
    point = _locked(point)
    _require_mine(point, by)
    if not placed(BacklogItem.objects.filter(pk=point.pk)).filter(PLACES["waiting"]).exists():
        raise ValidationError(
            "Ce point n’attend plus : il est à un ordre du jour, ou abandonné. Rechargez la page.", code="not_waiting"
        )
    return point


def _author(by: Membership | Actor) -> Person | None:
    if isinstance(by, Membership):
        require(by, policy.PROPOSE)
        return person_of(by)
    return Person.objects.filter(pk=by.person_id).first() if by.person_id else None


def _already(once: UUID | None, point: BacklogItem) -> BacklogItem | None:
    """The same one, sent again; refused when this person has left too many without an answer."""
    if once is not None and (found := BacklogItem.objects.filter(once=once).first()):
        return found
    theirs = Q(author=point.author) if point.author else Q(author__isnull=True, author_name=point.author_name)
    open_ones = placed(BacklogItem.objects.filter(theirs)).filter(PLACES["waiting"])
    same = open_ones.filter(title__iexact=point.title, group=point.group).first()
    if same is None and open_ones.filter(state=PointState.PROPOSED).count() >= MOST_PROPOSED:
        raise ValidationError(
            "Vous avez déjà proposé dix points : attendez que la coordination y réponde.", code="too_many"
        )
    return same
