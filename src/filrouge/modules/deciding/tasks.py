from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.modules.deciding import services


@job_of_every_organisation(every=timedelta(minutes=10))
def follow_proposals() -> None:
    """Close those whose date has come, remind the silent of the others. Each team in its own time."""
    now = timezone.now()
    services.close_due(now)
    services.remind_silent(now)
