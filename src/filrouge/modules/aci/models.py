from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.aci.engine import BadCase, case_from

FIRST_YEAR = 2022


class YearInputs(TenantModel):
    """What is typed once for a year. ``facts``: a part of a case, as ``engine.case_from`` reads it."""

    year = models.PositiveSmallIntegerField(
        "année d’activité", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2100)]
    )
    facts = models.JSONField("données", default=dict, blank=True)
    associates_reason = models.CharField("pourquoi un autre nombre d’associés", max_length=200, blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = "année ACI"
        verbose_name_plural = "années ACI"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="aci_inputs_once_a_year",
                violation_error_message="Cette année est déjà saisie : modifiez-la.",
            )
        ]

    def __str__(self) -> str:
        return f"ACI {self.year}"

    def clean(self) -> None:
        super().clean()
        try:
            case_from({**self.facts, "year": self.year})
        except BadCase as error:
            raise ValidationError(str(error), code="case") from None
        if "associates" in self.facts and not self.associates_reason:
            text = "Dites pourquoi ce nombre n’est pas celui de l’équipe au 31 décembre."
            raise ValidationError({"associates_reason": text}, code="reason")


class Piece(TenantModel):
    """The proof of one indicator for a year, or where it stands."""

    inputs = TenantForeignKey(YearInputs, on_delete=models.CASCADE, related_name="pieces")
    code = models.CharField("indicateur", max_length=40)
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="pièce")
    note = models.CharField("note", max_length=300, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = "pièce de l’ACI"
        verbose_name_plural = "pièces de l’ACI"
        constraints = [models.UniqueConstraint(fields=["organisation", "inputs", "code"], name="aci_piece_once")]

    def __str__(self) -> str:
        return f"{self.inputs} : {self.code}"
