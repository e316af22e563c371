from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.meetings.enums import RemarkState
from filrouge.modules.meetings.models import Meeting, Participant, Remark, Written
from filrouge.modules.meetings.models.remarks import LONGEST_REMARK


class RemarkForm(IdentityGuard):
    """A remark left by a personal link: its words, and the text it is about."""

    guarded = ("text",)
    text = forms.CharField(required=False, max_length=LONGEST_REMARK)
    on = forms.CharField(required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def clean_on(self) -> Written | None:
        anchor = self.cleaned_data["on"]
        texts: list[Written] = [*self.meeting.items.all(), *self.meeting.sections.all()]
        found = next((text for text in texts if text.anchor == anchor), None)
        if anchor and found is None:
            raise forms.ValidationError("Ce point n’est plus au compte rendu : rechargez la page.", code="gone")
        return found


class RemarkWithdrawForm(forms.Form):
    withdraw: forms.ModelChoiceField[Remark] = forms.ModelChoiceField(
        queryset=None, error_messages={"invalid_choice": "Cette remarque n’est plus là : rechargez la page."}
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Remark.objects.filter(participant=participant).select_related("meeting")
        self.fields["withdraw"].queryset = own  # type: ignore[attr-defined]


class RemarkAnswerForm(IdentityGuard):
    guarded = ("answer",)
    answer = forms.CharField(
        label="Réponse", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500})
    )
    state = forms.ChoiceField(choices=RemarkState.choices, error_messages={"required": "Choisissez une suite."})
