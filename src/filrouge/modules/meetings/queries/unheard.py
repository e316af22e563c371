from __future__ import annotations

from datetime import date, timedelta

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery

from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import engagements_on, people_on
from filrouge.modules.meetings.enums import ATTENDED, TOOK_PLACE
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.queries.counts import count_calls
from filrouge.modules.meetings.queries.periods import bounds
from filrouge.modules.meetings.queries.timing import numbers_rule


def unheard_after(day: date) -> int:
    return numbers_rule(day).integer("unheard_after_days")


def unheard(day: date) -> QuerySet[Person]:
    """Who is of the team, came to no meeting for a while, and once came or was called; the longest silence first.

    Each with ``last_came`` (none for who never did) and ``called``: the meetings of that while they were called to.
    Partners from outside and who has just arrived are left in peace.
    """
    since = day - timedelta(days=unheard_after(day))
    first, last = bounds(since, day)
    calls = Participant.objects.filter(
        person=OuterRef("pk"), meeting__status__in=TOOK_PLACE, meeting__starts_at__lt=last
    )
    came = calls.filter(presence__in=ATTENDED)
    partners = engagements_on(day).filter(status=Status.PARTNER).values("person")
    return (
        people_on(day)
        .filter(Q(arrived_on__isnull=True) | Q(arrived_on__lt=since))
        .filter(Exists(calls))
        .exclude(Exists(came.filter(meeting__starts_at__gte=first)))
        .exclude(pk__in=partners)
        .annotate(
            last_came=Subquery(
                came.order_by("-meeting__starts_at").values("meeting__starts_at")[:1], output_field=DateTimeField()
            ),
            called=count_calls(calls.filter(meeting__starts_at__gte=first)),
        )
        .order_by("last_came", "sort_name", "pk")
    )
