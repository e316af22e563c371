from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.modules.scheduling.enums import Rhythm
from filrouge.modules.scheduling.validators import validate_hours, validate_months, validate_weekdays

EARLIEST, LATEST = 2020, 2100


class YearPlan(TenantModel):
    """The meetings of a year laid before they exist: one draft per year, that everybody sees."""

    year = models.PositiveSmallIntegerField(
        "année", validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    avoids_holidays = models.BooleanField("hors vacances scolaires", default=True)
    started_at = models.DateTimeField("commencé le", auto_now_add=True)
    created_at = models.DateTimeField("réunions créées le", null=True, blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = "plan de l’année"
        verbose_name_plural = "plans de l’année"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="year_plan_once",
                violation_error_message="Le plan de cette année est déjà commencé.",
            )
        ]

    def __str__(self) -> str:
        return f"Plan de l’année {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("scheduling:year", args=[self.organisation.slug, self.year])


class PlanLine(TenantModel):
    """One kind of meeting in the year: how often, which days, at what hours, in which months not."""

    plan = TenantForeignKey(YearPlan, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    type = TenantForeignKey(MeetingType, on_delete=models.CASCADE, verbose_name="type")
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the line stays; who is called is chosen again
        verbose_name="groupe",
    )
    title = models.CharField("intitulé", max_length=200)
    rhythm = models.CharField("combien", max_length=10, choices=Rhythm, default=Rhythm.COUNT)
    number = models.PositiveSmallIntegerField(
        "nombre", default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    weekdays = models.JSONField("jours possibles", default=list, validators=[validate_weekdays])
    hours = models.JSONField("heures possibles", default=list, validators=[validate_hours])
    minutes = models.PositiveSmallIntegerField(
        "durée (minutes)", default=60, validators=[MinValueValidator(10), MaxValueValidator(720)]
    )
    avoided_months = models.JSONField("mois à éviter", default=list, blank=True, validators=[validate_months])
    prefers_best_day = models.BooleanField("le jour où l’on vient le plus", default=False)
    place = models.CharField("lieu ou salle", max_length=200, blank=True)
    shortfall = models.CharField(max_length=300, blank=True)  # why some dates could not be laid, in words

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "ligne du plan"
        verbose_name_plural = "lignes du plan"

    def __str__(self) -> str:
        return f"{self.title} ({self.plan.year})"

    @property
    def times(self) -> list[time]:
        return [time.fromisoformat(one) for one in self.hours]

    @property
    def rhythm_label(self) -> str:
        """« 6 fois », « toutes les 2 semaines »"""
        if self.rhythm == Rhythm.COUNT:
            return f"{self.number} fois"
        return "chaque semaine" if self.number == 1 else f"toutes les {self.number} semaines"


class PlannedDate(TenantModel):
    """A date of the plan, before and after it is a meeting."""

    line = TenantForeignKey(PlanLine, on_delete=models.CASCADE, related_name="dates")
    day = models.DateField("jour")
    starts = models.TimeField("à")
    by_hand = models.BooleanField("placée à la main", default=False)  # laying again leaves it where it is
    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the date goes back to being a plan
    )

    class Meta:
        ordering = ["day", "starts", "pk"]
        verbose_name = "date du plan"
        verbose_name_plural = "dates du plan"
        indexes = [models.Index(fields=["organisation", "day"], name="planned_date_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "line", "day", "starts"],
                name="planned_date_once",
                violation_error_message="Cette date est déjà dans le plan.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "meeting"],
                condition=Q(meeting__isnull=False),
                name="planned_meeting_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line.title} : {self.day:%d/%m/%Y}"

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.starts))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.line.minutes)

    @property
    def is_created(self) -> bool:
        """It is a meeting now; one cancelled is a plan again."""
        return self.meeting is not None and self.meeting.status != MeetingStatus.CANCELLED
