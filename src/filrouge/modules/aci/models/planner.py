"""Who does what the lines of a year ask, by when, and how long it takes in this team."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.work.models import Task
from filrouge.modules.aci.models.year import FIRST_YEAR


class Assignment(TenantModel):
    """Who gathers what a line asks, and by when: its one task says it, and nothing is kept twice."""

    year = models.PositiveSmallIntegerField("année d’activité", validators=[MinValueValidator(FIRST_YEAR)])
    code = models.CharField("indicateur", max_length=40)  # of the scale, or « ipa »
    task = TenantForeignKey(Task, on_delete=models.CASCADE)

    class Meta:
        ordering = ["code"]
        verbose_name = "ligne de l’ACI confiée"
        verbose_name_plural = "lignes de l’ACI confiées"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "code"], name="aci_assignment_once"),
            models.UniqueConstraint(fields=["organisation", "task"], name="aci_assignment_of_one_task"),
        ]

    def __str__(self) -> str:
        return f"ACI {self.year} : {self.code}"


class DismissedAct(TenantModel):
    """An act that the planner no longer proposes for a year, and why."""

    year = models.PositiveSmallIntegerField("année d’activité", validators=[MinValueValidator(FIRST_YEAR)])
    act = models.CharField("acte", max_length=50)  # « proof:protocols », « step:rcp »
    reason = models.CharField("pourquoi", max_length=200)

    class Meta:
        ordering = ["act"]
        verbose_name = "acte écarté"
        verbose_name_plural = "actes écartés"
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "act"], name="aci_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.act} : {self.reason}"


class OwnTime(TenantModel):
    """The minutes that an act takes in this team, instead of the usual ones."""

    act = models.CharField("acte", max_length=50)  # « proof:protocols », « step:rcp »
    minutes = models.PositiveIntegerField("minutes", validators=[MinValueValidator(1), MaxValueValidator(60_000)])

    class Meta:
        ordering = ["act"]
        verbose_name = "temps de l’équipe"
        verbose_name_plural = "temps de l’équipe"
        constraints = [models.UniqueConstraint(fields=["organisation", "act"], name="aci_own_time_once")]

    def __str__(self) -> str:
        return f"{self.act} : {self.minutes} min"
