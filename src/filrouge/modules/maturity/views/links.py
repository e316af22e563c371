"""The page behind a personal link: the dimensions, on a phone, without account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.maturity import forms, notifications, queries, services
from filrouge.ui.forms import accepted


def answer_page(request: HttpRequest, link: Link) -> HttpResponse:
    invitation = queries.invitations_with_assessment().filter(pk=link.object_id, person=link.person_id).first()
    if invitation is None:
        raise Http404
    assessment = invitation.assessment
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, assessment=assessment)
    if request.method == "POST" and accepted(
        form, lambda: services.answer(assessment, by=links.actor_of(link), **form.told())
    ):
        return redirect(request.path)
    context: dict[str, Any] = {
        "invitation": invitation,
        "assessment": assessment,
        "form": form,
        "takes_answers": assessment.takes_answers_on(timezone.localdate()),
        "count": len(form.codes),
        "code": "",
    }
    return render(request, "maturity/links/answer.html", context, status=422 if form.is_bound else 200)


PAGES = {notifications.INVITATION: answer_page}
