from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.enums import LinesBy
from filrouge.modules.indicators.models.catalogue import Indicator


class MethodSheet(TenantModel):
    """How an indicator is counted, so that two persons count the same thing."""

    indicator = TenantForeignKey(Indicator, on_delete=models.CASCADE)
    inclusion = models.TextField("on compte", max_length=600, blank=True)
    exclusion = models.TextField("on ne compte pas", max_length=600, blank=True)
    sampling = models.TextField("sur qui, sur combien de temps", max_length=600, blank=True)
    moment = models.TextField("quand et comment", max_length=600, blank=True)
    paper = models.TextField("sur quel papier ou quel écran", max_length=600, blank=True)
    no_double = models.TextField("pour ne pas compter deux fois", max_length=600, blank=True)
    check_by = models.TextField("ce qu’on vérifie avant de donner le chiffre", max_length=600, blank=True)

    class Meta:
        verbose_name = "fiche de recueil"
        verbose_name_plural = "fiches de recueil"
        constraints = [models.UniqueConstraint(fields=["organisation", "indicator"], name="method_once")]

    def __str__(self) -> str:
        return f"Fiche de recueil : {self.indicator}"


class CountSheet(TenantModel):
    """A paper on which somebody draws strokes, and what it said once it came back."""

    indicator = TenantForeignKey(Indicator, on_delete=models.CASCADE)
    first_on = models.DateField("premier jour de la période")
    code = models.CharField("code", max_length=8)
    lines_by = models.CharField("une ligne par", max_length=10, choices=LinesBy, default=LinesBy.DAY)
    person = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="qui compte")
    labels = models.JSONField("lignes", default=list)
    counts = models.JSONField("comptes", default=list, blank=True)  # [counted, among] in the order of the labels
    entered_on = models.DateField("saisie le", null=True, blank=True)
    entered_by = models.CharField("saisie par", max_length=200, blank=True)

    class Meta:
        ordering = ["-first_on", "code"]
        verbose_name = "feuille de comptage"
        verbose_name_plural = "feuilles de comptage"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="count_sheet_code_once")]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period.label} ({self.code})"

    def get_absolute_url(self) -> str:
        return reverse("indicators:sheet", args=[current_organisation().slug, self.code])

    @property
    def period(self) -> Period:
        return self.indicator.period_of(self.first_on)

    @property
    def is_entered(self) -> bool:
        return self.entered_on is not None

    @property
    def totals(self) -> tuple[Decimal, Decimal]:
        rows: list[Any] = self.counts
        return (sum((Decimal(row[0]) for row in rows), Decimal(0)), sum((Decimal(row[1]) for row in rows), Decimal(0)))
