from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import RemarkState
from filrouge.modules.meetings.models.agenda import AgendaItem
from filrouge.modules.meetings.models.attendance import Participant
from filrouge.modules.meetings.models.meeting import Meeting
from filrouge.modules.meetings.models.sections import MinutesSection

LONGEST_REMARK = 2000


class Remark(TenantModel):
    """What a reader says of the draft minutes, on a point, on a section or on the whole, and what became of it."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    participant = TenantForeignKey(Participant, on_delete=models.CASCADE, related_name="remarks")
    item = TenantForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE)
    section = TenantForeignKey(MinutesSection, null=True, blank=True, on_delete=models.CASCADE)
    text = models.TextField("remarque", max_length=LONGEST_REMARK)
    made_at = models.DateTimeField("faite le")
    state = models.CharField("état", max_length=10, choices=RemarkState, default=RemarkState.OPEN)
    answer = models.CharField("réponse", max_length=500, blank=True)
    answered_by = models.CharField("réponse de", max_length=200, blank=True)
    answered_at = models.DateTimeField("réponse le", null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = "remarque sur un compte rendu"
        verbose_name_plural = "remarques sur un compte rendu"
        constraints = [
            models.CheckConstraint(name="remark_on_one_text", condition=Q(item__isnull=True) | Q(section__isnull=True)),
            models.CheckConstraint(
                name="remark_refused_says_why",
                condition=~Q(state=RemarkState.REFUSED) | ~Q(answer=""),
                violation_error_message="Dites en un mot pourquoi cette remarque est écartée.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"remarque-{self.pk}"

    @property
    def on(self) -> Any:
        """The text it is about; nothing for the whole."""
        return self.item or self.section
