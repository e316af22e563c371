"""Pages behind personal links: one question, one tap, no account."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from filrouge.kernel.documents.responses import file_answer
from filrouge.kernel.files.responses import file_response
from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.meetings import exports, notifications, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import AnswerForm, OpinionForm
from filrouge.modules.meetings.forms.attendance import is_key
from filrouge.modules.meetings.models import ItemDocument, Participant
from filrouge.modules.meetings.panels import panels_for
from filrouge.modules.meetings.views import dropping, remarks, shape, texts
from filrouge.modules.meetings.views.declarations import presence_context, presence_page
from filrouge.modules.meetings.views.deliveries import minutes_page
from filrouge.modules.meetings.views.feeds import calendar_page
from filrouge.modules.meetings.views.own_hours import own_hours_page
from filrouge.ui.forms import accepted, form_sentence


def find_participant(link: Link) -> Participant:
    participant = (
        Participant.everybody.select_related("person", "item", "meeting", "meeting__type", "meeting__organisation")
        .filter(pk=link.object_id, person_id=link.person_id)
        .first()
    )
    if participant is None:
        raise Http404
    return participant


def invitation_page(request: HttpRequest, link: Link) -> HttpResponseBase:
    participant = find_participant(link)
    if request.method == "GET" and "agenda" in request.GET:
        return calendar_file(participant)
    if request.method == "GET" and "document" in request.GET:
        return guest_document(participant, request.GET["document"])
    if request.method == "POST" and "follow" in request.POST:
        followed = services.follow_calendar(participant.person, by=links.actor_of(link))
        return redirect(links.url_of(followed))
    if request.method == "POST" and "hours" in request.POST:
        return redirect(links.url_of(services.open_own_hours(participant.person)))
    if "presence" in request.POST:
        return presence_page(request, link, participant)
    if request.method == "POST" and "drop" in request.POST and participant.item is None:
        return drop_page(request, link, participant)
    return answer_page(request, link, participant)


def answer_page(request: HttpRequest, link: Link, participant: Participant) -> HttpResponse:
    if request.method != "POST":
        return shown(request, participant)
    form = AnswerForm(request.POST)
    if accepted(form, lambda: services.answer_invitation(participant, by=links.actor_of(link), **form.cleaned_data)):
        return redirect(request.path)
    return shown(request, participant, error=form_sentence(form), form=form, note=form["note"].value())


def drop_page(request: HttpRequest, link: Link, participant: Participant) -> HttpResponse:
    refused = dropping.dropped(request, link, participant)
    return redirect(request.path) if refused is None else shown(request, participant, drop=refused)


def shown(request: HttpRequest, participant: Participant, **refused: Any) -> HttpResponse:
    """The invitation; ``refused``: what was sent and not taken."""
    meeting = participant.meeting
    context: dict[str, Any] = {
        "participant": participant,
        "meeting": meeting,
        "note": participant.answer_note,
        "form": AnswerForm(),
        **presence_context(participant),
        "panels": panels_for(participant),
        "open": meeting.status in {MeetingStatus.CONVENED, MeetingStatus.OPEN},
    }
    if participant.item is not None:
        context["documents"] = documents_for(participant)
    else:
        context["items"] = meeting.items.filter(postponed_at__isnull=True)
        context |= dropping.drop_context(participant)
    template = "meetings/links/guest.html" if participant.item else "meetings/links/invitation.html"
    return render(request, template, context | refused, status=422 if refused else 200)


def documents_for(guest: Participant) -> QuerySet[ItemDocument]:
    """Those of the one item a guest is invited to."""
    return queries.documents_of(guest.meeting).filter(item=guest.item_id)


def guest_document(guest: Participant, key: str) -> HttpResponseBase:
    if guest.item_id is None or not is_key(key):
        raise Http404
    return file_response(get_object_or_404(documents_for(guest), pk=key).file, inline=True)


def calendar_file(participant: Participant) -> HttpResponse:
    event = notifications.calendar_of(participant, "PUBLISH")
    return file_answer(event.encode(), "reunion.ics", "text/calendar; charset=utf-8")


def review_page(request: HttpRequest, link: Link) -> HttpResponse:
    participant = find_participant(link)
    if participant.item_id is not None:
        raise Http404  # a guest reads no minutes
    shown: dict[str, Any] = {"form": OpinionForm(), "comment": participant.approval_comment, "refused_on": None}
    status = 200
    if request.method == "POST":
        take = remarks.take if remarks.SENT & set(request.POST) else take_opinion
        refused = take(request, link, participant)
        if not refused:
            return redirect(request.path)
        shown |= refused
        status = 422
    meeting = queries.meetings_with_everything().get(pk=participant.meeting_id)
    shown |= {
        "participant": participant,
        "meeting": meeting,
        "rows": shape.item_rows(meeting),
        **texts.sections(meeting),
        "attendees": queries.attendees(meeting),
        "attendance_notes": exports.attendance_notes(list(meeting.participants.all())),
        "open": meeting.status == MeetingStatus.REVIEW,
        "remarks": queries.own_remarks(participant),
    }
    return render(request, "meetings/links/review.html", shown, status=status)


def take_opinion(request: HttpRequest, link: Link, participant: Participant) -> dict[str, Any]:
    """What the page shows again when the opinion is refused, else nothing."""
    form = OpinionForm(request.POST)
    if accepted(form, lambda: services.give_opinion(participant, by=links.actor_of(link), **form.cleaned_data)):
        return {}
    return {"error": form_sentence(form), "form": form, "comment": form["comment"].value()}


def was_there_page(request: HttpRequest, link: Link) -> HttpResponse:
    return presence_page(request, link, find_participant(link))


PAGES = {
    notifications.INVITATION: invitation_page,
    notifications.HOURS: own_hours_page,
    notifications.REVIEW: review_page,
    notifications.MINUTES: minutes_page,
    notifications.FEED: calendar_page,
    notifications.PRESENCE: was_there_page,
}
