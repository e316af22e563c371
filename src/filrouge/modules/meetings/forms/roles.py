from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.enums import SessionRole
from filrouge.modules.meetings.models import Meeting


class RolesForm(forms.Form):
    """Roles given in one tap: only those that were sent change."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = Person.objects.filter(pk__in=meeting.participants.values("person"))
        for role in SessionRole:
            self.fields[role.value] = forms.ModelChoiceField(queryset=called, required=False)

    def given(self) -> dict[str, Person]:
        return {role: person for role, person in self.cleaned_data.items() if person is not None}
