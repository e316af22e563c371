from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services

KEEP_ALL = timedelta(days=1)  # whoever wrote without network meanwhile is still merged, paragraph by paragraph


@job(every=timedelta(days=1))
def forget_removed() -> None:
    """Points and documents removed from agendas a week ago."""
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            services.forget_removed()


@job(every=timedelta(days=1))
def thin_versions() -> None:
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            services.thin_versions(timezone.now() - KEEP_ALL)
