"""Hours that remain, why an act is dismissed, the times of the team, who gathers what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.aci.queries.times import MOST, ActTime
from filrouge.ui.durations import DurationField
from filrouge.ui.forms import DateInput
from filrouge.ui.typography import duration

MOST_HOURS = 1_000


class HoursForm(forms.Form):
    heures = forms.DecimalField(
        label="Heures qui restent", min_value=0, max_value=MOST_HOURS, decimal_places=2, required=False, localize=True
    )

    def minutes(self) -> int | None:
        """Nothing when nothing was typed, or nothing that makes sense."""
        hours = self.cleaned_data.get("heures") if self.is_valid() else None
        return None if hours is None else int(hours * 60)


class DismissForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(
        label="Pourquoi l’écarter",
        max_length=200,
        error_messages={"required": "Écrivez pourquoi : l’équipe s’en souviendra."},
        widget=forms.TextInput(attrs={"placeholder": "Personne n’est prêt cette année"}),
    )


class LongDurationField(DurationField):
    """« 90 h » too: some acts take weeks."""

    def clean(self, value: Any) -> Any:
        typed = str(value or "").strip().lower().removesuffix("h").strip()
        if typed.isdecimal() and str(value).strip().lower().endswith("h"):
            minutes = int(typed) * 60
            if not 0 < minutes <= MOST:
                raise forms.ValidationError("Écrivez une durée d’au plus 1 000 h.", code="duration")
            return minutes
        return super().clean(value)


class TimesForm(forms.Form):
    """One field for each act; empty: the usual time."""

    def __init__(self, *args: Any, times: Iterable[tuple[str, str, ActTime, int | None]], **kwargs: Any) -> None:
        """``times``: the act, the label of its line, what holds without an own time, the own time."""
        super().__init__(*args, **kwargs)
        self.acts: dict[str, str] = {}
        for act, label, otherwise, own in times:
            name = act.replace(":", "-")
            self.acts[name] = act
            self.fields[name] = LongDurationField(
                label=label, required=False, max_length=20, initial=own,
                help_text=f"Vide : {duration(otherwise.minutes)} ({otherwise.source})",
            )  # fmt: skip

    def rows(self) -> list[tuple[str, list[tuple[str, forms.BoundField | None]]]]:
        """By line: the field of its proof and that of its next step, when it has them."""
        found: dict[str, dict[str, forms.BoundField]] = {}
        for name, act in self.acts.items():
            kind = act.partition(":")[0]
            found.setdefault(str(self.fields[name].label), {})[kind] = self[name]
        columns = (("proof", "Réunir une pièce"), ("step", "Marche suivante"))
        return [(label, [(said, held.get(kind)) for kind, said in columns]) for label, held in found.items()]

    def times(self) -> dict[str, int | None]:
        return {act: self.cleaned_data[name] for name, act in self.acts.items()}


class AssignmentForm(IdentityGuard):
    """Who gathers what one line asks, by when."""

    guarded = ("note",)
    owner = forms.ChoiceField(label="Qui", required=False)
    due_on = forms.DateField(label="Pour le", required=False, widget=DateInput)
    note = forms.CharField(
        label="Note", required=False, max_length=500, widget=forms.TextInput(attrs={"placeholder": "Note"})
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "personne"), *people]  # type: ignore[attr-defined]

    def differs_from(self, kept: Mapping[str, Any]) -> bool:
        """``kept``: what is stored, by field."""
        return any(self.cleaned_data[name] != value for name, value in kept.items())


class TellForm(forms.Form):
    tell = forms.BooleanField(
        label="Prévenir par e-mail les personnes nouvellement chargées", required=False,
        help_text="Elles répondent par leur lien, sans compte.",
    )  # fmt: skip
