from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.planning.models import OwnTemplate, Plan, PlanStep


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@registry.portability.register("planning.plans")
def plans() -> Iterator[dict[str, Any]]:
    for row in Plan.objects.all():
        yield {
            "id": str(row.pk),
            "intitulé": row.title,
            "date à atteindre": _day(row.target_on),
            "pas avant le": _day(row.begins_on),
            "éviter les vacances scolaires": row.avoids_school_holidays,
            "modèle": row.template_code,
            "source": row.source,
            "abandonné le": _day(row.dropped_on),
        }


@registry.portability.register("planning.steps")
def steps() -> Iterator[dict[str, Any]]:
    for row in PlanStep.objects.select_related("task"):
        yield {
            "rétroplanning": str(row.plan_id),
            "clé": row.key,
            "étape": row.title,
            "jours ouvrés autour de la date": row.days,
            "jours au moins avant la date": row.at_least,
            "travail en minutes": row.minutes,
            "rôle": row.role,
            "pourquoi": row.why,
            "attend": row.waits_for,
            "à commencer le": _day(row.laid_from),
            "posée le": _day(row.laid_on),
            "tâche": str(row.task_id),
            "retirée le": _day(row.removed_on),
        }


@registry.portability.register("planning.templates")
def templates() -> Iterator[dict[str, Any]]:
    for row in OwnTemplate.objects.all():
        yield {
            "nom": row.title,
            "à quoi il sert": row.summary,
            "éviter les vacances scolaires": row.avoids_school_holidays,
            "étapes": row.steps,
            "retiré le": _day(row.retired_on),
        }
