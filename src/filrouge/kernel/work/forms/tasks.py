from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.groups import PeopleField
from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.work import queries
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.quickline import read_line
from filrouge.kernel.work.recurrence import CHOICES, label_of
from filrouge.ui.durations import DurationField
from filrouge.ui.forms import DateInput
from filrouge.ui.typography import duration

STATES = (("open", "À faire"), ("late", "En retard"), ("done", "Faites"), ("all", "Toutes"))
NOBODY = "Personne pour l’instant"
KNOWN = {rule for _group, rules in CHOICES[1:] for rule, _label in rules}
EFFORTS = [duration(minutes) for minutes in (15, 30, 60, 120)] + ["demi-journée", "1 journée"]


class TaskFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une tâche",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Rechercher une tâche"}),
    )
    owner = forms.ChoiceField(label="Responsable", required=False)
    label = forms.ChoiceField(label="Étiquette", required=False)
    state = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)
    origin = forms.UUIDField(required=False, widget=forms.HiddenInput)
    annee = forms.IntegerField(required=False, min_value=2000, max_value=2200, widget=forms.HiddenInput)  # done in
    tenue = forms.BooleanField(required=False, widget=forms.HiddenInput)  # no later than its date
    par = forms.CharField(required=False, widget=forms.HiddenInput)  # how the board is cut

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = [(str(person.pk), person.full_name) for person in queries.owners_of_open_tasks()]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Tous les responsables"),
            ("mine", "Mes tâches"),
            ("none", "Sans responsable"),
            *owners,
        ]
        labels = [(label.key, f"#{label.name}") for label in queries.labels_in_use()]
        if labels:
            self.fields["label"].choices = [("", "Toutes les étiquettes"), *labels]  # type: ignore[attr-defined]
        else:
            del self.fields["label"]

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "state": cleaned.get("state") or "open",
            "text": cleaned.get("q", ""),
            "owner": cleaned.get("owner", ""),
            "origin": cleaned.get("origin"),
            "label": cleaned.get("label", ""),
            "year": cleaned.get("annee"),
            "kept": bool(cleaned.get("tenue")),
        }

    @property
    def told(self) -> str:
        """What the address asks for and no field shows; before « 3 tâches »."""
        year, kept = self.cleaned_data.get("annee"), self.cleaned_data.get("tenue")
        return ", ".join([*([f"faites en {year}"] if year else []), *(["au plus tard le jour prévu"] if kept else [])])


class LabelsField(forms.CharField):
    def clean(self, value: Any) -> Any:
        names = [" ".join(name.split()).lstrip("#") for name in super().clean(value).split(",")]
        kept = [name for name in names if name]
        if len(kept) > 10 or any(len(name) > 40 for name in kept):
            raise forms.ValidationError("Dix étiquettes au plus, de 40 signes au plus chacune.", code="labels")
        return kept


class TaskForm(IdentityGuard, forms.ModelForm[Task]):
    guarded = ("title", "detail", "waiting_word", "labels")
    effort = DurationField(
        label="Durée prévue",
        required=False,
        max_length=20,
        help_text="15 min, 1 h 30, demi-journée… Elle sert au plan de la journée.",
        widget=forms.TextInput(attrs={"list": "durees", "autocomplete": "off", "placeholder": "1 h 30"}),
    )
    helpers = PeopleField(queryset=None, label="Avec l’aide de", required=False, widget=forms.CheckboxSelectMultiple)
    labels = LabelsField(label="Étiquettes", required=False, help_text="Séparées par des virgules : SI, qualité.")
    tell = forms.BooleanField(
        label="Prévenir le responsable par e-mail", required=False, help_text="Il pourra répondre sans compte."
    )
    recurrence = forms.ChoiceField(label="Répétition", required=False, choices=CHOICES)
    rule_words = forms.CharField(
        label="Autre répétition",
        required=False,
        max_length=80,
        help_text="En toutes lettres : chaque 2e vendredi, un lundi sur deux, 45 jours après fait.",
    )

    class Meta:
        model = Task
        fields = [
            "title",
            "owner",
            "due_on",
            "effort",
            "recurrence",
            "detail",
            "waiting_person",
            "waiting_word",
        ]
        help_texts = {"waiting_word": "Hors de l’équipe : la CPAM, l’éditeur…"}
        widgets = {"due_on": DateInput, "detail": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task = self.instance
        present = people_not_gone(timezone.localdate())
        for name, empty in (("owner", NOBODY), ("waiting_person", "Personne de l’équipe")):
            field: forms.ModelChoiceField[Person] = self.fields[name]  # type: ignore[assignment]
            field.empty_label = empty
            field.queryset = present | Person.objects.filter(pk=getattr(task, f"{name}_id"))
        helpers: PeopleField = self.fields["helpers"]  # type: ignore[assignment]
        helpers.queryset = present
        if task._state.adding:
            return
        del self.fields["tell"]
        self.initial["labels"] = ", ".join(tag.label.name for tag in task.tags.all())
        self.initial["helpers"] = [helper.person_id for helper in task.helpers.all()]
        helpers.queryset = present | Person.objects.filter(pk__in=self.initial["helpers"])
        if task.recurrence and task.recurrence not in KNOWN:
            here = (task.recurrence, label_of(task.recurrence))
            self.fields["recurrence"].choices = [*CHOICES, here]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if words := cleaned.pop("rule_words", ""):
            said = read_line(words, today=timezone.localdate())
            if said.recurrence and not said.title:
                cleaned["recurrence"] = said.recurrence
            else:
                self.add_error(
                    "rule_words", "Écrivez une répétition comme « chaque 2e vendredi » ou « tous les 2 mois »."
                )
        return cleaned


class BlockForm(forms.Form):
    """The task that must be done before this one."""

    other: forms.ModelChoiceField[Task] = forms.ModelChoiceField(
        queryset=None,
        label="Attend qu’une autre tâche soit faite",
        empty_label="Choisissez une tâche",
        error_messages={
            "required": "Choisissez la tâche qui doit être faite avant.",
            "invalid_choice": "Cette tâche ne peut pas être attendue : elle est faite, ou attend déjà celle-ci.",
        },
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = queries.may_be_waited_for(task)  # type: ignore[attr-defined]
