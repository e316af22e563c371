from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.modules.deciding.enums import Became, BoardStage, ProjectIdeaState
from filrouge.modules.deciding.models import Board, Idea, Pile
from filrouge.modules.deciding.models.boards import LONGEST_IDEA
from filrouge.ui.forms import DateInput


class BoardForm(IdentityGuard):
    guarded = ("title",)
    title = forms.CharField(
        label="Question",
        max_length=200,
        help_text="Une question ouverte : « Comment pourrions-nous… ? »",
    )


class IdeaForm(IdentityGuard):
    guarded = ("text",)
    text = forms.CharField(label="Une idée", max_length=LONGEST_IDEA)
    once = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


class StageForm(forms.Form):
    stage = forms.ChoiceField(choices=BoardStage.choices)


class DotsForm(forms.Form):
    dots_each = forms.IntegerField(label="Gommettes par personne", min_value=1, max_value=20, initial=3)


class SortForm(IdentityGuard):
    """Ideas chosen, and where they go: a pile that exists, a new one, or back."""

    guarded = ("title",)
    ideas: forms.ModelMultipleChoiceField[Idea] = forms.ModelMultipleChoiceField(queryset=None)
    pile: forms.ModelChoiceField[Pile] = forms.ModelChoiceField(queryset=None, required=False)
    title = forms.CharField(required=False, max_length=120)

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ideas"].queryset = board.ideas.all()  # type: ignore[attr-defined]
        self.fields["pile"].queryset = board.piles.all()  # type: ignore[attr-defined]


class PileForm(IdentityGuard):
    guarded = ("title",)
    title = forms.CharField(label="Titre", max_length=120)


class BecomeForm(IdentityGuard):
    guarded = ("text",)
    what = forms.ChoiceField(choices=[choice for choice in Became.choices if choice[0]])
    text = forms.CharField(label="En une phrase", max_length=300)
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui", queryset=None, required=False, empty_label="à confier"
    )
    due_on = forms.DateField(label="Pour le", required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_not_gone(timezone.localdate())  # type: ignore[attr-defined]

    def acknowledged_marks(self) -> list[str]:
        """The services that write it read its words again."""
        return [mark for mark in str(self.data.get("acknowledged", "")).split(",") if mark]


class ProjectIdeaForm(IdentityGuard):
    guarded = ("title", "detail")
    title = forms.CharField(label="Idée", max_length=200)
    detail = forms.CharField(
        label="Précisions", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ProjectIdeaStateForm(forms.Form):
    state = forms.ChoiceField(choices=ProjectIdeaState.choices)


class ProjectIdeaFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une idée",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "Rechercher une idée"}),
    )
    state = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *ProjectIdeaState.choices])

    def filters(self) -> dict[str, str]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("q", "state")}
