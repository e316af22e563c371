from __future__ import annotations

from django.db import models
from django.db.models import Q

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import FiledHow
from filrouge.modules.meetings.models.meeting import Meeting


class SheetPhoto(TenantModel):
    """A signed attendance sheet, photographed. Without a meeting, it waits for somebody to say which one."""

    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the sheet is a proof of the meeting
        related_name="sheets",
        verbose_name="réunion",
    )
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT)  # kept without what the phone wrote in it
    source_sha256 = models.CharField(max_length=64)  # of the photo as it was sent: the same one is recognised
    filed_how = models.CharField("classée", max_length=8, choices=FiledHow, default=FiledHow.UNFILED, blank=True)
    added_at = models.DateTimeField("déposée le", auto_now_add=True)
    added_by = models.CharField("déposée par", max_length=200)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = "feuille photographiée"
        verbose_name_plural = "feuilles photographiées"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_sha256"],
                name="sheet_photo_once",
                violation_error_message="Cette photo est déjà déposée.",
            ),
            models.CheckConstraint(
                name="sheet_filed_on_a_meeting",
                condition=Q(meeting__isnull=True, filed_how="") | Q(meeting__isnull=False) & ~Q(filed_how=""),
            ),
        ]

    def __str__(self) -> str:
        return self.file.name
