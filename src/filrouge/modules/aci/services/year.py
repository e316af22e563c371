from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.queries.why import places_of


@transaction.atomic
def keep_year(year: int, *, by: Membership, facts: Mapping[str, Any], associates_reason: str = "") -> YearInputs:
    """Keep what is typed of a year; a second time corrects the first."""
    require(by, policy.KEEP)
    row = YearInputs.objects.select_for_update(of=("self",)).filter(year=year).first() or YearInputs(year=year)
    before = places_of(row.facts)
    row.facts, row.associates_reason = dict(facts), associates_reason.strip() if "associates" in facts else ""
    row.full_clean()
    row.save()
    timeline.record(row, "aci.year_kept", by=by, year=year, changed=_changed(before, places_of(row.facts)))
    return row


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(place for place in {*before, *after} if before.get(place) != after.get(place))
