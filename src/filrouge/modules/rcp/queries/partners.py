"""Who usually talks with whom, and of what: the entry of a concertation begins with them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Participant
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.queries.cases import with_attendance

RECENT = timedelta(days=365)
LOOKED_AT = 60  # the last situations, for the themes of the team
USUAL = ("wounds", "frailty", "polypathology")  # before the team has habits


def partners_to_choose(day: date, me: Person | None) -> QuerySet[Person]:
    people = people_on(day).order_by("profession", "sort_name", "pk")
    return people.exclude(pk=me.pk) if me else people


def recent_partners(me: Person | None, limit: int = 6) -> list[UUID]:
    """Keys of those this person last met for a concertation of two, the latest first; of the team without a person."""
    met = Participant.objects.filter(
        meeting__impromptu=True, meeting__starts_at__gt=timezone.now() - RECENT, presence__in=ATTENDED
    )
    if me is not None:
        mine = met.filter(person=me).order_by().values("meeting")
        met = met.filter(meeting__in=mine).exclude(person=me)
    latest = met.order_by().values("person").annotate(last=Max("meeting__starts_at"), times=Count("pk"))
    return [row["person"] for row in latest.order_by("-last", "-times", "person")[:limit]]


def recent_themes(limit: int = 3) -> list[str]:
    """Keys of the themes most noted lately."""
    noted = Case.objects.order_by("-created_at", "-pk").values_list("theme", flat=True)[:LOOKED_AT]
    found = [theme for theme, _times in Counter(noted).most_common(limit)]
    return [*found, *(theme for theme in USUAL if theme not in found)][:limit]


def cases_with(person: Person) -> QuerySet[Case]:
    """Situations examined where this person was."""
    attended = Participant.objects.filter(person=person, presence__in=ATTENDED).order_by().values("meeting")
    return with_attendance(Case.objects.filter(meeting__in=attended))
