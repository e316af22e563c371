from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import forms, policy, queries, services
from filrouge.modules.deciding.views.answers import find_ballot
from filrouge.modules.deciding.views.ballots import ballot_context
from filrouge.ui.forms import accepted, form_sentence


@require_POST
def vote_cast(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Somebody with an account votes from the page of the ballot."""
    require(request.membership, policy.VIEW)
    ballot = find_ballot(request, pk)
    form = forms.PaperForm(request.POST, ballot=ballot)
    mine = queries.voter_of(ballot, request.user)
    if mine is None:
        raise Http404
    by = Actor(mine.name, mine.person_id)
    said: list[services.Cast] = []
    if accepted(form, lambda: said.append(services.cast_vote(ballot, by=by, paper=form.paper()))):
        messages.success(request, said[0].value)
        return redirect(ballot)
    return render(request, "deciding/ballot.html", ballot_context(request, ballot, paper_form=form), status=422)


@require_POST
def vote_note(request: TenantRequest, pk: UUID, voter: UUID) -> HttpResponse:
    """The facilitator writes what somebody says aloud."""
    require(request.membership, policy.RUN)
    ballot = find_ballot(request, pk)
    row = get_object_or_404(queries.voters_of(ballot), pk=voter)
    form = forms.PaperForm(request.POST, ballot=ballot)
    if not accepted(form, lambda: services.note_vote(row, by=request.membership, paper=form.paper())):
        messages.error(request, form_sentence(form))
    return redirect(ballot)
