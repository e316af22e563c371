from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Group
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import NO_GROUP
from filrouge.modules.meetings.models import MeetingType
from filrouge.ui import typography

MONTHS = [("", "Tous les mois"), *((str(rank), name) for rank, name in enumerate(typography.MONTHS, 1))]
PROFESSIONS = [("", "Toutes les professions"), *Profession.choices]


def type_choices(chosen: str) -> list[tuple[str, str]]:
    """The types proposed, and the one chosen even if it no longer is."""
    types = MeetingType.objects.filter(Q(is_active=True) | Q(code=chosen))
    return [("", "Tous les types"), *types.values_list("code", "short_name")]


def group_choices() -> list[tuple[str, str]]:
    groups = Group.objects.values_list("pk", "name")
    return [("", "Tous les groupes"), *((str(pk), name) for pk, name in groups), (NO_GROUP, "Sans groupe")]


def group_filters(chosen: str) -> dict[str, Any]:
    """A valid choice of group, as queries take it."""
    return {"group": UUID(chosen) if chosen and chosen != NO_GROUP else None, "no_group": chosen == NO_GROUP}


class MeetingFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher", required=False, widget=forms.TextInput(attrs={"placeholder": "Rechercher une réunion"})
    )
    type = forms.ChoiceField(label="Type", required=False)
    group = forms.ChoiceField(label="Groupe", required=False)
    year = forms.ChoiceField(label="Année", required=False)
    month = forms.ChoiceField(label="Mois", required=False, choices=MONTHS)
    profession = forms.ChoiceField(label="Profession conviée", required=False, choices=PROFESSIONS)
    when = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("month", "profession"):  # what only a figure asks for shows when it is asked
            if not self.data.get(name):
                del self.fields[name]
        self.fields["type"].choices = type_choices(self.data.get("type", ""))  # type: ignore[attr-defined]
        self.fields["group"].choices = group_choices()  # type: ignore[attr-defined]
        years = queries.years_with_meetings()
        self.fields["year"].choices = [("", "Toutes les années"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
