"""What one takes away: the synthesis as a document, two assessments side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.maturity import policy, queries
from filrouge.modules.maturity.exports import report_document
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.views import shape
from filrouge.modules.maturity.views.assessments import found


@require_safe
def report_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    assessment = found(pk)
    if not assessment.is_closed:
        raise Http404
    return pdf_answer(report_document(assessment, timezone.localdate()), "maturite-synthese")


@require_safe
def compare(request: TenantRequest) -> HttpResponse:
    """Two assessments, dimension by dimension: the last two, or those of the address."""
    require(request.membership, policy.VIEW)
    known = list(queries.closed())
    after = _asked(request, "apres", known) or (known[0] if known else None)
    earlier = [one for one in known if after and one.closed_on and one.closed_on < (after.closed_on or one.closed_on)]
    before = _asked(request, "avant", known) or (earlier[0] if earlier else None)
    context: dict[str, Any] = {"known": known, "before": before, "after": after}
    if before and after and before != after:
        then, now = queries.results_of(before), queries.results_of(after)
        context |= {"axes": queries.changes_between(then, now), "chart": shape.axes_chart(now, then)}
        context["profile"] = shape.levels_profile(then, now)
    return render(request, "maturity/compare.html", context)


def _asked(request: TenantRequest, name: str, known: list[Assessment]) -> Assessment | None:
    return next((one for one in known if str(one.pk) == request.GET.get(name)), None)
