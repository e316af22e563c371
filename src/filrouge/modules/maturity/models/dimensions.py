from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from filrouge.kernel.tenancy.models import TenantModel

LONGEST_LEVEL = 200


def validate_levels(levels: Any) -> None:
    """Four short sentences."""
    right = isinstance(levels, list) and len(levels) == 4 and all(isinstance(one, str) for one in levels)
    if not right or not all(one.strip() for one in levels):
        raise ValidationError("Décrivez les quatre niveaux, chacun en une phrase.", code="levels")
    if any(len(one) > LONGEST_LEVEL for one in levels):
        raise ValidationError(
            "Un niveau tient en %(most)s signes : c’est une phrase lue sur un téléphone.",
            code="long",
            params={"most": LONGEST_LEVEL},
        )


class DimensionText(TenantModel):
    """What this team made of a dimension of the house, or one it added. Without a row, the text of the house holds."""

    code = models.SlugField("code", max_length=40, db_index=False)
    axis = models.CharField("axe", max_length=20)
    title = models.CharField("dimension", max_length=120)
    levels = models.JSONField("niveaux", validators=[validate_levels])
    is_hidden = models.BooleanField("écartée", default=False)
    is_own = models.BooleanField("ajoutée par l’équipe", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "dimension de l’équipe"
        verbose_name_plural = "dimensions de l’équipe"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="maturity_text_once")]

    def __str__(self) -> str:
        return self.title
