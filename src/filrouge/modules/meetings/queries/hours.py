from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, QuerySet

from filrouge.kernel.rules import queries as rules
from filrouge.modules.meetings.enums import TOOK_PLACE
from filrouge.modules.meetings.models import Participant


def payable_attendance(first: datetime, last: datetime) -> QuerySet[Participant]:
    return (
        Participant.objects.filter(
            meeting__starts_at__gte=first,
            meeting__starts_at__lt=last,
            meeting__status__in=TOOK_PLACE,
            minutes__gt=0,
        )
        .select_related("meeting", "person")
        .order_by(F("meeting__starts_at").asc(), "pk")
    )


def payable_minutes(minutes: int, day: date) -> int:
    """Minutes of presence as the rule in force that day counts them: by steps, nothing under a minimum."""
    rule = rules.load("rules", "meeting_hours").at(day)
    if minutes < rule.integer("minimum_presence_minutes"):
        return 0
    step = rule.integer("step_minutes")
    added = {"down": 0, "nearest": step // 2, "up": step - 1}[rule.text("rounding")]
    return (minutes + added) // step * step
