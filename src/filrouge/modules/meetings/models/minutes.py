from __future__ import annotations

from django.db import models

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models.meeting import Meeting


class Minutes(TenantModel):
    """The frozen minutes: number, file and fingerprint. Never edited; a correction makes a new version."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # frozen
        related_name="minutes_versions",
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField("numéro")
    version = models.PositiveSmallIntegerField(default=1)
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT)  # frozen
    reason = models.CharField("motif de la correction", max_length=300, blank=True)  # of a version after the first
    approved_at = models.DateTimeField("approuvé le")
    approved_by = models.CharField("approuvé par", max_length=200)

    adopted_on = models.DateField("approuvé en séance le", null=True, blank=True)
    adopted_in = TenantForeignKey(  # by the next meeting
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="en séance de"
    )

    class Meta:
        ordering = ["-year", "-number", "-version"]
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number", "version"], name="minutes_number_once")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        suffix = f" (version {self.version})" if self.version > 1 else ""
        return f"CR-{self.year}-{self.number:03}{suffix}"
