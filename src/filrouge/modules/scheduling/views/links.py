"""The page behind a personal link: one tap per date, no account, no script needed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.scheduling import notifications, queries, services
from filrouge.modules.scheduling.forms import AnswersForm
from filrouge.modules.scheduling.models import Respondent
from filrouge.modules.scheduling.views import shape
from filrouge.ui.forms import accepted, form_sentence


def find_respondent(link: Link) -> Respondent:
    """Who answers; somebody no longer called to the meeting is asked nothing."""
    found = queries.still_called().select_related(
        "person", "poll", "poll__meeting", "poll__meeting__type", "poll__chosen"
    )
    respondent = found.filter(pk=link.object_id, person=link.person_id).first()
    if respondent is None:
        raise Http404
    return respondent


def poll_page(request: HttpRequest, link: Link) -> HttpResponse:
    respondent = find_respondent(link)
    poll = respondent.poll
    form = AnswersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and accepted(
        form,
        lambda: services.answer_poll(
            respondent,
            by=links.actor_of(link),
            answers=form.answers(shape.slots_to_come(poll)),
            word=form.typed_word(),
        ),
    ):
        return redirect(request.path)
    context: dict[str, Any] = {"respondent": respondent, "poll": poll, "meeting": poll.meeting, "form": form}
    if form.is_bound:
        context["error"] = form_sentence(form)
    context |= shape.link_context(respondent, form)
    return render(request, "scheduling/links/poll.html", context, status=422 if form.is_bound else 200)


PAGES = {notifications.POLL: poll_page}
