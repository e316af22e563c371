from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.indicators import exports, policy, queries
from filrouge.modules.indicators.queries.catalogue import formula
from filrouge.modules.indicators.views import shape


@require_safe
def indicator_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    row = get_object_or_404(queries.indicators(), pk=pk)
    line = queries.line_of(row, timezone.localdate())
    readings = queries.readings_of(row)
    context = {
        "row": row,
        "line": line,
        "readings": readings[::-1],
        "chart": shape.chart_of(row, line.points),
        "formula": formula(row.kind, row.numerator, row.denominator),
        "confidence_colour": shape.COLOURS[row.confidence],
        "can_keep": can(request.membership, policy.KEEP),
        "history": shape.history(history_of(row)),
        **shape.summary_of(line),
    }
    return render(request, "indicators/indicator.html", context)


@require_safe
def series_export(request: TenantRequest, pk: UUID, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    row = get_object_or_404(queries.indicators(), pk=pk)
    sheet = exports.series_sheet(row, queries.readings_of(row))
    name = f"indicateur-{slugify(row.title)[:40].strip('-')}-{timezone.localdate().isoformat()}"
    return sheet_answer(sheet, name, file_format)


@require_safe
def computed_page(request: TenantRequest) -> HttpResponse:
    """Indicators that the rooms compute: three years of each, and the way to its rows."""
    require(request.membership, policy.VIEW)
    year = timezone.localdate().year
    found = [(one, shape.computed_chart(one)) for one in queries.computed_of(request.membership, year)]
    return render(request, "indicators/computed.html", {"found": found, "year": year})
