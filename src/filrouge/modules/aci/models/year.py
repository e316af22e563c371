from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.aci.engine import BadCase, case_from
from filrouge.modules.aci.enums import PieceState, heading_of, kind_label, kinds_for

FIRST_YEAR = 2022
YEARS = (MinValueValidator(FIRST_YEAR), MaxValueValidator(2100))


class YearInputs(TenantModel):
    """What is typed once for a year. ``facts``: a part of a case, as ``engine.case_from`` reads it."""

    year = models.PositiveSmallIntegerField("année d’activité", validators=YEARS)
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


class Piece(TenantModel):
    """A paper that somebody handed in for an indicator of a year, or the note that says where it is."""

    year = models.PositiveSmallIntegerField("année d’activité", validators=YEARS)
    code = models.CharField("indicateur", max_length=40)
    kind = models.CharField("nature", max_length=40, blank=True)  # a code of kinds.toml
    label = models.CharField("ce que c’est", max_length=120, blank=True)
    happened_on = models.DateField("date")
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="pièce")
    note = models.CharField("note", max_length=300, blank=True)
    attendance = models.PositiveSmallIntegerField("présents", null=True, blank=True)
    minutes = models.PositiveIntegerField("durée (minutes)", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=PieceState, default=PieceState.READY)
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)  # kept: a removal is undone

    class Meta:
        ordering = ["code", "happened_on", "pk"]
        verbose_name = "pièce de l’ACI"
        verbose_name_plural = "pièces de l’ACI"
        indexes = [models.Index(fields=["organisation", "year", "code"], name="aci_piece_by_year")]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    def get_absolute_url(self) -> str:
        return reverse("aci:piece", args=[current_organisation().slug, self.pk])

    @property
    def key(self) -> str:
        return f"aci:{self.pk}"

    @property
    def title(self) -> str:
        return self.label or self.kind_label

    @property
    def kind_label(self) -> str:
        return kind_label(self.code, self.kind)

    def clean(self) -> None:
        super().clean()
        if heading_of(self.year, self.code) is None:
            raise ValidationError({"code": "Choisissez un indicateur du barème de cette année."}, code="indicator")
        if self.kind and self.kind not in {kind.code for kind in kinds_for(self.code)}:
            raise ValidationError({"kind": "Choisissez l’une des natures proposées."}, code="kind")
        if self.happened_on and not date(2000, 1, 1) <= self.happened_on <= date(self.year + 1, 12, 31):
            text = f"Cette date ne va pas avec l’année {self.year} : vérifiez-la."
            raise ValidationError({"happened_on": text}, code="day")
        if self.file is None:
            if not self.note:
                raise ValidationError("Joignez le fichier, ou écrivez où se trouve la pièce.", code="empty")
            self.state = PieceState.DRAFT  # only a file is a proof
