from __future__ import annotations

from datetime import date, time

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator.enums import AbsenceKind


class PresenceDay(TenantModel):
    """Hours at work: of every week on one weekday, or of one exceptional day, which then replaces the week."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    weekday = models.PositiveSmallIntegerField("jour de la semaine", choices=Weekday, null=True, blank=True)
    day = models.DateField("jour précis", null=True, blank=True)
    starts_at = models.TimeField("de")
    ends_at = models.TimeField("à")
    break_minutes = models.PositiveSmallIntegerField(
        "pause, en minutes", default=0, validators=[MaxValueValidator(240)]
    )
    from_on = models.DateField("à partir du", null=True, blank=True)
    until_on = models.DateField("jusqu’au", null=True, blank=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = [F("weekday").asc(nulls_last=True), "day", "starts_at", "pk"]
        verbose_name = "jour de présence"
        verbose_name_plural = "jours de présence"
        constraints = [
            models.CheckConstraint(
                name="presence_weekly_or_one_day",
                condition=Q(weekday__isnull=True, day__isnull=False) | Q(weekday__isnull=False, day__isnull=True),
                violation_error_message="Choisissez un jour de la semaine, ou un jour précis.",
            ),
            models.CheckConstraint(
                name="presence_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="L’heure de fin vient après celle du début.",
            ),
            models.CheckConstraint(
                name="presence_until_after_from",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="La période finit après son début.",
            ),
        ]

    def __str__(self) -> str:
        return self.when

    def get_absolute_url(self) -> str:
        return reverse("coordinator:presence_edit", args=[current_organisation().slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.minutes <= 0 < self.break_minutes:
            raise ValidationError({"break_minutes": "La pause dure plus que la présence."}, code="break")

    @property
    def when(self) -> str:
        return self.day.isoformat() if self.day else str(self.get_weekday_display())

    @property
    def minutes(self) -> int:
        return max(0, _minutes(self.ends_at) - _minutes(self.starts_at) - self.break_minutes)

    def holds_on(self, day: date) -> bool:
        """Of the week: that weekday, within its period."""
        return (
            self.weekday == day.weekday()
            and (self.from_on is None or self.from_on <= day)
            and (self.until_on is None or day <= self.until_on)
        )


class Absence(TenantModel):
    """Days away. The kind of reason and nothing more."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    kind = models.CharField("motif", max_length=10, choices=AbsenceKind, default=AbsenceKind.LEAVE)
    first_on = models.DateField("du")
    last_on = models.DateField("au")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        ordering = ["first_on", "pk"]
        verbose_name = "absence"
        indexes = [models.Index(fields=["organisation", "person", "first_on"], name="absence_by_person")]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_start",
                condition=Q(last_on__gte=F("first_on")),
                violation_error_message="Le dernier jour vient après le premier.",
            )
        ]

    def __str__(self) -> str:
        return AbsenceKind(self.kind).label

    def get_absolute_url(self) -> str:
        return reverse("coordinator:absence_edit", args=[current_organisation().slug, self.pk])


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute
