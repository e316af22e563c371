"""Where a number that was typed comes from: what one answers when the CPAM asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.aci.models.year import YEARS


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number whose source is kept; ``place``: where it stands in a case."""

    label: str
    place: str


SOURCED = {
    "patients": Sourced("Patients des médecins associés au 31 décembre", "patients"),
    "associates": Sourced("Associés", "associates"),
    "nurse": Sourced("Infirmier en pratique avancée", "advanced_practice_nurse"),
    "eligible": Sourced("Patients en ALD ou de 75 ans et plus", "rcp.eligible_patients"),
    "c2s": Sourced("Taux de C2S de la structure", "c2s_rate"),
    "ame": Sourced("Taux d’AME de la structure", "ame_rate"),
}


class InputSource(TenantModel):
    year = models.PositiveSmallIntegerField("année d’activité", validators=YEARS)
    code = models.CharField("donnée", max_length=20, choices=[(code, one.label) for code, one in SOURCED.items()])
    text = models.CharField("source", max_length=200)
    on = models.DateField("date")
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="fichier")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)  # kept: a removal is undone

    class Meta:
        ordering = ["year", "code"]
        verbose_name = "source d’une donnée ACI"
        verbose_name_plural = "sources des données ACI"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "code"], name="aci_source_once_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}, {self.year} : {self.text}"

    def clean(self) -> None:
        super().clean()
        if self.on and not date(2000, 1, 1) <= self.on <= date(self.year + 1, 12, 31):
            text = f"Cette date ne va pas avec l’année {self.year} : vérifiez-la."
            raise ValidationError({"on": text}, code="day")
