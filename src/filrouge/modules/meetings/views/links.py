"""Pages behind personal links: one question, one tap, no account."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.meetings import notifications, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.views import shape


def find_participant(link: Link) -> Participant:
    participant = (
        Participant.objects.select_related("person", "meeting", "meeting__type", "meeting__organisation")
        .filter(pk=link.object_id, person_id=link.person_id)
        .first()
    )
    if participant is None:
        raise Http404
    return participant


def invitation_page(request: HttpRequest, link: Link) -> HttpResponse:
    participant = find_participant(link)
    if request.method == "GET" and "agenda" in request.GET:
        return calendar_file(participant)
    meeting = participant.meeting
    context: dict[str, Any] = {"participant": participant, "meeting": meeting, "note": participant.answer_note}
    context["open"] = meeting.status in {MeetingStatus.CONVENED, MeetingStatus.OPEN}
    status = 200
    if request.method == "POST":
        answer, note = request.POST.get("answer", ""), request.POST.get("note", "").strip()
        try:
            services.answer_invitation(participant, by=links.actor_of(link), answer=answer, note=note)
        except ValidationError as error:
            context |= {"error": shape.sentence(error), "note": note}
            status = 422
        else:
            links.touch(link)
            return redirect(request.path)
    context["items"] = meeting.items.all()
    return render(request, "meetings/links/invitation.html", context, status=status)


def calendar_file(participant: Participant) -> HttpResponse:
    response = HttpResponse(
        notifications.calendar_of(participant, "PUBLISH"), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="reunion.ics"'
    return response


def review_page(request: HttpRequest, link: Link) -> HttpResponse:
    participant = find_participant(link)
    context: dict[str, Any] = {"participant": participant}
    status = 200
    if request.method == "POST":
        approval, comment = request.POST.get("approval", ""), request.POST.get("comment", "").strip()
        try:
            services.give_opinion(participant, by=links.actor_of(link), approval=approval, comment=comment)
        except ValidationError as error:
            context |= {"error": shape.sentence(error), "comment": comment}
            status = 422
        else:
            links.touch(link)
            return redirect(request.path)
    meeting = queries.meetings_with_everything().get(pk=participant.meeting_id)
    context |= {
        "meeting": meeting,
        "rows": shape.item_rows(meeting),
        "attendees": queries.attendees(meeting),
        "open": meeting.status == MeetingStatus.REVIEW,
    }
    return render(request, "meetings/links/review.html", context, status=status)


PAGES = {notifications.INVITATION: invitation_page, notifications.REVIEW: review_page}
