from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.kernel.links.labels import is_secret
from filrouge.kernel.links.models import Link

KEEP = timedelta(days=180)  # long enough to answer « qui a reçu ce lien ? »


@job_of_every_organisation(every=timedelta(days=1))
def prune_links() -> None:
    """Forget links closed for six months, and every hour that a secret answer may have left."""
    past = timezone.now() - KEEP
    Link.objects.filter(Q(expires_at__lt=past) | Q(revoked_at__lt=past)).delete()
    Link.objects.filter(is_secret(), first_used_at__gt=F("created_at")).update(first_used_at=F("created_at"))
