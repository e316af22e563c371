from __future__ import annotations

from typing import Any

from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.sharing import policy
from filrouge.modules.sharing.models import Scenario

CHANGEABLE = ("title", "base", "amount", "rules")


@transaction.atomic
def keep_scenario(year: int, *, by: Membership, **fields: Any) -> Scenario:
    """Give rules a name. Nothing is paid, now or later."""
    require(by, policy.KEEP)
    scenario = Scenario(year=year, **fields)
    scenario.full_clean()
    scenario.save()
    timeline.record(scenario, "sharing.kept", by=by, title=scenario.title, year=year)
    return scenario


@transaction.atomic
def change_scenario(scenario: Scenario, *, by: Membership, **fields: Any) -> Scenario:
    require(by, policy.KEEP)
    scenario = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)
    for name, value in fields.items():
        if name not in CHANGEABLE:
            raise TypeError(f"not a changeable field of a scenario: {name}")
        setattr(scenario, name, value)
    scenario.full_clean()
    scenario.save(update_fields=list(fields))
    timeline.record(scenario, "sharing.changed", by=by, title=scenario.title, year=scenario.year)
    return scenario


@transaction.atomic
def copy_scenario(scenario: Scenario, *, by: Membership) -> Scenario:
    """The same rules under another name, to change one of them and compare."""
    require(by, policy.KEEP)
    taken = set(Scenario.objects.filter(year=scenario.year).values_list("title", flat=True))
    base = scenario.title[:70]
    title = next(name for rank in range(2, len(taken) + 3) if (name := f"{base} ({rank})") not in taken)
    return keep_scenario(
        scenario.year, by=by, title=title, base=scenario.base, amount=scenario.amount, rules=scenario.rules
    )


@transaction.atomic
def drop_scenario(scenario: Scenario, *, by: Membership) -> None:
    require(by, policy.KEEP)
    timeline.record(scenario, "sharing.dropped", by=by, title=scenario.title, year=scenario.year)
    scenario.delete()
