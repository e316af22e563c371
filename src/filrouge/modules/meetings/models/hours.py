from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import Rounding
from filrouge.modules.meetings.models.types import MeetingType

SAME_DAY = "Une règle pour les mêmes personnes et les mêmes réunions commence déjà ce jour-là : retirez-la d’abord."


class HoursRule(TenantModel):
    """How presence becomes payable hours from a day on, as the team decided. The most precise in force applies; of
    two as precise, the younger."""

    valid_from = models.DateField("à partir du")
    valid_until = models.DateField("jusqu’au", null=True, blank=True)
    type = TenantForeignKey(
        MeetingType,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # it explains hours already counted
        verbose_name="pour les réunions",
    )
    profession = models.CharField("pour la profession", max_length=20, choices=Profession, blank=True)
    counted = models.BooleanField("heures comptées", default=True)
    step_minutes = models.PositiveSmallIntegerField(
        "compter par tranches de (minutes)",
        default=30,
        validators=[MinValueValidator(1, "Une tranche dure au moins une minute."), MaxValueValidator(240)],
    )
    rounding = models.CharField("arrondir", max_length=10, choices=Rounding, default=Rounding.NEAREST)
    minimum_presence_minutes = models.PositiveSmallIntegerField(
        "présence minimale (minutes)", default=30, validators=[MaxValueValidator(480)]
    )
    cap_minutes = models.PositiveSmallIntegerField(
        "au plus par réunion (minutes)", null=True, blank=True, validators=[MaxValueValidator(1440)]
    )
    employees_excluded = models.BooleanField("sans les salariés", default=False)
    source = models.CharField("décidée", max_length=200)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = "règle des heures"
        constraints = [
            models.CheckConstraint(
                name="hours_rule_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="La règle doit finir après avoir commencé.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "type", "profession", "valid_from"],
                name="hours_rule_once",
                violation_error_message=SAME_DAY,
            ),
            models.UniqueConstraint(  # databases hold two empty types for different
                fields=["organisation", "profession", "valid_from"],
                condition=Q(type__isnull=True),
                name="hours_rule_of_all_types_once",
                violation_error_message=SAME_DAY,
            ),
        ]

    def __str__(self) -> str:
        return f"Heures : {self.scope_label}"

    def clean(self) -> None:
        super().clean()
        if self.cap_minutes is not None and self.step_minutes and self.cap_minutes < self.step_minutes:
            raise ValidationError(
                {"cap_minutes": "Ce plafond est plus court qu’une tranche : rien ne serait compté. Allongez-le."},
                code="cap",
            )

    @property
    def precision(self) -> tuple[bool, bool]:
        """Type and profession, then type, then profession, then everybody."""
        return self.type_id is not None, self.profession != ""

    @property
    def scope_label(self) -> str:
        """« infirmier·e, RCP », « toute l’équipe »"""
        who = self.get_profession_display() if self.profession else ""
        what = self.type.short_name if self.type else ""
        return ", ".join(part for part in (who, what) if part) or "toute l’équipe"
