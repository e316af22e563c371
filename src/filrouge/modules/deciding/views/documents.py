from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import pdf_answer, sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import exports, forms, policy, queries
from filrouge.modules.deciding.enums import BallotStatus
from filrouge.modules.deciding.views.answers import find_ballot
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import readable_meetings
from filrouge.ui.typography import date_fr


@require_safe
def export_list(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    filters = forms.BallotFilterForm(request.GET).filters()
    ballots = queries.with_turnout(queries.ballot_list(request.membership, **filters))
    return sheet_answer(exports.ballots_sheet(ballots), "votes", file_format)


@require_safe
def results_pdf(request: TenantRequest, meeting: UUID) -> HttpResponse:
    """The votes of a meeting."""
    require(request.membership, policy.VIEW)
    row: Meeting = get_object_or_404(readable_meetings(request.membership), pk=meeting)
    document = exports.results_document(
        request.organisation,
        list(queries.counted_ballots(row)),
        title=f"Résultats des votes : {row.title}",
        subtitle=date_fr(row.starts_at),
        day=row.starts_on,
    )
    return pdf_answer(document, f"Votes {row.title}")


@require_safe
def ballot_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    ballot = find_ballot(request, pk)
    if ballot.status != BallotStatus.CLOSED or ballot.closed_at is None:
        raise Http404
    document = exports.results_document(
        request.organisation,
        [ballot],
        title="Résultat du vote",
        subtitle=ballot.meeting.title if ballot.meeting else "entre deux réunions",
        day=timezone.localdate(ballot.closed_at),
    )
    return pdf_answer(document, f"Vote {ballot.title}")
