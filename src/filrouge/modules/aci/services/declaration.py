"""A declaration from the first reading over to the day it is sent. Once frozen, what it says never changes."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import scale_of
from filrouge.modules.aci.models import Declaration, DeclaredLine, DeclaredProof, YearInputs
from filrouge.modules.aci.pack import Manifest, fingerprint, manifest_from
from filrouge.modules.aci.services.packing import prepare_pack
from filrouge.ui.typography import date_fr


@transaction.atomic
def review(year: int, code: str, *, by: Membership, done: bool) -> Declaration:
    """Tick an indicator as read over, or take the tick back."""
    require(by, policy.KEEP)
    if not YearInputs.objects.filter(year=year).exists():
        text = f"L’année {year} n’est pas encore saisie : il n’y a rien à relire."
        raise ValidationError(text, code="year")
    if code not in scale_of(year).indicators:
        raise ValidationError("Cet indicateur n’est pas du barème de cette année.", code="indicator")
    row = _in_preparation(year)
    if done:
        row.reviewed[code] = {"by": str(by.user), "on": timezone.localdate().isoformat()}
    else:
        row.reviewed.pop(code, None)
    row.full_clean()
    row.save()
    return row


def _in_preparation(year: int) -> Declaration:
    YearInputs.objects.select_for_update(of=("self",)).filter(year=year).first()  # two taps wait for each other
    prepared = Declaration.objects.filter(year=year, state=Declaration.State.PREPARING)
    row = prepared.select_for_update(of=("self",)).first()
    if row is not None:
        return row
    return Declaration(year=year, version=queries.next_version(year))


@transaction.atomic
def freeze(inputs: YearInputs, *, by: Membership, anyway: bool = False, reason: str = "") -> Declaration:
    """Write down for ever what is declared, as a new version, and have its pack prepared.

    ``anyway``: somebody has read what would be refused, and freezes all the same.
    """
    require(by, policy.KEEP)
    row, today = _in_preparation(inputs.year), timezone.localdate()
    checklist = queries.checklist_of(by, inputs, row)
    if not checklist.campaign.has_begun:
        text = f"La déclaration {inputs.year} s’ouvre le {date_fr(checklist.campaign.opens_on)} : répétez d’ici là."
        raise ValidationError(text, code="early")
    if checklist.lacks and not anyway:
        text = "Des preuves manquent : complétez-les, ou cochez que vous figez la déclaration malgré cela."
        raise ValidationError(text, code="lacking")
    row.reason = reason.strip()
    if row.version > 1 and not row.reason:
        raise ValidationError({"reason": "Dites ce que cette version corrige."}, code="reason")
    manifest = queries.manifest_of(by, checklist, version=row.version, day=today)
    _refuse_the_same_again(manifest)
    row.manifest, row.computed = manifest.as_data(), checklist.value.result.total_euros
    row.fingerprint = fingerprint(row.manifest)
    row.state, row.frozen_at, row.frozen_by = Declaration.State.FROZEN, timezone.now(), str(by.user)
    row.full_clean()
    row.save()
    timeline.record(row, "aci.declaration_frozen", by=by, year=row.year, version=row.version)
    prepare_pack.enqueue(str(row.organisation_id), str(row.pk))
    return row


def _refuse_the_same_again(manifest: Manifest) -> None:
    last = next(iter(queries.frozen_versions(manifest.year)), None)
    if last is None or last.manifest is None:
        return
    itself = {"version": manifest.version, "day": manifest.day}
    if last.manifest | itself == manifest.as_data():
        text = f"Rien n’a changé depuis la version {last.version} : une nouvelle version dirait la même chose."
        raise ValidationError(text, code="same")


@transaction.atomic
def prepare_again(declaration: Declaration, *, by: Membership) -> None:
    """Once what stopped the pack is put right."""
    require(by, policy.KEEP)
    row = locked(declaration, Declaration.State.FROZEN)
    if row.pack_id:
        raise ValidationError("Le dossier est déjà prêt.", code="ready")
    row.pack_trouble = ""
    row.save(update_fields=["pack_trouble"])
    prepare_pack.enqueue(str(row.organisation_id), str(row.pk))


@transaction.atomic
def send(
    declaration: Declaration, *, by: Membership, sent_on: date, how: str = "", receipt: File[bytes] | None = None
) -> Declaration:
    """Note that the pack has left; each of its pieces is followed from here on."""
    require(by, policy.KEEP)
    row = locked(declaration, Declaration.State.FROZEN)
    if row.pack_id is None:
        raise ValidationError("Attendez que le dossier soit prêt avant de noter son envoi.", code="unready")
    _check_sent_on(row, sent_on)
    row.state, row.sent_on, row.sent_how = Declaration.State.SENT, sent_on, how.strip()
    if receipt is not None:
        row.receipt = files.store(name=receipt.name or "accuse", content=receipt, capability=policy.KEEP, frozen=True)
    row.full_clean()
    row.save(update_fields=["state", "sent_on", "sent_how", "receipt"])
    _write_lines(row)
    timeline.record(row, "aci.declaration_sent", by=by, year=row.year, version=row.version)
    return row


def _check_sent_on(row: Declaration, sent_on: date) -> None:
    assert row.frozen_at is not None  # it is frozen
    if not timezone.localdate(row.frozen_at) <= sent_on <= timezone.localdate():
        text = "La date d’envoi est entre le jour où la déclaration a été figée et aujourd’hui."
        raise ValidationError({"sent_on": text}, code="sent_on")


def _write_lines(row: Declaration) -> None:
    """From the frozen manifest alone: a piece that changed since is followed as it was sent."""
    assert row.manifest is not None
    assert row.sent_on is not None
    claims = [one for one in manifest_from(row.manifest).claims if one.claimed and (one.proofs or one.points)]
    for position, claim in enumerate(claims):
        line = DeclaredLine(
            declaration=row, position=position, code=claim.code, number=claim.number, label=claim.label,
            computed=claim.amount,
        )  # fmt: skip
        line.full_clean()
        line.save()
        for rank, proof in enumerate(claim.proofs):
            one = DeclaredProof(
                declaration=row, position=position * 1000 + rank, key=proof.key, indicator=claim.code,
                label=proof.label[:300], name=proof.name, fingerprint=proof.sha256, on=row.sent_on,
            )  # fmt: skip
            one.full_clean()
            one.save()


def locked(declaration: Declaration, *states: str) -> Declaration:
    """Read again, so that two people do not both act on what they saw."""
    row = Declaration.objects.select_for_update(of=("self",)).get(pk=declaration.pk)
    if row.state not in states:
        raise ValidationError(
            f"Cette déclaration est {row.get_state_display()} : ce qu’elle dit ne change plus."
            " Pour corriger, faites une nouvelle version.",
            code="state",
        )
    return row
