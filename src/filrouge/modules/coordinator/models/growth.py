from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator.enums import Level, activities, activity_label, block_label, validate_activity


class Training(TenantModel):
    """A training followed, with its certificate when there is one."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    title = models.CharField("intitulé", max_length=200)
    followed_on = models.DateField("terminée le")
    hours = models.DecimalField(
        "heures",
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(2000))],
    )
    activity = models.CharField("activité travaillée", max_length=8, blank=True, validators=[validate_activity])
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="attestation")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = ["-followed_on", "pk"]
        verbose_name = "formation suivie"
        verbose_name_plural = "formations suivies"
        indexes = [models.Index(fields=["organisation", "person", "followed_on"], name="training_by_person")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("coordinator:training_edit", args=[current_organisation().slug, self.pk])

    @property
    def label(self) -> str:
        return activity_label(self.activity) if self.activity else ""

    @property
    def block_label(self) -> str:
        return block_label(self.activity.partition("-")[0]) if self.activity else ""


class SelfAssessment(TenantModel):
    """Where somebody stands before the activities of the job, once a year, and what they mean to work on."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    year = models.PositiveSmallIntegerField("année")
    levels = models.JSONField("niveaux", default=dict, blank=True)  # activity → 1 to 4
    plan = models.JSONField("ce que je travaille", default=dict, blank=True)  # activity → words

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = "auto-évaluation"
        verbose_name_plural = "auto-évaluations"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "year"], name="self_assessment_once_a_year")
        ]

    def __str__(self) -> str:
        return f"Auto-évaluation {self.year}"

    def clean(self) -> None:
        super().clean()
        known = activities()
        if set(self.levels) - set(known) or set(self.plan) - set(known):
            raise ValidationError("Choisissez des activités du référentiel.", code="activity")
        if any(level not in Level.values for level in self.levels.values()):
            raise ValidationError("Choisissez l’un des quatre niveaux.", code="level")
