from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import YearlyAmount
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import BadCase
from filrouge.modules.aci.queries.year import SECURED


@registry.yearly_amounts.register("aci")
def amounts(membership: Membership, year: int) -> Iterator[YearlyAmount]:
    """What the year page shows; nothing before the year is typed."""
    inputs = queries.inputs_of(year) if can(membership, policy.VIEW) else None
    if inputs is None:
        return
    try:
        value = queries.value_of(membership, inputs)
    except BadCase:
        return
    secured = sum((row.parts[SECURED] for row in value.rows), Decimal(0))
    page = f"{reverse('aci:year', args=[membership.organisation.slug])}?annee={year}"
    yield YearlyAmount(f"ACI {year}", value.result.total_euros, secured, page)
