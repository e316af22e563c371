from __future__ import annotations

from django.db import models

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import EvidenceAxis


class MeetingType(TenantModel):
    """What a kind of meeting brings along: its usual length, agenda and where it counts as a proof."""

    code = models.SlugField(max_length=30, db_index=False)
    name = models.CharField("nom", max_length=120)
    short_name = models.CharField("nom court", max_length=40)
    default_minutes = models.PositiveSmallIntegerField("durée habituelle (minutes)", default=60)
    evidence_axis = models.CharField("compte pour", max_length=20, choices=EvidenceAxis, default=EvidenceAxis.NONE)
    agenda = models.JSONField("ordre du jour habituel", default=list)  # [{"title", "kind", "minutes"}]
    is_active = models.BooleanField("proposé", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = "type de réunion"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="meeting_type_once")]

    def __str__(self) -> str:
        return self.name
