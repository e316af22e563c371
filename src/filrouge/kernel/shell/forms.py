from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.shell import queries
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.queries import memberships_of
from filrouge.ui.forms import DateInput


class HistoryFilter(forms.Form):
    actor = forms.ChoiceField(label="Qui", required=False)
    kind = forms.ChoiceField(label="Quoi", required=False)
    since = forms.DateField(label="À partir du", required=False, widget=DateInput())
    until = forms.DateField(label="Jusqu’au", required=False, widget=DateInput())

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(member.user_id), str(member.user)) for member in memberships_of(organisation)]
        self.fields["actor"].choices = [("", "Tout le monde"), *people]  # type: ignore[attr-defined]
        kinds = [(label, name.capitalize()) for label, name in queries.kinds()]
        self.fields["kind"].choices = [("", "Tous les sujets"), *kinds]  # type: ignore[attr-defined]

    def criteria(self) -> dict[str, Any]:
        """What was understood; a wrong value filters nothing rather than hiding everything."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
