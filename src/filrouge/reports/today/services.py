from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.transaction import atomic

from filrouge.kernel.accounts.models import User
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.today.queries import BREAK

SELDOM = timedelta(minutes=5)  # a visit that goes on is not written more often


@atomic
def record_visit(user: User, now: datetime) -> None:
    """This person is here, in all their organisations at once: a visit that goes on, or a new one."""
    mine = Membership.objects.filter(user=user)
    mine.filter(last_seen_at__lt=now - BREAK).update(previous_visit_at=F("last_seen_at"))
    mine.filter(Q(last_seen_at__isnull=True) | Q(last_seen_at__lt=now - SELDOM)).update(last_seen_at=now)
