from __future__ import annotations

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.coordinator.enums import activity_label, block_label, validate_activity
from filrouge.ui.durations import ONE_DAY


class TimeEntry(TenantModel):
    """Time given to one activity. Without a duration it is running: one at a time for each person."""

    person = TenantForeignKey(
        Person,
        on_delete=models.PROTECT,  # hours justify the funding of the post
        verbose_name="personne",
    )
    activity = models.CharField("activité", max_length=8, validators=[validate_activity])
    day = models.DateField("jour")
    minutes = models.PositiveSmallIntegerField(
        "durée", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(ONE_DAY)]
    )
    started_at = models.DateTimeField("commencée à", null=True, blank=True)
    word = models.CharField("un mot", max_length=200, blank=True)
    work_key = models.CharField(max_length=100, blank=True, editable=False)  # what was proposed: noted once
    work_url = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = ["-day", "-created_at", "-pk"]
        verbose_name = "temps de coordination"
        verbose_name_plural = "temps de coordination"
        indexes = [models.Index(fields=["organisation", "person", "day"], name="time_by_person_and_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(minutes__isnull=True, removed_at__isnull=True),
                name="time_one_running",
                violation_error_message="Un chronomètre tourne déjà : arrêtez-le d’abord.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "work_key"],
                condition=~Q(work_key=""),
                name="time_of_work_once",
                violation_error_message="Ce travail est déjà noté.",
            ),
            models.CheckConstraint(
                name="time_running_since",
                condition=Q(minutes__isnull=False) | Q(started_at__isnull=False),
                violation_error_message="Indiquez une durée.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("coordinator:entry", args=[self.organisation.slug, self.pk])

    @property
    def label(self) -> str:
        return activity_label(self.activity)

    @property
    def block(self) -> str:
        return self.activity.partition("-")[0]

    @property
    def block_label(self) -> str:
        return block_label(self.block)

    @property
    def is_running(self) -> bool:
        return self.minutes is None

    def elapsed(self, now: datetime) -> int:
        """Minutes since the start, one at least."""
        assert self.started_at is not None
        return max(1, round((now - self.started_at) / timedelta(minutes=1)))


class IgnoredWork(TenantModel):
    """Work that was proposed and that this person does not want to note: never proposed again."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    work_key = models.CharField(max_length=100)
    ignored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "travail écarté"
        verbose_name_plural = "travaux écartés"
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "work_key"], name="ignored_work_once")]

    def __str__(self) -> str:
        return self.work_key
