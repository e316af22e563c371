from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.modules.scheduling import services


@job_of_every_organisation(every=timedelta(hours=1))
def remind_silent_respondents() -> None:
    """Each team is looked at in its own time: overseas, nine o’clock is another moment."""
    now = timezone.now()
    services.remind_silent(now)


@job_of_every_organisation(every=timedelta(days=1))
def lay_series_ahead() -> None:
    """Six months of dates ahead, whatever the day."""
    services.lay_all_series(timezone.localdate())
