from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.deadlines.enums import Feature
from filrouge.modules.deadlines.models import Obligation, Profile
from filrouge.modules.deadlines.queries.words import schedule_label
from filrouge.ui.forms import DateInput

RHYTHMS = (
    ("", "une seule fois"),
    ("yearly", "chaque année, à cette date"),
    ("1", "un mois après la dernière fois"),
    ("3", "3 mois après la dernière fois"),
    ("6", "6 mois après la dernière fois"),
    ("12", "un an après la dernière fois"),
    ("24", "2 ans après la dernière fois"),
    ("48", "4 ans après la dernière fois"),
    ("60", "5 ans après la dernière fois"),
)
PART_OF = {
    "Structure et projet": (
        Feature.SISA, Feature.ASSOCIATION, Feature.ACI, Feature.HEALTH_PROJECT, Feature.THIRD_PARTIES,
    ),
    "Activités": (Feature.ETP, Feature.COOPERATION, Feature.REPLACEMENTS),
    "Locaux": (Feature.RENTED, Feature.ALARM, Feature.HEATING, Feature.LIFT),
    "Matériel": (
        Feature.DEFIBRILLATOR, Feature.AUTOCLAVE, Feature.DEVICES, Feature.EMERGENCY_KIT, Feature.FRIDGE,
    ),
}  # fmt: skip
CHOICES = [(part, [(feature.value, feature.label) for feature in features]) for part, features in PART_OF.items()]


class ProfileForm(forms.ModelForm[Profile]):
    """What the team is and has. Nothing is kept until what it changes has been read."""

    ticked = forms.MultipleChoiceField(
        label="Nous avons", choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Profile
        fields = [
            "ticked", "employees", "waste_kg", "closing_month", "aci_signed_on", "project_signed_on", "etp_declared_on",
            "hired_on",
        ]  # fmt: skip
        widgets = dict.fromkeys(("aci_signed_on", "project_signed_on", "etp_declared_on", "hired_on"), DateInput)
        help_texts = {
            "waste_kg": "Moyenne sur 12 mois. Avec plusieurs sites, celle du plus chargé.",
            "hired_on": "Celle du salarié dont l’entretien vient en premier.",
        }

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class OwnForm(IdentityGuard, forms.ModelForm[Obligation]):
    """A deadline of the team's own."""

    guarded = ("title", "proof", "note")
    due_on = forms.DateField(label="Pour le", widget=DateInput)
    rhythm = forms.ChoiceField(label="Elle revient", required=False, choices=RHYTHMS)

    class Meta:
        model = Obligation
        fields = ["title", "theme", "due_on", "rhythm", "responsible", "lead_days", "proof", "note"]

    def values(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        cleaned["schedule"] = schedule_of(cleaned.pop("rhythm"), cleaned["due_on"])
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class RuleForm(IdentityGuard, forms.ModelForm[Obligation]):
    """What the team changes of a rule. The title of a shipped one follows the year: it stays."""

    guarded = ("title", "proof", "note")
    shown_as = {"schedule": "rhythm"}
    rhythm = forms.ChoiceField(label="Elle revient")
    day = forms.DateField(label="La prochaine, si elle revient chaque année", required=False, widget=DateInput)

    class Meta:
        model = Obligation
        fields = ["title", "theme", "responsible", "lead_days", "proof", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = f"comme aujourd’hui : {schedule_label(self.instance.schedule)}"
        self.fields["rhythm"].choices = [("keep", present), *RHYTHMS[1:]]  # type: ignore[attr-defined]
        if self.instance.code:
            del self.fields["title"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("rhythm") == "yearly" and not cleaned.get("day"):
            self.add_error("day", "Dites à quelle date elle revient chaque année.")
        return cleaned

    def values(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        rhythm, day = cleaned.pop("rhythm"), cleaned.pop("day")
        cleaned["schedule"] = self.instance.schedule if rhythm == "keep" else schedule_of(rhythm, day)
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row."""


def schedule_of(rhythm: str, day: Any) -> dict[str, Any]:
    if rhythm == "yearly":
        return {"kind": "yearly", "month": day.month, "day": day.day}
    return {"kind": "after_done", "months": int(rhythm)} if rhythm else {}
