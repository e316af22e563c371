"""Addresses of the calendar to follow: one per person and kind, taken back and made anew at will."""

from __future__ import annotations

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
from filrouge.kernel.work.queries import person_of
from filrouge.reports.calendar import policy, queries

FOR_LIFE = timedelta(days=3653)  # a calendar is followed for years; it ends with its holder's departure


@transaction.atomic
def follow(followed: UUID, *, by: Membership) -> Link:
    """The secret address where this member's own calendar program reads one kind of events, or all."""
    require(by, policy.VIEW)
    person = _holder(by)
    if followed not in queries.followable():
        raise ValidationError("Choisissez un agenda de la liste.", code="unknown")
    expires_at = timezone.now() + FOR_LIFE
    return links.issue(person=person, purpose=queries.FEED, object_id=followed, expires_at=expires_at)


@transaction.atomic
def stop(followed: UUID, *, by: Membership) -> None:
    """Take the address back: programs that read it read nothing more."""
    require(by, policy.VIEW)
    link = queries.links_of(_holder(by)).get(followed)
    if link is not None:
        links.revoke(link, by=by)


@transaction.atomic
def renew(followed: UUID, *, by: Membership) -> Link:
    stop(followed, by=by)
    return follow(followed, by=by)


def _holder(by: Membership) -> Person:
    person = person_of(by)
    if person is None:
        raise ValidationError(
            "Votre compte n’est relié à personne de l’équipe : demandez à la coordination de le relier à votre fiche.",
            code="nobody",
        )
    return person
