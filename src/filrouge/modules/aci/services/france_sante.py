from __future__ import annotations

from typing import Any

from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import Adhesion, Engagement, OwnAmount


@transaction.atomic
def keep_adhesion(*, by: Membership, **fields: Any) -> Adhesion:
    """Say where the team stands."""
    require(by, policy.KEEP)
    row = Adhesion.objects.select_for_update(of=("self",)).first() or Adhesion()
    _put(row, fields)
    timeline.record(row, "aci.adhesion_kept", by=by, title=row.get_state_display())
    return row


@transaction.atomic
def keep_engagement(code: str, *, by: Membership, **fields: Any) -> Engagement:
    """Say whether an engagement is reached, what shows it, who looks after it."""
    require(by, policy.KEEP)
    row = Engagement.objects.select_for_update(of=("self",)).filter(code=code).first() or Engagement(code=code)
    _put(row, fields)
    timeline.record(row, "aci.engagement_kept", by=by, title=row.get_state_display())
    return row


@transaction.atomic
def keep_amount(year: int, *, by: Membership, **fields: Any) -> OwnAmount:
    """The amount that the CPAM gave, in place of what was read."""
    require(by, policy.KEEP)
    row = OwnAmount.objects.select_for_update(of=("self",)).filter(year=year).first() or OwnAmount(year=year)
    _put(row, fields)
    timeline.record(row, "aci.amount_kept", by=by, year=year)
    return row


@transaction.atomic
def reset_amount(row: OwnAmount, *, by: Membership) -> None:
    """Back to what was read."""
    require(by, policy.KEEP)
    timeline.record(row, "aci.amount_reset", by=by, year=row.year)
    row.delete()


def _put(row: Adhesion | Engagement | OwnAmount, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
