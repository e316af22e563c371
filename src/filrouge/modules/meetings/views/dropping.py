"""« Proposer un point », from the page of an invitation."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import PointDropForm
from filrouge.modules.meetings.models import Participant
from filrouge.ui.forms import accepted


def drop_context(participant: Participant) -> dict[str, Any]:
    """The form until the meeting closes, and what became of the points this person already proposed for it."""
    open_to_points = participant.meeting.status in {MeetingStatus.CONVENED, MeetingStatus.OPEN}
    return {
        "drop": PointDropForm(initial={"once": uuid4()}) if open_to_points else None,
        "dropped": queries.points_dropped_by(participant),
    }


def dropped(request: HttpRequest, link: Link, participant: Participant) -> PointDropForm | None:
    """Keeps the point, or gives the form back with what is wrong in it."""
    form = PointDropForm(request.POST)
    by, meeting = links.actor_of(link), participant.meeting
    if meeting.status not in {MeetingStatus.CONVENED, MeetingStatus.OPEN}:
        form.add_error(None, "Cette réunion n’attend plus de point. Parlez-en à votre coordination.")
    elif accepted(form, lambda: services.drop_point(by=by, meeting=meeting, **form.cleaned_data)):
        return None
    return form
