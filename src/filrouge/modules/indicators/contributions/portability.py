from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.indicators.exports.sheets_of_paper import PARTS
from filrouge.modules.indicators.models import (
    CountSheet,
    Cycle,
    CycleIndicator,
    Dossier,
    Indicator,
    MethodSheet,
    Reading,
)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


@registry.portability.register("indicators.indicators")
def indicators() -> Iterator[dict[str, Any]]:
    for row in Indicator.objects.select_related("owner"):
        yield {
            "id": str(row.pk),
            "de la bibliothèque": row.code,
            "intitulé": row.title,
            "thème": row.theme,
            "définition": row.definition,
            "nature": row.kind,
            "numérateur": row.numerator,
            "dénominateur": row.denominator,
            "unité": row.unit,
            "source": row.source,
            "qui": row.owner.full_name if row.owner else "",
            "mois d’une période": row.frequency,
            "suivi depuis": _day(row.starts_on),
            "sens": row.direction,
            "objectif": _number(row.target),
            "objectif au": _day(row.target_on),
            "alerte": _number(row.alert),
            "indicateur de l’ACI": row.aci,
            "axe du projet de santé": row.project_theme,
            "rangé le": _day(row.archived_on),
        }


@registry.portability.register("indicators.readings")
def readings() -> Iterator[dict[str, Any]]:
    for row in Reading.objects.all():
        yield {
            "indicateur": str(row.indicator_id),
            "premier jour": _day(row.first_on),
            "compté": _number(row.numerator),
            "sur": _number(row.denominator),
            "valeur": _number(row.value),
            "commentaire": row.comment,
            "état": row.state,
            "à revoir": row.asked,
            "donnée par": row.given_by,
            "donnée le": _day(row.given_on),
        }


@registry.portability.register("indicators.cycles")
def cycles() -> Iterator[dict[str, Any]]:
    linked: dict[object, list[str]] = {}
    for link in CycleIndicator.objects.all():
        linked.setdefault(link.cycle_id, []).append(str(link.indicator_id))
    for row in Cycle.objects.select_related("referent"):
        yield {
            "id": str(row.pk),
            "thème": row.theme,
            "années": row.years,
            "référent": row.referent.full_name if row.referent else "",
            "désigné le": _day(row.appointed_on),
            "état des lieux": row.diagnosis,
            "pourquoi ce thème": row.theme_reason,
            "objectif": row.objective,
            "plan": row.plan_note,
            "mesures": [_day(row.before_on), _day(row.after_on)],
            "bilan": row.results,
            "plan revu": row.revised_plan,
            "indicateurs": linked.get(row.pk, []),
            "abandonnée le": _day(row.dropped_on),
        }


@registry.portability.register("indicators.dossiers")
def dossiers() -> Iterator[dict[str, Any]]:
    for row in Dossier.objects.all():
        yield {
            "démarche": str(row.cycle_id),
            "niveau": row.level,
            "année": row.year,
            "pièce": str(row.file_id),
            "figé le": _day(row.frozen_on),
        }


@registry.portability.register("indicators.methods")
def methods() -> Iterator[dict[str, Any]]:
    for row in MethodSheet.objects.all():
        parts = {str(MethodSheet._meta.get_field(name).verbose_name): getattr(row, name) for name in PARTS}  # type: ignore[union-attr]
        yield {"indicateur": str(row.indicator_id), **parts}


@registry.portability.register("indicators.sheets")
def count_sheets() -> Iterator[dict[str, Any]]:
    for row in CountSheet.objects.select_related("person"):
        yield {
            "indicateur": str(row.indicator_id),
            "premier jour": _day(row.first_on),
            "code": row.code,
            "qui compte": row.person.full_name if row.person else "",
            "lignes": row.labels,
            "comptes": row.counts,
            "saisie le": _day(row.entered_on),
            "saisie par": row.entered_by,
        }
