from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from filrouge.kernel.identifiers.formats import mask_iban
from filrouge.kernel.policy import policy, require
from filrouge.kernel.tenancy.models import LegalEntity, Membership, Organisation, Site
from filrouge.kernel.timeline import services as timeline

Row = TypeVar("Row", Site, LegalEntity)


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: Membership, **fields: Any) -> Organisation:
    require(by, policy.SETTINGS)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    changed = _assign(organisation, fields)
    if not changed:
        return organisation
    organisation.full_clean()
    organisation.save(update_fields=changed)
    record_on_member(by, "organisation.changed", by=by, what=_names(organisation, changed))
    if "requires_second_factor" in changed:
        action = "required" if organisation.requires_second_factor else "released"
        record_on_member(by, f"organisation.second_factor_{action}", by=by)
    return organisation


@transaction.atomic
def save_site(site: Site | None, *, by: Membership, **fields: Any) -> Site:
    return _save(site or Site(), "site", "Un site porte déjà ce nom : choisissez-en un autre.", by, fields)


@transaction.atomic
def remove_site(site: Site, *, by: Membership) -> None:
    require(by, policy.SETTINGS)
    _remove(site, "site", by)


@transaction.atomic
def save_legal_entity(entity: LegalEntity | None, *, by: Membership, **fields: Any) -> LegalEntity:
    """The account number is money: its change is told by itself, masked."""
    before = entity.iban if entity else ""
    taken = "Une entité porte déjà ce nom : choisissez-en un autre."
    entity = _save(entity or LegalEntity(), "legal_entity", taken, by, fields)
    if entity.iban != before:
        shown = mask_iban(entity.iban) if entity.iban else "aucun"
        timeline.record(entity, "organisation.iban_changed", by=by, title=entity.name, iban=shown)
    return entity


@transaction.atomic
def remove_legal_entity(entity: LegalEntity, *, by: Membership) -> None:
    require(by, policy.SETTINGS)
    _remove(entity, "legal_entity", by)


def record_on_member(member: Membership, action: str, *, by: Membership, **data: Any) -> None:
    """Memberships and the organisation itself are read before any scope: the timeline hangs on the membership."""
    timeline.record(member, action, by=by, **data)


def _save(row: Row, kind: str, taken: str, by: Membership, fields: dict[str, Any]) -> Row:
    require(by, policy.SETTINGS)
    is_new = row._state.adding
    if not is_new:
        row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    changed = _assign(row, fields)
    if type(row).objects.filter(name=row.name).exclude(pk=row.pk).exists():
        raise ValidationError({"name": taken}, code="taken")
    row.full_clean()
    if row.is_main:
        type(row).objects.filter(is_main=True).exclude(pk=row.pk).update(is_main=False)
    if is_new:
        row.save()
        timeline.record(row, f"organisation.{kind}_added", by=by, title=row.name)
    elif changed:
        row.save(update_fields=changed)
        timeline.record(row, f"organisation.{kind}_changed", by=by, title=row.name)
    return row


def _remove(row: Site | LegalEntity, kind: str, by: Membership) -> None:
    timeline.record(row, f"organisation.{kind}_removed", by=by, title=row.name)
    try:
        row.delete()
    except ProtectedError:
        raise ValidationError(
            "« %(name)s » sert encore ailleurs : retirez d’abord ce qui s’y rattache.",
            code="in_use",
            params={"name": row.name},
        ) from None


def _assign(row: Organisation | Site | LegalEntity, fields: dict[str, Any]) -> list[str]:
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed


def _names(row: Organisation, fields: list[str]) -> str:
    return ", ".join(str(row._meta.get_field(name).verbose_name) for name in fields)  # type: ignore[union-attr]
