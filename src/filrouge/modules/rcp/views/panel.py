"""The situations of an RCP, shown on its page and where its session is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from filrouge.kernel.ids import uuid7
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import ATTENDED, MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.forms import NewCaseForm
from filrouge.modules.rcp.models.case import WAITS_FOR_REVIEW

NOTED_FROM = (MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW)


def panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    if not queries.is_rcp(meeting) or not can(membership, policy.VIEW):
        return
    place: Place = "session" if "session" in places else "main"
    if meeting.status == MeetingStatus.CANCELLED:
        return
    yield MeetingPanel(place, "rcp/_panel.html", context_of(membership, meeting, session=place == "session"), 20)


def context_of(membership: Membership, meeting: Meeting, *, session: bool, form: Any = None) -> Mapping[str, Any]:
    """One query: the situations of this meeting, and those that wait to be seen again."""
    due = WAITS_FOR_REVIEW & Q(review_on__lte=timezone.localdate(meeting.ends_at))
    rows = list(queries.readable_cases(membership).filter(Q(meeting=meeting) | due).order_by("created_at", "pk"))
    cases = [case for case in rows if case.meeting_id == meeting.pk]
    labels = queries.theme_labels(meeting.starts_on)
    came = {one.profession for one in meeting.participants.all() if one.presence in ATTENDED}
    return {
        "cases": [(case, labels.get(case.theme, case.theme)) for case in cases],
        "waiting": [] if meeting.impromptu else [case for case in rows if case.meeting_id != meeting.pk],
        "professions": len(came),
        "to_file": sum(case.filed_on is None for case in cases),
        "session": session,
        "open": meeting.status in NOTED_FROM and can(membership, policy.NOTE),
        "begun": meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.CONVENED},
        "themes": queries.theme_groups(meeting.starts_on),
        "categories": Category.choices,
        "form": form or NewCaseForm(day=meeting.starts_on),
        "entry_key": uuid7(),
    }
