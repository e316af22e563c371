from __future__ import annotations

from django.db import models
from django.db.models import Q

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.writing.models import WrittenVersion
from filrouge.modules.meetings.models.agenda import AgendaItem
from filrouge.modules.meetings.models.sections import MinutesSection


class NotesVersion(WrittenVersion):
    """Notes as they were once saved."""

    item = TenantForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE)
    section = TenantForeignKey(MinutesSection, null=True, blank=True, on_delete=models.CASCADE)

    class Meta(WrittenVersion.Meta):
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
