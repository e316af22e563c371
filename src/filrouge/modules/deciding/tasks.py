from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deciding import services


@job(every=timedelta(minutes=10))
def follow_proposals() -> None:
    """Close those whose date has come, remind the silent of the others. Each team in its own time."""
    now = timezone.now()
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            services.close_due(now)
            services.remind_silent(now)
