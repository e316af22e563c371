from __future__ import annotations

from django.db import models

from filrouge.kernel.tenancy.models import TenantModel


class Change(TenantModel):
    """When something watched last changed: how processes that share a SQLite file learn of each other's writes.

    PostgreSQL tells them itself and leaves this table empty.
    """

    topic = models.CharField(max_length=80)
    object_id = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "changement en direct"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "topic", "object_id"], name="live_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.object_id}"
