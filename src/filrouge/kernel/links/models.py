from __future__ import annotations

from datetime import datetime

from django.db import models

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel


class Link(TenantModel):
    """A personal link: one person, one purpose, one row, until a moment. Its token is derived, never stored."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE)
    purpose = models.CharField("usage", max_length=80)  # name in the link_pages registry: "meetings.invitation"
    object_id = models.UUIDField()
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    expires_at = models.DateTimeField("valable jusqu’au")
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)
    first_used_at = models.DateTimeField(
        "première utilisation", null=True, blank=True
    )  # of a secret purpose: as created

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "lien personnel"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose", "object_id", "person"],
                condition=models.Q(revoked_at__isnull=True),
                name="link_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} : {self.person}"

    def is_open_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at
