from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.modules.maturity import services


@job_of_every_organisation(every=timedelta(hours=1))
def remind_the_silent() -> None:
    """Twice at most in the life of an assessment. Each team in its own time."""
    services.remind_silent(timezone.now())
