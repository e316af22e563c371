from __future__ import annotations

from django.db import models
from django.db.models import Q

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models.agenda import AgendaItem
from filrouge.modules.meetings.models.sections import MinutesSection


class NotesVersion(TenantModel):
    """Notes as they were once saved: what two hands began from, and what may be taken back."""

    item = TenantForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE)
    section = TenantForeignKey(MinutesSection, null=True, blank=True, on_delete=models.CASCADE)
    version = models.PositiveIntegerField()
    notes = models.TextField(blank=True)
    sent = models.TextField(blank=True)  # what the hand had sent, when it was merged with another's
    hand = models.CharField(max_length=36, blank=True)  # one open page: two tabs of one person are two hands
    written_by = models.CharField("écrite par", max_length=200)
    written_at = models.DateTimeField("écrite le")

    class Meta:
        ordering = ["-version"]
        verbose_name = "version de notes"
        verbose_name_plural = "versions de notes"
        indexes = [models.Index(fields=["organisation", "written_at"], name="notes_version_by_date")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "item", "version"], name="item_version_once"),
            models.UniqueConstraint(fields=["organisation", "section", "version"], name="section_version_once"),
            models.CheckConstraint(
                name="version_of_one_text",
                condition=Q(item__isnull=False, section__isnull=True) | Q(item__isnull=True, section__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
