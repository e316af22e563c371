"""How professionals come to the entry of a concertation without an account."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation_id
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.rcp import notifications, policy
from filrouge.modules.rcp.models import EntryPoster

ASKED, WINDOW = 3, 3600  # messages to one address in an hour, from the sheet of the staff room


@transaction.atomic
def send_entry_links(people: Iterable[Person], *, by: Membership) -> int:
    """Send each their own link; a second sending gives the same address. Returns how many left."""
    require(by, policy.KEEP)
    reached = [person for person in people if person.email]
    if not reached:
        raise ValidationError("Personne n’a d’adresse e-mail : ajoutez-en dans l’équipe.", code="no_email")
    for person in reached:
        notifications.send_entry_link(person)
        timeline.record(person, "rcp.link_sent", by=by, name=person.full_name)
    return len(reached)


@transaction.atomic
def ask_for_link(email: str) -> None:
    """Send their link to whoever of the team has this address; say nothing of whether somebody has."""
    person = people_on(timezone.localdate()).filter(email__iexact=email.strip()).first() if email.strip() else None
    if person is not None and _may_send_again(person):
        notifications.send_entry_link(person)


@transaction.atomic
def prepare_poster(*, by: Membership) -> EntryPoster:
    """One sheet at a time: the one before no longer opens."""
    require(by, policy.KEEP)
    EntryPoster.objects.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    poster = EntryPoster()
    poster.full_clean()
    poster.save()
    timeline.record(poster, "rcp.poster_prepared", by=by)
    return poster


@transaction.atomic
def withdraw_poster(poster: EntryPoster, *, by: Membership) -> None:
    require(by, policy.KEEP)
    if poster.withdrawn_at is None:
        poster.withdrawn_at = timezone.now()
        poster.save(update_fields=["withdrawn_at"])
        timeline.record(poster, "rcp.poster_withdrawn", by=by)


def _may_send_again(person: Person) -> bool:
    key = hashlib.sha256(f"rcp.asked.{current_organisation_id()}.{person.pk}".encode()).hexdigest()
    if cache.add(key, 1, WINDOW):
        return True
    try:
        return cache.incr(key) <= ASKED
    except ValueError:  # the hour ended in between
        return True
