from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.rcp.enums import CountSource

YEARS = [MinValueValidator(2017), MaxValueValidator(2100)]
MOST = [MaxValueValidator(200_000)]


class PatientCounts(TenantModel):
    """Patients of the associated doctors on 31 December of a year, in three counts that share nobody."""

    year = models.PositiveSmallIntegerField("au 31 décembre", validators=YEARS)
    ald = models.PositiveIntegerField("en ALD, moins de 75 ans", validators=MOST)
    old = models.PositiveIntegerField("75 ans et plus, sans ALD", validators=MOST)
    both = models.PositiveIntegerField("75 ans et plus, en ALD", validators=MOST)
    listed = models.PositiveIntegerField("patients en tout", null=True, blank=True, validators=MOST)
    with_ipa = models.BooleanField("une IPA exerce dans l’équipe", default=False)
    source = models.CharField("d’où viennent ces nombres", max_length=8, choices=CountSource)
    read_on = models.DateField("relevés le")

    class Meta:
        ordering = ["-year"]
        verbose_name = "patients au 31 décembre"
        verbose_name_plural = "patients au 31 décembre"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="patient_counts_once_a_year",
                violation_error_message="Ces nombres sont déjà saisis pour cette année : modifiez-les.",
            )
        ]

    def __str__(self) -> str:
        return f"Patients au 31 décembre {self.year}"

    def clean(self) -> None:
        super().clean()
        if self.listed is not None and None not in (self.ald, self.old, self.both) and self.listed < self.base:
            raise ValidationError(
                {"listed": "Les patients en tout ne peuvent pas être moins nombreux que la somme des trois autres."},
                code="sum",
            )

    @property
    def base(self) -> int:
        return self.ald + self.old + self.both

    @property
    def counted_on(self) -> date:
        return date(self.year, 12, 31)


class CountingChoice(TenantModel):
    """How the team counts from a year on, where the texts do not say or the contract began in the year."""

    from_year = models.PositiveSmallIntegerField("à partir de", validators=YEARS)
    values = models.JSONField(default=dict, blank=True)  # names of the rule files: the team's own values
    contract_starts_on = models.DateField("contrat ACI commencé le", null=True, blank=True)
    why = models.CharField("pourquoi", max_length=200, blank=True)

    class Meta:
        ordering = ["-from_year"]
        verbose_name = "choix de calcul"
        verbose_name_plural = "choix de calcul"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "from_year"], name="counting_choice_once_a_year")
        ]

    def __str__(self) -> str:
        return f"Choix de calcul à partir de {self.from_year}"
