from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.writing.forms import NotesForm
from filrouge.modules.meetings.forms.planning import at
from filrouge.modules.meetings.models import Decision, Meeting
from filrouge.ui.forms import DateInput, TimeInput


class SessionTimesForm(forms.Form):
    opened = forms.TimeField(label="Ouverte à", widget=TimeInput)
    closed = forms.TimeField(label="Levée à", required=False, widget=TimeInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        opened, closed = meeting.session
        kwargs.setdefault(
            "initial",
            {
                "opened": timezone.localtime(opened).time(),
                "closed": timezone.localtime(closed).time() if meeting.closed_at else None,
            },
        )
        super().__init__(*args, **kwargs)

    def moments(self) -> tuple[datetime, datetime | None]:
        day = self.meeting.starts_on
        closed = self.cleaned_data["closed"]
        opened_at = at(day, self.cleaned_data["opened"])
        closed_at = at(day, closed) if closed else None
        if closed_at and closed_at < opened_at:
            closed_at += timedelta(days=1)  # a session may end after midnight
        return opened_at, closed_at


class DecisionForm(forms.ModelForm[Decision]):
    acknowledged = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Decision
        fields = ["text", "reason", "review_on"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "reason": forms.Textarea(attrs={"rows": 1}),
            "review_on": DateInput,
        }

    clean_acknowledged = NotesForm.clean_acknowledged

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class InformationForm(forms.Form):
    text = forms.CharField(label="Information", max_length=500)
    acknowledged = forms.CharField(required=False, widget=forms.HiddenInput)

    clean_acknowledged = NotesForm.clean_acknowledged


class SessionTaskForm(forms.Form):
    title = forms.CharField(label="Tâche", max_length=300)
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui", queryset=None, required=False, empty_label="à confier"
    )
    due_on = forms.DateField(label="Pour le", required=False, widget=DateInput)
    acknowledged = forms.CharField(required=False, widget=forms.HiddenInput)

    clean_acknowledged = NotesForm.clean_acknowledged

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_not_gone(timezone.localdate())  # type: ignore[attr-defined]
