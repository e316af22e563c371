from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Site, TenantModel
from filrouge.modules.aci.engine.hours import DAYS, MIDNIGHT, BadHours, SiteHours, day_of
from filrouge.modules.aci.models.year import YEARS

WEEKS = [MaxValueValidator(52)]
WHOLE_HOUSE = "La maison de santé"


class SiteOpening(TenantModel):
    """When a site is open, from a year on. ``week``: Monday to Saturday, minutes since midnight."""

    from_year = models.PositiveSmallIntegerField("à partir de", validators=YEARS)
    site = TenantForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, verbose_name="site")
    week = models.JSONField("semaine", default=list)
    holiday_closure_weeks = models.PositiveSmallIntegerField(
        "semaines de fermeture pendant les vacances scolaires", default=0, validators=WEEKS
    )
    other_closure_weeks = models.PositiveSmallIntegerField(
        "semaines de fermeture hors vacances scolaires", default=0, validators=WEEKS
    )
    unscheduled_care = models.BooleanField("une réponse aux soins non programmés chaque jour ouvré", default=True)
    pdsa_waiver = models.BooleanField(
        "dérogation au titre de la permanence des soins, écrite au contrat", default=False
    )

    class Meta:
        ordering = ["site", "-from_year"]
        verbose_name = "horaires d’un site"
        verbose_name_plural = "horaires des sites"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "site", "from_year"], name="aci_site_opening_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.site or WHOLE_HOUSE}, {self.from_year}"

    def clean(self) -> None:
        super().clean()
        try:
            times = [[None, None, None, None] if not day else _four(day) for day in self.week]
            if len(times) != len(DAYS):
                raise BadHours("Une semaine va du lundi au samedi.")
            for name, day in zip(DAYS, times, strict=True):
                day_of(name, *day)
        except BadHours as error:
            raise ValidationError(str(error), code="hours") from None
        except (TypeError, ValueError):
            raise ValidationError("Ces horaires ne se lisent pas.", code="hours") from None

    @property
    def hours(self) -> SiteHours:
        return SiteHours(
            name=str(self.site or WHOLE_HOUSE),
            week=tuple(tuple((start, end) for start, end in day) for day in self.week),
            holiday_closure_weeks=self.holiday_closure_weeks,
            other_closure_weeks=self.other_closure_weeks,
            unscheduled_care=self.unscheduled_care,
            pdsa_waiver=self.pdsa_waiver,
        )


class DirectAnswer(TenantModel):
    """From this year on, nothing typed by site counts, whatever its year: the years are answered directly."""

    from_year = models.PositiveSmallIntegerField("à partir de", validators=YEARS)
    until_year = models.PositiveSmallIntegerField("avant", null=True, blank=True, editable=False)  # sites count again

    class Meta:
        ordering = ["-from_year"]
        verbose_name = "réponse directe aux horaires"
        verbose_name_plural = "réponses directes aux horaires"
        constraints = [models.UniqueConstraint(fields=["organisation", "from_year"], name="aci_direct_answer_once")]

    def __str__(self) -> str:
        return f"Réponse directe, {self.from_year}"

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year and (self.until_year is None or year < self.until_year)


def _four(day: Any) -> list[int | None]:
    """A kept day as it is typed: opening, closing, and the midday closure if there is one."""
    times = [int(minute) for span in day for minute in span]
    if not all(0 <= minute <= MIDNIGHT for minute in times):
        raise ValueError(day)
    if len(times) == 2:
        return [times[0], times[1], None, None]
    opens, break_from, break_to, closes = times
    return [opens, closes, break_from, break_to]
