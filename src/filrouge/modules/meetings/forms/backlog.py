from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group
from filrouge.kernel.people.queries import people_not_gone
from filrouge.modules.meetings.forms.lists import group_choices, group_filters
from filrouge.modules.meetings.models import AgendaItem, BacklogItem


class PointFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher", required=False, widget=forms.TextInput(attrs={"placeholder": "Rechercher un point"})
    )
    group = forms.ChoiceField(label="Groupe", required=False)
    place = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, "Toute l’équipe" if label == "Sans groupe" else label) for key, label in group_choices()]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        return {"text": given.get("q", ""), **group_filters(given.get("group", ""))}


class PointForm(IdentityGuard, forms.ModelForm[BacklogItem]):
    """A point that waits. Quick, on one line; whole, on its page."""

    guarded = ("title", "word")

    class Meta:
        model = BacklogItem
        fields = ["title", "kind", "minutes", "group", "presenter", "word"]
        widgets: ClassVar = {"word": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.queryset, group.empty_label = Group.objects.filter(closed_on__isnull=True), "Toute l’équipe"
        if "presenter" in self.fields:
            presenter: Any = self.fields["presenter"]
            presenter.queryset, presenter.empty_label = people_not_gone(timezone.localdate()), "À choisir"
        self.fields["title"].widget.attrs["placeholder"] = "Un point pour une prochaine réunion"
        self.fields["minutes"].widget.attrs.update(min=1, max=480)

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class PointAddForm(PointForm):
    """On one line, at the head of the page. Presenter and details can wait."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    class Meta(PointForm.Meta):
        fields = ["title", "group", "kind", "minutes"]


class PointActForm(forms.Form):
    """One gesture on a point, with a word when it is refused."""

    ACTS: ClassVar = [(name, name) for name in ("accept", "give_up", "take_up", "plan")]
    act = forms.ChoiceField(choices=ACTS)
    word = forms.CharField(required=False, max_length=300)


class PointDropForm(IdentityGuard):
    """From a phone: the point, a few words about it."""

    guarded = ("title", "word")
    title = forms.CharField(label="Votre point", max_length=200)
    word = forms.CharField(label="En quelques mots", required=False, max_length=500, widget=forms.Textarea)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)


class PostponeForm(forms.Form):
    """The points to put off, or the one to keep after all."""

    items: forms.ModelMultipleChoiceField[AgendaItem] = forms.ModelMultipleChoiceField(queryset=None, required=False)
    keep: forms.ModelChoiceField[AgendaItem] = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("items", "keep"):
            self.fields[name].queryset = items  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if not asked.get("items") and not asked.get("keep"):
            raise ValidationError("Cochez au moins un point.", code="nothing")
        return asked
