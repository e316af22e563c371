from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.kernel.live.models import Change

KEEP = timedelta(days=1)  # pages look several times a second


@job_of_every_organisation(every=timedelta(days=1))
def prune_changes() -> None:
    """Forget what changed yesterday: nobody waits for it any more."""
    Change.objects.filter(changed_at__lt=timezone.now() - KEEP).delete()
