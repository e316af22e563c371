from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling.enums import Availability, PollStatus


class Poll(TenantModel):
    """The question « quand ? » of one meeting. It may be opened again: the answers are kept."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.CASCADE,  # dates without their meeting mean nothing
    )
    status = models.CharField("état", max_length=10, choices=PollStatus, default=PollStatus.OPEN)
    respond_by = models.DateField("répondre avant le")
    message = models.TextField("mot d’accompagnement", blank=True)
    required_professions = models.JSONField("professions indispensables", default=list, blank=True)
    reminders_on = models.BooleanField("rappels", default=True)
    opened_at = models.DateTimeField("ouvert le", auto_now_add=True)
    opened_by = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # told when everybody has answered; the poll outlives them
        related_name="+",
        db_index=False,
    )
    everybody_answered_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    chosen = TenantForeignKey("scheduling.Slot", null=True, blank=True, on_delete=models.SET_NULL)
    chosen_by = models.CharField("choisie par", max_length=200, blank=True)

    class Meta:
        ordering = ["-opened_at", "pk"]
        verbose_name = "sondage de dates"
        verbose_name_plural = "sondages de dates"
        indexes = [models.Index(fields=["organisation", "status"], name="poll_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting"],
                name="poll_once",
                violation_error_message="Un sondage existe déjà pour cette réunion.",
            )
        ]

    def __str__(self) -> str:
        return f"Sondage : {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("scheduling:poll", args=[self.organisation.slug, self.pk])


class Respondent(TenantModel):
    """Somebody asked. ``asked_at`` moves when new dates are proposed: an answer older than it is no answer."""

    poll = TenantForeignKey(Poll, on_delete=models.CASCADE, related_name="respondents")
    person = TenantForeignKey(Person, on_delete=models.CASCADE)
    profession = models.CharField("profession ce jour-là", max_length=20, choices=Profession)
    is_required = models.BooleanField("indispensable", default=False)
    asked_at = models.DateTimeField("interrogée le")
    answered_at = models.DateTimeField("a répondu le", null=True, blank=True)
    word = models.CharField("mot", max_length=300, blank=True)
    reminders = models.PositiveSmallIntegerField("rappels envoyés", default=0)
    reminded_at = models.DateTimeField("dernier rappel", null=True, blank=True)

    class Meta:
        ordering = ["profession", "person__sort_name", "pk"]
        verbose_name = "personne interrogée"
        verbose_name_plural = "personnes interrogées"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "poll", "person"],
                name="respondent_once",
                violation_error_message="Cette personne est déjà interrogée.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} : {self.poll}"

    @property
    def has_answered(self) -> bool:
        return self.answered_at is not None and self.answered_at >= self.asked_at


class Slot(TenantModel):
    """A date proposed."""

    poll = TenantForeignKey(Poll, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = "créneau"
        verbose_name_plural = "créneaux"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "poll", "starts_at", "ends_at"],
                name="slot_once",
                violation_error_message="Ce créneau est déjà proposé.",
            ),
            models.CheckConstraint(
                name="slot_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Le créneau doit finir après son début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


class SlotAnswer(TenantModel):
    slot = TenantForeignKey(Slot, on_delete=models.CASCADE, related_name="answers")
    respondent = TenantForeignKey(Respondent, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField("réponse", max_length=10, choices=Availability)

    class Meta:
        ordering = ["slot__starts_at", "pk"]
        verbose_name = "réponse à un créneau"
        verbose_name_plural = "réponses aux créneaux"
        constraints = [models.UniqueConstraint(fields=["organisation", "slot", "respondent"], name="slot_answer_once")]

    def __str__(self) -> str:
        return f"{self.respondent.person} : {self.get_answer_display()}"
