from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.maturity.models import Agreement, AnswerBox, Assessment, DimensionText, Improvement


@registry.portability.register("maturity.dimensions")
def dimensions() -> Iterator[dict[str, Any]]:
    for row in DimensionText.objects.all():
        yield {"axe": row.axis, "dimension": row.title, "niveaux": row.levels, "écartée": row.is_hidden}


@registry.portability.register("maturity.assessments")
def assessments() -> Iterator[dict[str, Any]]:
    """Answers of those that are closed only."""
    boxes = {box.assessment_id: box for box in AnswerBox.objects.all()}
    for row in Assessment.objects.prefetch_related("invitations", "agreements"):
        box = boxes.get(row.pk) if row.is_closed else None
        yield {
            "id": str(row.pk),
            "titre": row.title,
            "état": row.status,
            "envoyé le": row.opened_on,
            "terminé le": row.closed_on,
            "dimensions": row.matrix,
            "interrogés": [{"nom": one.name, "a répondu": one.has_answered} for one in row.invitations.all()],
            "réponses (ne sait pas, puis niveaux 1 à 4)": box.levels if box else None,
            "mots": box.comments if box else None,
            "consensus": [_agreement(one) for one in row.agreements.all()],
        }


def _agreement(row: Agreement) -> dict[str, Any]:
    return {"dimension": row.code, "niveau": row.level, "en une phrase": row.sentence}


@registry.portability.register("maturity.actions")
def actions() -> Iterator[dict[str, Any]]:
    for row in Improvement.objects.select_related("task"):
        yield {
            "tour": str(row.assessment_id),
            "dimension": row.code,
            "tâche": str(row.task_id),
            "moyens": row.means,
            "effet": row.effect,
        }
