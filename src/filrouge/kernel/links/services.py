from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links.labels import is_secret
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.tokens import link_id_of, token_of
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor


@transaction.atomic
def issue(*, person: Person, purpose: str, object_id: UUID, expires_at: datetime) -> Link:
    """The open link of this person for this purpose and object, made or kept open until ``expires_at`` at least."""
    link, created = Link.objects.get_or_create(
        person=person,
        purpose=purpose,
        object_id=object_id,
        revoked_at=None,
        defaults={"expires_at": expires_at},
    )
    if not created and link.expires_at < expires_at:
        link.expires_at = expires_at
        link.save(update_fields=["expires_at"])
    return link


def url_of(link: Link) -> str:
    """The absolute address to put in a mail. Whoever holds it acts as the person: never log it."""
    return _absolute("links:open", link)


def feed_url_of(link: Link) -> str:
    """The absolute address of the calendar behind a link whose purpose is a feed."""
    return _absolute("links:feed", link)


def _absolute(name: str, link: Link) -> str:
    path = reverse(name, args=[current_organisation().slug, token_of(link.pk)])
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def resolve(token: str) -> Link | None:
    """The link behind a token whose signature is ours, open or not: ask ``link.is_open_at``. None otherwise."""
    link_id = link_id_of(token)
    return Link.objects.select_related("person").filter(pk=link_id).first() if link_id else None


@transaction.atomic
def revoke(link: Link, *, by: Membership | Actor) -> None:
    if link.revoked_at is not None:
        return
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    timeline.record(link, "links.revoked", by=by, person=str(link.person))


def touch(link: Link) -> None:
    """Note the first use, once something was posted and accepted: opening a link writes nothing.

    Where answers are secret, only that it served: the hour is the one at which the link was made.
    """
    if link.first_used_at is None:
        secret = Link.objects.filter(is_secret(), pk=link.pk).exists()
        link.first_used_at = link.created_at if secret else timezone.now()
        link.save(update_fields=["first_used_at"])


def actor_of(link: Link) -> Actor:
    """Who acts through this link, for services and the timeline."""
    return Actor(str(link.person), person_id=link.person_id)
