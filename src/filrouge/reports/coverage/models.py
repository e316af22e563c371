from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.coordinator.enums import activity_label, validate_activity
from filrouge.reports.coverage.enums import Part


class ActivityPart(TenantModel):
    """Who does what in an activity of the reference list: one person answers for it, others do, advise or know."""

    activity = models.CharField("activité", max_length=8, validators=[validate_activity])
    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    part = models.CharField("rôle", max_length=12, choices=Part)

    class Meta:
        ordering = ["activity", "pk"]
        verbose_name = "rôle dans une activité"
        verbose_name_plural = "rôles dans les activités"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "activity", "person"],
                name="activity_part_once",
                violation_error_message="Cette personne a déjà un rôle dans cette activité : retirez-le d’abord.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "activity"],
                condition=Q(part=Part.RESPONSIBLE),
                name="activity_one_responsible",
                violation_error_message="Quelqu’un répond déjà de cette activité : retirez d’abord son rôle.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} : {activity_label(self.activity)}"

    def get_absolute_url(self) -> str:
        return reverse("coverage:activity", args=[self.organisation.slug, self.activity])
