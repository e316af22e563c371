from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.scheduling import services


@job(every=timedelta(hours=1))
def remind_silent_respondents() -> None:
    """Each team is looked at in its own time: overseas, nine o’clock is another moment."""
    now = timezone.now()
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            services.remind_silent(now)


@job(every=timedelta(days=1))
def lay_series_ahead() -> None:
    """Six months of dates ahead, whatever the day."""
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            services.lay_all_series(timezone.localdate())
