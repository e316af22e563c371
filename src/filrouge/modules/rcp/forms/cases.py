from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.modules.rcp import queries
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.models import Case
from filrouge.ui.forms import DateInput

STATES = (
    ("", "Tous les états"),
    ("to_file", "À verser au dossier"),
    ("to_review", "À revoir"),
    ("to_inform", "Patient à informer"),
)


def theme_choices(day: date) -> list[Any]:
    """Themes in their groups, as a list shows them."""
    return [(group.label, list(group.themes.items())) for group in queries.theme_groups(day)]


class NewCaseForm(forms.Form):
    """A situation in a few taps: who it is stays in the patient's record."""

    category = forms.ChoiceField(
        label="Patient",
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites si le patient est en ALD, a 75 ans et plus, les deux ou ni l’un ni l’autre."
        },
    )
    theme = forms.ChoiceField(label="Thème", error_messages={"required": "Choisissez un thème."})
    informed = forms.BooleanField(label="Patient informé, sans opposition", required=False)
    outside = forms.BooleanField(label="Une personne extérieure à l’équipe a participé", required=False)
    outside_consent = forms.BooleanField(label="Le patient l’a accepté d’avance", required=False)
    review_on = forms.DateField(label="À revoir le", required=False, widget=DateInput)
    entry_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Choisir…"), *theme_choices(day)]  # type: ignore[attr-defined]


class CaseForm(NewCaseForm):
    """All that is known of a situation. What the minutes froze is shown, not asked."""

    professions = forms.MultipleChoiceField(
        label="Professions présentes",
        required=False,
        choices=Profession.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sans rien cocher : celles des personnes présentes à la réunion.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        names = ("category", "theme", "informed", "outside", "outside_consent", "review_on", "professions")
        initial = {name: getattr(case, name) for name in names}
        super().__init__(*args, day=case.examined_on, initial=initial, **kwargs)
        del self.fields["entry_key"]
        if case.meeting.status == "approved":
            for name in set(names) - {"review_on"}:
                del self.fields[name]


KINDS = (("", "Toutes les RCP"), ("called", "RCP convoquées"), ("impromptu", "À deux"))


class CaseFilterForm(forms.Form):
    q = forms.CharField(
        label="Chercher un code", required=False, widget=forms.TextInput(attrs={"placeholder": "Chercher un code"})
    )
    category = forms.ChoiceField(
        label="Patient", required=False, choices=[("", "Tous les patients"), *Category.choices]
    )
    theme = forms.ChoiceField(label="Thème", required=False)
    state = forms.ChoiceField(label="État", required=False, choices=STATES)
    kind = forms.ChoiceField(label="Réunion", required=False, choices=KINDS)
    annee = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = theme_choices(timezone.localdate())
        self.fields["theme"].choices = [("", "Tous les thèmes"), *themes]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, str]:
        """What is valid in the address; what is not is ignored rather than refused."""
        self.is_valid()
        names = {"text": "q", "category": "category", "theme": "theme", "state": "state", "kind": "kind"}
        return {name: self.cleaned_data.get(field, "") for name, field in names.items()}
