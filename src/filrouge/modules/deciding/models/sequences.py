from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.deciding.models.boards import LONGEST_IDEA, Outcome
from filrouge.modules.meetings.models import AgendaItem, Meeting


class Sequence(TenantModel):
    """A guided sequence run under an agenda item: six hats, a round of speech. Its steps are in a shipped file."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # part of what was done there
        verbose_name="réunion",
    )
    item = TenantForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # what was said stays with its meeting when the item goes
        verbose_name="point",
    )
    code = models.CharField("séquence", max_length=30)  # in sequences.toml
    title = models.CharField("question", max_length=200)
    step = models.PositiveSmallIntegerField("étape", default=0)
    step_since = models.DateTimeField("depuis", null=True, blank=True)  # None while the clock is stopped
    step_spent = models.PositiveIntegerField(default=0)  # seconds of the step, the present stretch left out
    spoken = models.JSONField("ont parlé", default=list, blank=True)  # keys of participants
    finished_at = models.DateTimeField("terminée le", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "séquence guidée"
        verbose_name_plural = "séquences guidées"
        indexes = [models.Index(fields=["organisation", "meeting", "-id"], name="sequence_by_meeting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deciding:sequence", args=[self.organisation.slug, self.pk])

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None


class Contribution(Outcome):
    """What somebody wrote at a step. Its key is drawn, not dated: nothing says whose it is or when it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sequence = TenantForeignKey(Sequence, on_delete=models.CASCADE, related_name="contributions")
    step = models.PositiveSmallIntegerField("étape")
    family = models.CharField("famille", max_length=60, blank=True)
    text = models.CharField("contribution", max_length=LONGEST_IDEA)

    class Meta:
        ordering = ["step", "family", "id"]
        verbose_name = "contribution"

    def __str__(self) -> str:
        return self.text
