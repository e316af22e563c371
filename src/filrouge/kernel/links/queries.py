from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.kernel.links.models import Link


def open_links(moment: datetime, *, text: str = "", person: UUID | None = None) -> QuerySet[Link]:
    """Links that still work, newest first."""
    links = Link.objects.select_related("person").filter(revoked_at__isnull=True, expires_at__gt=moment)
    if person:
        links = links.filter(person=person)
    for word in text.lower().split():
        links = links.filter(person__sort_name__contains=word)
    return links


def links_about(object_id: UUID) -> QuerySet[Link]:
    return Link.objects.select_related("person").filter(object_id=object_id)
