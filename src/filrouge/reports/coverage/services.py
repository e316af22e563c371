from __future__ import annotations

from django.db.transaction import atomic

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator.enums import activity_label
from filrouge.reports.coverage import policy
from filrouge.reports.coverage.enums import Part
from filrouge.reports.coverage.models import ActivityPart


@atomic
def give_part(activity: str, person: Person, part: str, *, by: Membership) -> ActivityPart:
    """Raises ``ValidationError`` for a second part of one person, and for a second responsible."""
    require(by, policy.SHARE)
    given = ActivityPart(activity=activity, person=person, part=part)
    given.full_clean()
    given.save()
    _tell(given, "coverage.given", by)
    return given


@atomic
def take_back(given: ActivityPart, *, by: Membership) -> None:
    require(by, policy.SHARE)
    _tell(given, "coverage.taken_back", by)
    given.delete()


def _tell(given: ActivityPart, action: str, by: Membership) -> None:
    words = {
        "person": given.person.full_name,
        "part": Part(given.part).label,
        "activity": activity_label(given.activity),
    }
    timeline.record(given, action, by=by, **words)
