from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.queries import reads_all
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.models import Series


@registry.sealed_subjects.register("scheduling")
def sealed(membership: Membership) -> Mapping[str, QuerySet[Any, Any]]:
    """What the history says of a series is for those who may read its meetings. Polls are told of their meeting."""
    if reads_all(membership):
        return {}
    readable = queries.readable_series(membership).order_by().values("pk")
    return {Series._meta.label_lower: Series.objects.exclude(pk__in=readable).order_by().values_list("pk")}
