from __future__ import annotations

from django.db import models
from django.urls import reverse

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.modules.meetings.models.agenda import AgendaItem
from filrouge.modules.meetings.models.meeting import Meeting


class Decision(TenantModel):
    """One line of the register. It gets its number when the minutes are approved."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # the minutes are the proof of the decision
        related_name="decisions",
    )
    item = TenantForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField("décision")
    reason = models.TextField("motif", blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    decided_on = models.DateField("prise le")
    review_on = models.DateField("à revoir le", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=DecisionStatus, default=DecisionStatus.TO_APPLY)

    class Meta:
        ordering = ["-decided_on", "-number", "pk"]
        verbose_name = "décision"
        indexes = [models.Index(fields=["organisation", "-decided_on"], name="decision_by_date")]
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return f"{self.reference} : {self.text}" if self.number else self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:decisions', args=[self.organisation.slug])}#decision-{self.pk}"

    @property
    def reference(self) -> str:
        return f"D-{self.year}-{self.number:03}" if self.number else "décision provisoire"
