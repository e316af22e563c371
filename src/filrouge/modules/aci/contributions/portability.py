from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.aci.models import (
    Adhesion,
    Assignment,
    Declaration,
    DeclaredLine,
    DeclaredProof,
    DirectAnswer,
    DismissedAct,
    DisputeStep,
    Engagement,
    InputSource,
    OwnAmount,
    OwnTime,
    Piece,
    SiteOpening,
    YearInputs,
    YearSettings,
)


@registry.portability.register("aci.years")
def years() -> Iterator[dict[str, Any]]:
    for row in YearInputs.objects.all():
        yield {"année": row.year, "données": row.facts, "pourquoi ce nombre d’associés": row.associates_reason}


@registry.portability.register("aci.sources")
def sources() -> Iterator[dict[str, Any]]:
    for row in InputSource.objects.filter(removed_at=None):
        yield {
            "année": row.year,
            "donnée": row.get_code_display(),
            "source": row.text,
            "date": row.on,
            "fichier": _text(row.file_id),
        }


@registry.portability.register("aci.pieces")
def pieces() -> Iterator[dict[str, Any]]:
    for row in Piece.objects.filter(removed_at=None):
        yield {
            "année": row.year,
            "indicateur": row.code,
            "nature": row.kind_label,
            "ce que c’est": row.label,
            "date": row.happened_on,
            "pièce": str(row.file_id) if row.file_id else None,
            "note": row.note,
            "présents": row.attendance,
            "durée (minutes)": row.minutes,
            "état": row.get_state_display(),
        }


@registry.portability.register("aci.settings")
def settings() -> Iterator[dict[str, Any]]:
    for row in YearSettings.objects.all():
        yield {
            "année": row.year,
            "valeurs": row.values,
            "contrat": row.contract_starts_on,
            "logiciel": row.software_since,
            "pourquoi": row.why,
        }


@registry.portability.register("aci.assignments")
def assignments() -> Iterator[dict[str, Any]]:
    for row in Assignment.objects.all():
        yield {"année": row.year, "indicateur": row.code, "tâche": str(row.task_id)}


@registry.portability.register("aci.planner")
def planner() -> Iterator[dict[str, Any]]:
    for row in DismissedAct.objects.all():
        yield {"année": row.year, "acte écarté": row.act, "pourquoi": row.reason}
    for time in OwnTime.objects.all():
        yield {"acte": time.act, "minutes": time.minutes}


@registry.portability.register("aci.hours")
def hours() -> Iterator[dict[str, Any]]:
    for row in SiteOpening.objects.select_related("site"):
        yield {
            "site": row.hours.name,
            "à partir de": row.from_year,
            "horaires": row.hours.said,
            "fermetures pendant les vacances (semaines)": row.holiday_closure_weeks,
            "autres fermetures (semaines)": row.other_closure_weeks,
            "soins non programmés": row.unscheduled_care,
            "dérogation PDSA": row.pdsa_waiver,
        }
    for answer in DirectAnswer.objects.all():
        yield {"réponse directe à partir de": answer.from_year, "avant": answer.until_year}


@registry.portability.register("aci.france_sante")
def france_sante() -> Iterator[dict[str, Any]]:
    for adhesion in Adhesion.objects.all():
        yield {"adhésion": adhesion.get_state_display(), "rejoint le": adhesion.joined_on, "note": adhesion.note}
    for row in Engagement.objects.select_related("person"):
        yield {
            "engagement": row.code,
            "état": row.get_state_display(),
            "note": row.note,
            "qui": str(row.person or ""),
        }
    for amount in OwnAmount.objects.all():
        yield {"année": amount.year, "au moins": amount.low, "au plus": amount.high, "pourquoi": amount.why}


@registry.portability.register("aci.declarations")
def declarations() -> Iterator[dict[str, Any]]:
    for row in Declaration.objects.select_related("pack"):
        yield {
            "année": row.year,
            "version": row.version,
            "état": row.get_state_display(),
            "ce qui est figé": row.manifest,
            "empreinte": row.fingerprint,
            "montant calculé": _text(row.computed),
            "figée par": row.frozen_by,
            "dossier": _text(row.pack_id),
            "envoyée le": _text(row.sent_on),
            "accusé de réception": _text(row.receipt_id),
            "réponse du": _text(row.answered_on),
            "réponse": row.answer,
            "courrier de la CPAM": _text(row.answer_file_id),
            "montant notifié": _text(row.notified),
            "contestation": row.get_dispute_display(),
        }


@registry.portability.register("aci.answers")
def answers() -> Iterator[dict[str, Any]]:
    """Line by line and piece by piece."""
    for line in DeclaredLine.objects.select_related("declaration"):
        yield {
            "déclaration": str(line.declaration),
            "indicateur": line.code,
            "calculé": str(line.computed),
            "payé": _text(line.notified),
            "pourquoi": line.words,
        }
    for proof in DeclaredProof.objects.select_related("declaration"):
        yield {
            "déclaration": str(proof.declaration),
            "indicateur": proof.indicator,
            "pièce": proof.name,
            "empreinte": proof.fingerprint,
            "état": proof.get_state_display(),
            "pourquoi": proof.words,
        }


@registry.portability.register("aci.disputes")
def disputes() -> Iterator[dict[str, Any]]:
    for step in DisputeStep.objects.select_related("declaration"):
        yield {
            "déclaration": str(step.declaration),
            "date": step.on.isoformat(),
            "ce qui s’est passé": step.words,
            "pièce": _text(step.file_id),
            "noté par": step.by,
        }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
