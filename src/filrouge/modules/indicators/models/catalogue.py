from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.indicators.engine import Goal, Period, period_of
from filrouge.modules.indicators.enums import AciLine, Confidence, Direction, Frequency, Kind, Theme

DAYS_TO_COUNT = 15  # after the period, before its value is late
UNIT_OF_RATE = "%"
POSITIVE = [MinValueValidator(0, "Un seuil n’est jamais négatif.")]


class Indicator(TenantModel):
    """What the team follows, who counts it and how. Values are ``Reading``s, one a period."""

    code = models.CharField("de la bibliothèque", max_length=60, blank=True)  # nothing: the team's own
    title = models.CharField("intitulé", max_length=150)
    theme = models.CharField("thème", max_length=20, choices=Theme, default=Theme.OTHER)
    definition = models.TextField("définition", max_length=600)
    kind = models.CharField("ce que c’est", max_length=10, choices=Kind, default=Kind.RATE)
    numerator = models.CharField("ce qu’on compte", max_length=200)
    denominator = models.CharField("sur combien", max_length=200, blank=True)
    unit = models.CharField("unité", max_length=40, default=UNIT_OF_RATE)
    source = models.CharField("où on le lit, qui compte", max_length=300, blank=True)
    owner = TenantForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="qui donne la valeur"
    )
    frequency = models.PositiveSmallIntegerField("fréquence", choices=Frequency, default=Frequency.QUARTER)
    starts_on = models.DateField("suivi depuis")
    direction = models.CharField("sens", max_length=10, choices=Direction, default=Direction.AT_LEAST)
    target = models.DecimalField(
        "objectif", max_digits=12, decimal_places=2, null=True, blank=True, validators=POSITIVE
    )
    target_on = models.DateField("objectif à atteindre le", null=True, blank=True)
    alert = models.DecimalField(
        "seuil d’alerte", max_digits=12, decimal_places=2, null=True, blank=True, validators=POSITIVE
    )
    aci = models.CharField("indicateur de l’ACI", max_length=40, choices=AciLine, blank=True)
    project_theme = models.CharField("axe du projet de santé", max_length=120, blank=True)
    reference = models.CharField("d’où vient cet indicateur", max_length=300, blank=True)
    confidence = models.CharField("confiance", max_length=10, choices=Confidence, default=Confidence.OWN)
    reminded_for = models.DateField("période rappelée", null=True, blank=True)  # its first day
    reminded_on = models.DateField("relancé le", null=True, blank=True)
    archived_on = models.DateField("rangé le", null=True, blank=True)

    class Meta:
        ordering = ["theme", "title", "pk"]
        verbose_name = "indicateur"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=~Q(code=""),
                name="indicator_taken_once",
                violation_error_message="Cet indicateur est déjà dans votre catalogue.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[current_organisation().slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.kind == Kind.RATE:
            self.unit = UNIT_OF_RATE
        if self.kind == Kind.NUMBER:
            self.denominator = ""
        elif not self.denominator:
            text = "Dites sur combien on compte : le nombre de patients, de réunions…"
            raise ValidationError({"denominator": text}, code="denominator")
        if self.kind == Kind.RATE and max(self.target or 0, self.alert or 0) > 100:
            raise ValidationError({"target": "Une part ne dépasse pas 100 %."}, code="over")
        if self.target is not None and self.alert is not None and not self._is_short_of_target():
            text = "L’alerte doit être du mauvais côté de l’objectif : dessous quand il faut au moins, dessus sinon."
            raise ValidationError({"alert": text}, code="alert")

    def _is_short_of_target(self) -> bool:
        assert self.target is not None
        assert self.alert is not None
        return self.alert <= self.target if self.direction == Direction.AT_LEAST else self.alert >= self.target

    @property
    def has_denominator(self) -> bool:
        return self.kind != Kind.NUMBER

    @property
    def is_running(self) -> bool:
        return self.archived_on is None

    @property
    def goal(self) -> Goal:
        return Goal(self.direction == Direction.AT_LEAST, self.target, self.target_on, self.alert)

    @property
    def sign(self) -> str:
        return Direction(self.direction).sign

    def period_of(self, day: date) -> Period:
        return period_of(day, self.frequency)

    @staticmethod
    def due_on(period: Period) -> date:
        return period.last + timedelta(days=DAYS_TO_COUNT)
