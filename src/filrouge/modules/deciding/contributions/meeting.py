from __future__ import annotations

from collections.abc import Iterator, Sequence

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import policy, queries
from filrouge.modules.deciding.views import shape
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place, meeting_panels


@meeting_panels.register("deciding")
def panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """What was voted, on the page of the meeting; what may be decided under each item, where the session is held."""
    if not can(membership, policy.VIEW):
        return
    rows = shape.doing_rows(queries.doings_of(membership, meeting), meeting.organisation.slug)
    if "main" in places and rows:
        yield MeetingPanel("main", "deciding/panels/meeting.html", {"rows": rows})
    if "item" in places:
        context = {"rows": rows, "may_run": can(membership, policy.RUN) and meeting.is_writable}
        yield MeetingPanel("item", "deciding/panels/item.html", context)
