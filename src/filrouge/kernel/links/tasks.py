from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from filrouge.kernel.jobs import job
from filrouge.kernel.links.models import Link
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

KEEP = timedelta(days=180)  # long enough to answer « qui a reçu ce lien ? »


@job(every=timedelta(days=1))
def prune_links() -> None:
    """Forget links closed for six months."""
    past = timezone.now() - KEEP
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            Link.objects.filter(Q(expires_at__lt=past) | Q(revoked_at__lt=past)).delete()
