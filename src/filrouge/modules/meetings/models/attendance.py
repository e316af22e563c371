from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantManager, TenantModel
from filrouge.modules.meetings.enums import Answer, Approval, DeclaredHow, Presence
from filrouge.modules.meetings.models.agenda import AgendaItem
from filrouge.modules.meetings.models.meeting import Meeting


class CalledManager(TenantManager):
    """Called to the whole meeting: who counts, votes, reads the minutes. A guest of one item is in none of these."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(item__isnull=True)


class ExpectedManager(TenantManager):
    """Those called, and the guests whose item is on the agenda."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(item__removed_at__isnull=True)


class Participant(TenantModel):
    """Somebody called to a meeting: what they answered, whether they came, what they say of the minutes.

    With an ``item``, a guest: called to that item, who sees nothing else of the meeting. ``objects`` leaves guests
    out, so that nothing shows them the meeting or counts them without meaning it.
    """

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    item = TenantForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, verbose_name="invité·e au seul point"
    )
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
    signature = TenantForeignKey(  # drawn on a phone, where the type asks; forgotten with the row, by a service
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="signature dessinée"
    )
    claim = models.CharField(  # what the person says afterwards, against the mark; waits for who holds the meeting
        "déclare", max_length=10, choices=Presence, default=Presence.UNKNOWN, blank=True
    )
    approval = models.CharField("avis", max_length=10, choices=Approval, default=Approval.NONE)
    approval_comment = models.TextField("correction demandée", blank=True)
    approved_at = models.DateTimeField("avis donné le", null=True, blank=True)

    told_starts_at = models.DateTimeField(null=True, blank=True, editable=False)  # a guest: when they last were told
    told_ends_at = models.DateTimeField(null=True, blank=True, editable=False)  # that their item is

    objects: ClassVar[models.Manager[Self]] = CalledManager()
    expected: ClassVar[models.Manager[Self]] = ExpectedManager()
    everybody: ClassVar[models.Manager[Self]] = TenantManager()

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

    def clean(self) -> None:
        if self.item is not None and self.item.meeting_id != self.meeting_id:
            raise ValidationError("Ce point est celui d’une autre réunion.", code="other_meeting")

    @property
    def subject(self) -> str:
        """What this person may read of what the meeting is about."""
        return self.meeting.title if self.item_id is None else self.meeting.open_title
