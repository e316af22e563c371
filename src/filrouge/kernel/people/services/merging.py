"""Two records, one person: the chosen values and everything linked to the other record join the one that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from filrouge.kernel.people import policy
from filrouge.kernel.people.models import Engagement, GroupMember, Person
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.timeline import services as timeline

CHOICES = (
    "last_name",
    "first_name",
    "title",
    "profession",
    "specialty",
    "email",
    "phone",
    "rpps",
    "am_number",
    "days_on_site",
    "site",
    "arrived_on",
    "note",
)


@transaction.atomic
def merge_people(keep: Person, drop: Person, *, by: Membership, take: Iterable[str] = ()) -> Person:
    """``take`` names the fields whose value comes from the dropped record; the others stay as they are."""
    require(by, policy.EDIT)
    kept, dropped = _locked(keep, drop)
    for name in take:
        if name not in CHOICES:
            raise ValidationError("Ce champ ne se fusionne pas.", code="field")
        setattr(kept, name, getattr(dropped, name))
    kept.user = kept.user or dropped.user
    for model, field in references():
        _move(model, field, kept, dropped)
    _join_engagements(kept)
    name = dropped.full_name
    # the unique number and account must be free before they are given to the kept record
    search.forget(dropped)
    dropped.delete()
    kept.full_clean(exclude=["rpps"])
    kept.save()
    timeline.record(kept, "people.merged", by=by, name=kept.full_name, other=name)
    return kept


def _locked(keep: Person, drop: Person) -> tuple[Person, Person]:
    if keep.pk == drop.pk:
        raise ValidationError("Ces deux fiches n’en font qu’une.", code="same")
    found = {
        person.pk: person for person in Person.objects.select_for_update(of=("self",)).filter(pk__in=[keep.pk, drop.pk])
    }
    if len(found) < 2:
        raise ValidationError("L’une des deux fiches vient d’être supprimée.", code="gone")
    return found[keep.pk], found[drop.pk]


def references() -> Iterator[tuple[type[TenantModel], str]]:
    """Every foreign key of the house that names a person, rooms above this one included."""
    for model in apps.get_models(include_auto_created=True):
        if not issubclass(model, TenantModel):
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, TenantForeignKey) and field.related_model is Person:
                yield model, field.name


def _move(model: type[TenantModel], field: str, kept: Person, dropped: Person) -> None:
    for row in model.objects.filter(**{field: dropped}):
        try:
            with transaction.atomic():
                model.objects.filter(pk=row.pk).update(**{field: kept})
        except IntegrityError:
            if model is not GroupMember and not getattr(model, "one_when_merged", False):
                raise ValidationError(
                    "Les deux fiches figurent ensemble dans « %(what)s » : retirez l’une des deux avant de fusionner.",
                    code="both_linked",
                    params={"what": str(model._meta.verbose_name)},
                ) from None
            row.delete()  # both were in the group, both chose: the one that is kept is enough


def _join_engagements(person: Person) -> None:
    """The same tie on both records becomes one, from the first day to the last."""
    joined: dict[str, Engagement] = {}
    for tie in Engagement.objects.filter(person=person).order_by("status", "starts_on"):
        last = joined.get(tie.status)
        if last is None or (last.ends_on is not None and last.ends_on < tie.starts_on):
            joined[tie.status] = tie
            continue
        last.ends_on = None if last.ends_on is None or tie.ends_on is None else max(last.ends_on, tie.ends_on)
        last.save(update_fields=["ends_on"])
        tie.delete()
