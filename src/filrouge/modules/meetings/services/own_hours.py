"""Everybody reads their own hours, account or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import notifications, policy

LASTS = timedelta(days=90)  # long enough to check the payment of a quarter


@transaction.atomic
def open_own_hours(person: Person) -> Link:
    """The personal link to one's own hours."""
    expires_at = timezone.now() + LASTS
    return links.issue(person=person, purpose=notifications.HOURS, object_id=person.pk, expires_at=expires_at)


@transaction.atomic
def send_own_hours(people: Iterable[Person], *, by: Membership) -> int:
    """Send each of these people the link to their hours. Returns how many could be reached."""
    require(by, policy.HOURS)
    reached = [person for person in people if person.email]
    for person in reached:
        notifications.send_hours_page(person, open_own_hours(person))
    timeline.record(by, "meetings.hours_sent", by=by, count=len(reached))
    return len(reached)
