from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.indicators.engine import Period, value_of
from filrouge.modules.indicators.enums import Kind, ReadingState
from filrouge.modules.indicators.models.catalogue import Indicator

COUNTED = [MinValueValidator(0, "On ne compte pas moins que zéro.")]


class Reading(TenantModel):
    """The value of one period, with the two numbers it is made of."""

    indicator = TenantForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    first_on = models.DateField("premier jour de la période")
    numerator = models.DecimalField("compté", max_digits=12, decimal_places=2, validators=COUNTED)
    denominator = models.DecimalField("sur", max_digits=12, decimal_places=2, null=True, blank=True, validators=COUNTED)
    value = models.DecimalField("valeur", max_digits=14, decimal_places=2, editable=False)
    comment = models.CharField("commentaire", max_length=300, blank=True)
    state = models.CharField("état", max_length=10, choices=ReadingState, default=ReadingState.VALID)
    asked = models.CharField("à revoir parce que", max_length=300, blank=True)
    given_by = models.CharField("donnée par", max_length=200, blank=True)
    given_on = models.DateField("donnée le")

    class Meta:
        ordering = ["first_on"]
        verbose_name = "valeur d’un indicateur"
        verbose_name_plural = "valeurs des indicateurs"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "indicator", "first_on"],
                name="reading_once_a_period",
                violation_error_message="La valeur de cette période est déjà donnée : corrigez-la.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period.label}"

    def clean(self) -> None:
        super().clean()
        if self.period.first != self.first_on:
            raise ValidationError("Cette période n’est pas celle de l’indicateur.", code="period")
        if self.first_on > timezone.localdate():
            raise ValidationError(
                f"La période « {self.period.label} » n’a pas commencé : donnez sa valeur quand elle est finie, ou en "
                "cours.",
                code="future",
            )
        self._check_numbers()

    def _check_numbers(self) -> None:
        if not self.indicator.has_denominator:
            self.denominator = None
            self.value = self.numerator
            return
        if not self.denominator:
            raise ValidationError({"denominator": "Dites sur combien : un nombre plus grand que zéro."}, code="zero")
        is_rate = self.indicator.kind == Kind.RATE
        if is_rate and self.numerator > self.denominator:
            text = "On ne peut pas compter plus que le total : vérifiez les deux nombres."
            raise ValidationError({"numerator": text}, code="over")
        self.value = value_of(Decimal(self.numerator), Decimal(self.denominator), is_rate=is_rate)

    @property
    def period(self) -> Period:
        return self.indicator.period_of(self.first_on)

    @property
    def is_valid(self) -> bool:
        return self.state == ReadingState.VALID
