"""What changes from a year to the next without being of the scale: national values, or the team's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.aci.models.year import FIRST_YEAR

RATE, DAY, CHOICE = "rate", "day", "choice"
DAYS_BEFORE = date(2017, 1, 1)  # of the agreement: no contract before


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a rule file (« aci_rates.c2s »). ``place``: where it goes in a case; nowhere for dates."""

    name: str
    label: str
    kind: str
    place: str = ""
    years_after: int = 0  # a date of the year that follows
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def field(self) -> str:
        """Dots do not travel in forms."""
        return self.name.replace(".", "-")

    def read(self, text: str) -> Decimal | date | str:
        """Raises ``ValueError`` for what this setting cannot be."""
        if self.kind == RATE:
            try:
                found = Decimal(text)
            except InvalidOperation:
                raise ValueError(text) from None
            if not found.is_finite() or not 0 <= found <= 100:
                raise ValueError(text)
            return found
        if self.kind == DAY:
            return date.fromisoformat(text)
        if text not in dict(self.choices):
            raise ValueError(text)
        return text


UNITS = (("days", "en jours"), ("months", "en mois"))
SITES = (("fewest", "celui qui a le moins de points"), ("most", "celui qui a le plus de points, si chacun en a"))
_ALL = (
    Setting("aci_rates.c2s", "Taux national de C2S", RATE, "national_c2s_rate"),
    Setting("aci_rates.ame", "Taux national d’AME", RATE, "national_ame_rate"),
    Setting("aci_campaign.opens", "Ouverture de la déclaration", DAY),
    Setting("aci_campaign.closes", "Clôture de la déclaration", DAY, years_after=1),
    Setting("aci_payments.advance", "Versement de l’avance, au plus tard", DAY),
    Setting("aci_payments.balance", "Versement du solde, au plus tard", DAY, years_after=1),
    Setting("aci_prorata.unit", "Part de l’année", CHOICE, choices=UNITS),
    Setting("aci_sites.decides", "Le site qui décide des horaires", CHOICE, choices=SITES),
)
SETTINGS = {setting.name: setting for setting in _ALL}


class YearSettings(TenantModel):
    """Where the team departs from the national values of a year, and since when it has a contract and a software."""

    year = models.PositiveSmallIntegerField(
        "année d’activité", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2100)]
    )
    values = models.JSONField("valeurs de l’équipe", default=dict, blank=True)
    contract_starts_on = models.DateField("contrat ACI commencé le", null=True, blank=True)
    software_since = models.DateField("logiciel acquis le", null=True, blank=True)
    why = models.CharField("d’où viennent ces valeurs", max_length=200, blank=True)
    before = models.JSONField("avant le dernier changement", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-year"]
        verbose_name = "réglages d’une année ACI"
        verbose_name_plural = "réglages des années ACI"
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="aci_settings_once_a_year")]

    def __str__(self) -> str:
        return f"Réglages ACI {self.year}"

    def clean(self) -> None:
        super().clean()
        for name, text in self.values.items():
            setting = SETTINGS.get(name)
            if setting is None:
                raise ValidationError(f"Réglage inconnu : « {name} ».", code="setting")
            try:
                setting.read(text)
            except (TypeError, ValueError):
                raise ValidationError(f"« {setting.label} » : cette valeur n’est pas possible.", code="value") from None
        for name in ("contract_starts_on", "software_since"):
            day = getattr(self, name)
            if day is not None and day.year > self.year:
                text = f"Cette date vient après {self.year} : réglez plutôt l’année où elle tombe."
                raise ValidationError({name: text}, code="late")
        if self.contract_starts_on is not None and self.contract_starts_on < DAYS_BEFORE:
            raise ValidationError({"contract_starts_on": "Aucun contrat ACI n’a commencé avant 2017."}, code="early")

    def snapshot(self) -> dict[str, object]:
        """All that a change may be taken back to."""
        days = {name: day.isoformat() if (day := getattr(self, name)) else None for name in DATES}
        return {"values": dict(self.values), "why": self.why, **days}


DATES = ("contract_starts_on", "software_since")
