from __future__ import annotations

from typing import Any

from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.rcp import policy
from filrouge.modules.rcp.models import Charter


@transaction.atomic
def write_charter(*, by: Membership, **texts: Any) -> Charter:
    require(by, policy.KEEP)
    row = Charter.objects.select_for_update(of=("self",)).first() or Charter()
    for name, value in texts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    timeline.record(row, "rcp.charter_written", by=by)
    return row
