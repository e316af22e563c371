from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.rules.reading import Value
from filrouge.modules.rcp import queries
from filrouge.modules.rcp.enums import ImpromptuMeetings, Rounding, UnderMinimum
from filrouge.modules.rcp.models import CountingChoice, PatientCounts
from filrouge.ui import typography
from filrouge.ui.forms import DateInput


class CountsForm(forms.ModelForm[PatientCounts]):
    class Meta:
        model = PatientCounts
        fields = ["ald", "old", "both", "listed", "with_ipa", "source", "read_on"]
        widgets = {"read_on": DateInput}
        help_texts = {
            "old": "Si votre relevé donne tous les 75 ans et plus, retirez ceux qui sont en ALD : ils viennent après.",
            "both": "Chaque patient n’est compté qu’une fois dans ces trois nombres.",
            "listed": "Facultatif : les patients qui ont choisi un médecin associé. Il sert à estimer les points.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_on"].initial = timezone.localdate()
        for name in ("ald", "old", "both", "listed"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric"}

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


MONTHS = list(enumerate(typography.MONTHS, 1))
# Names of the rule files and of the fields: dots do not travel in forms.
FIELDS = {name.partition(".")[2]: name for name in queries.CHOOSABLE}


class CountingForm(IdentityGuard):
    """What the texts leave open, from a year on. Each field begins as the team counts now."""

    guarded = ("why",)
    impromptu_meetings = forms.ChoiceField(
        label="Les concertations à deux, comme réunions", choices=ImpromptuMeetings.choices, widget=forms.RadioSelect
    )
    count_others = forms.BooleanField(label="Compter les patients ni en ALD ni de 75 ans et plus", required=False)
    count_again = forms.BooleanField(label="Compter deux fois une situation revue dans l’année", required=False)
    under_minimum = forms.ChoiceField(
        label="Moins de réunions que demandé", choices=UnderMinimum.choices, widget=forms.RadioSelect
    )
    rounding = forms.ChoiceField(label="Taux", choices=Rounding.choices, widget=forms.RadioSelect)
    minimum_meetings = forms.IntegerField(label="RCP demandées pour une année entière", min_value=1, max_value=60)
    contract_starts_on = forms.DateField(
        label="Contrat ACI commencé en cours d’année, le",
        required=False,
        widget=DateInput,
        help_text="Les RCP demandées sont alors réduites au prorata des mois, arrondies à la réunion supérieure.",
    )
    impromptu_minutes = forms.IntegerField(
        label="Durée habituelle d’une concertation à deux (minutes)", min_value=5, max_value=240
    )
    evidence_due_day = forms.IntegerField(label="Pièces de l’année à transmettre avant le", min_value=1, max_value=31)
    evidence_due_month = forms.TypedChoiceField(label="de l’année suivante", choices=MONTHS, coerce=int)
    warn_from_month = forms.TypedChoiceField(
        label="Prévenir des RCP qui manquent à partir de", choices=MONTHS, coerce=int
    )
    why = forms.CharField(
        label="D’où vient ce choix",
        required=False,
        max_length=200,
        help_text="Par exemple : réponse de la CPAM, dialogue de gestion de mars.",
    )

    def __init__(self, *args: Any, method: queries.Method, choice: CountingChoice | None, **kwargs: Any) -> None:
        rules = {"rcp_target": method.target, "rcp_counting": method.counting, "rcp_practice": method.practice}
        initial: dict[str, Any] = {field: rules[name.partition(".")[0]].value(field) for field, name in FIELDS.items()}
        if choice is not None:
            initial |= {"contract_starts_on": choice.contract_starts_on, "why": choice.why}
        super().__init__(*args, **{"initial": initial} | kwargs)
        for field, name in FIELDS.items():
            self.fields[field].help_text += says(name, queries.shipped_value(name, method.year))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, month = cleaned.get("evidence_due_day"), cleaned.get("evidence_due_month")
        if day and month and day > monthrange(2023, month)[1]:
            self.add_error("evidence_due_day", "Ce jour n’existe pas dans ce mois.")
        return cleaned

    def values(self) -> Mapping[str, Value]:
        return {name: self.cleaned_data[field] for field, name in FIELDS.items()}


def says(name: str, value: Value) -> str:
    """« Sans choix de votre part : … », the shipped value in the words of the field."""
    words: dict[object, str] = {True: "oui", False: "non"}
    for choices in (ImpromptuMeetings, UnderMinimum, Rounding):
        words |= {value: str(label) for value, label in choices.choices}
    if name.endswith("_month"):
        words = dict(MONTHS)
    elif type(value) is int:  # 1 would be « oui »
        words = {}
    shown = words.get(value, str(value))
    return f"Sans choix de votre part : {shown}."
