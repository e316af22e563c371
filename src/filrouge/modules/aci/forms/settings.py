"""The settings of a year: a field left empty follows the national value."""

from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.aci.models import SETTINGS, Setting
from filrouge.modules.aci.models.settings import DAY, RATE
from filrouge.modules.aci.queries import SettingsOfYear
from filrouge.ui.forms import DateInput


class SettingsForm(IdentityGuard):
    guarded = ("why",)
    contract_starts_on = forms.DateField(
        label="Contrat ACI commencé le", required=False, widget=DateInput,
        help_text="Commencé dans l’année, il ne compte que pour sa part. Vide : toute l’année.",
    )  # fmt: skip
    software_since = forms.DateField(
        label="Logiciel labellisé acquis le", required=False, widget=DateInput,
        help_text="La première acquisition. Vide : avant cette année.",
    )  # fmt: skip
    why = forms.CharField(
        label="D’où viennent ces valeurs", required=False, max_length=200,
        help_text="Par exemple : courrier de la CPAM du 12 janvier.",
    )  # fmt: skip

    def __init__(self, *args: Any, settings: SettingsOfYear, **kwargs: Any) -> None:
        initial: dict[str, Any] = {
            "contract_starts_on": settings.contract_starts_on,
            "software_since": settings.software_since,
            "why": settings.own.why if settings.own else "",
        }
        initial |= {row.setting.field: row.value for row in settings.rows.values() if row.is_own}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.settings = settings
        for row in settings.rows.values():
            self.fields[row.setting.field] = _field(row.setting, row.national_said)

    def values(self) -> dict[str, str]:
        """As they are kept; those left empty, or told as the national ones, are not the team's own."""
        typed = {name: self.cleaned_data[setting.field] for name, setting in SETTINGS.items()}
        return {
            name: str(value)
            for name, value in typed.items()
            if value not in (None, "") and value != self.settings[name].national
        }


def _field(setting: Setting, national: str) -> forms.Field:
    says: dict[str, Any] = {"label": setting.label, "required": False, "help_text": f"Vide : {national}."}
    if setting.kind == RATE:
        return forms.DecimalField(min_value=0, max_value=100, decimal_places=4, **says)
    if setting.kind == DAY:
        return forms.DateField(widget=DateInput, **says)
    choices = [("", f"sans choix de votre part : {national}"), *setting.choices]
    return forms.ChoiceField(choices=choices, **says | {"help_text": ""})
