from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.sharing.engine import Charge, Flat, Rules
from filrouge.modules.sharing.enums import Base

FIRST_YEAR = 2022


class Scenario(TenantModel):
    """Rules of share-out tried on a year. Never a payment: amounts are computed again each time they are read.

    ``rules``, as ``rules_from`` reads it: cents, whole percentages, weights as text.
    """

    year = models.PositiveSmallIntegerField(
        "année", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2100)]
    )
    title = models.CharField("nom", max_length=80)
    base = models.CharField("montant de départ", max_length=10, choices=Base, default=Base.EXPECTED)
    amount = models.DecimalField("montant", max_digits=10, decimal_places=2, null=True, blank=True)
    rules = models.JSONField("règles", default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "scénario de répartition"
        verbose_name_plural = "scénarios de répartition"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "title"],
                name="sharing_title_once_a_year",
                violation_error_message="Un scénario de cette année porte déjà ce nom : choisissez-en un autre.",
            ),
            models.CheckConstraint(
                name="sharing_typed_has_an_amount",
                condition=~Q(base=Base.TYPED) | Q(amount__isnull=False),
                violation_error_message="Écrivez le montant à répartir.",
            ),
            models.CheckConstraint(
                name="sharing_amount_is_no_debt",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message="Le montant à répartir est négatif : vérifiez-le.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sharing:detail", args=[self.organisation.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        try:
            rules_from(self.rules)
        except (KeyError, TypeError, ValueError):
            raise ValidationError({"rules": "Ces règles ne se lisent pas : saisissez-les de nouveau."}) from None


def rules_from(data: dict[str, Any]) -> Rules:
    return Rules(
        charges=tuple(Charge(label, int(cents)) for label, cents in data.get("charges", ())),
        flats=tuple(Flat(label, person, int(cents)) for label, person, cents in data.get("flats", ())),
        rates={profession: int(cents) for profession, cents in data.get("rates", {}).items()},
        equal=Fraction(data.get("equal", 0), 100),
        hours=Fraction(data.get("hours", 0), 100),
        key=Fraction(data.get("key", 0), 100),
        keys={profession: Fraction(weight) for profession, weight in data.get("keys", {}).items()},
        ceiling=data.get("ceiling"),
        minimum=data.get("minimum", 0),
    )


def cents_of(euros: Decimal) -> int:
    """Exact: an amount has two decimals; what is computed with more is rounded down, never up."""
    return int(euros * 100)


def euros_of(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
