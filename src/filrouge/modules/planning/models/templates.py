from __future__ import annotations

from django.db import models
from django.db.models import Q

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.planning.validators import validate_template_steps


class OwnTemplate(TenantModel):
    """A plan that the team keeps to make it again."""

    title = models.CharField("nom du modèle", max_length=120)
    summary = models.CharField("à quoi il sert", max_length=300, blank=True)
    avoids_school_holidays = models.BooleanField("éviter les vacances scolaires", default=False)
    steps = models.JSONField("étapes", default=list, validators=[validate_template_steps])
    created_on = models.DateField("créé le", auto_now_add=True)
    retired_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = "modèle de rétroplanning"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=Q(retired_on__isnull=True),
                name="plan_template_title_once",
                violation_error_message="Un modèle porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.title
