from __future__ import annotations

from datetime import time, timedelta

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator import services
from filrouge.modules.coordinator.enums import AbsenceKind

WEEKS = {
    "A": ((1, 9, 17), (3, 9, 13)),
    "B": ((1, 9, 17), (3, 9, 16)),
    "C": ((0, 9, 17), (1, 9, 17), (3, 9, 17)),
}  # fmt: skip


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """The week of the post, one more day soon, and some leave."""
    for weekday, starts, ends in WEEKS[context.profile]:
        services.add_presence(
            by=membership,
            weekdays=[weekday],
            starts_at=time(starts),
            ends_at=time(ends),
            break_minutes=60 if ends - starts > 5 else 0,
        )
    monday = context.today + timedelta(days=7 - context.today.weekday())
    more = almanac_of().on_or_after(monday + timedelta(days=11))
    services.add_presence(by=membership, day=more, starts_at=time(14), ends_at=time(17), break_minutes=0)
    leave = monday + timedelta(days=21)
    services.add_absence(by=membership, kind=AbsenceKind.LEAVE, first_on=leave, last_on=leave + timedelta(days=4))
