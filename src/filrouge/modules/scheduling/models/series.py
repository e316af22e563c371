from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Membership, Site, TenantModel
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.modules.scheduling.enums import Frequency, OnHoliday, Rank
from filrouge.ui.typography import hour


class Series(TenantModel):
    """A regular meeting: its rule said in plain fields, and what each of its dates starts with."""

    type = TenantForeignKey(MeetingType, on_delete=models.PROTECT, verbose_name="type")
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the dates go on without it; each meeting keeps its own
        verbose_name="groupe",
    )
    title = models.CharField("intitulé", max_length=200)
    frequency = models.CharField("rythme", max_length=10, choices=Frequency, default=Frequency.MONTHLY)
    interval = models.PositiveSmallIntegerField("une fois sur", default=1)
    weekday = models.PositiveSmallIntegerField("jour", choices=Weekday)
    rank = models.SmallIntegerField("quel jour du mois", choices=Rank, null=True, blank=True)
    starts = models.TimeField("à")
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=60)
    first_on = models.DateField("à partir du")
    last_on = models.DateField("jusqu’au", null=True, blank=True)
    on_holiday = models.CharField("jours fériés et vacances", max_length=10, choices=OnHoliday, default=OnHoliday.SKIP)
    place = models.CharField("lieu ou salle", max_length=200, blank=True)
    site = TenantForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="site")
    video_url = models.URLField("lien de visioconférence", blank=True)
    stopped_on = models.DateField("arrêtée le", null=True, blank=True)
    kept_by = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the dates to come are then laid in the name of another coordinator
        related_name="+",
        db_index=False,
    )

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = "série"
        constraints = [
            models.CheckConstraint(
                name="series_interval",
                condition=Q(interval__gte=1) & Q(interval__lte=12),
                violation_error_message="Une série revient au moins une fois par an.",
            ),
            models.CheckConstraint(
                name="series_monthly_has_rank",
                condition=Q(frequency=Frequency.WEEKLY) | Q(rank__isnull=False),
                violation_error_message="Dites quel jour du mois : le premier, le deuxième…",
            ),
            models.CheckConstraint(
                name="series_ends_after_start",
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                violation_error_message="La série doit finir après son début.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scheduling:series", args=[self.organisation.slug, self.pk])

    @property
    def rule(self) -> rrule:
        start = datetime.combine(self.first_on, time())
        if self.frequency == Frequency.WEEKLY:
            return rrule(WEEKLY, dtstart=start, interval=self.interval, byweekday=weekday(self.weekday))
        return rrule(MONTHLY, dtstart=start, interval=self.interval, byweekday=weekday(self.weekday, self.rank))

    def days(self, first: date, last: date) -> list[date]:
        """The days of the rule between two days, both included, holidays or not."""
        first = max(first, self.first_on)
        last = min(last, self.last_on) if self.last_on else last
        if first > last:
            return []
        found = self.rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
        return [moment.date() for moment in found]

    def moments(self, day: date) -> tuple[datetime, datetime]:
        """Start and end of a date, at the hour of the wall clock, summer and winter alike."""
        starts_at = timezone.make_aware(datetime.combine(day, self.starts))
        return starts_at, starts_at + timedelta(minutes=self.minutes)

    @property
    def label(self) -> str:
        """« tous les deuxièmes jeudis du mois à 12 h 30 »"""
        return f"{self.rhythm} à {hour(self.starts)}"

    @property
    def rhythm(self) -> str:
        day = Weekday(self.weekday).label
        if self.frequency == Frequency.WEEKLY:
            return f"chaque {day}" if self.interval == 1 else f"le {day}, toutes les {self.interval} semaines"
        rank = Rank(self.rank or Rank.FIRST).label
        often = f", un mois sur {self.interval}" if self.interval > 1 else " du mois"
        return f"tous les {rank}s {day}s{often}"


class Occurrence(TenantModel):
    """One date of a series: a meeting, or a date skipped, with its reason, which may return."""

    series = TenantForeignKey(Series, on_delete=models.CASCADE, related_name="occurrences")
    rule_day = models.DateField("jour de la règle")
    day = models.DateField("jour retenu", null=True, blank=True)  # nothing while it is skipped
    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the day stays known: it is not laid a second time
    )
    reason = models.CharField("motif", max_length=200, blank=True)

    class Meta:
        ordering = ["rule_day", "pk"]
        verbose_name = "date d’une série"
        verbose_name_plural = "dates d’une série"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "series", "rule_day"],
                name="occurrence_once",
                violation_error_message="Cette date est déjà dans la série.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} : {self.rule_day:%d/%m/%Y}"

    @property
    def is_skipped(self) -> bool:
        return self.day is None

    @property
    def is_moved(self) -> bool:
        """Its meeting stands elsewhere than the series put it: somebody moved that one alone."""
        if self.day is None or self.meeting is None:
            return False
        return timezone.localtime(self.meeting.starts_at).replace(tzinfo=None) != datetime.combine(
            self.day, self.series.starts
        )
