"""The calendar followed from elsewhere: which ones there are, who holds an address, what each gives now."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.reports.calendar.queries.events import OTHER, Entry, entries_between, kinds

FEED = "agenda.feed"
BEFORE, AFTER = timedelta(days=60), timedelta(days=366)
ALL = "Tout l’agenda"


def key_of(kind: str) -> UUID:
    """The same for ever: addresses given years ago still say which kind they are about."""
    return uuid5(NAMESPACE_URL, f"filrouge:agenda:{kind}")


def followable() -> dict[UUID, str]:
    """By its key, what each calendar is called: all of it first, then each kind."""
    each = {key_of(one.name): one.label for one in kinds().values() if one != OTHER}
    return {current_organisation().pk: ALL} | each


def links_of(person: Person) -> dict[UUID, Link]:
    now = timezone.now()
    given = Link.objects.filter(person=person, purpose=FEED, revoked_at=None, expires_at__gt=now)
    return {link.object_id: link for link in given}


def account_of(person: Person) -> Membership | None:
    if person.user_id is None:
        return None
    return Membership.objects.filter(organisation=current_organisation(), user=person.user_id).first()


def entries_followed(followed: UUID, member: Membership, today: date) -> list[Entry]:
    """What this member may see now, of the kind followed or of all."""
    entries = entries_between(member, today - BEFORE, today + AFTER)
    if followed == current_organisation().pk:
        return entries
    return [one for one in entries if key_of(one.kind.name) == followed]
