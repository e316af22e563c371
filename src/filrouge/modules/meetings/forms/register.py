from __future__ import annotations

from django import forms

from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.ui.forms import DateInput


class DecisionFilterForm(forms.Form):
    q = forms.CharField(
        label="Qu’avons-nous décidé à propos de…",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Qu’avons-nous décidé à propos de…"}),
    )
    status = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *DecisionStatus.choices])


class DecisionFollowForm(forms.Form):
    status = forms.ChoiceField(label="État", choices=DecisionStatus.choices)
    review_on = forms.DateField(label="À revoir le", required=False, widget=DateInput)
