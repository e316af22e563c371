from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import CountingChoice, PatientCounts


@transaction.atomic
def keep_counts(year: int, *, by: Membership, **counts: Any) -> PatientCounts:
    """Keep the patients of the associated doctors on 31 December of a year; a second time corrects the first."""
    require(by, policy.KEEP)
    row = PatientCounts.objects.select_for_update(of=("self",)).filter(year=year).first() or PatientCounts(year=year)
    for name, value in counts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    timeline.record(row, "rcp.counts_kept", by=by, year=year)
    return row


@transaction.atomic
def choose_counting(
    from_year: int,
    *,
    by: Membership,
    values: Mapping[str, Any],
    contract_starts_on: date | None = None,
    why: str = "",
) -> CountingChoice:
    """Keep how the team counts from a year on; what is as the rules say is not kept, so that it follows them."""
    require(by, policy.KEEP)
    if unknown := set(values) - set(queries.CHOOSABLE):
        raise LookupError(f"not a choice of counting: {sorted(unknown)}")
    if contract_starts_on and contract_starts_on.year > from_year:
        raise ValidationError({"contract_starts_on": "Le contrat commence l’année du réglage, ou avant."}, code="year")
    found = CountingChoice.objects.select_for_update(of=("self",)).filter(from_year=from_year).first()
    row = found or CountingChoice(from_year=from_year)
    row.values = {name: value for name, value in values.items() if value != queries.shipped_value(name, from_year)}
    row.contract_starts_on, row.why = contract_starts_on, why
    row.full_clean()
    queries.method_with(from_year, row)  # a value of another type stops here, not in January
    row.save()
    timeline.record(row, "rcp.counting_chosen", by=by, year=from_year)
    return row
