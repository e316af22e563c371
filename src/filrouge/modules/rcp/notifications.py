"""The personal link of the concertations: made, sent, found again from the sheet of the staff room."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail import services as mail
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.rcp.models import EntryPoster

ENTRY = "rcp.entry"
LASTS = timedelta(days=400)  # after the last use: kept by those who note, gone for those who do not
SIGNER = signing.Signer(salt="rcp.poster.v1", sep=".")


def entry_link(person: Person) -> Link:
    """The person's own link, for as long as they use it."""
    return links.issue(person=person, purpose=ENTRY, object_id=person.pk, expires_at=timezone.now() + LASTS)


def send_entry_link(person: Person) -> None:
    url = links.url_of(entry_link(person))
    mail.send(
        kind=ENTRY,
        person=person,
        subject="Votre lien pour noter une concertation à deux",
        template="rcp/mail/entry",
        context={"url": url},
        object_id=person.pk,
    )


def poster_url(poster: EntryPoster) -> str:
    path = reverse("rcp:poster", args=[current_organisation().slug, SIGNER.sign(poster.pk.hex)])
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def poster_of(token: str) -> EntryPoster | None:
    """The sheet whose address this is, withdrawn or not; None when the signature is not ours."""
    try:
        key = UUID(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return EntryPoster.objects.filter(pk=key).first()
