from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.modules.live.models import Seat

KEEP = timedelta(days=180)  # long enough to see who has not been heard for a while


@job_of_every_organisation(every=timedelta(days=1))
def forget_seats() -> None:
    """Six months after a session, its phones, its guests' names and who spoke are forgotten."""
    past = timezone.now() - KEEP
    Seat.objects.filter(live__closed_at__lt=past).delete()
