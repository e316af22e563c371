from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator.enums import FundingSource, FundingState

AMOUNT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1_000_000))]


class Post(TenantModel):
    """The post of coordination as it is paid: hours a week and yearly amounts, from a day to another."""

    person = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the post stays when somebody leaves
        verbose_name="tenu par",
    )
    weekly_hours = models.DecimalField(
        "heures par semaine",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(48))],
    )
    gross_yearly = models.DecimalField("brut par an", max_digits=9, decimal_places=2, validators=AMOUNT)
    charges_rate = models.DecimalField(
        "charges de l’employeur, en %",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(99))],
    )
    other_yearly = models.DecimalField(
        "autres coûts par an",
        max_digits=9,
        decimal_places=2,
        default=Decimal(0),
        validators=AMOUNT,
    )
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    words = models.TextField("ce que l’équipe dit du poste", max_length=1500, blank=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = "poste de coordination"
        verbose_name_plural = "postes de coordination"
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Le poste finit après son début.",
            )
        ]

    def __str__(self) -> str:
        return "Poste de coordination"

    def get_absolute_url(self) -> str:
        return reverse("coordinator:post", args=[current_organisation().slug])

    @property
    def yearly_cost(self) -> Decimal:
        return self.gross_yearly * (1 + self.charges_rate / 100) + self.other_yearly


class PostFunding(TenantModel):
    """Money for the post, from one source, for a period."""

    post = TenantForeignKey(Post, on_delete=models.CASCADE, verbose_name="poste")
    source = models.CharField("source", max_length=10, choices=FundingSource, default=FundingSource.ACI)
    label = models.CharField("précision", max_length=120, blank=True)
    amount = models.DecimalField(
        "montant", max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0.01")), *AMOUNT[1:]]
    )
    state = models.CharField("état", max_length=10, choices=FundingState, default=FundingState.SECURED)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    origin = models.CharField("d’où vient ce chiffre", max_length=200, blank=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = ["starts_on", "source", "pk"]
        verbose_name = "financement du poste"
        verbose_name_plural = "financements du poste"
        constraints = [
            models.CheckConstraint(
                name="funding_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="La période finit après son début.",
            )
        ]

    def __str__(self) -> str:
        return self.label or FundingSource(self.source).label

    def get_absolute_url(self) -> str:
        return reverse("coordinator:funding_edit", args=[current_organisation().slug, self.pk])
