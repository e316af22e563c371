"""« France Santé », beside the ACI and never a part of its total."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel

BEGINS_ON = date(2026, 7, 14)
EUROS = [MinValueValidator(0), MaxValueValidator(1_000_000)]


class Adhesion(TenantModel):
    """Where the team stands with « France Santé »."""

    class State(models.TextChoices):
        NOT_JOINED = "not_joined", "pas rejoint"
        STUDYING = "studying", "à l’étude"
        JOINED = "joined", "rejoint"

    state = models.CharField("où en est l’équipe", max_length=10, choices=State, default=State.NOT_JOINED)
    joined_on = models.DateField("rejoint le", null=True, blank=True)
    note = models.CharField("note", max_length=300, blank=True)

    class Meta:
        verbose_name = "adhésion à France Santé"
        verbose_name_plural = "adhésions à France Santé"
        constraints = [models.UniqueConstraint(fields=["organisation"], name="aci_adhesion_once")]

    def __str__(self) -> str:
        return f"France Santé : {self.get_state_display()}"

    def clean(self) -> None:
        super().clean()
        if (self.state == self.State.JOINED) != (self.joined_on is not None):
            text = "Donnez la date d’adhésion si l’équipe a rejoint France Santé, et seulement alors."
            raise ValidationError({"joined_on": text}, code="joined")
        if self.joined_on is not None and self.joined_on < BEGINS_ON:
            raise ValidationError({"joined_on": "France Santé commence le 14 juillet 2026."}, code="early")


class Engagement(TenantModel):
    """One engagement of « France Santé », as the team sees itself."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", "à vérifier"
        REACHED = "reached", "atteint"
        NOT_REACHED = "not_reached", "pas atteint"

    code = models.CharField("engagement", max_length=30)  # of the rule file
    state = models.CharField("état", max_length=12, choices=State, default=State.UNKNOWN)
    note = models.CharField("preuve ou note", max_length=300, blank=True)
    person = TenantForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, verbose_name="qui s’en occupe")

    class Meta:
        ordering = ["code"]
        verbose_name = "engagement de France Santé"
        verbose_name_plural = "engagements de France Santé"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="aci_engagement_once")]

    def __str__(self) -> str:
        return f"{self.code} : {self.get_state_display()}"


class OwnAmount(TenantModel):
    """What the CPAM told the team for a year, in place of what was read in the press."""

    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(2026), MaxValueValidator(2100)])
    low = models.DecimalField("au moins", max_digits=9, decimal_places=2, validators=EUROS)
    high = models.DecimalField("au plus", max_digits=9, decimal_places=2, validators=EUROS)
    why = models.CharField("d’où vient ce montant", max_length=200, blank=True)

    class Meta:
        ordering = ["year"]
        verbose_name = "montant de France Santé"
        verbose_name_plural = "montants de France Santé"
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="aci_own_amount_once")]

    def __str__(self) -> str:
        return f"France Santé {self.year}"

    def clean(self) -> None:
        super().clean()
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValidationError({"high": "« Au plus » ne peut pas être moins que « au moins »."}, code="range")
