from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models.meeting import Meeting


class Correction(TenantModel):
    """Frozen minutes opened again for their next version: why, and what they said. Gone once it is made or given up."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="under_correction")
    reason = models.CharField("motif", max_length=300)
    begun_by = models.CharField("commencée par", max_length=200)
    begun_at = models.DateTimeField("commencée le")
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what giving up puts back, by kind of row

    class Meta:
        verbose_name = "correction de compte rendu"
        verbose_name_plural = "corrections de compte rendu"
        constraints = [models.UniqueConstraint(fields=["organisation", "meeting"], name="correction_once")]

    def __str__(self) -> str:
        return self.reason
