from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.validators import LONGEST_EFFORT, LONGEST_LEAD, LONGEST_TAIL, validate_keys


class Plan(TenantModel):
    """A date to reach and the steps that lead to it. It is finished when nothing is left to do."""

    title = models.CharField("intitulé", max_length=200)
    target_on = models.DateField("date à atteindre")
    begins_on = models.DateField("ne pas commencer avant le", null=True, blank=True)
    avoids_school_holidays = models.BooleanField("éviter les vacances scolaires", default=False)
    template_code = models.CharField("modèle", max_length=60, blank=True)  # nothing: made from scratch
    source = models.CharField("source", max_length=400, blank=True)
    created_on = models.DateField("créé le", auto_now_add=True)
    dropped_on = models.DateField("abandonné le", null=True, blank=True)

    class Meta:
        ordering = ["target_on", "pk"]
        verbose_name = "rétroplanning"
        indexes = [models.Index(fields=["organisation", "target_on"], name="plan_by_target")]
        constraints = [
            models.CheckConstraint(
                name="plan_begins_before_its_target",
                condition=Q(begins_on__isnull=True) | Q(begins_on__lte=F("target_on")),
                violation_error_message="Le départ doit précéder la date à atteindre.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("planning:plan", args=[current_organisation().slug, self.pk])

    @property
    def is_dropped(self) -> bool:
        return self.dropped_on is not None


class PlanStep(TenantModel):
    """A step and the task it became, which says its title, its owner and whether it is done."""

    plan = TenantForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=40)
    days = models.SmallIntegerField(
        "jours ouvrés autour de la date",  # below zero: before
        validators=[MinValueValidator(-LONGEST_LEAD), MaxValueValidator(LONGEST_TAIL)],
    )
    minutes = models.PositiveSmallIntegerField(
        "travail, en minutes", default=0, validators=[MaxValueValidator(LONGEST_EFFORT)]
    )
    role = models.CharField("rôle", max_length=20, choices=PlanRole, default=PlanRole.COORDINATION)
    why = models.CharField("pourquoi", max_length=300, blank=True)
    at_least = models.PositiveSmallIntegerField(
        "jours au moins avant la date", default=0, validators=[MaxValueValidator(LONGEST_LEAD)]
    )
    waits_for = models.JSONField("attend", default=list, blank=True, validators=[validate_keys])
    laid_from = models.DateField("à commencer le")
    laid_on = models.DateField("posée le")
    task = TenantForeignKey(Task, on_delete=models.CASCADE, verbose_name="tâche")
    removed_on = models.DateField("retirée le", null=True, blank=True)
    suspended = models.BooleanField("abandonnée avec le plan", default=False)  # taken up again with it

    class Meta:
        ordering = ["days", "pk"]
        verbose_name = "étape de rétroplanning"
        constraints = [models.UniqueConstraint(fields=["organisation", "plan", "key"], name="plan_step_key_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(self.task.title)

    @property
    def owner(self) -> Person | None:
        return self.task.owner

    @property
    def is_open(self) -> bool:
        return self.removed_on is None and self.task.is_open

    @property
    def is_done(self) -> bool:
        return self.removed_on is None and self.task.status == TaskStatus.DONE

    @property
    def is_given_up(self) -> bool:
        """Its task was dropped where tasks are."""
        return self.removed_on is None and self.task.status == TaskStatus.DROPPED

    @property
    def due_on(self) -> date:
        """The day of its task, which somebody may have moved."""
        return self.task.due_on or self.laid_on

    @property
    def ends_on(self) -> date:
        """The day it was done, or is due."""
        return (self.task.done_on if self.is_done else None) or self.due_on

    @property
    def starts_on(self) -> date:
        return min(self.laid_from, self.ends_on)
