from __future__ import annotations

from django.db import models

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import Answer, Approval, DeclaredHow, Presence
from filrouge.modules.meetings.models.meeting import Meeting


class Participant(TenantModel):
    """Somebody called to a meeting: what they answered, whether they came, what they say of the minutes."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = TenantForeignKey(
        Person,
        on_delete=models.PROTECT,  # attendance is a proof
        verbose_name="personne",
    )
    profession = models.CharField("profession ce jour-là", max_length=20, choices=Profession)
    answer = models.CharField("réponse", max_length=12, choices=Answer, default=Answer.NONE)
    answer_note = models.CharField("mot", max_length=300, blank=True)
    answered_at = models.DateTimeField("a répondu le", null=True, blank=True)
    presence = models.CharField("présence", max_length=10, choices=Presence, default=Presence.UNKNOWN, blank=True)
    arrived_at = models.DateTimeField("arrivée", null=True, blank=True)
    left_at = models.DateTimeField("départ", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes de présence", default=0)
    declared_how = models.CharField(
        "pointage", max_length=8, choices=DeclaredHow, default=DeclaredHow.UNKNOWN, blank=True
    )
    declared_at = models.DateTimeField("pointé le", null=True, blank=True)
    declared_by = models.CharField("pointé par", max_length=200, blank=True)
    claim = models.CharField(  # what the person says afterwards, against the mark; waits for who holds the meeting
        "déclare", max_length=10, choices=Presence, default=Presence.UNKNOWN, blank=True
    )
    approval = models.CharField("avis", max_length=10, choices=Approval, default=Approval.NONE)
    approval_comment = models.TextField("correction demandée", blank=True)
    approved_at = models.DateTimeField("avis donné le", null=True, blank=True)

    class Meta:
        ordering = ["profession", "person__sort_name", "pk"]
        verbose_name = "participant"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "person"],
                name="participant_once",
                violation_error_message="Cette personne est déjà conviée.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} : {self.meeting}"
