"""What every act on an assessment begins with."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from filrouge.modules.maturity.enums import TRANSITIONS, Status
from filrouge.modules.maturity.models import Assessment


def lock(assessment: Assessment) -> Assessment:
    """The row as it is now, held until the end of the transaction."""
    return (
        Assessment.objects.select_for_update(of=("self",)).select_related("organisation", "group").get(pk=assessment.pk)
    )


def check_transition(assessment: Assessment, status: Status) -> None:
    old = Status(assessment.status)
    if status not in TRANSITIONS[old]:
        raise ValidationError(
            "Ce tour est « %(old)s » : rechargez la page pour voir où il en est.",
            code="forbidden_transition",
            params={"old": old.label},
        )


def require_closed(assessment: Assessment) -> None:
    if not assessment.is_closed:
        raise ValidationError("Le consensus et les actions viennent une fois le tour terminé.", code="not_closed")


def require_dimension(assessment: Assessment, code: str) -> None:
    if code not in {row["code"] for row in assessment.matrix}:
        raise ValidationError("Choisissez l’une des dimensions de ce tour.", code="dimension")
