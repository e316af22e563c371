from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from filrouge.kernel.links.labels import is_secret
from filrouge.kernel.links.models import Link


def open_links(moment: datetime, *, text: str = "", person: UUID | None = None) -> QuerySet[Link]:
    """Links that still work, newest first, each with ``hides_hour``: its answer is secret."""
    links = Link.objects.select_related("person").filter(revoked_at__isnull=True, expires_at__gt=moment)
    links = links.annotate(hides_hour=ExpressionWrapper(is_secret(), BooleanField()))
    if person:
        links = links.filter(person=person)
    for word in text.lower().split():
        links = links.filter(person__sort_name__contains=word)
    return links


def links_about(object_id: UUID) -> QuerySet[Link]:
    return Link.objects.select_related("person").filter(object_id=object_id)
