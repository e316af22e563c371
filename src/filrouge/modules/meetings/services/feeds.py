"""Addresses of calendars to follow: one per person and calendar, taken back and made anew at will."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import notifications, policy, queries
from filrouge.modules.meetings.notifications import FEED

FOR_LIFE = timedelta(days=3653)  # a calendar is followed for years; it ends with its holder's departure


@transaction.atomic
def follow_calendar(person: Person, *, by: Membership | Actor, followed: UUID | None = None) -> Link:
    """The address where this person's calendar programs read a calendar: their own, a group's, the team's.

    ``followed`` is the key of the person, of one of their groups, or of the organisation; those who see meetings by
    their account may follow any group.
    """
    followed = followed or person.pk
    if not _may_follow(person, followed, by):
        raise ValidationError(
            "Ce groupe n’est pas l’un des vôtres : vous ne pouvez pas suivre son agenda.", code="not_yours"
        )
    expires_at = timezone.now() + FOR_LIFE
    return links.issue(person=person, purpose=FEED, object_id=followed, expires_at=expires_at)


@transaction.atomic
def renew_calendar(link: Link, *, by: Membership | Actor) -> Link:
    """Take the address back and give another: programs that read the old one read nothing more."""
    links.revoke(link, by=by)
    return follow_calendar(link.person, by=by, followed=link.object_id)


@transaction.atomic
def send_calendars(people: Iterable[Person], *, by: Membership) -> int:
    """Send each person the page of their own calendar. Returns how many could be reached."""
    require(by, policy.PLAN)
    reached = [person for person in people if person.email]
    for person in reached:
        notifications.send_calendar_page(person, follow_calendar(person, by=by))
    timeline.record(by, "meetings.calendars_sent", by=by, count=len(reached))
    return len(reached)


def _may_follow(person: Person, followed: UUID, by: Membership | Actor) -> bool:
    if followed in {person.pk, current_organisation().pk}:
        return True
    if isinstance(by, Membership):
        require(by, policy.VIEW)
        return True
    return queries.groups_to_follow(person).filter(pk=followed).exists()
