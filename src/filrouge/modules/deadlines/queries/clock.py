from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from filrouge.kernel.tenancy.scope import current_organisation


def team_day() -> date:
    """The day it is where the team works, whoever asks: a page, a job, somebody elsewhere."""
    return timezone.localdate(timezone=ZoneInfo(current_organisation().time_zone))
