from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job
from filrouge.kernel.live.models import Change
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

KEEP = timedelta(days=1)  # pages look several times a second


@job(every=timedelta(days=1))
def prune_changes() -> None:
    """Forget what changed yesterday: nobody waits for it any more."""
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            Change.objects.filter(changed_at__lt=timezone.now() - KEEP).delete()
