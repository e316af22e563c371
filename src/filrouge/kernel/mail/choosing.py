"""What each person wants to receive, and the address where they say so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.tokens import token_of
from filrouge.kernel.mail.enums import Choice, Urgency
from filrouge.kernel.mail.kinds import kind_label, urgency_of
from filrouge.kernel.mail.models import DigestTime, MailChoice
from filrouge.kernel.mail.quiet import rules_of_team
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor

PURPOSE = "mail.choices"
DIGEST = "mail.digest"  # the kind of the digest itself: refused like another


def choices_of(person: Person) -> dict[str, Choice]:
    """By kind; a kind left out comes at once."""
    rows = MailChoice.objects.filter(person=person).values_list("kind", "choice")
    return {kind: Choice(choice) for kind, choice in rows}


def choice_of(person: Person, kind: str) -> Choice:
    if urgency_of(kind) == Urgency.LEGAL:
        return Choice.AT_ONCE
    return choices_of(person).get(kind, Choice.AT_ONCE)


@transaction.atomic
def choose(person: Person, kinds: Mapping[str, Choice], *, by: Membership | Actor) -> None:
    """Keep what a person wants of these kinds. What the law requires is not theirs to stop."""
    known = choices_of(person)
    for kind, choice in kinds.items():
        if urgency_of(kind) == Urgency.LEGAL and choice != Choice.AT_ONCE:
            raise ValidationError(
                "La loi ou les statuts demandent d’envoyer ce message : il ne peut pas être arrêté.", code="legal"
            )
        if known.get(kind, Choice.AT_ONCE) == choice:
            continue
        if choice == Choice.AT_ONCE:
            MailChoice.objects.filter(person=person, kind=kind).delete()
        else:
            MailChoice.objects.update_or_create(person=person, kind=kind, defaults={"choice": choice})
        timeline.record(person, "mail.choice_made", by=by, title=kind_label(kind), choice=choice.label)


def digest_time_of(person: Person) -> tuple[int, time]:
    if row := DigestTime.objects.filter(person=person).first():
        return row.weekday, row.hour
    rules = rules_of_team()
    return rules.digest_weekday, rules.digest_hour


@transaction.atomic
def choose_digest_time(person: Person, *, weekday: int, hour: time, by: Membership | Actor) -> None:
    if digest_time_of(person) == (weekday, hour):
        return
    row = DigestTime.objects.filter(person=person).first() or DigestTime(person=person)
    row.weekday, row.hour = weekday, hour
    row.full_clean()
    row.save()
    timeline.record(person, "mail.choice_made", by=by, title=kind_label(DIGEST), choice=str(row))


def link_of(person: Person) -> Link:
    """One link for a year at least, moved once a month: a mail does not write it again each time."""
    day = timezone.localdate()
    until = date(day.year + 1 + day.month // 12, day.month % 12 + 1, 1)
    expires_at = timezone.make_aware(datetime.combine(until, time()))
    return links.issue(person=person, purpose=PURPOSE, object_id=person.pk, expires_at=expires_at)


def stop_url(person: Person, kind: str) -> str:
    """The address a mail program posts to (RFC 8058). Whoever holds it may stop this kind, nothing else."""
    path = reverse("mail:stop", args=[current_organisation().slug, token_of(link_of(person).pk), kind])
    return f"{settings.SITE_URL.rstrip('/')}{path}"
