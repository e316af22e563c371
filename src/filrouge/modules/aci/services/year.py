from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.people.queries import associates_on
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
    _ask_why(row)
    row.save()
    timeline.record(row, "aci.year_kept", by=by, year=year, changed=_changed(before, places_of(row.facts)))
    return row


def _ask_why(row: YearInputs) -> None:
    """A number of associates beside that of the team is explained; nothing to explain while nobody is noted."""
    counted = associates_on(date(row.year, 12, 31)).count()
    if counted and row.facts.get("associates", counted) != counted and not row.associates_reason:
        text = f"Dites pourquoi ce nombre n’est pas celui de l’équipe au 31 décembre ({counted})."
        raise ValidationError({"associates_reason": text}, code="reason")


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(place for place in {*before, *after} if before.get(place) != after.get(place))
