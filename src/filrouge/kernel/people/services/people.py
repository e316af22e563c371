from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from filrouge.kernel.identifiers.normalisers import normalise_am, normalise_phone, normalise_rpps
from filrouge.kernel.identifiers.validators import validate_rpps
from filrouge.kernel.people import policy
from filrouge.kernel.people.models import Engagement, Person
from filrouge.kernel.people.names import tidy
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor


class PersonFields(TypedDict, total=False):
    last_name: str
    first_name: str
    title: str
    profession: str
    specialty: str
    email: str
    phone: str
    rpps: str
    am_number: str
    days_on_site: list[int]
    site: Site | None
    arrived_on: date | None
    note: str


NAMED = ("last_name", "first_name", "title", "specialty")


def allow(by: Membership | Actor, capability: str) -> None:
    """Members need the right; the command line and the house itself act under their own name."""
    if isinstance(by, Membership):
        require(by, capability)


@transaction.atomic
def add_person(
    *,
    by: Membership | Actor,
    status: str = "",
    status_since: date | None = None,
    accept_wrong_key: bool = False,
    **fields: Unpack[PersonFields],
) -> Person:
    """Add somebody, and their tie with the team when ``status`` is given (since their arrival, else today).

    ``accept_wrong_key`` keeps an RPPS number whose check digit is wrong, as published by the official directory.
    """
    allow(by, policy.EDIT)
    person = Person()
    _write(person, fields)
    _validate(person, accept_wrong_key=accept_wrong_key)
    person.save()
    if status:
        since = status_since or person.arrived_on or timezone.localdate()
        engagement = Engagement(person=person, status=status, starts_on=since)
        engagement.full_clean()
        engagement.save()
    timeline.record(person, "people.added", by=by, name=person.full_name)
    return person


@transaction.atomic
def change_person(
    person: Person,
    *,
    by: Membership | Actor,
    accept_wrong_key: bool = False,
    **fields: Unpack[PersonFields],
) -> Person:
    allow(by, policy.EDIT)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    before = {name: getattr(locked, name) for name in fields}
    _write(locked, fields)
    changed = [name for name in before if getattr(locked, name) != before[name]]
    if not changed:
        return locked
    _validate(locked, accept_wrong_key=accept_wrong_key or "rpps" not in changed)
    locked.save(update_fields=changed)
    labels = ", ".join(str(field.verbose_name) for field in Person._meta.concrete_fields if field.name in changed)
    timeline.record(locked, "people.changed", by=by, name=locked.full_name, fields=labels)
    return locked


@transaction.atomic
def delete_person(person: Person, *, by: Membership) -> None:
    """Only for a record made by mistake: whoever left traces elsewhere departs instead."""
    require(by, policy.EDIT)
    name, url = person.full_name, person.get_absolute_url()
    try:
        timeline.record(person, "people.deleted", by=by, name=name, url=url)
        search.forget(person)
        person.delete()
    except ProtectedError:
        raise ValidationError(
            "« %(name)s » figure dans des documents de l’équipe : la fiche ne peut pas être supprimée. "
            "Enregistrez plutôt son départ.",
            code="protected",
            params={"name": name},
        ) from None


def _write(person: Person, fields: PersonFields) -> None:
    for name, value in fields.items():
        setattr(person, name, value)
    for name in NAMED:
        setattr(person, name, tidy(getattr(person, name)))
    person.email = person.email.strip()
    person.phone = normalise_phone(person.phone)
    person.rpps = normalise_rpps(person.rpps)
    person.am_number = normalise_am(person.am_number)
    if isinstance(person.days_on_site, list):
        person.days_on_site = sorted(set(person.days_on_site))


def _validate(person: Person, *, accept_wrong_key: bool) -> None:
    if not accept_wrong_key or not person.rpps:
        person.full_clean()
        return
    errors: dict[str, list[str]] = {}
    try:
        person.full_clean(exclude=["rpps"])
    except ValidationError as error:
        errors = error.message_dict
    try:
        validate_rpps(person.rpps, strict=False)
    except ValidationError as error:
        errors["rpps"] = error.messages
    if errors:
        raise ValidationError(errors)
    _refuse_known_rpps(person)


def _refuse_known_rpps(person: Person) -> None:
    """``full_clean`` without the number does not look for another bearer of it."""
    if Person.objects.filter(rpps=person.rpps).exclude(pk=person.pk).exists():
        raise ValidationError({"rpps": "Une autre personne de l’équipe porte déjà ce numéro RPPS."}, code="rpps_taken")
