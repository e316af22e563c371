"""The situations of an RCP, shown on its page and where its session is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filrouge.kernel.ids import uuid7
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.forms import NewCaseForm

NOTED_FROM = (MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW)


def panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    if not queries.is_rcp(meeting) or meeting.status == MeetingStatus.CANCELLED or not can(membership, policy.VIEW):
        return
    place: Place = "session" if "session" in places else "main"
    if place not in places:
        return
    yield MeetingPanel(place, "rcp/_panel.html", context_of(membership, meeting, session=place == "session"), 20)


def context_of(
    membership: Membership, meeting: Meeting, *, session: bool, form: NewCaseForm | None = None
) -> Mapping[str, Any]:
    """One query: the situations of this meeting, and those that wait to be seen again."""
    rows = list(queries.cases_for_panel(membership, meeting))
    cases = [case for case in rows if case.meeting_id == meeting.pk]
    labels = queries.theme_labels(meeting.starts_on)
    return {
        "cases": [(case, labels.get(case.theme, case.theme)) for case in cases],
        "waiting": [] if meeting.impromptu else [case for case in rows if case.meeting_id != meeting.pk],
        "professions": cases[0].professions_there if cases else 0,  # type: ignore[attr-defined]
        "to_file": sum(case.filed_on is None for case in cases),
        "session": session,
        "open": meeting.status in NOTED_FROM and can(membership, policy.NOTE),
        "begun": meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.CONVENED},
        "themes": queries.theme_groups(meeting.starts_on),
        "categories": Category.choices,
        "form": form or NewCaseForm(day=meeting.starts_on),
        "entry_key": uuid7(),
    }
