from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import people_on
from filrouge.ui.forms import DateInput


class PeopleField(forms.ModelMultipleChoiceField[Person]):
    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.full_name} ({obj.role_label})"


class GroupForm(forms.ModelForm[Group]):
    class Meta:
        model = Group
        fields = ["name", "kind", "mandate", "hours_budget", "ends_on"]
        widgets = {"ends_on": DateInput, "mandate": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"hours_budget": "Facultatif : le temps que l’équipe y consacre en tout."}


class MembersForm(forms.Form):
    """Who joins, and from which day. Those already there are not offered again."""

    people = PeopleField(
        queryset=None,
        label="Personnes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une personne."},
    )
    joined_on = forms.DateField(label="Depuis le", widget=DateInput)
    lead: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        queryset=None, label="Anime le groupe", required=False, empty_label="personne de plus"
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["joined_on"].initial = timezone.localdate
        already = group.members.filter(left_on__isnull=True).values("person")
        offered: QuerySet[Person] = people_on(timezone.localdate()).exclude(pk__in=already)
        for name in ("people", "lead"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = offered


class RemoveMemberForm(forms.Form):
    left_on = forms.DateField(label="Dernier jour dans le groupe", widget=DateInput)
