from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils import timezone

from filrouge.kernel.live.channels import Key
from filrouge.kernel.live.models import Change
from filrouge.kernel.live.topics import live_topics
from filrouge.kernel.tenancy.scope import current_organisation_id


def changed(topic: str, pk: UUID) -> None:
    """Tell the pages that watch this object. Called in the writer's transaction: they hear of it when it is kept."""
    if live_topics.get(topic) is None:
        raise LookupError(f"live topic {topic!r} is not registered")
    if connection.vendor == "postgresql":
        key = Key(current_organisation_id(), topic, pk)
        with connection.cursor() as cursor:
            # no row to update: writers never wait for one another here
            cursor.execute("SELECT pg_notify('live', %s)", [key.packed])
        return
    Change.objects.bulk_create(
        [Change(topic=topic, object_id=pk, changed_at=timezone.now())],
        update_conflicts=True,
        update_fields=["changed_at"],
        unique_fields=["organisation", "topic", "object_id"],
    )
