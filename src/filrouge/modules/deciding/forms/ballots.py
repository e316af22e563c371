from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.deciding.enums import BallotStatus, Electorate, Method, ObjectionState
from filrouge.modules.deciding.models import Ballot
from filrouge.ui.forms import DateInput

UNUSED = {
    Method.HANDS: {"options", "dots_each", "is_secret"},
    Method.YES_NO: {"options", "dots_each"},
    Method.CONSENT: {"options", "dots_each", "rule", "base"},
    Method.JUDGEMENT: {"dots_each", "rule", "base"},
    Method.RANKING: {"dots_each", "rule", "base"},
    Method.DOTS: {"rule", "base"},
}


class OptionsField(forms.CharField):
    """One option a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]


class BallotForm(IdentityGuard, forms.ModelForm[Ballot]):
    """The question, with what its method needs and nothing else."""

    guarded = ("title", "text", "options")
    options = OptionsField(label="Options", help_text="Une par ligne.")

    class Meta:
        model = Ballot
        fields = ["title", "text", "options", "dots_each", "is_secret", "rule", "base", "quorum", "electorate"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": "Facultatif : ce qui sera inscrit au registre, mot pour mot, si c’est adopté.",
            "is_secret": "Personne ne sait qui a voté quoi, même pas par l’ordre ou l’heure. "
            "Un vote secret ne se change pas.",
            "quorum": "En dessous, le vote ne décide de rien.",
            "base": "Sans effet sur la majorité simple.",
        }

    def __init__(self, *args: Any, method: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method = method
        for name in UNUSED[Method(method)]:
            del self.fields[name]
        if "electorate" in self.fields:
            self.fields["electorate"].choices = [  # type: ignore[attr-defined]
                choice for choice in Electorate.choices if choice[0] != Electorate.ASKED
            ]

    def clean(self) -> dict[str, Any]:
        return {**super().clean(), "method": self.method}

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class HandsForm(forms.Form):
    in_favour = forms.IntegerField(label="Pour", min_value=0, max_value=999)
    against = forms.IntegerField(label="Contre", min_value=0, max_value=999, initial=0)
    abstained = forms.IntegerField(label="Abstentions", min_value=0, max_value=999, initial=0)


class CancelForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(label="Motif", required=False, max_length=200)


class ObjectionForm(IdentityGuard):
    guarded = ("word", "amended")
    state = forms.ChoiceField(label="Qu’en fait le groupe ?", choices=ObjectionState.choices)
    word = forms.CharField(label="Ce qui l’a levée", required=False, max_length=500)
    amended = forms.CharField(
        label="La proposition bonifiée", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RegisterForm(IdentityGuard):
    guarded = ("text", "reason")
    text = forms.CharField(label="Décision", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(label="Motif", required=False, max_length=2000)
    review_on = forms.DateField(label="À revoir le", required=False, widget=DateInput)

    def acknowledged_marks(self) -> list[str]:
        """The service that writes the decision reads its words again."""
        return [mark for mark in str(self.data.get("acknowledged", "")).split(",") if mark]


class BallotFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher un vote",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "Rechercher un vote"}),
    )
    method = forms.ChoiceField(label="Mode", required=False, choices=[("", "Tous les modes"), *Method.choices])
    status = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *BallotStatus.choices])
    when = forms.ChoiceField(
        label="Moment",
        required=False,
        choices=[("", "En réunion et entre"), ("in", "En réunion"), ("between", "Entre deux réunions")],
    )

    annee = forms.IntegerField(required=False, min_value=2000, max_value=2200, widget=forms.HiddenInput)  # counted in

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        asked = self.cleaned_data
        return {name: asked.get(name, "") for name in ("q", "method", "status", "when")} | {"year": asked.get("annee")}
