from __future__ import annotations

from django.db import models
from django.urls import reverse

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.modules.meetings.enums import OutlinePlace
from filrouge.modules.meetings.models.meeting import Meeting
from filrouge.modules.meetings.models.notes import Written


class MinutesSection(Written):
    """A heading of the outline of the minutes, before or after the items. It exists once something is written."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60, db_index=False)
    title = models.CharField("rubrique", max_length=200)
    hint = models.CharField("aide", max_length=500, blank=True)
    place = models.CharField("place", max_length=6, choices=OutlinePlace, default=OutlinePlace.AFTER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "rubrique du compte rendu"
        verbose_name_plural = "rubriques du compte rendu"
        constraints = [models.UniqueConstraint(fields=["organisation", "meeting", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:detail', args=[self.organisation.slug, self.meeting_id])}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"rubrique-{self.key}"
