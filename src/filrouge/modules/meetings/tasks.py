from __future__ import annotations

from datetime import timedelta

from filrouge.kernel.jobs import job
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services


@job(every=timedelta(days=1))
def forget_removed() -> None:
    """Points and documents removed from agendas a week ago."""
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            services.forget_removed()
