from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.models import BacklogItem, Decision, Meeting


@registry.sealed_subjects.register("meetings")
def sealed(membership: Membership) -> Mapping[str, QuerySet[Any, Any]]:
    if queries.reads_all(membership):
        return {}
    meetings = queries.sealed_to(membership).order_by().values_list("pk")
    decisions = Decision.objects.filter(meeting__in=meetings).order_by().values_list("pk")
    points = (
        BacklogItem.objects.exclude(pk__in=queries.readable_points(membership).values("pk"))
        .order_by()
        .values_list("pk")
    )
    return {
        Meeting._meta.label_lower: meetings,
        Decision._meta.label_lower: decisions,
        BacklogItem._meta.label_lower: points,
    }
