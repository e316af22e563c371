from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.indicators.enums import QualityTheme
from filrouge.modules.indicators.models.catalogue import Indicator

YEARS = [MinValueValidator(2017), MaxValueValidator(2100)]
LONGEST = 5  # years


class Cycle(TenantModel):
    """A quality approach on one theme, from its diagnosis to its results. Its actions are tasks born of it."""

    theme = models.CharField("thème", max_length=20, choices=QualityTheme)
    first_year = models.PositiveSmallIntegerField("première année", validators=YEARS)
    last_year = models.PositiveSmallIntegerField("dernière année", validators=YEARS)
    referent = TenantForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="référent qualité"
    )
    appointed_on = models.DateField("désigné le", null=True, blank=True)
    diagnosis = models.TextField("état des lieux", max_length=4000, blank=True)
    theme_reason = models.TextField("pourquoi ce thème", max_length=800, blank=True)
    objective = models.TextField("objectif", max_length=800, blank=True)
    plan_note = models.TextField("comment on s’y prend", max_length=2000, blank=True)
    before_on = models.DateField("mesure de départ", null=True, blank=True)
    after_on = models.DateField("mesure de fin", null=True, blank=True)
    results = models.TextField("bilan", max_length=4000, blank=True)
    revised_plan = models.TextField("plan revu", max_length=4000, blank=True)
    dropped_on = models.DateField("abandonné le", null=True, blank=True)

    class Meta:
        ordering = ["-last_year", "theme", "pk"]
        verbose_name = "démarche qualité"
        verbose_name_plural = "démarches qualité"
        constraints = [
            models.CheckConstraint(
                name="quality_years_in_order",
                condition=models.Q(last_year__gte=models.F("first_year")),
                violation_error_message="La dernière année ne vient pas avant la première.",
            )
        ]

    def __str__(self) -> str:
        label = str(self.get_theme_display())
        return f"{label[:1].upper()}{label[1:]}, {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:cycle", args=[current_organisation().slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.last_year and self.first_year and self.last_year - self.first_year >= LONGEST:
            raise ValidationError({"last_year": "Une démarche dure cinq ans au plus : refaites-en une."}, code="long")
        if self.before_on and self.after_on and self.before_on >= self.after_on:
            raise ValidationError({"after_on": "La mesure de fin vient après celle de départ."}, code="order")

    @property
    def years(self) -> str:
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}-{self.last_year}"

    @property
    def is_running(self) -> bool:
        return self.dropped_on is None

    @property
    def first_day(self) -> date:
        """Of the measure at the start, unless another is said."""
        return self.before_on or date(self.first_year, 1, 1)

    @property
    def last_day(self) -> date:
        return self.after_on or date(self.last_year, 12, 31)


class CycleIndicator(TenantModel):
    """An indicator that tells whether the objective is met."""

    cycle = TenantForeignKey(Cycle, on_delete=models.CASCADE, related_name="links")
    indicator = TenantForeignKey(Indicator, on_delete=models.CASCADE)

    class Meta:
        verbose_name = "indicateur d’une démarche"
        verbose_name_plural = "indicateurs des démarches"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "cycle", "indicator"], name="quality_indicator_once")
        ]

    def __str__(self) -> str:
        return f"{self.cycle} : {self.indicator}"


class Dossier(TenantModel):
    """The paper of a level for a year, frozen: what is shown to the CPAM."""

    cycle = TenantForeignKey(Cycle, on_delete=models.PROTECT, related_name="dossiers")
    level = models.PositiveSmallIntegerField("niveau", validators=[MinValueValidator(1), MaxValueValidator(3)])
    year = models.PositiveSmallIntegerField("année", validators=YEARS)
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, verbose_name="dossier")
    frozen_on = models.DateField("figé le")

    class Meta:
        ordering = ["-frozen_on", "-pk"]
        verbose_name = "dossier d’une démarche"
        verbose_name_plural = "dossiers des démarches"

    def __str__(self) -> str:
        return f"Démarche qualité, niveau {self.level}, {self.year}"
