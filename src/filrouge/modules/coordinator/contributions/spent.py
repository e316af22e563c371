"""The time noted in a year, by activity, for rooms that plan with what work really takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Sum

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import queries


@registry.time_spent.register("coordinator")
def time_spent(membership: Membership, year: int) -> Mapping[str, int]:
    rows = queries.entries_between(membership, date(year, 1, 1), date(year, 12, 31)).order_by()
    return {row["activity"]: int(row["total"]) for row in rows.values("activity").annotate(total=Sum("minutes"))}
