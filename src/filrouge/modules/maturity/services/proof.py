from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.maturity import policy
from filrouge.modules.maturity.exports import report_document
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.services.status import lock, require_closed


@transaction.atomic
def freeze_report(assessment: Assessment, *, by: Membership) -> Assessment:
    """Keep the report as it is today: the proof of the approach. It changes no more, nor does the consensus."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    require_closed(assessment)
    if assessment.report is not None:
        raise ValidationError("La synthèse de ce tour est déjà figée.", code="frozen")
    if not assessment.agreements.exists():
        raise ValidationError("Notez d’abord le consensus : c’est lui que la synthèse prouve.", code="no_consensus")
    if not assessment.improvements.exists():
        raise ValidationError(
            "Choisissez d’abord au moins une action, avec qui et quand : la démarche le demande.", code="no_action"
        )
    today = timezone.localdate()
    content = render_pdf(report_document(assessment, today))
    name = f"maturite-{assessment.closed_on:%Y-%m-%d}-synthese.pdf"
    assessment.report = files.store(name=name, content=content, capability=policy.VIEW, frozen=True)
    assessment.reported_on = today
    assessment.save(update_fields=["report", "reported_on"])
    timeline.record(assessment, "maturity.report_frozen", by=by, title=assessment.title)
    return assessment
