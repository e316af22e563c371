from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.kernel.links.models import Link

KEEP = timedelta(days=180)  # long enough to answer « qui a reçu ce lien ? »


@job_of_every_organisation(every=timedelta(days=1))
def prune_links() -> None:
    """Forget links closed for six months."""
    past = timezone.now() - KEEP
    Link.objects.filter(Q(expires_at__lt=past) | Q(revoked_at__lt=past)).delete()
