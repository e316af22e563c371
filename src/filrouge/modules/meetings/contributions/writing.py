from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest

from filrouge.kernel.live.topics import LiveTopic, live_topics
from filrouge.kernel.policy import can
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.services.notes import TOPIC


def allow(request: HttpRequest, pk: UUID) -> str | None:
    membership = request.membership  # type: ignore[attr-defined]  # a member, or nobody
    if membership is None or not can(membership, policy.HOLD):
        return None
    return "writers" if queries.readable_meetings(membership).filter(pk=pk).exists() else None


def render(pk: UUID, audience: str) -> str:
    """The version and the last hand of each text, and who writes where. The words themselves are asked for."""
    meeting = Meeting.objects.prefetch_related("items", "sections").get(pk=pk)
    texts = [*meeting.items.all(), *meeting.sections.all()]
    return json.dumps(
        {
            "texts": {text.anchor: [text.version, text.written_by] for text in texts},
            "here": [one.shown for one in queries.writers_of(meeting)],
        }
    )


live_topics.add(TOPIC, LiveTopic(allow, render))
