from __future__ import annotations

from django.db import models

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models.agenda import AgendaItem


class Information(TenantModel):
    """Something to know that came out of an item: neither decided nor to do."""

    item = TenantForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="informations")
    text = models.CharField("information", max_length=500)

    class Meta:
        ordering = ["pk"]
        verbose_name = "information"

    def __str__(self) -> str:
        return self.text
