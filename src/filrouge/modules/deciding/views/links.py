"""The page behind the personal link of a proposal: one question, no account, no script needed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.deciding import forms, notifications, queries, services
from filrouge.modules.deciding.enums import BallotStatus
from filrouge.modules.deciding.models import Voter
from filrouge.ui.forms import accepted


def find_voter(link: Link) -> Voter:
    voter = queries.voters_asked().filter(pk=link.object_id, person=link.person_id).first()
    if voter is None:
        raise Http404
    return voter


def proposal_page(request: HttpRequest, link: Link) -> HttpResponse:
    voter = find_voter(link)
    ballot = voter.ballot
    form = forms.PaperForm(request.POST if request.method == "POST" else None, ballot=ballot)
    if request.method == "POST" and accepted(
        form, lambda: services.cast_vote(ballot, by=links.actor_of(link), paper=form.paper())
    ):
        return redirect(request.path)
    context: dict[str, Any] = {
        "voter": voter,
        "ballot": ballot,
        "form": form,
        "rules": queries.rules_of(ballot),
        "answered": queries.said(ballot, voter.paper) if voter.paper else "",
        "counted": ballot.status == BallotStatus.CLOSED,
    }
    return render(request, "deciding/links/proposal.html", context, status=422 if form.is_bound else 200)


PAGES = {notifications.PROPOSAL: proposal_page}
