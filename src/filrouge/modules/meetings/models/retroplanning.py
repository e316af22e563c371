from __future__ import annotations

from django.db import models

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.enums import StepAct, StepOwner
from filrouge.modules.meetings.models.meeting import Meeting


class MeetingStep(TenantModel):
    """One step of the retroplanning of a meeting, copied from its type, and the task it became."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField()
    days = models.SmallIntegerField("jours autour de la réunion")  # below zero: before
    title = models.CharField("étape", max_length=200)
    owner = models.CharField("à", max_length=12, choices=StepOwner, default=StepOwner.COORDINATOR)
    act = models.CharField("cochée", max_length=8, choices=StepAct, blank=True)
    task = TenantForeignKey(Task, on_delete=models.CASCADE, verbose_name="tâche")
    late = models.BooleanField("déjà passée quand elle a été posée", default=False)
    suspended = models.BooleanField("abandonnée avec la réunion", default=False)  # taken up again with it

    class Meta:
        ordering = ["days", "rank"]
        verbose_name = "étape du rétroplanning"
        verbose_name_plural = "étapes du rétroplanning"
        constraints = [models.UniqueConstraint(fields=["organisation", "meeting", "rank"], name="meeting_step_once")]

    def __str__(self) -> str:
        return f"{self.mark} : {self.title}"

    @property
    def mark(self) -> str:
        """« J-15 », « J », « J+2 »"""
        return f"J{self.days:+d}" if self.days else "J"
