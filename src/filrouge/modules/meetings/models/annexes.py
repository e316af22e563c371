from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models.meeting import Meeting
from filrouge.modules.meetings.models.minutes import Minutes


class Annex(TenantModel):
    """A file listed by the minutes. Without version, it is chosen for the next one; with it, frozen like it."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="annexes")
    minutes = TenantForeignKey(
        Minutes,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # frozen
        related_name="annexes",
    )
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT)  # kept as long as a version lists it
    about = models.CharField("point", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "annexe d’un compte rendu"
        verbose_name_plural = "annexes d’un compte rendu"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "file"], condition=Q(minutes__isnull=True), name="annex_chosen_once"
            )
        ]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:annex", args=[self.organisation.slug, self.meeting_id, self.pk])
