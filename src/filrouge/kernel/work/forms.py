from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.work import queries
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import CHOICES, label_of
from filrouge.ui.forms import DateInput

STATES = (("open", "À faire"), ("late", "En retard"), ("done", "Faites"), ("all", "Toutes"))
NOBODY = "Personne pour l’instant"


class TaskFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une tâche",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Rechercher une tâche"}),
    )
    owner = forms.ChoiceField(label="Responsable", required=False)
    state = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)
    origin = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = [(str(person.pk), person.full_name) for person in queries.owners_of_open_tasks()]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Tous les responsables"),
            ("mine", "Mes tâches"),
            ("none", "Sans responsable"),
            *owners,
        ]

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "state": cleaned.get("state") or "open",
            "text": cleaned.get("q", ""),
            "owner": cleaned.get("owner", ""),
            "origin": cleaned.get("origin"),
        }


class TaskForm(IdentityGuard, forms.ModelForm[Task]):
    guarded = ("title", "detail")
    tell = forms.BooleanField(
        label="Prévenir le responsable par e-mail", required=False, help_text="Il pourra répondre sans compte."
    )
    recurrence = forms.ChoiceField(label="Répétition", required=False, choices=CHOICES)

    class Meta:
        model = Task
        fields = ["title", "owner", "due_on", "recurrence", "detail"]
        widgets = {"due_on": DateInput, "detail": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: forms.ModelChoiceField[Person] = self.fields["owner"]  # type: ignore[assignment]
        owner.empty_label = NOBODY
        owner.queryset = queries.people_present(timezone.localdate())
        if self.instance.owner_id:
            owner.queryset = owner.queryset | Person.objects.filter(pk=self.instance.owner_id)
        rule = self.instance.recurrence
        if rule and rule not in dict(CHOICES):
            self.fields["recurrence"].choices = [*CHOICES, (rule, label_of(rule))]  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            del self.fields["tell"]


class QuickTaskForm(IdentityGuard, forms.ModelForm[Task]):
    """One line: what, who, when."""

    guarded = ("title",)

    class Meta:
        model = Task
        fields = ["title", "owner", "due_on"]
        widgets = {
            "title": forms.TextInput(attrs={"placeholder": "Ajouter une tâche", "autocomplete": "off"}),
            "due_on": DateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "add", **kwargs})
        owner: forms.ModelChoiceField[Person] = self.fields["owner"]  # type: ignore[assignment]
        owner.empty_label = NOBODY
        owner.queryset = queries.people_present(timezone.localdate())


class ReturnForm(IdentityGuard):
    """On the page of a personal link: a word to whoever entrusted the task."""

    guarded = ("word",)
    word = forms.CharField(required=False, max_length=5000)  # the service keeps what fits


class PostponeForm(forms.Form):
    """On the page of a personal link: another day, not a past one."""

    due_on = forms.DateField(
        label="Nouvelle date",
        widget=DateInput,
        error_messages={"required": "Choisissez une date.", "invalid": "Cette date n’existe pas."},
    )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Choisissez aujourd’hui ou un jour à venir.", code="past")
        return day
