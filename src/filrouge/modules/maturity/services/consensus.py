from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.maturity import policy
from filrouge.modules.maturity.models import Agreement, Assessment
from filrouge.modules.maturity.services.status import lock, require_closed, require_dimension


@transaction.atomic
def agree(assessment: Assessment, code: str, *, by: Membership, level: int, sentence: str = "") -> Agreement:
    """Write the level the group agreed on; a second time corrects the first."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    _require_writable(assessment)
    require_dimension(assessment, code)
    row = Agreement.objects.filter(assessment=assessment, code=code).first()
    row = row or Agreement(assessment=assessment, code=code)
    row.level, row.sentence = level, sentence.strip()
    row.full_clean()
    row.save()
    title = next(one["title"] for one in assessment.matrix if one["code"] == code)
    timeline.record(assessment, "maturity.agreed", by=by, title=title, level=level)
    return row


@transaction.atomic
def take_back(assessment: Assessment, code: str, *, by: Membership) -> None:
    """The group changes its mind and leaves this dimension open."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    _require_writable(assessment)
    Agreement.objects.filter(assessment=assessment, code=code).delete()


def _require_writable(assessment: Assessment) -> None:
    require_closed(assessment)
    if assessment.report is not None:
        raise ValidationError(
            "La synthèse de ce tour est figée : elle fait preuve. Un désaccord nouveau se dira au prochain tour.",
            code="frozen",
        )
