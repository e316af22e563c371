from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.deadlines import queries
from filrouge.modules.deadlines.models import Contract, Control, Obligation, Profile
from filrouge.modules.deadlines.queries.words import schedule_label


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@registry.portability.register("deadlines.profile")
def profiles() -> Iterator[dict[str, Any]]:
    for row in Profile.objects.all():
        yield {
            "situation": row.ticked,
            "salariés": row.employees,
            "DASRI en kg par mois": str(row.waste_kg),
            "mois de clôture": row.closing_month,
            "contrat ACI signé le": _day(row.aci_signed_on),
            "projet de santé signé le": _day(row.project_signed_on),
            "programme d’ETP déclaré le": _day(row.etp_declared_on),
            "première embauche le": _day(row.hired_on),
        }


@registry.portability.register("deadlines.obligations")
def obligations() -> Iterator[dict[str, Any]]:
    for row in Obligation.objects.select_related("site"):
        yield {
            "id": str(row.pk),
            "règle": row.code,
            "intitulé": row.title,
            "site": row.site.name if row.site else "",
            "thème": row.theme,
            "responsable": row.responsible,
            "jours avant": row.lead_days,
            "preuve": row.proof,
            "source": row.source,
            "confiance": row.confidence,
            "calcul": schedule_label(row.schedule),
            "changé par l’équipe": row.adjusted,
            "écartée": row.waived_reason,
            "arrêtée le": _day(row.stopped_on),
        }


@registry.portability.register("deadlines.dues")
def dues() -> Iterator[dict[str, Any]]:
    for row in queries.dues_with_everything():
        yield {
            "obligation": str(row.obligation_id),
            "intitulé": row.title,
            "date de la règle": _day(row.rule_on),
            "date retenue": _day(row.due_on),
            "y revenir le": _day(row.back_on),
            "état": row.state,
            "fait le": _day(row.closed_on),
            "note": row.note,
            "motif": row.reason,
            "choix": row.choice,
            "pièce": str(row.file_id) if row.file_id else None,
        }


@registry.portability.register("deadlines.controls")
def controls() -> Iterator[dict[str, Any]]:
    for row in Control.objects.select_related("obligation"):
        yield {"obligation": str(row.obligation_id), "objet": row.obligation.title, "prestataire": row.provider}


@registry.portability.register("deadlines.contracts")
def contracts() -> Iterator[dict[str, Any]]:
    for row in Contract.objects.all():
        yield {
            "obligation": str(row.obligation_id),
            "avec": row.party,
            "terme": _day(row.ends_on),
            "préavis en mois": row.notice_months,
            "reconduction en mois": row.renews_months,
            "montant par an": str(row.amount) if row.amount is not None else None,
            "contrat signé": str(row.file_id) if row.file_id else None,
            "terminé": row.ended,
        }
